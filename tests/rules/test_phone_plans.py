"""What numbering plans are certain of, libphonenumber says too."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from random import Random
from typing import TYPE_CHECKING, cast

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

from payloadkit.codes.uae_phones import UAE_PHONES
from payloadkit.rules import phone_plans
from payloadkit.rules.phone import Phone
from payloadkit.rules.phone_plans import certain
from tests.rules.judging import said

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
CODES = sorted(COUNTRY_CODE_TO_REGION_CODE)
DIGITS = "0123456789"
FREE = 999


def plans(code: int) -> list[PhoneMetadata]:
    """Return the metadata of the regions under a calling code, those of the main one first."""
    return [
        cast("PhoneMetadata", PhoneMetadata.metadata_for_region_or_calling_code(code, name))
        for name in COUNTRY_CODE_TO_REGION_CODE[code]
    ]


def described(code: int) -> Iterator[PhoneNumberDesc]:
    """Yield the descriptions of the types of numbers under a calling code."""
    for plan in plans(code):
        for description in (getattr(plan, kind) for kind in TYPES):
            if description is not None and description.national_number_pattern:
                yield description


def examples(code: int) -> dict[str, None]:
    """Return the national example numbers of every region and type under a calling code."""
    return {
        description.example_number: None
        for description in described(code)
        if description.example_number
    }


def strays(code: int, national: str, draw: Random) -> Iterator[str]:
    """Yield a national number and its neighbours: a digit or a prefix changed."""
    yield national
    yield national[:-1]
    yield from (front + national for front in DIGITS)
    yield f"{plans(code)[0].national_prefix or ''}{national}"
    for place in range(len(national) + 1):
        yield national[:place] + draw.choice(DIGITS) + national[place:]
        yield national[:place] + draw.choice(DIGITS) + national[place + 1 :]
        yield national[:place] + "".join(draw.choices(DIGITS, k=len(national) - place))


def sound(value: str) -> bool:
    """Tell whether libphonenumber writes a number as it came, and finds it possible and valid."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return (
        written == value
        and phonenumbers.is_possible_number(number)
        and phonenumbers.is_valid_number(number)
    )


def plain(code: int, national: str) -> bool:
    """Tell whether a national number begins with no digit that may be a prefix."""
    begun = re.match(plans(code)[0].national_prefix_for_parsing or "", national)
    return begun is None or not begun.group()


@pytest.mark.exhaustive
def test_certain_is_sound_and_plain(subtests: pytest.Subtests) -> None:
    """Of example numbers and neighbours, exactly the valid ones without prefix are certain."""
    for code in CODES:
        with subtests.test(code=code):
            draw = Random(code)  # noqa: S311 - the same numbers at each run
            near = dict.fromkeys(
                stray for national in examples(code) for stray in strays(code, national, draw)
            )

            assert [
                national
                for national in near
                if certain(f"+{code}{national}")
                != (sound(f"+{code}{national}") and plain(code, national))
            ] == []


@pytest.mark.exhaustive
def test_every_beginning(subtests: pytest.Subtests) -> None:
    """No certain number is invalid, over every three first digits and every length."""
    for code in CODES:
        with subtests.test(code=code):
            draw = Random(code)  # noqa: S311 - the same numbers at each run
            lengths = {
                length for description in described(code) for length in description.possible_length
            }
            tails = (
                (front, length, draw.randrange(10**14))
                for front in product(DIGITS, repeat=3)
                for length in lengths
            )
            numbers = (
                f"+{code}" + f"{''.join(front)}{tail:014}"[:length] for front, length, tail in tails
            )

            assert [number for number in numbers if certain(number) and not sound(number)] == []


def test_most_examples_are_certain() -> None:
    """At least 95 of 100 example numbers, over all regions and types, need not be asked after."""
    numbers = [f"+{code}{national}" for code in CODES for national in examples(code)]

    assert len(numbers) > 900
    assert sum(map(certain, numbers)) >= 0.95 * len(numbers)


@cache
def matching(code: int) -> st.SearchStrategy[str]:
    """Return a strategy of national numbers, each of a pattern of a type under a calling code."""
    patterns = dict.fromkeys(
        description.national_number_pattern or "" for description in described(code)
    )
    return st.one_of(
        [st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True) for pattern in patterns]
    )


@given(st.data())
def test_certain_of_what_patterns_draw(data: st.DataObject) -> None:
    """A number that a pattern draws, as it is or a little changed, is sound if it is certain."""
    code = data.draw(st.sampled_from(CODES))
    national = data.draw(matching(code))
    place = data.draw(st.integers(0, len(national)))
    digits = data.draw(st.text(DIGITS, max_size=2))
    cut = data.draw(st.integers(0, 2))
    value = f"+{code}{national[:place]}{digits}{national[place + cut :]}"

    assert sound(value) or not certain(value)


def test_no_plan(subtests: pytest.Subtests) -> None:
    """A number without a calling code, or with nothing behind it, is not certain."""
    for value in ("+9", "+99", "+999", "+999123456789", "+210123456789", "+1", "+97", "+971"):
        with subtests.test(value=value):
            assert not certain(value)


def test_the_certain_are_not_asked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of a certain number reads it with no libphonenumber."""
    monkeypatch.delattr(phonenumbers, "parse")

    assert said(Phone(), "+971501234567") == []
    with pytest.raises(AttributeError):
        said(Phone(), "+971591234567")


@pytest.fixture
def _invented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put regions with every exception of a plan under a free calling code."""

    def of(pattern: str, *lengths: int) -> PhoneNumberDesc:
        return PhoneNumberDesc(national_number_pattern=pattern, possible_length=lengths)

    short = PhoneNumberDesc(
        national_number_pattern=r"[0-8]\d{2,4}",
        possible_length=(3, 4, 17, 18),
        possible_length_local_only=(1, 2),
    )
    either = of(r"1\d{2,3}|21\d\d|3\d\d?|9\d{3}", 3, 4)
    PhoneMetadata(
        "QX",
        country_code=FREE,
        general_desc=short,
        fixed_line=of(r"[14]\d{2,4}|0[1-4]\d\d", 4, 5),
        mobile=of(r"[14]\d{2,4}|0[1-4]\d\d", 3),
        national_prefix_for_parsing=r"0?(?:(4[0-5])15)?|0",
        national_prefix_transform_rule=r"9\1",
    )
    PhoneMetadata(
        "QY",
        country_code=FREE,
        general_desc=short,
        leading_digits="2|34",
        toll_free=of(r"[23][1-4]\d\d", 4),
        voip=PhoneNumberDesc(),
    )
    PhoneMetadata(
        "QZ",
        country_code=FREE,
        general_desc=short,
        leading_digits="36",
        mobile=either,
        pager=of(r"36\d\d", 4),
    )
    PhoneMetadata(
        "QM",
        country_code=FREE,
        general_desc=of(r"[1-7]\d{1,4}|8\d?|8{17,18}", 1, 2, 3, 4, 5, 17, 18),
        fixed_line=either,
        mobile=of(r"[23]\d\d\d", 4),
        uan=of(r"[5-8](?:\d(?:\d\d\d?)?)?|8+", 1, 2, 4, 5, 17, 18),
        national_prefix_for_parsing="5",
    )
    monkeypatch.setitem(COUNTRY_CODE_TO_REGION_CODE, FREE, ("QX", "QY", "QZ", "QM"))
    phone_plans._plans.cache_clear()  # noqa: SLF001 # no caller clears it
    yield
    phone_plans._plans.cache_clear()  # noqa: SLF001 # no caller clears it


@pytest.mark.usefixtures("_invented")
def test_a_plan_of_exceptions() -> None:
    """Under an invented code exactly the valid plain numbers are certain."""
    numbers = [
        "".join(digits)
        for length in range(1, 6)
        for digits in product(DIGITS, repeat=length)
        if length < 5 or digits[0] in "04" or digits[-1] == "5"
    ]
    numbers += ["8" * length for length in (16, 17, 18)]
    wrong = [
        national
        for national in numbers
        if certain(f"+{FREE}{national}") != (sound(f"+{FREE}{national}") and plain(FREE, national))
    ]

    assert wrong == []


def test_the_uaes_numbers() -> None:
    """The table knows what libphonenumber finds valid and mobile or fixed, by its first digits."""
    tails = ("1234", "12345", "123456")
    numbers = [f"+971{front:03}{tail}" for front in range(1000) for tail in tails]
    kinds = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE}

    assert [number for number in numbers if re.fullmatch(UAE_PHONES, number)] == [
        number
        for number in numbers
        if sound(number) and phonenumbers.number_type(phonenumbers.parse(number)) in kinds
    ]
