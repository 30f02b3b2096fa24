"""Build payloads for the onboarding gateways, and say before they are sent what is wrong with them.

A public name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit import airpay, azakaw, caas, images, uaekyc
    from payloadkit.conversion.converter import convert
    from payloadkit.conversion.lineage import Lineage, LineageRow
    from payloadkit.conversion.result import Result
    from payloadkit.http.request import Request
    from payloadkit.models.codec import Codec
    from payloadkit.models.constructor import replace
    from payloadkit.models.decorator import model
    from payloadkit.models.model import Gateway
    from payloadkit.models.registry import kinds
    from payloadkit.models.schema import json_schema
    from payloadkit.policy import Ignore, Masters, Policy
    from payloadkit.rules.values import NULL
    from payloadkit.strategies.agreement import assert_agreement
    from payloadkit.violation import Fault, PayloadError, Report, Severity, Violation
    from payloadkit.wire.reading import check, load
    from payloadkit.wire.writing import dump, register_hooks, to_dict

__version__ = "0.1.0"

_HOMES = {
    "Codec": "models.codec",
    "Fault": "violation",
    "Gateway": "models.model",
    "Ignore": "policy",
    "Lineage": "conversion.lineage",
    "LineageRow": "conversion.lineage",
    "Masters": "policy",
    "NULL": "rules.values",
    "PayloadError": "violation",
    "Policy": "policy",
    "Report": "violation",
    "Request": "http.request",
    "Result": "conversion.result",
    "Severity": "violation",
    "Violation": "violation",
    "assert_agreement": "strategies.agreement",
    "check": "wire.reading",
    "convert": "conversion.converter",
    "dump": "wire.writing",
    "json_schema": "models.schema",
    "kinds": "models.registry",
    "load": "wire.reading",
    "model": "models.decorator",
    "register_hooks": "wire.writing",
    "replace": "models.constructor",
    "to_dict": "wire.writing",
}
_ROOMS = ("airpay", "azakaw", "caas", "images", "uaekyc")

__all__ = [
    "NULL",
    "Codec",
    "Fault",
    "Gateway",
    "Ignore",
    "Lineage",
    "LineageRow",
    "Masters",
    "PayloadError",
    "Policy",
    "Report",
    "Request",
    "Result",
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
    "register_hooks",
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
