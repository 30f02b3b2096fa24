"""Countries by their English names."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import product
from typing import TYPE_CHECKING

import pycountry
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.codes.countries import ALPHA2, UNOFFICIAL
from payloadkit.codes.names import country_named
from payloadkit.codes.territories import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

ISO_NAMES = [
    (getattr(country, field), country.alpha_2)
    for country in pycountry.countries
    for field in ("name", "common_name", "official_name")
    if getattr(country, field, None)
]
NAMES = [*ISO_NAMES, *OTHER_NAMES.items()]


def test_every_name_finds_its_country() -> None:
    """Each name of a table gives the code of its country, so none means two countries."""
    assert [(name, country_named(name)) for name, _ in NAMES] == NAMES


def test_everyday_names_are_known(subtests: pytest.Subtests) -> None:
    """The names that registers use every day are known, those of a kingdom's parts too."""
    cases: list[tuple[str, str]] = [
        ("United Arab Emirates", "AE"),
        ("UNITED ARAB EMIRATES", "AE"),
        ("India", "IN"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Palestine", "PS"),
        ("Palestinian Territories", "PS"),
        ("Palestine, State of", "PS"),
        ("Kosovo", "XK"),
        ("Syria", "SY"),
        ("Syrian Arab Republic", "SY"),
        ("Iran", "IR"),
        ("Russia", "RU"),
        ("Taiwan", "TW"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Tanzania", "TZ"),
        ("Brunei", "BN"),
        ("Czech Republic", "CZ"),
        ("Ivory Coast", "CI"),
        ("Swaziland", "SZ"),
        ("Hong Kong", "HK"),
        ("US", "US"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("BRITAIN", "GB"),
        ("England", "GB"),
        ("SCOTLAND", "GB"),
        ("Wales", "GB"),
        ("Northern Ireland", "GB"),
        ("Republic of Ireland", "IE"),
        ("Burma", "MM"),
        ("Republic of the Union of Myanmar", "MM"),
        ("Cape Verde", "CV"),
        ("East Timor", "TL"),
        ("Macedonia", "MK"),
        ("Republic of Macedonia", "MK"),
        ("The former Yugoslav Republic of Macedonia", "MK"),
        ("Holland", "NL"),
        ("Vatican", "VA"),
        ("The Holy See", "VA"),
        ("Macau", "MO"),
        ("Bosnia Herzegovina", "BA"),
        ("Korea (South)", "KR"),
        ("KOREA, NORTH", "KP"),
        ("Congo", "CG"),
        ("Republic of Congo", "CG"),
        ("DR Congo", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Occupied Palestinian Territory", "PS"),
        ("Samoa", "WS"),
        ("Micronesia", "FM"),
    ]
    for name, code in cases:
        with subtests.test(name=name, code=code):
            assert country_named(name) == code


def test_no_name_is_guessed(subtests: pytest.Subtests) -> None:
    """What is no name, or of several countries, of a union or of the past, names no country."""
    for name, wrapped in product(
        (
            "",
            " ",
            "AE",
            "ARE",
            "UAE",
            "Emirates",
            "KSA",
            "Korea",
            "Virgin Islands",
            "America",
            "Saint Martin",
            "Republic of China",
            "Europe",
            "Zaire",
            "Yugoslavia",
            "Indian",
            "Indi\u0430",
            "The",
            ".",
            "-",
            "\ud800",
        ),
        ("{}", " {} "),
    ):
        with subtests.test(name=name, wrapped=wrapped):
            assert country_named(wrapped.format(name)) is None


def test_accents_marks_and_articles_do_not_matter(subtests: pytest.Subtests) -> None:
    """A register without accents or punctuation writes the same name."""
    cases: list[tuple[str, str]] = [
        ("TURKIYE", "TR"),
        ("COTE D'IVOIRE", "CI"),
        ("Cote d\u2019Ivoire", "CI"),
        ("COTE DIVOIRE", "CI"),
        ("Curacao", "CW"),
        ("The United Arab Emirates", "AE"),
        ("THE GAMBIA", "GM"),
        ("Antigua&Barbuda", "AG"),
        ("Guinea Bissau", "GW"),
        ("ST LUCIA", "LC"),
        ("KOREA REPUBLIC OF", "KR"),
        ("REPUBLIC OF KOREA", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("DEMOCRATIC REPUBLIC OF THE CONGO", "CD"),
        ("State of Palestine", "PS"),
        ("British Virgin Islands", "VG"),
        ("India.", "IN"),
    ]
    for name, code in cases:
        with subtests.test(name=name, code=code):
            assert country_named(name) == code


@given(
    st.sampled_from(NAMES),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from(["", " ", "  ", "\u00a0"]),
    st.integers(1, 3),
)
def test_case_and_surplus_blanks_do_not_matter(
    named: tuple[str, str], case: Callable[[str], str], margin: str, gap: int
) -> None:
    """A name in any case, with blanks around it and doubled within, is still that name."""
    name, code = named
    assert country_named(margin + case(name).replace(" ", " " * gap) + margin) == code


@given(st.sampled_from(NAMES))
def test_composed_and_decomposed_accents_are_one(named: tuple[str, str]) -> None:
    """An accent written as a character of its own is the same accent."""
    name, code = named
    assert country_named(unicodedata.normalize("NFD", name)) == code


@given(st.sampled_from(NAMES), st.data())
def test_a_name_with_one_letter_changed_is_no_name(
    named: tuple[str, str], data: st.DataObject
) -> None:
    """A name that lost or changed a letter is unknown, unless its letters are a listed name's."""
    name = named[0]
    at = data.draw(st.integers(0, len(name) - 1))
    changed = name[:at] + data.draw(st.sampled_from(["", "x"])) + name[at + 1 :]
    listed = {letters(known): code for known, code in NAMES}
    assert country_named(changed) in (None, listed.get(letters(changed)))


def letters(name: str) -> str:
    """Return the letters of a name alone."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", "and"))
    return "".join(filter(str.isalpha, plain)).removeprefix("the")


@given(st.text(max_size=30))
def test_any_text_is_answered(name: str) -> None:
    """Whatever the text is, the answer is an assigned code, Kosovo's or none."""
    assert country_named(name) in ALPHA2 | UNOFFICIAL | {None}


def test_pycountry_is_loaded_by_the_first_name_only() -> None:
    """The first name loads pycountry, no import does; nothing loads Babel or schwifty."""
    modules = "countries currencies ibans icao languages names territories"
    code = (
        "import sys, importlib\n"
        f"for name in {modules!r}.split(): importlib.import_module('payloadkit.codes.' + name)\n"
        "assert 'pycountry' not in sys.modules\n"
        "sys.modules['payloadkit.codes.names'].country_named('India')\n"
        "assert 'pycountry' in sys.modules and not {'babel', 'schwifty'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # our own interpreter and words
