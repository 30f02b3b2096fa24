"""IBANs and BICs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from payloadkit.codes.ibans import STRUCTURES
from payloadkit.rules.bank import Bic, Iban, remainder
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY
from tests.rules.judging import Said, choices, err, said

if TYPE_CHECKING:
    from payloadkit.rules.rule import Draws, Rule

MALFORMED = err("iban.malformed")
PLAIN, REALISTIC = sample_draws(POLICY, st), sample_draws(POLICY, st, realistic=True)
UNSHRUNK = settings(phases=[Phase.generate])
PUBLISHED = (
    "AE070331234567890123456",
    "BH67BMAG00001299123456",
    "CR05015202001026284066",
    "DE89370400440532013000",
    "EG380019000500000000263180002",
    "GB29NWBK60161331926819",
    "GB82WEST12345698765432",
    "JO94CBJO0010000000000131000302",
    "KW81CBKU0000000000001234560101",
    "LB62099900000001001901229114",
    "MT84MALT011000012345MTLCAST001S",
    "NO9386011117947",
    "OM810180000001299123456",
    "PK36SCBL0000001123456702",
    "QA58DOHB00001234567890ABCDEFG",
    "SA0380000000608010167519",
    "XK051212012345678906",
)


def iban(country: str, account: str) -> str:
    """Return an IBAN with right check digits, whatever its account is."""
    return f"{country}{98 - remainder(f'{country}00{account}'):02}{account}"


def test_published_ibans_are_sound(subtests: pytest.Subtests) -> None:
    """The example that a country's registration has is sound."""
    for value in PUBLISHED:
        with subtests.test(value=value):
            assert said(Iban(), value) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [("AE080331234567890123456", err("iban.check_digits"))]
    + [
        (value, MALFORMED)
        for value in (
            "AE07 0331 2345 6789 0123 456",
            "ae070331234567890123456",
            "ZZ070331234567890123456",
            "AE",
            "AE07\u0660331234567890123456",
        )
    ],
)
def test_iban(value: str, expected: Said) -> None:
    """An IBAN has its form and its check digits."""
    assert said(Iban(), value) == expected


@pytest.mark.parametrize(
    ("country", "account"),
    [
        ("AE", "0" * 18),
        ("AE", "0" * 20),
        ("AE", "0" * 18 + "A"),
        ("SA", "A" + "0" * 19),
        ("QA", "1OHB00001234567890ABCDEFG"),
        ("NO", "0" * 12),
        ("GB", "NWBK6016133192681X"),
    ],
)
def test_accounts_of_another_structure_are_malformed(country: str, account: str) -> None:
    """An account has the length and the letters that its country has registered."""
    assert said(Iban(), iban(country, account)) == MALFORMED


@pytest.mark.parametrize(
    ("country", "account"), [("IR", "0" * 22), ("US", "ABC12345678"), ("MA", "0" * 24)]
)
def test_countries_that_registered_none_may_have_any_account(country: str, account: str) -> None:
    """A country outside the registry keeps the general form."""
    assert said(Iban(), iban(country, account)) == []


def test_realistic_ibans_are_of_every_country() -> None:
    """Realistic IBANs are of every country with IBANs, plain ones of the Gulf."""
    for realistic, countries in (
        (True, set(STRUCTURES)),
        (False, {"AE", "SA", "QA", "BH", "KW", "OM"}),
    ):
        drawn = [
            find(account, lambda _: True, settings=UNSHRUNK)
            for account in Iban().draw(sample_draws(POLICY, choices(), realistic=realistic))
        ]
        assert {value[:2] for value in drawn} == countries
        assert [value for value in drawn if said(Iban(), value)] == []


@pytest.mark.parametrize("draws", [PLAIN, REALISTIC])
@pytest.mark.parametrize("rule", [Iban(), Bic()])
@given(data=st.data())
def test_draws_and_breakers(rule: Rule, draws: Draws, data: st.DataObject) -> None:
    """What a rule draws is valid, and what it breaks draws the breaker's code."""
    assert said(rule, data.draw(rule.draw(draws))) == []
    for breaker in rule.breakers(draws):
        assert said(rule, data.draw(breaker.values)) == err(breaker.code)


@pytest.mark.parametrize("draws", [PLAIN, REALISTIC])
def test_the_simplest_are_emirati(draws: Draws) -> None:
    """Shrinking ends at an Emirati account and an Emirati bank."""
    assert find(Iban().draw(draws), lambda _: True).startswith("AE")
    assert find(Bic().draw(draws), lambda _: True)[4:6] == "AE"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("BANKAE22", []), ("BANKAE22XXX", [])]
    + [
        (value, err("bic.malformed"))
        for value in ("BANKAE", "bankae22", "BANKAE22X", "BANKZZ22", "BANKAE22XXXX")
    ],
)
def test_bic(value: str, expected: Said) -> None:
    """A BIC has 8 or 11 characters and a country."""
    assert said(Bic(), value) == expected
