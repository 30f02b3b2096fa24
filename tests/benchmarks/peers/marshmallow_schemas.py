"""marshmallow's schemas, strict, over orjson; they give plain dicts and find every fault."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, TypeAlias

import orjson
from email_validator import validate_email
from marshmallow import RAISE, Schema, ValidationError, validates_schema
from marshmallow.fields import Boolean, Date, Integer, List, Nested, String
from marshmallow.validate import And, Length, OneOf, Range, Regexp

from payloadkit.codes.countries import ALPHA2
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.codes.languages import LANGUAGES
from tests.benchmarks.peers.checks import (
    ADULT_BORN,
    E164,
    LARGEST,
    LINE_RE,
    LINES_RE,
    decoded,
    identity,
    person,
)
from tests.benchmarks.peers.parts import wrong
from tests.benchmarks.peers.today import TODAY

Loaded: TypeAlias = dict[str, Any]
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE, _LINES = Regexp(LINE_RE), Regexp(LINES_RE)
_PHONE = Regexp(E164)
_NUMBER = Range(0, LARGEST)


def _listed(words: frozenset[str]) -> Callable[[str], None]:
    def judge(value: str) -> None:
        if value not in words:
            raise ValidationError("not on the list")

    return judge


_COUNTRY, _CURRENCY, _LANGUAGE = map(_listed, (ALPHA2, CURRENCIES, LANGUAGES))


def _text(most: int, line: Regexp = _LINE, least: int = 1) -> And:
    return And(Length(min=least, max=most), line)


def _told(judge: Callable[..., object], *values: object) -> None:
    try:
        judge(*values)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _mail(text: str) -> None:
    _told(lambda: validate_email(text, check_deliverability=False))


def _base64(text: str) -> None:
    _told(decoded, text)


def _day(text: str) -> date:
    if not _ISO.fullmatch(text):
        raise ValueError("no date")
    return date.fromisoformat(text)


class Flag(Boolean):
    """True or false, and nothing that means it."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: object
    ) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return bool(super()._deserialize(value, attr, data, **kwargs))


class Day(Date):
    """A date in its one form."""

    DESERIALIZATION_FUNCS: ClassVar[dict[str, Callable[[str], date]]] = {"iso": _day}  # type: ignore[misc]  # it is one of the class there too


class Part(Schema):
    """What all parts keep to: no key unknown."""

    class Meta(Schema.Meta):
        """As above."""

        unknown = RAISE


class Image(Part):
    """A photo."""

    content_type = String(validate=OneOf(("image/jpeg", "image/png")), required=True)
    base64_data = String(validate=_base64, required=True)


class AdditionalDocument(Image):
    """A further document."""

    document_id = String(validate=_text(50), required=True)


class Address(Part):
    """Where the person lives."""

    address_type_id = String(validate=_text(50), required=True)
    country = String(validate=_COUNTRY, required=True)
    building_name = String(validate=_text(255), allow_none=True)
    street_name = String(validate=_text(255), allow_none=True)
    landmark = String(validate=_text(255), allow_none=True)
    city = String(validate=_text(60), allow_none=True)
    district = String(validate=_text(255), allow_none=True)
    state = String(validate=_text(255), allow_none=True)
    zip = Integer(strict=True, validate=_NUMBER, allow_none=True)
    po_box = String(validate=_text(50), allow_none=True)
    mobile_number = String(validate=_PHONE, allow_none=True)


class IdDetail(Part):
    """One identity document."""

    id_type = Integer(strict=True, validate=Range(1, 999), required=True)
    id_number = String(validate=_text(30), required=True)
    issued_country = String(validate=_COUNTRY, required=True)
    date_of_expiry = Day(validate=Range(min=TODAY), required=True)
    visa_number = String(validate=_text(30), allow_none=True)
    visa_expiry_date = Day(validate=Range(min=TODAY), allow_none=True)
    name_as_per_id = String(validate=_text(255), allow_none=True)
    issued_by = String(validate=_text(255), allow_none=True)
    issued_at = String(validate=_text(255), allow_none=True)
    issued_on = Day(validate=Range(max=TODAY), allow_none=True)
    default_status = Flag(allow_none=True)
    active_status = Flag(allow_none=True)
    id_front = Nested(Image, allow_none=True)
    id_back = Nested(Image, allow_none=True)

    @validates_schema
    def consistent(self, data: Loaded, **_: object) -> None:
        """Hold the fields to each other."""
        _told(
            identity,
            data["id_type"],
            data["id_number"],
            (data.get("id_front"), data.get("id_back")),
            data.get("issued_on"),
            data["date_of_expiry"],
        )


class SocialLink(Part):
    """An account on a social network."""

    social_links_id = Integer(strict=True, validate=_NUMBER, required=True)
    text_field = String(validate=_text(255), required=True)


class Classification(Part):
    """What the person earns, does and is to the bank."""

    customer_type_id = Integer(strict=True, validate=_NUMBER, allow_none=True)
    income_type = Integer(strict=True, validate=_NUMBER, allow_none=True)
    annual_income_range_id = Integer(strict=True, validate=_NUMBER, allow_none=True)
    annual_income_currency_code = String(validate=_CURRENCY, allow_none=True)
    txn_vol_month = Integer(strict=True, validate=_NUMBER, allow_none=True)
    txn_count_month = Integer(strict=True, validate=_NUMBER, allow_none=True)
    risk_rating_id = Integer(strict=True, validate=_NUMBER, allow_none=True)
    pep_category = Integer(strict=True, validate=_NUMBER, allow_none=True)
    marital_status = Integer(strict=True, validate=_NUMBER, allow_none=True)
    profile_category = Integer(strict=True, validate=_NUMBER, allow_none=True)
    social_security_number = String(validate=_text(30), allow_none=True)
    tax_registration_number = Integer(strict=True, validate=_NUMBER, allow_none=True)
    txn_issued_country = String(validate=_COUNTRY, allow_none=True)
    employer_name = String(validate=_text(100), allow_none=True)
    employer_address = String(validate=_text(255), allow_none=True)
    employer_phone = String(validate=_PHONE, allow_none=True)
    employer_ecrn = String(validate=_text(20, least=0), allow_none=True)
    employer_establishment_id = String(validate=_text(50), allow_none=True)
    personal_mohre_id = String(validate=_text(50), allow_none=True)
    profession_category = String(validate=_text(50), allow_none=True)
    reason_for_acc = String(validate=_text(255), allow_none=True)
    show_remarks_on_txn = Flag(allow_none=True)
    customer_remarks = String(validate=_text(500, _LINES), allow_none=True)
    agent_ref_no = String(validate=_text(50), allow_none=True)
    social_links = List(Nested(SocialLink), allow_none=True)
    first_language = String(validate=_LANGUAGE, allow_none=True)
    dnfbp = Flag(allow_none=True)
    dpms = Flag(allow_none=True)
    profile_photo = Nested(Image, allow_none=True)


class Onboarding(Part):
    """A person to onboard."""

    channel = String(validate=_text(30), required=True)
    salutation = String(validate=OneOf(("Mr", "Ms", "Mrs", "Dr")), required=True)
    first_name = String(validate=_text(100), required=True)
    last_name = String(validate=_text(60), required=True)
    nationality = String(validate=_COUNTRY, required=True)
    date_of_birth = Day(validate=Range(max=ADULT_BORN), required=True)
    country_of_birth = String(validate=_COUNTRY, required=True)
    country_of_residence = String(validate=_COUNTRY, required=True)
    gender = String(validate=OneOf(("Male", "Female", "Others")), required=True)
    primary_mobile_number = String(validate=_PHONE, required=True)
    email_id = String(validate=And(Length(max=255), _mail), required=True)
    address_list = List(Nested(Address), required=True)
    id_details = List(Nested(IdDetail), validate=Length(min=1), required=True)
    agent_location_id = String(validate=_text(30), allow_none=True)
    ecrn = String(validate=_text(20), allow_none=True)
    middle_name = String(validate=_text(60, least=0), allow_none=True)
    preferred_name = String(validate=_text(255), allow_none=True)
    mothers_maiden_name = String(validate=_text(255), allow_none=True)
    second_nationality = String(validate=_COUNTRY, allow_none=True)
    native_region = Integer(strict=True, validate=_NUMBER, allow_none=True)
    place_of_birth = String(validate=_text(100), allow_none=True)
    resident_type_id = Integer(strict=True, validate=_NUMBER, allow_none=True)
    secondary_mobile_number = String(validate=_PHONE, allow_none=True)
    phone_number = String(validate=_PHONE, allow_none=True)
    occupation_id = Integer(strict=True, validate=_NUMBER, allow_none=True)
    political_exposed_person = Flag(allow_none=True)
    updated_by = String(validate=_text(50), allow_none=True)
    additional_docs = List(Nested(AdditionalDocument), allow_none=True)
    customer_classification = Nested(Classification, allow_none=True)

    @validates_schema
    def consistent(self, data: Loaded, **_: object) -> None:
        """Hold the parts to each other."""
        types = {entry["address_type_id"] for entry in data["address_list"]}
        ids = [(entry["id_type"], entry["id_number"]) for entry in data["id_details"]]
        issued = [entry.get("issued_on") for entry in data["id_details"]]
        _told(
            person,
            (data["nationality"], data.get("second_nationality")),
            data["date_of_birth"],
            types,
            ids,
            issued,
        )


ONBOARDING = Onboarding()


def check(raw: bytes, *, whole: bool = True) -> tuple[str, ...]:
    """Return where a document is wrong, as JSON Pointers.

    Args:
        raw: The document.
        whole: Whether pictures are loaded and phone numbers looked up.
    """
    try:
        found = ONBOARDING.load(orjson.loads(raw))
    except ValidationError as error:
        return tuple(_places(error.messages))
    return wrong(found, dict.get, whole=whole)


def _places(messages: object, at: str = "") -> Iterator[str]:
    if isinstance(messages, dict):
        for key, below in messages.items():
            yield from _places(below, at if key == "_schema" else f"{at}/{key}")
    else:
        yield at
