"""A list that is sent as an array or as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import attrs

from payloadkit.messages import followed, phrase
from payloadkit.models.codec import Unreadable
from payloadkit.models.judge import type_fault
from payloadkit.rules.containers import Many, Opened, Part
from payloadkit.rules.rule import Breaker, Draws, Schema
from payloadkit.violation import Fault
from payloadkit.wire.scanner import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path

T = TypeVar("T")


class InText(tuple[T, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """A list that was read from JSON text. It keeps the text, and is written as the same text.

    Args:
        items: The elements.
        text: The exact JSON text.
    """

    text: str

    def __new__(cls, items: Iterable[T], text: str) -> Self:
        """Keep the text beside the elements."""
        made = super().__new__(cls, items)
        made.text = text
        return made

    def __getnewargs__(self) -> tuple[tuple[T, ...], str]:
        """Copy and pickle with the text."""
        return tuple(self), self.text


TEXT = "it does not read a text as JSON"


@attrs.frozen(eq=False, repr=False)
class ListOrText(Many):
    """A list whose elements all obey one rule, or the JSON text of such a list.

    Faults inside a text have the same paths as in a list.
    """

    json: ClassVar[tuple[type, ...]] = (list, str)
    noun: ClassVar[str] = "a list, or the JSON text of one"
    screened: ClassVar[bool] = False

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"{super().contract}, or its JSON text"

    def check(self, value: list[object] | str, policy: Policy) -> Iterator[Fault]:
        """Report a list that is too short or too long; a text is opened before."""
        yield from Many.check(self, value, policy) if isinstance(value, list) else ()

    def opened(self, value: object) -> Opened | None:
        """Return the list that a text holds."""
        if type(value) is not str or not value:
            return None
        found, faults = opened(value)
        if type(found) is not list:
            return Opened(None, faults or (((), type_fault(self)),), tuple)
        return Opened(found, faults, lambda items: InText(items, value))

    def write(self, value: Any) -> Any:
        """Return the text that a list was read from."""
        return value.text if isinstance(value, InText) else list(value)

    def schema(self) -> Schema:
        """Return the bounds of the list; JSON Schema cannot describe the content of a text."""
        return {**Many.schema(self), "type": ["array", "string"], "minLength": 1}

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield JSON texts of lists that are too short or too long, and of other values."""
        yield Breaker("field.type", draws.st.sampled_from(("{}", "null", '"5"')), unseen=TEXT)
        if self.least:
            yield Breaker("list.too_short", draws.st.just(" [ ] "), unseen=TEXT)
        if self.most is not None and not isinstance(self.item, Part):
            many = draws.st.lists(
                self.item.draw(draws), min_size=self.most + 1, max_size=self.most + 1
            )
            yield Breaker("list.too_long", many.map(json.dumps), unseen=TEXT)


def opened(text: str) -> tuple[object, tuple[tuple[Path, Fault], ...]]:
    """Return the value of a JSON text inside a document, and the faults of the text.

    A fault has the path of a repeated key, or the empty path.

    Args:
        text: The text.
    """
    found = scan(text)
    if isinstance(found, Unreadable):
        said = followed(phrase("text_is_json"), found.fault.message)
        return None, (((), Fault(found.code, said)),)
    return found.value, tuple((path, Fault("json.duplicate_key")) for path, _ in found.duplicates)
