"""The digitized profile of a customer → the plain numbers whose hashes Airpay gets.

A number that is too short or too long for Airpay is left out with a warning. The others are kept.
"""

from __future__ import annotations

import attrs

from payloadkit.airpay import Numbers
from payloadkit.airpay.numbers import PlainNumber
from payloadkit.conversion.phones import e164
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.table import Row, Table
from payloadkit.conversion.words import INFERRED
from payloadkit.violation import Severity

_LENGTH = PlainNumber("")  # without type, it checks the length only
_FIRST = "personalInfo.firstNameEn"
_PARTS = (_FIRST, "personalInfo.secondNameEn", "personalInfo.familyNameEn")


@rule("text.too_short", "text.too_long")
def number(text: str, read: Read) -> Made:
    """As it is, if it has 8 to 100 characters."""
    return _measured(Made(text), read)


@rule("phone.local", "text.too_short", "text.too_long")
def phone_number(text: str, read: Read) -> Made | None:
    """To E.164, default region AE, if it then has 8 to 100 characters."""
    made = e164.make(text, read)
    return None if made is None else _measured(made, read)


@rule("text.too_short", "text.too_long")
def joined(_text: str, read: Read) -> Made:
    """First, second and family name, joined by single blanks, if that has 8 to 100 characters."""
    found = [(path, text) for path in _PARTS if (text := read.profile.get(path)) is not None]
    sources = tuple(read.profile.pointer(path) for path, _ in found)
    return _measured(Made(" ".join(text for _, text in found), sources=sources), read)


def _measured(made: Made, read: Read) -> Made:
    """Return the result, or only the fault of its length."""
    faults = tuple(
        attrs.evolve(fault, severity=Severity.WARNING)
        for fault in _LENGTH.check(str(made.value), read.policy)
    )
    return Made(faults=faults) if faults else made


NUMBERS = Table(
    title="Digitized UAE profile → Airpay numbers (`airpay.Numbers`)",
    source="uaekyc.customer-data",
    target=Numbers,
    root=("data", "data"),
    refusal=refusal,
    state=state,
    entries=(
        Row(target="/CN", sources=("personalInfo.fullNameEn",), rule=number, kind="copied"),
        Row(target="/CN", sources=(_FIRST,), rule=joined, kind="derived", warns=INFERRED),
        Row(
            target="/PN",
            sources=("personalInfo.mobileNo", "personContactDetails.mobileNo"),
            rule=phone_number,
            kind="normalised",
        ),
        Row(target="/PP", sources=("activePassport.documentNo",), rule=number, kind="copied"),
    ),
)
