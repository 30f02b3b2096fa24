"""The onboarding request: its table of fields, marks and samples, as the documents give them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.models.registry import model_of
from tests.documents import (
    FIXTURES,
    GONE,
    POLICY,
    Document,
    address,
    checked,
    full,
    image,
    masters,
    minimal,
    only,
    put,
    told,
)

LONGEST = {
    "/channel": 30,
    "/agent_location_id": 30,
    "/ecrn": 20,
    "/salutation": 3,
    "/first_name": 100,
    "/middle_name": 60,
    "/last_name": 60,
    "/preferred_name": 255,
    "/mothers_maiden_name": 255,
    "/place_of_birth": 100,
    "/gender": 12,
    "/id_details/1/id_number": 30,
    "/address_list/0/city": 60,
    "/customer_classification/employer_ecrn": 20,
    "/customer_classification/social_links/0/text_field": 255,
}
GUESSED = {
    "/updated_by": 50,
    "/additional_docs/0/document_id": 50,
    "/address_list/0/building_name": 255,
    "/address_list/0/street_name": 255,
    "/address_list/0/landmark": 255,
    "/address_list/0/district": 255,
    "/address_list/0/state": 255,
    "/address_list/0/po_box": 50,
    "/id_details/1/visa_number": 30,
    "/id_details/1/name_as_per_id": 255,
    "/id_details/1/issued_by": 255,
    "/id_details/1/issued_at": 255,
    "/customer_classification/social_security_number": 30,
    "/customer_classification/employer_name": 100,
    "/customer_classification/employer_address": 255,
    "/customer_classification/employer_establishment_id": 50,
    "/customer_classification/personal_mohre_id": 50,
    "/customer_classification/profession_category": 50,
    "/customer_classification/agent_ref_no": 50,
    "/customer_classification/reason_for_acc": 255,
    "/customer_classification/customer_remarks": 500,
}
MANDATORY = [
    *("/" + name for name in minimal()),
    "/address_list/0/address_type_id",
    "/address_list/0/country",
    "/id_details/0/id_type",
    "/id_details/0/id_number",
    "/id_details/0/issued_country",
    "/id_details/0/date_of_expiry",
    "/id_details/0/id_front/base64_data",
    "/id_details/0/id_front/content_type",
]
IN_THE_FULL_ONE = [
    "/additional_docs/0/document_id",
    "/additional_docs/0/base64_data",
    "/additional_docs/0/content_type",
    "/customer_classification/social_links/0/social_links_id",
    "/customer_classification/social_links/0/text_field",
]


def test_lengths(subtests: pytest.Subtests) -> None:
    """A text over its documented length is too long; at it, it is not."""
    for path, most in LONGEST.items():
        with subtests.test(path=path):
            assert ("text.too_long", "error") in [
                (code, severity)
                for at, code, severity in checked(put(full(), path, "x" * (most + 1)))
                if at == path
            ]
            assert "text.too_long" not in [
                code for _, code, _ in checked(put(full(), path, "x" * most))
            ]


def test_guessed_lengths(subtests: pytest.Subtests) -> None:
    """A length that is a guess only warns."""
    for path, most in GUESSED.items():
        with subtests.test(path=path):
            assert checked(put(full(), path, "x" * (most + 1))) == [
                (path, "text.too_long", "warning")
            ]
            assert checked(put(full(), path, "x" * most)) == []


def test_mandatory_fields(subtests: pytest.Subtests) -> None:
    """Without a mandatory field a document has that one error, and the gateway's code for it."""
    for path in MANDATORY + IN_THE_FULL_ONE:
        with subtests.test(path=path):
            report = pk.check("caas.onboarding", put(full(), path, GONE), POLICY)
            assert [(found.path, found.code, found.gateway) for found in report.errors] == [
                (path, "field.missing", "40002")
            ]


def test_optional_fields() -> None:
    """Every field that is not mandatory may be left out on its own."""
    document = full()
    for field in model_of("caas.onboarding").fields:
        if field.optional:
            assert checked(put(document, "/" + field.key, GONE)) == []
    for field in model_of(caas.Classification).fields:
        assert checked(put(document, "/customer_classification/" + field.key, GONE)) == []
    assert checked({**document, "customer_classification": {}}) == []


@pytest.mark.parametrize(
    ("value", "expected"), [("Mr", []), ("Dr", []), ("Sir", "warning"), ("Miss", "error")]
)
def test_salutations(value: str, expected: str | list[str]) -> None:
    """Known words are fine, an unknown one warns, and one of four letters does not fit."""
    assert [severity for _, _, severity in checked({**minimal(), "salutation": value})] == (
        [] if expected == [] else [expected]
    )


@pytest.mark.parametrize("value", ["Male", "Female", "Others"])
def test_genders(value: str) -> None:
    """The three known words for the gender are fine, and become members."""
    loaded = pk.load(caas.OnboardingRequest, {**minimal(), "gender": value}, POLICY)
    assert isinstance(loaded.gender, caas.Gender)


def test_types_that_look_alike() -> None:
    """An address's type is a text, an ID's a number, and a postal code a number that may be 0."""
    assert checked(put(full(), "/address_list/0/address_type_id", 1)) == [
        ("/address_list/0/address_type_id", "field.type", "error")
    ]
    assert checked(put(full(), "/id_details/0/id_type", "4")) == [
        ("/id_details/0/id_type", "field.type", "error")
    ]
    assert checked(put(full(), "/address_list/0/zip", "0")) == [
        ("/address_list/0/zip", "field.type", "error")
    ]
    assert checked(put(full(), "/address_list/0/zip", 0)) == []


def test_lists() -> None:
    """There are an ID and an address; a missing type only warns; other lists may be empty."""
    for path in ("/id_details", "/address_list"):
        report = pk.check("caas.onboarding", put(minimal(), path, []), POLICY)
        assert told(report) == [(path, "list.too_short", "error")]
        assert only(report).gateway == "40002"
    one = {**minimal(), "address_list": minimal()["address_list"][:1]}
    assert checked(one) == [("/address_list", "address.missing_type", "warning")]
    assert checked({**minimal(), "additional_docs": []}) == []
    assert checked(put(one, "/address_list/0/address_type_id", 1)) == [
        ("/address_list/0/address_type_id", "field.type", "error")
    ]


def test_sides_of_an_emirates_id() -> None:
    """An Emirates ID without a side warns, another document does not; a broken side is a side."""
    for side in ("id_front", "id_back"):
        assert checked(put(full(), f"/id_details/0/{side}", GONE)) == [
            (f"/id_details/0/{side}", "id.missing_side", "warning")
        ]
        assert checked(put(full(), f"/id_details/1/{side}", GONE)) == []
        assert checked(put(full(), f"/id_details/0/{side}", 5)) == [
            (f"/id_details/0/{side}", "field.type", "error")
        ]
        assert checked(put(full(), f"/id_details/0/{side}", None)) == [
            (f"/id_details/0/{side}", "field.null", "warning")
        ]


@pytest.mark.parametrize(
    ("issued", "expiry", "code"),
    [
        ("2024-05-02", "2024-05-03", "date.expired"),
        ("2034-05-01", "2034-05-02", "date.future"),
        ("2024-05-02", "2034-05-02", None),
        ("1990-07-28", "2034-05-02", "date.order"),
        ("1990-07-29", "2034-05-02", None),
        ("2026-06-01", "2026-06-01", "date.order"),
    ],
)
def test_dates_of_documents(issued: str, expiry: str, code: str | None) -> None:
    """A document is issued after birth, before today and its expiry; an expired one warns."""
    document = put(
        put(full(), "/id_details/1/issued_on", issued), "/id_details/1/date_of_expiry", expiry
    )
    assert [found for _, found, _ in checked(document)] == ([code] if code else [])


def test_same_identity_twice() -> None:
    """One document given twice warns at the second; another type or number is another one."""
    twice = {**full(), "id_details": [*full()["id_details"], full()["id_details"][1]]}
    assert checked(twice) == [("/id_details/2/id_number", "id.duplicate", "warning")]
    assert checked(put(twice, "/id_details/2/id_type", 28)) == []
    assert checked(put(twice, "/id_details/2/id_number", 5)) == [
        ("/id_details/2/id_number", "field.type", "error")
    ]


def test_second_nationality() -> None:
    """A second nationality that is the first warns, unless either is broken."""
    assert checked({**full(), "second_nationality": "IN"}) == [
        ("/second_nationality", "country.same", "warning")
    ]
    assert checked({**full(), "nationality": "XX", "second_nationality": "XX"}) == [
        ("/nationality", "country.unknown", "error"),
        ("/second_nationality", "country.unknown", "error"),
    ]


def changed(changes: dict[str, Any]) -> Document:
    """Return the full document with other values at some pointers."""
    document = full()
    for at, value in changes.items():
        document = put(document, at, value)
    return document


def test_what_does_not_fit_together(subtests: pytest.Subtests) -> None:
    """Each contradiction that a person should see warns at its place, and nothing else does."""
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"/id_details/0/issued_country": "IN"}, "/id_details/0/issued_country", "id.country"),
        ({"/country_of_residence": "IN"}, "/resident_type_id", "residence.contradiction"),
        ({"/id_details/0/id_type": 2}, "/resident_type_id", "residence.contradiction"),
        (
            {"/address_list": [address("1"), address("1"), address("2")]},
            "/address_list/1/address_type_id",
            "address.duplicate",
        ),
        ({"/salutation": "Mrs", "/gender": "Male"}, "/salutation", "salutation.gender"),
        (
            {"/id_details/0/id_back": image(1)},
            "/id_details/0/id_back/base64_data",
            "image.duplicate",
        ),
        (
            {"/id_details/1/id_back": image(3)},
            "/id_details/1/id_back/base64_data",
            "image.duplicate",
        ),
        *(
            (
                {"/customer_classification/profile_photo": image(seed, content_type)},
                "/customer_classification/profile_photo/base64_data",
                "image.duplicate",
            )
            for seed, content_type in ((1, "image/jpeg"), (2, "image/png"), (4, "image/jpeg"))
        ),
        ({"/last_name": "."}, "/last_name", "name.implausible"),
        (
            {"/id_details/1/name_as_per_id": "123"},
            "/id_details/1/name_as_per_id",
            "name.implausible",
        ),
        ({"/last_name": "FIXTURAN "}, "/last_name", "text.surrounding_blanks"),
        ({"/id_details/1/id_number": " X1"}, "/id_details/1/id_number", "text.surrounding_blanks"),
    ]
    for changes, path, code in cases:
        with subtests.test(path=path, code=code):
            assert checked(changed(changes)) == [(path, code, "warning")]


def test_what_fits_together(subtests: pytest.Subtests) -> None:
    """What people rightly send draws nothing."""
    cases: list[dict[str, Any]] = [
        {"/salutation": "Mrs"},
        {"/salutation": "Dr", "/gender": "Male"},
        {"/salutation": "Mrs", "/gender": "Others"},
        {"/resident_type_id": 100, "/country_of_residence": "IN"},
        {"/resident_type_id": GONE, "/id_details/0/id_type": 28},
        {"/id_details/1/issued_country": "AE"},
        {"/middle_name": ""},
        {"/middle_name": GONE, "/customer_classification/profile_photo": GONE},
        {"/last_name": "D'Silva-Muster Jr."},
        {"/last_name": "\u0641\u0643\u0633\u062a\u0648\u0631\u0627\u0646"},
        {"/id_details/1/id_back": GONE},
    ]
    for changes in cases:
        with subtests.test(changes=changes):
            assert checked(changed(changes)) == []


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"/country_of_residence": "XX"}, "/country_of_residence", "country.unknown"),
        ({"/id_details/0/id_type": "4"}, "/id_details/0/id_type", "field.type"),
        ({"/id_details": []}, "/id_details", "list.too_short"),
        ({"/id_details/0/issued_country": "XX"}, "/id_details/0/issued_country", "country.unknown"),
        ({"/gender": 5, "/salutation": "Mrs"}, "/gender", "field.type"),
    ],
)
def test_broken_fields_contradict_nothing(changes: dict[str, Any], path: str, code: str) -> None:
    """A broken field is reported alone."""
    assert checked(changed(changes)) == [(path, code, "error")]


def test_remarks_may_have_lines() -> None:
    """Remarks take tabs and line breaks, and no other text does."""
    assert checked(put(full(), "/customer_classification/customer_remarks", "a\r\n\tb")) == []
    assert (
        checked(put(full(), "/customer_classification/reason_for_acc", "a\nb"))[0][1]
        == "text.control_characters"
    )


@pytest.mark.parametrize("name", ["onboarding-sample", "onboarding-minimal"])
def test_samples(name: str) -> None:
    """The samples have no error and come back key by key."""
    raw = (FIXTURES / "caas" / f"{name}.json").read_bytes()
    loaded = pk.load("caas.onboarding", raw, POLICY)
    assert pk.to_dict(loaded) == json.loads(pk.dump(loaded)) == json.loads(raw)


def test_ids_of_master_data(subtests: pytest.Subtests) -> None:
    """With master data, every id that has a list is looked up in it; an unknown one draws 45053."""
    cases: list[tuple[str, object]] = [
        ("/occupation_id", 1),
        ("/id_details/1/id_type", 3),
        ("/address_list/1/address_type_id", "3"),
        ("/additional_docs/0/document_id", "9"),
        ("/customer_classification/income_type", 99),
        ("/customer_classification/annual_income_range_id", 99),
        ("/customer_classification/txn_vol_month", 99),
        ("/customer_classification/txn_count_month", 99),
    ]
    for path, value in cases:
        with subtests.test(path=path, value=value):
            policy = pk.Policy(today=POLICY.today, masters=masters())
            found = [
                violation
                for violation in pk.check(
                    "caas.onboarding", put(full(), path, value), policy
                ).violations
                if violation.path == path
            ]
            assert [
                (violation.code, violation.severity, violation.gateway) for violation in found
            ] == [("master.unknown", "error", "45053")]
            assert "master.unknown" not in [
                code for _, code, _ in checked(put(full(), path, value))
            ]


@pytest.mark.parametrize(
    ("ids", "codes"), [(("4", "2", "28"), ["residence.contradiction"]), (("17", "2", "28"), [])]
)
def test_a_tenants_own_id_of_the_emirates_id(ids: tuple[str, ...], codes: list[str]) -> None:
    """Where the tenant's list has another id for it, nobody is told to lack an Emirates ID."""
    data = {
        "status": "success",
        "data": {"id_types": [{"code": code, "name": "x"} for code in ids]},
    }
    policy = pk.Policy(today=POLICY.today, masters=pk.load("caas.masters", data))
    document = put(full(), "/id_details/0/id_type", 28)

    assert [code for _, code, _ in checked(document, policy)] == codes
    abroad = put(document, "/country_of_residence", "IN")
    assert [code for _, code, _ in checked(abroad, policy)] == ["residence.contradiction"]
