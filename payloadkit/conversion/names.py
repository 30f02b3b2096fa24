"""Names of persons: from the parts of the source, or by splitting the full name.

Every word of the source goes out once, or a violation says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.conversion.source import Profile

SPLIT = Fault("name.split", severity=Severity.WARNING)
SINGLE = Fault("name.single", severity=Severity.WARNING)
LOST = Fault("name.words_lost", severity=Severity.WARNING)
DIFFERS = Fault("name.differs", severity=Severity.WARNING)

FIRST, SECOND, FAMILY, WHOLE = (
    "personalInfo.firstNameEn",
    "personalInfo.secondNameEn",
    "personalInfo.familyNameEn",
    "personalInfo.fullNameEn",
)
PARTS = (FIRST, SECOND, FAMILY)
ARABIC = ("personalInfo.familyNameAr", "personalInfo.firstNameAr", "personalInfo.fullNameAr")

# Words that belong to the word that follows them.
PARTICLES = frozenset(
    "AL EL ABD ABDUL ABU BIN BINT IBN UMM DE DA VAN VON DOS MAC".split()  # noqa: SIM905 - words
)
_ENDS_OF_NAMES = {"first": ("first_name", "firstName"), "last": ("last_name", "lastName")}
_PLACEHOLDERS = frozenset({"FNU", "LNU"})  # first and last name unknown
_BETWEEN = re.compile(r"[\s,\u2010-\u2015-]+")
_ENDS = ".'\u2018\u2019"


def in_parts(profile: Profile) -> bool:
    """There are first and family name, or no full name."""
    return all(profile.get(path) for path in (FIRST, FAMILY)) or profile.get(WHOLE) is None


def not_in_parts(profile: Profile) -> bool:
    """First or family name is missing."""
    return not in_parts(profile)


@rule("copied", "name.words_lost", "name.differs")
def first_part(text: str, read: Read) -> Made:
    """As it is."""
    return Made(text, compared(read, WHOLE, PARTS))


def compared(read: Read, whole: str, parts: tuple[str, ...]) -> tuple[Fault, ...]:
    """Return what is wrong between a whole name and its parts.

    Args:
        read: The conversion.
        whole: The dotted path of the whole name.
        parts: The dotted paths of the parts.
    """
    name = read.profile.get(whole) or ""
    joined = " ".join(filter(None, map(read.profile.get, parts)))
    words = name.split()
    lost = [n for n in _missing(name, joined) if words[n].upper() not in _PLACEHOLDERS]
    faults = (LOST,) if lost and len(lost) < len(words) else ()
    return (*faults, DIFFERS) if name and _missing(joined, name) else faults


def join_names(read: Read, paths: tuple[str, ...]) -> Made:
    """Return the names at some paths, joined by single blanks.

    Args:
        read: The conversion.
        paths: The dotted paths.
    """
    found = {read.profile.pointer(path): text for path in paths if (text := read.profile.get(path))}
    return Made(" ".join(" ".join(found.values()).split()), sources=tuple(found))


@rule("copied", name="copied")
def second_part(text: str, read: Read) -> Made | None:
    """As it is, unless the supplied names have its words."""
    return Made(text) if _missing(text, " ".join(_supplied(read).values())) else None


@rule("derived")
def first_word(text: str, read: Read) -> Made | None:
    """The first word of several."""
    return Made(_divided(text, read)[0]) if split(text)[2] else None


@rule("derived")
def only_word(text: str, _read: Read) -> Made | None:
    """The only word."""
    word, _, last = split(text)
    return Made(word) if word and not last else None


@rule("derived")
def words_between(text: str, read: Read) -> Made | None:
    """The words between the first and the last, joined by single blanks."""
    between = _divided(text, read)[1]
    return Made(between) if between else None


@rule("derived")
def last_word(text: str, read: Read) -> Made | None:
    """The last word of several."""
    last = _divided(text, read)[2]
    return Made(last) if last else None


@rule("derived")
def words_after_first(text: str, read: Read) -> Made | None:
    """All words but the first of several, joined by single blanks."""
    _, between, last = _divided(text, read)
    return Made(" ".join(filter(None, (between, last)))) if last else None


def _divided(text: str, read: Read) -> tuple[str, str, str]:
    """Return what ``split`` returns, without the words that supplied names have already.

    Args:
        text: The whole name.
        read: The conversion, with the supplied names.
    """
    first, between, last = split(text)
    supplied = _supplied(read)
    given = " ".join(supplied.values())
    if not given or not last:
        return first, between, last
    if _missing(given, text):  # another name: what is derived would not belong to it
        return first, "" if len(supplied) == len(_ENDS_OF_NAMES) else between, last
    words = " ".join(filter(None, (first, between, last)))
    rest = _units(
        " ".join(word for n, word in enumerate(words.split()) if n in _missing(words, given))
    )
    if "first" in supplied and "last" in supplied:
        return "", " ".join(rest), ""
    if not rest:
        return first, "", last
    if "first" in supplied:
        return "", " ".join(rest[:-1]), rest[-1]
    return rest[0], " ".join(rest[1:]), ""


def _supplied(read: Read) -> dict[str, str]:
    """Return the first and the last name that the supplement has."""
    return {
        end: cell.value
        for end, keys in _ENDS_OF_NAMES.items()
        for key in keys
        if (cell := read.made(key)) and cell.kind == "supplied" and isinstance(cell.value, str)
    }


def split(text: str) -> tuple[str, str, str]:
    """Return first word, words between and last word of a whole name; empty where it has none.

    A particle stays with the word that follows it. A name with one comma is ``LAST, FIRST``.

    Args:
        text: The whole name.
    """
    family, comma, given = text.partition(",")
    if comma and "," not in given:
        last, names = _units(family), _units(given)
        if last and names:
            return names[0], " ".join(names[1:]), " ".join(last)
        text = f"{family} {given}"
    first, *others = _units(text) or [""]
    return (first, " ".join(others[:-1]), others[-1]) if others else (first, "", "")


def _units(text: str) -> list[str]:
    """Return the words of a name, each with the particles before it."""
    units: list[str] = []
    particles: list[str] = []
    for word in (word for word in text.split() if word.upper() not in _PLACEHOLDERS):
        particles.append(word)
        if word.upper() not in PARTICLES:
            units.append(" ".join(particles))
            particles = []
    return [*units, " ".join(particles)] if particles else units


def unused_words(read: Read, keys: tuple[str, ...], path: str = WHOLE) -> Iterator[str]:
    """Yield a pointer for each word of the whole name that is in no name of the payload.

    The last token of a pointer is the number of the word, from 0.

    Args:
        read: The conversion, with the finished payload.
        keys: The fields of the payload that hold names.
        path: The dotted path of the whole name.
    """
    whole = read.profile.get(path)
    cells = [cell.value for key in keys if (cell := read.made(key)) is not None]
    names = " ".join(name for name in cells if isinstance(name, str))
    for number in _missing(whole, names) if whole is not None else ():
        yield f"{read.profile.pointer(path)}/{number}"


def _missing(text: str, other: str) -> list[int]:
    """Return the numbers of the words of one name that another one does not have.

    Letter case, accents, hyphens and the way of joining words do not matter.
    """
    left, right = _spelt(text), _spelt(other)
    missing, foreign = _without(left, right), _without(right, left)
    joined = "".join(word for _, word in missing) == "".join(word for _, word in foreign)
    return [] if joined else sorted({number for number, _ in missing})


def _without(words: list[tuple[int, str]], others: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbered words that are not among others, each of which counts once."""
    left = Counter(word for _, word in others)
    missing = []
    for number, word in words:
        if left[word]:
            left[word] -= 1
        else:
            missing.append((number, word))
    return missing


def _spelt(text: str) -> list[tuple[int, str]]:
    """Return the words of a name for comparison, with the number of the word they stand in."""
    return [
        (number, word)
        for number, written in enumerate(text.split())
        for piece in _BETWEEN.split(written)
        if (word := _plain(piece))
    ]


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip(_ENDS).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
