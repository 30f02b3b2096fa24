"""The largest and finest JPEG of a picture that fits a budget."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Final

from payloadkit.images.budget import BEST_QUALITY
from payloadkit.images.faults import ImageError, fault

if TYPE_CHECKING:
    from PIL import Image

    from payloadkit.images.budget import Budget

_FINE: Final = 90
_ATTEMPTS: Final = 7


def squeeze(image: Image.Image, budget: Budget) -> tuple[bytes, tuple[int, int], int]:
    """Encode a picture as large as the budget admits, then as finely.

    Args:
        image: A picture in grey or RGB.
        budget: What it may cost.

    Returns:
        The bytes, width and height, and the JPEG quality.

    Raises:
        ImageError: A side is shorter than the budget's floor, the bytes do not suffice for its
            floors, or there is no encoding it.
    """
    smallest, largest = sides(image.size, budget)
    scaled = _scaled(image, _side(image, budget, smallest, largest))
    best = _finest(scaled, budget)
    if best is None:
        raise ImageError(
            fault(
                "image.too_many_bytes",
                variant="budget",
                most=budget.most_bytes,
                side=budget.shortest,
                quality=budget.min_quality,
            )
        )
    data, quality = best
    return data, scaled.size, quality


def sides(size: tuple[int, int], budget: Budget) -> tuple[int, int]:
    """Return how short and how long the longer side of a picture may become.

    Args:
        size: Its width and height, neither of them 0.
        budget: What it may cost.

    Raises:
        ImageError: A side is shorter than the budget's floor, or would have to be.
    """
    largest = min(max(size), budget.max_side)
    smallest = -(-budget.shortest * max(size) // min(size))
    if smallest > largest:
        raise ImageError(
            fault(
                "image.too_small",
                variant="budget",
                least=budget.shortest,
                most=budget.max_side,
            )
        )
    return smallest, largest


def _side(image: Image.Image, budget: Budget, smallest: int, largest: int) -> int:
    """Return the largest longer side that fits at the lowest quality.

    That is the smallest one where none is known to fit.
    """
    length = len(_encode(_scaled(image, largest), budget.min_quality))
    if length <= budget.most_bytes:
        return largest
    fits, exceeds = smallest, largest
    side = int(largest * sqrt(budget.most_bytes / length))
    for _ in range(_ATTEMPTS):
        if not fits < side < exceeds:
            break
        length = len(_encode(_scaled(image, side), budget.min_quality))
        fits, exceeds = (side, exceeds) if length <= budget.most_bytes else (fits, side)
        side = (fits + exceeds) // 2
    return fits


def _finest(image: Image.Image, budget: Budget) -> tuple[bytes, int] | None:
    """Return the picture at the highest quality that fits, and that quality; None if none does."""
    low, high = budget.min_quality, BEST_QUALITY
    quality, best = high, None
    while low <= high:
        data = _encode(image, quality)
        if len(data) <= budget.most_bytes:
            best, low = (data, quality), quality + 1
        else:
            high = quality - 1
        quality = (low + high) // 2
    return best


def _scaled(image: Image.Image, side: int) -> Image.Image:
    """Return the picture with its longer side so long."""
    from PIL import Image

    longer = max(image.size)
    if side == longer:
        return image
    width, height = (max(1, round(length * side / longer)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _encode(image: Image.Image, quality: int) -> bytes:
    """Return the picture as a JPEG."""
    # Pillow refuses to optimize what compresses so badly that it outgrows its buffer.
    for optimize in (True, False):
        out = BytesIO()
        with suppress(OSError, ValueError):
            image.save(
                out,
                "JPEG",
                quality=quality,
                optimize=optimize,
                subsampling="4:4:4" if quality >= _FINE else "4:2:0",
            )
            return out.getvalue()
    raise ImageError(fault("image.unsupported", variant="encoder"))
