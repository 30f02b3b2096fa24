"""The fast reading: generated from the declarations, it reads a document with nothing to find straight into its object, and says nothing of any other.

msgspec reads the text into structs whose types hold what the rules hold; a function made for the model then asks what a type cannot say, and fills
the object. Whatever stops it is left to the thorough reading, which explains.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from payloadkit.declaration import model_of
from payloadkit.embedded import cut
from payloadkit.filling import Filling, thawed
from payloadkit.policy import Policy
from payloadkit.reading import limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from payloadkit.declaration import Model
    from payloadkit.reading import Reading

_KEPT = 64


class _Terms(NamedTuple):
    """What the code of a fast reading hangs on.

    Args:
        today: As in the policy.
        phones: As in the policy.
        images: As in the policy.
        masters: Whether there are master data.
        limits: Those of the model's kind.
    """

    today: date
    phones: Any
    images: Any
    masters: bool
    limits: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, policy: Policy, kind: str | None = None) -> _Terms:
        """Return the terms of a policy for a kind; without one, those that hold for any model."""
        return cls(policy.on(), policy.phones, policy.images, policy.masters is not None, tuple(policy.limits.get(kind or "", {}).items()))

    def filling(self, model: Model) -> Filling:
        """Return what makes the code for a model."""
        limits = {model.kind: dict(self.limits)} if model.kind and self.limits else None
        policy = Policy(today=self.today, phones=self.phones, images=self.images, limits=limits)
        return Filling(policy, limited(model, policy), masters=self.masters)


def glance(reading: Reading, raw: bytes | bytearray | memoryview | str) -> Any:  # noqa: ANN401 - an object of the reading's model
    """Return the object of a document of whose fields, and rules across them, there is nothing to report; None for any other.

    Slow rules have not run yet: they wait for ``Reading.finish``.

    Args:
        reading: The pass; where there is no object, it is spent.
        raw: The JSON text.
    """
    model = reading.model
    if model.tolerant or model.codec is not None:
        return None
    found = _glance(model.cls, _Terms.of(reading.policy, model.kind))
    return None if found is None else found.read(reading, raw)


def known(cls: type, policy: Policy) -> tuple[type, Callable[..., list[int]]]:
    """Return a class for objects that are being filled, and the function that fills one with the plain values that it knows.

    Args:
        cls: A model's class.
        policy: How documents are judged; its day is fixed.
    """
    return _known(cls, _Terms.of(policy))


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
            struct = self.decode(text.rest)
        except (msgspec.MsgspecError, UnicodeError):
            return None
        quotes: list[int] = []
        value = self.fill(struct, (), reading, text.files, quotes)
        # A key that is there twice has two double quotes too many; so has a text with an escaped one in it, which the thorough reading can judge.
        return value if value is not None and not text.files and sum(quotes) == text.rest.count(b'"') else None


@lru_cache(_KEPT)
def _glance(cls: type, terms: _Terms) -> _Glance | None:
    model = model_of(cls)
    made = terms.filling(model).whole(model)
    if made is None:
        return None
    struct, fill = made
    files = {field.key for _, field in model.walk() if field.rule.embedded}
    return _Glance(msgspec.json.Decoder(struct).decode, fill, tuple(sorted(files)))


@lru_cache(_KEPT)
def _known(cls: type, terms: _Terms) -> tuple[type, Callable[..., list[int]]]:
    model = model_of(cls)
    return thawed(cls), terms.filling(model).known(model)
