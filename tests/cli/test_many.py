"""``payloadkit check`` over folders, globs, NDJSON and gzip."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

MINIMAL = Path(__file__).parent.parent.parent / "fixtures/caas/onboarding-minimal.json"
CHECK = ("check", "--kind", "caas.onboarding", "--today", "2026-06-01")


@pytest.fixture
def folder(tmp_path: Path, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with ten documents in each form, the third one with an error."""
    monkeypatch.chdir(tmp_path)
    documents = [
        json.dumps({**minimal, "first_name": "x" * 200} if number == 3 else minimal)
        for number in range(1, 11)
    ]
    (tmp_path / "files/below").mkdir(parents=True)
    for number, document in enumerate(documents, start=1):
        (tmp_path / f"files/below/{number:02}.json").write_text(document)
    text = "\n\r\n".join(documents)
    (tmp_path / "lines.ndjson").write_text(text, newline="")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=" ".join)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("files", "files/below/03.json:1:"),
        ("files/**/*.json", "files/below/03.json:1:"),
        ("lines.ndjson", "lines.ndjson:5:"),
        ("packed.jsonl.gz", "packed.jsonl.gz:5:"),
    ],
)
def test_many_documents(
    path: str, place: str, jobs: tuple[str, ...], invoke: Callable[..., Told]
) -> None:
    """The one document with an error is found at its place, however documents are kept."""
    told = invoke(*CHECK, *jobs, path)
    [line] = told.lines

    assert told.status == 1
    assert line.startswith(place)
    assert "text.too_long /first_name" in line
    assert told.err.startswith(b"10 documents, 1 failed: 1 error (caas.onboarding)\n")
