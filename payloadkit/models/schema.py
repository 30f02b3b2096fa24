"""JSON Schema 2020-12 of a model.

It refuses what the rules call an error, as far as JSON Schema can say it. What only warns is an
annotation, ``x-…``.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from payloadkit.models.limits import limited
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.characters import CONTROL, CONTROL_BUT_LINES, NOTHING
from payloadkit.rules.containers import Keyed, Many, Part
from payloadkit.rules.values import LEAST, MOST

if TYPE_CHECKING:
    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Rule, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL: Schema = {"type": "null"}
_EMPTY: Schema = {"const": ""}
_NO_ITEMS: Schema = {"type": "array", "maxItems": 0}
_SCALAR = ["string", "number", "boolean"]
# What holds in a tolerant kind too: the type, and keywords that refuse nothing.
_ALWAYS = {"type", "items", "examples", "contentEncoding", "contentMediaType"}
_CAPITAL = re.compile("(?=[A-Z])")


def json_schema(kind: type | str, policy: Policy | None = None) -> Schema:
    """Return the JSON Schema of a model as plain Python values.

    Args:
        kind: A model class or the name of a kind.
        policy: Whose limits it states; the default policy where none is given.

    Raises:
        TypeError: The class is no model.
        ValueError: No kind has this name, or the policy sets a limit where there is no field.
    """
    model = model_of(kind)
    body, inside = objects(model, policy_of(policy), "#/$defs/")
    return {
        "$schema": DIALECT,
        "$id": f"urn:payloadkit:{model.kind or model.cls.__name__}",
        **body,
        **({"$defs": inside} if inside else {}),
    }


def objects(model: Model, policy: Policy, above: str) -> tuple[Schema, dict[str, Schema]]:
    """Return the schema of a model's object, and those of the classes inside it by their names.

    Args:
        model: The model.
        policy: Whose limits they state.
        above: What a reference to a class inside puts before its name, ``"#/$defs/"``.

    Raises:
        ValueError: The policy sets a limit where there is no field.
    """
    writer = _Writer(model, limited(model, policy), above)
    return writer.object(model, ()), dict(sorted(writer.definitions.items()))


def keywords(rule: Rule, *, tolerant: bool = False) -> Schema:
    """Return what a rule alone says in JSON Schema.

    Args:
        rule: The rule.
        tolerant: Whether the kind is read tolerantly: but for the structure, all of it only warns
            then, and is an annotation.
    """
    said: Schema = {"type": "object"} if isinstance(rule, Part | Keyed) else rule.schema()
    return {
        annotation(key) if tolerant and key not in _ALWAYS else key: value
        for key, value in said.items()
    }


def annotation(key: str) -> str:
    """Return the annotation that a keyword becomes where it only warns: ``x-max-length``.

    Args:
        key: The keyword.
    """
    return key if key.startswith("x-") else f"x-{_CAPITAL.sub('-', key).lower()}"


class _Writer:
    """Writes one document's schema.

    Classes inside it become definitions, unless a tenant's limit lies below them.
    """

    def __init__(self, root: Model, limits: dict[tuple[str, ...], Rule], above: str) -> None:
        self.tolerant = root.tolerant
        self.limits = limits
        self.above = above
        self.names: dict[type, str] = {}
        self.definitions: dict[str, Schema] = {}

    def object(self, model: Model, path: tuple[str, ...]) -> Schema:
        """Write a model's object at a path; its source is that of every field that names none."""
        tolerant = self.tolerant or model.tolerant
        mandatory = [field for field in model.fields if not field.optional]
        found: Schema = {
            "title": model.cls.__name__,
            "description": model.summary,
            "x-source": model.source,
            "type": "object",
            "properties": {
                field.key: self.field(field, (*path, field.key), model.source)
                for field in model.fields
            },
            "required": [field.key for field in mandatory if field.certain and not tolerant],
            "x-required": [field.key for field in mandatory if tolerant or not field.certain],
        }
        if not tolerant:
            found["additionalProperties"] = False
            found["allOf"] = [said for said in (rule.schema() for rule in model.across) if said]
        found["x-rules"] = [rule.contract for rule in model.across]
        return {key: value for key, value in found.items() if value not in ([], "")}

    def field(self, field: Field, path: tuple[str, ...], source: str) -> Schema:
        """Write one field: its rule, what may stand there instead, and what is known of it."""
        declared = field.declared
        known = {
            "description": declared.doc,
            "x-sure": declared.sure,
            "x-source": "" if declared.source == source else declared.source,
        }
        said = self.value(field, self.limits.get(path, field.rule), path)
        if not self.tolerant and (field.optional or field.nullable):
            said = _or(said, _NULL)
        return {**said, **{key: value for key, value in known.items() if value}}

    def value(self, field: Field, rule: Rule, path: tuple[str, ...]) -> Schema:
        """Write what a rule says of a value, and what stands inside it."""
        below = (*path, *rule.below)
        said = keywords(rule, tolerant=self.tolerant)
        if isinstance(rule, Many):
            said["items"] = self.value(field, rule.item, below)
        elif isinstance(rule, Keyed):
            listed = {"type": "array", "items": self.loose(self.part(field.part, below), Part())}
            said["additionalProperties"] = self.loose(listed, Many())
        elif isinstance(rule, Part):
            said = self.part(field.part, below)
        elif not self.tolerant:
            said = _bounded(_screened(said, rule, field, element=path[-1] == "*"))
        return self.loose(said, rule)

    def loose(self, said: Schema, rule: Rule) -> Schema:
        """Let stand in a tolerant kind what only warns there instead of a rule's own values."""
        if not self.tolerant:
            return said
        if rule.json and rule.bears(""):
            said = {"x-type" if key == "type" else key: value for key, value in said.items()}
            said["type"] = _SCALAR
        said = _or(_or(said, _NULL), _EMPTY)
        return _or(said, _NO_ITEMS) if rule.json and rule.bears([]) else said

    def part(self, cls: type | None, path: tuple[str, ...]) -> Schema:
        """Write an object of another model: a reference, or in place if a limit lies below it."""
        model = model_of(cast("type", cls))
        if any(limit[: len(path)] == path for limit in self.limits):
            return self.object(model, path)
        if model.cls not in self.names:
            name = model.cls.__name__
            name = next(
                one
                for one in (f"{name}{number or ''}" for number in count())
                if one not in self.names.values()
            )
            self.names[model.cls] = name
            self.definitions[name] = self.object(model, path)
        return {"$ref": f"{self.above}{self.names[model.cls]}"}


def _screened(said: Schema, rule: Rule, field: Field, *, element: bool) -> Schema:
    """Add what holds for every text: no control characters, and something in it where that errs."""
    welcome = field.declared.blank
    if "string" in _types(said) and "enum" not in said:
        soft = field.optional and not rule.formatted and not element
        empty = soft or (welcome and not rule.formatted)
        blank = "" if soft else rf"|^{NOTHING}+$" if empty else rf"|^{NOTHING}*$"
        if rule.screened:
            screen = {
                "not": {
                    "type": "string",
                    "pattern": (CONTROL_BUT_LINES if rule.multiline else CONTROL) + blank,
                }
            }
            said = (
                {**said, **screen}
                if "not" not in said
                else {**said, "allOf": [*said.get("allOf", ()), screen]}
            )
        elif not empty:
            said = {"minLength": 1, **said}
    return _or(said, _EMPTY) if welcome and rule.formatted else said


def _bounded(said: Schema) -> Schema:
    """Add what holds for every whole number: 64 bits."""
    return {"minimum": LEAST, "maximum": MOST, **said} if "integer" in _types(said) else said


def _or(said: Schema, other: Schema) -> Schema:
    """Let another value stand there too, in the shortest way."""
    types = _types(said)
    binding = {key for key in said.keys() - _ALWAYS if not key.startswith("x-")}
    if not said or (other == _EMPTY and "string" in types and not binding):
        return said
    if other == _NULL and types and "anyOf" not in said:
        return {
            **said,
            "type": list(dict.fromkeys((*types, "null"))),
            **({"enum": [*said["enum"], None]} if "enum" in said else {}),
        }
    return (
        {"anyOf": [*said["anyOf"], other]} if set(said) == {"anyOf"} else {"anyOf": [said, other]}
    )


def _types(said: Schema) -> list[Any]:
    found = said.get("type", [])
    return found if isinstance(found, list) else [found]
