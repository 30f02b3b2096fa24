"""Pictures: what their bytes really are, and how to make them fit to send.

``inspect`` judges bytes, cheaply and bounded; ``fit`` makes a picture that ``inspect`` has nothing
to say against.
"""

from __future__ import annotations

from payloadkit.images.budget import Budget
from payloadkit.images.facts import Facts
from payloadkit.images.faults import ImageError
from payloadkit.images.fitting import Fitted, fit
from payloadkit.images.inspection import inspect

__all__ = ["Budget", "Facts", "Fitted", "ImageError", "fit", "inspect"]
