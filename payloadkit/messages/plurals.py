"""The plural category of a whole number in each language.

Source: Unicode CLDR, supplemental data, ``plurals.xml``, the rules of cardinal numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENGLISH: Final = "en"
_FEW, _MANY = range(3, 11), range(11, 100)


def _english(number: int) -> str:
    return "one" if number == 1 else "other"


def _arabic(number: int) -> str:
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if rest in _FEW else "many" if rest in _MANY else "other"


CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    ENGLISH: ("one", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}
RULES: Final[Mapping[str, Callable[[int], str]]] = {ENGLISH: _english, "ar": _arabic}
LANGUAGES: Final = tuple(RULES)
"""The languages that messages are written in, each a file of its own."""
