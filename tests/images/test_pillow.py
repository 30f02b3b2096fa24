"""Pillow behind its wall, without a word."""

from __future__ import annotations

import ctypes
import logging
import sys
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, UnidentifiedImageError

from payloadkit.images import fit
from payloadkit.images import pillow as room
from payloadkit.images.pillow import decode, exif_orientation, loads, silence

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver


def test_only_the_named_format_is_read(paint: Painter, save: Saver) -> None:
    """A picture that is of another format than named is not even tried."""
    data = save(paint(), "GIF")
    assert decode(data, "PNG") == "image.corrupt"
    assert isinstance(decode(data, "GIF"), Image.Image)


@pytest.mark.parametrize("side", [8000, 11_000])
def test_pixels_are_counted_first(save: Saver, side: int) -> None:
    """Too many pixels are refused before they are decoded, by our count or by Pillow's."""
    assert (
        decode(save(Image.new("1", (side, side)), "TIFF", compression="group4"), "TIFF")
        == "image.too_many_pixels"
    )


@pytest.mark.parametrize(
    "error",
    [
        AssertionError,
        AttributeError,
        EOFError,
        KeyError,
        MemoryError,
        OSError,
        OverflowError,
        SyntaxError,
        zlib.error,
    ],
)
def test_whatever_pillow_raises_is_damage(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """Plugins raise all sorts of things on broken files, and none of them leaves."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Image, "open", fail)
    assert decode(b"", "TIFF") == "image.corrupt"


def test_settings_of_the_caller_do_not_matter(
    monkeypatch: pytest.MonkeyPatch, paint: Painter, save: Saver
) -> None:
    """Under any settings of the caller for Pillow the verdict is the same; they are left alone."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = save(paint(), "TIFF")
    assert isinstance(decode(whole, "TIFF"), Image.Image)
    assert decode(whole[:3000], "TIFF") == "image.corrupt"
    assert fit(paint(5000, 4000)).width == 2400
    assert (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES) == (10, True)


@given(
    st.sampled_from(["WEBP", "TIFF", "BMP", "AVIF", "HEIC"]),
    st.integers(0, 400),
    st.binary(max_size=20),
)
def test_broken_bytes_never_raise(
    paint: Painter, save: Saver, kind: str, at: int, junk: bytes
) -> None:
    """Whatever Pillow thinks of damage, it is a picture or a code."""
    whole = save(paint(), "BMP" if kind == "HEIC" else kind)
    result = decode(whole[:at] + junk + whole[at + len(junk) :], kind)
    assert isinstance(result, Image.Image) or result in {"image.corrupt", "image.too_many_pixels"}


def test_a_heic_is_counted_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pixels of a HEIC that has too many are never asked for."""
    opened = SimpleNamespace(size=(7072, 7072))
    monkeypatch.setitem(
        sys.modules, "pillow_heif", SimpleNamespace(open_heif=lambda *_, **__: opened)
    )
    assert decode(b"", "HEIC") == "image.too_many_pixels"


@pytest.mark.parametrize(
    ("side", "size"),
    [
        (None, (640, 480)),
        (640, (640, 480)),
        (321, (640, 480)),
        (320, (320, 240)),
        (100, (160, 120)),
        (1, (80, 60)),
    ],
)
def test_a_jpeg_is_decoded_no_larger_than_it_needs_to_be(
    paint: Painter, save: Saver, side: int | None, size: tuple[int, int]
) -> None:
    """A JPEG comes at a half, a quarter or an eighth if that is enough; a PNG always whole."""
    image = decode(save(paint(640, 480)), "JPEG", side=side)
    assert not isinstance(image, str)
    assert image.size == size
    drawing = decode(save(paint(64, 48), "PNG"), "PNG", side=side)
    assert not isinstance(drawing, str)
    assert drawing.size == (64, 48)


def test_heic_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra a HEIC is unsupported, not an ImportError."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert decode(b"", "HEIC") == "image.unsupported"


def test_loading_tells(paint: Painter, save: Saver, tmp_path: Any) -> None:
    """A picture that someone opened may turn out to be cut."""
    assert loads(paint())
    file = tmp_path / "cut.png"
    file.write_bytes(save(paint(640, 480), "PNG")[:-5000])
    with Image.open(file) as cut:
        assert not loads(cut)


def test_an_orientation_that_cannot_be_read_is_upright(paint: Painter) -> None:
    """Broken EXIF in a picture leaves it as it lies."""
    image = paint()
    assert exif_orientation(image) == 1
    image.info["exif"] = b"Exif\0\0rubbish"
    assert exif_orientation(image) == 1
    image.info["exif"] = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\2\0\0\0\1a\0\0\0\0\0\0\0"
    del image._exif  # noqa: SLF001  where Pillow and libtiff keep it
    assert exif_orientation(image) == 1


def test_warning_filters_survive_threads(paint: Painter, save: Saver) -> None:
    """Many pictures at once leave the process's warning filters as they were."""
    before = list(warnings.filters)
    data = save(paint(), "WEBP")
    with ThreadPoolExecutor(4) as pool:
        assert all(
            isinstance(image, Image.Image) for image in pool.map(decode, [data] * 40, ["WEBP"] * 40)
        )
    assert list(warnings.filters) == before


def spoken() -> None:
    """Say something in each way that Pillow has."""
    warnings.warn("a warning", UserWarning, stacklevel=1)
    logging.getLogger("PIL.TiffImagePlugin").error("a record")


def handler() -> object:
    """Return libtiff's error handler."""
    handle = room._libtiff_handler()  # noqa: SLF001  where Pillow and libtiff keep it
    assert handle is not None
    before = handle(None)
    handle(before)
    return before


def broken() -> None:
    """Say something in silence, and leave it by an exception."""
    with silence():
        assert handler() is None
        spoken()
        raise UnidentifiedImageError


def quiet() -> None:
    """Say nothing."""
    with silence():
        pass


def test_nothing_is_heard_and_all_is_as_before(caplog: pytest.LogCaptureFixture) -> None:
    """Warnings and records are dropped within, and heard again afterwards."""
    caplog.set_level(logging.DEBUG)
    before = (list(warnings.filters), logging.getLogger("PIL").level, handler())
    with pytest.raises(UnidentifiedImageError):
        broken()
    assert (list(warnings.filters), logging.getLogger("PIL").level, handler()) == before
    assert caplog.records == []
    with pytest.warns(UserWarning, match="a warning"):
        spoken()
    assert len(caplog.records) == 1


def test_a_level_of_the_callers_own_comes_back() -> None:
    """Whoever set Pillow's level finds it again, however many threads were at work."""
    log = logging.getLogger("PIL")
    log.setLevel(logging.DEBUG)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: quiet(), range(200)))
        assert log.level == logging.DEBUG
    finally:
        log.setLevel(logging.NOTSET)


def test_values_of_exif_are_not_logged(
    paint: Painter, save: Saver, caplog: pytest.LogCaptureFixture
) -> None:
    """Pillow logs the value of every EXIF tag that it reads; none of them is heard."""
    caplog.set_level(logging.DEBUG)
    exif = Image.Exif()
    exif[0x010E] = "a place that nobody should know"
    data = save(paint(), "TIFF", exif=exif, compression="tiff_lzw")
    caplog.clear()
    assert fit(data).steps[-1] == "encoded"
    assert caplog.records == []


def test_a_pillow_that_hides_libtiff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pillow was built without a way to libtiff, only that is not silenced."""
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    with silence():
        assert logging.getLogger("PIL").level > logging.CRITICAL
