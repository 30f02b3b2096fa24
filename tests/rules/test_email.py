"""E-mail addresses."""

from __future__ import annotations

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES
from hypothesis import find, given
from hypothesis import strategies as st

from payloadkit.rules.email import RESERVED, Email
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY
from tests.rules.judging import Said, err, said, warn

MALFORMED = err("email.malformed")


def test_syntax(subtests: pytest.Subtests) -> None:
    """An address is judged by its syntax alone, internationalised ones too."""
    cases: list[tuple[str, Said]] = [
        (value, [])
        for value in (
            "a@example.com",
            "first.last+tag@mail.example.org",
            "x@example.test",
            "\u0646@example.com",
            "a@b\u00fccher.example",
            '"a..b"@example.com',
            "a@[192.0.2.1]",
        )
    ] + [
        (value, MALFORMED)
        for value in (
            "a",
            "a@",
            "@example.com",
            "a b@example.com",
            "a@b@example.com",
            "a..b@example.com",
            "a@-.com",
            "a@example.com ",
            "a@exa_mple.com",
        )
    ]
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(Email(), value) == expected


def test_length() -> None:
    """An address over the limit is too long; a guessed limit warns, a tenant's errs."""
    address = "a" * 10 + "@example.com"
    assert said(Email(22), address) == []
    assert said(Email(21), address) == err("text.too_long")
    assert said(Email(21, "D"), address) == warn("text.too_long")
    assert said(Email(255, "D").limited(21), address) == err("text.too_long")
    assert repr(Email(21)) == "<e-mail address of at most 21>"


@pytest.mark.parametrize("realistic", [False, True])
@pytest.mark.parametrize("maximum", [13, 14, 16, 20, 255])
@given(data=st.data())
def test_draws(maximum: int, realistic: bool, data: st.DataObject) -> None:
    """A drawn address is valid, within the limit, and under a reserved domain."""
    address = data.draw(Email(maximum).draw(sample_draws(POLICY, st, realistic=realistic)))
    assert said(Email(maximum), address) == []
    assert "example" in address.split("@")[1].split(".")


def test_realistic_addresses_have_names() -> None:
    """A realistic address has a person's name, under domains in ASCII and other letters."""
    drawn = Email().draw(sample_draws(POLICY, st, realistic=True))
    assert find(drawn, lambda _: True) == "layan.abd.al.aziz.al.mithali@example.com"
    assert not find(drawn, lambda address: not address.split("@")[1].isascii()).isascii()


def test_a_limit_that_no_domain_keeps_has_the_shortest_address() -> None:
    """Where the limit leaves no room for a domain, the drawn address still is one."""
    assert said(Email(), find(Email(5).draw(sample_draws(POLICY, st)), lambda _: True)) == []


def test_schemas() -> None:
    """A limit that errs is a keyword, one that warns an annotation; a tenant's errs."""
    shape = {"type": "string", "format": "idn-email", "pattern": r"^[^@\s]+@[^@\s]+$"}

    assert Email(50).schema() == {**shape, "maxLength": 50}
    assert Email(50, "D").schema() == {**shape, "x-max-length": 50}
    assert Email(60, "D").limited(50) == Email(50)


def test_reserved_endings_are_those_of_email_validator() -> None:
    """No address with an ending that email-validator refuses is taken for a plain one."""
    assert {f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES} == set(RESERVED)


def test_a_limit_below_every_address_has_no_edge() -> None:
    """Where the limit leaves no room for a name, no address stands at it."""
    assert list(Email(5).edges(sample_draws(POLICY, st))) == []
