"""Hypothesis strategies, derived from the declarations: documents, objects, limits and faults.

Nothing is imported before a name is used: pytest and Hypothesis load this package when they start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.strategies.api import at_limit, objects, one_fault, payloads
    from payloadkit.strategies.samples import convertible

__all__ = ["at_limit", "convertible", "objects", "one_fault", "payloads"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        msg = f"module 'payloadkit.strategies' has no attribute {name!r}"
        raise AttributeError(msg)
    from payloadkit.strategies import api, samples

    return getattr(samples if name == "convertible" else api, name)
