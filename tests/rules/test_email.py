"""E-mail addresses."""

from __future__ import annotations

import pytest

from payloadkit.rules.email import Email
from tests.rules.judging import Said, err, said, warn

MALFORMED = err("email.malformed")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(value, []) for value in ("a@example.com", "first.last+tag@mail.example.org", "x@example.test", "\u0646@example.com", "a@b\u00fccher.example")]
    + [
        (value, MALFORMED)
        for value in ("a", "a@", "@example.com", "a b@example.com", "a@b@example.com", "a..b@example.com", "a@-.com", "a@example.com ", "a@exa_mple.com")
    ],
)
def test_syntax(value: str, expected: Said) -> None:
    """An address is judged by its syntax alone, internationalised ones too."""
    assert said(Email(), value) == expected


def test_length() -> None:
    """An address over the limit is too long, whatever else it is; a guessed limit warns and a tenant's errs."""
    address = "a" * 10 + "@example.com"
    assert said(Email(22), address) == []
    assert said(Email(21), address) == err("text.too_long")
    assert said(Email(21, "D"), address) == warn("text.too_long")
    assert said(Email(255, "D").limited(21), address) == err("text.too_long")
    assert repr(Email(21)) == "<e-mail address of at most 21>"
