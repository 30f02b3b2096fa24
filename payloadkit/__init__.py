"""Build payloads for the onboarding gateways, and say before they are sent what is wrong with them.

A public name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit import airpay, azakaw, caas, images, uaekyc, workflows
    from payloadkit.conversion.converter import convert
    from payloadkit.conversion.files import Store
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
    from payloadkit.strategies.redaction import redact
    from payloadkit.violation import Fault, PayloadError, Report, Severity, Violation
    from payloadkit.wire.reading import check, load
    from payloadkit.wire.writing import dump, register_hooks, to_dict

__version__ = "0.1.0"

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
    "Store",
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
    "redact",
    "register_hooks",
    "replace",
    "to_dict",
    "uaekyc",
    "workflows",
]


def lazy_names(
    package: str, homes: Mapping[str, str], needs: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package that loads a module with its first use.

    Args:
        package: The package's name.
        homes: The public names, with spaces between, by the module of payloadkit that has them;
            those of ``""`` are modules themselves.
        needs: A library that a module needs, and the extra that brings it, by module. Without the
            library its names are left out of ``__all__`` and ``__dir__``, so that ``import *`` and
            ``help`` work.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}
    missing = {home: need for home, need in (needs or {}).items() if not _is_there(need[0])}
    if missing:
        everything = sys.modules[package].__all__
        everything[:] = [name for name in everything if home_of[name] not in missing]

    def load(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if home_of[name] in missing:
            library, extra = missing[home_of[name]]
            raise ImportError(f"{name} needs {library}: pip install 'payloadkit[{extra}]'")
        module = import_module(f"payloadkit.{home_of[name] or name}")
        found: object = getattr(module, name) if home_of[name] else module
        setattr(sys.modules[package], name, found)
        return found

    there = {name for name, home in home_of.items() if home not in missing}
    return load, lambda: sorted({*vars(sys.modules[package]), *there})


def _is_there(library: str) -> bool:
    """Return whether a library can be imported, without importing it."""
    if library in sys.modules:
        return sys.modules[library] is not None
    # As importlib.util.find_spec, which takes longer to load than this package.
    return any(finder.find_spec(library, None) for finder in sys.meta_path)


if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "": "airpay azakaw caas uaekyc workflows",
            "conversion.converter": "convert",
            "conversion.files": "Store",
            "conversion.lineage": "Lineage LineageRow",
            "conversion.result": "Result",
            "http.request": "Request",
            "models.codec": "Codec",
            "models.constructor": "replace",
            "models.decorator": "model",
            "models.model": "Gateway",
            "models.registry": "kinds",
            "models.schema": "json_schema",
            "policy": "Ignore Masters Policy",
            "rules.values": "NULL",
            "strategies.agreement": "assert_agreement",
            "strategies.redaction": "redact",
            "violation": "Fault PayloadError Report Severity Violation",
            "wire.reading": "check load",
            "wire.writing": "dump register_hooks to_dict",
        },
    )

    # Not with its first use: a child that is forked meanwhile would wait for ever for the thread
    # that loads it. It takes care of that for its own modules.
    from payloadkit import images
