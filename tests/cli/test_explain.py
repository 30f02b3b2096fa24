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
        ("4505", "45053"),
        ("45052", "45053"),
    ],
)
def test_an_unknown_code_is_2_with_close_ones(
    code: str, close: str, invoke: Callable[..., Told]
) -> None:
    """A code that nobody knows ends with 2, and the ones close to it."""
    told = invoke("explain", code)

    assert (told.status, told.out) == (2, b"")
    assert close in told.err.decode()
    assert b"explain --help" in told.err


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
