"""JSON documents written in the ways that writers know, and in those that only strangers do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from random import Random

BLANKS = ("", " ", "\n", "\t", "\r\n", "  ", " \n\t\r ")
ODD = (
    "null", "true", "0", "-0", "1.0", "1e0", "9223372036854775808", "-9223372036854775809", "NaN",
    "Infinity", '""', '" "', '"!0"', '"!1"', '"AAB="', '"AA=="',
    '"a\u00a0b"', '"\u00a0"', '"\u3000"', '"a\u200bb"', '"a\u202eb"', '"\\u0000"', '"\\u007f"',
    '"a\x7f"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\udc00\\ud800"',
    '"\\u0022"', '"\\""', '"a\\\\"', '"\\/"', '"\t"', '"2024-02-30"', '"2020-W01-1"', '"20200101"',
    '"\u0662020-01-01"', '"+971501234567\\n"', '"data:,"',
    "[]", "{}", "[[]]", "[null]", '[""]', '{"a":1,"a":2}', '{"extra":1}',
)  # fmt: skip
PIECES = (
    b"", b" ", b'"', b"\\", b",", b":", b"{", b"}", b"[", b"]", b"0", b"-", b".", b"e", b"\x00",
    b"\x1f", b"\x7f", b"\n", b"\t", b"\xc2\xa0", b"\xe2\x80\x8b",
    b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\xef\xbb\xbf", b"\\ud800", b"\\u0022", b"\\u0041",
    b"\\/", b'\\"', b"null", b"NaN", b"!0", b'"a":1,', b"/**/",
)  # fmt: skip


@attrs.define
class Writer:
    """Writes plain values as JSON texts, each in a layout of its own.

    Args:
        random: Where every choice comes from.
        odds: One place in so many is odd: a key twice, a value that the document does not have.
    """

    random: Random
    odds: int = 0
    blanks: tuple[str, ...] = attrs.field(init=False)
    escapes: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Choose a layout."""
        self.blanks = self.random.choice((("",), ("",), (" ",), BLANKS))
        self.escapes = self.random.choice((0, 0, 3, 50))

    def text(self, value: Any) -> str:
        """Return a text of a value."""
        if self._odd():
            return self.random.choice(ODD)
        if isinstance(value, dict):
            return (
                "{"
                + ",".join(
                    member for key, inner in value.items() for member in self._members(key, inner)
                )
                + self._blank()
                + "}"
            )
        if isinstance(value, list):
            return (
                "["
                + ",".join(f"{self._blank()}{self.text(inner)}{self._blank()}" for inner in value)
                + "]"
            )
        return self._quoted(value) if isinstance(value, str) else json.dumps(value)

    def _members(self, key: str, value: object) -> list[str]:
        name = f"{self._blank()}{self._quoted(key)}{self._blank()}"
        member = f"{name}:{self._blank()}{self.text(value)}{self._blank()}"
        if not self._odd():
            return [member]
        twin = f"{self._quoted(key)}{self._blank()}:{self.random.choice((*ODD, self.text(value)))}"
        return self.random.choice(
            ([member, member], [twin, member], [member, twin], [], [twin, f'"_{key}":0'])
        )

    def _quoted(self, text: str) -> str:
        """Return a text in double quotes, a character in so many as an escape."""
        plain = json.dumps(text, ensure_ascii=bool(self.escapes))
        if not self.escapes or self.random.randrange(self.escapes) or "\\" in plain or not text:
            return plain
        at = self.random.randrange(len(text))
        escape = (
            "\\/"
            if text[at] == "/"
            else "".join(
                f"\\u{unit:04x}" for unit in memoryview(text[at].encode("utf-16-le")).cast("H")
            )
        )
        return f'"{text[:at]}{escape}{text[at + 1 :]}"'

    def _blank(self) -> str:
        return self.random.choice(self.blanks)

    def _odd(self) -> bool:
        return bool(self.odds) and not self.random.randrange(self.odds)


def spoilt(text: bytes, random: Random) -> bytes:
    """Return a text with one to three pieces put in or in place of others, or cut short."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(text) + 1)
        text = (
            text[:at] + random.choice(PIECES) + text[at + random.choice((0, 0, 1, 2, len(text))) :]
        )
    return random.choice((text, text, text, b"\xef\xbb\xbf" + text, text + b" x", text + b"\n"))
