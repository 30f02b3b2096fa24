"""The employer: the sponsor of a person who works, and never a relative."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from payloadkit.conversion.draft import ABSENT, Cell
from payloadkit.conversion.phones import HOME, WORK, converted
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.words import INFERRED

if TYPE_CHECKING:
    from payloadkit.conversion.source import Profile

_WORK = re.compile(r"\b(WORK|EMPLOYMENT|EMPLOYEE|LABOUR|LABOR)\b", re.IGNORECASE)
_NO_WORK = re.compile(r"\b(?:NOT?|NON|WITHOUT)\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(COMPANY|COMPANIES|ESTABLISHMENTS?|GOVERNMENT(AL)?|GOVT|ORGANI[SZ]ATION|CORPORAT(E|ION)"
    r"|MINISTRY|AUTHORITY|FREE\s*ZONE|LLC|FIRM|INSTITUTION|EMPLOYER|(PUBLIC|PRIVATE)\s+SECTOR)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(HUSBAND|WIFE|SPOUSE|FATHER|MOTHER|PARENT|SON|DAUGHTER|BROTHER|SISTER|FAMILY|RELATIVE)\b",
    re.IGNORECASE,
)


def works(profile: Profile) -> bool:
    """The sponsor is a company or government, or has no type and the residence class names work."""
    kind = profile.get("sponsorDetails.sponsorTypeEn") or ""
    residence = profile.get("residenceInfo.residenceClassEn") or ""
    if _RELATIVE.search(kind) or _NO_WORK.search(residence):
        return False
    return bool(_COMPANY.search(kind) or (not kind and _WORK.search(residence)))


@rule("derived")
def sponsor(text: str, _read: Read) -> Made:
    """The sponsor, as employer."""
    return Made(text)


@rule("normalised", "phone.local", "phone.not_e164")
def phone_of_employer(text: str, read: Read) -> Made | None:
    """To E.164, if there is an employer."""
    group = read.tree.get("customer_classification")
    name = group.get("employer_name") if isinstance(group, dict) else None
    if not isinstance(name, Cell) or not isinstance(name.value, str):
        return None
    made, phone = converted(text), read.tree.get("phone_number")
    alone = read.profile.get(HOME) is None and isinstance(phone, Cell) and phone.kind != "supplied"
    # A text that gives no number, and is the only one, is reported at /phone_number already.
    return None if alone and made.value is ABSENT else made


EMPLOYER = (
    Row(
        "/customer_classification/employer_name",
        ("sponsorDetails.nameEn", "residenceInfo.sponsorNameEn"),
        sponsor,
        INFERRED,
        works,
    ),
    Row(
        "/customer_classification/employer_phone",
        (WORK,),
        phone_of_employer,
    ),
)
