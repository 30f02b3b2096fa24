"""The digitized profile of a customer → the CAAS onboarding payload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.conversion.countries import country_code, country_name
from payloadkit.conversion.names import (
    SINGLE,
    SPLIT,
    first_word,
    in_parts,
    last_word,
    only_word,
    words_between,
)
from payloadkit.conversion.phones import another_number, e164, primary_number
from payloadkit.conversion.profile_state import refusal, state
from payloadkit.conversion.rule import constant
from payloadkit.conversion.table import Element, Row, Table
from payloadkit.conversion.words import (
    DEFAULTED,
    INFERRED,
    RESIDENT,
    copied,
    country_of_class,
    gender_word,
    marital_status,
    miss,
    no_residence,
    profession,
    resident_type,
    says_something,
    short_title,
    sponsor,
    title_of_gender,
    without_dashes,
    works,
)

if TYPE_CHECKING:
    from payloadkit.conversion.rule import Rule
    from payloadkit.violation import Fault

PRESENT = "1"
EMIRATES_ID, PASSPORT = 4, 2

UAE = constant("united_arab_emirates", "AE")

_FIRST, _SECOND, _FAMILY, _WHOLE = (
    "personalInfo.firstNameEn",
    "personalInfo.secondNameEn",
    "personalInfo.familyNameEn",
    "personalInfo.fullNameEn",
)
_EID, _CLASS = "residenceInfo.emiratesIdNumber", "personalInfo.personClass"
_MOBILE = "personContactDetails.mobileNo"
_PARTS = (
    "personContactDetails.emirateEn",
    "personContactDetails.cityEn",
    "personContactDetails.areaEn",
    "personContactDetails.streetEn",
    "personContactDetails.poBox",
)
_PASSPORT = "activePassport.documentNo"


def _whole(target: str, rule: Rule, warns: Fault = SPLIT) -> Row:
    return Row(target=target, sources=(_WHOLE,), rule=rule, kind="derived", warns=warns)


def _part(target: str, source: str) -> Row:
    return Row(target=target, sources=(source,), rule=copied, kind="copied", when=in_parts)


def _copy(target: str, *sources: str, warns: Fault | None = None) -> Row:
    return Row(target=target, sources=sources, rule=copied, kind="copied", warns=warns)


ADDRESS = (
    _copy("/state", _PARTS[0]),
    _copy("/city", _PARTS[1]),
    _copy("/district", _PARTS[2]),
    _copy("/street_name", _PARTS[3]),
    _copy("/po_box", _PARTS[4]),
    Row(target="/country", sources=_PARTS, rule=UAE, kind="derived"),
    Row(target="/mobile_number", rule=primary_number, kind="derived"),
)

EMIRATES_ID_ROWS = (
    Row(target="/id_number", sources=(_EID,), rule=without_dashes, kind="normalised"),
    _copy("/issued_on", "residenceInfo.issueDate"),
    _copy("/date_of_expiry", "residenceInfo.expiryDate"),
    _copy("/name_as_per_id", _WHOLE),
    Row(target="/issued_country", sources=(_EID,), rule=UAE, kind="derived"),
    Row(target="/issued_by", rule=constant("issuer", "ICP"), kind="defaulted", warns=DEFAULTED),
    Row(
        target="/active_status",
        sources=(_EID,),
        rule=constant("active", value=True, doc="`true`"),
        kind="derived",
    ),
)

PASSPORT_ROWS = (
    _copy("/id_number", _PASSPORT),
    _copy("/issued_on", "activePassport.issueDate"),
    _copy("/date_of_expiry", "activePassport.expiryDate"),
    _copy("/name_as_per_id", _WHOLE),
    Row(
        target="/issued_country",
        sources=("activePassport.documentIssueCountryAbbr",),
        rule=country_code,
        kind="mapped",
    ),
    Row(
        target="/issued_country",
        sources=("activePassport.documentIssueCountry",),
        rule=country_name,
        kind="mapped",
    ),
    Row(
        target="/issued_country",
        sources=("activePassport.documentNationalityAbbr",),
        rule=country_code,
        kind="derived",
    ),
    _copy("/visa_number", "immigrationFile.fileNumber", warns=INFERRED),
    _copy("/visa_expiry_date", "activeVisa.expiryDate", "immigrationFile.expiryDate"),
)

ONBOARDING = Table(
    title="Digitized UAE profile → CAAS onboarding payload",
    source="uaekyc.customer-data",
    target="caas.onboarding",
    root=("data", "data"),
    refusal=refusal,
    state=state,
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
        _part("/first_name", _FIRST),
        _whole("/first_name", first_word),
        _whole("/first_name", only_word, SINGLE),
        _part("/middle_name", _SECOND),
        _whole("/middle_name", words_between),
        _part("/last_name", _FAMILY),
        _whole("/last_name", last_word),
        _copy("/mothers_maiden_name", "personalInfo.motherNameEn"),
        Row(
            target="/nationality",
            sources=("personalInfo.currentNationality", "activePassport.documentNationalityAbbr"),
            rule=country_code,
            kind="mapped",
        ),
        _copy("/date_of_birth", "personalInfo.dateOfBirth"),
        _copy("/place_of_birth", "personalInfo.placeOfBirthEn"),
        Row(
            target="/resident_type_id",
            sources=(_EID,),
            rule=constant("resident", RESIDENT),
            kind="derived",
            warns=INFERRED,
        ),
        Row(
            target="/resident_type_id",
            sources=(_CLASS,),
            rule=resident_type,
            kind="derived",
            warns=INFERRED,
        ),
        Row(
            target="/resident_type_id",
            rule=no_residence,
            kind="defaulted",
            warns=INFERRED,
            when=says_something,
        ),
        Row(
            target="/country_of_residence",
            sources=(_EID,),
            rule=UAE,
            kind="derived",
            warns=INFERRED,
        ),
        Row(
            target="/country_of_residence",
            sources=(_CLASS,),
            rule=country_of_class,
            kind="derived",
            warns=INFERRED,
        ),
        Row(target="/gender", sources=("personalInfo.genderEn",), rule=gender_word, kind="mapped"),
        Row(
            target="/primary_mobile_number",
            sources=("personalInfo.mobileNo", _MOBILE),
            rule=e164,
            kind="normalised",
        ),
        Row(
            target="/secondary_mobile_number",
            sources=(_MOBILE,),
            rule=another_number,
            kind="normalised",
        ),
        Row(
            target="/phone_number",
            sources=("personContactDetails.homePhone", "personContactDetails.workPhone"),
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
            needs=_PARTS,
            rows=ADDRESS,
            doc="the present address",
        ),
        Element(
            listing="id_details",
            key="id_type",
            value=EMIRATES_ID,
            needs=(_EID,),
            rows=EMIRATES_ID_ROWS,
            doc="the Emirates ID",
        ),
        Element(
            listing="id_details",
            key="id_type",
            value=PASSPORT,
            needs=(_PASSPORT,),
            rows=PASSPORT_ROWS,
            doc="the passport",
        ),
        Row(
            target="/customer_classification/marital_status",
            sources=("personalInfo.maritalStatusEn",),
            rule=marital_status,
            kind="mapped",
        ),
        Row(
            target="/customer_classification/employer_name",
            sources=("sponsorDetails.nameEn",),
            rule=sponsor,
            kind="derived",
            warns=INFERRED,
            when=works,
        ),
    ),
)
