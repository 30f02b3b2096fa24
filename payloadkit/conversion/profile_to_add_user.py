"""The digitized profile of a customer → AddUser, the registration for monitoring by Azakaw.

The country is the country of residence, never the nationality.
"""

from __future__ import annotations

from functools import partial

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
    join_names,
    not_in_parts,
    only_word,
    unused_words,
    words_after_first,
)
from payloadkit.conversion.phones import MOBILES, primary_number
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, constant, rule
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import ASSUMED, country_of_class

COUNTRY = "/transactionMonitoring/country"


@rule("normalised")
def second_and_family(text: str, read: Read) -> Made:
    """Second and family name, joined by single blanks."""
    parts = (SECOND, FAMILY)
    return Made(text) if read.profile.get(SECOND) is None else join_names(read, parts)


REGISTRATION = Table(
    title="Digitized UAE profile → Azakaw AddUser",
    target="azakaw.add-user",
    root=("data", "data"),
    refusal=refusal,
    state=state,
    words=partial(unused_words, keys=("firstName", "lastName")),
    keep=("uaeKycId",),
    clues=dict.fromkeys(("/firstName", "/lastName"), ARABIC),
    entries=(
        Row("/entityType", (), constant("individual", "Individual")),
        Row("/firstName", (FIRST,), first_part, when=in_parts),
        Row("/firstName", (WHOLE,), first_word, SPLIT, not_in_parts),
        Row("/firstName", (WHOLE,), only_word, SINGLE, not_in_parts),
        Row("/lastName", (FAMILY,), second_and_family, when=in_parts),
        Row("/lastName", (WHOLE,), words_after_first, SPLIT, not_in_parts),
        Row(
            "/transactionMonitoring/userType", (), constant("monitored_individual", "TMIndividual")
        ),
        Row(COUNTRY, (EID,), UAE, ASSUMED),
        Row(COUNTRY, ("personalInfo.personClass",), country_of_class, ASSUMED),
        Row("/mobileNumber", MOBILES, primary_number),
    ),
)
