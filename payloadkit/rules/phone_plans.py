"""Numbering plans: phone numbers that are certain to be valid, by regular expressions.

The expressions are made of libphonenumber's own metadata: those of the UAE
beforehand, so that a process that meets no other numbers need not load them.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

from payloadkit.codes.uae_phones import UAE_PHONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonenumbers import PhoneMetadata, PhoneNumberDesc

    Match = Callable[[str], re.Match[str] | None]

_uae: Match = re.compile(UAE_PHONES, re.ASCII).fullmatch
_TYPES = (
    "fixed_line",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)


def certain(value: str) -> bool:
    """Return whether a number is certain to be valid.

    That is: libphonenumber reads it, writes it as it came, and finds it possible and valid.

    A no says nothing: libphonenumber is then to be asked. A yes is what it would say, for these are
    its own steps:

    * It takes the shortest calling code that it knows.
    * It strips what looks like a trunk prefix or a carrier's code, or writes the number anew. A
      number of which the main region's prefix matches so much as a digit is never certain; any
      other stays as it is, leading zeros included.
    * It finds a number possible by its length alone.
    * It asks the code's regions in their order. One that has leading digits and finds them takes
      the number, and is the only one to judge it; one that has none takes what is valid there.
    * A number is valid in a region if the region's general description fits it, and so does that of
      one type, each by length and pattern.

    Lengths, prefixes and patterns are those of the installed release, compiled when a number of the
    region first needs them; those of the UAE's mobile and fixed numbers are a table. Nothing of
    a number is kept.

    Args:
        value: ``+`` and ASCII digits, of which the first is no zero.
    """
    if _uae(value):
        return True
    plans = _plans()
    start, regions = (
        plans.get(value[1:2]) or plans.get(value[1:3]) or plans.get(value[1:4]) or _NO_PLAN
    )
    national = value[start:]
    for region in regions:
        if region.leads is None:
            if region.holds(national):
                return True
        elif region.leads(national):
            return region.holds(national) is not None
    return False


class _Region:
    """A region under a calling code.

    Args:
        code: The calling code.
        name: The region's ISO 3166-1 alpha-2 code, or ``001`` for a code of no geographic region.
        main: The name of the main region under the code.
    """

    def __init__(self, code: int, name: str, main: str) -> None:
        self.code, self.name, self.main = code, name, main

    @cached_property
    def leads(self) -> Match | None:
        """Finds the leading digits by which the region takes a national number, or None."""
        leading = _metadata(self.code, self.name).leading_digits
        return None if leading is None else re.compile(leading).match

    @cached_property
    def holds(self) -> Match:
        """Matches the national numbers that are certain to be valid here.

        They come back from reading as they are.
        """
        kept = _kept(_metadata(self.code, self.main))
        return re.compile(
            kept + _valid(_metadata(self.code, self.name), _possible(self.code))
        ).fullmatch


_NO_PLAN: tuple[int, tuple[_Region, ...]] = (0, ())


@cache
def _plans() -> dict[str, tuple[int, tuple[_Region, ...]]]:
    """Return, by calling code, where the national number starts, and its regions in order."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return {
        str(code): (1 + len(str(code)), tuple(_Region(code, name, names[0]) for name in names))
        for code, names in COUNTRY_CODE_TO_REGION_CODE.items()
    }


def _metadata(code: int, name: str) -> PhoneMetadata:
    from phonenumbers import PhoneMetadata

    return cast(
        "PhoneMetadata", PhoneMetadata.metadata_for_region_or_calling_code(code, name)
    )  # every region of the table has them


def _kept(main: PhoneMetadata) -> str:
    """Look ahead for a number from which nothing can be stripped.

    The prefix does not match, or only where it is empty.
    """
    prefix = main.national_prefix_for_parsing
    return f"(?!(?:{prefix})(?!^))" if prefix else ""


def _possible(code: int) -> frozenset[int]:
    """Return the lengths that are possible under a calling code.

    They are of the 2 to 17 that are ever read; the digits do not matter to this.
    """
    from phonenumbers import PhoneNumber, is_possible_number

    return frozenset(
        length
        for length in range(2, 18)
        if is_possible_number(PhoneNumber(code, 10 ** (length - 1)))
    )


def _valid(metadata: PhoneMetadata, lengths: frozenset[int]) -> str:
    """Match a number that the general description and that of a type fit.

    Mobile numbers with the pattern of fixed ones are not asked for on their own.
    """
    types = _TYPES if metadata.same_mobile_and_fixed_line_pattern else ("mobile", *_TYPES)
    described = dict.fromkeys(_described(getattr(metadata, kind), lengths) for kind in types)
    return f"(?={_described(metadata.general_desc, lengths)})(?:{'|'.join(described)})"


def _described(description: PhoneNumberDesc | None, lengths: frozenset[int]) -> str:
    """Match the whole of a number that a description fits, of one of these lengths.

    It matches nothing where there is no pattern.
    """
    if not (description and description.national_number_pattern):
        return "(?!)"
    long = "|".join(f".{{{length}}}" for length in description.possible_length if length in lengths)
    return rf"(?=(?:{long})\Z)(?:{description.national_number_pattern})\Z"
