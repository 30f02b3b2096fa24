"""The digitized profile of a customer → the plain numbers whose hashes Airpay gets.

A number that Airpay may find too short, too long or not normalised is kept with a warning.
"""

from __future__ import annotations

from payloadkit.airpay import Numbers
from payloadkit.conversion.phones import e164
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import INFERRED, copied

_FIRST = "personalInfo.firstNameEn"
_PARTS = (_FIRST, "personalInfo.secondNameEn", "personalInfo.familyNameEn")


@rule()
def joined(_text: str, read: Read) -> Made:
    """First, second and family name, joined by single blanks."""
    found = [(path, text) for path in _PARTS if (text := read.profile.get(path)) is not None]
    sources = tuple(read.profile.pointer(path) for path, _ in found)
    return Made(" ".join(text for _, text in found), sources=sources)


NUMBERS = Table(
    title="Digitized UAE profile → Airpay numbers (`airpay.Numbers`)",
    source="uaekyc.customer-data",
    target=Numbers,
    root=("data", "data"),
    refusal=refusal,
    state=state,
    entries=(
        Row(target="/CN", sources=("personalInfo.fullNameEn",), rule=copied, kind="copied"),
        Row(target="/CN", sources=_PARTS, rule=joined, kind="derived", warns=INFERRED),
        Row(
            target="/PN",
            sources=("personalInfo.mobileNo", "personContactDetails.mobileNo"),
            rule=e164,
            kind="normalised",
        ),
        Row(
            target="/PP",
            sources=("activePassport.documentNo", "activeVisa.passportNo"),
            rule=copied,
            kind="copied",
        ),
    ),
)
