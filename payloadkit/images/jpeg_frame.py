"""The frame of a JPEG picture, and what its scans deliver of it."""

from __future__ import annotations

import struct
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import attrs

from payloadkit.images.faults import (
    LARGEST_COEFFICIENTS,
    LARGEST_PIXELS,
    LONGEST_SIDE,
    MOST_SCANS,
)

_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_HEADER_LENGTH: Final = 6
_BLOCK: Final = 8
_COEFFICIENTS: Final = 64
_BITS: Final = 8
_FACTORS: Final = frozenset(range(1, 5))
# One component more than any picture has is enough to know that the header is wrong.
_MOST_READ: Final = 5
_SCAN_COMPONENTS: Final = range(1, 5)
_COLOURS: Final = frozenset({1, 3, 4})
_UNSEEN: Final = 255
_WHOLE: Final = bytes(_COEFFICIENTS)
_NOTHING: Final = bytes([_UNSEEN]) * _COEFFICIENTS
# A decoder visits every block of a scan's components, and in it every coefficient of the scan's
# band; a visit costs about as much as twenty coefficients.
_VISIT: Final = 20
_MOST_WORK: Final = 1_000_000_000
# Cameras have few sizes and few orders of scans, so few different headers come up.
# They tell nothing of a person.
_KEPT: Final = 256


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


@attrs.frozen(eq=False, repr=False)
class Frame:
    """The frame header of a JPEG picture. Two are equal only if they are the same object.

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

    @property
    def progressive(self) -> bool:
        """Whether its scans deliver it in steps."""
        return self.marker == _PROGRESSIVE

    @cached_property
    def blocks(self) -> tuple[int, ...]:
        """How many blocks of 64 coefficients each component has."""
        return tuple([component.across * component.down for component in self.components])

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Codes of what is wrong with the frame itself."""
        codes = []
        if (
            self.marker not in {_BASELINE, _EXTENDED, _PROGRESSIVE}
            or self.precision != _BITS
            or len(self.components) not in _COLOURS
        ):
            codes.append("image.unsupported")
        elif not self.width or not self.height:
            codes.append("image.corrupt")
        if self.width * self.height > LARGEST_PIXELS:
            codes.append("image.too_many_pixels")
        elif max(self.width, self.height) > LONGEST_SIDE:
            codes.append("image.unsupported")
        return tuple(codes)


def read_frame(marker: int, body: memoryview) -> Frame | None:
    """Read a frame header; return None where it is malformed.

    Args:
        marker: The mark that opens it.
        body: What follows its length.
    """
    if len(body) < _HEADER_LENGTH or len(body) != _HEADER_LENGTH + 3 * body[5]:
        return None
    return _frame(marker, body.tobytes())


@lru_cache(_KEPT)
def _frame(marker: int, body: bytes) -> Frame | None:
    """Read a frame header of the right length."""
    precision, height, width, count = struct.unpack_from(">BHHB", body)
    components = [
        (name, both >> 4, both & 15)
        for name, both, _ in struct.iter_unpack("BBB", body[_HEADER_LENGTH:][: 3 * _MOST_READ])
    ]
    factors = {factor for _, h, v in components for factor in (h, v)}
    if not count or not factors <= _FACTORS:
        return None
    most_h, most_v = max(h for _, h, _ in components), max(v for _, _, v in components)
    across, down = -(-width // (most_h * _BLOCK)), -(-height // (most_v * _BLOCK))
    blocks = [Component(name, across * h, down * v) for name, h, v in components]
    return Frame(marker, precision, width, height, tuple(blocks))


class Step(NamedTuple):
    """What a scan adds to a picture of which some coefficients have been delivered.

    Args:
        cost: What decoding the scan costs, in coefficients looked at.
        code: Code of what is wrong with the scan, or None.
        levels: How many low bits each coefficient of each component lacks after it.
        complete: Whether the picture is whole after it. The first component, which carries the
            light, must be complete; of any other, the mean of its blocks.
    """

    cost: int
    code: str | None
    levels: tuple[bytes, ...] = ()
    complete: bool = False


@lru_cache(_KEPT)
def _step(frame: Frame, levels: tuple[bytes, ...], header: bytes) -> Step | None:
    """Return what a scan adds; None where its header names a component that the frame lacks.

    Args:
        frame: The frame, without faults.
        levels: What its components lack before the scan; empty before the first.
        header: The scan header, of the right length.
    """
    chosen: list[int] = []
    names: list[int | None] = [component.name for component in frame.components]
    for name in header[1:-3:2]:
        # Some encoders give all components one name: each takes the first that is left.
        if name not in names:
            return None
        chosen.append(names.index(name))
        names[chosen[-1]] = None
    first, last, both = header[-3:] if frame.progressive else (0, _COEFFICIENTS - 1, 0)
    cost = sum(frame.blocks[at] for at in chosen) * (_VISIT + last - first + 1)
    # A decoder holds all coefficients, two bytes each, of a picture in several scans.
    several = frame.progressive or len(chosen) < len(names)
    if several and sum(frame.blocks) * 2 * _COEFFICIENTS > LARGEST_COEFFICIENTS:
        return Step(cost, "image.too_many_pixels")
    band = slice(first, last + 1)
    after = _delivered(levels or (_NOTHING,) * len(names), chosen, band, both >> 4, both & 15)
    if after is None:
        return Step(cost, "image.corrupt")
    return Step(cost, None, after, after[0] == _WHOLE and not any(level[0] for level in after))


def _delivered(
    levels: tuple[bytes, ...], chosen: list[int], band: slice, high: int, low: int
) -> tuple[bytes, ...] | None:
    """Return the levels after a scan, or None where its coefficients may not come now."""
    length = band.stop - band.start
    if length < 1 or band.stop > _COEFFICIENTS:
        return None
    after = list(levels)
    for at in chosen:
        if after[at][band] != bytes([high or _UNSEEN]) * length:
            return None
        after[at] = after[at][: band.start] + bytes([low]) * length + after[at][band.stop :]
    return tuple(after)


@attrs.define(eq=False, repr=False)
class Progress:
    """Which coefficients the scans of a picture have delivered so far, and how exactly.

    Args:
        scans: How many scans there were.
        work: What decoding them costs, in coefficients looked at.
        levels: For each component, how many low bits each coefficient still lacks; empty before
            the first scan.
        complete: Whether the scans have delivered a whole picture.
    """

    scans: int = 0
    work: int = 0
    levels: tuple[bytes, ...] = ()
    complete: bool = False

    def begin(self, frame: Frame | None, body: memoryview) -> str | None:
        """Read the header of a scan; return the code of what is wrong with it, or None."""
        count = body[0] if body else 0
        if frame is None or count not in _SCAN_COMPONENTS or len(body) != 4 + 2 * count:
            return "image.corrupt"
        if frame.faults:
            return None
        step = _step(frame, self.levels, body.tobytes())
        if step is None:
            return "image.corrupt"
        self.scans += 1
        self.work += step.cost
        self.levels, self.complete = step.levels, step.complete
        slow = self.scans > MOST_SCANS or (self.scans > 1 and self.work > _MOST_WORK)
        if slow and step.code != "image.too_many_pixels":
            return "image.too_many_scans"
        return step.code
