"""The expiry of an ID in both forms that CAAS has for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.caas.rules import DayOrMoment


def answer(value: object) -> dict[str, Any]:
    """Return a lookup's answer with an expiry."""
    return {"status": "success", "data": {"id_date_of_expiry": value}}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2034-05-01", date(2034, 5, 1)),
        ("2034-05-01T00:00:00.000+00:00", "2034-05-01T00:00:00.000+00:00"),
        ("2034-05-01t23:59:59z", "2034-05-01t23:59:59z"),
    ],
)
def test_both_forms_are_read(text: str, held: object) -> None:
    """A date and a date-time draw nothing, come back as they were, and tell the same day."""
    report = pk.check(caas.LookupAnswer, answer(text))
    found = report.value.data if report.value is not None else None

    assert report.violations == ()
    assert isinstance(found, caas.FoundCustomer)
    assert (found.id_date_of_expiry, found.id_expires_on) == (held, date(2034, 5, 1))
    assert pk.to_dict(report.value) == answer(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01/05/2034", "date.malformed"),
        ("2034-02-30", "date.impossible"),
        ("2034-02-30T00:00:00Z", "datetime.malformed"),
        ("May", "date.malformed"),
    ],
)
def test_other_forms_warn(text: str, code: str) -> None:
    """Other text warns by the rule of what it looks like, and has no day."""
    report = pk.check(caas.LookupAnswer, answer(text))
    found = report.value.data if report.value is not None else None

    assert [(violation.code, violation.severity) for violation in report.violations] == [
        (code, "warning")
    ]
    assert isinstance(found, caas.FoundCustomer)
    assert found.id_expires_on is None
    assert pk.to_dict(report.value) == answer(text)


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_no_day(value: object) -> None:
    """A null and an empty text stay what they are, and tell no day."""
    found = pk.load(caas.LookupAnswer, answer(value)).data

    assert isinstance(found, caas.FoundCustomer)
    assert (found.id_date_of_expiry, found.id_expires_on) == (value, None)


def test_the_contract_says_both() -> None:
    """The rule prints both forms, and an object takes a date."""
    assert repr(DayOrMoment()) == "<date YYYY-MM-DD or date-time of RFC 3339>"
    assert pk.to_dict(caas.FoundCustomer(id_date_of_expiry=date(2034, 5, 1))) == {
        "id_date_of_expiry": "2034-05-01"
    }
