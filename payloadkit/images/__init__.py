"""Pictures: what their bytes really are, and how to make them fit to send.

``inspect`` judges bytes, cheaply and bounded; ``fit`` makes a picture that ``inspect`` has nothing
to say against. Each is loaded when it is first used, since models need only the picture rule.
"""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.images.budget import Budget
    from payloadkit.images.facts import Facts
    from payloadkit.images.faults import ImageError
    from payloadkit.images.fitting import Fitted, fit
    from payloadkit.images.inspection import inspect

__all__ = ["Budget", "Facts", "Fitted", "ImageError", "fit", "inspect"]

# A child that is forked while another thread loads a module would wait for that thread, which it
# does not have. So a fork waits until none is being loaded.
LOADING = RLock()
if hasattr(os, "register_at_fork"):  # pragma: no branch  Windows has no forks
    os.register_at_fork(
        before=LOADING.acquire,
        after_in_parent=LOADING.release,
        after_in_child=LOADING.release,
    )

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    _load, __dir__ = lazy_names(
        __name__,
        {
            "images.budget": "Budget",
            "images.facts": "Facts",
            "images.faults": "ImageError",
            "images.fitting": "Fitted fit",
            "images.inspection": "inspect",
        },
    )

    def __getattr__(name: str) -> object:
        if name not in __all__:
            return _load(name)
        with LOADING:
            return _load(name)
