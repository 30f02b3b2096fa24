"""A tenant's maximum lengths: the rules of a model that a policy changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.messages.nearest import nearest
from payloadkit.models.registry import model_of
from payloadkit.policy import split
from payloadkit.violation import pointer

if TYPE_CHECKING:
    from payloadkit.models.model import Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Rule


def limited(model: Model, policy: Policy) -> dict[tuple[str, ...], Rule]:
    """Return the rules that a tenant's limits change, by path with ``*`` for any element.

    Args:
        model: The model of the document.
        policy: The policy with the limits.

    Raises:
        ValueError: A limit names no kind, no field, or a field without a maximum length.
    """
    for kind in policy.limits:
        model_of(kind)
    given = {} if model.kind is None else policy.limits.get(model.kind, {})
    if not given:
        return {}
    fields = dict(model.walk())
    found = {}
    for path, maximum in given.items():
        tokens = split(path)
        if tokens not in fields:
            known = [
                pointer(at, model.keys | {"*"})
                for at, field in fields.items()
                if _has_limit(field.rule)
            ]
            raise ValueError(f"limits of {model.kind}: no such field{nearest(path, known)}")
        try:
            found[tokens] = fields[tokens].rule.limited(maximum)
        except ValueError as error:
            raise ValueError(f"limits of {model.kind}: {path}: {error}") from None
    return found


def _has_limit(rule: Rule) -> bool:
    """Return whether a tenant may set a rule's maximum length."""
    try:
        rule.limited(1)
    except ValueError:
        return False
    return True
