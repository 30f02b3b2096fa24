"""JSON Schema 2020-12 of a model: it refuses what the rules call an error, as far as JSON Schema can say it, and nothing that only warns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.declaration import Field, Model, model_of
from payloadkit.policy import Policy
from payloadkit.reading import limited
from payloadkit.rules.parts import Keyed, Many
from payloadkit.rules.text import CONTROL, CONTROL_BUT_LINES

if TYPE_CHECKING:
    from payloadkit.rules.rule import Rule, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KEPT_WHEN_TOLERANT = {"type", "examples", "items"}


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
    writer = _Writer(model, limited(model, policy or Policy()))
    head = {"$schema": DIALECT, "$id": f"urn:payloadkit:{model.kind or model.cls.__name__}", "title": model.cls.__name__}
    body = writer.object(model, ())
    return {**head, **body, **({"$defs": dict(sorted(writer.definitions.items()))} if writer.definitions else {})}


class _Writer:
    """Writes one document's schema; classes inside it become definitions, unless a tenant's limit lies below them."""

    def __init__(self, root: Model, limits: dict[tuple[str, ...], Rule]) -> None:
        self.tolerant = root.tolerant
        self.limits = limits
        self.definitions: dict[str, Schema] = {}

    def object(self, model: Model, path: tuple[str, ...]) -> Schema:
        """Write a model's object at a path."""
        found: Schema = {
            "description": (model.cls.__doc__ or "").splitlines()[0],
            "x-source": model.source,
            "type": "object",
            "properties": {field.key: self.field(field, (*path, field.key)) for field in model.fields},
        }
        if not (self.tolerant or model.tolerant):
            found["required"] = [field.key for field in model.fields if not field.optional and field.certain]
            found["additionalProperties"] = False
            found["allOf"] = [said for said in (rule.schema() for rule in model.across) if said]
        found["x-rules"] = [rule.contract for rule in model.across]
        return {key: value for key, value in found.items() if value not in ([], "")}

    def field(self, field: Field, path: tuple[str, ...]) -> Schema:
        """Write one field: its rule, what may stand there instead, and what is known of it."""
        known = {"description": field.declared.doc, "x-sure": field.declared.sure, "x-source": field.declared.source}
        said = self.value(field, self.limits.get(path, field.rule), path)
        if self.tolerant:
            said = _or(_or(said, {"type": "null"}), {"const": ""})
        elif field.optional or field.nullable:
            said = _or(said, {"type": "null"})
        return {**said, **{key: value for key, value in known.items() if value}}

    def value(self, field: Field, rule: Rule, path: tuple[str, ...]) -> Schema:
        """Write what a rule says of a value, and what stands inside it."""
        below = (*path, *rule.below)
        if isinstance(rule, Many):
            items = self.part(field.part, below) if field.part is not None else self.value(field, rule.item, below)
            return self.kept({**rule.schema(), "items": items})
        if field.part is not None:
            inside = self.part(field.part, below)
            return {"type": "object", "additionalProperties": {"type": "array", "items": inside}} if isinstance(rule, Keyed) else inside
        return self.kept(_screened(field, rule, rule.schema()))

    def part(self, cls: type, path: tuple[str, ...]) -> Schema:
        """Write an object of another model: a reference, or in place where a tenant's limit lies below it."""
        model = model_of(cls)
        if any(limit[: len(path)] == path for limit in self.limits):
            return self.object(model, path)
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}
            self.definitions[cls.__name__] = self.object(model, path)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def kept(self, said: Schema) -> Schema:
        """Leave out what a tolerant reading does not refuse."""
        if not self.tolerant:
            return said
        return {key: value for key, value in said.items() if key in _KEPT_WHEN_TOLERANT}


def _screened(field: Field, rule: Rule, said: Schema) -> Schema:
    """Add what holds for every text: no control characters, and something in it where that errs."""
    if said.get("type") != "string" or "enum" in said or not rule.screened:
        return {**said, "minLength": 1} if said.get("type") == "string" and not rule.screened else said
    control = CONTROL_BUT_LINES if rule.multiline else CONTROL
    soft = field.declared.blank or (field.optional and not rule.formatted)
    empty = "" if soft else r"|^\s*$"
    return {**said, "not": {"type": "string", "pattern": control + empty}}


def _or(said: Schema, other: Schema) -> Schema:
    """Let another value stand there too, in the shortest way."""
    if said == {}:
        return said
    if other == {"type": "null"} and "enum" in said:
        return {**said, "type": [said["type"], "null"], "enum": [*said["enum"], None]}
    if other == {"type": "null"} and "type" in said and "anyOf" not in said:
        types = said["type"] if isinstance(said["type"], list) else [said["type"]]
        return {**said, "type": [*types, "null"]}
    if other == {"const": ""} and "not" not in said and "string" in _types(said):
        return said
    return {"anyOf": [*said["anyOf"], other]} if set(said) == {"anyOf"} else {"anyOf": [said, other]}


def _types(said: Schema) -> list[Any]:
    found = said.get("type", [])
    return found if isinstance(found, list) else [found]
