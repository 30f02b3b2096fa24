"""Pillow behind its wall."""

from __future__ import annotations

import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from payloadkit.images.decoding import decode, lies, loaded

if TYPE_CHECKING:
    import pytest

    from tests.images.conftest import Painter, Saver


def test_only_the_named_format_is_read(paint: Painter, save: Saver) -> None:
    """A picture that is of another format than named is not even tried."""
    data = save(paint(), "GIF")
    assert decode(data, "PNG") == "image.corrupt"
    assert isinstance(decode(data, "GIF"), Image.Image)


def test_pixels_are_counted_first(monkeypatch: pytest.MonkeyPatch, save: Saver) -> None:
    """Too many pixels are refused before they are decoded, by our count or by Pillow's."""
    assert decode(save(Image.new("1", (8000, 8000)), "TIFF", compression="group4"), "TIFF") == "image.too_many_pixels"
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    assert decode(save(Image.new("1", (100, 100)), "BMP"), "BMP") == "image.too_many_pixels"


@given(st.sampled_from(["WEBP", "TIFF", "BMP", "AVIF", "HEIC"]), st.integers(0, 400), st.binary(max_size=20))
def test_broken_bytes_never_raise(paint: Painter, save: Saver, kind: str, at: int, junk: bytes) -> None:
    """Whatever Pillow thinks of damage, it is a picture or a code."""
    whole = save(paint(), "BMP" if kind == "HEIC" else kind)
    result = decode(whole[:at] + junk + whole[at + len(junk) :], kind)
    assert isinstance(result, Image.Image) or result in {"image.corrupt", "image.too_many_pixels"}


def test_heic_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra a HEIC is unsupported, not an ImportError."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert decode(b"", "HEIC") == "image.unsupported"


def test_loading_tells(paint: Painter, save: Saver, tmp_path: Any) -> None:  # noqa: ANN401 - a path
    """A picture that someone opened may turn out to be cut."""
    assert loaded(paint())
    file = tmp_path / "cut.png"
    file.write_bytes(save(paint(640, 480), "PNG")[:-5000])
    with Image.open(file) as cut:
        assert not loaded(cut)


def test_an_orientation_that_cannot_be_read_is_upright(paint: Painter) -> None:
    """Broken EXIF in a picture leaves it as it lies."""
    image = paint()
    assert lies(image) == 1
    image.info["exif"] = b"Exif\0\0rubbish"
    assert lies(image) == 1
    image.info["exif"] = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\2\0\0\0\1a\0\0\0\0\0\0\0"
    del image._exif  # noqa: SLF001 - what Pillow read before
    assert lies(image) == 1


def test_warning_filters_survive_threads(paint: Painter, save: Saver) -> None:
    """Many pictures at once leave the process's warning filters as they were."""
    before = list(warnings.filters)
    data = save(paint(), "WEBP")
    with ThreadPoolExecutor(4) as pool:
        assert all(isinstance(image, Image.Image) for image in pool.map(decode, [data] * 40, ["WEBP"] * 40))
    assert list(warnings.filters) == before
