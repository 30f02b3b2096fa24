"""The identity documents of a digitized profile: Emirates ID, and passport with its visa."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.conversion.countries import country_written
from payloadkit.conversion.element import Element
from payloadkit.conversion.names import WHOLE
from payloadkit.conversion.profile_state import active
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, constant, rule
from payloadkit.conversion.words import ASSUMED, DEFAULTED, INFERRED, copied, without_dashes
from payloadkit.rules.dates import Day
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.rule import Rule

EMIRATES_ID, PASSPORT = 4, 2
UAE = constant("united_arab_emirates", "AE")

EID = "residenceInfo.emiratesIdNumber"
NUMBER, VISA_PASSPORT = "activePassport.documentNo", "activeVisa.passportNo"

_INCOMPLETE = Fault("document.incomplete", severity=Severity.WARNING)
_OTHER_PASSPORT = Fault("visa.other_passport", severity=Severity.WARNING)
_EXPIRY = Day("expiry")


@rule()
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


@rule()
def of_active_passport(text: str, read: Read) -> Made | None:
    """As it is, unless the number is that of the visa's passport."""
    number = read.beside("id_number")
    supplied = number is not None and number.kind == "supplied"
    return Made(text) if supplied or _is_number(read, NUMBER) else None


@rule()
def of_visa_passport(text: str, read: Read) -> Made | None:
    """As it is, unless the visa names another passport."""
    unnamed = read.profile.get(VISA_PASSPORT) is None
    return Made(text) if unnamed or _is_number(read, VISA_PASSPORT) else None


@rule("visa.other_passport")
def of_visa(text: str, read: Read) -> Made:
    """As it is, unless the visa names another passport."""
    named = read.profile.get(VISA_PASSPORT)
    if named is None or _is_number(read, VISA_PASSPORT):
        return Made(text)
    told = read.part is not None and "visa_number" in read.part
    return Made(faults=() if told else (_OTHER_PASSPORT,))


def _is_number(read: Read, path: str) -> bool:
    """Return whether the document's number is that of the source."""
    number, named = read.beside("id_number"), read.profile.get(path)
    return number is not None and named is not None and _plain(number.value) == _plain(named)


def _plain(number: object) -> str:
    return "".join(filter(str.isalnum, str(number).upper()))


def _copy(target: str, *sources: str, rule: Rule = copied, warns: Fault | None = None) -> Row:
    return Row(target=target, sources=sources, rule=rule, kind="copied", warns=warns)


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
            Row(target="/id_number", sources=(EID,), rule=without_dashes, kind="normalised"),
            _copy("/issued_on", "residenceInfo.issueDate"),
            _copy("/date_of_expiry", "residenceInfo.expiryDate"),
            _copy("/name_as_per_id", WHOLE),
            Row(target="/issued_country", sources=(EID,), rule=UAE, kind="derived"),
            Row(
                target="/issued_by",
                rule=constant("issuer", "ICP"),
                kind="defaulted",
                warns=DEFAULTED,
            ),
            Row(target="/active_status", sources=(EID,), rule=in_use, kind="derived"),
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
            _copy("/id_number", NUMBER, VISA_PASSPORT),
            _copy("/issued_on", "activePassport.issueDate", rule=of_active_passport),
            _copy("/date_of_expiry", "activePassport.expiryDate", rule=of_active_passport),
            _copy("/date_of_expiry", "activeVisa.passportExpiryDate", rule=of_visa_passport),
            _copy("/name_as_per_id", WHOLE, warns=ASSUMED),
            Row(
                target="/issued_country",
                sources=(
                    "activePassport.documentIssueCountryAbbr",
                    "activePassport.documentIssueCountry",
                ),
                rule=country_written,
                kind="mapped",
            ),
            Row(
                target="/issued_country",
                sources=("activePassport.documentNationalityAbbr",),
                rule=country_written,
                kind="derived",
                warns=INFERRED,
            ),
            _copy("/issued_at", "activeVisa.passportIssuePlace", rule=of_visa_passport),
            _copy("/visa_number", "immigrationFile.fileNumber", rule=of_visa, warns=INFERRED),
            _copy(
                "/visa_expiry_date",
                "activeVisa.expiryDate",
                "immigrationFile.expiryDate",
                rule=of_visa,
            ),
        ),
    ),
)
