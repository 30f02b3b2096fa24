"""The thorough way alone, with every shortcut switched off, and what comes of it in a form that tells types apart."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from payloadkit.models.glance import glance
from payloadkit.models.judge import Reading
from payloadkit.models.registry import ATTRIBUTE, model_of
from payloadkit.wire import abridged, shortcut
from payloadkit.wire import reading as document
from payloadkit.wire import writing as wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def thoroughly() -> Iterator[None]:
    """Switch every shortcut off: the fast reading, known values, long texts without their files, and the decoder in C."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "glance", lambda *_: None)
        patch.setattr(wire, "known", _unknown)
        patch.setattr(abridged, "_WORTH", sys.maxsize)
        patch.setattr(shortcut, "read", _unread)
        yield


def same(kind: type | str, raw: Any, policy: pk.Policy) -> pk.Report[Any]:
    """Return the report of a document, which has to be the thorough way's own: every attribute of every violation, and the object with all its types."""
    report = pk.check(kind, raw, policy)
    with thoroughly():
        expected = pk.check(kind, raw, policy)
    assert [attrs.astuple(found) for found in report.violations] == [
        attrs.astuple(found) for found in expected.violations
    ]
    assert (shape(report.value), report.truncated) == (shape(expected.value), expected.truncated)
    return report


def shape(value: object) -> object:
    """Return a value with the types of all that it holds."""
    if isinstance(value, dict):
        return dict, {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [shape(inner) for inner in value]
    if ATTRIBUTE in vars(type(value)):
        names = [*(field.name for field in model_of(type(value)).fields), "extra"]
        return type(value), [shape(getattr(value, name)) for name in names]
    return type(value), value


def glanced(kind: type | str, raw: bytes | str, policy: pk.Policy) -> object:
    """Return the object that the fast reading makes, or None."""
    return glance(Reading(model_of(kind), policy), raw)


def _unknown(cls: type, *_: object) -> tuple[type, Callable[..., list[int]]]:
    return model_of(cls).thawed, lambda *_: list(range(len(model_of(cls).fields)))


def _unread(*_: object, **__: object) -> object:
    return shortcut.read
