"""Pillow behind its wall, without a word."""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys
import threading
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from payloadkit.images import fit, own_pillow
from payloadkit.images import pillow as room
from payloadkit.images.exif import Exif
from payloadkit.images.pillow import adopt, decode, share, stated

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver


def test_only_the_named_format_is_read(paint: Painter, save: Saver) -> None:
    """A picture that is of another format than named is not even tried."""
    data = save(paint(), "GIF")
    assert decode(data, "PNG") == "image.corrupt"
    assert isinstance(decode(data, "GIF"), own_pillow.Image.Image)


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

    monkeypatch.setattr(own_pillow.Image, "open", fail)
    assert decode(b"", "TIFF") == "image.corrupt"


def test_settings_of_the_caller_do_not_matter(
    monkeypatch: pytest.MonkeyPatch, paint: Painter, save: Saver
) -> None:
    """Under any settings of the caller for Pillow the verdict is the same; they are left alone."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = save(paint(), "TIFF")
    assert isinstance(decode(whole, "TIFF"), own_pillow.Image.Image)
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
    assert isinstance(result, own_pillow.Image.Image) or result in {
        "image.corrupt",
        "image.too_many_pixels",
    }


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


def test_a_picture_of_the_callers_may_be_cut(paint: Painter, save: Saver, tmp_path: Any) -> None:
    """A picture that someone opened is decoded first; one that was is shared, not copied."""
    assert isinstance(adopt(paint()), own_pillow.Image.Image)
    file = tmp_path / "cut.png"
    file.write_bytes(save(paint(640, 480), "PNG")[:-5000])
    with Image.open(file) as cut:
        assert adopt(cut) is None


def test_a_shared_picture_is_the_same(paint: Painter, subtests: pytest.Subtests) -> None:
    """Pixels, palette and metadata are those of the caller's picture, which stays as it is."""
    for mode in ("1", "L", "P", "PA", "RGB", "RGBA", "CMYK", "I;16"):
        with subtests.test(mode=mode):
            image = paint().convert("P").convert("PA") if mode == "PA" else paint().convert("RGB")
            image = image if mode == "PA" else image.convert("L" if mode == "I;16" else mode)
            image = image.convert(mode)
            image.info["comment"] = "mine"
            own = share(image)
            assert (own.mode, own.size, own.tobytes()) == (image.mode, image.size, image.tobytes())
            assert own.getpalette() == image.getpalette()
            assert own.info == image.info
            own.info.clear()
            assert image.info == {"comment": "mine"}


def lying(orientation: int) -> bytes:
    """Build EXIF with an orientation."""
    written = Image.Exif()
    written[0x0112] = orientation
    return written.tobytes()


PACKET = b"<x tiff:Orientation='8' exif:GPSLatitude='24,27N'/>"


def test_metadata_of_a_callers_picture(paint: Painter, subtests: pytest.Subtests) -> None:
    """Whatever form they come in, they are read, and nothing else is."""
    cases: list[tuple[dict[str, Any], Exif]] = [
        ({}, Exif()),
        ({"exif": b"Exif\0\0rubbish"}, Exif()),
        ({"exif": 7}, Exif()),
        ({"exif": lying(6)}, Exif(6)),
        ({"xmp": PACKET}, Exif(8, has_location=True)),
        ({"XML:com.adobe.xmp": PACKET.decode()}, Exif(8, has_location=True)),
        ({"exif": lying(1), "xmp": PACKET}, Exif(1, has_location=True)),
        ({"Raw profile type exif": f"\nexif\n 1\n{lying(3).hex()}\n"}, Exif(3)),
        ({"Raw profile type APP1": f"\nAPP1\n 1\n{lying(3).hex()}\n"}, Exif(3)),
    ]
    for info, expected in cases:
        with subtests.test(info=info, expected=expected):
            image = paint()
            image.info.update(info)
            assert stated(image) == expected


def test_an_orientation_that_the_caller_set(paint: Painter, save: Saver) -> None:
    """What the caller changed in Pillow's EXIF counts, and what no picture can have does not."""
    image = Image.open(BytesIO(save(paint(), exif=lying(6))))
    image.getexif()[0x0112] = 3
    assert stated(image) == Exif(3)
    image.getexif()[0x0112] = 99
    assert stated(image) == Exif()


def process() -> list[Any]:
    """Return what another thread could see of this process."""
    log = logging.getLogger("PIL")
    return [
        Image.MAX_IMAGE_PIXELS,
        ImageFile.LOAD_TRUNCATED_IMAGES,
        list(Image.ID),
        dict(Image.OPEN),
        warnings.filters,
        [*warnings.filters],
        warnings.showwarning,
        (log.level, log.disabled, [*log.filters], [*log.handlers], log.propagate),
        logging.root.manager.disable,
    ]


SOURCES = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "AVIF")


def watched(sources: list[Any], *, threads: int, rounds: int) -> None:
    """Fit pictures in threads, while this one looks at the process and uses Pillow as it likes."""
    cut = cut_photo()
    before, stop = process(), threading.Event()

    def work() -> None:
        for number in range(rounds):
            fit(sources[number % len(sources)])

    with ThreadPoolExecutor(threads) as pool:
        done = [pool.submit(work) for _ in range(threads)]
        while not all(one.done() for one in done):
            with Image.open(BytesIO(cut)) as image:
                image.load()
            assert process() == before
        stop.set()
        for one in done:
            one.result()
    assert process() == before


def cut_photo() -> bytes:
    """Return a JPEG that only Pillow's own setting for cut files loads."""
    out = BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()[:-400]


@pytest.mark.parametrize(
    ("threads", "rounds"), [(4, 12), pytest.param(1000, 12, marks=pytest.mark.exhaustive)]
)
def test_no_other_thread_sees_a_change(
    monkeypatch: pytest.MonkeyPatch, paint: Painter, save: Saver, threads: int, rounds: int
) -> None:
    """An application's own Pillow keeps its settings and loads what they admit, all the while."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    Image.init()
    image = paint(60, 40)
    watched(
        [*(save(image, kind, **TURNED.get(kind, {})) for kind in SOURCES), image],
        threads=threads,
        rounds=rounds,
    )


TURNED: dict[str, dict[str, Any]] = {kind: {"exif": lying(6)} for kind in ("JPEG", "PNG", "WEBP")}


FORKING = """
import os, signal, sys, threading
import payloadkit as pk
source = open(sys.argv[1], "rb").read()
stop = False
def work():
    while not stop:
        pk.images.fit(source)
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
ended = []
for _ in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        signal.alarm(20)
        pk.images.fit(source)
        os._exit(0)
    ended.append(os.waitpid(child, 0)[1])
stop = True
for thread in threads:
    thread.join()
sys.exit(sum(ended))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only here a process can be forked")
@pytest.mark.parametrize(
    ("kind", "forks"),
    [
        ("JPEG", 3),
        ("PNG", 3),
        ("TIFF", 3),
        *(pytest.param(kind, 200, marks=pytest.mark.exhaustive) for kind in SOURCES),
    ],
)
def test_a_forked_child_fits(
    paint: Painter, save: Saver, tmp_path: Any, kind: str, forks: int
) -> None:
    """No lock that another thread holds is inherited: each child ends, from the first on."""
    file = tmp_path / "source"
    file.write_bytes(save(paint(60, 40), kind, **TURNED.get(kind, {})))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKING, str(file), str(forks)], check=False
    )
    assert done.returncode == 0


def test_values_of_exif_are_not_logged(
    paint: Painter, save: Saver, caplog: pytest.LogCaptureFixture
) -> None:
    """Pillow logs the value of every EXIF tag that it reads; none of them is heard."""
    caplog.set_level(logging.DEBUG)
    exif = Image.Exif()
    exif[0x010E] = "a place that nobody should know"
    files = [
        save(paint(), kind, exif=exif, **options)
        for kind, options in (("TIFF", {"compression": "tiff_lzw"}), ("AVIF", {}), ("PNG", {}))
    ]
    caplog.clear()
    for data in files:
        fit(data)
        opened = Image.open(BytesIO(data)) if data[:1] != b"I" else None
        caplog.clear()
        if opened is not None:
            fit(opened)
    assert caplog.records == []


def test_filters_that_raise_do_not_matter(paint: Painter, save: Saver) -> None:
    """Where warnings are errors, pictures that Pillow warns of are fitted all the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        image = paint().convert("P")
        data = save(image, "PNG", transparency=bytes(range(200)))
        assert fit(data).steps == ("converted", "flattened", "encoded")


def damaged(paint: Painter, save: Saver) -> bytes:
    """Return a TIFF of which libtiff complains."""
    data = save(paint(), "TIFF", compression="tiff_lzw")
    return data[:200] + b"\xff\x13" * 300 + data[800:]


def test_libtiff_is_silent_as_well(
    paint: Painter, save: Saver, capfd: pytest.CaptureFixture[str]
) -> None:
    """The C library prints to standard error by itself, but not while a picture is fitted."""
    data = damaged(paint, save)
    assert decode(data, "TIFF") == "image.corrupt"
    assert capfd.readouterr() == ("", "")
    with pytest.raises(OSError, match="decoder"):
        Image.open(BytesIO(data)).load()
    assert capfd.readouterr().err


def test_a_pillow_that_hides_libtiff(
    monkeypatch: pytest.MonkeyPatch, paint: Painter, save: Saver
) -> None:
    """Where Pillow was built without a way to libtiff, only that is not silenced."""
    room._libtiff_handlers.cache_clear()  # noqa: SLF001  where Pillow and libtiff keep it
    try:
        with monkeypatch.context() as patched:
            patched.setattr(ctypes, "CDLL", lambda _: object())
            assert isinstance(decode(save(paint(), "TIFF"), "TIFF"), own_pillow.Image.Image)
    finally:
        room._libtiff_handlers.cache_clear()  # noqa: SLF001  where Pillow and libtiff keep it
