"""How fine a JPEG is, read from its quantization tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from payloadkit.images.budget import BEST_QUALITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

# The table for light of ITU-T T.81, annex K; libjpeg's quality is a scale of it.
_LIGHT: Final = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
_COARSEST: Final = 255
_HALF: Final = 50
# Four colours become three, which other tables suit.
_KEPT: Final = frozenset({1, 3})


@attrs.frozen
class Fineness:
    """How fine the source of a picture is, which no copy needs to surpass.

    Args:
        quality: The JPEG quality.
        tables: The quantization tables for light and colour; none of them where only the resolution
            of the colours is kept, None where that is not kept either.
        halved: Whether the colours come at half the resolution of the light.
        progressive: Whether it comes in steps, which makes it shorter.
        length: How many bytes it has; 0 where that is not known.
    """

    quality: int = BEST_QUALITY
    tables: tuple[tuple[int, ...], ...] | None = None
    halved: bool = False
    progressive: bool = False
    length: int = 0

    def turned(self) -> Fineness:
        """Return the same of the picture on its side, whose tables lie on their sides too."""
        tables = self.tables and tuple(
            tuple(table[down * 8 + across] for across in range(8) for down in range(8))
            for table in self.tables
        )
        return attrs.evolve(self, tables=tables)


def fineness(image: Image.Image) -> Fineness:
    """Return how fine a decoded JPEG is; the usual fineness for one whose tables are not known.

    Args:
        image: The picture, as Pillow opened it.
    """
    # Pillow declares both in a class of its own.
    tables: dict[int, Sequence[int]] = getattr(image, "quantization", {})
    layers: list[Any] = getattr(image, "layer", [])
    if not layers or any(layer[3] not in tables for layer in layers):
        return Fineness()
    chosen = tuple(tuple(min(step, _COARSEST) for step in tables[layer[3]]) for layer in layers[:2])
    light, *colours = [(across, down) for _, across, down, _ in layers]
    return Fineness(
        min(quality(chosen[0]), BEST_QUALITY),
        chosen if len(layers) in _KEPT else None,
        halved=any(across < light[0] or down < light[1] for across, down in colours),
        progressive="progressive" in image.info,
    )


def quality(table: Sequence[int]) -> int:
    """Return the highest JPEG quality that is not finer than a quantization table for light."""
    return max((step for step in range(1, 101) if _total(step) >= sum(table)), default=1)


@cache
def _total(wanted: int) -> int:
    """Return the sum of the table for light of a quality."""
    scale = 5000 // wanted if wanted < _HALF else 200 - 2 * wanted
    return sum(min(max((step * scale + 50) // 100, 1), _COARSEST) for step in _LIGHT)
