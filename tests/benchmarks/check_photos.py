"""Check a payload of seven photos, against pydantic and against the least possible work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import pybase64
from simplejpeg import decode_jpeg  # type: ignore[attr-defined]  # its __all__ holds the functions instead of their names

import payloadkit as pk
from tests.benchmarks.documents import KIND, POLICY, encoded, photos, pictures
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import pydantic_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmarks.job import Meter

OURS, TWO, PEER = "payloadkit", "payloadkit, two workers", "pydantic + extra-types + Pillow"
FLOOR, BASE64, JPEG = (
    "the floor: base64 and strict JPEG decode",
    "base64 decode",
    "JPEG decode (strict, grey, 1/8)",
)


def _sides() -> Mapping[str, Meter]:
    texts = encoded()
    return {
        OURS: Clock(_check, photos),
        TWO: Clock(partial(pk.check, KIND, policy=attrs.evolve(POLICY, workers=2)), photos),
        PEER: Clock(pydantic_extra.check, photos),
        FLOOR: Clock(_floor, lambda _: texts),
        BASE64: Clock(unpacked, lambda _: texts),
        JPEG: Clock(decode, lambda _: pictures()),
    }


def _check(raw: bytes) -> object:
    return pk.check(KIND, raw, POLICY)


def _floor(texts: Sequence[str]) -> None:
    decode([pybase64.b64decode(text, validate=True) for text in texts])


def unpacked(texts: Sequence[str]) -> None:
    """Decode base64."""
    for text in texts:
        pybase64.b64decode(text, validate=True)


def decode(shown: Sequence[bytes]) -> None:
    """Decode JPEGs at the least that finds all damage: grey, at an eighth, strictly."""
    for picture in shown:
        decode_jpeg(picture, colorspace="GRAY", min_height=1, min_width=1, strict=True)


def _profiled() -> Callable[[], object]:
    return partial(_check, photos())


JOBS = (
    Job(
        name="check photos",
        doc=(
            "A payload of 3 MB with seven photos is checked in full. payloadkit finds damage in "
            "pictures that the peer accepts."
        ),
        sides=_sides,
        contests=(Contest(OURS, PEER, 0.52), Contest(TWO, PEER), Contest(OURS, FLOOR, 1.10)),
        floors=(BASE64, JPEG),
        profiled=_profiled,
        needed=(
            "Beside the floor there are the copy of each base64 text into the object, and the "
            "search of each photo for a mark inside its scan, "
            "without which a second picture behind the first would pass unseen; both move every "
            "byte once. Only a decoder that tells where it stopped "
            "would spare the search."
        ),
    ),
)
