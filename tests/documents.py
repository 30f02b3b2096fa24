"""Small plain documents of invented people: minimal and full onboardings without violation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import payloadkit as pk
from payloadkit.rules.base64 import encode
from payloadkit.strategies.pictures import sound

if TYPE_CHECKING:
    from payloadkit.violation import Violation

Document = dict[str, Any]

TODAY = date(2026, 6, 1)
POLICY = pk.Policy(today=TODAY)
FIXTURES = Path(__file__).parent.parent / "fixtures"
PHOTOS = FIXTURES / "people" / "resident-complete"
ORIGINAL = FIXTURES / "people" / "whole-name-only" / "phone-original.jpg"
GONE = object()


def image(seed: int = 0, content_type: str = "image/jpeg") -> Document:
    """Return a small sound picture as a payload holds it."""
    return {"base64_data": encode(sound(seed, content_type)), "content_type": content_type}


def emirates_id() -> Document:
    """Return an Emirates ID with both sides."""
    return {
        "id_type": 4,
        "id_number": "784300000000022",
        "issued_country": "AE",
        "issued_on": "2024-05-02",
        "date_of_expiry": "2034-05-01",
        "id_front": image(1),
        "id_back": image(2, "image/png"),
    }


def minimal() -> Document:
    """Return an onboarding document of nearly nothing but mandatory fields."""
    return {
        "channel": "WEB",
        "salutation": "Ms",
        "first_name": "NADIRA",
        "last_name": "FIXTURAN",
        "nationality": "IN",
        "date_of_birth": "1990-07-28",
        "country_of_birth": "IN",
        "country_of_residence": "AE",
        "gender": "Female",
        "primary_mobile_number": "+971501234567",
        "email_id": "nadira@example.com",
        "address_list": [
            {"address_type_id": "1", "country": "AE"},
            {"address_type_id": "2", "country": "IN"},
        ],
        "id_details": [emirates_id()],
    }


def address(kind: str) -> Document:
    """Return an address with every field."""
    return {
        "address_type_id": kind,
        "building_name": "House of Fixtures",
        "street_name": "1st Street",
        "landmark": "Old Fountain",
        "city": "Dubai",
        "district": "Deira",
        "state": "Dubai",
        "country": "AE",
        "zip": 0,
        "po_box": None,
        "mobile_number": "+971501234567",
    }


def passport() -> Document:
    """Return a passport with every field."""
    return {
        "id_type": 2,
        "id_number": "X0000001",
        "visa_number": "201/2024/0000001",
        "visa_expiry_date": "2030-01-01",
        "name_as_per_id": "NADIRA FIXTURAN",
        "issued_country": "IN",
        "issued_by": "Passport Office",
        "issued_at": "Kochi",
        "issued_on": "2021-03-04",
        "date_of_expiry": "2031-03-03",
        "default_status": True,
        "active_status": False,
        "id_front": image(3),
        "id_back": image(4),
    }


def classification() -> Document:
    """Return a classification with every field."""
    return {
        "customer_type_id": 1,
        "income_type": 2,
        "annual_income_range_id": 3,
        "annual_income_currency_code": "AED",
        "txn_vol_month": 4,
        "txn_count_month": 5,
        "risk_rating_id": 6,
        "pep_category": 0,
        "marital_status": 1,
        "profile_category": 7,
        "social_security_number": "SSN-0",
        "tax_registration_number": 100000000000003,
        "txn_issued_country": "AE",
        "employer_name": "Fixture Works",
        "employer_address": "2nd Street",
        "employer_phone": "+97142123456",
        "employer_ecrn": "",
        "employer_establishment_id": "E-0",
        "personal_mohre_id": "M-0",
        "profession_category": "Crafts",
        "reason_for_acc": "Savings",
        "show_remarks_on_txn": False,
        "customer_remarks": "first line\nsecond line",
        "agent_ref_no": "A-0",
        "social_links": [{"social_links_id": 1, "text_field": "fixturan"}],
        "first_language": "en",
        "dnfbp": False,
        "dpms": True,
        "profile_photo": image(5),
    }


def full() -> Document:
    """Return an onboarding document with every field there is."""
    return {
        "channel": "WEB",
        "agent_location_id": "17",
        "ecrn": "7843000000",
        "salutation": "Ms",
        "first_name": "NADIRA",
        "middle_name": "",
        "last_name": "FIXTURAN",
        "preferred_name": "Nadi",
        "mothers_maiden_name": "EXAMPLORA",
        "nationality": "IN",
        "second_nationality": "GB",
        "native_region": 1,
        "date_of_birth": "1990-07-28",
        "country_of_birth": "IN",
        "place_of_birth": "Kochi",
        "resident_type_id": 101,
        "country_of_residence": "AE",
        "gender": "Female",
        "primary_mobile_number": "+971501234567",
        "secondary_mobile_number": "+971501234568",
        "phone_number": "+97142123456",
        "email_id": "nadira@example.com",
        "occupation_id": 2856,
        "political_exposed_person": False,
        "updated_by": "clerk",
        "additional_docs": [{"document_id": "1", **image(6, "image/png")}],
        "address_list": [address("1"), address("2")],
        "id_details": [emirates_id(), passport()],
        "customer_classification": classification(),
    }


def masters() -> pk.caas.MasterData:
    """Return the master data of an invented tenant."""
    return pk.load(pk.caas.MasterData, (FIXTURES / "caas" / "masters.json").read_bytes())


def typed(**changes: Any) -> Document:
    """Return what the constructor of the minimal document takes, with some of it changed."""
    loaded = pk.load(pk.caas.OnboardingRequest, minimal(), POLICY)
    fields = (name for name in minimal() if name not in changes)
    return {**{name: getattr(loaded, name) for name in fields}, **changes}


def at(pointer: str) -> tuple[str | int, ...]:
    """Return the tokens of a JSON Pointer without escapes; digits are an index."""
    return tuple(int(token) if token.isdigit() else token for token in pointer.split("/")[1:])


def put(document: Document, pointer: str, value: object) -> Document:
    """Return a document with another value at a pointer, or with nothing there for ``GONE``."""
    copied: Document = json.loads(json.dumps(document))
    *above, last = at(pointer)
    holder: Any = copied
    for token in above:
        holder = holder[token]
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return copied


def told(report: pk.Report[Any]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation, in the report's order."""
    return [(found.path, found.code, found.severity) for found in report.violations]


def checked(
    document: Any, policy: pk.Policy = POLICY, kind: Any = "caas.onboarding"
) -> list[tuple[str, str, str]]:
    """Return what a check of a document tells."""
    return told(pk.check(kind, document, policy))


def only(report: pk.Report[Any]) -> Violation:
    """Return the one violation of a report."""
    (found,) = report.violations
    return found
