"""The page on severities is what the corpus's expected files say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.generate.severities import FOLDER, page

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., None]:
    """Return a function that adds a person with the violations of each target."""
    (tmp_path / FOLDER / "expected").mkdir(parents=True)

    def add(name: str, found: dict[str, list[str]], *, flawless: bool = False) -> None:
        person = {"about": f"about {name}", **({"flawless": True} if flawless else {})}
        results = {
            target: {"payload": not any("error" in one for one in entries), "violations": entries}
            for target, entries in found.items()
        }
        for path, document in ((f"{name}.json", person), (f"expected/{name}.json", results)):
            (tmp_path / FOLDER / path).write_text(json.dumps(document), encoding="utf-8")

    return add


def test_medians_and_most(corpus: Callable[..., None], tmp_path: Path) -> None:
    """Each group of profiles has its median and its most; each person has a row with the codes."""
    corpus("anna", {"one": ["info a.b /x"], "other": []}, flawless=True)
    corpus("bert", {"one": ["warning a.b /x", "warning a.b /y", "warning c.d"], "other": []})
    corpus("carl", {"one": ["error e.f /x", "warning c.d /x"]})
    lines = page(tmp_path).splitlines()

    assert "| flawless, to every target | 2 | 2 | 0 | 0 | 0 | 0 |" in lines
    assert "| all, to `one` | 3 | 2 | 1 | 3 | 0 | 1 |" in lines
    assert "| all, to `other` | 2 | 2 | 0 | 0 | 0 | 0 |" in lines
    assert lines[-3:] == [
        "| `anna` | about anna | yes | | | `a.b` |",
        "| `bert` | about bert | yes | | 2 `a.b`, `c.d` | |",
        "| `carl` | about carl | no | `e.f` | `c.d` | |",
    ]


def test_the_page_is_the_committed_one() -> None:
    """The committed page is of the committed corpus."""
    committed = (CHECKOUT / "docs" / "severities.md").read_text(encoding="utf-8")

    assert page(CHECKOUT) == committed
