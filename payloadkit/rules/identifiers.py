"""Identifiers: UUIDs, and the numbers of Emirates IDs with their Luhn check digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.rule import Across, Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy


_UUID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


class Uuid(Rule):
    """A UUID; its version is not looked at, since the published samples are of none."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "UUID"
    codes: ClassVar[tuple[str, ...]] = ("uuid.malformed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form."""
        if not re.fullmatch(_UUID, value):
            yield Fault("uuid.malformed")

    def schema(self) -> Schema:
        """Return the form."""
        return {
            "type": "string",
            "format": "uuid",
            "pattern": f"^{_UUID}$",
            "maxLength": 36,
        }

    def draw(self, draws: Draws) -> Any:
        """Draw UUIDs."""
        return draws.st.uuids().map(str)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms."""
        yield Breaker(
            "uuid.malformed",
            draws.st.sampled_from(
                (
                    "1a322c45",
                    "1a322c45ab3f4000800000000000000z",
                    "{00000000-0000-0000-0000-000000000000}",
                )
            ),
        )


EMIRATES_ID = 4
INVENTED = "7843"
"""How a drawn number begins: its holder would be born in the year 3000 or later."""
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Every second digit counts double, and one over 9 by its digit sum."""
_NOUGHT = ord("0")
_NUMBER = "784[0-9]{12}"
_SHAPE = re.compile(_NUMBER)
_ROUNDED = r"[0-9](?:[.,][0-9]*)?[Ee][+]?[0-9]{1,3}"
"""A number as a spreadsheet shows a long one: most of its digits are lost."""
_SCHEMA = {"pattern": f"^{_NUMBER}$", "maxLength": 15}


def luhn(digits: str) -> int:
    """Return the Luhn check digit that belongs behind these digits."""
    return (
        len(digits) * _NOUGHT - sum((digits[-2::-2] + digits[::-2].translate(_DOUBLED)).encode())
    ) % 10


class EmiratesIdNumber(Rule):
    """The number of an Emirates ID has its shape and its check digit.

    A wrong check digit only warns, since no publication prescribes it.
    """

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "784 and twelve digits, the last of them a Luhn check digit"
    codes: ClassVar[tuple[str, ...]] = ("emirates_id.malformed", "emirates_id.check_digit")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a number of another shape, or with another check digit."""
        return _number_faults(value)

    def schema(self) -> Schema:
        """Return the shape."""
        return {"type": "string", **_SCHEMA}

    def draw(self, draws: Draws) -> Any:
        """Draw numbers with their check digit."""
        return draws.st.integers(0, 10**10 - 1).map(lambda number: _drawn_number(f"{number:010}"))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other shapes and another check digit."""
        number = self.draw(draws)
        malformed = number.flatmap(lambda text: draws.st.sampled_from(_malformed(text)))
        yield Breaker("emirates_id.malformed", malformed)
        other = number.map(_with_other_digit)
        yield Breaker("emirates_id.check_digit", other, Severity.WARNING)


@attrs.frozen(eq=False, repr=False)
class EmiratesId(Across):
    """``EmiratesIdNumber`` for a number that is an Emirates ID's only if another field says so.

    Args:
        kind: Name of the field that tells the type of document.
        number: Name of the field that holds the number.
        value: The type of an Emirates ID, a number or a text.
    """

    codes: ClassVar[tuple[str, ...]] = EmiratesIdNumber.codes
    kind: str
    number: str
    value: int | str = EMIRATES_ID

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        wording = EmiratesIdNumber.wording
        return f"{self.number} of {self.kind} {self.value} (Emirates ID) is {wording}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.number,),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report a number of another shape, or with another check digit."""
        number = sound(holder, self.number)
        if sound(holder, self.kind) == self.value and number is not None:
            yield from _number_faults(number, (self.number,))

    def schema(self) -> Schema:
        """Return the shape, where the type of document asks for it."""
        kind = {"properties": {self.kind: {"const": self.value}}, "required": [self.kind]}
        return {
            "if": kind,
            "then": {"properties": {self.number: dict(_SCHEMA)}},
        }

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give a drawn Emirates ID a valid number, or another type if the number is kept."""
        if document.get(self.kind) != self.value or not document.get(self.number):
            return
        if kept == self.number:
            document[self.kind] = type(self.value)(int(self.value) + 1)
        else:
            document[self.number] = _drawn_number(document[self.number])

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield Emirates IDs with dashes, of another length or beginning, and a check digit."""
        card = {**document, self.kind: self.value}
        number = _drawn_number(document[self.number])
        bad = [{**card, self.number: text} for text in _malformed(number)]
        malformed = draws.st.sampled_from(bad)
        yield Breaker("emirates_id.malformed", malformed), (self.number,)
        other = draws.st.just({**card, self.number: _with_other_digit(number)})
        yield Breaker("emirates_id.check_digit", other, Severity.WARNING), (self.number,)


def _number_faults(number: str, at: tuple[str, ...] = ()) -> Iterator[Fault]:
    if not _SHAPE.fullmatch(number):
        rounded = re.fullmatch(_ROUNDED, number)
        yield Fault("emirates_id.malformed", at=at, variant="rounded" if rounded else "")
    elif luhn(number[:-1]) != int(number[-1]):
        yield Fault("emirates_id.check_digit", severity=Severity.WARNING, at=at)


def _malformed(number: str) -> tuple[str, ...]:
    """Return a number with dashes, one that is too short, and one with another beginning."""
    dashed = f"784-{number[3:7]}-{number[7:14]}-{number[14]}"
    return dashed, number[:-1], "783" + number[3:]


def _with_other_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _drawn_number(text: str) -> str:
    """Return a valid Emirates ID number, made of any text."""
    digits = "".join(str(ord(letter) % 10) for letter in text).ljust(10, "0")[:10]
    return INVENTED + digits + str(luhn(INVENTED + digits))
