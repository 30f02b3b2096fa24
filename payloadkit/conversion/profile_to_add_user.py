"""The digitized profile of a customer → AddUser, the registration for monitoring by Azakaw.

The country is the country of residence, never the nationality.
"""

from __future__ import annotations

from payloadkit.conversion.identities import UAE
from payloadkit.conversion.names import (
    SINGLE,
    SPLIT,
    first_word,
    in_parts,
    only_word,
    words_after_first,
)
from payloadkit.conversion.phones import e164
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import constant
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import INFERRED, copied, country_of_class

COUNTRY = "/transactionMonitoring/country"

_WHOLE = ("personalInfo.fullNameEn",)


REGISTRATION = Table(
    title="Digitized UAE profile → Azakaw AddUser",
    source="uaekyc.customer-data",
    target="azakaw.add-user",
    root=("data", "data"),
    refusal=refusal,
    state=state,
    entries=(
        Row(target="/entityType", rule=constant("individual", "Individual"), kind="defaulted"),
        Row(
            target="/firstName",
            sources=("personalInfo.firstNameEn",),
            rule=copied,
            kind="copied",
            when=in_parts,
        ),
        Row(target="/firstName", sources=_WHOLE, rule=first_word, kind="derived", warns=SPLIT),
        Row(target="/firstName", sources=_WHOLE, rule=only_word, kind="derived", warns=SINGLE),
        Row(
            target="/lastName",
            sources=("personalInfo.familyNameEn",),
            rule=copied,
            kind="copied",
            when=in_parts,
        ),
        Row(
            target="/lastName", sources=_WHOLE, rule=words_after_first, kind="derived", warns=SPLIT
        ),
        Row(
            target="/transactionMonitoring/userType",
            rule=constant("monitored_individual", "TMIndividual"),
            kind="defaulted",
        ),
        Row(
            target=COUNTRY,
            sources=("residenceInfo.emiratesIdNumber",),
            rule=UAE,
            kind="derived",
            warns=INFERRED,
        ),
        Row(
            target=COUNTRY,
            sources=("personalInfo.personClass",),
            rule=country_of_class,
            kind="derived",
            warns=INFERRED,
        ),
        Row(
            target="/mobileNumber",
            sources=("personalInfo.mobileNo", "personContactDetails.mobileNo"),
            rule=e164,
            kind="normalised",
        ),
    ),
)
