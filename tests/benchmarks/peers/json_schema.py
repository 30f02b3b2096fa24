"""jsonschema-rs over payloadkit's own JSON Schema, and functions for what it cannot say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import orjson

import payloadkit as pk
from tests.benchmarks.peers.checks import ADULT_BORN, identity, person
from tests.benchmarks.peers.parts import wrong
from tests.benchmarks.peers.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

VALIDATOR = jsonschema_rs.Draft202012Validator(
    pk.json_schema("caas.onboarding"), validate_formats=True
)


def check(raw: bytes, *, whole: bool = True) -> tuple[str, ...]:
    """Return where a document is wrong, as JSON Pointers.

    Args:
        raw: The document.
        whole: Whether pictures are loaded and phone numbers looked up.
    """
    found = orjson.loads(raw)
    if not VALIDATOR.is_valid(found):
        return tuple(place for error in VALIDATOR.iter_errors(found) for place in _places(error))
    try:
        _consistent(found)
    except ValueError:
        return ("",)
    return wrong(found, dict.get, whole=whole)


def _places(error: Any) -> Iterator[str]:
    """Yield where an error is; of an object or null, the places in the object."""
    told = error.kind.as_dict()
    if "context" in told:
        yield from (place for below in told["context"][0] for place in _places(below))
        return
    at = "".join(f"/{token}" for token in error.instance_path)
    missing = [told["property"]] if "property" in told else told.get("unexpected", [])
    yield from [f"{at}/{name}" for name in missing] or [at]


def _consistent(document: dict[str, Any]) -> None:
    born = date.fromisoformat(document["date_of_birth"])
    issued = [_day(entry.get("issued_on")) for entry in document["id_details"]]
    expiries = [
        _day(entry.get(name))
        for entry in document["id_details"]
        for name in ("date_of_expiry", "visa_expiry_date")
    ]
    if (
        born > ADULT_BORN
        or any((day or TODAY) > TODAY for day in issued)
        or any((day or TODAY) < TODAY for day in expiries)
    ):
        raise ValueError("the dates suit the day")
    for entry, day in zip(document["id_details"], issued, strict=True):
        sides = (entry.get("id_front"), entry.get("id_back"))
        identity(
            entry["id_type"],
            entry["id_number"],
            sides,
            day,
            date.fromisoformat(entry["date_of_expiry"]),
        )
    types = {entry["address_type_id"] for entry in document["address_list"]}
    ids = [(entry["id_type"], entry["id_number"]) for entry in document["id_details"]]
    person((document["nationality"], document.get("second_nationality")), born, types, ids, issued)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
