"""``payloadkit migrate correct``, and the recognition of a batch's files."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "uaekyc"
ERRORED, CORRECTIONS, MIGRATION = (
    FIXTURES / "errored-records-sample.json",
    FIXTURES / "corrections.json",
    FIXTURES / "migration.csv",
)
TODAY = ("--today", "2026-06-01")
HEADER = MIGRATION.read_bytes().partition(b"\n")[0]
CORRECTED = (
    HEADER
    + b"\n200003,784300000000048,15/06/2021,v1.0,OMAR SPECIMEN,08/01/2026,07/01/2036,03/11/1985\n"
)


def test_the_csv_goes_to_standard_output(invoke: Callable[..., Told]) -> None:
    """Without --out the CSV is all of standard output.

    What came from where is on standard error.
    """
    told = invoke("migrate", "correct", *TODAY, ERRORED, "--corrections", CORRECTIONS)

    assert (told.status, told.out) == (0, CORRECTED)
    assert b"/rows/0/eid_expiry_date: supplied" in told.err
    assert told.err.startswith(b"CSV written: 6 fields from the failed rows, ")


def test_the_csv_goes_into_a_file(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """With --out the file is private and valid, and standard output has the report."""
    out = tmp_path / "next.csv"
    told = invoke(
        "migrate",
        "correct",
        *TODAY,
        ERRORED,
        "--corrections",
        CORRECTIONS,
        "--out",
        out,
        "--format",
        "json",
    )

    assert told.status == 0
    assert out.read_bytes() == CORRECTED
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [document["kind"] for document in told.json["documents"]] == [
        "uaekyc.errored-records",
        None,
        "uaekyc.migration-csv",
    ]
    assert invoke("check", *TODAY, out).status == 0
    assert (
        invoke(
            "migrate", "correct", *TODAY, ERRORED, "--corrections", CORRECTIONS, "--out", out
        ).lines[0]
        == f"CSV written to {out}: 6 fields from the failed rows, 2 from the supplement, "
        "nothing to mend"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_corrections_may_be_a_csv(
    mark: bytes, invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """A spreadsheet of corrections gives the CSV that the same corrections in JSON give."""
    sheet = tmp_path / "corrections.csv"
    sheet.write_bytes(
        mark + b"customer_id;eid_expiry_date;eid_issue_date\r\n200003;07/01/2036;08/01/2026\r\n"
    )

    assert invoke("migrate", "correct", *TODAY, ERRORED, "--corrections", sheet).out == CORRECTED
    sheet.write_bytes(b"customer_id,expiry\n200003,07/01/2036\n")
    told = invoke("migrate", "correct", *TODAY, ERRORED, "--corrections", sheet)
    assert (told.status, told.out) == (1, b"")
    assert b"csv.header" in told.err


def test_errors_write_nothing(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A wrong correction and an answer without rows end with 1 and without a file."""
    broken, nobody, out = tmp_path / "broken.json", tmp_path / "nobody.json", tmp_path / "next.csv"
    broken.write_text("{", encoding="utf-8")
    nobody.write_text(json.dumps({"rows": [{"customer_id": "nobody"}]}), encoding="utf-8")

    for page, corrections in ((ERRORED, nobody), (broken, CORRECTIONS), (ERRORED, broken)):
        told = invoke(
            "migrate", "correct", *TODAY, page, "--corrections", corrections, "--out", out
        )
        assert told.status == 1
        assert told.out.startswith(b"no CSV: 1 error")
        assert not out.exists()


def test_wrong_usage(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Standard input can be read once; missing files and corrections end with 2."""
    for arguments in (
        ("-", "--corrections", "-"),
        (ERRORED,),
        (ERRORED, "--corrections", tmp_path / "missing"),
    ):
        assert invoke("migrate", "correct", *arguments).status == 2
    assert (
        invoke(
            "migrate",
            "correct",
            *TODAY,
            "-",
            "--corrections",
            CORRECTIONS,
            stdin=ERRORED.read_bytes(),
        ).out
        == CORRECTED
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("customer-data-sample.json", "uaekyc.customer-data"),
        ("batch-status-sample.json", "uaekyc.batch-status"),
        ("batch-records-sample.json", "uaekyc.batch-records"),
        ("errored-records-sample.json", "uaekyc.errored-records"),
        ("migration.csv", "uaekyc.migration-csv"),
    ],
)
def test_a_batchs_files_are_recognised(name: str, kind: str, invoke: Callable[..., Told]) -> None:
    """The answers share the keys of their root, and are told apart by those below.

    A CSV is known by its first line.
    """
    told = invoke("check", "--format", "json", *TODAY, FIXTURES / name)

    assert (told.status, told.json["documents"][0]["kind"]) == (0, kind)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b",", b";"),
        lambda raw: raw.replace(b"dob", b"DOB"),
    ],
)
def test_a_broken_csv_is_recognised(
    spoil: Callable[[bytes], bytes], invoke: Callable[..., Told]
) -> None:
    """A CSV with a byte order mark, another separator or a misnamed column is recognised."""
    told = invoke("check", "--format", "json", *TODAY, "-", stdin=spoil(MIGRATION.read_bytes()))

    assert told.status == 1
    assert told.json["documents"][0]["kind"] == "uaekyc.migration-csv"
    assert [violation["code"] for violation in told.json["documents"][0]["violations"]] in (
        ["csv.encoding"],
        ["csv.header"],
    )


@pytest.mark.parametrize(
    "raw",
    [
        b'{"data": {}, "message": "", "success": true}',
        CORRECTIONS.read_bytes(),
        b'{"customer_id": "7"}',
    ],
)
def test_what_is_not_clear_is_not_guessed(raw: bytes, invoke: Callable[..., Told]) -> None:
    """Answers without data, corrections and a JSON text have no clear kind."""
    assert invoke("check", "-", stdin=raw).status == 2
