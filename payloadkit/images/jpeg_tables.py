"""The Huffman tables of a JPEG: which ones a segment defines, and which ones a scan needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_HEAD: Final = 17
_KEPT: Final = 64  # headers of scans; most pictures have the same one
_AC: Final = 0x10  # in the number of a table


# Most programs write the same few tables into all their files. They tell nothing of a person.
@lru_cache(_KEPT)
def defined(body: bytes) -> frozenset[int]:
    """Return the numbers of the tables that a segment defines.

    Args:
        body: What follows the length of the segment.
    """
    numbers, at = set(), 0
    while at + _HEAD <= len(body):
        numbers.add(body[at])
        at += _HEAD + sum(body[at + 1 : at + _HEAD])
    return frozenset(numbers)


@lru_cache(_KEPT)
def needed(header: bytes, *, progressive: bool) -> frozenset[int]:
    """Return the numbers of the tables that a scan needs.

    Args:
        header: What follows the length of the scan's header, which is sound.
        progressive: Whether the scan is one of a progressive picture.
    """
    chosen = header[2:-3:2]
    first, _, both = header[-3:]
    needs: set[int] = set()
    if not progressive or (not first and not both >> 4):
        needs |= {number >> 4 for number in chosen}
    if not progressive or first:
        needs |= {number & 15 | _AC for number in chosen}
    return frozenset(needs)
