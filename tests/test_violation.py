"""Violations, reports and the exception that carries one."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

import payloadkit as pk
from payloadkit import PayloadError, Report, Severity, Violation
from payloadkit.violation import pointer, shown

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
    """``errors`` and ``warnings`` are parts of ``violations``; only errors make a report not ok, and infos are neither."""
    report: Report[object] = Report((INFO, ERROR, WARNING), None)
    assert (report.ok, report.errors, report.warnings) == (False, (ERROR,), (WARNING,))
    assert Report((INFO, WARNING)).ok
    assert Report().ok


def test_report_hides_its_value() -> None:
    """The repr of a report shows the violations and not the object."""
    assert "secret" not in repr(Report((WARNING,), "secret"))


def test_error_tells_places_and_codes() -> None:
    """The text of the exception names the first five errors and counts the rest; it holds nothing else."""
    root = attrs.evolve(ERROR, path="")
    assert (
        str(PayloadError(Report((WARNING, ERROR, root))))
        == "/a: field.missing; document: field.missing"
    )
    many = PayloadError(Report((ERROR,) * 7))
    assert str(many).endswith("; and 2 more")
    assert str(many).count("field.missing") == 5
    assert many.args == (str(many),)


def test_error_crosses_process_borders() -> None:
    """Reports and errors survive pickling and copying whole."""
    error = PayloadError(Report((ERROR, WARNING), None, truncated=True))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert isinstance(again, pk.PayloadError)
        assert (again.report, str(again)) == (error.report, str(error))


def test_pointers() -> None:
    """Tokens become a JSON Pointer; declared keys are escaped, a stranger's shows as a plain identifier only."""
    assert pointer(()) == ""
    assert pointer(("a", 0, "b_1")) == "/a/0/b_1"
    assert (
        pointer(("x/y~z", "not-before"), frozenset({"x/y~z", "not-before"}))
        == "/x~1y~0z/not-before"
    )
    assert pointer(("x/y~z", "not-before")) == "/?/?"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("a", "a"),
        ("_", "_"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "?"),
        ("", "?"),
        ("1a", "?"),
        ("é", "?"),
        ("a\n", "?"),
    ],
)
def test_a_strangers_key(key: str, said: str) -> None:
    """Only a plain ASCII identifier of at most 64 characters is shown."""
    assert shown(key) == said
