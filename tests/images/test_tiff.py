"""The directories of a TIFF."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from payloadkit.images import ImageError, fit, inspect, tiff

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver

PACKET = b"<x tiff:Orientation='6' exif:GPSLatitude='24,27N'/>"


def pages(paint: Painter, kinds: list[int], **options: Any) -> bytes:
    """Save a TIFF of pages of these kinds."""
    image, more = paint(60, 40), []
    for kind in kinds[1:]:
        page = paint(60, 40)
        page.encoderinfo = {"tiffinfo": {254: kind}}
        more.append(page)
    out = BytesIO()
    image.save(out, "TIFF", save_all=True, append_images=more, tiffinfo={254: kinds[0]}, **options)
    return out.getvalue()


@pytest.mark.parametrize("options", [{}, {"big_tiff": True}, {"compression": "tiff_lzw"}])
@pytest.mark.parametrize("count", [2, 3])
def test_several_pages_are_an_error_that_says_so(
    paint: Painter, count: int, options: dict[str, Any]
) -> None:
    """No page is chosen in silence; the caller may choose one as a Pillow image."""
    data = pages(paint, [0] * count, **options)
    with pytest.raises(ImageError) as caught:
        fit(data)
    assert caught.value.code == "image.unsupported"
    assert "page" in caught.value.violation.message
    assert [violation.code for violation in inspect(data).violations] == ["image.unsupported"]
    with Image.open(BytesIO(data)) as chosen:
        chosen.seek(1)
        assert fit(chosen).steps[-1] == "encoded"


def test_a_smaller_version_is_no_page(paint: Painter) -> None:
    """Thumbnails and masks stand in directories of their own."""
    for kind in (1, 4, 5):
        assert tiff.read(memoryview(pages(paint, [0, kind]))).pages == 1
    assert tiff.read(memoryview(pages(paint, [0, 2]))).pages == 2


@pytest.mark.parametrize("big", [False, True])
def test_orientation_and_place(paint: Painter, save: Saver, big: bool) -> None:
    """EXIF of a TIFF stands in its directory, XMP behind a tag; fit obeys both."""
    said = Image.Exif()
    said[0x0112] = 6
    said[0x8825] = {1: "N", 2: (24.0, 27.0, 0.0)}
    data = save(paint(60, 40), "TIFF", exif=said.tobytes(), big_tiff=big)
    facts = inspect(data)
    assert (facts.orientation, facts.has_location) == ((None, None) if big else (6, True))
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[700] = PACKET
    tags.tagtype[700] = 1
    packet = save(paint(60, 40), "TIFF", tiffinfo=tags, big_tiff=big)
    facts = inspect(packet)
    assert (facts.orientation, facts.has_location) == ((None, None) if big else (6, True))
    for lying in (data, packet):
        fitted = fit(lying)
        assert (fitted.width, fitted.height, fitted.steps[0]) == (40, 60, "rotated")


@pytest.mark.parametrize("order", ["<", ">"])
def test_directories_in_a_circle_end(order: str) -> None:
    """A directory that leads to itself, or nowhere, is counted once."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    entry = struct.pack(order + "HHHHI", 1, 256, 3, 0, 0) + bytes(2)
    for following in (8, 9_999, 4):
        data = head + entry + struct.pack(order + "I", following)
        assert tiff.read(memoryview(data)).pages == 1
    assert tiff.read(memoryview(head + entry)).pages == 1
    assert tiff.read(memoryview(head)).pages == 0


@given(st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]), st.binary(max_size=120))
def test_no_directory_raises(head: bytes, rest: bytes) -> None:
    """Whatever the bytes, there is an answer."""
    assert tiff.read(memoryview(head + rest)).pages in range(65)
