"""Recognises the kind of a document.

JSON is recognised by the keys of its root and, where several kinds share them, of the objects
below; a CSV by its first line or its file's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.models.registry import kinds, model_of
from payloadkit.wire.json_text import scan
from payloadkit.wire.text import Unreadable, decode

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from payloadkit.models.model import Model

LIKE = 0.5
CSV = "uaekyc.migration-csv"


@attrs.frozen
class Recognised:
    """What a document is.

    Args:
        kind: The name of its kind, or None where the keys of its root fit none, or two alike.
        ended: Whether it is no JSON, or too long to be read.
    """

    kind: str | None = None
    ended: bool = False


def recognise(raw: bytes, most: int, name: str = "") -> Recognised:
    """Return which kind a document is.

    Args:
        raw: Its bytes.
        most: How many of them are read at most.
        name: Its file's name; one that ends in .csv makes a migration CSV of what is no JSON.
    """
    if len(raw) > most:
        return Recognised(ended=True)
    claimed = _claiming(raw)
    if claimed is not None:
        return Recognised(claimed)
    text = decode(raw)
    found = text if isinstance(text, Unreadable) else scan(text, duplicates=0)
    if isinstance(found, Unreadable):
        return Recognised(CSV) if name.lower().endswith(".csv") else Recognised(ended=True)
    return Recognised(
        _fitting(found.value) if isinstance(found.value, dict) and found.value else None
    )


def _claiming(raw: bytes) -> str | None:
    """Return the kind whose form is no JSON and that claims a document."""
    codecs = ((kind, model_of(kind).codec) for kind in kinds())
    return next((kind for kind, codec in codecs if codec is not None and codec.claims(raw)), None)


def _fitting(document: dict[str, object]) -> str | None:
    """Return the kind that knows most keys of the root, of several the most similar one."""
    models = {kind: model for kind in kinds() if (model := model_of(kind)).codec is None}
    known = {kind: len(document.keys() & model.by_key.keys()) for kind, model in models.items()}
    most = max(known.values())
    if most < LIKE * len(document):
        return None
    found = [kind for kind, number in known.items() if number == most]
    return (
        found[0] if len(found) == 1 else _likest({kind: models[kind] for kind in found}, document)
    )


def _likest(models: dict[str, Model], document: dict[str, object]) -> str | None:
    fits = {
        kind: (_likeness(model, document.keys()), _below(model, document))
        for kind, model in models.items()
    }
    best = max(fits.values())
    found = [kind for kind, fit in fits.items() if fit == best]
    return found[0] if best[0] > LIKE and len(found) == 1 else None


def _below(model: Model, document: dict[str, object]) -> float:
    """Return the likeness of the objects below the root, all of them together."""
    parts = (
        (field.part, _objects(document.get(key), field.rule.below))
        for key, field in model.by_key.items()
    )
    return sum(
        _likeness(model_of(part), {key for found in objects for key in found})
        for part, objects in parts
        if part is not None
    )


def _objects(value: object, below: tuple[str, ...]) -> list[dict[str, object]]:
    """Return the objects that stand so far below a value."""
    if not below:
        return [value] if isinstance(value, dict) else []
    inside = (
        value.values()
        if isinstance(value, dict) and len(below) > 1
        else value
        if isinstance(value, list)
        else ()
    )
    return [found for one in inside for found in _objects(one, below[1:])]


def _likeness(model: Model, keys: AbstractSet[str]) -> float:
    """Return the share of known keys among those that are present or mandatory, from 0 to 1.

    Of a model without mandatory keys all keys count.
    """
    mandatory = {field.key for field in model.fields if not field.optional} or model.by_key.keys()
    return len(keys & model.by_key.keys()) / len(keys | mandatory)
