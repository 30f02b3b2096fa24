"""All models that the process has made, found by kind or class."""

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
_CLASSES: list[type] = []
_LISTENERS: list[Callable[[type], object]] = []
_KIND = re.compile(r"[a-z0-9.-]{1,64}")


def register(model: Model) -> None:
    """Register a model by its kind, and pass its class to all listeners.

    Raises:
        ValueError: Another class has the kind already.
    """
    if model.kind in _KINDS:
        msg = f"two models of the kind {model.kind!r}"
        raise ValueError(msg)
    if model.kind is not None:
        _KINDS[model.kind] = model.cls
    _CLASSES.append(model.cls)
    for listener in _LISTENERS:
        listener(model.cls)


def on_register(listener: Callable[[type], object]) -> None:
    """Call a listener with the class of every model: those made already, and later ones.

    Args:
        listener: The function to call.
    """
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
        for cls in _CLASSES:
            listener(cls)


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds: first those of the four systems, in order of declaration."""
    for system in SYSTEMS:
        import_module(f"payloadkit.{system}")
    rank = {system: number for number, system in enumerate(SYSTEMS)}
    return tuple(sorted(_KINDS, key=lambda kind: rank.get(kind.partition(".")[0], len(SYSTEMS))))


def _codes() -> Iterator[str]:
    """Yield the codes of the rules of all models, those of a tenant's models included."""
    for cls in _CLASSES:
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
    refusal = no_model(kind)
    if refusal is not None:
        raise TypeError(refusal)
    found: Model = vars(kind)[ATTRIBUTE]
    return found


def no_model(cls: object) -> str | None:
    """Return an error message for an object that is no model's class, else None.

    The message names the type only, since the object may hold personal data.
    """
    if isinstance(cls, type) and ATTRIBUTE in vars(cls):
        return None
    name = cls.__qualname__ if isinstance(cls, type) else type(cls).__qualname__
    return f"{name} is not a class made with @payloadkit.model"
