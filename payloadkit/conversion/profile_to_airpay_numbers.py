"""The digitized profile of a customer → the plain numbers whose hashes Airpay gets.

A number that Airpay may find too short, too long or not normalised is kept with a warning.
"""

from __future__ import annotations

import attrs

from payloadkit.airpay import Numbers
from payloadkit.conversion.names import PARTS, WHOLE, join_names
from payloadkit.conversion.phones import MOBILES, PHONE, errors_of, primary_number
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import INFERRED, copied


@rule("derived")
def joined(_text: str, read: Read) -> Made:
    """First, second and family name, joined by single blanks."""
    return join_names(read, PARTS)


@rule("normalised", *primary_number.reports, "phone.not_valid")
def judged_number(text: str, read: Read) -> Made | None:
    """The first mobile number of the sources, else the first usable one, in E.164."""
    made = primary_number.make(text, read)
    if made is None or not isinstance(made.value, str):
        return made
    # Airpay's own rule knows the form of a number, not whether there may be such a number.
    errors = errors_of(made.value, read)
    faults = tuple(PHONE.check(made.value, read.policy))
    return Made(faults=errors) if errors else attrs.evolve(made, faults=(*made.faults, *faults))


NUMBERS = Table(
    title="Digitized UAE profile → Airpay numbers (`airpay.Numbers`)",
    target=Numbers,
    root=("data", "data"),
    refusal=refusal,
    state=state,
    keep=("uaeKycId",),
    entries=(
        Row("/CN", (WHOLE,), copied),
        Row("/CN", PARTS, joined, INFERRED),
        Row("/PN", MOBILES, judged_number),
        Row("/PP", ("activePassport.documentNo", "activeVisa.passportNo"), copied),
    ),
)
