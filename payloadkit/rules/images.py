"""Embedded images: strict base64, and the picture behind it judged by its bytes against its declared type."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs
import pybase64

from payloadkit.rules.rule import Across, Breaker, Clean, Draws, Rule, Schema
from payloadkit.rules.text import CONTROL
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.images.inspection import Survey
    from payloadkit.policy import Policy

PDF = "application/pdf"
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PICTURE_CODES = (
    "image.unreadable",
    "image.unsupported",
    "image.type_mismatch",
    "image.truncated",
    "image.corrupt",
    "image.too_many_bytes",
    "image.too_many_pixels",
    "image.too_many_scans",
    "image.too_small",
    "image.trailing_data",
    "image.animated",
    "image.not_upright",
    "image.location_data",
)

_UNSEEN = "it does not decode a picture"
_SPARE_BITS = re.compile(r"[^AQgw]==|.[^=AEIMQUYcgkosw048]=")
_CONTROL = re.compile(CONTROL)


def decode(text: str | memoryview) -> bytes | None:
    """Return the bytes of a base64 text (RFC 4648 §4: standard alphabet, padded, no white space), or None where it is none."""
    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:  # binascii.Error is one
        return None


def _canonical(text: str) -> bool:
    """Tell whether the spare bits of a base64 text are zero."""
    return text[-1:] != "=" or _SPARE_BITS.fullmatch(text[-3:]) is None


def encode(data: bytes | bytearray | memoryview) -> str:
    """Return the canonical base64 text of bytes."""
    return pybase64.b64encode_as_string(data)


def content_type(data: bytes | bytearray | memoryview) -> str:
    """Return the content type of a JPEG's or PNG's bytes by their first ones; JPEG for anything else, which then fails as one."""
    return "image/png" if bytes(data[:4]) == b"\x89PNG" else "image/jpeg"


class Base64(Rule):
    """The base64 text of a file: standard alphabet, padded, canonical, without white space and without a ``data:`` prefix."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    screened: ClassVar[bool] = False
    embedded: ClassVar[bool] = True
    wording: ClassVar[str] = "base64 of the file"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("base64.data_uri", "base64.not_canonical", "text.control_characters", "base64.malformed")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a data URI, text that is no base64, or spare bits that are not zero."""
        if value[:5].lower() == "data:":
            yield Fault("base64.data_uri", "The base64 must stand alone, without a data: prefix.", "Send only what follows the comma.")
        elif decode(value) is not None:
            if not _canonical(value):
                yield Fault("base64.not_canonical", "The spare bits of the last base64 character must be zero.", "Encode the file again.")
        elif _CONTROL.search(value):
            yield Fault("text.control_characters", "Base64 must not have line breaks or other control characters.", "Encode without line wrapping.")
        else:
            yield Fault(
                "base64.malformed",
                "Base64 must have the standard alphabet and be padded, without white space.",
                "Encode with RFC 4648 §4, not the URL-safe alphabet.",
            )

    def clean(self, policy: Policy) -> Clean | None:
        """Return how the fast reading knows such a text: it decodes, and no other text decodes to the same bytes."""
        return Clean(str, tests=(_canonical,), vouched=(lambda value: decode(value) is not None,))

    def schema(self) -> Schema:
        """Return the canonical form as a pattern."""
        return {
            "type": "string",
            "contentEncoding": "base64",
            "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
        }

    def draw(self, draws: Draws) -> Any:
        """Draw sound pictures: tiny ones, or realistic ones of 480 × 640 pixels."""
        return draws.st.sampled_from([(_photo if draws.realistic else _tiny)(number) for number in range(10)])

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield another alphabet, missing padding, line breaks, spare bits and a data URI."""
        sound = self.draw(draws)
        yield Breaker(
            "base64.malformed",
            sound.map(lambda text: text[:-4] + "_-_-") | sound.map(lambda text: text[:-1]) | sound.map(lambda text: text[:8] + " " + text[8:]),
        )
        yield Breaker("text.control_characters", sound.map(lambda text: text[:4] + "\n" + text[4:]))
        yield Breaker("base64.not_canonical", sound.map(lambda text: text[:-4] + "AAB="))
        yield Breaker("base64.data_uri", sound.map(lambda text: "data:image/jpeg;base64," + text))


@cache
def _tiny(shade: int, content_type: str = "image/jpeg") -> str:
    from payloadkit.images.specimens import tiny

    return encode(tiny(shade, content_type))


@cache
def _photo(seed: int, content_type: str = "image/jpeg") -> str:
    from payloadkit.images.specimens import photo

    return encode(photo(seed, content_type))


def _redrawn(text: str, content_type: str) -> str:
    """Return a drawn picture as a file of another type."""
    return (_photo if len(text) > len(_photo(0)) // 2 else _tiny)(len(text) % 10, content_type)


class Look(NamedTuple):
    """What a first look at an embedded file says.

    Args:
        name: Name of the field with the base64.
        declared: The declared content type, or None where there is no sound one.
        survey: What the structure of a picture says; None for what is no picture, or nothing.
        document: What is wrong with a document that is no picture.
        readable: Whether the text, if there is one, is base64.
    """

    name: str
    declared: str | None
    survey: Survey | None = None
    document: Fault | None = None
    readable: bool = True

    @property
    def effort(self) -> int:
        """About how many nanoseconds it takes to judge the pixels."""
        return 0 if self.survey is None else self.survey.effort

    def faults(self, *, affordable: bool = True) -> Iterator[Fault]:
        """Report what is wrong with the file; pixels that are not affordable are too many."""
        if self.document is not None:
            yield attrs.evolve(self.document, at=(self.name,))
        if self.survey is None:
            return
        found, violations = self.survey.judged(affordable=affordable)
        for violation in violations:
            yield Fault(violation.code, violation.message, violation.hint, violation.severity, (self.name,))
        if self.declared is not None and found.format is not None and CONTENT_TYPES.get(found.format) != self.declared:
            yield attrs.evolve(_mismatch(self.declared), at=(self.name,))


@attrs.frozen
class Picture(Across):
    """The bytes of an embedded file are a whole picture of the type that is declared; every fault of it is told.

    Args:
        data: Name of the field with the base64.
        declared: Name of the field with the content type.
        pdf: Whether a PDF may stand here, which warns.
    """

    slow: ClassVar[bool] = True
    data: str = "base64_data"
    declared: str = "content_type"
    pdf: bool = False

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{self.data} is a whole picture of the type that {self.declared} declares" + (", or a PDF (unconfirmed)" if self.pdf else "")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return PICTURE_CODES

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.data,),)

    def idle(self, policy: Policy) -> bool:
        """Tell whether pictures are only base64 under a policy."""
        return policy.images == "off"

    def check(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Iterator[Fault]:
        """Report what ``images.inspect`` finds, and bytes of another type than declared."""
        yield from self.look(holder, sound, policy).faults()

    def vouches(self) -> tuple[str, ...]:
        """Return the name of the field with the base64."""
        return (self.data,)

    def look(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Look:
        """Return what the structure of the picture says."""
        text = sound(holder, self.data)
        raw = decode(text) if text and not self.idle(policy) else None
        declared = sound(holder, self.declared)
        if raw is None:
            return Look(self.data, declared, readable=not text)
        if self.pdf and declared == PDF:
            return Look(self.data, declared, document=_document(raw))
        import payloadkit.images.inspection as images

        return Look(self.data, declared, images.survey(raw))

    @property
    def reads(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to every field it looks at."""
        return ((self.data,), (self.declared,))

    def breakable(self, policy: Policy) -> tuple[str, ...]:
        """Return those of the codes that a small picture can draw, where pictures are judged at all."""
        return () if self.idle(policy) else tuple(code for code in self.codes if code != "image.too_many_bytes")

    def settle(self, document: dict[str, Any], pinned: tuple[str, ...] = ()) -> None:
        """Give a drawn file the bytes of its declared type."""
        if document.get(self.declared) == PDF:
            document[self.declared] = "image/png"
        if document.get(self.data):
            document[self.data] = _redrawn(document[self.data], document.get(self.declared) or "image/jpeg")

    def breaks(self, document: Mapping[str, Any], draws: Draws) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with every broken specimen, and with a sound one of the other type."""
        from payloadkit.images.specimens import broken

        for specimen in broken():
            spoilt = {**document, self.declared: specimen.content_type, self.data: encode(specimen.data)}
            yield Breaker(specimen.code, draws.st.just(spoilt), specimen.severity, unseen=_UNSEEN), (self.data,)
        other = "image/png" if document[self.declared] == "image/jpeg" else "image/jpeg"
        yield Breaker("image.type_mismatch", draws.st.just({**document, self.declared: other}), unseen=_UNSEEN), (self.data,)


def _document(raw: bytes) -> Fault:
    if raw.startswith(b"%PDF-"):
        return Fault(
            "image.unsupported", "A PDF may be refused: only some agreements accept one.", "Send a JPEG or PNG unless yours says otherwise.", Severity.WARNING
        )
    return _mismatch(PDF)


def _mismatch(declared: str) -> Fault:
    return Fault("image.type_mismatch", f"The bytes must be of the declared type {declared}.", "Declare what the bytes are, or send what is declared.")
