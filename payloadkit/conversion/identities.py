"""The identity documents of a digitized profile: Emirates ID, and passport with its visa."""

from __future__ import annotations

from payloadkit.conversion.countries import country_assumed, country_written
from payloadkit.conversion.element import Element
from payloadkit.conversion.names import WHOLE
from payloadkit.conversion.profile_state import active
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, constant, rule
from payloadkit.conversion.words import ASSUMED, DEFAULTED, INFERRED, copied, without_dashes
from payloadkit.rules.dates import Day
from payloadkit.violation import Fault, Severity

EMIRATES_ID, PASSPORT = 4, 2
UAE = constant("united_arab_emirates", "AE", "derived")

EID = "residenceInfo.emiratesIdNumber"
NUMBER, VISA_PASSPORT = "activePassport.documentNo", "activeVisa.passportNo"

_INCOMPLETE = Fault("document.incomplete", severity=Severity.WARNING)
_OTHER_PASSPORT = Fault("visa.other_passport", severity=Severity.WARNING)
_EXPIRY = Day("expiry")


@rule("derived")
def in_use(_text: str, read: Read) -> Made | None:
    """`true` if it has not expired and no status of the profile says otherwise."""
    expiry = read.beside("date_of_expiry")
    sound = (
        expiry is not None
        and isinstance(expiry.value, str)
        and not any(_EXPIRY.check(expiry.value, read.policy))
        and all(active(read.profile).values())
    )
    return Made(value=True) if sound else None


@rule("copied")
def of_active_passport(text: str, read: Read) -> Made | None:
    """As it is, unless the number is that of the visa's passport."""
    number = read.beside("id_number")
    supplied = number is not None and number.kind == "supplied"
    return Made(text) if supplied or _is_number(read, NUMBER) else None


@rule("copied")
def of_visa_passport(text: str, read: Read) -> Made | None:
    """As it is, unless the visa names another passport."""
    return None if _is_of_other_passport(read) else Made(text)


@rule("copied", "visa.other_passport")
def of_visa(text: str, read: Read) -> Made:
    """As it is, unless the visa names another passport."""
    if not _is_of_other_passport(read):
        return Made(text)
    told = read.part is not None and "visa_number" in read.part
    return Made(faults=() if told else (_OTHER_PASSPORT,))


def _is_of_other_passport(read: Read) -> bool:
    named = read.profile.get(VISA_PASSPORT) is not None
    return named and not _is_number(read, VISA_PASSPORT)


def _is_number(read: Read, path: str) -> bool:
    """Return whether the document's number is that of the source."""
    number, named = read.beside("id_number"), read.profile.get(path)
    return number is not None and named is not None and _plain(number.value) == _plain(named)


def _plain(number: object) -> str:
    return "".join(filter(str.isalnum, str(number).upper()))


IDENTITIES = (
    Element(
        listing="id_details",
        key="id_type",
        value=EMIRATES_ID,
        ids="id_types",
        names=("emiratesid", "emiratesidcard", "emiratesidentitycard", "eid"),
        needs=(EID,),
        doc="the Emirates ID",
        rows=(
            Row("/id_number", (EID,), without_dashes),
            Row("/issued_on", ("residenceInfo.issueDate",), copied),
            Row("/date_of_expiry", ("residenceInfo.expiryDate",), copied),
            Row("/name_as_per_id", (WHOLE,), copied),
            Row("/issued_country", (EID,), UAE),
            Row("/issued_by", (), constant("issuer", "ICP"), DEFAULTED),
            Row("/active_status", (EID,), in_use),
        ),
    ),
    Element(
        listing="id_details",
        key="id_type",
        value=PASSPORT,
        ids="id_types",
        names=("passport", "passportno", "passportnumber"),
        needs=(NUMBER, VISA_PASSPORT),
        doc="the passport",
        incomplete=_INCOMPLETE,
        rows=(
            Row("/id_number", (NUMBER, VISA_PASSPORT), copied),
            Row("/issued_on", ("activePassport.issueDate",), of_active_passport),
            Row("/date_of_expiry", ("activePassport.expiryDate",), of_active_passport),
            Row("/date_of_expiry", ("activeVisa.passportExpiryDate",), of_visa_passport),
            Row("/name_as_per_id", (WHOLE,), copied, ASSUMED),
            Row(
                "/issued_country",
                ("activePassport.documentIssueCountryAbbr", "activePassport.documentIssueCountry"),
                country_written,
            ),
            Row(
                "/issued_country",
                ("activePassport.documentNationalityAbbr",),
                country_assumed,
                INFERRED,
            ),
            Row("/issued_at", ("activeVisa.passportIssuePlace",), of_visa_passport),
            Row("/visa_number", ("immigrationFile.fileNumber",), of_visa, INFERRED),
            Row(
                "/visa_expiry_date",
                ("activeVisa.expiryDate", "immigrationFile.expiryDate"),
                of_visa,
            ),
        ),
    ),
)
