"""UUIDs of any version."""

from __future__ import annotations

import pytest

from payloadkit.rules.identifiers import Uuid
from tests.rules.judging import err, said


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("00000000-0000-0000-0000-000000000000", True),
        ("1A322C45-ab3f-f000-f800-00000000000f", True),
        ("1a322c45ab3ff000f80000000000000f", False),
        ("{1a322c45-ab3f-f000-f800-00000000000f}", False),
        ("1a322c45-ab3f-f000-f800-00000000000g", False),
        ("1a322c45-ab3f-f000-f800-00000000000f\n", False),
        ("\u0661a322c45-ab3f-f000-f800-00000000000", False),
    ],
)
def test_uuid(value: str, sound: bool) -> None:
    """A UUID is 8-4-4-4-12 hexadecimal digits."""
    assert said(Uuid(), value) == ([] if sound else err("uuid.malformed"))
