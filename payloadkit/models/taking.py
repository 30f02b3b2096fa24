"""The code that takes typed values in which there is nothing to find, as the callers of a constructor give them.

Like all of its kind it says only "clean": at the first value that it does not know it gives up, and
the thorough judgement explains.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from payloadkit.models.clean import clean_of, says
from payloadkit.models.filling import Filling
from payloadkit.rules.containers import Many, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Clean


@attrs.define
class Taking(Filling):
    """The code for the constructor of a model; what its policy says of limits and of master data has no part in it."""

    def typed(self, model: Model, kept: frozenset[str]) -> Callable[..., bool | None] | None:
        """Return the function that fills a thawed object with typed values, and tells whether it knew them all; None where it could never know one.

        It takes a getter of values by attribute, the thawed object, and what has the policy.

        Args:
            model: The model.
            kept: The attributes that are taken unseen.
        """
        if any(rule.slow and not rule.idle(self.policy) for rule in model.across):
            return None
        lines = [
            "x = given('extra')",
            "if not (x is None or type(x) is dict and not x): return False",
            "o.extra = {}",
        ]
        for field in model.fields:
            known = ("True", "x") if field.name in kept else self._taken(field)
            if known is None and not field.optional:
                return None
            cases = [
                *([f"if x is None: o.{field.name} = None"] if field.optional else []),
                *([f"if x is NULL: o.{field.name} = NULL"] if field.nullable else []),
                *([f"if {known[0]}: o.{field.name} = {known[1]}"] if known is not None else []),
            ]
            lines += [f"x = given({field.name!r})", "\n    el".join(cases), "else: return False"]
        frozen = f"o.__class__ = {self._called(model.cls)}"
        across = (
            line for rule in model.across if not rule.slow for line in self._across(model, rule)
        )
        return self._function("given, o, reading", (*lines, frozen, *across, "return True"))

    def _taken(self, field: Field) -> tuple[str, str] | None:
        """Return code that knows a field's clean value ``x``, and code of what becomes of it; None where there is no such code."""
        rule = field.rule
        if isinstance(rule, Part):
            return f"type(x) is {self._called(field.part)}", "x"
        if type(rule) is Many and isinstance(rule.item, Part):
            most = "" if rule.most is None else f" <= {rule.most}"
            return (
                f"type(x) is tuple and {rule.least} <= len(x){most} and {self._called(frozenset({field.part}))}.issuperset(map(type, x))",
                "x",
            )
        clean = clean_of(rule, self.policy)
        kinds = _kinds(field, clean) if clean is not None and says(rule, "clean", "write") else None
        if clean is None or not kinds:
            return None
        asked = (
            f"type(x) in {self._called(kinds)}",
            *self._bounded(clean),
            *self._asked(field, rule, clean),
        )
        return " and ".join(asked), self._made(field, clean)


def _kinds(field: Field, clean: Clean) -> frozenset[type]:
    """Return the types of the typed values that a field takes, a word's own enum among them."""
    words = {type(clean.read(word)) for word in clean.words} if clean.read is not None else set()
    return frozenset(
        kind
        for kind in {clean.kind, *words}
        if kind in field.types
        or (object in field.types and kind is not date)
        or (str in field.types and issubclass(kind, str))
    )
