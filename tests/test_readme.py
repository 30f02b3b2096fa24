"""The README begins with the set-up, and Find your way names what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_setup_comes_first() -> None:
    """The README's first two blocks are shell commands: the main job on one line, the tests."""
    first, second = BLOCK.findall(README.read_text(encoding="utf-8"))[:2]

    assert (first[0], second[0]) == ("sh", "sh")
    assert first[1].count("\n") == 1
    assert "payloadkit build" in first[1]
    assert "-m pytest" in second[1]


def test_find_your_way_names_what_is_there() -> None:
    """Every file that Find your way names is there, and holds the name that stands beside it."""
    page = (ROOT / "docs" / "find-your-way.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`(?: \||[,:]) `((?!\w+\.py`)[\w.]+)`", page)

    assert len(named) >= 15
    for file, name in named:
        source = ROOT / "payloadkit" / file.removeprefix("payloadkit/")
        found = ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        names = {getattr(node, "name", None) or getattr(node, "id", None) for node in found}
        assert set(name.split(".")) <= names, (file, name)
