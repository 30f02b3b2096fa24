"""Identifiers that machines give: a UUID of any version, 8-4-4-4-12 hexadecimal digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

_UUID = re.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Uuid(Rule):
    """A UUID; its version is not looked at, since the published samples are of none."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "UUID"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("uuid.malformed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form."""
        if not _UUID.fullmatch(value):
            yield Fault("uuid.malformed", "A UUID must be 8-4-4-4-12 hexadecimal digits.")

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "format": "uuid", "pattern": "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", "maxLength": 36}

    def draw(self, draws: Draws) -> Any:
        """Draw UUIDs."""
        return draws.st.uuids().map(str)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms."""
        yield Breaker("uuid.malformed", draws.st.sampled_from(("1a322c45", "1a322c45ab3f4000800000000000000z", "{00000000-0000-0000-0000-000000000000}")))
