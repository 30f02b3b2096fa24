"""The digitized profile of a customer → the plain numbers whose hashes Airpay gets.

A number that Airpay may find too short, too long or not normalised is kept with a warning.
"""

from __future__ import annotations

from payloadkit.airpay import Numbers
from payloadkit.conversion.names import PARTS, WHOLE
from payloadkit.conversion.phones import MOBILES, primary_number
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import INFERRED, copied


@rule()
def joined(_text: str, read: Read) -> Made:
    """First, second and family name, joined by single blanks."""
    found = [(path, text) for path in PARTS if (text := read.profile.get(path)) is not None]
    sources = tuple(read.profile.pointer(path) for path, _ in found)
    return Made(" ".join(" ".join(text for _, text in found).split()), sources=sources)


NUMBERS = Table(
    title="Digitized UAE profile → Airpay numbers (`airpay.Numbers`)",
    source="uaekyc.customer-data",
    target=Numbers,
    root=("data", "data"),
    refusal=refusal,
    state=state,
    keep=("uaeKycId",),
    entries=(
        Row(target="/CN", sources=(WHOLE,), rule=copied, kind="copied"),
        Row(target="/CN", sources=PARTS, rule=joined, kind="derived", warns=INFERRED),
        Row(target="/PN", sources=MOBILES, rule=primary_number, kind="normalised"),
        Row(
            target="/PP",
            sources=("activePassport.documentNo", "activeVisa.passportNo"),
            rule=copied,
            kind="copied",
        ),
    ),
)
