"""The digitized profile of a customer → AddUser, the registration for monitoring by Azakaw.

The country is the country of residence, never the nationality.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from payloadkit.conversion.identities import EID, UAE
from payloadkit.conversion.names import (
    ARABIC,
    FAMILY,
    FIRST,
    SECOND,
    SINGLE,
    SPLIT,
    WHOLE,
    first_part,
    first_word,
    in_parts,
    not_in_parts,
    only_word,
    unused_words,
    words_after_first,
)
from payloadkit.conversion.phones import MOBILES, primary_number
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, Rule, constant, rule
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import ASSUMED, country_of_class

if TYPE_CHECKING:
    from payloadkit.violation import Fault

COUNTRY = "/transactionMonitoring/country"


@rule()
def second_and_family(text: str, read: Read) -> Made:
    """Second and family name, joined by single blanks."""
    second = read.profile.get(SECOND)
    if second is None:
        return Made(text)
    sources = tuple(read.profile.pointer(path) for path in (SECOND, FAMILY))
    return Made(" ".join(f"{second} {text}".split()), sources=sources)


def _whole(target: str, rule: Rule, warns: Fault = SPLIT) -> Row:
    return Row(
        target=target, sources=(WHOLE,), rule=rule, kind="derived", warns=warns, when=not_in_parts
    )


REGISTRATION = Table(
    title="Digitized UAE profile → Azakaw AddUser",
    source="uaekyc.customer-data",
    target="azakaw.add-user",
    root=("data", "data"),
    refusal=refusal,
    state=state,
    words=partial(unused_words, keys=("firstName", "lastName")),
    keep=("uaeKycId",),
    clues=dict.fromkeys(("/firstName", "/lastName"), ARABIC),
    entries=(
        Row(target="/entityType", rule=constant("individual", "Individual"), kind="defaulted"),
        Row(target="/firstName", sources=(FIRST,), rule=first_part, kind="copied", when=in_parts),
        _whole("/firstName", first_word),
        _whole("/firstName", only_word, SINGLE),
        Row(
            target="/lastName",
            sources=(FAMILY,),
            rule=second_and_family,
            kind="normalised",
            when=in_parts,
        ),
        _whole("/lastName", words_after_first),
        Row(
            target="/transactionMonitoring/userType",
            rule=constant("monitored_individual", "TMIndividual"),
            kind="defaulted",
        ),
        Row(target=COUNTRY, sources=(EID,), rule=UAE, kind="derived", warns=ASSUMED),
        Row(
            target=COUNTRY,
            sources=("personalInfo.personClass",),
            rule=country_of_class,
            kind="derived",
            warns=ASSUMED,
        ),
        Row(target="/mobileNumber", sources=MOBILES, rule=primary_number, kind="normalised"),
    ),
)
