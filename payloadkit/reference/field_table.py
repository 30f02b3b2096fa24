"""The fields of a kind as a table, made from the declarations.

It tells what each field is, what it demands, how sure that is, and what the gateway would answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.models.registry import model_of
from payloadkit.models.schema import annotation, keywords
from payloadkit.reference.explain import across, codes_by_field
from payloadkit.rules.containers import Many
from payloadkit.rules.values import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.reference.explain import Names
    from payloadkit.rules.rule import Rule, Schema


_HEADS = ("field", "type", "limit", "M/O", "mark", "source", "rules", "gateway", "what it is")


@attrs.frozen(kw_only=True)
class FieldRow:
    """What is declared of one field.

    Args:
        path: JSON Pointer, ``*`` for any element.
        type: The JSON types that a value may have.
        limit: The length, the range or the number of elements that it may have; one that only warns
            says so.
        rule: What the value has to be.
        mandatory: Whether it has to be there.
        sure: How sure the limit is and, behind a slash, how sure it is that the field is mandatory.
        source: The source of these facts.
        across: What the rules over several fields demand here.
        missing: The gateway's answer where it is missing, or None where that is unknown.
        malformed: The gateway's answers to a value that is wrong, as far as they are known.
        doc: What the field is.
    """

    path: str
    type: str
    limit: str
    rule: str
    mandatory: bool
    sure: str
    source: str
    across: tuple[str, ...]
    missing: str | None
    malformed: tuple[str, ...]
    doc: str

    @property
    def gateway(self) -> str:
        """The gateway's answers in a few words."""
        malformed = " or ".join(self.malformed)
        if self.missing is None or self.malformed == (self.missing,):
            return malformed
        return f"missing {self.missing}" + (f", else {malformed}" if malformed else "")


def rows(kind: str) -> tuple[FieldRow, ...]:
    """Return the fields of a kind at every depth, in the order of declaration.

    Args:
        kind: The name of the kind.

    Raises:
        ValueError: No model has this kind.
    """
    model = model_of(kind)
    answers = {
        path: {code: answer for code, answer in drawing.items() if answer is not None}
        for path, drawing in codes_by_field(kind)
    }
    demands: dict[Names, dict[str, None]] = {}
    for place, rule in across(model):
        demands.setdefault(place, {})[rule.contract] = None
    holders = dict(model.models())
    return tuple(
        FieldRow(
            path="".join(f"/{name}" for name in path),
            type=types(field.rule, nullable=field.nullable),
            limit=limits(field.rule, tolerant=model.tolerant),
            rule=field.rule.contract + (" or null" if field.nullable else ""),
            mandatory=not field.optional,
            sure=field.declared.sure,
            source=field.declared.source or holders[path[:-1]].source,
            across=tuple(demands.get(_names(path), ())),
            missing=answers[path].get("field.missing"),
            malformed=tuple(
                sorted(
                    {answer for code, answer in answers[path].items() if code != "field.missing"}
                )
            ),
            doc=field.declared.doc,
        )
        for path, field in model.walk()
    )


def markdown(kind: str) -> str:
    """Return the fields of a kind as a table in Markdown.

    Args:
        kind: The name of the kind.

    Raises:
        ValueError: No model has this kind.
    """
    return "".join(
        f"{line}\n"
        for line in (
            _line(_HEADS),
            "|---" * len(_HEADS) + "|",
            *(_line(_cells(row)) for row in rows(kind)),
        )
    )


def _names(path: Names) -> Names:
    return tuple(name for name in path if name != "*")


def _cells(row: FieldRow) -> tuple[str, ...]:
    mandatory = "M" if row.mandatory else "O"
    return (
        f"`{row.path}`",
        row.type,
        row.limit,
        mandatory,
        row.sure,
        row.source,
        "; ".join((row.rule, *row.across)),
        row.gateway,
        row.doc,
    )


def _line(cells: tuple[str, ...]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return "|".join(["", *(f" {cell} " if cell else " " for cell in escaped), ""])


_BOUNDS = (
    ("minLength", "maxLength", "character"),
    ("minimum", "maximum", ""),
    ("minItems", "maxItems", "element"),
)
_NONE = (None, LEAST, MOST)
ONLY_WARNS = "only warns"


def types(rule: Rule, *, nullable: bool = False) -> str:
    """Return the JSON types that a value may have, in words: ``array of string, or null``.

    Args:
        rule: The rule of the value.
        nullable: Whether it may be null.
    """
    declared = keywords(rule).get("type", "any")
    names = [
        *([declared] if isinstance(declared, str) else declared),
        *(["null"] if nullable else []),
    ]
    if not isinstance(rule, Many):
        return " or ".join(names)
    return ", or ".join(
        f"array of {types(rule.item)}" if name == "array" else name for name in names
    )


def limits(rule: Rule, *, tolerant: bool) -> str:
    """Return the length, range and number of elements that a value may have, in words.

    A limit that only warns says so.

    Args:
        rule: The rule of the value.
        tolerant: Whether the kind is read tolerantly, where all of them only warn.
    """
    found = list(_limits(keywords(rule, tolerant=tolerant)))
    inside = limits(rule.item, tolerant=tolerant) if isinstance(rule, Many) else ""
    return "; ".join([*found, f"each {inside}"] if inside else found)


def _limits(schema: Schema) -> Iterator[str]:
    for least, most, unit in _BOUNDS:
        if found := _span(schema.get(least), schema.get(most), unit):
            yield found
        if found := _span(schema.get(annotation(least)), schema.get(annotation(most)), unit):
            yield f"{found}, {ONLY_WARNS}"


def _span(least: int | None, most: int | None, unit: str) -> str:
    """Return a range in words, empty where it bounds nothing."""
    last = least if most in _NONE else most
    units = f" {unit}{'' if last == 1 else 's'}" if unit else ""
    if least in _NONE:
        return "" if most in _NONE else f"at most {most}{units}"
    return f"at least {least}{units}" if most in _NONE else f"{least} to {most}{units}"
