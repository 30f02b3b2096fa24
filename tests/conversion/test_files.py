"""Files that a supplement or a caller names."""

from __future__ import annotations

from typing import Any

import payloadkit as pk
from payloadkit.conversion.files import read_file


class Odd:
    """An object that says it is a path, and is none."""

    def __fspath__(self) -> int:
        """Return no text."""
        return 5


def test_a_path_that_is_none_is_a_fault() -> None:
    """An object that is no path, and a path that cannot be one, are unreadable files."""
    odd: Any = Odd()
    found = [read_file(odd), read_file("a\0b"), read_file("no-such-file")]
    assert [isinstance(fault, pk.Fault) and fault.code for fault in found] == [
        "file.unreadable"
    ] * 3
