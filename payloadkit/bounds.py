"""The limits of a rule in words, read from its JSON Schema keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.plain import LEAST, MOST
from payloadkit.rules.parts import Many
from payloadkit.schema import annotation, keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.rule import Rule, Schema

_BOUNDS = (("minLength", "maxLength", "character"), ("minimum", "maximum", ""), ("minItems", "maxItems", "element"))
_NONE = (None, LEAST, MOST)
ONLY_WARNS = "only warns"


def types(rule: Rule, *, nullable: bool = False) -> str:
    """Return the JSON types that a value may have, in words: ``array of string, or null``.

    Args:
        rule: The rule of the value.
        nullable: Whether it may be null.
    """
    said = keywords(rule).get("type", "any")
    names = [*([said] if isinstance(said, str) else said), *(["null"] if nullable else [])]
    if not isinstance(rule, Many):
        return " or ".join(names)
    return ", or ".join(f"array of {types(rule.item)}" if name == "array" else name for name in names)


def limits(rule: Rule, *, tolerant: bool) -> str:
    """Return the length, the range and the number of elements that a value may have, in words; one that only warns says so.

    Args:
        rule: The rule of the value.
        tolerant: Whether the kind is read tolerantly, where all of them only warn.
    """
    found = list(_limits(keywords(rule, tolerant=tolerant)))
    inside = limits(rule.item, tolerant=tolerant) if isinstance(rule, Many) else ""
    return "; ".join([*found, f"each {inside}"] if inside else found)


def _limits(said: Schema) -> Iterator[str]:
    for least, most, unit in _BOUNDS:
        if found := _span(said.get(least), said.get(most), unit):
            yield found
        if found := _span(said.get(annotation(least)), said.get(annotation(most)), unit):
            yield f"{found}, {ONLY_WARNS}"


def _span(least: int | None, most: int | None, unit: str) -> str:
    """Return a range in words, empty where it bounds nothing."""
    last = least if most in _NONE else most
    units = f" {unit}{'' if last == 1 else 's'}" if unit else ""
    if least in _NONE:
        return "" if most in _NONE else f"at most {most}{units}"
    return f"at least {least}{units}" if most in _NONE else f"{least} to {most}{units}"
