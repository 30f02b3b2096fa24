"""The verb itself: what it converts, what it refuses, and what its exceptions hold."""

from __future__ import annotations

import re
import subprocess
import sys
import traceback
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

import payloadkit as pk
from payloadkit import caas, policy, uaekyc
from payloadkit.fields import text
from tests.conversion.people import SUPPLEMENT, answer

if TYPE_CHECKING:
    from types import TracebackType

CANARY = "Qvxj7"
PROFILE = pk.load(uaekyc.CustomerData, answer(personalInfo={"fullNameEn": CANARY}))
KNOWN = {**SUPPLEMENT, "preferred_name": CANARY}


def shown(stop: TracebackType | None) -> str:
    """Return every local of payloadkit's own frames, as an error tracker would send them."""
    frames = [
        frame
        for frame, _ in traceback.walk_tb(stop)
        if "payloadkit" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename
    ]
    return repr([frame.f_locals for frame in frames])


@pytest.mark.parametrize("target", [caas.OnboardingRequest, "caas.onboarding"])
def test_the_target_is_a_class_or_a_kind(target: Any) -> None:
    """A class and its kind name the same conversion; the default date is that in the UAE."""
    result = pk.convert(PROFILE, target, KNOWN)

    assert isinstance(result.payload, caas.OnboardingRequest)
    assert result.payload.date_of_birth == date(1991, 4, 17)
    assert CANARY not in repr(result)


def test_refusals(subtests: pytest.Subtests) -> None:
    """A wrong call is refused with an exception that holds no value, its frames included."""
    cases: list[tuple[Any, Any, Any, pk.Policy | None, type[Exception]]] = [
        ({"data": CANARY}, caas.OnboardingRequest, KNOWN, None, TypeError),
        (CANARY.encode(), caas.OnboardingRequest, KNOWN, None, TypeError),
        (PROFILE, caas.OnboardingRequest, [CANARY], None, TypeError),
        (PROFILE, caas.OnboardingRequest, CANARY, None, TypeError),
        (PROFILE, {"first_name": CANARY}, None, None, TypeError),
        (PROFILE, str, KNOWN, None, TypeError),
        (PROFILE, "caas.nothing", KNOWN, None, ValueError),
        (PROFILE, uaekyc.CustomerData, KNOWN, None, ValueError),
        (PROFILE, caas.Address, KNOWN, None, ValueError),
        (PROFILE.data, caas.OnboardingRequest, KNOWN, None, ValueError),
        (
            PROFILE,
            caas.OnboardingRequest,
            KNOWN,
            pk.Policy(limits={"caas.onboarding": {"/nowhere": 5}}),
            ValueError,
        ),
    ]
    for source, target, supplement, chosen, error in cases:
        with subtests.test(source=source, target=target):
            with pytest.raises(error) as stop:
                pk.convert(source, target, supplement, chosen)

            assert CANARY not in str(stop.value)
            assert CANARY not in shown(stop.tb)
            assert stop.value.__context__ is None


@pytest.mark.parametrize(
    ("source", "target", "supplement", "error", "named"),
    [
        ({"data": CANARY}, caas.OnboardingRequest, KNOWN, TypeError, "not dict"),
        (PROFILE, caas.OnboardingRequest, [CANARY], TypeError, "not list"),
        (PROFILE, 5, KNOWN, TypeError, "kind"),
        (
            PROFILE,
            caas.Address,
            KNOWN,
            ValueError,
            "uaekyc.customer-data → caas.onboarding, uaekyc.customer-data → azakaw.add-user, ",
        ),
    ],
)
def test_a_refusal_says_what_it_was_given(
    source: Any, target: Any, supplement: Any, error: type[Exception], named: str
) -> None:
    """An exception names the type that is wrong, or the conversions that there are."""
    with pytest.raises(error, match=re.escape(named)):
        pk.convert(source, target, supplement)


class Clock:
    """A clock that notes when somebody looks."""

    looks: ClassVar[list[datetime]] = []

    @classmethod
    def now(cls, zone: timezone) -> datetime:
        """Return a day, each time the next one."""
        cls.looks.append(datetime(2026, 1, 1 + len(cls.looks), tzinfo=zone))
        return cls.looks[-1]


def test_one_conversion_is_of_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is looked at once, so that midnight never falls into a conversion."""
    dated = pk.load(uaekyc.CustomerData, answer(residenceInfo={"emiratesIdNumber": ""}))
    monkeypatch.setattr(policy, "datetime", Clock)
    monkeypatch.setattr(Clock, "looks", [])
    pk.convert(dated, caas.OnboardingRequest, KNOWN)

    assert len(Clock.looks) == 1


def test_a_limit_of_the_tenant_holds() -> None:
    """A conversion judges by the tenant's limits."""
    result = pk.convert(
        PROFILE,
        caas.OnboardingRequest,
        KNOWN,
        pk.Policy(limits={"caas.onboarding": {"/first_name": 2}}),
    )

    assert ("/first_name", "text.too_long") in [
        (violation.path, violation.code) for violation in result.report.errors
    ]


def test_a_profile_made_in_code_converts_too() -> None:
    """An object need not come from JSON."""
    profile = uaekyc.Profile(
        personalInfo=uaekyc.PersonalInfo(dateOfBirth=date(1991, 4, 17), titleEn=pk.NULL)
    )
    made = uaekyc.CustomerData(
        data=uaekyc.DigitizedRecord(status="success", data=profile), message="", success=True
    )

    assert [row.target for row in pk.convert(made, caas.OnboardingRequest).lineage] == [
        "/channel",
        "/date_of_birth",
        "/resident_type_id",
    ]


def test_slow_libraries_wait_until_they_are_needed() -> None:
    """Importing the conversions loads no library for pictures, phones or countries."""
    code = (
        "import sys; from payloadkit.conversion.tables import all_tables; all_tables();"
        "print(*{'PIL', 'phonenumbers', 'pycountry', 'numpy'} & sys.modules.keys())"
    )

    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True
        ).stdout.strip()
        == ""
    )


@pk.model()
class Extended(caas.OnboardingRequest):
    """A person to onboard, with a number of the tenant's own."""

    loyalty_number: str = text(12, personal=True, doc="Number in the loyalty programme")


def test_a_tenants_own_payload() -> None:
    """A payload that extends one of ours is made by its table.

    What the tenant added comes of the supplement.
    """
    without = pk.convert(PROFILE, Extended, KNOWN)
    result = pk.convert(PROFILE, Extended, {**KNOWN, "loyalty_number": "LN-000001"})

    assert [(found.path, found.code) for found in without.report.errors] == [
        ("/loyalty_number", "field.missing")
    ]
    assert isinstance(result.payload, Extended)
    assert result.payload.loyalty_number == "LN-000001"
    assert ("/loyalty_number", "supplied") in {(row.target, row.kind) for row in result.lineage}
