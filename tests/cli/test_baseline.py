"""Baselines: a check reports exactly what is new."""

from __future__ import annotations

import json
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from payloadkit.cli.baseline import SCHEMA, Covered, read_baseline
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError
from payloadkit.violation import Fault
from tests.corpus import faulty
from tests.documents import TODAY, minimal
from tests.json_layouts import Writer
from tests.report_schema import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told

NEW = ("check", "--format", "json", "--today", TODAY, "--baseline", "old.json")
KINDS = ("caas.onboarding", "uaekyc.customer-data", "azakaw.add-user", "airpay.add-kyc")
FOUND = Document(
    "a.json",
    None,
    pk.Report(tuple(Fault("field.missing", "Give it.").violation(f"/{at}") for at in "aabcd")),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a new folder the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, **changes: Any) -> None:
    """Write a document with changes."""
    (folder / "a.json").write_text(json.dumps({**minimal(), **changes}))


def places(told: Told) -> list[tuple[str, str, str]]:
    """Return file, path and code of what a run reports."""
    return [
        (document["file"], found["path"], found["code"])
        for document in told.json["documents"]
        for found in document["violations"]
    ]


def test_only_what_is_new_is_reported(here: Path, invoke: Callable[..., Told]) -> None:
    """What is covered makes no exit status 1, in whichever way the file is named."""
    put(here, channel="")
    assert invoke("check", "--write-baseline", "old.json", "a.json").status == 0
    for name in ("a.json", "./a.json", here / "a.json", "."):
        assert (invoke(*NEW, name).status, places(invoke(*NEW, name))) == (0, [])

    put(here, channel="", gender="")
    told = invoke(*NEW, "a.json")
    assert (told.status, places(told)) == (1, [("a.json", "/gender", "text.blank")])
    assert invoke(*NEW, "--strict", "a.json").status == 1


def test_the_baseline_is_no_document(here: Path, invoke: Callable[..., Told]) -> None:
    """In a folder that is checked, neither the baseline nor the report is one."""
    put(here, channel="")
    run = ("check", "--out", "report.json", "--format", "json")
    for option in ("--write-baseline", "--baseline", "--baseline"):
        told = invoke(*run, option, "old.json", ".")
        assert (told.status, told.lines[0][:11]) == (0, "1 document:")


def test_equal_violations_are_counted(here: Path, invoke: Callable[..., Told]) -> None:
    """Keys whose names are not shown have one path; a third one is new where there were two."""
    put(here, **{"odd key": 1, "odder key": 2})
    invoke("check", "--write-baseline", "old.json", "a.json")
    put(here, **{"another key": 0, "odd key": 1, "odder key": 2})

    assert places(invoke(*NEW, "a.json")) == [("a.json", "/?", "field.unknown")]


def test_a_text_that_is_no_json_is_covered(here: Path, invoke: Callable[..., Told]) -> None:
    """What is wrong in it once it is JSON again is new."""
    (here / "a.json").write_text("{")
    invoke("check", "--write-baseline", "old.json", "a.json")
    assert (invoke(*NEW, "a.json").status, places(invoke(*NEW, "a.json"))) == (0, [])

    put(here, channel="")
    assert places(invoke(*NEW, "a.json")) == [("a.json", "/channel", "text.blank")]


def test_documents_of_one_file_are_told_apart(here: Path, invoke: Callable[..., Told]) -> None:
    """In a file with one document in each line, also when several processes check it."""
    lines = [json.dumps({**minimal(), "channel": channel}) for channel in ("", "WEB", "")]
    (here / "a.ndjson").write_text("\n".join(lines))
    invoke("check", "--write-baseline", "old.json", "a.ndjson")
    lines[1] = lines[0]
    (here / "a.ndjson").write_text("\n".join(lines))

    for jobs in ("1", "2"):
        told = invoke(*NEW, "--jobs", jobs, "a.ndjson")
        [document] = [one for one in told.json["documents"] if one["violations"]]
        assert document["entry"] == "2"


def test_the_summary_says_what_the_baseline_did(here: Path, invoke: Callable[..., Told]) -> None:
    """How many it covers, how many are gone, and how many are of other documents."""
    put(here, channel="", gender="")
    (here / "b.json").write_text("{")
    invoke("check", "--write-baseline", "old.json", "a.json", "b.json")
    put(here, channel="")
    run = ("check", "--summary", "--today", TODAY, "--baseline", "old.json")

    [line] = [one for one in invoke(*run, "a.json").lines if one.startswith("baseline")]
    assert line.startswith("baseline: 1 violation covered, 1 gone")
    assert line.endswith("1 in documents that were not checked")
    told = invoke(*run, "a.json", "missing.json")
    assert told.status == 2
    assert b"not checked" not in told.out.split(b"baseline")[1]

    told = invoke(*NEW, "a.json")
    assert told.json["summary"]["baseline"] == {"covered": 1, "new": 0, "gone": 1, "unchecked": 1}
    assert problems_of(told.json) == []


def test_what_is_covered_takes_no_room(here: Path, invoke: Callable[..., Told]) -> None:
    """``--max-violations`` bounds what is reported: errors go before warnings."""
    put(here, **{f"old_{at}": 1 for at in range(5)})
    invoke("check", "--write-baseline", "old.json", "a.json")
    put(here, salutation="Sir", **{f"old_{at}": 1 for at in range(5)}, gender="")

    told = invoke(*NEW, "--max-violations", "1", "a.json")
    assert places(told) == [("a.json", "/gender", "text.blank")]
    assert told.json["documents"][0]["truncated"]


def entry(**changes: object) -> dict[str, object]:
    """Return an entry of a baseline."""
    whole = {"document": "a", "path": "", "code": "b", "fingerprint": "c"}
    return {**whole, **changes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CANARY", "no JSON"),
        ("", "no JSON"),
        ('{"schema": "\ud800"}', "no JSON"),
        ("[" * 99_999, "no baseline"),
        ("[]", "no baseline"),
        ("{}", "schema"),
        ('{"schema": "CANARY"}', SCHEMA),
        ('{"schema": "payloadkit.baseline/1", "violations": 1}', "write it anew"),
        (json.dumps({"schema": SCHEMA}), "violations"),
        (json.dumps({"schema": SCHEMA, "violations": [entry(document=["CANARY"])]}), "document"),
        (json.dumps({"schema": SCHEMA, "violations": [entry(path=None)]}), "path"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, expected: str, tmp_path: Path) -> None:
    """The file and the place are named, and no value."""
    file = tmp_path / "old.json"
    file.write_text(text, "utf-8", "surrogatepass")
    with pytest.raises(InputError, match=r"old\.json") as failure:
        read_baseline(str(file), 1)

    assert expected in failure.value.message
    assert "CANARY" not in failure.value.message


def test_a_baseline_that_is_missing_is_2(here: Path, invoke: Callable[..., Told]) -> None:
    """Nothing is checked then."""
    put(here)
    told = invoke(*NEW, "a.json")

    assert (told.status, told.out) == (2, b"")
    assert b"old.json: No such file or directory" in told.err


def test_covered_violations_are_left_out(tmp_path: Path) -> None:
    """Of the others as many are kept as may be reported; failures pass as they are."""
    marks = fingerprints(FOUND)[:2]
    found = [entry(document="a.json", fingerprint=mark) for mark in marks]
    text = json.dumps({"schema": SCHEMA, "violations": found})
    (tmp_path / "old.json").write_text(text)
    baseline = read_baseline(str(tmp_path / "old.json"), 2)
    failure = InputError("x")

    assert baseline.most == 4
    [(document, size), other] = baseline.applied(iter([(FOUND, 7), (failure, 0)]))
    assert baseline.covered == Covered(covered=2, new=3)
    assert (size, other) == (7, (failure, 0))
    assert isinstance(document, Document)
    assert document.report == attrs.evolve(
        FOUND.report, violations=FOUND.report.violations[2:4], truncated=True
    )


@pytest.mark.exhaustive
def test_a_baseline_of_a_thousand_documents_reports_exactly_what_is_new(
    here: Path, invoke: Callable[..., Told]
) -> None:
    """However the documents are formatted anew, with their keys in another order."""
    random = Random(13)  # noqa: S311 - chooses layouts and faults
    kinds = "".join(f'"{kind}/*.json" = "{kind}"\n' for kind in KINDS)
    (here / "payloadkit.toml").write_text(f'images = "off"\n[kinds]\n{kinds}')
    documents = {
        f"{kind}/{number}.json": document
        for kind in KINDS
        for number, document in enumerate(islice(cycle(drawn(kind)), 1000 // len(KINDS)))
    }
    for name, document in documents.items():
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(Writer(random).text(document), "utf-8")
    told = invoke("check", "--today", TODAY, "--write-baseline", "old.json", *KINDS)
    assert told.status == 0, told.err
    assert len((here / "old.json").read_text().splitlines()) > 900

    expected = []
    for name, document in documents.items():
        names = random.sample(
            ["added", "added_too", "added key", "key added"], random.choice((0, 1, 3))
        )
        expected += [(name, f"/{key if ' ' not in key else '?'}", "field.unknown") for key in names]
        changed = reordered({**document, **dict.fromkeys(names, 1)}, random)
        (here / name).write_text(Writer(random).text(changed), "utf-8")

    assert sorted(places(invoke(*NEW, *KINDS))) == sorted(expected)


def drawn(kind: str) -> list[dict[str, Any]]:
    """Return documents of a kind, each with a fault, but for those that no file can hold."""
    documents = [case.document for case in faulty(kind)]
    return [document for document in documents if "\\ud" not in json.dumps(document)]


def reordered(value: Any, random: Random) -> Any:
    """Return a document with the keys of all its objects in another order."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: reordered(value[key], random) for key in keys}
    return [reordered(inner, random) for inner in value] if isinstance(value, list) else value
