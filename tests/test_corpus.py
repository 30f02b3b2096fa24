"""The contract, asserted over the corpus of each kind."""

from __future__ import annotations

import json
import logging
import pickle
import re
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import payloadkit as pk
from payloadkit.cli import main
from payloadkit.messages.catalogue import catalogue
from payloadkit.models.registry import model_of
from payloadkit.strategies.places import changed
from tests.corpus import corpus, faulty, sound, wrong
from tests.documents import POLICY, TODAY
from tests.test_secrecy import LOAD, WRONG, caught, leaves, silent, sings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.corpus import Case
    from tests.documents import Document

LEAST = 4  # cases of a kind, of each sort


@pytest.fixture(scope="module", params=pk.kinds())
def kind(request: pytest.FixtureRequest) -> str:
    """Return each kind in turn; all tests of one run together, so that its corpus is drawn once."""
    name: str = request.param
    return name


def texts(kind: str) -> list[tuple[Case, bytes]]:
    """Return the cases of a kind that can be written as files, with what the file holds."""
    if model_of(kind).codec is None:
        return [(case, json.dumps(case.document).encode()) for case in corpus(kind)]
    return [(case, pk.dump(pk.load(kind, case.document, POLICY))) for case in sound(kind)]


def faults(report: pk.Report[Any]) -> tuple[tuple[str, str, str], ...]:
    """Return code, path and severity of a report's violations."""
    return tuple((found.code, found.path, str(found.severity)) for found in report.violations)


def test_check_finds_each_fault_and_no_other(kind: str) -> None:
    """A sound document has no violation, and a broken one has its own alone."""
    cases = list(corpus(kind))

    assert min(len(sound(kind)), len(faulty(kind))) >= LEAST
    assert not wrong(
        cases,
        lambda case: case.faults,
        lambda case: faults(pk.check(kind, case.document, POLICY)),
    )


def test_codes_are_in_the_catalogue(kind: str) -> None:
    """Each fault has an entry, and the entry names its severity."""
    found = {(code, severity) for case in faulty(kind) for code, _, severity in case.faults}

    assert {code for code, _ in found} <= set(catalogue())
    if not model_of(kind).tolerant:
        assert not [each for each in found if each[1] not in catalogue()[each[0]].severity]


def test_each_fault_is_told_in_arabic(kind: str) -> None:
    """A report is told in Arabic under such a policy or later, and then in English as before."""
    for case in faulty(kind):
        report = pk.check(kind, case.document, POLICY)
        arabic = report.localized("ar")
        told = [text for found in arabic.violations for text in (found.message, found.hint) if text]

        assert [text for text in told if not re.search("[\u0621-\u064a]", text)] == []
        assert arabic.localized("en") == report
        assert pk.check(kind, case.document, attrs.evolve(POLICY, language="ar")) == arabic
        again = pickle.loads(pickle.dumps(report))
        assert (again, again.localized("ar")) == (report, arabic)


def test_the_schema_agrees_with_the_check(kind: str) -> None:
    """The JSON Schema accepts what is sound, and refuses each fault that it can express."""
    validator = Draft202012Validator(pk.json_schema(kind, POLICY))

    assert not wrong(
        list(corpus(kind)),
        lambda case: case.valid,
        lambda case: validator.is_valid(case.document),
    )


def test_a_sound_document_is_written_as_it_was_read(kind: str) -> None:
    """``to_dict`` gives back what was loaded, and ``load`` what was dumped."""
    for case in sound(kind):
        loaded: object = pk.load(kind, case.document, POLICY)
        assert pk.to_dict(loaded) == case.document, case.label
        assert pk.load(kind, pk.dump(loaded), POLICY) == loaded, case.label


def test_equal_objects_have_one_hash(kind: str) -> None:
    """Each object has a hash, that of its copy, whatever an unpublished part of it holds."""
    for case in sound(kind):
        loaded: object = pk.load(kind, case.document, POLICY)
        assert hash(pickle.loads(pickle.dumps(loaded))) == hash(loaded), case.label


def test_text_and_mapping_have_the_same_report(kind: str) -> None:
    """A document as text has the violations that it has as a Mapping, each with its line."""
    for case, text in texts(kind):
        report = pk.check(kind, text, POLICY)
        assert faults(report) == case.faults, case.label
        assert all(found.line == 1 for found in report.violations), case.label


def values(node: object) -> Iterator[str]:
    """Yield texts and numbers that no message holds by chance; a content type is no secret."""
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from values(inner)
    elif isinstance(node, str | int) and len(str(node)) > 7 and "/" not in str(node)[:12]:
        yield str(node)


def test_no_report_or_exception_shows_a_value(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing of a broken document is in a report, an exception, a frame, a log or a warning."""
    caplog.set_level(logging.DEBUG)
    declared = json.dumps(pk.json_schema(kind))
    for case in faulty(kind):
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            report = pk.check(kind, case.document, POLICY)
            error = caught(partial(LOAD, kind, case.document, POLICY))
        told = [
            str(report),
            repr(report),
            repr([attrs.astuple(found) for found in report.violations]),
            caplog.text,
            *(str(each.message) for each in warned),
        ]
        assert (error is None) is report.ok, case.label
        if error is not None:
            silent(error)
            told += [str(error), repr(error), repr(error.args)]
        said = "".join(told)
        shown = {one for one in values(case.document) if one in said and one not in declared}
        assert not shown, case.label


@pytest.mark.parametrize("form", ["text", "json"])
def test_each_format_reports_it(kind: str, form: str, tmp_path: Path) -> None:
    """Every report format of the command line tells of each document and shows no value."""
    cases = texts(kind)
    files = [tmp_path / f"{number}.json" for number in range(len(cases))]
    for file, (_, text) in zip(files, cases, strict=True):
        file.write_bytes(text)
    options = ("--kind", kind, "--format", form, "--today", TODAY.isoformat())
    written, noted = command("check", *options, *files)

    expected = [[code for code, *_ in case.faults] for case, _ in cases]
    assert _told(form, written, files) == expected
    said, known = written + noted, json.dumps(pk.json_schema(kind)) + str(files)
    shown = (one for case, _ in cases for one in values(case.document) if one in said)
    assert set(shown) <= {one for case, _ in cases for one in values(case.document) if one in known}


def canaries(kind: str, shapes: int) -> Iterator[tuple[str, Document]]:
    """Yield documents that hold the canary: every value of a full one in turn, in some shapes."""
    full = next(case.document for case in sound(kind) if case.label.startswith("sound: full=True"))
    wrongs = list(WRONG.values())
    for number, path in enumerate(leaves(full)):
        for shape in range(shapes):
            tokens = tuple(int(one) if one.isdigit() else one for one in path.split("/")[1:])
            yield path, changed(full, tokens, wrongs[(3 * number + shape) % len(wrongs)])


@pytest.mark.parametrize(
    "shapes", [1, pytest.param(len(WRONG), marks=pytest.mark.exhaustive)], ids=["one", "all"]
)
def test_no_canary_is_shown(kind: str, shapes: int, tmp_path: Path) -> None:
    """Neither check, load nor the command shows what a field holds, nor a repr what is personal."""
    model, raised = model_of(kind), 0
    files: list[Path] = []
    for path, document in canaries(kind, shapes):
        field = model.field_at(tuple(token for token in path.split("/")[1:]))
        report = pk.check(kind, document, POLICY)
        assert not sings(str(report) + repr(report)), path
        assert not sings(repr([attrs.astuple(found) for found in report.violations])), path
        if report.ok and field is not None and field.declared.personal:
            assert not sings(repr(report.value)), path
        error = caught(partial(LOAD, kind, document, POLICY))
        if error is not None:
            raised += 1
            silent(error)
        files.append(tmp_path / f"{len(files)}.json")
        files[-1].write_text(json.dumps(document, default=float), encoding="utf-8")

    assert raised > 0
    for form in ("text", "json"):
        written, noted = command("check", "--kind", kind, "--format", form, *files)
        assert not sings(written + noted)


def command(*arguments: object) -> tuple[str, str]:
    """Return what a command writes to standard output and to standard error."""
    with CliRunner().isolation() as (out, err, _):
        assert main([str(argument) for argument in arguments]) in (0, 1, 2)
        return out.getvalue().decode(), err.getvalue().decode()


def _told(form: str, written: str, files: list[Path]) -> list[list[str]]:
    """Return the codes that a report tells of each file."""
    if form == "json":
        documents = json.loads(written)["documents"]
        return [[found["code"] for found in document["violations"]] for document in documents]
    codes: dict[str, list[str]] = {str(file): [] for file in files}
    for line in written.splitlines():
        file, rest = line.split(": ", 1)
        codes[file.split(":")[0]].append(rest.split()[1])
    return list(codes.values())


def test_a_corpus_is_always_the_same() -> None:
    """A corpus that is drawn again is equal to the first."""
    first = [attrs.astuple(case) for case in corpus("caas.lookup")]
    corpus.cache_clear()

    assert [attrs.astuple(case) for case in corpus("caas.lookup")] == first
