"""``payloadkit explain``: a code, ours or the gateway's, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit.reference.explain import known

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told


def test_our_code(invoke: Callable[..., Told]) -> None:
    """One of our codes is told with its meaning, its mend, the gateway's answer and its fields."""
    told = invoke("explain", "country.unknown")

    assert told.status == 0
    assert told.lines[0] == "country.unknown (error)"
    assert "Gateway: 45053" in told.lines
    assert '  - "country_of_birth": "IND",' in told.lines
    assert told.lines[told.lines.index("caas.onboarding:") + 1] == "  /nationality"


def test_the_gateways_code(invoke: Callable[..., Told]) -> None:
    """One of the gateway's is told with our codes that predict it.

    One that says nothing of the payload tells no field.
    """
    told = invoke("explain", "45053")

    assert told.status == 0
    assert told.lines[0].startswith("45053 (answer to caas.onboarding, HTTP 400")
    assert "Draws it: country.unknown, master.unknown" in told.lines
    assert "  /occupation_id" in told.lines
    assert not any(line.startswith("  /") for line in invoke("explain", "45013").lines)


def test_a_business_error(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """One of the platform's is told with what the desk can do, and which columns it may correct."""
    cases: list[tuple[str, str, bool]] = [
        ("RESIDENT_NOT_FOUND", "Mend: Correct the row", True),
        ("INVALID_EXPIRY_DATE", "Mend: Correct the row", True),
        ("MISSING_EXPIRY_DATE", "Mend: Correct the row", True),
        ("EXPIRED_EID", "Mend: Correct the row", True),
        ("IMMIGRATION_STATUS_INACTIVE", "Mend: Nothing in the row", False),
        ("CURRENT_COUNTRY_ABBR_NOT_FOUND", "Mend: Nothing in the row", False),
        ("RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS", "Mend: Nothing in the row", False),
        ("MARITAL_STATUS_DEAD", "Mend: Do not upload", False),
    ]
    for code, mend, corrected in cases:
        with subtests.test(code=code, mend=mend):
            told = invoke("explain", code)

            assert told.status == 0
            assert told.lines[0].startswith(
                f"{code} (business error of the UAE KYC platform, step "
            )
            assert any(line.startswith(mend) for line in told.lines)
            assert ("  /rows/*/eid_number" in told.lines) is corrected


def test_two_meanings_stand_apart(invoke: Callable[..., Told]) -> None:
    """A code of two meanings is told twice, a blank line between."""
    lines = invoke("explain", "40001").lines

    assert [line.partition(",")[0] for line in lines if line.startswith("40001")] == [
        "40001 (answer to caas.lookup",
        "40001 (answer to caas.onboarding",
    ]
    assert lines.count("") == 1


def test_json(invoke: Callable[..., Told]) -> None:
    """Machines are told the same."""
    (found,) = invoke("explain", "country.same", "--format", "json").json["codes"]

    assert (found["code"], found["about"], found["fields"]) == (
        "country.same",
        "warning",
        {"caas.onboarding": ["/second_nationality"]},
    )


@pytest.mark.parametrize(
    ("code", "close"),
    [
        ("text.to_long", "text.too_long"),
        ("TEXT.BLANK", "text.blank"),
        ("date", "there are date.expired, date.future"),
        ("4505", "45053"),
        ("45052", "45053"),
        ("expired_eid", "EXPIRED_EID"),
        ("EXPIRED_EIDS", "EXPIRED_EID"),
    ],
)
def test_an_unknown_code_is_2_with_close_ones(
    code: str, close: str, invoke: Callable[..., Told]
) -> None:
    """A code that nobody knows ends with 2, and the ones close to it."""
    told = invoke("explain", code)

    assert (told.status, told.out) == (2, b"")
    assert close in told.err.decode()


def test_a_code_like_no_other(invoke: Callable[..., Told]) -> None:
    """A word like no code leads to the list of all of them; nothing unprintable gets out."""
    told = invoke("explain", "\x1b[31m????")

    assert told.status == 2
    assert b"explain --help" in told.err
    assert b"\x1b" not in told.err


def test_help_lists_the_codes(invoke: Callable[..., Told]) -> None:
    """The help of the command ends with every code."""
    told = invoke("explain", "--help")

    assert told.status == 0
    assert set(known()) <= set(told.out.decode().partition("Codes:")[2].replace(",", " ").split())


def test_every_code_can_be_explained(
    invoke: Callable[..., Told], subtests: pytest.Subtests
) -> None:
    """No known code is without words."""
    for code in known():
        with subtests.test(code=code):
            assert invoke("explain", code).status == 0


def test_our_code_in_arabic(invoke: Callable[..., Told]) -> None:
    """Meaning, example and mend are told in Arabic, and the words of the program in English."""
    english, arabic = (invoke("explain", "date.expired", "--lang", one) for one in ("en", "ar"))

    assert arabic.status == 0
    assert [line == other for line, other in zip(arabic.lines, english.lines, strict=True)] == [
        not line.startswith(("A", "Example: ", "Mend: ")) for line in english.lines
    ]
    assert invoke("explain", "45053", "--lang", "ar").lines == invoke("explain", "45053").lines
