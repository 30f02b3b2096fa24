"""Faults of a supplement are told with its file and the line that they are given in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.report_schema import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

COMPLETE = Path(__file__).parents[2] / "fixtures" / "people" / "resident-complete"
TEXT = """\
{
  "id_details": [
    {"id_type": 29, "id_number": "U1", "issued_country": "AE", "date_of_expiry": "soon"},
    {"id_type": 4,
     "id_front": {
       "file": "gone.jpg"
     },
     "id_back": {"file": "supplement.json"}}
  ],
  "email_id": "nowhere",
  "frist_name": "A",
  "customer_classification": {"profile_photo": "no base64"}
}
"""
# Path, code, line and column. Elements stand elsewhere in the payload than in the supplement.
FAULTS = [
    ("/email_id", "email.malformed", 10, 15),
    ("/id_details/0/id_front/base64_data", "file.unreadable", 6, 16),
    ("/id_details/0/id_back/base64_data", "image.unreadable", 8, 26),
    ("/id_details/2/date_of_expiry", "date.malformed", 3, 82),
    ("/customer_classification/profile_photo/base64_data", "base64.malformed", 12, 48),
    ("/frist_name", "field.unknown", 11, 17),
]


@pytest.fixture
def told(invoke: Callable[..., Told], tmp_path: Path) -> Callable[..., Told]:
    """Return a function that builds with the faulty supplement."""
    (tmp_path / "supplement.json").write_text(TEXT)

    def build(*options: object) -> Told:
        return invoke(
            "build",
            COMPLETE / "profile.json",
            "--supplement",
            tmp_path / "supplement.json",
            "--out",
            tmp_path / "payload.json",
            *options,
        )

    return build


def test_lines_and_columns(told: Callable[..., Told], tmp_path: Path) -> None:
    """Each fault of a supplied value has its line and column; of what is missing there is none."""
    report = told("--format", "json").json
    found = {
        (v["path"], v["code"], v["line"], v["column"])
        for v in report["documents"][-1]["violations"]
        if v["line"] is not None
    }
    hints = {v["path"]: v["hint"] or "" for v in report["documents"][-1]["violations"]}

    assert found == set(FAULTS)
    assert all(
        f"{tmp_path}/supplement.json, line {line}." in hints[path] for path, _, line, _ in FAULTS
    )
    assert "gone.jpg" in json.dumps(report)
    assert "supplement.json." in hints["/id_details/0/id_back/base64_data"]
    assert problems_of(report) == []


def test_the_file_begins_the_line(told: Callable[..., Told], tmp_path: Path) -> None:
    """As text, such a fault begins with the supplement's name, line and column."""
    lines = told().lines

    for path, code, line, column in FAULTS:
        begin = f"{tmp_path}/supplement.json:{line}:{column}: error {code} {path}: "
        assert any(one.startswith(begin) for one in lines)
    assert any(one.startswith("caas.onboarding: error field.missing ") for one in lines)


def test_the_line_is_told_in_the_language(told: Callable[..., Told]) -> None:
    """The place of a supplied value follows the hint in the language of the report."""
    documents = told("--format", "json", "--lang", "ar").json["documents"]
    hints = [each["hint"] for each in documents[-1]["violations"] if each["path"] == "/email_id"]

    assert [hint.startswith("وردت القيمة في الملف") for hint in hints] == [True]
