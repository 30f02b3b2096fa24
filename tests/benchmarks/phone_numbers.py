"""Judge phone numbers that were not seen before, of every region of libphonenumber's metadata."""

from __future__ import annotations

from functools import cache, partial
from itertools import cycle
from typing import TYPE_CHECKING

import phonenumbers

from payloadkit.rules.phone import Phone
from tests.benchmarks.documents import POLICY
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.benchmarks.job import Meter

OURS, PEER = "payloadkit", "phonenumbers.parse + is_valid_number"
_RULE = Phone()
_LAST = 4
COMMON = ("AE", "BD", "EG", "GB", "IN", "JO", "LK", "NP", "PH", "PK", "SA", "US")
EVERY = tuple(sorted(phonenumbers.SUPPORTED_REGIONS))


@cache
def examples() -> tuple[str, ...]:
    """Return the example numbers of every region and type."""
    kinds = phonenumbers.PhoneNumberType.values()
    found = (
        phonenumbers.example_number_for_type(region, kind) for region in EVERY for kind in kinds
    )
    return tuple(dict.fromkeys(_written(number) for number in found if number is not None))


def neighbours(distance: int, regions: Iterable[str] = COMMON) -> list[str]:
    """Return a valid neighbour of each example number; each distance up to 9999 has others.

    Args:
        distance: How far the last three digits are away.
        regions: Of which regions.
    """
    moved = (
        f"{text[:-_LAST]}{(int(text[-_LAST:]) + distance) % 10**_LAST:0{_LAST}}"
        for region in regions
        for text in _usual(region)
    )
    return [text for text in moved if theirs(text)]


@cache
def _usual(region: str) -> tuple[str, ...]:
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    found = (phonenumbers.example_number_for_type(region, kind) for kind in kinds)
    return tuple(dict.fromkeys(_written(number) for number in found if number is not None))


def ours(text: str) -> bool:
    """Tell whether payloadkit has nothing to say against a number."""
    return next(_RULE.check(text, POLICY), None) is None


def theirs(text: str) -> bool:
    """Tell whether libphonenumber takes a number for valid."""
    return phonenumbers.is_valid_number(phonenumbers.parse(text))


def _all(judge: Callable[[str], bool]) -> Callable[[Sequence[str]], None]:
    def run(numbers: Sequence[str]) -> None:
        for text in numbers:
            judge(text)

    return run


def _written(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _sides(regions: Sequence[str]) -> Mapping[str, Meter]:
    fresh = partial(neighbours, regions=regions)
    return {OURS: Clock(_all(ours), fresh), PEER: Clock(_all(theirs), fresh)}


def _profiled() -> Callable[[], object]:
    fresh = cycle([neighbours(distance) for distance in range(9000, 9300)])
    return lambda: _all(ours)(next(fresh))


def _job(name: str, doc: str, regions: Sequence[str], most: float | None) -> Job:
    return Job(
        name=name,
        doc=(
            f"A valid neighbour of the mobile and the fixed-line example of {doc}, each judged "
            "once. The peer does not look whether the text is E.164."
        ),
        sides=partial(_sides, regions),
        contests=(Contest(OURS, PEER, most),),
        profiled=_profiled if regions is COMMON else None,
    )


JOBS = (
    _job("phone numbers", "twelve regions", COMMON, 0.25),
    _job(
        "phone numbers of every region",
        "every region in turn, which is more patterns than Python keeps compiled for the peer",
        EVERY,
        None,
    ),
)
