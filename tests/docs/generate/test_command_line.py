"""The page of the command line has every command, and what its examples really print."""

from __future__ import annotations

import re

import pytest

from docs.generate.__main__ import CHECKOUT
from docs.generate.command_line import EXAMPLES, commands, page, printed

PAGE = page(CHECKOUT)
SECTIONS = dict(re.findall(r"^##+ ([a-z ]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_command_has_a_section_with_its_options() -> None:
    """The sections are the commands, those of groups too; each has the help of its command."""
    paths = [path for path, _ in commands()]

    assert list(SECTIONS) == paths
    assert {"check", "image fit", "migrate run"} <= set(paths)
    for path, text in SECTIONS.items():
        assert f"Usage: payloadkit {path} " in text
        assert "-h, --help" in text


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_stands_with_its_command(path: str) -> None:
    """Each example is a use of the command that it stands with, and prints something."""
    for example in EXAMPLES[path]:
        assert example.startswith(f"payloadkit {path}")
        assert re.search(rf"\$ {re.escape(example)}\n\S.*\n", SECTIONS[path])


def test_an_example_prints_what_the_command_prints() -> None:
    """The output is that of the program, standard error included."""
    assert "emirates_id.malformed (error)" in printed("payloadkit explain emirates_id.malformed")
    assert "No such command" in printed("payloadkit nothing")
