"""The examples of the README and of docs/ run, and the README begins with the set-up."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def script(page: Path) -> str:
    """Return the Python examples of a page as one script, each on its lines of the page."""
    text = page.read_text(encoding="utf-8")
    lines = [""] * text.count("\n")
    for block in BLOCK.finditer(text):
        if block[1] == "python":
            first = text.count("\n", 0, block.start(2))
            code = block[2].splitlines()
            lines[first : first + len(code)] = code
    return "\n".join(lines)


PAGES = [page for page in (README, *sorted((ROOT / "docs").rglob("*.md"))) if script(page).strip()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page run as one script beside fixtures/, and the README's tests too."""
    example = tmp_path / f"{page.stem}.py"
    example.write_text(script(page), encoding="utf-8")
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    monkeypatch.chdir(tmp_path)

    found = runpy.run_path(str(example))
    for name, example_test in found.items():
        if page == README and name.startswith("test_"):
            example_test()


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


def test_script_keeps_the_lines_of_the_page(tmp_path: Path) -> None:
    """Only Python examples are taken, and a traceback's line is the page's."""
    page = tmp_path / "page.md"
    page.write_text(
        "Text.\n\n```sh\nexit 1\n```\n\n```python\na = 1\n```\nand\n```python\n\nb = a\n```\n",
        encoding="utf-8",
    )

    assert script(page).splitlines() == [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "a = 1",
        "",
        "",
        "",
        "",
        "b = a",
    ]
