"""The answer for one customer: all that the document shows is declared, and nothing is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import azakaw
from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = (Path(__file__).parents[2] / "fixtures" / "azakaw" / "customer-sample.json").read_bytes()
CUSTOMER: dict[str, Any] = json.loads(SAMPLE, parse_float=Decimal)["result"]
LISTS = {"addresses", "bankAccounts", "onboardingHistories"}
SCALARS = [(listing, key) for listing in LISTS for key in CUSTOMER[listing][0]] + [
    ("", key) for key, value in CUSTOMER.items() if not isinstance(value, list)
]
TEXTS = [
    (listing, key) for listing, key in SCALARS if key not in ("balance", "isPrimary", "customer")
]


def answer(**fields: object) -> dict[str, Any]:
    """Return the sample with some fields of the customer changed."""
    return {**json.loads(SAMPLE, parse_float=Decimal), "result": {**CUSTOMER, **fields}}


def holding(junk: dict[tuple[str, str], object]) -> dict[str, Any]:
    """Return the sample with some fields changed, at the customer or in a list's first element."""
    changed: dict[str, Any] = json.loads(SAMPLE, parse_float=Decimal)
    for (listing, key), value in junk.items():
        (changed["result"][listing][0] if listing else changed["result"])[key] = value
    return changed


def paths(node: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every key of nested objects, ``*`` for any element of a list."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield (*above, key)
        yield from paths(
            value[0] if isinstance(value, list) and value else value,
            (*above, key, "*") if isinstance(value, list) else (*above, key),
        )


def found(raw: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation."""
    return [
        (violation.path, violation.code, violation.severity)
        for violation in pk.check("azakaw.customer", raw).violations
    ]


def test_the_published_sample_comes_back() -> None:
    """The document's own sample draws nothing, and its dump equals it key by key."""
    report = pk.check(azakaw.Customer, SAMPLE)

    assert report.violations == ()
    assert json.loads(pk.dump(report.value)) == json.loads(SAMPLE)
    assert pk.load("azakaw.customer", pk.dump(report.value)) == report.value


def test_every_name_of_the_document_is_declared_and_no_other() -> None:
    """The declared fields are those of the sample, which shows all of them."""
    assert {path for path, _ in model_of(azakaw.Customer).walk()} == set(paths(json.loads(SAMPLE)))


def test_the_words_are_those_of_the_document() -> None:
    """Statuses and words are members of open enums."""
    customer = pk.load(azakaw.Customer, SAMPLE).result

    assert isinstance(customer, azakaw.MonitoredCustomer)
    assert customer.entityType is azakaw.EntityType.INDIVIDUAL
    assert customer.onboardingStatus is azakaw.OnboardingStatus.NO_MAIL_SENT
    assert customer.riskStatus is azakaw.RiskStatus.NO_RISK
    assert "leanConnectionId" in customer.nulls
    assert set(azakaw.RiskStatus) == {"NoRisk", "Low", "Medium", "High", "Prohibited"}
    assert len(azakaw.OnboardingStatus) == 8


@pytest.mark.parametrize(
    "text", ["8410.61", "8410.60", "0.00", "-12.5", "8410", "12345678901234567890.123456789"]
)
def test_a_balance_keeps_its_text(text: str) -> None:
    """An amount is exact: its digits go through load and dump as they are."""
    raw = (
        json.dumps({"result": {"bankAccounts": [{"balance": 0}]}})
        .replace('"balance": 0', f'"balance":{text}')
        .encode()
    )
    loaded = pk.load(azakaw.Customer, raw)

    assert isinstance(loaded.result, azakaw.MonitoredCustomer)
    assert isinstance(loaded.result.bankAccounts, tuple)
    assert loaded.result.bankAccounts[0].balance == Decimal(text)
    assert f'"balance":{text}}}'.encode() in pk.dump(loaded)


def test_malformed_values_warn_and_stay(subtests: pytest.Subtests) -> None:
    """What a format or a list of words does not know warns at its place, and is kept as it came."""
    cases: list[tuple[tuple[str, str], str, str]] = [
        (("", "id"), "1a322c45-ab3f-...", "uuid.malformed"),
        (("", "email"), "nobody", "email.malformed"),
        (("", "phoneNumber"), "0501234567", "phone.not_e164"),
        (("", "country_Iso"), "ARE", "country.unknown"),
        (("", "riskStatus"), "Extreme", "choice.unknown"),
        (("", "onboardingStatus"), "verified", "choice.unknown"),
        (("", "createdAt"), "15/03/2025", "datetime.malformed"),
        (("addresses", "type"), "Holiday", "choice.unknown"),
        (("bankAccounts", "iban"), "AE000000000000000000042", "iban.check_digits"),
        (("bankAccounts", "iban"), "AE", "iban.malformed"),
        (("bankAccounts", "bicCode"), "NOBIC", "bic.malformed"),
        (("bankAccounts", "currency"), "Dhs", "currency.unknown"),
        (("onboardingHistories", "action"), "Renamed", "choice.unknown"),
    ]
    for place, value, code in cases:
        with subtests.test(value=value, code=code):
            raw = holding({place: value})
            path = f"/result/{place[0]}/0/{place[1]}" if place[0] else f"/result/{place[1]}"

            assert found(raw) == [(path, code, "warning")]
            assert pk.to_dict(pk.load(azakaw.Customer, raw)) == raw


@pytest.mark.parametrize("country", ["SA", "SAU", "Saudi Arabia", "Utopia"])
def test_a_country_is_a_name_or_a_code(country: str) -> None:
    """An address's country is free text."""
    assert found(holding({("addresses", "country"): country})) == []


@given(st.dictionaries(st.sampled_from(SCALARS), st.sampled_from(["", None])))
def test_empty_texts_and_nulls_say_nothing(empty: dict[tuple[str, str], object]) -> None:
    """Any field may be an empty text or null, which draws nothing and comes back."""
    raw = holding(empty)

    assert found(raw) == []
    assert pk.to_dict(pk.load(azakaw.Customer, raw)) == raw


@given(
    st.sets(st.sampled_from(list(CUSTOMER))),
    st.sampled_from(["version", "statusCode", "messages", "result"]),
)
def test_anything_may_be_missing(missing: set[str], key: str) -> None:
    """The document marks nothing as mandatory."""
    raw = {
        **json.loads(SAMPLE),
        "result": {name: value for name, value in CUSTOMER.items() if name not in missing},
    }

    assert found(raw) == []
    assert found({name: value for name, value in raw.items() if name != key}) == []


@given(
    st.dictionaries(
        st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    )
)
def test_any_text_may_stand_anywhere(junk: dict[tuple[str, str], object]) -> None:
    """No text in any field errs, and all of it comes back."""
    raw = holding(junk)
    report = pk.check(azakaw.Customer, raw)

    assert report.ok
    assert pk.to_dict(report.value) == raw


@pytest.mark.parametrize(
    "items",
    [[{"anything": [1, {"deep": None}], "amount": Decimal("1.50")}], [None, "text", 5, True, []]],
)
def test_lean_accounts_are_kept(items: list[object]) -> None:
    """Accounts connected through Lean are kept as they are, whatever their shape."""
    raw = answer(leanBankAccounts=items)

    assert found(raw) == []
    loaded = pk.load(azakaw.Customer, raw)
    assert pk.to_dict(loaded) == raw
    assert pk.to_dict(pk.load(azakaw.Customer, pk.dump(loaded))) == raw


def test_strangers_are_kept() -> None:
    """Unknown keys are information, reached through ``extra``, and dumped again."""
    raw = holding({("addresses", "geo"): {"lat": 1}}) | {"traceId": "t"}

    assert found(raw) == [
        ("/result/addresses/0/geo", "field.unknown", "info"),
        ("/traceId", "field.unknown", "info"),
    ]
    assert pk.to_dict(pk.load(azakaw.Customer, raw)) == raw


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (answer(addresses={}), "/result/addresses"),
        (answer(isPrimary=1, bankAccounts=[5]), "/result/bankAccounts/0"),
        (answer(firstName=[]), "/result/firstName"),
        (holding({("addresses", "isPrimary"): {}}), "/result/addresses/0/isPrimary"),
        ({**answer(), "result": [{}]}, "/result"),
    ],
)
def test_a_wrong_structure_errs(raw: dict[str, Any], path: str) -> None:
    """A value of another structure is an error."""
    assert [(path_, code) for path_, code, severity in found(raw) if severity == "error"] == [
        (path, "field.type")
    ]


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (answer(firstName=5), "/result/firstName"),
        (holding({("bankAccounts", "balance"): "8410.61"}), "/result/bankAccounts/0/balance"),
        (holding({("addresses", "isPrimary"): "false"}), "/result/addresses/0/isPrimary"),
        ({**answer(), "statusCode": "200"}, "/statusCode"),
    ],
)
def test_another_scalar_is_kept(raw: dict[str, Any], path: str) -> None:
    """A scalar of another type warns, and comes back."""
    assert found(raw) == [(path, "field.type", "warning")]
    assert pk.to_dict(pk.load(azakaw.Customer, raw)) == raw


def test_a_customer_shows_nothing() -> None:
    """The repr of an answer holds no value of the person, nor a message."""
    shown = repr(pk.load(azakaw.Customer, SAMPLE))
    hidden = ("id", "firstName", "lastName", "email", "phoneNumber", "fullName", "onboardedBy")

    assert not any(CUSTOMER[key] in shown for key in hidden)
    assert not any(
        text in shown for text in ("Specimen", "Riyadh", "0000000042", "8410", "12345", "processed")
    )
