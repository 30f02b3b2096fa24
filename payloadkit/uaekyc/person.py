"""Sections of a digitized profile about the person: who it is, and how to reach it."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from payloadkit.fields import day, label, open_choice, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.uaekyc.words import Answer

SOURCE = "uaekyc-get-customer-data"
Text: TypeAlias = str | None
Day: TypeAlias = date | str | None
Label: TypeAlias = str | int | None


@model(source=SOURCE, tolerant=True)
class PersonalInfo(Record):
    """Who the person is."""

    fullNameEn: Text = text(
        sample="whole name in English", default=None, personal=True, doc="Full name in English"
    )
    fullNameAr: Text = text(
        sample="whole name in Arabic", default=None, personal=True, doc="Full name in Arabic"
    )
    firstNameEn: Text = text(
        sample="given name in English", default=None, personal=True, doc="First name in English"
    )
    firstNameAr: Text = text(
        sample="given name in Arabic", default=None, personal=True, doc="First name in Arabic"
    )
    secondNameEn: Text = text(
        sample="given name in English", default=None, personal=True, doc="Second name in English"
    )
    secondNameAr: Text = text(
        sample="given name in Arabic", default=None, personal=True, doc="Second name in Arabic"
    )
    familyNameEn: Text = text(
        sample="family name in English", default=None, personal=True, doc="Family name in English"
    )
    familyNameAr: Text = text(
        sample="family name in Arabic", default=None, personal=True, doc="Family name in Arabic"
    )
    motherNameEn: Text = text(
        sample="mother's name in English",
        default=None,
        personal=True,
        doc="Mother's name in English",
    )
    motherNameAr: Text = text(
        sample="mother's name in Arabic", default=None, personal=True, doc="Mother's name in Arabic"
    )
    dateOfBirth: Day = day(sample="birth", default=None, personal=True, doc="Date of birth")
    hijriDateOfBirth: Text = text(
        sample="Hijri date of birth",
        default=None,
        personal=True,
        doc="Date of birth in the Hijri calendar",
    )
    genderEn: Text = text(
        sample="gender in English", default=None, personal=True, doc="Gender in English"
    )
    genderAr: Text = text(
        sample="gender in Arabic", default=None, personal=True, doc="Gender in Arabic"
    )
    currentNationality: Text = text(
        sample="three-letter country",
        default=None,
        personal=True,
        doc="Three-letter code, which may be one of ICAO 9303 that ISO does not have",
    )
    personClass: Text = text(
        sample="kind of resident", default=None, personal=True, doc="Resident, Citizen …"
    )
    maritalStatusEn: Text = text(
        sample="marital status in English",
        default=None,
        personal=True,
        doc="Marital status in English",
    )
    maritalStatusAr: Text = text(
        sample="marital status in Arabic",
        default=None,
        personal=True,
        doc="Marital status in Arabic",
    )
    placeOfBirthEn: Text = text(
        sample="town of birth in English",
        default=None,
        personal=True,
        doc="Place of birth in English",
    )
    placeOfBirthAr: Text = text(
        sample="town of birth in Arabic",
        default=None,
        personal=True,
        doc="Place of birth in Arabic",
    )
    mobileNo: Text = text(
        sample="mobile number",
        default=None,
        personal=True,
        doc="Mobile number, mostly in local form",
    )
    titleEn: Text = text(
        sample="title in English", default=None, personal=True, doc="Title in English"
    )
    titleAr: Text = text(
        sample="title in Arabic", default=None, personal=True, doc="Title in Arabic"
    )
    insideUAE: Text = open_choice(
        Answer, default=None, personal=True, doc="Whether the person is inside the UAE: Yes or No"
    )
    immigrationStatus: Text = text(
        sample="immigration status", default=None, personal=True, doc="ACTIVE …"
    )
    occupationEn: Text = text(
        sample="occupation in English", default=None, personal=True, doc="Occupation in English"
    )
    occupationAr: Text = text(
        sample="occupation in Arabic", default=None, personal=True, doc="Occupation in Arabic"
    )


@model(source=SOURCE, tolerant=True)
class ContactDetails(Record):
    """Where the person is found."""

    emirateEn: Text = text(
        sample="emirate in English", default=None, personal=True, doc="Emirate in English"
    )
    emirateAr: Text = text(
        sample="emirate in Arabic", default=None, personal=True, doc="Emirate in Arabic"
    )
    cityEn: Text = text(
        sample="Emirati city in English", default=None, personal=True, doc="City in English"
    )
    cityAr: Text = text(
        sample="Emirati city in Arabic", default=None, personal=True, doc="City in Arabic"
    )
    areaEn: Text = text(
        sample="Emirati area in English", default=None, personal=True, doc="Area in English"
    )
    areaAr: Text = text(
        sample="Emirati area in Arabic", default=None, personal=True, doc="Area in Arabic"
    )
    streetEn: Text = text(
        sample="street in English", default=None, personal=True, doc="Street in English"
    )
    streetAr: Text = text(
        sample="street in Arabic", default=None, personal=True, doc="Street in Arabic"
    )
    poBox: Label = label(default=None, personal=True, doc="Post office box")
    mobileNo: Text = text(sample="mobile number", default=None, personal=True, doc="Mobile number")
    homePhone: Text = text(sample="phone number", default=None, personal=True, doc="Phone at home")
    workPhone: Text = text(sample="phone number", default=None, personal=True, doc="Phone at work")
