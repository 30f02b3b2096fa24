"""The fast reading: generated from the declarations, it reads a document with nothing to find straight into its object, and says nothing of any other.

msgspec reads the text into structs whose types hold what the rules hold; a function made for the
model then asks what a type cannot say, and fills the object. Whatever stops it is left to the
thorough reading, which explains.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from payloadkit.models.clean import embedded
from payloadkit.models.decoding import Decoding
from payloadkit.models.filling import Filling
from payloadkit.models.judge import limited
from payloadkit.models.registry import model_of
from payloadkit.wire.embedded import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.models.judge import Reading
    from payloadkit.models.terms import Terms

_KEPT = 256


def glance(reading: Reading, raw: bytes | bytearray | memoryview | str) -> Any:
    """Return the object of a document of whose fields, and rules across them, there is nothing to report; None for any other.

    Slow rules have not run yet: they wait for ``Reading.finish``.

    Args:
        reading: The pass; where there is no object, it is spent.
        raw: The JSON text.
    """
    model = reading.model
    if model.tolerant or model.codec is not None:
        return None
    found = _glance(model.cls, reading.terms)
    return None if found is None else found.read(reading, raw)


@lru_cache(_KEPT)
def known(cls: type, terms: Terms) -> tuple[type, Callable[..., list[int]]]:
    """Return a class for objects that are being filled, and the function that fills one with the plain values that it knows: none where limits are set by path.

    Args:
        cls: A model's class.
        terms: When a value is clean.
    """
    model = model_of(cls)
    if terms.limits:
        return model.thawed, lambda *_: list(range(len(model.fields)))
    return model.thawed, Filling(terms.policy, {}, masters=terms.masters).known(model)


class _Glance(NamedTuple):
    """The fast reading of a model under a policy.

    Args:
        decode: Reads JSON into a struct.
        fill: Makes an object of a struct.
        files: The keys of embedded files.
    """

    decode: Callable[[bytes], object]
    fill: Callable[..., object]
    files: tuple[str, ...]

    def read(self, reading: Reading, raw: bytes | bytearray | memoryview | str) -> object:
        """Return the object, or None."""
        try:
            text = cut(raw, self.files)
            quotes: list[int] = []
            value = self.fill(self.decode(text.rest), (), reading, text.file, quotes)
        except (msgspec.MsgspecError, UnicodeError):
            return None
        # A key that is there twice has two double quotes too many; so has a text with an escaped
        # one in it, which the thorough reading can judge.
        return (
            value
            if value is not None and not text.files and sum(quotes) == text.rest.count(b'"')
            else None
        )


@lru_cache(_KEPT)
def _glance(cls: type, terms: Terms) -> _Glance | None:
    model, policy = model_of(cls), terms.policy
    made = Decoding(policy, limited(model, policy), masters=terms.masters).whole(model)
    if made is None:
        return None
    struct, fill = made
    files = {field.key for _, field in model.walk() if embedded(field.rule)}
    return _Glance(msgspec.json.Decoder(struct).decode, fill, tuple(sorted(files)))
