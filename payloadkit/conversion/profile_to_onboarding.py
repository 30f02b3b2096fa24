"""The digitized profile of a customer → the CAAS onboarding payload."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from payloadkit.conversion import profile_state
from payloadkit.conversion.countries import PASSPORT, PERSON, nationality
from payloadkit.conversion.draft import cell_at, cells
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

    from payloadkit.conversion.rule import Read, Rule

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
    if cell_at(read.tree, ("political_exposed_person",)) is None:
        yield Fault("value.unanswered", severity=Severity.WARNING, at=("political_exposed_person",))
    group = read.tree.get("customer_classification")
    if (
        isinstance(group, dict)
        and any(True for _ in cells(group))
        and not any(cell_at(group, (key,)) for key in _INCOME)
    ):
        yield Fault(
            "classification.partial", severity=Severity.WARNING, at=("customer_classification",)
        )


def _whole(target: str, rule: Rule, warns: Fault = SPLIT) -> Row:
    return Row(
        target=target, sources=(WHOLE,), rule=rule, kind="derived", warns=warns, when=not_in_parts
    )


def _part(target: str, source: str, rule: Rule = copied) -> Row:
    return Row(target=target, sources=(source,), rule=rule, kind="copied", when=in_parts)


def _copy(target: str, *sources: str) -> Row:
    return Row(target=target, sources=sources, rule=copied, kind="copied")


ADDRESS = (
    _copy("/state", _ADDRESS[0]),
    _copy("/city", _ADDRESS[1]),
    _copy("/district", _ADDRESS[2]),
    _copy("/street_name", _ADDRESS[3]),
    _copy("/po_box", _ADDRESS[4]),
    Row(target="/country", sources=_ADDRESS, rule=UAE, kind="derived"),
    Row(target="/mobile_number", rule=same_number, kind="derived"),
)

ONBOARDING = Table(
    title="Digitized UAE profile → CAAS onboarding payload",
    source="uaekyc.customer-data",
    target="caas.onboarding",
    root=("data", "data"),
    refusal=profile_state.refusal,
    state=state,
    words=partial(unused_words, keys=_NAMES),
    keep=("uaeKycId",),
    clues={f"/{name}": ARABIC for name in ("first_name", "last_name")},
    entries=(
        Row(target="/channel", rule=constant("web", "WEB"), kind="defaulted", warns=DEFAULTED),
        Row(
            target="/salutation", sources=("personalInfo.titleEn",), rule=short_title, kind="copied"
        ),
        Row(target="/salutation", sources=("personalInfo.titleEn",), rule=miss, kind="mapped"),
        Row(
            target="/salutation",
            sources=("personalInfo.genderEn",),
            rule=title_of_gender,
            kind="derived",
            warns=INFERRED,
        ),
        _part("/first_name", FIRST, first_part),
        _whole("/first_name", first_word),
        _whole("/first_name", only_word, SINGLE),
        _part("/middle_name", SECOND, second_part),
        _whole("/middle_name", words_between),
        _part("/last_name", FAMILY),
        _whole("/last_name", last_word),
        _copy("/mothers_maiden_name", "personalInfo.motherNameEn"),
        Row(
            target="/nationality",
            sources=(PERSON, *PASSPORT),
            rule=nationality,
            kind="mapped",
        ),
        _copy("/date_of_birth", "personalInfo.dateOfBirth"),
        _copy("/place_of_birth", "personalInfo.placeOfBirthEn"),
        Row(
            target="/resident_type_id",
            sources=(EID,),
            rule=constant("resident", RESIDENT),
            kind="derived",
            warns=ASSUMED,
        ),
        Row(
            target="/resident_type_id",
            sources=(_CLASS,),
            rule=resident_type,
            kind="derived",
            warns=ASSUMED,
        ),
        Row(
            target="/resident_type_id",
            rule=no_residence,
            kind="defaulted",
            warns=ASSUMED,
            when=says_something,
        ),
        Row(
            target="/country_of_residence",
            sources=(EID,),
            rule=UAE,
            kind="derived",
            warns=ASSUMED,
        ),
        Row(
            target="/country_of_residence",
            sources=(_CLASS,),
            rule=country_of_class,
            kind="derived",
            warns=ASSUMED,
        ),
        Row(target="/gender", sources=("personalInfo.genderEn",), rule=gender_word, kind="mapped"),
        Row(
            target="/primary_mobile_number",
            sources=MOBILES,
            rule=primary_number,
            kind="normalised",
        ),
        Row(
            target="/secondary_mobile_number",
            sources=tuple(reversed(MOBILES)),
            rule=another_number,
            kind="normalised",
        ),
        Row(
            target="/phone_number",
            sources=(HOME, WORK),
            rule=e164,
            kind="normalised",
        ),
        Row(
            target="/occupation_id",
            sources=("personalInfo.occupationEn",),
            rule=profession,
            kind="mapped",
        ),
        Element(
            listing="address_list",
            key="address_type_id",
            value=PRESENT,
            needs=_ADDRESS,
            rows=ADDRESS,
            doc="the present address",
        ),
        *IDENTITIES,
        Row(
            target="/customer_classification/marital_status",
            sources=("personalInfo.maritalStatusEn",),
            rule=marital_status,
            kind="mapped",
        ),
        *EMPLOYER,
    ),
)
