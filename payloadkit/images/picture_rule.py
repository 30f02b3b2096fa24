"""The rules of embedded files: a whole picture of the declared type, and no picture twice."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from payloadkit.rules.base64 import decode, encode
from payloadkit.rules.date_order import reached
from payloadkit.rules.rule import Across, Breaker, Draws, Slow
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


class Look(NamedTuple):
    """What a first look at an embedded file says.

    Args:
        name: Name of the field with the base64.
        declared: The declared content type, or None where there is no sound one.
        survey: What the structure of a picture says; None for what is no picture, or nothing.
        document: What is wrong with a document that is no picture.
    """

    name: str
    declared: str | None
    survey: Survey | None = None
    document: Fault | None = None

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
            yield Fault(
                violation.code, violation.message, violation.hint, violation.severity, (self.name,)
            )
        if (
            self.declared is not None
            and found.format is not None
            and CONTENT_TYPES.get(found.format) != self.declared
        ):
            yield attrs.evolve(_mismatch(self.declared), at=(self.name,))


@attrs.frozen(eq=False, repr=False)
class Picture(Slow):
    """The bytes of an embedded file are a whole picture of the type that is declared.

    Every fault of the picture is reported.

    Args:
        data: Name of the field with the base64.
        declared: Name of the field with the content type.
        pdf: Whether a PDF may stand here, which warns.
    """

    codes: ClassVar[tuple[str, ...]] = PICTURE_CODES
    undrawn: ClassVar[tuple[str, ...]] = ("image.too_many_bytes",)
    data: str = "base64_data"
    declared: str = "content_type"
    pdf: bool = False

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{self.data} is a whole picture of the type that {self.declared} declares" + (
            ", or a PDF (unconfirmed)" if self.pdf else ""
        )

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.data,),)

    def idle(self, policy: Policy) -> bool:
        """Return whether pictures are only base64 under a policy."""
        return policy.images == "off"

    def look(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Look:
        """Return what the structure of the picture says."""
        text = sound(holder, self.data)
        raw = decode(text) if text and not self.idle(policy) else None
        declared = sound(holder, self.declared)
        if raw is None:
            return Look(self.data, declared)
        if self.pdf and declared == PDF:
            return Look(self.data, declared, document=_document(raw))
        import payloadkit.images.inspection as images

        return Look(self.data, declared, images.survey(raw))

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give a drawn file the bytes of its declared type."""
        if document.get(self.declared) == PDF:
            document[self.declared] = "image/png"
        if document.get(self.data) and document.get(self.declared):
            number = len(document[self.data]) % 10
            document[self.data] = encode(draws.picture(number, document[self.declared]))

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with every broken specimen, and with a sound one of the other type."""
        for code, content_type, data, severity in draws.broken_pictures():
            spoilt = {**document, self.declared: content_type, self.data: encode(data)}
            yield (
                Breaker(code, draws.st.just(spoilt), severity, unseen=_UNSEEN),
                (self.data,),
            )
        other = "image/png" if document[self.declared] == "image/jpeg" else "image/jpeg"
        yield (
            Breaker(
                "image.type_mismatch",
                draws.st.just({**document, self.declared: other}),
                unseen=_UNSEEN,
            ),
            (self.data,),
        )


@attrs.frozen(eq=False, repr=False)
class OnePicture(Across):
    """A picture is not sent a second time in the place of another one.

    Pictures are the same if their base64 is; the violation stands at the later one.

    Args:
        earlier: Paths of field names from the object to the base64 of other pictures, without list
            indexes.
        later: The same of the picture that should differ.
        declared: Name of the field with the content type, beside the base64.
    """

    codes: ClassVar[tuple[str, ...]] = ("image.duplicate",)
    earlier: tuple[tuple[str, ...], ...]
    later: tuple[str, ...]
    declared: str = "content_type"

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        others = " and ".join(".".join(names[:-1]) for names in self.earlier)
        return f"{'.'.join(self.later[:-1])} is another picture than {others}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return (self.later,)

    def idle(self, policy: Policy) -> bool:
        """Return whether pictures are only base64 under a policy."""
        return policy.images == "off"

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report a picture that is the same as an earlier one."""
        if self.idle(policy):
            return
        for at, text in reached(holder, self.later, sound):
            if text and text in self._others(holder, sound):
                yield Fault("image.duplicate", severity=Severity.WARNING, at=at)

    def _others(self, holder: object, sound: Callable[[object, str], Any]) -> list[object]:
        return [text for names in self.earlier for _, text in reached(holder, names, sound)]

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give a drawn object another picture where it repeats one."""
        others = self._others(document, _plain)
        for at, text in reached(document, self.later, _plain):
            if text and text in others:
                # An answer may leave the type out, or empty.
                kind = _at(document, at[:-1]).get(self.declared) or "image/jpeg"
                drawn = (encode(draws.picture(n, kind)) for n in count())
                document.update(_put(document, at, next(new for new in drawn if new not in others)))

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with an earlier picture in the place of the later one."""
        later = reached(document, self.later, _plain)[0][0]
        for names in self.earlier:
            image = _at(document, reached(document, names, _plain)[0][0][:-1])
            twice = draws.st.just(_put(document, later[:-1], image))
            yield Breaker("image.duplicate", twice, Severity.WARNING), later


def _plain(holder: Any, name: str) -> object:  # noqa: ANN401 - an object as a dict
    """Return a field of a plain object, with a list as the tuple that objects have."""
    value = holder.get(name)
    return tuple(value) if isinstance(value, list) else value


def _at(node: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - any plain value
    for token in path:
        node = node[token]
    return node


def _put(node: Any, path: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401 - as above
    """Return a plain value with another one at a path. What leads there is copied."""
    if not path:
        return value
    copy = node.copy()
    copy[path[0]] = _put(node[path[0]], path[1:], value)
    return copy


def _document(raw: bytes) -> Fault:
    if raw.startswith(b"%PDF-"):
        return Fault("image.unsupported", severity=Severity.WARNING, variant="pdf")
    return _mismatch(PDF)


def _mismatch(declared: str) -> Fault:
    return Fault("image.type_mismatch", declared=declared)
