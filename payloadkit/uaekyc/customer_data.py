"""POST …/batch/{batch_id}/getCustomerData: the digitized profile of one customer of a batch.

Any field and any section may be absent, and an empty text is as good as absent. Phone numbers,
Hijri dates and times are plain text here: whoever converts a profile judges them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from payloadkit.fields import anything, day, flag, label, moment, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.rules.text import screen
from payloadkit.rules.values import Null
from payloadkit.uaekyc.http import batch_call
from payloadkit.violation import Severity, sealed
from payloadkit.wire.writing import encode

if TYPE_CHECKING:
    from payloadkit.http.request import Request

SOURCE = "uaekyc-get-customer-data"
Text: TypeAlias = str | Null | None
Day: TypeAlias = date | str | Null | None
Label: TypeAlias = str | int | Null | None


class RecordStatus(StrEnum):
    """How the digitization of a record ended."""

    SUCCESS = "success"
    FAILURE = "failure"


class Answer(StrEnum):
    """Yes or no in words."""

    YES = "Yes"
    NO = "No"


@model(source=SOURCE, tolerant=True)
class PersonalInfo:
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
class ResidenceInfo:
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
class ContactDetails:
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


@model(source=SOURCE, tolerant=True)
class Passport:
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
class Visa:
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
class ImmigrationFile:
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
class Sponsor:
    """Who sponsors the residence: an employer, a relative … The document shows it in its sample only."""

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
class Travel:
    """The person's last journey over the border."""

    isInsideUAE: bool | str | Null | None = flag(
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


@model(source=SOURCE, tolerant=True)
class Profile:
    """All that the platform knows of a person; any section may be absent."""

    personalInfo: PersonalInfo | Null | None = part(default=None, doc="Who the person is")
    residenceInfo: ResidenceInfo | Null | None = part(default=None, doc="The residence permit")
    personContactDetails: ContactDetails | Null | None = part(
        default=None, doc="Address and phones"
    )
    activePassport: Passport | Null | None = part(default=None, doc="The passport")
    activeVisa: Visa | Null | None = part(default=None, doc="The visa")
    immigrationFile: ImmigrationFile | Null | None = part(default=None, doc="The immigration file")
    sponsorDetails: Sponsor | Null | None = part(default=None, doc="The sponsor")
    travelDetail: Travel | Null | None = part(default=None, doc="The last journey")
    uaeKycId: Text = text(
        sample="number",
        default=None,
        personal=True,
        doc="The platform's identifier of the person: keep it for Re-KYC and AUTHORISE journeys",
    )


@model(source=SOURCE, tolerant=True)
class DigitizedRecord:
    """One record of a batch with the profile that came of it."""

    batch_id: Text = text(sample="UUID", default=None, doc="The batch, a UUID")
    status: str | Null = open_choice(RecordStatus, doc="success or failure")
    biometric_completed: bool | str | Null | None = flag(
        default=None, doc="Whether the biometric verification is complete"
    )
    digitised_on: Text = moment(default=None, doc="When the record was digitized, RFC 3339")
    data: Profile | Null | None = part(default=None, doc="The profile")
    errors: object | None = anything(
        default=None, doc="What went wrong where status is failure, else an empty object"
    )


@model(kind="uaekyc.customer-data", source=SOURCE, tolerant=True)
class CustomerData:
    """The digitized profile of one customer: the answer of POST …/getCustomerData, whose ``data`` is nested twice."""

    data: DigitizedRecord | Null = part(doc="The record")
    message: str | Null = text(doc="Status for people")
    success: bool | str | Null = flag(doc="Whether the request succeeded")


@sealed
def get_customer_data(
    base_url: str, transaction_key: str, batch_id: str, customer_id: str
) -> Request:
    """Return the request for a customer's digitized profile, which ``uaekyc.customer-data`` answers; only a record of status success has one.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        customer_id: Your number of the customer, as in the CSV.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or the customer's number is blank or
            has control characters.
    """
    if not isinstance(customer_id, str):
        raise TypeError("customer_id is a text")
    fault = screen(customer_id, lines=False)
    if not customer_id.strip() or (fault is not None and fault.severity is Severity.ERROR):
        raise ValueError("customer_id is not blank and has no control characters")
    body = encode({"customer_id": customer_id})
    return batch_call(base_url, transaction_key, batch_id, "getCustomerData", body=body)
