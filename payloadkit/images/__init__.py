"""Pictures: what their bytes really are, and how to make them fit to send.

``inspect`` judges bytes, cheaply and bounded; ``fit`` makes a picture that ``inspect`` has nothing
to say against. Each is loaded when it is first used, since models need only the picture rule.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.images.budget import Budget
    from payloadkit.images.facts import Facts
    from payloadkit.images.faults import ImageError
    from payloadkit.images.fitting import Fitted, fit
    from payloadkit.images.inspection import inspect

_HOMES = {
    "Budget": "budget",
    "Facts": "facts",
    "Fitted": "fitting",
    "ImageError": "faults",
    "fit": "fitting",
    "inspect": "inspection",
}

__all__ = ["Budget", "Facts", "Fitted", "ImageError", "fit", "inspect"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'payloadkit.images' has no attribute {name!r}")
    found: object = getattr(import_module(f"payloadkit.images.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
