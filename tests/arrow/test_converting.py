"""Batches of documents give the payloads that ``convert`` gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow as pa
import pytest
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

import payloadkit as pk
from payloadkit.arrow import PAYLOADS, convert_batches, converting
from tests.conversion.people import COMPLETE, FIXTURES, POLICY, SUPPLEMENT, answer, person
from tests.test_secrecy import CANARY, silent, sings

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE = [FIXTURES / "people" / name for name in ("gcc-citizen", "single-name", "non-resident")]
PHOTOS = FIXTURES / "people" / "non-resident"
OPTIONS: dict[str, Any] = {
    "source": "uaekyc.customer-data",
    "target": "caas.onboarding",
    "column": "profile",
    "key": "customer",
    "supplement": "supplement",
    "policy": POLICY,
}
COMPLETE_TEXT = json.dumps(COMPLETE)


def batch(*people: tuple[object, object]) -> pa.RecordBatch:
    """Return documents with their supplements, numbered, as a batch."""
    profiles, supplements = zip(*people, strict=True)
    return pa.record_batch(
        {
            "customer": list(range(len(people))),
            "profile": pa.array(profiles, pa.binary()),
            "supplement": pa.array(supplements),
        }
    )


def rows(batches: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    """Return output batches as rows."""
    return [row for table in batches for row in table.to_pylist()]


def test_people_give_what_convert_gives() -> None:
    """The payload, the violations and the lineage are those of ``convert``."""
    files = SubTreeFileSystem(str(FIXTURES / "people"), LocalFileSystem())
    for folder in PEOPLE:
        given = [(folder / name).read_bytes() for name in ("profile.json", "supplement.json")]
        system = SubTreeFileSystem(folder.name, files)
        (table,) = convert_batches(batch((given[0], given[1])), files=system, **OPTIONS)
        expected = person(folder)
        source = pk.check("uaekyc.customer-data", given[0], POLICY)

        assert table.schema == PAYLOADS.set(0, pa.field("key", pa.int64()))
        (row,) = table.to_pylist()
        made = expected.payload is not None
        assert row["state"] == ("converted" if made else "refused")
        assert row["payload"] == (pk.dump(expected.payload) if made else None)
        assert row["violations"] == [
            {"document": document, **attrs.asdict(violation)}
            for document, report in (("source", source), ("payload", expected.report))
            for violation in report.violations
        ]
        assert row["lineage"] == [
            {**attrs.asdict(origin), "sources": list(origin.sources)} for origin in expected.lineage
        ]


def test_a_broken_document_costs_its_own_row_only() -> None:
    """A document or a supplement that cannot be read leaves its neighbours as they are."""
    text = json.dumps(SUPPLEMENT)
    found = rows(
        convert_batches(
            batch(
                (COMPLETE_TEXT, text),
                (b"{\xff", text),
                (COMPLETE_TEXT, "[]"),
                (COMPLETE_TEXT, '{"email_id": "a", "email_id": "b"}'),
                (None, text),
                (COMPLETE_TEXT, None),
            ),
            **OPTIONS,
        )
    )

    assert [row["key"] for row in found] == [0, 1, 2, 3, 4, 5]
    assert [row["state"] for row in found] == [
        "converted",
        *["unreadable"] * 4,
        "refused",
    ]
    told = [
        [(v["document"], v["code"]) for v in row["violations"] if v["severity"] == "error"]
        for row in found
    ]
    assert told[:5] == [
        [],
        [("source", "json.encoding")],
        [("supplement", "field.type")],
        [("supplement", "json.duplicate_key")],
        [("source", "field.missing")],
    ]
    assert ("payload", "field.missing") in told[5]
    assert [row["payload"] is None for row in found] == [False, *[True] * 5]


def test_without_a_column_of_supplements() -> None:
    """A profile that says all needs no supplement; one that does not is refused."""
    given = batch((COMPLETE_TEXT, None))
    (row,) = rows(convert_batches(given, **{**OPTIONS, "supplement": None}))

    assert row["state"] == "refused"


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_BYTES"])
def test_output_batches_are_bounded(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output batch ends with the row that fills it."""
    monkeypatch.setattr(converting, limit, 2)
    person = COMPLETE_TEXT, json.dumps(SUPPLEMENT)
    given = batch((None, None), person, (None, None))
    sizes = [table.num_rows for table in convert_batches(given, **OPTIONS)]

    assert sizes == [2, 1]


def test_photos_are_read_only_inside_the_folder() -> None:
    """Without files, and with a path that leaves them, a photo is refused."""
    photo = {**SUPPLEMENT, "customer_classification": {"profile_photo": {"file": "../face.jpg"}}}
    given = batch((COMPLETE_TEXT, json.dumps(photo)))
    for files in (None, FIXTURES, SubTreeFileSystem(str(FIXTURES), LocalFileSystem())):
        (row,) = rows(convert_batches(given, files=files, **OPTIONS))
        assert [
            violation["path"]
            for violation in row["violations"]
            if violation["code"] == "file.refused"
        ] == ["/customer_classification/profile_photo/base64_data"]


def test_a_wrong_argument_is_refused(subtests: pytest.Subtests) -> None:
    """A wrong name or type is refused without a word of the documents."""
    cases: list[dict[str, Any]] = [
        {"source": "caas.nothing"},
        {"target": "caas.nothing"},
        {"target": "airpay.pull-kyc"},
        {"column": "profil"},
        {"key": "custom"},
        {"supplement": "supplements"},
        {"supplement": "customer"},
        {"files": 5},
    ]
    for changes in cases:
        with subtests.test(changes=changes):
            given = batch((json.dumps(answer(personalInfo={"fullNameEn": CANARY})), "{}"))
            with pytest.raises((TypeError, ValueError)) as error:
                list(convert_batches(given, **{**OPTIONS, **changes}))
            silent(error.value)


def test_violations_and_lineage_do_not_sing() -> None:
    """Only the payload holds values."""
    given = answer(personalInfo={"fullNameEn": CANARY, "firstNameEn": CANARY * 9, CANARY: CANARY})
    supplement = {"email_id": CANARY, CANARY: CANARY, "additional_docs": [{"file": CANARY}]}
    found = rows(convert_batches(batch((json.dumps(given), json.dumps(supplement))), **OPTIONS))

    assert found[0]["violations"]
    assert not sings(repr([{**row, "payload": None} for row in found]))
