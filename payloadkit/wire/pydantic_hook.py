"""Models as types of pydantic's and FastAPI's fields.

Nothing of pydantic is imported before pydantic asks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from payloadkit.models.schema import json_schema
from payloadkit.wire.reading import check
from payloadkit.wire.writing import dump, to_dict

if TYPE_CHECKING:
    from pydantic_core import ValidationError
    from pydantic_core.core_schema import CoreSchema, SerializationInfo

    from payloadkit.violation import Report


def core_schema(cls: type) -> CoreSchema:
    """Return a pydantic schema that checks with payloadkit."""
    from pydantic_core import core_schema as schemas

    return schemas.no_info_plain_validator_function(
        lambda value: _validated(cls, value),
        serialization=schemas.plain_serializer_function_ser_schema(_serialised, info_arg=True),
    )


def json_schema_of(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of the class."""
    schema = json_schema(cls)
    definitions = schema.pop("$defs", {})
    # Where pydantic puts this schema, "#/$defs/…" would lead to definitions of pydantic's own.
    del schema["$schema"]
    schema.pop("$id", None)
    return dict(_inlined(schema, definitions))


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """Return a schema with definitions in place of references to them."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {key: _inlined(value, definitions) for key, value in schema.items() if key != "$ref"}
    if "$ref" not in schema:
        return rest
    return {**_inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions), **rest}


def _validated(cls: type, value: object) -> object:
    if isinstance(value, cls):
        return value
    # Text is no object here, though check would read it as JSON.
    report: Report[object] = check(cls, value if isinstance(value, Mapping) else b"[]")
    if report.ok:
        return report.value
    raise _error(cls, report)


def _error(cls: type, report: Report[object]) -> ValidationError:
    """Return pydantic's error with one entry for each error of a report, and no value in it."""
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

    return ValidationError.from_exception_data(
        cls.__name__,
        [
            InitErrorDetails(
                type=PydanticCustomError(
                    violation.code,  # pyright: ignore[reportArgumentType] # codes are literals
                    "{message}",
                    {"message": violation.message, "path": violation.path, "hint": violation.hint},
                ),
                loc=tuple(
                    int(token) if token.isdecimal() else token
                    for token in violation.path.split("/")[1:]
                ),
                input=None,
            )
            for violation in report.errors
        ],
    )


def _serialised(value: object, info: SerializationInfo) -> object:
    """Return an object's plain values; in JSON, money is a number as in ``dump``."""
    if info.mode_is_json():
        return json.loads(dump(value))
    return to_dict(value)
