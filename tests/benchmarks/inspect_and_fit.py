"""Inspect a photo and fit a phone's original, against Pillow as a careful user writes it."""

from __future__ import annotations

from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

import payloadkit as pk
from tests.benchmarks.check_photos import decode
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.documents import ORIGINAL, PHOTOS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.benchmarks.job import Meter

OURS, PEER, JPEG = "payloadkit", "Pillow", "JPEG decode (strict, grey, 1/8)"
FOUR = "Pillow, encoding four qualities"
_FACE = PHOTOS / "face.jpg"
_BUDGET, _SIDE, _QUALITIES = 1_000_000, 2400, (90, 80, 70, 60)


@cache
def _photo(path: Path) -> bytes:
    return path.read_bytes()


def _loaded(data: bytes) -> object:
    with Image.open(BytesIO(data)) as photo:
        photo.load()
        return photo.format, photo.size, photo.getexif().get(0x0112)


def fitted(data: bytes) -> bytes:
    """Return an upright photo without metadata, within 2400 pixels a side and a million bytes."""
    with Image.open(BytesIO(data)) as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    upright.info.clear()
    for quality in _QUALITIES:
        out = BytesIO()
        upright.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= _BUDGET:
            return out.getvalue()
    raise ValueError("it does not fit")


def _inspecting() -> Mapping[str, Meter]:
    face = _photo(_FACE)
    return {
        OURS: Clock(pk.images.inspect, lambda _: face),
        PEER: Clock(_loaded, lambda _: face),
        JPEG: Clock(decode, lambda _: [face]),
    }


def _fitting() -> Mapping[str, Meter]:
    original = _photo(ORIGINAL)
    return {OURS: Clock(pk.images.fit, lambda _: original), FOUR: Clock(fitted, lambda _: original)}


def _profiled(run: Callable[[bytes], object], path: Path) -> Callable[[], object]:
    return partial(run, _photo(path))


JOBS = (
    Job(
        name="inspect a photo",
        doc=(
            "A photo of 1200 by 1600 pixels is judged: what it is, and all that is wrong with "
            "it. Pillow opens and loads it."
        ),
        sides=_inspecting,
        contests=(Contest(OURS, PEER),),
        floors=(JPEG,),
        profiled=partial(_profiled, pk.images.inspect, _FACE),
    ),
    Job(
        name="fit a photo",
        doc=(
            "A phone's original of 2400 by 1800 pixels, on its side and with a place, becomes "
            "upright, as fine as it was, within a million bytes. Pillow tries four qualities, "
            "the finest first, until one fits."
        ),
        sides=_fitting,
        contests=(Contest(OURS, FOUR, 1.2),),
        profiled=partial(_profiled, pk.images.fit, ORIGINAL),
    ),
)
