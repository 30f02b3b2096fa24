"""Emirates IDs: the shape, the check digit, and where the rule runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.rules.identity import luhn
from tests.documents import checked, full, put

PATH = "/id_details/0/id_number"


@pytest.mark.parametrize(
    ("number", "expected"),
    [("784300000000022", []), ("784300000000023", [(PATH, "emirates_id.check_digit", "warning")])]
    + [
        (number, [(PATH, "emirates_id.malformed", "error")])
        for number in ("784-3000-0000002-2", "78430000000002", "7843000000000222", "783300000000022", "78430000000002X", "\u0667\u0668\u0664300000000022")
    ],
)
def test_numbers(number: str, expected: list[tuple[str, str, str]]) -> None:
    """An Emirates ID is 784 and twelve digits; another check digit warns."""
    assert checked(put(full(), PATH, number)) == expected


def test_other_documents_have_other_numbers() -> None:
    """A number is only judged where the type of document is sound and an Emirates ID's."""
    document = put(full(), PATH, "A-1")
    assert checked(put(document, "/id_details/0/id_type", 28)) == []
    assert checked(put(document, "/id_details/0/id_type", "4")) == [("/id_details/0/id_type", "field.type", "error")]


@given(body=st.from_regex("[0-9]{1,20}", fullmatch=True))
def test_luhn(body: str) -> None:
    """One changed digit is always found."""
    whole = body + str(luhn(body))
    changed = str((int(whole[0]) + 1) % 10) + whole[1:]
    assert str(luhn(changed[:-1])) != changed[-1] or len(body) == 0


def test_luhn_of_known_numbers() -> None:
    """The check digit is that of the well-known example."""
    assert luhn("7992739871") == 3
