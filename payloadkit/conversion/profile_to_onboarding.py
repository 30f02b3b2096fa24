"""The digitized profile of a customer → the CAAS onboarding payload."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from payloadkit.conversion import profile_state
from payloadkit.conversion.countries import PASSPORT, PERSON, nationality
from payloadkit.conversion.draft import cells
from payloadkit.conversion.element import Element
from payloadkit.conversion.employer import EMPLOYER
from payloadkit.conversion.identities import EID, IDENTITIES, UAE
from payloadkit.conversion.masters import marital_status, profession
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
    last_word,
    not_in_parts,
    only_word,
    second_part,
    unused_words,
    words_between,
)
from payloadkit.conversion.phones import (
    HOME,
    MOBILES,
    WORK,
    another_number,
    e164,
    primary_number,
    same_number,
)
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import constant
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import (
    ASSUMED,
    DEFAULTED,
    INFERRED,
    RESIDENT,
    copied,
    country_of_class,
    gender_word,
    miss,
    no_residence,
    resident_type,
    says_something,
    short_title,
    title_of_gender,
)
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.conversion.rule import Read

PRESENT = "1"

_CLASS = "personalInfo.personClass"
_ADDRESS = (
    "personContactDetails.emirateEn",
    "personContactDetails.cityEn",
    "personContactDetails.areaEn",
    "personContactDetails.streetEn",
    "personContactDetails.poBox",
)
_NAMES = ("first_name", "middle_name", "last_name")
_INCOME = ("income_type", "annual_income_range_id")


def state(read: Read) -> Iterator[Fault]:
    """Report the state of the person, and what only a person can complete."""
    yield from profile_state.state(read)
    yield from unanswered(read)


def unanswered(read: Read) -> Iterator[Fault]:
    """Report what no source knows and a person should complete."""
    if "political_exposed_person" not in read.tree:
        yield Fault("value.unanswered", severity=Severity.WARNING, at=("political_exposed_person",))
    group = read.tree.get("customer_classification")
    if (
        isinstance(group, dict)
        and any(True for _ in cells(group))
        and group.keys().isdisjoint(_INCOME)
    ):
        yield Fault(
            "classification.partial", severity=Severity.WARNING, at=("customer_classification",)
        )


ADDRESS = (
    Row("/state", (_ADDRESS[0],), copied),
    Row("/city", (_ADDRESS[1],), copied),
    Row("/district", (_ADDRESS[2],), copied),
    Row("/street_name", (_ADDRESS[3],), copied),
    Row("/po_box", (_ADDRESS[4],), copied),
    Row("/country", _ADDRESS, UAE),
    Row("/mobile_number", (), same_number),
)

ONBOARDING = Table(
    title="Digitized UAE profile → CAAS onboarding payload",
    target="caas.onboarding",
    root=("data", "data"),
    refusal=profile_state.refusal,
    state=state,
    words=partial(unused_words, keys=_NAMES),
    keep=("uaeKycId",),
    clues={f"/{name}": ARABIC for name in ("first_name", "last_name")},
    entries=(
        Row("/channel", (), constant("web", "WEB"), DEFAULTED),
        Row("/salutation", ("personalInfo.titleEn",), short_title),
        Row("/salutation", ("personalInfo.titleEn",), miss),
        Row("/salutation", ("personalInfo.genderEn",), title_of_gender, INFERRED),
        Row("/first_name", (FIRST,), first_part, when=in_parts),
        Row("/first_name", (WHOLE,), first_word, SPLIT, not_in_parts),
        Row("/first_name", (WHOLE,), only_word, SINGLE, not_in_parts),
        Row("/middle_name", (SECOND,), second_part, when=in_parts),
        Row("/middle_name", (WHOLE,), words_between, SPLIT, not_in_parts),
        Row("/last_name", (FAMILY,), copied, when=in_parts),
        Row("/last_name", (WHOLE,), last_word, SPLIT, not_in_parts),
        Row("/mothers_maiden_name", ("personalInfo.motherNameEn",), copied),
        Row("/nationality", (PERSON, *PASSPORT), nationality),
        Row("/date_of_birth", ("personalInfo.dateOfBirth",), copied),
        Row("/place_of_birth", ("personalInfo.placeOfBirthEn",), copied),
        Row("/resident_type_id", (EID,), constant("resident", RESIDENT, "derived"), ASSUMED),
        Row("/resident_type_id", (_CLASS,), resident_type, ASSUMED),
        Row("/resident_type_id", (), no_residence, ASSUMED, says_something),
        Row("/country_of_residence", (EID,), UAE, ASSUMED),
        Row("/country_of_residence", (_CLASS,), country_of_class, ASSUMED),
        Row("/gender", ("personalInfo.genderEn",), gender_word),
        Row("/primary_mobile_number", MOBILES, primary_number),
        Row("/secondary_mobile_number", tuple(reversed(MOBILES)), another_number),
        Row(
            "/phone_number",
            (HOME, WORK),
            e164,
        ),
        Row("/occupation_id", ("personalInfo.occupationEn",), profession),
        Element(
            listing="address_list",
            key="address_type_id",
            value=PRESENT,
            rows=ADDRESS,
            doc="the present address",
        ),
        *IDENTITIES,
        Row(
            "/customer_classification/marital_status",
            ("personalInfo.maritalStatusEn",),
            marital_status,
        ),
        *EMPLOYER,
    ),
)
