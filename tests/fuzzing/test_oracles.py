"""The fuzzer finds what it looks for: each promise that is broken on purpose is told."""

from __future__ import annotations

import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.violation import Violation
from tests.fuzzing import answers, conversion, documents, images, migration, program
from tests.fuzzing.held import held
from tests.fuzzing.reports import loaded, ordered, resolved, silent, whole
from tests.fuzzing.target import FIXTURES

MINIMAL = (FIXTURES / "caas/onboarding-minimal.json").read_bytes()
PNG = (FIXTURES / "images/png/grey-8-bits.png").read_bytes()
CSV = (FIXTURES / "uaekyc/migration.csv").read_bytes()


def violation(
    path: str = "", code: str = "field.type", message: str = "It must be.", **place: Any
) -> Violation:
    """Return an error."""
    return Violation(path=path, code=code, severity=pk.Severity.ERROR, message=message, **place)


def report(*found: Violation) -> pk.Report[object]:
    """Return a report without a value."""
    return pk.Report(found)


def test_time_is_held() -> None:
    """What takes longer is told."""

    def idle() -> None:
        with held(seconds=0.01):
            until = time.process_time() + 0.02
            while time.process_time() < until:
                pass

    with pytest.raises(AssertionError, match="took"):
        idle()


def test_memory_is_held() -> None:
    """What takes more is told."""

    def greedy() -> None:
        with held(memory=-1):
            pass

    with pytest.raises(AssertionError, match="MB"):
        greedy()


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="descriptors are counted where /proc lists them"
)
def test_descriptors_are_held() -> None:
    """A descriptor that stays open is told."""
    left: list[int] = []

    def untidy() -> None:
        with held():
            left.append(os.open(os.devnull, os.O_RDONLY))

    with pytest.raises(AssertionError, match="behind"):
        untidy()
    os.close(left[0])


def test_filters_of_warnings_are_held() -> None:
    """A filter that stays is told."""

    def loud() -> None:
        with held():
            warnings.simplefilter("ignore", DeprecationWarning)

    with warnings.catch_warnings(), pytest.raises(AssertionError, match="behind"):
        loud()


@pytest.mark.parametrize("path", ["/data/zip code", "/" + "a" * 65, "/é"])
def test_strange_keys_are_told(path: str) -> None:
    """A path that shows a key which nobody may see is told; one that a kind declares is not."""
    with pytest.raises(AssertionError, match="strange key"):
        whole(report(violation(path)), frozenset())
    whole(report(violation(path)), frozenset(path.split("/")))


def test_a_value_beside_an_error_is_told() -> None:
    """A report with an error has no value, and one without has one."""
    for broken in (pk.Report((violation(),), object()), pk.Report()):
        with pytest.raises(AssertionError):
            whole(broken, frozenset())


def test_an_order_that_is_not_the_texts_is_told() -> None:
    """Violations stand in the order of the text, and each has a place."""
    ordered(report(violation(line=1, column=2), violation(line=2, column=1)))
    ordered(report(violation(code="json.too_large")))
    with pytest.raises(AssertionError, match="order"):
        ordered(report(violation(line=2, column=1), violation(line=1, column=2)))
    with pytest.raises(AssertionError, match="place"):
        ordered(report(violation()))


def test_paths_that_lead_nowhere_are_told() -> None:
    """A path leads to a value, a missing field to its object, a strange key is a question mark."""
    plain = {"a": [{"b": 1}], "é": 1, "c d": {"e": 1}, "f": '[{"g": 1}]'}
    sound = (
        violation("/a/0/b"),
        violation("/a/0/z", "field.missing"),
        violation("/?/e"),
        violation("/f/0/g"),
        violation(),
    )
    resolved(report(*sound), plain)
    resolved(report(violation("/z"), violation("/a", "json.duplicate_key")), plain)
    for path in ("/z", "/a/1", "/a/0/b/c", "/a/0/?"):
        with pytest.raises(AssertionError, match="not there"):
            resolved(report(violation(path)), plain)


def test_words_of_the_document_are_told() -> None:
    """A message that says what stands there is told; one that uses the same word anyway is not."""

    def leaky(text: str) -> list[Violation]:
        return [violation(message=f"It must not be {text}.")]

    with pytest.raises(AssertionError, match="says"):
        silent("Nadira-Fixturan", leaky("Nadira-Fixturan"), leaky)
    told = [violation(message="The document must be an object.")]
    silent("document", told, lambda _: told)


def test_a_refused_document_gives_its_report() -> None:
    """Loading gives the object, or the report of what keeps it from being one."""
    assert isinstance(
        loaded("caas.lookup", b'{"ecrn":"1"}', documents.POLICY), caas.LookupRequest | pk.Report
    )
    assert isinstance(loaded("caas.lookup", b"[]", documents.POLICY), pk.Report)


def test_another_opinion_on_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the standard library reads otherwise is told."""
    monkeypatch.setattr(documents, "_is_json", lambda _: False)
    with pytest.raises(AssertionError, match="opinion"):
        documents.judge(b"caas.onboarding\n" + MINIMAL)


def test_another_verdict_on_a_mapping_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Mapping that draws something else than its text is told."""
    monkeypatch.setattr(documents, "triples", lambda found: list(found) or [object()])
    with pytest.raises(AssertionError, match="Mapping"):
        documents.judge(b"caas.onboarding\n" + MINIMAL)


@pytest.mark.parametrize(
    ("module", "data"),
    [(documents, b"caas.onboarding\n" + MINIMAL), (migration, CSV)],
    ids=["documents", "migration"],
)
def test_another_text_than_was_read_is_told(
    module: Any, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not written as it was read is told."""
    dump = pk.dump
    monkeypatch.setattr(pk, "dump", lambda value: dump(value).replace(b"NADIRA", b"NADIR"))
    with pytest.raises(AssertionError, match="what was read"):
        module.judge(data)


@pytest.mark.parametrize(
    ("module", "data"),
    [(documents, b"caas.onboarding program\n" + MINIMAL), (migration, CSV), (images, PNG)],
    ids=["documents", "migration", "images"],
)
def test_another_exit_status_is_told(
    module: Any, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command line that ends otherwise than the library says is told."""
    monkeypatch.setattr(module, "crc32", lambda _: 0)
    module.judge(data)
    monkeypatch.setattr(module, "run", lambda *_: (2, ""))
    with pytest.raises(AssertionError, match="exit status"):
        module.judge(data)


@pytest.mark.parametrize(
    ("module", "data"),
    [
        (migration, b"\x1f\x8b" + CSV),
        (documents, b"caas.onboarding program\n\x1f\x8b" + MINIMAL),
        (documents, b"caas.onboarding program\n{} \r\n{}"),
        (documents, b"caas.onboarding program\n\n {}\n \n {}"),
    ],
)
def test_what_standard_input_takes_for_several_documents_is_no_find(
    module: Any, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command line ends otherwise than the library for gzip and for documents in lines."""
    monkeypatch.setattr(module, "crc32", lambda _: 0)
    assert module.judge(data)


@pytest.mark.parametrize(
    ("status", "said"), [(3, "strange"), (1, "traceback"), (2, "without a word")]
)
def test_a_command_line_that_ends_as_it_never_should_is_told(
    status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another exit status, a traceback and silent trouble are told."""

    def main(_: list[str]) -> int:
        if status == 1:
            sys.stderr.write("Traceback (most recent call last):")
        return status

    monkeypatch.setattr(program, "main", main)
    with pytest.raises(AssertionError, match=said):
        program.run(b"", "check", "-")


def test_another_opinion_on_base64_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the standard library decodes otherwise is told."""
    assert images.judge(b"AAB=") == ["base64.not_canonical"]
    assert images.judge(b"AAAA") == ["image.unreadable"]
    monkeypatch.setattr(images, "a2b_base64", lambda *_, **__: b"")
    with pytest.raises(AssertionError, match="opinion"):
        images.judge(b"AAAA")


def test_a_picture_that_pillow_sees_otherwise_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG of another size than its facts say is told, and so is one that is not fitted."""
    monkeypatch.setattr(images, "crc32", lambda _: 0)
    assert images.judge(PNG) == []
    other = (FIXTURES / "images/png/size-16x16-interlaced.png").read_bytes()
    monkeypatch.setattr(images, "bare", lambda _: other)
    with pytest.raises(AssertionError, match="another size"):
        images.judge(PNG)


def test_a_picture_that_is_not_fitted_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound picture that nothing can be made of is told."""
    monkeypatch.setattr(images, "crc32", lambda _: 0)
    monkeypatch.setattr(images, "fit", lambda *_: pk.images.fit(b"none"))
    with pytest.raises(AssertionError, match="not fitted"):
        images.judge(PNG)


def test_a_payload_with_errors_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversion whose payload has an error after all is told."""
    onboarding = (data for data in conversion.seeds() if b'"pair": 0' in data)
    sound = next(
        data
        for data in onboarding
        if not any(code.startswith("field.") for code in conversion.judge(data))
    )
    monkeypatch.setattr(pk, "dump", lambda _: b"{}")
    with pytest.raises(AssertionError, match="has errors"):
        conversion.judge(sound)


def test_the_command_line_converts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every conversion that has a command goes through it."""
    went: list[str] = []
    monkeypatch.setattr(conversion, "crc32", lambda _: 0)
    monkeypatch.setattr(conversion, "run", lambda _, *arguments: went.append(arguments[0]))
    for seed in conversion.seeds():
        conversion.judge(seed)
    assert set(went) == {"build", "migrate"}


def test_an_outcome_that_nobody_documents_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that is not on the list is told."""
    data = b"caas lookup 200\n{}"
    assert answers.judge(data) == ["unknown", "never"]
    read, _, retries = answers._READERS["caas"]  # noqa: SLF001 - the list that the target goes by
    monkeypatch.setitem(answers._READERS, "caas", (read, (), retries))  # noqa: SLF001 - as above
    with pytest.raises(AssertionError):
        answers.judge(data)
