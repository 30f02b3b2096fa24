"""JUnit's XML, as junitparser reads it."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
from junitparser import JUnitXml, TestSuite

from payloadkit.cli.formats import format_of
from payloadkit.cli.result import Totals
from payloadkit.cli.streams import InputError
from tests.cli.formats.drawn import drawn, written


def suite(text: str) -> TestSuite:
    """Return the only suite of a report."""
    [found] = JUnitXml.fromstring(text.encode())
    assert isinstance(found, TestSuite)
    return found


def test_a_document_is_a_case() -> None:
    """Every document is a test case; one with an error fails, and warnings are its output."""
    found = suite(written("junit", drawn()))

    for case, document in zip(found, drawn(), strict=True):
        report = document.report
        mild = len(report.violations) - len(report.errors)
        out = (case.system_out or "").splitlines()
        assert (case.name, case.classname) == (document.key, document.kind)
        assert len(case.result) == (not report.ok)
        assert len(out) == mild
        for failure in case.result:
            assert failure.type == report.errors[0].code
            assert len((failure.text or "").splitlines()) == len(report.errors) + report.truncated


def test_the_suite_counts() -> None:
    """The numbers of the suite and of the whole are those of the documents; none is no failure."""
    failed = sum(not document.report.ok for document in drawn())
    whole = JUnitXml.fromstring(written("junit", drawn()).encode())
    found = suite(written("junit", drawn()))

    assert (found.tests, found.failures, found.errors) == (len(drawn()), failed, 0)
    assert (whole.tests, whole.failures) == (len(drawn()), failed)
    assert suite(written("junit", ())).tests == 0


def test_what_was_not_checked_is_an_error() -> None:
    """An interruption and inputs that were not read are a case each, with an error."""
    found = suite(written("junit", drawn()[:1], Totals(unread=1, interrupted=True)))

    assert (found.tests, found.failures, found.errors) == (3, 0, 2)
    assert [[type(result).__name__ for result in case.result] for case in found] == [
        [],
        ["Error"],
        ["Error"],
    ]


def test_it_is_ascii_and_says_utf_8() -> None:
    """The text is the same in every encoding that knows ASCII."""
    text = written("junit", drawn())

    assert text.isascii()
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')


def test_without_junitparser_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where junitparser is not installed, the error says what to install."""
    monkeypatch.delitem(sys.modules, "payloadkit.cli.formats.junit", raising=False)
    monkeypatch.setitem(sys.modules, "junitparser", None)

    with pytest.raises(InputError, match=r"payloadkit\[reports\]"):
        format_of("junit", StringIO())
