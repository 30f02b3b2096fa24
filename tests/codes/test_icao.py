"""Codes of travel documents as ISO alpha-2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from payloadkit.codes.countries import ALPHA2, ALPHA3, UNOFFICIAL
from payloadkit.codes.icao import COUNTRIES, SPECIALS, alpha2

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = sorted(ALPHA2 | UNOFFICIAL | set(ALPHA3) | set(COUNTRIES))


def test_iso_codes_map() -> None:
    """An alpha-3 code gives its alpha-2 code, and an alpha-2 code itself."""
    assert {three: alpha2(three) for three in ALPHA3} == dict(ALPHA3)
    assert {two: alpha2(two) for two in ALPHA3.values()} == {two: two for two in ALPHA3.values()}


@pytest.mark.parametrize(("code", "two"), [("D", "DE"), ("DEU", "DE"), ("RKS", "XK"), ("XK", "XK")])
def test_germany_and_kosovo_have_codes_of_their_own(code: str, two: str) -> None:
    """Germany's single letter and Kosovo's code, which ISO does not assign, mean countries."""
    assert alpha2(code) == two


def test_persons_and_specimens_have_no_alpha2(subtests: pytest.Subtests) -> None:
    """Codes of officials, stateless persons and specimens are known and have no country."""
    for code in (
        "GBD",
        "GBN",
        "GBO",
        "GBP",
        "GBS",
        "UNO",
        "UNA",
        "UNK",
        "IAO",
        "EUE",
        "UTO",
        "XXA",
        "XXB",
        "XXC",
        "XXX",
    ):
        with subtests.test(code=code):
            assert code in SPECIALS
            assert alpha2(code) is None


def test_organisations_have_no_alpha2(subtests: pytest.Subtests) -> None:
    """An organisation that issues travel documents is known and is no country."""
    for code in ("XBA", "XIM", "XCC", "XCE", "XCO", "XEC", "XPO", "XES", "XMP", "XOM", "XDC"):
        with subtests.test(code=code):
            assert code in SPECIALS
            assert alpha2(code) is None


def test_no_special_has_an_alpha2() -> None:
    """No special code means a country, and each special says what it means."""
    assert not set(SPECIALS) & set(KNOWN)
    assert all(SPECIALS.values())


def test_lookalikes_are_unknown(subtests: pytest.Subtests) -> None:
    """Unassigned codes, other cases, fillers and other alphabets are no country and no special."""
    for code in (
        "",
        "ZZ",
        "ZZZ",
        "XKX",
        "UK",
        "D<<",
        "\uff21E",
        "\u0410\u0415",
        "ae",
        "are",
        "AE\n",
        " AE",
        "A\u200bE",
        "\ud800",
    ):
        with subtests.test(code=code):
            assert alpha2(code) is None
            assert code not in SPECIALS


@given(st.one_of(st.text(max_size=4), st.text("ABCDEGKRSTUXZ", max_size=3), st.sampled_from(KNOWN)))
@example("XXX")
def test_what_comes_out_is_a_country(code: str) -> None:
    """Whatever the text is, the answer is an assigned code, Kosovo's or none."""
    two = alpha2(code)
    assert two is None or two in ALPHA2 | UNOFFICIAL
    assert (two is not None) == (code in KNOWN)


@given(
    st.sampled_from(KNOWN),
    st.sampled_from([str.lower, " {}".format, "{}\n".format, "{}<".format, "{}\u0301".format]),
)
def test_only_the_exact_text_is_a_code(code: str, spoil: Callable[[str], str]) -> None:
    """A known code with anything added or in lower case is unknown."""
    assert alpha2(spoil(code)) is None
