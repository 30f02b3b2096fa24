"""Violations, reports and the exception that carries one."""

from __future__ import annotations

import copy
import json
import pickle

import attrs
import pytest

import payloadkit as pk
from payloadkit import PayloadError, Report, Severity, Violation
from payloadkit.violation import pointer, shown
from tests.report_schema import problems_of

ERROR = Violation(
    path="/a",
    code="field.missing",
    severity=Severity.ERROR,
    message="It must be there.",
    hint="Add it.",
    gateway="40002",
    line=1,
    column=2,
)
WARNING = attrs.evolve(ERROR, severity=Severity.WARNING)
INFO = attrs.evolve(ERROR, severity=Severity.INFO)


def test_severities_are_words() -> None:
    """A severity compares and prints as its word."""
    assert [str(severity) for severity in Severity] == ["error", "warning", "info"]
    assert {Severity.ERROR: 1}["error"] == 1  # type: ignore[index] # a word is as good


@pytest.mark.parametrize("severity", list(Severity))
def test_a_word_is_a_severity(severity: Severity) -> None:
    """A violation and a fault of a word are those of its severity; another word is refused."""
    violation = attrs.evolve(ERROR, severity=str(severity))
    assert violation.severity is pk.Fault("a.b", severity=str(severity)).severity is severity
    assert Report((violation,)).ok is (severity is not Severity.ERROR)
    with pytest.raises(ValueError, match="severity is error, warning, info"):
        attrs.evolve(ERROR, severity="fatal")
    with pytest.raises(ValueError, match="severity is error, warning, info"):
        pk.Fault("a.b", severity="fatal")


def test_violation_fields() -> None:
    """A violation has exactly the public fields, keyword-only and frozen."""
    assert [field.name for field in attrs.fields(Violation)] == [
        "path",
        "code",
        "severity",
        "message",
        "hint",
        "gateway",
        "line",
        "column",
    ]
    assert all(field.kw_only for field in attrs.fields(Violation))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ERROR.path = "/b"  # type: ignore[misc] # the point


def test_report_sorts_by_severity() -> None:
    """``errors`` and ``warnings`` are parts of ``violations``.

    Only errors make a report not ok, and infos are neither.
    """
    report: Report[object] = Report((INFO, ERROR, WARNING), None)
    assert (report.ok, report.errors, report.warnings) == (False, (ERROR,), (WARNING,))
    assert Report((INFO, WARNING)).ok
    assert Report().ok


def test_report_hides_its_value() -> None:
    """No form of a report shows the object."""
    report = Report((WARNING,), "canary")
    shown_ = (repr(report), str(report), json.dumps([report.to_dict(), report.problem()]))
    assert all("canary" not in text for text in shown_)


def test_report_as_text() -> None:
    """A report reads as a line of counts and a line a violation, errors first."""
    report: Report[object] = Report(
        (INFO, WARNING, ERROR, attrs.evolve(ERROR, path="", hint=None, line=None))
    )
    assert str(report).splitlines() == [
        "2 errors, 1 warning, 1 info",
        "error field.missing /a: It must be there. (Add it.) [line 1, column 2]",
        "error field.missing document: It must be there.",
        "warning field.missing /a: It must be there. (Add it.) [line 1, column 2]",
        "info field.missing /a: It must be there. (Add it.) [line 1, column 2]",
    ]
    assert str(Report()) == "nothing to mend"


def test_report_as_one_line() -> None:
    """The repr of a report is one short line, which says so where there are more violations."""
    assert repr(Report((ERROR, WARNING) * 500)) == "<Report: 500 errors, 500 warnings>"
    assert repr(Report((ERROR,), truncated=True)) == "<Report: 1 error; there are more>"


def test_report_as_json() -> None:
    """A report is JSON values, with the name of their schema."""
    found = Report((ERROR,), truncated=True).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found == {
        "schema": "payloadkit.report/1",
        "ok": False,
        "truncated": True,
        "violations": [attrs.asdict(ERROR)],
    }
    assert type(found["violations"][0]["severity"]) is str


@pytest.mark.parametrize("report", [Report(), Report((ERROR, WARNING), truncated=True)])
def test_report_under_its_schema(report: Report[object]) -> None:
    """What a report says of itself is valid under the published schema."""
    assert problems_of(report.to_dict()) == []
    assert problems_of({**report.to_dict(), "value": "canary"})


def test_report_as_problem() -> None:
    """A problem document has one entry a violation, in document order."""
    found = Report((WARNING, ERROR)).problem(status=400)
    assert json.loads(json.dumps(found)) == found
    assert found.keys() == {"type", "title", "status", "detail", "errors"}
    assert (found["status"], found["detail"]) == (400, "1 error, 1 warning")
    assert [entry["severity"] for entry in found["errors"]] == ["warning", "error"]
    assert found["errors"][1] == {
        "pointer": "/a",
        "code": "field.missing",
        "severity": "error",
        "detail": "It must be there.",
        "hint": "Add it.",
    }
    assert Report().problem()["status"] == 422


def test_error_shows_the_first_ten() -> None:
    """The text of the exception has the counts and the first ten violations."""
    few: Report[object] = Report((WARNING, ERROR))
    assert str(PayloadError(few)) == str(few)
    many = PayloadError(Report((WARNING, *(ERROR,) * 11)))
    assert str(many).count("error field.missing") == 10
    assert str(many).splitlines()[-1] == "and 2 more"
    assert many.args == (str(many),)
    assert "more" not in str(PayloadError(Report((ERROR,) * 10)))


def test_error_crosses_process_borders() -> None:
    """Reports and errors survive pickling and copying whole."""
    error = PayloadError(Report((ERROR, WARNING), None, truncated=True))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert isinstance(again, pk.PayloadError)
        assert (again.report, str(again)) == (error.report, str(error))


def test_pointers() -> None:
    """Tokens become a JSON Pointer.

    Declared keys are escaped, a stranger's shows as a plain identifier only.
    """
    assert pointer(()) == ""
    assert pointer(("a", 0, "b_1")) == "/a/0/b_1"
    assert (
        pointer(("x/y~z", "not-before"), frozenset({"x/y~z", "not-before"}))
        == "/x~1y~0z/not-before"
    )
    assert pointer(("x/y~z", "not-before")) == "/?/?"


def test_a_strangers_key(subtests: pytest.Subtests) -> None:
    """Only a plain ASCII identifier of at most 64 characters is shown."""
    cases: list[tuple[str, str]] = [
        ("a", "a"),
        ("_", "_"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "?"),
        ("", "?"),
        ("1a", "?"),
        ("é", "?"),
        ("a\n", "?"),
    ]
    for key, said in cases:
        with subtests.test(key=key, said=said):
            assert shown(key) == said
