"""The code that fills objects with values in which there is nothing to find, made of what the rules call clean.

``Filling`` itself reads plain JSON values, and leaves those that it does not know to the rules;
``decoding`` reads whole documents, ``taking`` what the callers of constructors give.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.clean import clean_of, vouches
from payloadkit.models.judge import said
from payloadkit.rules.rule import Across
from payloadkit.rules.text import screen, unlisted
from payloadkit.rules.values import NULL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Clean, Rule

_KNOWN = {
    "ABSENT": object(),
    "NULL": NULL,
    "date": date,
    "line": lambda text: screen(text, lines=False) is None,
    "lines": lambda text: screen(text, lines=True) is None,
    "new": object.__new__,
    "said": said,
    "unlisted": unlisted,
}


@attrs.define
class Filling:
    """The code for a model under a policy.

    Args:
        policy: How documents are judged, but for its master data.
        limits: Rules that a tenant's limits change, by path.
        masters: Whether ids are looked up in master data, those of the document's own policy.
        names: What the code calls by name, its own functions included once they are made.
    """

    policy: Policy
    limits: Mapping[tuple[str, ...], Rule]
    masters: bool
    names: dict[str, Any] = attrs.field(factory=lambda: dict(_KNOWN))

    def known(self, model: Model) -> Callable[..., list[int]]:
        """Return the function that fills a thawed object with those plain values that it knows.

        It takes the plain object, the thawed one and the reading, and returns the numbers of the
        fields that are left.

        Args:
            model: The model.
        """
        lines = ["left = []"]
        for number, field in enumerate(model.fields):
            lines += [f"x = found.get({field.key!r}, ABSENT)", *self._either(field, number)]
        return self._function("found, o, reading", (*lines, "return left"))

    def _either(self, field: Field, number: int) -> list[str]:
        clean = None if field.part is not None else clean_of(field.rule, self.policy)
        absent = f"o.{field.name} = None" if field.optional else f"left.append({number})"
        if clean is None:
            return [f"if x is ABSENT: {absent}", f"else: left.append({number})"]
        asked = " and ".join(
            (*self._typed(field.rule, clean), *self._asked(field, field.rule, clean))
        )
        return [
            f"if {asked}: o.{field.name} = {self._made(field, clean)}",
            f"elif x is ABSENT: {absent}",
            f"else: left.append({number})",
        ]

    def _typed(self, rule: Rule, clean: Clean) -> list[str]:
        """Return what is asked of a plain value where msgspec has not seen it."""
        if clean.kind is date:
            return ["type(x) is str", f"type(x := {self._called(rule.read)}(x)) is date"]
        return [f"type(x) is {clean.kind.__name__}", *self._bounded(clean)]

    def _bounded(self, clean: Clean) -> list[str]:
        words = [f"x in {self._called(frozenset(clean.words))}"] if clean.words else []
        longest = [] if clean.longest is None else [f"len(x) <= {clean.longest}"]
        bounds = [f"{clean.bounds[0]} <= x <= {clean.bounds[1]}"] if clean.kind is int else []
        return [*words, *longest, *bounds]

    def _made(self, field: Field, clean: Clean) -> str:
        """Return code of the object's value; an empty text that the documents show stays as it is."""
        made = f"{self._called(clean.read)}(x)" if clean.read else "x"
        return (
            f"x and {made}" if clean.read and clean.kind is str and field.declared.blank else made
        )

    def _asked(self, field: Field, rule: Rule, clean: Clean, *, vouched: bool = False) -> list[str]:
        """Return what is asked of a value of the right form: what a rule asks, behind what is asked of every text."""
        asked = clean.tests if vouched else (*clean.tests, *clean.vouched)
        tests = [*_screening(rule, clean), *(f"{self._called(test)}(x)" for test in asked)]
        if clean.asked:
            tests.append(f"next(iter({self._called(rule.check)}(x, reading.policy)), None) is None")
        if clean.listing is not None and self.masters:
            tests.append(f"unlisted({clean.listing!r}, str(x), reading.policy) is None")
        return (
            [f"(not x or {' and '.join(tests)})"]
            if field.declared.blank and clean.kind is str and tests
            else tests
        )

    def _across(self, model: Model, rule: Across) -> tuple[str, ...]:
        if rule.slow:
            look = f"look = {self._called(rule.look)}(o, said, reading.policy)"
            vouched = ["if not look.readable: return None"] if vouches(rule) else []
            lines = (look, *vouched, f"reading.put_off({self._called(model)}, look, path)")
        else:
            lines = (f"for _ in {self._called(rule.check)}(o, said, reading.policy): return None",)
        if type(rule).idle is Across.idle:
            return lines
        return (
            f"if not {self._called(rule.idle)}(reading.policy):",
            *(f"    {line}" for line in lines),
        )

    def _called(self, thing: object) -> str:
        """Return the name by which the code calls something."""
        name = f"c{len(self.names)}"
        self.names[name] = thing
        return name

    def _function(self, parameters: str, lines: Iterable[str]) -> Callable[..., Any]:
        source = "\n    ".join((f"def made({parameters}):", *lines))
        exec(compile(source, "<payloadkit.filling>", "exec"), self.names)
        made: Callable[..., Any] = self.names["made"]
        return made


def _screening(rule: Rule, clean: Clean) -> list[str]:
    """Return what is asked of a free text before its rule is: that it is not blank, and has no characters that no text should have."""
    if clean.kind is not str or clean.words:
        return []
    return (
        ["x.strip()", f"(x.isprintable() or {'lines' if rule.multiline else 'line'}(x))"]
        if rule.screened
        else ["x"]
    )
