"""The valid word that a wrong one most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 128


def nearest(word: object, words: Iterable[str]) -> str:
    """Return ``"; did you mean …?"``, or nothing where no valid word is near.

    Args:
        word: What was given. It is not shown, since it may be anything.
        words: The valid words.
    """
    if not isinstance(word, str) or len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
