"""Sections of a digitized profile about the person: personal data, address and phones."""

from __future__ import annotations

from datetime import date

from payloadkit.fields import day, label, open_choice, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.uaekyc.words import Answer

SOURCE = "uaekyc-get-customer-data"


@model(source=SOURCE, tolerant=True)
class PersonalInfo(Record):
    """The personal data."""

    fullNameEn: str | None = text(
        sample="whole name in English", default=None, personal=True, doc="Full name in English"
    )
    fullNameAr: str | None = text(
        sample="whole name in Arabic", default=None, personal=True, doc="Full name in Arabic"
    )
    firstNameEn: str | None = text(
        sample="given name in English", default=None, personal=True, doc="First name in English"
    )
    firstNameAr: str | None = text(
        sample="given name in Arabic", default=None, personal=True, doc="First name in Arabic"
    )
    secondNameEn: str | None = text(
        sample="given name in English", default=None, personal=True, doc="Second name in English"
    )
    secondNameAr: str | None = text(
        sample="given name in Arabic", default=None, personal=True, doc="Second name in Arabic"
    )
    familyNameEn: str | None = text(
        sample="family name in English", default=None, personal=True, doc="Family name in English"
    )
    familyNameAr: str | None = text(
        sample="family name in Arabic", default=None, personal=True, doc="Family name in Arabic"
    )
    motherNameEn: str | None = text(
        sample="mother's name in English",
        default=None,
        personal=True,
        doc="Mother's name in English",
    )
    motherNameAr: str | None = text(
        sample="mother's name in Arabic", default=None, personal=True, doc="Mother's name in Arabic"
    )
    dateOfBirth: date | str | None = day(
        sample="birth", default=None, personal=True, doc="Date of birth"
    )
    hijriDateOfBirth: str | None = text(
        sample="Hijri date of birth",
        default=None,
        personal=True,
        doc="Date of birth in the Hijri calendar",
    )
    genderEn: str | None = text(
        sample="gender in English", default=None, personal=True, doc="Gender in English"
    )
    genderAr: str | None = text(
        sample="gender in Arabic", default=None, personal=True, doc="Gender in Arabic"
    )
    currentNationality: str | None = text(
        sample="three-letter country",
        default=None,
        personal=True,
        doc="Three-letter code, which may be one of ICAO 9303 that ISO does not have",
    )
    personClass: str | None = text(
        sample="kind of resident", default=None, personal=True, doc="Resident, Citizen …"
    )
    maritalStatusEn: str | None = text(
        sample="marital status in English",
        default=None,
        personal=True,
        doc="Marital status in English",
    )
    maritalStatusAr: str | None = text(
        sample="marital status in Arabic",
        default=None,
        personal=True,
        doc="Marital status in Arabic",
    )
    placeOfBirthEn: str | None = text(
        sample="town of birth in English",
        default=None,
        personal=True,
        doc="Place of birth in English",
    )
    placeOfBirthAr: str | None = text(
        sample="town of birth in Arabic",
        default=None,
        personal=True,
        doc="Place of birth in Arabic",
    )
    mobileNo: str | None = text(
        sample="mobile number",
        default=None,
        personal=True,
        doc="Mobile number, mostly in local form",
    )
    titleEn: str | None = text(
        sample="title in English", default=None, personal=True, doc="Title in English"
    )
    titleAr: str | None = text(
        sample="title in Arabic", default=None, personal=True, doc="Title in Arabic"
    )
    insideUAE: str | None = open_choice(
        Answer, default=None, personal=True, doc="Whether the person is inside the UAE: Yes or No"
    )
    immigrationStatus: str | None = text(
        sample="immigration status", default=None, personal=True, doc="ACTIVE …"
    )
    occupationEn: str | None = text(
        sample="occupation in English", default=None, personal=True, doc="Occupation in English"
    )
    occupationAr: str | None = text(
        sample="occupation in Arabic", default=None, personal=True, doc="Occupation in Arabic"
    )


@model(source=SOURCE, tolerant=True)
class ContactDetails(Record):
    """The address and the phones of the person."""

    emirateEn: str | None = text(
        sample="emirate in English", default=None, personal=True, doc="Emirate in English"
    )
    emirateAr: str | None = text(
        sample="emirate in Arabic", default=None, personal=True, doc="Emirate in Arabic"
    )
    cityEn: str | None = text(
        sample="Emirati city in English", default=None, personal=True, doc="City in English"
    )
    cityAr: str | None = text(
        sample="Emirati city in Arabic", default=None, personal=True, doc="City in Arabic"
    )
    areaEn: str | None = text(
        sample="Emirati area in English", default=None, personal=True, doc="Area in English"
    )
    areaAr: str | None = text(
        sample="Emirati area in Arabic", default=None, personal=True, doc="Area in Arabic"
    )
    streetEn: str | None = text(
        sample="street in English", default=None, personal=True, doc="Street in English"
    )
    streetAr: str | None = text(
        sample="street in Arabic", default=None, personal=True, doc="Street in Arabic"
    )
    poBox: str | int | None = label(default=None, personal=True, doc="Post office box")
    mobileNo: str | None = text(
        sample="mobile number", default=None, personal=True, doc="Mobile number"
    )
    homePhone: str | None = text(
        sample="phone number", default=None, personal=True, doc="Phone at home"
    )
    workPhone: str | None = text(
        sample="phone number", default=None, personal=True, doc="Phone at work"
    )
