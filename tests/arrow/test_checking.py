"""Batches of documents give the violations that a loop of ``check`` gives."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow as pa
import pytest

import payloadkit as pk
from payloadkit.arrow import VIOLATIONS, check_batches, checking, documents, reports
from tests.documents import FIXTURES, POLICY, full, minimal, put
from tests.test_secrecy import CANARY, silent, sings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KIND = "caas.onboarding"
BROKEN = {
    "clean": json.dumps(minimal()).encode(),
    "faulty": json.dumps(put(full(), "/first_name", "x" * 101)).encode(),
    "null": None,
    "empty": b"",
    "no JSON": b"{\xff",
    "compressed": b"\x1f\x8b\x08\x00 and so on",
    "deep": b"[" * 100_000,
    "two lines": b'{"channel": "WEB",\n "first_name": 1}',
}
OPTIONS: dict[str, Any] = {"kind": KIND, "column": "payload", "key": "customer"}


def batch(documents: Mapping[str, bytes | None], layout: Any = None) -> pa.RecordBatch:
    """Return documents by their keys as a batch."""
    payloads = pa.array(list(documents.values()), pa.binary())
    return pa.record_batch(
        {
            "customer": list(documents),
            "other": [0] * len(documents),
            "payload": payloads if layout is None else payloads.cast(layout),
        }
    )


def rows(batches: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    """Return output batches as rows."""
    return [row for batch in batches for row in batch.to_pylist()]


def looped(documents: dict[str, bytes | None]) -> list[dict[str, Any]]:
    """Return the rows that a loop of ``check`` makes."""
    return [
        {"key": key, **attrs.asdict(violation)}
        for key, raw in documents.items()
        if raw is not None
        for violation in pk.check(KIND, raw, POLICY).violations
    ]


def test_batches_give_what_a_loop_of_check_gives() -> None:
    """Every document of the fixtures has the same violations, in the same order."""
    folders = (FIXTURES / tree / KIND for tree in ("invalid", "warned"))
    known: dict[str, bytes | None] = {
        str(path): path.read_bytes() for folder in folders for path in sorted(folder.glob("*/*"))
    }
    found = list(check_batches(batch(known, pa.binary_view()), policy=POLICY, **OPTIONS))

    assert {table.schema for table in found} == {VIOLATIONS}
    assert rows(iter(found)) == looped(known)
    assert len({row["code"] for row in rows(iter(found))}) > 40


def test_a_broken_document_costs_its_own_row_only() -> None:
    """What is no JSON, or nothing at all, has a violation of its own; its neighbours are judged."""
    found = rows(check_batches(batch(BROKEN), policy=POLICY, rows="all", **OPTIONS))

    assert list(dict.fromkeys(row["key"] for row in found)) == list(BROKEN)
    told = {row["key"]: (row["path"], row["code"], row["line"]) for row in reversed(found)}
    assert told["null"] == ("", "field.missing", None)
    assert told["clean"] == (None, None, None)
    assert told["deep"][1] == "json.depth"
    assert [row for row in found if row["key"] not in ("null", "clean")] == looped(
        {key: raw for key, raw in BROKEN.items() if key != "null"}
    )


def test_a_clean_document_has_no_row_unless_asked_for() -> None:
    """Without ``rows="all"`` an output batch of clean documents is empty."""
    (table,) = check_batches(batch({"a": BROKEN["clean"]}), policy=POLICY, **OPTIONS)
    assert (table.num_rows, table.schema) == (0, VIOLATIONS)

    (table,) = check_batches(batch({"a": BROKEN["clean"]}), policy=POLICY, rows="all", **OPTIONS)
    assert table.to_pylist() == [dict.fromkeys(VIOLATIONS.names) | {"key": "a"}]


def test_messages_are_in_the_language_of_the_policy() -> None:
    """Every message is told in the policy's language, that of a null too."""
    policy = pk.Policy(today=POLICY.today, language="ar")
    found = rows(check_batches(batch(BROKEN), policy=policy, **OPTIONS))

    assert {row["code"] for row in found} >= {"field.missing", "json.encoding", "text.too_long"}
    assert all(re.search("[\u0621-\u064a]", row["message"]) for row in found)


def test_output_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An output batch ends with the document that fills it."""
    monkeypatch.setattr(checking, "MOST", 5)
    given = batch(dict.fromkeys("abc", b'{"channel": 1, "salutation": 2, "first_name": 3}'))
    sizes = [table.num_rows for table in check_batches(given, policy=POLICY, **OPTIONS)]

    assert len(sizes) == 4
    assert sizes[:3] == [len(pk.check(KIND, b'{"channel": 1}', POLICY).violations)] * 3
    assert sizes[3] == 0


def test_keys_keep_their_type() -> None:
    """Numbers, nulls and structs come out as they went in."""
    keys = pa.array([{"n": 1}, None])
    given = pa.record_batch({"customer": keys, "payload": ["", ""]})
    (table,) = check_batches(given, policy=POLICY, **OPTIONS)

    assert table.schema == VIOLATIONS.set(0, pa.field("key", keys.type))
    assert table["key"].to_pylist() == [{"n": 1}, None]


def test_one_date_holds_for_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The date is read once, when the run begins."""
    asked: list[int] = []
    settled = pk.Policy.effective_date

    def effective_date(policy: pk.Policy) -> Any:
        asked.append(policy.today is None)
        return settled(policy)

    monkeypatch.setattr(pk.Policy, "effective_date", effective_date)
    found = check_batches(batch(BROKEN), **OPTIONS)
    before = sum(asked)
    assert before
    assert rows(found)
    assert sum(asked) == before


def test_documents_and_reports_by_their_keys() -> None:
    """Each document comes as a view with its key, and as a report."""
    pairs = list(documents(batch(BROKEN), column="payload", key="customer"))
    assert {key: None if raw is None else bytes(raw) for key, raw in pairs} == BROKEN

    found = dict(reports(batch(BROKEN), policy=POLICY, **OPTIONS))
    assert list(found) == list(BROKEN)
    assert found["clean"].ok
    assert [violation.code for violation in found["null"].violations] == ["field.missing"]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "caas.nothing"},
        {"column": "pay"},
        {"key": "custom"},
        {"rows": "some"},
        {"policy": pk.Policy(limits={KIND: {"/x": 1}})},
    ],
)
def test_a_wrong_argument_is_a_value_error(changes: dict[str, Any]) -> None:
    """A wrong name is refused without a word of the documents."""
    given = batch({CANARY: json.dumps(full()).encode()})
    with pytest.raises(ValueError, match=r".") as error:
        list(check_batches(given, **{**OPTIONS, **changes}))
    silent(error.value)


def test_nothing_sings() -> None:
    """No output holds a value, whatever is wrong with it; a wrong column does neither."""
    documents = {
        str(number): json.dumps(put(full(), path, CANARY)).encode()
        for number, path in enumerate(("/first_name", "/id_details/0/id_number", "/email_id"))
    }
    documents |= {"a": f'{{"{CANARY}": NaN}}'.encode(), "b": CANARY.encode()}
    found = rows(check_batches(batch(documents), policy=POLICY, rows="all", **OPTIONS))
    assert len(found) >= len(documents) - 1
    assert not sings(repr(found))

    for column in ("other", "no"):
        with pytest.raises((TypeError, ValueError)) as error:
            list(check_batches(batch(documents), **{**OPTIONS, "column": column}))
        silent(error.value)


def test_without_pyarrow_the_extra_is_named() -> None:
    """An import without pyarrow says what to install."""
    code = "import sys; sys.modules['pyarrow'] = None; import payloadkit.arrow"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=False)

    assert told.returncode == 1
    assert b"payloadkit[arrow]" in told.stderr.splitlines()[-1]
