"""Builds onboarding payloads for the gateways of the Gulf, and says beforehand, at the field, all that is wrong with one.

Every public name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit import airpay, azakaw, caas, images, uaekyc
    from payloadkit.agreement import assert_agreement
    from payloadkit.construction import replace
    from payloadkit.conversion import convert
    from payloadkit.declaration import kinds
    from payloadkit.document import check, load
    from payloadkit.modelling import model
    from payloadkit.null import NULL, Null
    from payloadkit.policy import Ignore, Policy
    from payloadkit.schema import json_schema
    from payloadkit.violation import PayloadError, Report, Severity, Violation
    from payloadkit.wire import dump, to_dict

__version__ = "0.1.0"

_HOMES = {
    "NULL": "null",
    "Ignore": "policy",
    "Null": "null",
    "PayloadError": "violation",
    "Policy": "policy",
    "Report": "violation",
    "Severity": "violation",
    "Violation": "violation",
    "assert_agreement": "agreement",
    "check": "document",
    "convert": "conversion",
    "dump": "wire",
    "json_schema": "schema",
    "kinds": "declaration",
    "load": "document",
    "model": "modelling",
    "replace": "construction",
    "to_dict": "wire",
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
