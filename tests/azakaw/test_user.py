"""The user to add: a strict request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import azakaw

SAMPLE = (Path(__file__).parents[2] / "fixtures" / "azakaw" / "add-user-sample.json").read_bytes()
USER: dict[str, Any] = json.loads(SAMPLE)
MONITORING: dict[str, Any] = USER["transactionMonitoring"]


def found(raw: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation."""
    return [
        (violation.path, violation.code, violation.severity)
        for violation in pk.check("azakaw.add-user", raw).violations
    ]


def test_the_sample_comes_back() -> None:
    """A user draws nothing, and the dump is the compact document in its order."""
    assert found(USER) == []
    assert (
        pk.dump(pk.load(azakaw.AddUser, SAMPLE)) == json.dumps(USER, separators=(",", ":")).encode()
    )


def test_one_fault_one_violation(subtests: pytest.Subtests) -> None:
    """Each fault is one violation at its place; the answers' name for the phone is none here."""
    cases: list[tuple[dict[str, object], tuple[str, str, str]]] = [
        ({"entityType": "Organization"}, ("/entityType", "choice.unknown", "error")),
        ({"entityType": "individual"}, ("/entityType", "choice.unknown", "error")),
        ({"firstName": ""}, ("/firstName", "text.blank", "error")),
        ({"lastName": None}, ("/lastName", "field.null", "error")),
        ({"tenantId": 5}, ("/tenantId", "field.type", "error")),
        (
            {"transactionMonitoring": {**MONITORING, "userType": "TM"}},
            ("/transactionMonitoring/userType", "choice.unknown", "error"),
        ),
        (
            {"transactionMonitoring": {**MONITORING, "country": "ARE"}},
            ("/transactionMonitoring/country", "country.unknown", "error"),
        ),
        (
            {"transactionMonitoring": {"country": "AE"}},
            ("/transactionMonitoring/userType", "field.missing", "error"),
        ),
        ({"email": "nobody"}, ("/email", "email.malformed", "error")),
        ({"mobileNumber": "0501234567"}, ("/mobileNumber", "phone.not_e164", "error")),
        ({"mobileNumber": None}, ("/mobileNumber", "field.null", "warning")),
        ({"phoneNumber": "+971501234567"}, ("/phoneNumber", "field.unknown", "error")),
    ]
    for change, expected in cases:
        with subtests.test(change=change, expected=expected):
            assert found({**USER, **change}) == [expected]


def test_what_is_mandatory() -> None:
    """All but e-mail and phone is; all that is missing is reported, by the constructor too."""
    keys = ["/entityType", "/firstName", "/lastName", "/tenantId", "/transactionMonitoring"]

    assert found({}) == [(key, "field.missing", "error") for key in keys]
    with pytest.raises(pk.PayloadError) as stop:
        azakaw.AddUser()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue] # all of it is missing
    assert [violation.path for violation in stop.value.report.errors] == keys


def test_a_user_made_in_code() -> None:
    """The constructor takes what load takes, and the repr shows nobody."""
    monitoring = azakaw.TransactionMonitoring(userType="TMIndividual", country="AE")
    made = azakaw.AddUser(
        entityType="Individual",
        firstName="Nadim",
        lastName="Mithal",
        tenantId="specimen-tenant",
        transactionMonitoring=monitoring,
    )

    assert made == pk.load(
        azakaw.AddUser,
        {key: value for key, value in USER.items() if key not in ("email", "mobileNumber")},
    )
    assert "Nadim" not in repr(made)
