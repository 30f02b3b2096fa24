"""Masks that keep the shape of a value, and of a text that is no document any more.

A letter becomes another letter of its case, a digit a 9. What stands between them stays, so that a
date with slashes stays one, and so does a character that shows nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any

from payloadkit.rules.characters import invisible
from payloadkit.rules.values import Literal, numeral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_BAD_BYTE = 0xDCFF
_ARABIC = range(0x0600, 0x0700)
_NUMBER = r"-?(?<![\w.])(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])"
_ESCAPE = r'\\u(?P<code>[0-9a-fA-F]{4})|\\["\\/bfnrt]'
_PIECES = re.compile(rf"(?P<number>{_NUMBER})|(?P<escape>{_ESCAPE})|(?P<word>\w+)|[^\w\\]+|\\")
_RUN = re.compile(r"[^\W\d_]{2,}|[\d_]|[^\w]")
_ZERO = re.compile(r"(-?0)([0-9]+)")


class _Shapes(dict[int, int]):
    """The masks of characters, made when they are needed.

    Args:
        lower: The mask of letters.
        digit: The mask of digits.
        marks: The mask of other signs than those of ASCII.
    """

    def __init__(self, lower: str, digit: int, mark: str) -> None:
        super().__init__()
        self.lower, self.digit, self.mark = lower, digit, mark

    def __missing__(self, point: int) -> int:
        self[point] = mask = self._mask(point)
        return mask

    def _mask(self, point: int) -> int:
        letter = chr(point)
        if "\udc80" <= letter <= "\udcff":  # a byte that is no UTF-8
            return _BAD_BYTE
        kind = unicodedata.category(letter)
        if kind == "Nd":
            return point - unicodedata.digit(letter) + self.digit
        if kind[0] in "CZ" or letter in invisible():
            return point
        if kind[0] in "LM":
            arabic = point in _ARABIC
            cased = self.lower.upper() if letter.isupper() else self.lower
            return 0x0633 if arabic else ord(cased)
        return point if letter.isascii() else ord(self.mark)


_FIRST, _SECOND = _Shapes("x", 9, "\u00b7"), _Shapes("z", 8, "\u00a4")
_MORE = (_Shapes("q", 7, "\u00a6"), _Shapes("v", 6, "\u00b1"), _Shapes("k", 5, "\u00d7"))
_DIGITS = ("9", "8", "97", "96", "95", "86", "75")
"""What digits become, in turn. A number at the end of its range has to begin with a 9."""


def masks(text: str) -> tuple[str, ...]:
    """Return masks of a text, for the case that one is the text itself, or is refused.

    In the last two, letters that stand alone stay: the ``T`` of a date-time, the ``E`` of a number.

    Args:
        text: The text.
    """
    whole = [text.translate(shapes) for shapes in (_FIRST, _SECOND)]
    runs = [_RUN.sub(partial(_reshaped, shapes), text) for shapes in (_FIRST, _SECOND)]
    return (*whole, *runs)


def _reshaped(shapes: _Shapes, run: re.Match[str]) -> str:
    return run[0].translate(shapes)


def masked(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any plain value
    """Yield a text or a number with other letters and digits, in some ways.

    There are several, since the first ones may be values of the document: of one that was redacted
    before, or that holds the 9999 of some list.

    Args:
        value: The plain value.
    """
    if type(value) is str:
        yield from masks(value)
        yield from (value.translate(shapes) for shapes in _MORE)
        return
    text = value.text if isinstance(value, Literal) else str(value)
    for digits in _DIGITS:
        turns = cycle(digits)
        other = re.sub("[0-9]", lambda _: next(turns), text)  # noqa: B023 - called at once
        yield numeral(other, whole=other.lstrip("-").isdigit())


def tells(text: str) -> bool:
    """Return whether a text has a visible letter or digit, so that it can say something."""
    return any(letter.isalnum() and letter not in invisible() for letter in text)


def masked_text(text: str, kept: AbstractSet[str]) -> str:
    """Return a broken text with every word and number masked, and broken where it was.

    Args:
        text: The text; a surrogate U+DC80 to U+DCFF stands for a byte that is no UTF-8.
        kept: Words that stay: names of fields, and those of the grammar.
    """

    def mask(piece: re.Match[str]) -> str:
        if piece["number"]:
            return _masked_number(piece[0])
        if piece["escape"]:
            return _masked_escape(piece["code"]) or piece[0]
        return piece[0] if piece["word"] in kept else _masked_word(piece[0])

    return _PIECES.sub(mask, text)


def _masked_number(text: str) -> str:
    mask = re.sub("[0-9]", "9", text)
    return mask if mask != text else mask.replace("9", "8")


def _masked_word(word: str) -> str:
    # A number with a leading zero is no JSON; without the zero it would be.
    zeros = _ZERO.match(word)
    head = zeros[1] if zeros else ""
    mask = head + masks(word[len(head) :])[0]
    return mask if mask != word else head + masks(word[len(head) :])[1]


def _masked_escape(code: str | None) -> str | None:
    if code is None:
        return None
    point = int(code, 16)
    if 0xD800 <= point <= 0xDFFF:  # noqa: PLR2004 - the surrogates, of which one alone is a fault
        return "\\ud83d" if point < 0xDC00 else "\\ude00"  # noqa: PLR2004 - as above
    return f"\\u{ord(masks(chr(point))[0]):04x}"
