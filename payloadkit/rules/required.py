"""Fields that are required although their own line lets them be absent.

They are required always, or where another field says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.messages import Series
from payloadkit.rules.rule import Across, Breaker, Draws, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy


@attrs.frozen(eq=False, repr=False)
class Needs(Across):
    """Some fields say something; a null or an empty text says nothing.

    Args:
        names: Names of the fields.
        when: A field and the word in it that asks for them; None asks always.
        severity: Whether a missing one errs or warns.
    """

    codes: ClassVar[tuple[str, ...]] = ("field.missing",)
    names: tuple[str, ...]
    when: tuple[str, str] | None = None
    severity: Severity = Severity.ERROR

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        verb = "should" if self.severity is Severity.WARNING else "must"
        return f"{' and '.join(self.names)} {verb} be there" + (
            " where {} is {}".format(*self.when) if self.when else ""
        )

    @property
    def advisory(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """Those of the codes that only warn here, though elsewhere they err."""
        return self.codes if self.severity is Severity.WARNING else ()

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return tuple((name,) for name in self.names)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report every field that says nothing; a broken one is there."""
        soft = self.severity is Severity.WARNING
        kind, word = self.when or (None, None)
        if self.when is None or sound(holder, self.when[0]) == self.when[1]:
            for name in self.names:
                if _silent(getattr(holder, name)):
                    yield Fault(
                        "field.missing",
                        severity=self.severity,
                        at=(name,),
                        variant=(
                            ("advised_when" if soft else "required_when")
                            if self.when
                            else ("advised" if soft else "required")
                        ),
                        fields=Series(self.names),
                        kind=kind,
                        word=word,
                    )

    def schema(self) -> Schema:
        """Return what is required and when, unless it only warns."""
        if self.severity is not Severity.ERROR:
            return {}
        needed: Schema = {
            "required": list(self.names),
            "properties": {name: {"type": "string", "pattern": r"\S"} for name in self.names},
        }
        if self.when is None:
            return needed
        name, word = self.when
        return {"if": {"properties": {name: {"const": word}}, "required": [name]}, "then": needed}

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give a drawn object the fields that it needs, with their names for values."""
        if self.when is None or document.get(self.when[0]) == self.when[1]:
            missing = (name for name in self.names if _silent(document.get(name)))
            document.update({name: name for name in missing})

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object without one of the fields, though asked for them."""
        asked = dict([self.when] if self.when else ())
        for name in self.names:
            less = {key: value for key, value in document.items() if key != name}
            broken = draws.st.just({**less, **asked})
            yield Breaker("field.missing", broken, self.severity), (name,)


def _silent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
