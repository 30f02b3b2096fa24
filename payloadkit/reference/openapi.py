"""The schemas of the kinds as components of an OpenAPI 3.1 document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import __version__
from payloadkit.models.registry import kinds, model_of
from payloadkit.models.schema import DIALECT, objects
from payloadkit.policy import Policy, policy_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.rules.rule import Schema

VERSION = "3.1.0"


def components(names: Iterable[str] | None = None, policy: Policy | None = None) -> Schema:
    """Return the schemas of kinds as components of an OpenAPI 3.1 document, as plain values.

    A kind's component has its name, ``caas.onboarding``; a class inside it has the kind's name
    before its own, ``caas.onboarding.Address``.

    Args:
        names: Names of the kinds; all kinds if there are none.
        policy: The policy with the limits; by default ``Policy()``.

    Raises:
        ValueError: No kind has one of the names, or the policy sets a limit where there is no
            field.
    """
    found: dict[str, Schema] = {}
    for kind in kinds() if names is None else names:
        body, inside = objects(model_of(kind), policy_of(policy), f"#/components/schemas/{kind}.")
        found |= {kind: body, **{f"{kind}.{name}": schema for name, schema in inside.items()}}
    return {
        "openapi": VERSION,
        "info": {"title": "payloadkit", "version": __version__},
        "jsonSchemaDialect": DIALECT,
        "components": {"schemas": found},
    }
