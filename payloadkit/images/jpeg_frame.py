"""The frame of a JPEG picture, and what its scans deliver of it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import attrs

from payloadkit.images.budget import LONGEST_SIDE
from payloadkit.images.faults import LARGEST_COEFFICIENTS, LARGEST_PIXELS, MOST_SCANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_BLOCK: Final = 8
COEFFICIENTS: Final = 64
_BITS: Final = 8
_FACTORS: Final = frozenset(range(1, 5))
# One component more than any picture has is enough to tell that it is none.
_TOLD: Final = 5
_TOGETHER: Final = range(1, 5)
_COLOURS: Final = frozenset({1, 3, 4})
_UNSEEN: Final = -1
# A decoder visits every block a scan speaks of, and in it every coefficient of the scan's band; a
# visit costs about as much as twenty coefficients.
_VISIT: Final = 20
_MOST_WORK: Final = 1_000_000_000


class Component(NamedTuple):
    """One colour component of a frame.

    Args:
        name: The number that scans call it by.
        across: Blocks a row that it has.
        down: Rows of blocks that it has.
    """

    name: int
    across: int
    down: int

    @property
    def blocks(self) -> int:
        """How many blocks of 64 coefficients there are."""
        return self.across * self.down


@attrs.frozen
class Frame:
    """The frame header of a JPEG picture.

    Args:
        marker: The mark that opens it, which names the coding process.
        precision: Bits a sample.
        width: Pixels a row.
        height: Rows.
        components: Its colour components.
    """

    marker: int
    precision: int
    width: int
    height: int
    components: tuple[Component, ...]

    @classmethod
    def read(cls, marker: int, body: memoryview | bytes) -> Self | None:
        """Read a frame header; None where it is malformed."""
        if len(body) < 6 or len(body) != 6 + 3 * body[5]:
            return None
        precision, height, width, count = struct.unpack_from(">BHHB", body)
        named = [
            (name, both >> 4, both & 15)
            for name, both, _ in struct.iter_unpack("BBB", body[6 : 6 + 3 * _TOLD])
        ]
        sides = {side for _, h, v in named for side in (h, v)}
        if not count or not sides <= _FACTORS:
            return None
        most_h, most_v = max([h for _, h, _ in named]), max([v for _, _, v in named])
        mcus_across, mcus_down = -(-width // (most_h * _BLOCK)), -(-height // (most_v * _BLOCK))
        return cls(
            marker,
            precision,
            width,
            height,
            tuple([Component(name, mcus_across * h, mcus_down * v) for name, h, v in named]),
        )

    @property
    def progressive(self) -> bool:
        """Whether its scans deliver it in steps."""
        return self.marker == _PROGRESSIVE

    def work(self, chosen: Iterable[Component], band: int) -> int:
        """Return what decoding a band of some components costs, in coefficients looked at.

        Args:
            chosen: The components of a scan.
            band: How many coefficients of each block it delivers.
        """
        return sum([component.blocks for component in chosen]) * (_VISIT + band)

    def faults(self) -> Iterator[str]:
        """Give the codes of what is wrong with the frame itself."""
        if (
            self.marker not in {_BASELINE, _EXTENDED, _PROGRESSIVE}
            or self.precision != _BITS
            or len(self.components) not in _COLOURS
        ):
            yield "image.unsupported"
        elif not self.width or not self.height:
            yield "image.corrupt"
        if self.width * self.height > LARGEST_PIXELS:
            yield "image.too_many_pixels"
        elif max(self.width, self.height) > LONGEST_SIDE:
            yield "image.unsupported"


@attrs.define
class Progress:
    """Which coefficients the scans of a picture have delivered so far, and how exactly.

    Args:
        scans: How many scans there were.
        work: What decoding them costs, in coefficients looked at.
        levels: For each component, by its place in the frame, how many low bits each coefficient
            still lacks.
    """

    scans: int = 0
    work: int = 0
    levels: dict[int, list[int]] = attrs.field(factory=dict)

    def begin(self, frame: Frame | None, body: memoryview) -> str | None:
        """Take a scan's header in and return the code of what is wrong with it."""
        if frame is None or not body or body[0] not in _TOGETHER or len(body) != 4 + 2 * body[0]:
            return "image.corrupt"
        if any(frame.faults()):
            return None
        chosen: list[int] = []
        for name in body[1:-3:2]:
            chosen += [
                at
                for at, component in enumerate(frame.components)
                if component.name == name and at not in chosen
            ][:1]
        if len(chosen) != body[0]:
            return "image.corrupt"
        first, last, both = body[-3:] if frame.progressive else (0, COEFFICIENTS - 1, 0)
        return self._weigh(frame, chosen, last - first + 1) or self._deliver(
            chosen, range(first, last + 1), both >> 4, both & 15
        )

    def complete(self, frame: Frame) -> bool:
        """Tell whether nothing of the first component is missing, which carries the light, nor the mean of any other."""
        delivered = [self.levels.get(at, [_UNSEEN]) for at in range(len(frame.components))]
        return not any(delivered[0]) and not any(levels[0] for levels in delivered)

    def _weigh(self, frame: Frame, chosen: list[int], band: int) -> str | None:
        self.scans += 1
        self.work += frame.work([frame.components[at] for at in chosen], band)
        several = frame.progressive or len(chosen) < len(frame.components)
        if (
            several
            and sum(component.blocks for component in frame.components) * 2 * COEFFICIENTS
            > LARGEST_COEFFICIENTS
        ):
            return "image.too_many_pixels"
        return (
            "image.too_many_scans"
            if self.scans > MOST_SCANS or (self.scans > 1 and self.work > _MOST_WORK)
            else None
        )

    def _deliver(self, chosen: list[int], band: range, high: int, low: int) -> str | None:
        if not band or band.stop > COEFFICIENTS:
            return "image.corrupt"
        for component in chosen:
            levels = self.levels.setdefault(component, [_UNSEEN] * COEFFICIENTS)
            if levels[band.start : band.stop] != [high or _UNSEEN] * len(band):
                return "image.corrupt"
            levels[band.start : band.stop] = [low] * len(band)
        return None
