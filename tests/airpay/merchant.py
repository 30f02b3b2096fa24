"""An invented merchant, and how its tests listen for what must not be said."""

from __future__ import annotations

import re
import traceback

from hypothesis import strategies as st

from payloadkit.airpay import Keys
from payloadkit.rules.characters import invisible

CANARY = "CANARY-0451"
MERCHANT = "11111"
SEEN = st.characters(exclude_categories=("C", "Z"), exclude_characters=invisible())
"""Any letter that a UID may be of."""


def keys(**changes: str) -> Keys:
    """Return invented keys."""
    return Keys.derive(
        **{"username": "merchant", "password": "password", "secret": "secret", **changes}
    )


def silent(error: BaseException) -> None:
    """Check that an exception, its cause and the locals of payloadkit's frames hold no value."""
    told = [
        str(error),
        repr(error),
        repr(error.args),
        repr(error.__cause__),
        repr(error.__context__),
    ]
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "/payloadkit/" in frame.f_code.co_filename:
            told.append(repr(frame.f_locals))
    assert not any(re.search(r"CANARY|\b451\b", entry) for entry in told)
