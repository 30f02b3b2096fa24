"""The quick way to an object of typed values, as the callers of constructors give them: it says only that there is nothing to find."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from payloadkit.models.registry import model_of
from payloadkit.models.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit.policy import Policy

_KEPT = 64


class _Judged(NamedTuple):
    """What the code asks for the policy: there is no reading yet.

    Args:
        policy: How the object is judged.
    """

    policy: Policy


class _Quick(NamedTuple):
    """The quick way to an object, on a day.

    Args:
        filled: The class of objects that are being filled.
        fill: Fills one with typed values in which there is nothing to find, and tells whether it
            could; None where a model has no such way.
    """

    filled: type
    fill: Callable[..., bool | None] | None


@lru_cache(_KEPT)
def _quick(cls: type, terms: Terms, kept: frozenset[str]) -> _Quick:
    from payloadkit.models.taking import Taking

    model = model_of(cls)
    return _Quick(model.thawed, Taking(terms.policy, {}, masters=terms.masters).typed(model, kept))


def taken(
    holder: object, values: Mapping[str, Any], policy: Policy, kept: frozenset[str] = frozenset()
) -> bool:
    """Fill an empty object with typed values in which there is nothing to find; if there may be, it is left to be filled.

    Args:
        holder: The empty object of a model's class.
        values: Values by attribute.
        policy: How they are judged; one of a tenant's own limits or master data takes the thorough
            way.
        kept: The attributes that are not judged.
    """
    if policy.limits or policy.masters is not None:
        return False
    cls: type = type(holder)
    quick = _quick(cls, Terms.of(policy, None), kept)
    if quick.fill is None:
        return False
    object.__setattr__(holder, "__class__", quick.filled)
    try:
        return bool(quick.fill(values.get, holder, _Judged(policy)))
    finally:
        object.__setattr__(holder, "__class__", cls)
