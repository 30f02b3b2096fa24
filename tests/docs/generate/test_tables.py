"""The generator makes the committed tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.generate.files import COMMAND
from docs.generate.tables import WIDTH, files
from payloadkit import codes

HERE = Path(codes.__file__).parent


@pytest.mark.parametrize(("name", "text"), files().items())
def test_the_committed_tables_are_what_the_generator_makes(name: str, text: str) -> None:
    """Each table is committed as it is made, and names the command that writes it."""
    assert (HERE / name).read_bytes() == text.encode()
    assert COMMAND in text


@pytest.mark.parametrize(("name", "text"), files().items())
def test_tables_are_plain_short_lines(name: str, text: str) -> None:
    """A generated file is ASCII, under 250 lines of at most 100, and ends with one line feed."""
    assert text.isascii(), name
    lines = text.split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) <= 250
    assert lines[-1] == ""
    assert lines[-2]
