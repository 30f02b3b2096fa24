"""Hypothesis strategies, derived from the declarations: documents, objects, limits and faults.

Nothing is imported before a name is used: pytest and Hypothesis load this package when they start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.strategies.api import at_limit, objects, one_fault, payloads
    from payloadkit.strategies.samples import convertible

__all__ = ["at_limit", "convertible", "objects", "one_fault", "payloads"]

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "strategies.api": "at_limit objects one_fault payloads",
            "strategies.samples": "convertible",
        },
        dict.fromkeys(("strategies.api", "strategies.samples"), ("hypothesis", "testing")),
    )
