"""Identifiers: UUIDs of any version, and the numbers of Emirates IDs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.rules.identifiers import EmiratesId, Uuid, luhn
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY, checked, full, put
from tests.rules.judging import Told, err, said, told

PATH = "/id_details/0/id_number"


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("00000000-0000-0000-0000-000000000000", True),
        ("1A322C45-ab3f-f000-f800-00000000000f", True),
        ("1a322c45ab3ff000f80000000000000f", False),
        ("{1a322c45-ab3f-f000-f800-00000000000f}", False),
        ("1a322c45-ab3f-f000-f800-00000000000g", False),
        ("1a322c45-ab3f-f000-f800-00000000000f\n", False),
        ("\u0661a322c45-ab3f-f000-f800-00000000000", False),
    ],
)
def test_uuid(value: str, sound: bool) -> None:
    """A UUID is 8-4-4-4-12 hexadecimal digits."""
    assert said(Uuid(), value) == ([] if sound else err("uuid.malformed"))


def test_emirates_ids(subtests: pytest.Subtests) -> None:
    """An Emirates ID is 784 and twelve digits; another check digit warns."""
    cases: list[tuple[str, list[tuple[str, str, str]]]] = [
        ("784300000000022", []),
        ("784300000000023", [(PATH, "emirates_id.check_digit", "warning")]),
    ] + [
        (number, [(PATH, "emirates_id.malformed", "error")])
        for number in (
            "784-3000-0000002-2",
            "78430000000002",
            "7843000000000222",
            "783300000000022",
            "78430000000002X",
            "\u0667\u0668\u0664300000000022",
        )
    ]
    for number, expected in cases:
        with subtests.test(number=number, expected=expected):
            assert checked(put(full(), PATH, number)) == expected


def test_other_documents_have_other_numbers() -> None:
    """A number is only judged where the type of document is sound and an Emirates ID's."""
    document = put({**full(), "resident_type_id": 100}, PATH, "A-1")
    assert checked(put(document, "/id_details/0/id_type", 28)) == []
    assert checked(put(document, "/id_details/0/id_type", "4")) == [
        ("/id_details/0/id_type", "field.type", "error")
    ]


@given(body=st.from_regex("[0-9]{1,20}", fullmatch=True))
def test_luhn(body: str) -> None:
    """One changed digit is always found."""
    whole = body + str(luhn(body))
    changed = str((int(whole[0]) + 1) % 10) + whole[1:]
    assert str(luhn(changed[:-1])) != changed[-1] or len(body) == 0


def test_luhn_of_known_numbers() -> None:
    """The check digit is that of the well-known example, and a doubled five counts one."""
    assert luhn("7992739871") == 3
    assert [luhn(digit) for digit in "0123456789"] == [0, 8, 6, 4, 2, 9, 7, 5, 3, 1]


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (4, "784300000000022", []),
        (4, "784300000000023", [("emirates_id.check_digit", "warning", ("id_number",))]),
        (4, "A-1", [("emirates_id.malformed", "error", ("id_number",))]),
        (4, None, []),
        (2, "A-1", []),
        (None, "A-1", []),
    ],
)
def test_the_rule_of_emirates_ids_alone(
    kind: int | None, number: str | None, expected: Told
) -> None:
    """Only a number that is there, of an Emirates ID, is judged, at its place."""
    assert told(EmiratesId("id_type", "id_number"), id_type=kind, id_number=number) == expected


def test_schema_of_emirates_ids() -> None:
    """The schema asks for the shape where the document is an Emirates ID."""
    assert EmiratesId("id_type", "id_number").schema() == {
        "if": {"properties": {"id_type": {"const": 4}}, "required": ["id_type"]},
        "then": {"properties": {"id_number": {"pattern": "^784[0-9]{12}$", "maxLength": 15}}},
    }


def test_a_kept_number_makes_it_another_document() -> None:
    """Around a kept number, a drawn Emirates ID becomes a document of another type."""
    rule = EmiratesId("id_type", "id_number")
    draws = sample_draws(POLICY, st)
    kept, free = ({"id_type": 4, "id_number": "A-1"} for _ in range(2))
    rule.repair(kept, draws, "id_number")
    rule.repair(free, draws)

    assert kept == {"id_type": 5, "id_number": "A-1"}
    assert told(rule, id_type=free["id_type"], id_number=free["id_number"]) == []
