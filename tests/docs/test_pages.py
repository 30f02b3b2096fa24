"""Every code block of the README and of docs/ is run, or says why it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.generate.files import HEAD
from tests.docs.blocks import Page, python_of

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SKIP = re.compile(r"<!--+ *skip: *(\w+)(.*?)-->")


def is_written(page: Path) -> bool:
    """Return whether a page is written by hand: generators run what generated pages show."""
    return not page.read_text(encoding="utf-8").startswith(HEAD)


PAGES = [page for page in (README, *sorted((ROOT / "docs").rglob("*.md"))) if is_written(page)]
MARKS = {
    # Spark warns of the newest pandas.
    "engines.md": (pytest.mark.engines, pytest.mark.filterwarnings("ignore::FutureWarning")),
    # They start many processes, which takes as long as all other pages together.
    **dict.fromkeys(
        ("tutorial.md", "check-many-files.md", "known-violations.md", "redact.md"),
        (pytest.mark.exhaustive,),
    ),
    # They need Django, Flask and pandas, which are large and of the extra `dev`.
    **dict.fromkeys(("tables.md", "web-service.md"), (pytest.mark.exhaustive,)),
}
WITH_BLOCKS = [
    pytest.param(page, marks=MARKS.get(page.name, ()))
    for page in PAGES
    if list(Page(page).document().examples())
]


def name_of(page: Path) -> str:
    """Return how a page is called in the ids of tests."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", WITH_BLOCKS, ids=name_of)
def test_blocks_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page run from top to bottom beside fixtures/, and the README's tests too."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    monkeypatch.chdir(tmp_path)
    page = Page(path)

    found = page.run()
    for name, example_test in found.items():
        if path == README and name.startswith("test_") and callable(example_test):
            example_test()

    blocks = len(list(page.blocks(page.document())))
    assert len(page.executed) + len(page.skipped) == blocks


def test_what_is_not_run_says_why(subtests: pytest.Subtests) -> None:
    """A block is left out one at a time, and with a reason of some words."""
    for path in PAGES:
        with subtests.test(path=path):
            for action, reason in SKIP.findall(path.read_text(encoding="utf-8")):
                assert action == "next"
                assert re.fullmatch(r' "\S+( \S+){2,}" ', reason)


def page_of(tmp_path: Path, text: str) -> Page:
    """Return a page of a text."""
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    return Page(path)


def test_blocks_of_a_page_share_their_names(tmp_path: Path) -> None:
    """A Python block knows what the blocks above it have defined."""
    page = page_of(tmp_path, "```python\na = 1\n```\nand\n```python\nb = a + 1\n```\n")

    assert page.run()["b"] == 2
    assert page.executed == [1, 5]


def test_a_console_block_shows_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output of each command is compared, errors and all; three dots stand for anything."""
    monkeypatch.chdir(tmp_path)
    good = "```console\n$ echo one; echo two >&2\none\ntwo\n$ false\n$ date\n…\n```\n"

    page_of(tmp_path, good).run()
    with pytest.raises(AssertionError, match="echo one"):
        page_of(tmp_path, good.replace("two\n$", "three\n$")).run()


def test_a_text_block_is_the_output_of_the_block_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a block of Python or of a shell prints is compared with the text below it."""
    monkeypatch.chdir(tmp_path)
    for block in ("```python\nprint(1 + 1)\n```\n", "```sh\necho 2\n```\n"):
        page_of(tmp_path, block + "```text\n2\n```\n").run()
        with pytest.raises(AssertionError, match="prints"):
            page_of(tmp_path, block + "```text\n3\n```\n").run()


@pytest.mark.parametrize("language", ["diff", "py", ""])
def test_a_block_that_nothing_runs_fails(tmp_path: Path, language: str) -> None:
    """A block of another language, or of none, needs a reason."""
    text = f"```{language}\n+\n```\n"
    skipped = page_of(tmp_path, f'<!--- skip: next "it shows a change" -->\n\n{text}')

    skipped.run()
    assert (skipped.executed, skipped.skipped) == ([], {3: "it shows a change"})
    with pytest.raises(AssertionError, match="reason"):
        page_of(tmp_path, text).run()


@pytest.mark.parametrize(
    "block", ["```sh\nfalse\ntrue\n```", "```toml\na b\n```", "```json\n{\n```"]
)
def test_a_block_that_fails_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    """A command that ends with another status fails, and so do data that are none."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises((AssertionError, ValueError)):
        page_of(tmp_path, f"{block}\n").run()


def test_a_script_keeps_the_lines_of_the_page(tmp_path: Path) -> None:
    """Only Python blocks are taken, and a traceback's line is the page's."""
    page = page_of(tmp_path, "Text.\n\n```sh\nexit 1\n```\n\n```python\na = 1\n```\n")

    assert python_of(page.path).splitlines() == ["", "", "", "", "", "", "", "a = 1"]
