"""Sections of a digitized profile about the stay: permits, documents, sponsor, journeys."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from payloadkit.fields import day, flag, label, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "uaekyc-get-customer-data"
Text: TypeAlias = str | None
Day: TypeAlias = date | str | None
Label: TypeAlias = str | int | None


@model(source=SOURCE, tolerant=True)
class ResidenceInfo(Record):
    """The person's residence permit."""

    emiratesIdNumber: Text = text(
        sample="Emirates ID in any form",
        default=None,
        personal=True,
        doc="Emirates ID number of the residence",
    )
    documentNo: Text = text(
        sample="residence document",
        default=None,
        personal=True,
        doc="Number of the residence document",
    )
    residenceClassEn: Text = text(
        sample="kind of residence in English",
        default=None,
        personal=True,
        doc="Class in English: WORK RESIDENCE …",
    )
    residenceClassAr: Text = text(
        sample="kind of residence in Arabic", default=None, personal=True, doc="Class in Arabic"
    )
    residenceDepartmentEn: Text = text(
        sample="department in English", default=None, personal=True, doc="Department in English"
    )
    residenceDepartmentAr: Text = text(
        sample="department in Arabic", default=None, personal=True, doc="Department in Arabic"
    )
    accompanyCount: Label = label(default=None, personal=True, doc="Number of accompanying persons")
    sponsorNameEn: Text = text(
        sample="company in English", default=None, personal=True, doc="Sponsor's name in English"
    )
    sponsorNameAr: Text = text(
        sample="company in Arabic", default=None, personal=True, doc="Sponsor's name in Arabic"
    )
    issueDate: Day = day(sample="issue", default=None, personal=True, doc="Date of issue")
    expiryDate: Day = day(sample="expiry", default=None, personal=True, doc="Date of expiry")


@model(source=SOURCE, tolerant=True)
class Passport(Record):
    """The person's passport."""

    documentType: Text = text(
        sample="kind of passport", default=None, personal=True, doc="Type of passport"
    )
    documentNo: Text = text(sample="passport", default=None, personal=True, doc="Passport number")
    documentNationality: Text = text(
        sample="name of a country", default=None, personal=True, doc="Nationality, in full"
    )
    documentNationalityAbbr: Text = text(
        sample="three-letter country", default=None, personal=True, doc="Nationality, abbreviated"
    )
    documentIssueCountry: Text = text(
        sample="name of a country", default=None, personal=True, doc="Issuing country, in full"
    )
    documentIssueCountryAbbr: Text = text(
        sample="three-letter country",
        default=None,
        personal=True,
        doc="Issuing country, abbreviated",
    )
    issueDate: Day = day(sample="issue", default=None, personal=True, doc="Date of issue")
    expiryDate: Day = day(sample="expiry", default=None, personal=True, doc="Date of expiry")


@model(source=SOURCE, tolerant=True)
class Visa(Record):
    """The person's visa."""

    visaType: Text = text(sample="kind of visa", default=None, personal=True, doc="Type of visa")
    visaDepartment: Text = text(
        sample="department in English", default=None, personal=True, doc="Issuing department"
    )
    passportNo: Text = text(
        sample="passport", default=None, personal=True, doc="Passport number on the visa"
    )
    passportExpiryDate: Day = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry of that passport"
    )
    passportIssuePlace: Text = text(
        sample="town of birth in English",
        default=None,
        personal=True,
        doc="Place of issue of that passport",
    )
    visaStatus: Text = text(
        sample="state of a visa", default=None, personal=True, doc="Status of the visa"
    )
    issueDate: Day = day(sample="issue", default=None, personal=True, doc="Date of issue")
    createdDate: Day = day(sample="issue", default=None, personal=True, doc="Date of creation")
    validityDate: Day = day(sample="expiry", default=None, personal=True, doc="Date of validity")
    expiryDate: Day = day(sample="expiry", default=None, personal=True, doc="Date of expiry")


@model(source=SOURCE, tolerant=True)
class ImmigrationFile(Record):
    """The person's file at the immigration department."""

    status: Text = text(
        sample="state of a file", default=None, personal=True, doc="Status of the file"
    )
    fileTypeEn: Text = text(
        sample="kind of file in English", default=None, personal=True, doc="Type of file in English"
    )
    fileTypeAr: Text = text(
        sample="kind of file in Arabic", default=None, personal=True, doc="Type of file in Arabic"
    )
    fileNumber: Text = text(
        sample="immigration file", default=None, personal=True, doc="Number of the file"
    )
    issuePlace: Text = text(
        sample="department in English", default=None, personal=True, doc="Place of issue"
    )
    issueDate: Day = day(sample="issue", default=None, personal=True, doc="Date of issue")
    expiryDate: Day = day(sample="expiry", default=None, personal=True, doc="Date of expiry")


@model(source=SOURCE, tolerant=True)
class Sponsor(Record):
    """Who sponsors the residence: an employer, a relative …; only the sample shows it."""

    nameEn: Text = text(
        sample="company in English", default=None, personal=True, doc="Name in English"
    )
    nameAr: Text = text(
        sample="company in Arabic", default=None, personal=True, doc="Name in Arabic"
    )
    departmentEn: Text = text(
        sample="department in English", default=None, personal=True, doc="Department in English"
    )
    sponsorNationality: Text = text(
        sample="three-letter country", default=None, personal=True, doc="Nationality of the sponsor"
    )
    sponsorTypeEn: Text = text(
        sample="kind of sponsor", default=None, personal=True, doc="Type of sponsor in English"
    )


@model(source=SOURCE, tolerant=True)
class Travel(Record):
    """The person's last journey over the border."""

    isInsideUAE: bool | str | None = flag(
        default=None, personal=True, doc="Whether the person is inside the UAE"
    )
    travelType: Text = text(
        sample="journey", default=None, personal=True, doc="Inside UAE, Outside UAE …"
    )
    travelDate: Day = day(sample="issue", default=None, personal=True, doc="Date of the journey")
    travelTime: Text = text(
        sample="time", default=None, personal=True, doc="Time of the journey, HH:MM:SS"
    )
    travelDocumentNo: Text = text(
        sample="passport", default=None, personal=True, doc="Number of the passport or GCC card"
    )
    travelDocumentIssueDate: Day = day(
        sample="issue", default=None, personal=True, doc="Date of issue of that document"
    )
    travelDocumentExpiryDate: Day = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry of that document"
    )
