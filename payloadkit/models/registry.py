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
_HOMES = {
    "caas.aml-callback": "aml",
    "caas.customer": "customer",
    "caas.lookup": "lookup",
    "caas.lookup-answer": "lookup",
    "caas.onboarding": "onboarding",
    "caas.onboarding-answer": "onboarding_answer",
    "caas.token": "token",
    "caas.token-answer": "token",
    "caas.masters": "masters",
    "uaekyc.batch-status": "batch_status",
    "uaekyc.batch-records": "batch_records",
    "uaekyc.customer-data": "customer_data",
    "uaekyc.errored-records": "errored_records",
    "uaekyc.migration-csv": "migration_csv",
    "azakaw.customer": "customer",
    "azakaw.onboarding-pending": "onboarding_pending",
    "azakaw.add-user": "user",
    "airpay.add-kyc": "add",
    "airpay.pull-kyc": "pull",
    "airpay.pull-kyc-answer": "pull",
}
"""The module of each kind in its system, so that a process loads only the kinds that it uses."""
SYSTEMS = tuple(dict.fromkeys(kind.partition(".")[0] for kind in _HOMES))
_KINDS: dict[str, type] = {}
_CLASSES: list[type] = []
_LISTENERS: list[Callable[[type], object]] = []
_KIND = r"[a-z0-9.-]{1,64}"


def register(model: Model) -> None:
    """Register a model by its kind, and pass its class to all listeners.

    Raises:
        ValueError: Another class has the kind already.
    """
    foreign = model.kind in _HOMES and not model.cls.__module__.startswith("payloadkit.")
    if foreign or model.kind in _KINDS:
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
    """Return the names of all kinds: first those of the four systems, then a tenant's own."""
    for kind in _HOMES:
        if kind not in _KINDS:
            _load(kind)
    return names()


def names() -> tuple[str, ...]:
    """Return the names of all kinds, as ``kinds`` does, without loading their models."""
    return tuple({**_HOMES, **_KINDS})


def _load(kind: str) -> None:
    """Import the module of a kind of the four systems, if it is one."""
    if kind in _HOMES:
        import_module(f"payloadkit.{kind.partition('.')[0]}.{_HOMES[kind]}")


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
        if kind not in _KINDS:
            _load(kind)
        if kind not in _KINDS:
            known = names()
            name = kind if re.fullmatch(_KIND, kind) else "?"
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
