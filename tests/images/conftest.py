"""Synthetic pictures for the tests of this room: gradients, no faces."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from PIL import Image

from payloadkit.images import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Painter(Protocol):
    """Paints a gradient."""

    def __call__(self, width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
        """Return a picture of this size and mode."""
        ...


class Saver(Protocol):
    """Saves a picture."""

    def __call__(self, image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
        """Return the file's bytes."""
        ...


@pytest.fixture(scope="session")
def paint() -> Painter:
    """Paint a gradient with some grain."""

    def painted(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
        grain = Image.frombytes("L", (width, height), Random(0).randbytes(width * height))  # noqa: S311  a picture, not a secret
        grain = grain.point([112 + level // 8 for level in range(256)])
        ramp = Image.linear_gradient("L").resize((width, height))
        image = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_180), grain))
        return image.convert(mode)

    return painted


@pytest.fixture(scope="session")
def save() -> Saver:
    """Save a picture with Pillow."""

    def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
        out = BytesIO()
        image.save(out, kind, **options)
        return out.getvalue()

    return saved


@pytest.fixture(scope="session")
def codes() -> Callable[[bytes], list[str]]:
    """Give the codes that inspect finds."""

    def found(data: bytes) -> list[str]:
        return [violation.code for violation in inspect(data).violations]

    return found


@pytest.fixture(scope="session")
def segment() -> Callable[[int, bytes], bytes]:
    """Build a segment of a JPEG."""
    return lambda marker, body: struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


@pytest.fixture(scope="session")
def chunk() -> Callable[[bytes, bytes], bytes]:
    """Build a chunk of a PNG."""
    return lambda kind, body: (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    )


@pytest.fixture(scope="session")
def drawing(chunk: Callable[[bytes, bytes], bytes]) -> Callable[..., bytes]:
    """Build a PNG of any header and any compressed pixels, with chunks before and after them."""

    def built(
        raw: bytes,
        *,
        size: tuple[int, int] = (16, 16),
        kind: tuple[int, ...] = (8, 0, 0, 0, 0),
        before: bytes = b"",
        after: bytes = b"",
    ) -> bytes:
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, *kind))
        return (
            SIGNATURE
            + header
            + before
            + chunk(b"IDAT", zlib.compress(raw))
            + after
            + chunk(b"IEND", b"")
        )

    return built
