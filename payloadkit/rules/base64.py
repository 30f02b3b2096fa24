"""The base64 text of an embedded file, read strictly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.rules.characters import CONTROL
from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy


_SPARE_BITS = r"[^AQgw]==|.[^=AEIMQUYcgkosw048]="


def decode(text: str | memoryview) -> bytes | None:
    """Return the bytes of a base64 text, or None where it is none.

    RFC 4648 §4: standard alphabet, padded, no white space.
    """
    import pybase64

    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:  # binascii.Error is one
        return None


def _canonical(text: str) -> bool:
    """Return whether the spare bits of a base64 text are zero."""
    return text[-1:] != "=" or re.fullmatch(_SPARE_BITS, text[-3:]) is None


def encode(data: bytes | bytearray | memoryview) -> str:
    """Return the canonical base64 text of bytes."""
    import pybase64

    return pybase64.b64encode_as_string(data)


def content_type(data: bytes | bytearray | memoryview) -> str:
    """Return the content type of a JPEG's or PNG's bytes by their first ones.

    It is JPEG for anything else, which then fails as one.
    """
    return "image/png" if bytes(data[:4]) == b"\x89PNG" else "image/jpeg"


class Base64(Rule):
    """The base64 text of a file: standard alphabet, padded, canonical.

    It has no white space and no ``data:`` prefix.
    """

    __slots__ = ()

    formatted: ClassVar[bool] = True
    screened: ClassVar[bool] = False
    wording: ClassVar[str] = "base64 of the file"
    codes: ClassVar[tuple[str, ...]] = (
        "base64.data_uri",
        "base64.not_canonical",
        "text.control_characters",
        "base64.malformed",
    )

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a data URI, text that is no base64, or spare bits that are not zero."""
        if value[:5].lower() == "data:":
            yield Fault("base64.data_uri")
        elif decode(value) is not None:
            if not _canonical(value):
                yield Fault("base64.not_canonical")
        elif not value.isprintable() if value.isascii() else re.search(CONTROL, value):
            yield Fault("text.control_characters", variant="base64")
        else:
            yield Fault("base64.malformed")

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the text decodes, and its spare bits are zero."""
        return Expression(
            "type(x) is str and x and {decode}(x) is not None and {canonical}(x)",
            decode=decode,
            canonical=_canonical,
        )

    def schema(self) -> Schema:
        """Return the canonical form as a pattern."""
        return {
            "type": "string",
            "contentEncoding": "base64",
            "pattern": "^(?:[A-Za-z0-9+/]{4})*"
            "(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
        }

    def draw(self, draws: Draws) -> Any:
        """Draw sound pictures: tiny ones, or realistic ones of 480 × 640 pixels."""
        return draws.st.sampled_from(
            [encode(draws.picture(number, "image/jpeg")) for number in range(10)]
        )

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield another alphabet, missing padding, line breaks, spare bits and a data URI."""
        sound = self.draw(draws)
        yield Breaker(
            "base64.malformed",
            sound.map(lambda text: text[:-4] + "_-_-")
            | sound.map(lambda text: text[:-1])
            | sound.map(lambda text: text[:8] + " " + text[8:]),
        )
        yield Breaker("text.control_characters", sound.map(lambda text: text[:4] + "\n" + text[4:]))
        yield Breaker("base64.not_canonical", sound.map(lambda text: text[:-4] + "AAB="))
        yield Breaker("base64.data_uri", sound.map(lambda text: "data:image/jpeg;base64," + text))
