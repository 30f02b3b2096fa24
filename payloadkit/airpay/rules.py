"""Rules of Airpay's documents: a merchant's number, a hashed number, a text of hashed numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.airpay.list_or_text import TEXT, opened
from payloadkit.models.judge import Reading, type_fault
from payloadkit.models.plan import fill_plain
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy
from payloadkit.rules.choice import OpenChoice
from payloadkit.rules.numbers import out_of_range
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.rules.text import Text
from payloadkit.rules.values import MOST
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = re.compile("[0-9]+")
_HASH = re.compile("[0-9a-f]{64}")


@attrs.frozen(eq=False, repr=False)
class MerchantId(Text):
    """A merchant's number: ASCII digits, as a text or as a whole number, which stays one."""

    json: ClassVar[tuple[type, ...]] = (str, int)
    python: ClassVar[type] = object
    noun: ClassVar[str] = "a text or a whole number"
    formatted: ClassVar[bool] = True
    maximum: int | None = 20

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"1 to {self.maximum} digits"

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return ("merchant_id.malformed", *super().codes)

    def check(self, value: str | int, policy: Policy) -> Iterator[Fault]:
        """Report other characters than digits, and too many digits."""
        if isinstance(value, int) and value > MOST:
            yield out_of_range()
        elif _DIGITS.fullmatch(str(value)):
            yield from Text.check(self, str(value), policy)
        else:
            yield Fault("merchant_id.malformed", most=self.maximum)

    def schema(self) -> Schema:
        """Return the pattern and the length of a text, and the range of a number."""
        return {
            **Text.schema(self),
            "type": ["string", "integer"],
            "pattern": "^[0-9]+$",
            "minimum": 0,
            "maximum": self._largest,
        }

    @property
    def _largest(self) -> int:
        return min(int("9" * (self.maximum or 0)), MOST)

    def draw(self, draws: Draws) -> Any:
        """Draw digits, and numbers."""
        digits = draws.st.text("0123456789", min_size=1, max_size=self.maximum)
        return digits | draws.st.integers(0, self._largest)

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield one digit, as many as there may be, and the largest number."""
        yield from map(draws.st.just, ("0", "9" * (self.maximum or 0), self._largest))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield values with other characters, and too many digits."""
        yield Breaker(
            "merchant_id.malformed",
            draws.st.sampled_from(("12a", "+1", "1 1", "1.0", "\u0661\u0661", -1)),
        )
        yield Breaker(
            "text.too_long",
            draws.st.text(
                "0123456789", min_size=(self.maximum or 0) + 1, max_size=(self.maximum or 0) + 3
            ),
        )


@attrs.frozen(eq=False, repr=False)
class HashedNumber(Rule):
    """A hash of 64 lower-case hexadecimal digits.

    Another text draws a warning: it may be a plain number, which must not be sent.
    """

    wording: ClassVar[str] = "64 lower-case hexadecimal digits"
    codes: ClassVar[tuple[str, ...]] = ("kyc_number.not_hashed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a text that is no hash."""
        if not _HASH.fullmatch(value):
            yield Fault("kyc_number.not_hashed", severity=Severity.WARNING)

    def schema(self) -> Schema:
        """Return the type only, since another text than a hash only draws a warning."""
        return {"type": "string"}

    def draw(self, draws: Draws) -> Any:
        """Draw a hash."""
        return draws.st.binary(min_size=32, max_size=32).map(bytes.hex)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield plain numbers."""
        yield Breaker(
            "kyc_number.not_hashed",
            draws.st.sampled_from(("X0000001", "0" * 63, "g" * 64, "A" * 64)),
            Severity.WARNING,
        )


@attrs.frozen(eq=False, repr=False)
class StatusWord(OpenChoice):
    """One of the known status words, as text or as number; a number stays a number."""

    json: ClassVar[tuple[type, ...]] = (str, int)
    python: ClassVar[type] = object
    noun: ClassVar[str] = "a text or a whole number"

    def check(self, value: str | int, policy: Policy) -> Iterator[Fault]:
        """Report an unknown word or number."""
        yield from OpenChoice.check(self, str(value), policy)

    def read(self, value: str | int) -> Any:
        """Return the enum's member, and a number or an unknown word as it is."""
        return OpenChoice.read(self, value) if isinstance(value, str) else value

    def write(self, value: str | int) -> Any:
        """Return the word as plain text, a number as it is."""
        return str(value) if isinstance(value, str) else value

    def schema(self) -> Schema:
        """Return both types."""
        return {**OpenChoice.schema(self), "type": ["string", "integer"]}


@attrs.frozen(eq=False, repr=False)
class ListText(Rule):
    """The JSON text of a list. Faults inside it have the same paths as in a list.

    Args:
        model: A model whose only field declares that list, of at least one element.
    """

    screened: ClassVar[bool] = False
    noun: ClassVar[str] = "the JSON text of a list"
    codes: ClassVar[tuple[str, ...]] = ("json.invalid", "list.too_short")
    model: type

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report invalid JSON, a value that is no list, and the faults of the elements."""
        found, faults = opened(value)
        yield from (attrs.evolve(fault, at=path) for path, fault in faults)
        if type(found) is list:
            yield from self._inside(found)
        elif not faults:
            yield type_fault(self)

    def _inside(self, value: list[object]) -> Iterator[Fault]:
        reading = Reading(model_of(self.model), Policy())
        fill_plain(reading, {reading.model.fields[0].key: value})
        for finding in reading.findings.all():
            yield attrs.evolve(finding.fault, severity=finding.severity, at=finding.path[1:])

    def schema(self) -> Schema:
        """Return the type only; JSON Schema cannot describe the content of the text."""
        return {"type": "string", "contentMediaType": "application/json"}

    def draw(self, draws: Draws) -> Any:
        """Draw the text of one customer with one hash."""
        return (
            HashedNumber()
            .draw(draws)
            .map('[{{"UID":"u","kycinfo":[{{"kyc_type":"PP","kyc_number":"{}"}}]}}]'.format)
        )

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield invalid JSON, JSON that is no list, and an empty list."""
        yield Breaker(
            "json.invalid", draws.st.sampled_from(("[", "['u']", "[]]", "[.,]")), unseen=TEXT
        )
        yield Breaker("field.type", draws.st.sampled_from(("{}", "null", '"u"')), unseen=TEXT)
        yield Breaker("list.too_short", draws.st.just("[]"), unseen=TEXT)
