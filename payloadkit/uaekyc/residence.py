"""Sections of a digitized profile about the stay: permits, documents, sponsor, journeys."""

from __future__ import annotations

from datetime import date

from payloadkit.fields import day, flag, label, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "uaekyc-get-customer-data"


@model(source=SOURCE, tolerant=True)
class ResidenceInfo(Record):
    """The person's residence permit."""

    emiratesIdNumber: str | None = text(
        sample="Emirates ID in any form",
        default=None,
        personal=True,
        doc="Emirates ID number of the residence",
    )
    documentNo: str | None = text(
        sample="residence document",
        default=None,
        personal=True,
        doc="Number of the residence document",
    )
    residenceClassEn: str | None = text(
        sample="kind of residence in English",
        default=None,
        personal=True,
        doc="Class in English: WORK RESIDENCE …",
    )
    residenceClassAr: str | None = text(
        sample="kind of residence in Arabic", default=None, personal=True, doc="Class in Arabic"
    )
    residenceDepartmentEn: str | None = text(
        sample="department in English", default=None, personal=True, doc="Department in English"
    )
    residenceDepartmentAr: str | None = text(
        sample="department in Arabic", default=None, personal=True, doc="Department in Arabic"
    )
    accompanyCount: str | int | None = label(
        default=None, personal=True, doc="Number of accompanying persons"
    )
    sponsorNameEn: str | None = text(
        sample="company in English", default=None, personal=True, doc="Sponsor's name in English"
    )
    sponsorNameAr: str | None = text(
        sample="company in Arabic", default=None, personal=True, doc="Sponsor's name in Arabic"
    )
    issueDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of issue"
    )
    expiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry"
    )


@model(source=SOURCE, tolerant=True)
class Passport(Record):
    """The person's passport."""

    documentType: str | None = text(
        sample="kind of passport", default=None, personal=True, doc="Type of passport"
    )
    documentNo: str | None = text(
        sample="passport", default=None, personal=True, doc="Passport number"
    )
    documentNationality: str | None = text(
        sample="name of a country", default=None, personal=True, doc="Nationality, in full"
    )
    documentNationalityAbbr: str | None = text(
        sample="three-letter country", default=None, personal=True, doc="Nationality, abbreviated"
    )
    documentIssueCountry: str | None = text(
        sample="name of a country", default=None, personal=True, doc="Issuing country, in full"
    )
    documentIssueCountryAbbr: str | None = text(
        sample="three-letter country",
        default=None,
        personal=True,
        doc="Issuing country, abbreviated",
    )
    issueDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of issue"
    )
    expiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry"
    )


@model(source=SOURCE, tolerant=True)
class Visa(Record):
    """The person's visa."""

    visaType: str | None = text(
        sample="kind of visa", default=None, personal=True, doc="Type of visa"
    )
    visaDepartment: str | None = text(
        sample="department in English", default=None, personal=True, doc="Issuing department"
    )
    passportNo: str | None = text(
        sample="passport", default=None, personal=True, doc="Passport number on the visa"
    )
    passportExpiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry of that passport"
    )
    passportIssuePlace: str | None = text(
        sample="town of birth in English",
        default=None,
        personal=True,
        doc="Place of issue of that passport",
    )
    visaStatus: str | None = text(
        sample="state of a visa", default=None, personal=True, doc="Status of the visa"
    )
    issueDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of issue"
    )
    createdDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of creation"
    )
    validityDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of validity"
    )
    expiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry"
    )


@model(source=SOURCE, tolerant=True)
class ImmigrationFile(Record):
    """The person's file at the immigration department."""

    status: str | None = text(
        sample="state of a file", default=None, personal=True, doc="Status of the file"
    )
    fileTypeEn: str | None = text(
        sample="kind of file in English", default=None, personal=True, doc="Type of file in English"
    )
    fileTypeAr: str | None = text(
        sample="kind of file in Arabic", default=None, personal=True, doc="Type of file in Arabic"
    )
    fileNumber: str | None = text(
        sample="immigration file", default=None, personal=True, doc="Number of the file"
    )
    issuePlace: str | None = text(
        sample="department in English", default=None, personal=True, doc="Place of issue"
    )
    issueDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of issue"
    )
    expiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry"
    )


@model(source=SOURCE, tolerant=True)
class Sponsor(Record):
    """The sponsor of the residence, an employer or a relative. Only the sample shows it."""

    nameEn: str | None = text(
        sample="company in English", default=None, personal=True, doc="Name in English"
    )
    nameAr: str | None = text(
        sample="company in Arabic", default=None, personal=True, doc="Name in Arabic"
    )
    departmentEn: str | None = text(
        sample="department in English", default=None, personal=True, doc="Department in English"
    )
    sponsorNationality: str | None = text(
        sample="three-letter country", default=None, personal=True, doc="Nationality of the sponsor"
    )
    sponsorTypeEn: str | None = text(
        sample="kind of sponsor", default=None, personal=True, doc="Type of sponsor in English"
    )


@model(source=SOURCE, tolerant=True)
class Travel(Record):
    """The person's last journey over the border."""

    isInsideUAE: bool | str | None = flag(
        default=None, personal=True, doc="Whether the person is inside the UAE"
    )
    travelType: str | None = text(
        sample="journey", default=None, personal=True, doc="Inside UAE, Outside UAE …"
    )
    travelDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of the journey"
    )
    travelTime: str | None = text(
        sample="time", default=None, personal=True, doc="Time of the journey, HH:MM:SS"
    )
    travelDocumentNo: str | None = text(
        sample="passport", default=None, personal=True, doc="Number of the passport or GCC card"
    )
    travelDocumentIssueDate: date | str | None = day(
        sample="issue", default=None, personal=True, doc="Date of issue of that document"
    )
    travelDocumentExpiryDate: date | str | None = day(
        sample="expiry", default=None, personal=True, doc="Date of expiry of that document"
    )
