"""The report at a terminal: everything within its width, in few lines."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

import payloadkit as pk
from payloadkit.cli.formats.rows import rows_of
from payloadkit.cli.result import Document
from tests.cli.formats.drawn import KIND, drawn, written
from tests.documents import POLICY, full

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Give what is shown of documents at a terminal of a width."""

    def shown(width: int, *documents: Document) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        return written("terminal", documents)

    return shown


@pytest.mark.parametrize("width", [20, 30, 60, 80, 120, 200])
def test_lines_keep_the_width(width: int, show: Callable[..., str]) -> None:
    """No line is wider than the terminal, and none ends in blanks."""
    lines = show(width, *drawn()).splitlines()
    assert lines[-1] == ""  # before the summary

    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_all_of_a_row_is_shown(show: Callable[..., str], subtests: pytest.Subtests) -> None:
    """Each row is there: severity, code, places, paths, and each word of rule and mend."""
    for width, document in product((20, 30, 80, 120), drawn()):
        with subtests.test(width=width, document=document):
            text = show(width, document)
            words, letters = text.split(), "".join(text.split())

            for row in rows_of(document.report.violations):
                assert row.severity in words
                assert row.code in letters
                for place, path in row.places:
                    assert place in words or not place
                    assert all(token in letters for token in path.split("/"))
                assert width < 80 or all(word in words for word in row.text.split())


def test_many_missing_fields_are_few_lines(show: Callable[..., str]) -> None:
    """A document without its thirteen mandatory fields fits in half a screen, however wide."""
    document = Document("bare.json", KIND, pk.check(KIND, "{}", POLICY))

    assert len(document.report.violations) == 13
    assert len(show(120, document).splitlines()) <= 5
    assert len(show(80, document).splitlines()) <= 8


def test_the_worst_is_first_and_its_place_is_at_the_head(show: Callable[..., str]) -> None:
    """Errors stand before warnings, and the head has the place of the first one in full."""
    text = json.dumps({**full(), "second_nationality": None, "odd": 1}, indent=1)
    document = Document("some.json", KIND, pk.check(KIND, text, POLICY), entry="7")
    [error], [warning] = document.report.errors, document.report.warnings
    head, *lines = show(120, document).splitlines()

    assert error.line is not None
    assert warning.line is not None
    assert warning.line < error.line
    assert head.startswith(f"some.json:{error.line}:{error.column}  #7  {KIND}  1 error, 1 warning")
    assert [line.split()[0] for line in lines if " field." in line] == [
        f"{one.line}:{one.column}" for one in (error, warning)
    ]


def test_the_key_of_a_row_stands_once_at_the_head(show: Callable[..., str]) -> None:
    """The place of a table's row has its key, with a line or without one."""
    text = json.dumps({**full(), "second_nationality": None}, indent=1)
    lined = pk.check(KIND, text, POLICY)
    bare = pk.check(KIND, {**full(), "second_nationality": None}, POLICY)
    for report in (lined, bare):
        row = Document("some.parquet", KIND, report, entry="C-7", is_row=True)
        head = show(120, row).splitlines()[0]

        assert head.startswith("some.parquet#C-7")
        assert head.count("C-7") == 1
    assert [one.violations[0].line is None for one in (lined, bare)] == [False, True]


def test_values_of_other_files_stand_under_their_names(show: Callable[..., str]) -> None:
    """What a payload has from its supplement is shown under the supplement, with its places."""
    document = drawn()[-1]
    text = show(120, document)
    [line] = [line for line in text.splitlines() if "text.too_long" in line]

    assert [line for line in text.splitlines() if line and line[0] != " "] == [
        "caas.onboarding:1:1  12 errors",
        "supplement|`1`.json:1:16  caas.onboarding  1 error",
    ]
    assert line.split()[:4] == ["1:16", "error", "/first_name", "text.too_long"]


def test_a_clean_document_is_not_shown(show: Callable[..., str]) -> None:
    """What has no violation is counted in the summary only."""
    assert show(80, drawn()[0]) == ""
