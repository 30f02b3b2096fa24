"""payloadkit/models/registry.py."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from payloadkit.messages import add_codes
from payloadkit.messages.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.models.model import Model


ATTRIBUTE = "__payloadkit__"
SYSTEMS = ("caas", "uaekyc", "azakaw", "airpay")
_KINDS: dict[str, type] = {}
_MADE: list[type] = []
_TOLD: list[Callable[[type], object]] = []
_KIND = re.compile(r"[a-z0-9.-]{1,64}")


def register(model: Model) -> None:
    """Make a model known by its kind, and its class to whoever is told.

    Raises:
        ValueError: Another class has the kind already.
    """
    if model.kind in _KINDS:
        msg = f"two models of the kind {model.kind!r}"
        raise ValueError(msg)
    if model.kind is not None:
        _KINDS[model.kind] = model.cls
    _MADE.append(model.cls)
    for listener in _TOLD:
        listener(model.cls)


def tell(listener: Callable[[type], object]) -> None:
    """Call a listener with the class of every model, now and when one is made.

    Args:
        listener: What is called.
    """
    if listener not in _TOLD:
        _TOLD.append(listener)
        for cls in _MADE:
            listener(cls)


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds: those of the four systems first, as they are declared."""
    for system in SYSTEMS:
        import_module(f"payloadkit.{system}")
    rank = {system: number for number, system in enumerate(SYSTEMS)}
    return tuple(sorted(_KINDS, key=lambda kind: rank.get(kind.partition(".")[0], len(SYSTEMS))))


def _codes() -> Iterator[str]:
    """Yield the codes that the rules of models report, a tenant's own among them."""
    for cls in _MADE:
        model: Model = vars(cls)[ATTRIBUTE]
        for field in model.fields:
            yield from field.rule.codes
        for rule in model.across:
            yield from rule.codes


add_codes(_codes)


def model_of(kind: str | type) -> Model:
    """Return the model of a class, or of a kind's name.

    Raises:
        ValueError: No model has this kind.
        TypeError: The class is no model.
    """
    if isinstance(kind, str):
        if kind not in _KINDS and kind.partition(".")[0] in SYSTEMS:
            import_module(f"payloadkit.{kind.partition('.')[0]}")
        if kind not in _KINDS:
            known = kinds()
            name = kind if _KIND.fullmatch(kind) else "?"
            near = nearest(kind, known) or "; payloadkit.kinds() lists them"
            raise ValueError(f"no kind {name}{near}")
        kind = _KINDS[kind]
    refusal = unmodelled(kind)
    if refusal is not None:
        raise TypeError(refusal)
    found: Model = vars(kind)[ATTRIBUTE]
    return found


def unmodelled(cls: object) -> str | None:
    """Say that this is no model's class, without a word of what it is instead; None for one."""
    if isinstance(cls, type) and ATTRIBUTE in vars(cls):
        return None
    name = cls.__qualname__ if isinstance(cls, type) else type(cls).__qualname__
    return f"{name} is not a class made with @payloadkit.model"
