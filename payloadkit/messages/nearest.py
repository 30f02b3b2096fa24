"""The valid word that a wrong one most likely meant."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 128
_SHORTEST = 4
_MOST = 20  # words of a family that are listed

_JOINTS = str.maketrans("", "", "_- ")


def slip(word: str, words: Iterable[str]) -> str | None:
    """Return the first valid word that a word writes in another form, or with one slip, or None.

    Another form has other letter case and joints, as ``emailId`` for ``email_id``. A slip is a
    letter too many or too few, a wrong one, or two that changed places.

    Args:
        word: What was given.
        words: The valid words, which models declare: their plain forms are kept.
    """
    if len(word) > _LONGEST:
        return None
    plain, slipped = _plain(word), None
    for valid in words:
        other = _declared(valid)
        if other == plain:
            return valid
        if slipped is None and abs(len(other) - len(plain)) <= 1 and _is_slip(plain, other):
            slipped = valid
    return slipped


def _plain(word: str) -> str:
    return word.translate(_JOINTS).casefold()


_declared = cache(_plain)


def _is_slip(word: str, other: str) -> bool:
    if len(word) < _SHORTEST or (word[0] != other[0] and word[-1] != other[-1]):
        return False  # one slip does not reach both ends
    same = next(
        (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two),
        min(len(word), len(other)),
    )
    one, two = word[same:], other[same:]
    return (
        one[1:] == two[1:]
        or one[1:] == two
        or one == two[1:]
        or (one[1::-1] == two[:2] and one[2:] == two[2:])
    )


def check_word(name: str, word: object, words: Iterable[object]) -> None:
    """Refuse a word that is none of the valid ones.

    Args:
        name: What the word is.
        word: What was given. It is not shown, as by ``nearest``.
        words: The valid words.

    Raises:
        ValueError: It is another word; the valid ones are listed, and the nearest is named.
    """
    known = tuple(words)
    if word not in known:
        valid = [*map(str, known)]
        raise ValueError(f"{name} is {', '.join(valid)}{nearest(word, valid)}")


def nearest(word: object, words: Iterable[str]) -> str:
    """Return ``"; did you mean …?"``, or ``"; there are …"``, or nothing where no word is near.

    A dotted name or a path is compared with those of its own family, without the part that all of
    them share. If none of these is near, they are listed.

    Args:
        word: What was given. It is not shown, since it may be anything.
        words: The valid words.
    """
    if not isinstance(word, str) or len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches

    valid = {each.casefold(): each for each in sorted(words)}
    given = word.casefold()
    end = max(given.rfind("."), given.rfind("/")) + 1
    family = given[:end] or f"{given}."
    kin = [each for each in valid if each.startswith(family)]
    shared = len(family) if kin else 0
    parts = {each[shared:]: valid[each] for each in kin or valid}
    close = get_close_matches(given[shared:], parts, n=1)
    if close:
        return f"; did you mean {parts[close[0]]}?"
    return f"; there are {', '.join(parts.values())}" if 0 < len(kin) <= _MOST else ""
