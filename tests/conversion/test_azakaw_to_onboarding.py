"""Monitored Azakaw customer → draft of the onboarding payload, row by row."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from docs.generate.conversions import page
from payloadkit import azakaw, caas
from payloadkit.codes.countries import ALPHA2
from payloadkit.conversion.azakaw_to_onboarding import HOME, MONITORED
from payloadkit.conversion.row import Row
from payloadkit.conversion.source import PLACEHOLDERS
from payloadkit.models.registry import model_of
from payloadkit.strategies import payloads
from tests.conversion.people import FIXTURES, POLICY, TODAY, at, codes, found, said, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit import Result

SAMPLE: dict[str, Any] = json.loads(
    (FIXTURES / "azakaw" / "customer-sample.json").read_bytes(), parse_float=Decimal
)
CUSTOMER: dict[str, Any] = SAMPLE["result"]
ADDRESS: dict[str, Any] = CUSTOMER["addresses"][0]
CANARY = "Qvxj7"

# What Azakaw does not know of a person; photos are left out, since a missing side only warns.
SUPPLEMENT: dict[str, Any] = {
    "salutation": "Mr",
    "nationality": "KW",
    "date_of_birth": "1971-02-03",
    "country_of_birth": "KW",
    "gender": "Male",
    "address_list": [{"address_type_id": "2", "country": "KW"}],
    "id_details": [
        {
            "id_type": 2,
            "id_number": "X0000012",
            "issued_country": "KW",
            "date_of_expiry": "2034-02-19",
        }
    ],
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["", " ", "Home", "AE", "ARE", "Kuwait", "XK", "00123", "High", "Inactive"]
)
KEYS = [key for key, text in CUSTOMER.items() if isinstance(text, str)]
ADDRESS_KEYS = [key for key in ADDRESS if key not in ("isPrimary", "customer")]


def answer(**fields: object) -> dict[str, Any]:
    """Return the sample with some fields of the customer changed."""
    return {**SAMPLE, "result": {**CUSTOMER, **fields}}


def living(**fields: object) -> dict[str, Any]:
    """Return the sample with some fields of its address changed."""
    return answer(addresses=[{**ADDRESS, **fields}])


def converted(
    document: Mapping[str, Any],
    supplement: dict[str, Any] | None = SUPPLEMENT,
    policy: pk.Policy = POLICY,
) -> Result[caas.OnboardingRequest]:
    """Convert an answer, and hold the result to what every result keeps."""
    result = pk.convert(
        pk.load(azakaw.Customer, document), caas.OnboardingRequest, supplement, policy
    )
    used = {source for row in result.lineage for source in row.sources}
    unused = {path for path in result.lineage.unused if "/fullName/" not in path}

    assert (result.payload is None) == bool(result.report.errors)
    assert used.isdisjoint(unused)
    assert used | unused == {path for path, _ in said(document)}
    if result.payload is not None:
        assert [row.target for row in result.lineage] == [
            path for path, _ in said(pk.to_dict(result.payload))
        ]
        assert pk.check(caas.OnboardingRequest, pk.dump(result.payload), policy).ok
    for row in result.lineage if result.payload is not None else ():
        if row.rule == "copied":
            assert [at(document, source) for source in row.sources] == [value(result, row.target)]
    return result


def row(result: Result[Any], target: str) -> tuple[tuple[str, ...], str] | None:
    """Return sources, without what they share, and kind of a target."""
    return next(
        (
            (tuple(source.removeprefix("/result/") for source in row.sources), row.kind)
            for row in result.lineage
            if row.target == target
        ),
        None,
    )


def test_the_sample_is_a_draft() -> None:
    """What Azakaw does not know is listed as missing at once, with hints."""
    result = converted(SAMPLE, None)
    missing = {violation.path: violation.hint for violation in result.report.errors}

    assert [code for _, code, severity in found(result) if severity == "error"] == [
        "field.missing"
    ] * 6
    assert missing == dict.fromkeys(
        [
            "/salutation",
            "/nationality",
            "/date_of_birth",
            "/country_of_birth",
            "/gender",
            "/id_details",
        ],
        "It comes from the supplement.",
    )
    assert {
        "/result/bankAccounts/0/balance",
        "/result/riskStatus",
        "/result/fullName",
        "/statusCode",
        "/messages/0",
    } <= set(result.lineage.unused)


def test_a_draft_is_completed_by_the_supplement() -> None:
    """With a supplement the draft is a payload whose values come from their sources."""
    result = converted(SAMPLE)

    assert result.payload is not None
    assert pk.to_dict(result.payload) == {
        "channel": "WEB",
        "salutation": "Mr",
        "first_name": "Nadim",
        "last_name": "Mithal",
        "nationality": "KW",
        "date_of_birth": "1971-02-03",
        "country_of_birth": "KW",
        "country_of_residence": "SA",
        "gender": "Male",
        "primary_mobile_number": "+971501234567",
        "email_id": "nadim.mithal@example.com",
        "address_list": [
            {
                "address_type_id": "1",
                "street_name": "1 Specimen Street, Flat 10",
                "city": "Riyadh",
                "state": "Riyadh",
                "country": "SA",
                "zip": 12345,
                "mobile_number": "+971501234567",
            },
            SUPPLEMENT["address_list"][0],
        ],
        "id_details": SUPPLEMENT["id_details"],
    }
    assert found(result) == [
        ("/political_exposed_person", "value.unanswered", "warning"),
        ("/channel", "value.defaulted", "info"),
        ("/country_of_residence", "value.inferred", "warning"),
    ]
    assert row(result, "/address_list/0/address_type_id") == (("addresses/0/address1",), "derived")
    assert row(result, "/address_list/0/zip") == (("addresses/0/pincode",), "normalised")


def test_names(subtests: pytest.Subtests) -> None:
    """First and last name are copied; where one is missing, a longer full name is split."""
    cases: list[tuple[dict[str, object], tuple[str | None, ...], list[str]]] = [
        (
            {"firstName": "Nadim Al", "lastName": "Mithal", "fullName": "Nadim Al Mithal"},
            ("Nadim Al", None, "Mithal"),
            [],
        ),
        (
            {"firstName": "", "lastName": None, "fullName": "Nadim Al Mithal"},
            ("Nadim", None, "Al Mithal"),
            ["name.split"] * 2,
        ),
        (
            {"firstName": " ", "lastName": "", "fullName": "Nadim"},
            ("Nadim", None, None),
            ["name.single"],
        ),
        ({"firstName": "", "lastName": "Mithal", "fullName": "Mithal"}, (None, None, "Mithal"), []),
        ({"firstName": "Nadim", "lastName": "", "fullName": "Nadim"}, ("Nadim", None, None), []),
        (
            {"firstName": "Nadim", "lastName": "", "fullName": "Nadim Karim Al Mithal"},
            ("Nadim", "Karim", "Al Mithal"),
            ["name.split"] * 3,
        ),
        (
            {"firstName": "", "lastName": "Mithal", "fullName": "Al Mithal, Nadim"},
            ("Nadim", None, "Al Mithal"),
            ["name.split"] * 2,
        ),
        ({"firstName": "", "lastName": "", "fullName": ""}, (None, None, None), []),
        (
            {"firstName": "Nadim", "lastName": "Mithal", "fullName": "Nadim Karim Mithal"},
            ("Nadim", None, "Mithal"),
            ["name.words_lost"],
        ),
        (
            {"firstName": "Nadim", "lastName": "Mithal", "fullName": "Karim Almithal"},
            ("Nadim", None, "Mithal"),
            ["name.differs"],
        ),
    ]
    for fields, names, reported in cases:
        with subtests.test(fields=fields, names=names):
            result = converted(
                answer(**fields),
                {
                    **SUPPLEMENT,
                    **{
                        f"{part}_name": "SUPPLIED"
                        for part, name in zip(("first", "last"), names[::2], strict=True)
                        if name is None
                    },
                },
            )

            assert tuple(
                value(result, f"/{part}_name") for part in ("first", "middle", "last")
            ) == tuple(
                name or (None if part == "middle" else "SUPPLIED")
                for part, name in zip(("first", "middle", "last"), names, strict=True)
            )
            assert [code for _, code, _ in found(result) if code.startswith("name.")] == reported


@pytest.mark.parametrize(
    ("iso", "country", "residence", "source"),
    [
        ("AE", "SA", "AE", "country_Iso"),
        ("", "Saudi Arabia", "SA", "addresses/0/country"),
        (None, "sau", "SA", "addresses/0/country"),
    ],
)
def test_country_of_residence(iso: object, country: str, residence: str, source: str) -> None:
    """The customer's country, else the Home address's, counts as that of residence."""
    result = converted(answer(country_Iso=iso, addresses=[{**ADDRESS, "country": country}]))

    assert value(result, "/country_of_residence") == residence
    assert codes(result, "/country_of_residence") == ["value.inferred"]
    assert row(result, "/country_of_residence") == ((source,), "derived")
    assert value(result, "/address_list/0/country") == "SA"


def test_a_code_is_no_placeholder(subtests: pytest.Subtests) -> None:
    """Every official code is a country in `country_Iso`, `NA` too: it is Namibia."""
    for code in sorted(ALPHA2):
        with subtests.test(code=code):
            result = converted(answer(country_Iso=code))

            assert value(result, "/country_of_residence") == code


@pytest.mark.parametrize("word", sorted(PLACEHOLDERS - ALPHA2))
def test_a_placeholder_is_no_country(word: str) -> None:
    """Another placeholder says nothing in `country_Iso`: the Home address is read."""
    result = converted(answer(country_Iso=word))

    assert row(result, "/country_of_residence") == (("addresses/0/country",), "derived")


@pytest.mark.parametrize("country", ["Utopia", "XXA", "\u00df"])
def test_no_country(country: str) -> None:
    """What is neither a code nor a name of a country is an error, and nothing is guessed."""
    result = converted(living(country=country))

    assert (
        codes(result, "/country_of_residence")
        == codes(result, "/address_list/0/country")
        == ["country.no_alpha2"]
    )
    assert "/result/addresses/0/country" in result.lineage.unused


@pytest.mark.parametrize("phone", ["0501234567", "+966 50 123 4567", "no phone"])
def test_a_phone_is_not_guessed_at(phone: str) -> None:
    """Azakaw promises E.164: another form errs, once, and is not read as a local number."""
    result = converted(answer(phoneNumber=phone))

    assert result.payload is None
    assert [path for path, code, _ in found(result) if code == "phone.not_e164"] == [
        "/primary_mobile_number"
    ]


@pytest.mark.parametrize(
    ("code", "number", "reported"),
    [
        ("12345", 12345, []),
        (" 12345 ", 12345, []),
        ("00123", 123, ["zip.leading_zero"]),
        ("0", 0, []),
        ("", None, []),
        ("SW1A 1AA", None, ["zip.not_digits"]),
        ("\u0661", None, ["zip.not_digits"]),
    ],
)
def test_postal_code(code: str, number: int | None, reported: list[str]) -> None:
    """Digits become a number, which is said where that loses zeros.

    Another code is left out, and unused.
    """
    result = converted(living(pincode=code))

    assert value(result, "/address_list/0/zip") == number
    assert codes(result, "/address_list/0/zip") == reported
    assert ("/result/addresses/0/pincode" in result.lineage.unused) == (
        number is None and bool(code)
    )


def test_second_line() -> None:
    """The second line becomes the building, which is inferred."""
    result = converted(living(address2="Specimen Tower"))

    assert value(result, "/address_list/0/building_name") == "Specimen Tower"
    assert codes(result, "/address_list/0/building_name") == ["value.inferred"]


@pytest.mark.parametrize(
    ("addresses", "number"),
    [
        ([("Work", True), ("Home", False)], 1),
        ([("Home", False), ("Home", True)], 1),
        ([("Home", None), ("Home", False)], 0),
        ([("Home", True), ("Home", True)], 0),
        ([("Work", True), ("Other", True), ("", True), (None, True)], None),
        ([], None),
    ],
)
def test_which_address(addresses: list[tuple[object, object]], number: int | None) -> None:
    """Of the Home addresses the primary one is where the person lives, else the first.

    No other is.
    """
    result = converted(
        answer(
            addresses=[
                {**ADDRESS, "type": kind, "isPrimary": primary, "city": f"City {count}"}
                for count, (kind, primary) in enumerate(addresses)
            ]
        )
    )

    assert row(result, "/address_list/0/city") == (
        None if number is None else ((f"addresses/{number}/city",), "copied")
    )
    assert codes(result, "/country_of_residence") == (
        ["field.missing"] if number is None else ["value.inferred"]
    )


@pytest.mark.parametrize("addresses", [None, "", [None], [{}]])
def test_no_address(addresses: object) -> None:
    """Without any address the list has the hint where it usually comes from."""
    result = converted(answer(addresses=addresses), None)
    hints = {violation.path: violation.hint or "" for violation in result.report.errors}

    assert f"{HOME}.address1, " in hints["/address_list"]
    assert hints["/address_list"].endswith(" or from the supplement.")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "customer.failed"),
        ({**SAMPLE, "result": None}, "customer.failed"),
        ({**SAMPLE, "result": ""}, "customer.failed"),
        ({**SAMPLE, "statusCode": 404}, "customer.failed"),
        ({**SAMPLE, "statusCode": 400}, "customer.failed"),
        (
            answer(entityType="Organization", organizationName="Specimen LLC"),
            "customer.organization",
        ),
    ],
)
def test_no_person(document: dict[str, Any], code: str) -> None:
    """An answer without a person is one error, and everything in it is unused."""
    result = converted(document)

    assert found(result) == [("", code, "error")]
    assert list(result.lineage) == []


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"result": None}, "customer.failed"),
        (
            answer(entityType="Organization", organizationName="Specimen LLC"),
            "customer.organization",
        ),
    ],
)
def test_a_refusal_cannot_be_ignored(document: dict[str, Any], code: str) -> None:
    """Nothing can be made of an answer without a person, whatever the policy ignores."""
    result = converted(document, None, evolve(POLICY, ignore=[code]))

    assert (result.payload, found(result)) == (None, [("", code, "error")])


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ({"accountStatus": "Inactive"}, ["customer.inactive"]),
        ({"accountStatus": "Suspended"}, ["customer.inactive"]),
        ({"accountStatus": "", "riskStatus": "", "entityType": ""}, []),
        ({"accountStatus": "ACTIVE", "riskStatus": "Medium"}, []),
        ({"riskStatus": "High"}, ["customer.risk"]),
        ({"riskStatus": " high"}, ["customer.risk"]),
    ],
)
def test_state(fields: dict[str, object], reported: list[str]) -> None:
    """Who is not active or a high risk is warned about at the document.

    An empty text says nothing.
    """
    result = converted(answer(**fields))

    assert codes(result, "") == reported
    assert result.payload is not None


@pytest.mark.parametrize("word", ["Prohibited", "PROHIBITED", "prohibited "])
def test_who_is_prohibited_is_not_onboarded(word: str) -> None:
    """No draft is made of a prohibited customer, whatever the policy ignores."""
    policy = evolve(POLICY, ignore=["customer.risk"])

    for chosen in (POLICY, policy):
        result = converted(answer(accountStatus="Inactive", riskStatus=word), policy=chosen)
        assert (result.payload, found(result)) == (None, [("", "customer.risk", "error")])


@given(
    st.dictionaries(st.sampled_from(KEYS), TEXTS),
    st.lists(
        st.dictionaries(st.sampled_from(ADDRESS_KEYS), TEXTS).map(lambda junk: {**ADDRESS, **junk}),
        max_size=3,
    ),
    st.sampled_from([None, SUPPLEMENT]),
    st.booleans(),
)
def test_any_text_may_stand_anywhere(
    junk: dict[str, str],
    addresses: list[dict[str, Any]],
    supplement: dict[str, Any] | None,
    strict: bool,
) -> None:
    """No text in a field makes an exception, a payload with an error, or a lost source."""
    converted(answer(**junk, addresses=addresses), supplement, evolve(POLICY, strict=strict))


@given(payloads("azakaw.customer", policy=POLICY))
def test_any_customer_converts(document: dict[str, Any]) -> None:
    """Every sound answer converts without an exception."""
    document["statusCode"] = 200
    result = pk.convert(
        pk.load(azakaw.Customer, document), "caas.onboarding", None, pk.Policy(today=TODAY)
    )

    assert result.payload is None
    assert result.report.errors


@given(
    st.sampled_from(KEYS),
    st.sampled_from(ADDRESS_KEYS),
    st.sampled_from([CANARY, f"{CANARY} Two", f"{CANARY}\n"]),
)
def test_nothing_tells_a_value(key: str, address: str, text: str) -> None:
    """Neither report nor lineage holds a value of the source."""
    result = converted(
        answer(**{key: text, "addresses": [{**ADDRESS, address: text, "type": "Home"}]})
    )

    assert CANARY not in repr(result) + repr(list(result.lineage)) + repr(result.lineage.unused)


def test_the_sources_are_fields_of_the_customer() -> None:
    """Every path that a row reads is a declared one, and the page shows it."""
    rows = [
        row
        for entry in MONITORED.entries
        for row in ((entry,) if isinstance(entry, Row) else entry.rows)
    ]
    declared = {
        ".".join(path).replace("addresses.*", HOME)
        for path, _ in model_of(azakaw.MonitoredCustomer).walk()
    }
    sources = {source for row in rows for source in row.sources}

    assert sources <= declared
    assert all(f"`{source}`" in page() for source in sources)
