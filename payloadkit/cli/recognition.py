"""Which kind a document is, told from the keys of its root and, where several kinds share them, of the objects below; or from its first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.declaration import kinds, model_of
from payloadkit.strict_json import Unreadable, decode, scan

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from payloadkit.declaration import Model

LIKE = 0.5


@attrs.frozen
class Recognised:
    """What a document is.

    Args:
        kind: The name of its kind, or None where the keys of its root fit none, or two alike.
        ended: Whether it is no JSON, or too long to be read.
    """

    kind: str | None = None
    ended: bool = False


def recognise(raw: bytes, most: int) -> Recognised:
    """Tell which kind a document is.

    Args:
        raw: Its bytes.
        most: How many of them are read at most.
    """
    if len(raw) > most:
        return Recognised(ended=True)
    claimed = _claiming(raw)
    if claimed is not None:
        return Recognised(claimed)
    text = decode(raw)
    found = text if isinstance(text, Unreadable) else scan(text, duplicates=0)
    if isinstance(found, Unreadable):
        return Recognised(ended=True)
    return Recognised(_fitting(found.value) if isinstance(found.value, dict) and found.value else None)


def _claiming(raw: bytes) -> str | None:
    """Return the kind whose form is no JSON and that claims a document."""
    codecs = ((kind, model_of(kind).codec) for kind in kinds())
    return next((kind for kind, codec in codecs if codec is not None and codec.claims(raw)), None)


def _fitting(document: dict[str, object]) -> str | None:
    models = {kind: model_of(kind) for kind in kinds()}
    fits = {kind: (_likeness(model, document.keys()), _below(model, document)) for kind, model in models.items() if model.codec is None}
    best = max(fits.values())
    found = [kind for kind, fit in fits.items() if fit == best]
    return found[0] if best[0] > LIKE and len(found) == 1 else None


def _below(model: Model, document: dict[str, object]) -> float:
    """Return the likeness of the objects below the root, all of them together."""
    parts = ((field.part, document.get(key)) for key, field in model.by_key.items())
    return sum(_likeness(model_of(part), value.keys()) for part, value in parts if part is not None and isinstance(value, dict))


def _likeness(model: Model, keys: AbstractSet[str]) -> float:
    """Return the share of keys that a model knows among those that are there or ought to be, 0 to 1; where none ought to be, all might."""
    mandatory = {field.key for field in model.fields if not field.optional} or model.by_key.keys()
    return len(keys & model.by_key.keys()) / len(keys | mandatory)
