"""Builds onboarding payloads for the gateways of the Gulf, and says beforehand, at the field, all that is wrong with one.

Every public name is loaded when it is first used, so that importing the package costs next to
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit import airpay, azakaw, caas, images, uaekyc
    from payloadkit.conversion import convert
    from payloadkit.models.constructor import replace
    from payloadkit.models.decorator import model
    from payloadkit.models.registry import kinds
    from payloadkit.models.schema import json_schema
    from payloadkit.policy import Ignore, Policy
    from payloadkit.rules.values import NULL, Null
    from payloadkit.strategies.agreement import assert_agreement
    from payloadkit.violation import PayloadError, Report, Severity, Violation
    from payloadkit.wire.reading import check, load
    from payloadkit.wire.writing import dump, to_dict

__version__ = "0.1.0"

_HOMES = {
    "NULL": "rules.values",
    "Ignore": "policy",
    "Null": "rules.values",
    "PayloadError": "violation",
    "Policy": "policy",
    "Report": "violation",
    "Severity": "violation",
    "Violation": "violation",
    "assert_agreement": "strategies.agreement",
    "check": "wire.reading",
    "convert": "conversion",
    "dump": "wire.writing",
    "json_schema": "models.schema",
    "kinds": "models.registry",
    "load": "wire.reading",
    "model": "models.decorator",
    "replace": "models.constructor",
    "to_dict": "wire.writing",
}
_ROOMS = ("airpay", "azakaw", "caas", "images", "uaekyc")

__all__ = [
    "NULL",
    "Ignore",
    "Null",
    "PayloadError",
    "Policy",
    "Report",
    "Severity",
    "Violation",
    "airpay",
    "assert_agreement",
    "azakaw",
    "caas",
    "check",
    "convert",
    "dump",
    "images",
    "json_schema",
    "kinds",
    "load",
    "model",
    "replace",
    "to_dict",
    "uaekyc",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"payloadkit.{name}")
    if name not in _HOMES:
        msg = f"module 'payloadkit' has no attribute {name!r}"
        raise AttributeError(msg)
    found: object = getattr(import_module(f"payloadkit.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
