"""The largest and finest JPEG of a picture that fits a budget, found with few encodes."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from math import log
from typing import TYPE_CHECKING, Any, Final

import attrs

from payloadkit.images.faults import SMALLEST_SIDE, ImageError, fault

if TYPE_CHECKING:
    from PIL import Image

    from payloadkit.images.budget import Budget
    from payloadkit.images.jpeg_quality import Fineness

_FINE: Final = 90
_ATTEMPTS: Final = 7
# Bands of a picture tell how its length grows with its quality; a small one tells that itself.
_SAMPLED: Final = 200_000
_BAND: Final = 16
_BANDS: Final = 8
# What is aimed at and what is good enough, of the bytes that there are.
_AIM, _ENOUGH = 0.97, 0.92
# How much longer than its source a picture may become before its quality is lowered, and how far.
_GROWTH: Final = 1.05
_COARSER: Final = 5


def squeeze(image: Image.Image, budget: Budget, source: Fineness) -> tuple[bytes, Image.Image, int]:
    """Encode a picture as large and then as fine as the budget admits, not finer than its source.

    Args:
        image: A picture in grey or RGB.
        budget: What it may cost.
        source: How fine its source is, with tables only if they may be kept.

    Returns:
        The bytes, the picture in its size, and the JPEG quality.

    Raises:
        ImageError: The bytes do not suffice for the budget's floors, or there is no encoding it.
    """
    smallest, largest = sides(image.size, budget)
    image = scaled(image, largest)
    quality = max(source.quality, budget.min_quality)
    kept = source if quality == source.quality else attrs.evolve(source, tables=None)
    data = _encode(image, quality, kept)
    if len(data) <= budget.most_bytes:
        data, quality = _no_longer(data, quality, image, source, budget)
        return data, image, quality
    coder = _Coder(image, attrs.evolve(source, tables=None), budget)
    coder.learn(quality, len(data))
    best = coder.finest(quality - 1)
    if best is None and smallest < largest:
        coder = _Coder(_shrunk(coder, smallest), coder.source, budget)
        best = coder.finest(quality)
    if best is None:
        raise ImageError(
            fault(
                "image.too_many_bytes",
                variant="budget",
                most=budget.most_bytes,
                side=min(budget.shortest, *image.size),
                quality=budget.min_quality,
            )
        )
    return best[0], coder.image, best[1]


def _no_longer(
    data: bytes, quality: int, image: Image.Image, source: Fineness, budget: Budget
) -> tuple[bytes, int]:
    """Return a picture about as long as its source, if a slightly lower quality makes it so.

    A source that was saved too finely, after it had lost more before, would grow.
    """
    lowest = max(quality - _COARSER, budget.min_quality)
    if not source.tables or not source.length or len(data) <= source.length * _GROWTH:
        return data, quality
    as_long = attrs.evolve(budget, max_bytes=source.length, min_quality=lowest)
    best = _Coder(image, attrs.evolve(source, tables=()), as_long).finest(quality - 1)
    return best or (data, quality)


def sides(size: tuple[int, int], budget: Budget) -> tuple[int, int]:
    """Return how short and how long the longer side of a picture may become.

    Args:
        size: Its width and height, neither of them 0.
        budget: What it may cost.

    Raises:
        ImageError: A side is shorter than the budget's floor, or would have to be.
    """
    longer, shorter = max(size), min(size)
    largest = min(longer, budget.max_side)
    # A picture below the floor is shrunk for its longer side only.
    smallest = -(-budget.min_side * longer // shorter) if shorter >= budget.min_side else largest
    if smallest > largest or largest * shorter < SMALLEST_SIDE * longer:
        raise ImageError(
            fault(
                "image.too_small",
                variant="budget",
                least=min(budget.shortest, max(shorter, SMALLEST_SIDE)),
                most=budget.max_side,
            )
        )
    return max(smallest, -(-SMALLEST_SIDE * longer // shorter)), largest


def scaled(image: Image.Image, side: int) -> Image.Image:
    """Return a picture with its longer side so long; for its own length the picture itself."""
    from payloadkit.images.own_pillow import Image

    longer = max(image.size)
    if side == longer:
        return image
    width, height = (max(1, round(length * side / longer)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


@attrs.define
class _Coder:
    """Encodes a picture, and forecasts its lengths.

    Args:
        image: The picture.
        source: How fine its source is.
        budget: What it may cost.
        sample: Bands of the picture.
        factor: How many times longer than its bands it is.
        lengths: The lengths of the bands by quality.
    """

    image: Image.Image
    source: Fineness
    budget: Budget
    sample: Image.Image = attrs.field(init=False)
    factor: float = 0
    lengths: dict[int, int] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Take the bands."""
        self.sample = _bands(self.image)
        self.factor = self.image.height / self.sample.height

    def learn(self, quality: int, length: int) -> None:
        """Adjust the forecast by a length that is known."""
        if self.sample is self.image:
            self.lengths[quality] = length
        self.factor = length / self.band(quality)

    def band(self, quality: int) -> int:
        """Return the length of the bands."""
        if quality not in self.lengths:
            self.lengths[quality] = len(_encode(self.sample, quality, self.source))
        return self.lengths[quality]

    def fits(self, quality: int) -> bool:
        """Return whether the picture should fit."""
        return self.band(quality) * self.factor <= self.budget.most_bytes

    def finest(self, high: int) -> tuple[bytes, int] | None:
        """Return the picture at the highest quality up to one that fits; None where none does."""
        low, best = self.budget.min_quality, None
        for attempt in range(_ATTEMPTS):
            if low > high:
                break
            quality = low if attempt == _ATTEMPTS - 1 else self.likely(low, high)
            data = _encode(self.image, quality, self.source)
            self.learn(quality, len(data))
            if len(data) > self.budget.most_bytes:
                high = quality - 1
                continue
            best, low = (data, quality), quality + 1
            if low <= high and not self.fits(low):
                break
        return best

    def likely(self, low: int, high: int) -> int:
        """Return the highest quality that should fit, the lowest one where none does."""
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.fits(middle) else (low, middle - 1)
        return low


def _bands(image: Image.Image) -> Image.Image:
    """Return bands of a picture, taken all over it; the picture itself where it is small."""
    from payloadkit.images.own_pillow import Image

    count = max(_BANDS, -(-_SAMPLED // (image.width * _BAND)))
    if image.width * image.height <= _SAMPLED or count * _BAND >= image.height:
        return image
    bands = Image.new(image.mode, (image.width, count * _BAND))
    for number in range(count):
        top = number * (image.height - _BAND) // (count - 1) // _BAND * _BAND
        bands.paste(image.crop((0, top, image.width, top + _BAND)), (0, number * _BAND))
    return bands


def _shrunk(coder: _Coder, smallest: int) -> Image.Image:
    """Return a picture about as large as fits at the lowest quality; the smallest if none does."""
    budget, quality = coder.budget, coder.budget.min_quality
    side = exceeds = max(coder.image.size)
    length, power = coder.band(quality) * coder.factor, 2.0
    best, fits = None, smallest
    for _ in range(_ATTEMPTS):
        likely = int(side * (_AIM * budget.most_bytes / length) ** (1 / power))
        likely = min(max(likely, fits + (best is not None)), exceeds - 1)
        if likely < smallest or (best is not None and likely <= fits):
            break
        image = scaled(coder.image, likely)
        found = len(_encode(image, quality, coder.source))
        power = min(max(log(found / length) / log(likely / side), 1.0), 3.0)
        side, length = likely, found
        if found > budget.most_bytes:
            exceeds = likely
            continue
        best, fits = image, likely
        if found >= _ENOUGH * budget.most_bytes:
            break
    return best or scaled(coder.image, smallest)


def _encode(image: Image.Image, quality: int, source: Fineness) -> bytes:
    """Return the picture as a JPEG."""
    fine = not source.halved and (quality >= _FINE or source.tables is not None)
    options: dict[str, Any] = {"quality": quality}
    if source.tables:
        options = {"qtables": [list(table) for table in source.tables]}
    out = BytesIO()
    with suppress(OSError, ValueError):
        image.save(
            out,
            "JPEG",
            optimize=True,
            progressive=source.progressive,
            subsampling="4:4:4" if fine else "4:2:0",
            **options,
        )
        return out.getvalue()
    raise ImageError(fault("image.unsupported", variant="encoder"))
