"""Phone numbers as people write them."""

from __future__ import annotations

from itertools import product
from time import process_time

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.conversion.phones import LONGEST, converted, is_mobile
from tests.conversion import people

BLANKS = " " * 200_000


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "text",
    [BLANKS, BLANKS + "x", "+" + BLANKS + "x", BLANKS + "+" + BLANKS + "x", "0" * 200_000 + "x"],
)
def test_long_texts_cost_little(text: str) -> None:
    """A text without end is no number, and is looked at once."""
    begun = process_time()

    assert [fault.code for fault in converted(text).faults] == ["phone.not_e164"]
    assert process_time() - begun < 1


def test_numbers_as_written(subtests: pytest.Subtests) -> None:
    """Local and international forms become E.164; a missing plus or a stray zero warns."""
    cases: list[tuple[str, str, str]] = [
        ("0501234567", "+971501234567", "info"),
        ("501234567", "+971501234567", "info"),
        ("971501234567", "+971501234567", "info"),
        ("00971501234567", "+971501234567", "info"),
        ("  050-123-4567  ", "+971501234567", "info"),
        (" +971 50 123 4567", "+971501234567", "info"),
        ("(+971) 50 [123] 4567", "+971501234567", "info"),
        ("\uff0b971501234567", "+971501234567", "info"),
        ("\u202a+971\u00a050 123 4567\u202c", "+971501234567", "info"),
        ("\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667", "+971501234567", "info"),
        (" " * (LONGEST - 10) + "0501234567", "+971501234567", "info"),
        ("042345678", "+97142345678", "info"),
        ("97142345678", "+97142345678", "info"),
        ("0511234567", "+971511234567", "info"),
        ("0096550012345", "+96550012345", "info"),
        ("+44 7400 123456", "+447400123456", "info"),
        ("919876543210", "+919876543210", "warning"),
        ("966501234567", "+966501234567", "warning"),
        ("1 201 555 0123", "+12015550123", "warning"),
        ("525512345678", "+525512345678", "warning"),
        ("+9710501234567", "+971501234567", "warning"),
        ("9710501234567", "+971501234567", "warning"),
        ("009710501234567", "+971501234567", "warning"),
        ("(+971) (0)50 [123] 4567", "+971501234567", "warning"),
        ("+97104 234 5678", "+97142345678", "warning"),
        ("+44 (0)7400 123456", "+447400123456", "warning"),
    ]
    for text, number, severity in cases:
        with subtests.test(text=text, number=number):
            found = converted(text)

            assert found.value == number
            assert [(fault.code, str(fault.severity)) for fault in found.faults] == [
                ("phone.local", severity)
            ]


@pytest.mark.parametrize("text", ["+971501234567", "+97142345678", "+971591234567", "+97150"])
def test_e164_is_kept_for_the_check(text: str) -> None:
    """A number that is E.164 already is no conversion: the check judges it."""
    assert (converted(text).value, converted(text).faults) == (text, ())


def test_what_is_no_number(subtests: pytest.Subtests) -> None:
    """A digit too many or too few, a spreadsheet's number and others' local forms stay out."""
    cases: list[str] = [
        "",
        " ",
        "+",
        "12",
        "++971501234567",
        "050-CALL-ME",
        "050 123 4567 ext. 9",
        "0501234567;ext=5",
        "0501234567 / 0501234568",
        "0501234567 0501234568",
        "501234567.0",
        "5.01234567E8",
        "050.123.4567",
        "05012345678",
        "050123456",
        "5012345678",
        "50123456",
        "9715012345678",
        "97150123456",
        "0097150123456",
        "+971 50 123 456",
        "09876543210",
        "07400123456",
        "00000000000000000000",
        "+999 999 999",
        "+999123456",
        "+1 2",
        " " * (LONGEST - 9) + "0501234567",
    ]
    for text in cases:
        with subtests.test(text=text):
            found = converted(text)

            assert not isinstance(found.value, str)
            assert [(fault.code, str(fault.severity)) for fault in found.faults] == [
                ("phone.not_e164", "error")
            ]


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+971501234567", True),
        ("+971511234567", True),
        ("+97142345678", False),
        ("+12015550123", True),
        ("+442079460958", False),
        ("+0", False),
    ],
)
def test_mobiles(number: str, mobile: bool) -> None:
    """A number whose kind cannot be told, as in North America, may be a mobile one."""
    assert is_mobile(number) is mobile


@given(st.text("0123456789+- ()", max_size=20) | st.integers(0, 10**14).map(str))
def test_only_valid_numbers_come_out(text: str) -> None:
    """What is converted is valid, or a mobile number of the UAE in a range of its own."""
    found = converted(text)

    if isinstance(found.value, str) and found.faults:
        number = phonenumbers.parse(found.value)
        assert phonenumbers.is_valid_number(number) or (
            found.value.startswith("+9715") and len(found.value) == len("+971501234567")
        )
        assert phonenumbers.format_number(number, 0) == found.value


LANDLINE, MOBILE, OTHER = "042345678", "0501234567", "0501234568"


def test_the_primary_number_is_a_mobile_one(subtests: pytest.Subtests) -> None:
    """Of the two numbers the first mobile one is the primary, the other one the secondary."""
    cases: list[tuple[str, str, str, str | None, list[str]]] = [
        (MOBILE, OTHER, MOBILE, OTHER, ["phone.local"]),
        (LANDLINE, MOBILE, MOBILE, LANDLINE, ["phone.local"]),
        (LANDLINE, "", LANDLINE, None, ["phone.local", "phone.not_mobile"]),
        (LANDLINE, "022345678", LANDLINE, "022345678", ["phone.local", "phone.not_mobile"]),
        ("12", MOBILE, MOBILE, None, ["phone.local"]),
        (MOBILE, "12", MOBILE, None, ["phone.local"]),
        ("+97150", LANDLINE, LANDLINE, None, ["phone.local", "phone.not_mobile"]),
        (MOBILE, "00971 50 123 4567", MOBILE, None, ["phone.local"]),
        ("NIL", MOBILE, MOBILE, None, ["phone.local"]),
    ]
    for own, contact, primary, secondary, reported in cases:
        with subtests.test(own=own, contact=contact):
            result = people.converted(
                people.answer(
                    personalInfo={"mobileNo": own}, personContactDetails={"mobileNo": contact}
                )
            )

            assert people.value(result, "/primary_mobile_number") == converted(primary).value
            assert people.value(result, "/address_list/0/mobile_number") == converted(primary).value
            assert people.value(result, "/secondary_mobile_number") == (
                None if secondary is None else converted(secondary).value
            )
            assert people.codes(result, "/primary_mobile_number") == reported


@pytest.mark.parametrize(
    ("home", "work", "number", "reported"),
    [
        ("N/A", LANDLINE, LANDLINE, ["phone.local"]),
        ("12", LANDLINE, LANDLINE, ["phone.not_e164", "phone.local"]),
        ("12", "34", None, ["phone.not_e164"]),
        ("+97150", LANDLINE, LANDLINE, ["phone.not_valid", "phone.local"]),
        (LANDLINE, "12", LANDLINE, ["phone.local"]),
    ],
)
def test_the_next_number_is_tried(
    home: str, work: str, number: str | None, reported: list[str]
) -> None:
    """An optional number that cannot be used warns, and never costs the payload."""
    result = people.converted(
        people.answer(personContactDetails={"homePhone": home, "workPhone": work})
    )

    assert people.value(result, "/phone_number") == (
        None if number is None else converted(number).value
    )
    assert people.codes(result, "/phone_number") == reported
    assert result.report.ok


@pytest.mark.parametrize(
    ("mobile", "other", "reported"),
    [
        ("501234567.0", "", ["/primary_mobile_number"]),
        ("", "501234567.0", ["/primary_mobile_number"]),
        ("501234567.0", "12", ["/primary_mobile_number", "/secondary_mobile_number"]),
        ("501234567.0", "0501234568", ["/secondary_mobile_number"]),
    ],
)
def test_a_text_that_is_no_number_is_reported_once(
    mobile: str, other: str, reported: list[str]
) -> None:
    """A text that cannot be the primary number is not reported as the second one too."""
    result = people.converted(
        people.answer(personalInfo={"mobileNo": mobile}, personContactDetails={"mobileNo": other})
    )

    assert [path for path, code, _ in people.found(result) if code == "phone.not_e164"] == reported


def test_a_number_that_cannot_be_used_has_one_report(subtests: pytest.Subtests) -> None:
    """A number that several fields could take is reported at the first one alone."""
    own_cases: list[tuple[dict[str, object], dict[str, object], str]] = [
        ({"mobileNo": True}, {}, "/primary_mobile_number"),
        ({}, {"mobileNo": True}, "/primary_mobile_number"),
        ({"mobileNo": True}, {"mobileNo": True}, "/primary_mobile_number"),
        ({"mobileNo": MOBILE}, {"mobileNo": True}, "/secondary_mobile_number"),
        ({"mobileNo": MOBILE}, {"homePhone": True}, "/phone_number"),
        ({"mobileNo": MOBILE}, {"workPhone": True}, "/phone_number"),
    ]
    for text, (own, contact, path) in product(
        ("501234567.0", "12", "+97150", "+971501234567890"), own_cases
    ):
        with subtests.test(text=text, path=path):
            none: dict[str, object] = {"mobileNo": "", "homePhone": "", "workPhone": ""}
            profile = people.answer(
                personalInfo={"mobileNo": ""}
                | {key: text if value is True else value for key, value in own.items()},
                personContactDetails=none
                | {key: text if value is True else value for key, value in contact.items()},
            )
            result = people.converted(profile)
            faults = [
                (found, code) for found, code, _ in people.found(result) if "phone.not" in code
            ]

            assert [found for found, _ in faults] == [path]
            assert result.report.ok is (path != "/primary_mobile_number")


@pytest.mark.parametrize("number", ["0501234567", "+97150", "N/A"])
def test_a_supplied_number_that_is_none_has_one_report(number: str) -> None:
    """The address repeats the primary number, and its fault is not repeated."""
    result = people.converted(
        people.answer(), {**people.SUPPLEMENT, "primary_mobile_number": number}
    )

    assert [path for path, code, _ in people.found(result) if "phone.not" in code] == [
        "/primary_mobile_number"
    ]


def test_the_phone_of_the_employer_has_its_own_report() -> None:
    """Two numbers that cannot be used are two reports."""
    result = people.converted(
        people.answer(personContactDetails={"homePhone": "1", "workPhone": "2"})
    )

    assert [path for path, code, _ in people.found(result) if code == "phone.not_e164"] == [
        "/phone_number",
        "/customer_classification/employer_phone",
    ]
