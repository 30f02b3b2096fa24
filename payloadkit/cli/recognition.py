"""Recognises the kind of a document.

JSON is recognised by the keys of its root. If several kinds share them, the keys of the objects
below count too. A CSV is recognised by its first line or the name of its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from payloadkit.cli.root_keys import ROOT_KEYS
from payloadkit.models.codec import Unreadable
from payloadkit.models.registry import model_of, names
from payloadkit.wire.json_text import explain, parse
from payloadkit.wire.reading import document_fault
from payloadkit.wire.text import Scanned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from payloadkit.models.model import Model

LIKE = 0.5
TELLING = 3  # fewer keys than these do not tell one kind from others with the same root
CSV = "uaekyc.migration-csv"


class Recognised(NamedTuple):
    """The kind of a document, if it is recognised.

    Args:
        kind: The name of the kind; None if no kind fits the keys, or several fit equally.
        ended: Whether the document is no JSON, or too long to be read.
        hint: What to do with a document that is no object, or None.
        alike: Whether several kinds fit equally.
    """

    kind: str | None = None
    ended: bool = False
    hint: str | None = None
    alike: bool = False


def recognise(raw: bytes, most: int, name: str = "") -> Recognised:
    """Return the kind of a document.

    Args:
        raw: The bytes of the document.
        most: The most bytes to read.
        name: The name of its file. A text that is no JSON is a migration CSV if this ends in .csv.
    """
    if len(raw) > most:
        return Recognised(ended=True)
    found = parse(raw, duplicates=0)
    fitting: list[str] = []
    if isinstance(found, Scanned) and isinstance(found.value, dict) and found.value:
        fitting = _fitting(found.value)
        if len(fitting) == 1:
            return Recognised(fitting[0])
    for kind in names():
        codec = None if ROOT_KEYS.get(kind) else model_of(kind).codec
        if codec is not None and codec.claims(raw):
            return Recognised(kind)
    found = explain(raw, duplicates=0)  # it is stricter
    if isinstance(found, Unreadable):
        return Recognised(CSV) if name.lower().endswith(".csv") else Recognised(ended=True)
    value = found.value
    hint = None if isinstance(value, dict) else document_fault(value).hint
    return Recognised(hint=hint, alike=bool(fitting))


def _fitting(document: dict[str, object]) -> list[str]:
    """Return the kinds that declare most keys of the root, or the most similar one of them."""
    known = {kind: len(document.keys() & _keys(kind)) for kind in names()}
    most = max(known.values())
    if most < LIKE * len(document):
        return []
    found = [kind for kind, number in known.items() if number == most]
    likest = _likest({kind: model_of(kind) for kind in found}, document) if found[1:] else None
    return found if likest is None else [likest]


def _keys(kind: str) -> AbstractSet[str]:
    """Return the keys of the root of a kind's documents, without loading payloadkit's models."""
    if kind in ROOT_KEYS:
        return ROOT_KEYS[kind]
    model = model_of(kind)  # a tenant's
    return model.by_key.keys() if model.codec is None else frozenset()


def _likest(models: dict[str, Model], document: dict[str, object]) -> str | None:
    fits = {
        kind: (
            _likeness(model, document.keys()),
            _known_below(model, document),
            _below(model, document),
        )
        for kind, model in models.items()
    }
    best = max(fits.values())
    found = [kind for kind, fit in fits.items() if fit == best]
    if best[0] <= LIKE or len(found) > 1:
        return None
    known = len(document.keys() & models[found[0]].by_key.keys()) + best[1]
    # Of kinds whose roots are as like, one must know more keys below than the others.
    alike = [fit[1] for kind, fit in fits.items() if fit[0] == best[0] and kind != found[0]]
    unclear = known < TELLING or (best[1] in alike and best[1] > 0)
    return None if unclear else found[0]


def _below(model: Model, document: dict[str, object]) -> float:
    """Return the sum of the likenesses of the objects below the root."""
    return sum(
        _likeness(part, {key for found in objects for key in found})
        for part, objects in _parts(model, document)
    )


def _known_below(model: Model, document: dict[str, object]) -> int:
    """Return how many keys of the objects below an object a model declares, at every depth."""
    return sum(
        len(found.keys() & part.by_key.keys()) + _known_below(part, found)
        for part, objects in _parts(model, document)
        for found in objects
    )


def _parts(
    model: Model, document: dict[str, object]
) -> Iterator[tuple[Model, list[dict[str, object]]]]:
    """Yield the models of the objects below an object, each with the objects that are there."""
    for key, field in model.by_key.items():
        if field.part is not None:
            yield model_of(field.part), _objects(document.get(key), field.rule.below)


def _objects(value: object, below: tuple[str, ...]) -> list[dict[str, object]]:
    """Return the objects at a depth below a value."""
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

    If no key of a model is mandatory, all of its keys count.
    """
    mandatory = {field.key for field in model.fields if not field.optional} or model.by_key.keys()
    return len(keys & model.by_key.keys()) / len(keys | mandatory)
