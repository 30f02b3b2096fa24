"""Pillow without a word."""

from __future__ import annotations

import ctypes
import logging
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from PIL import Image, UnidentifiedImageError

from payloadkit.images import fit
from payloadkit.images import pillow as room
from payloadkit.images.pillow import silence

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver


def spoken() -> None:
    """Say something in each way that Pillow has."""
    warnings.warn("a warning", UserWarning, stacklevel=1)
    logging.getLogger("PIL.TiffImagePlugin").error("a record")


def handler() -> object:
    """Return libtiff's error handler."""
    handle = room._libtiff()
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
    """Warnings and records are dropped within, even where an exception leaves, and heard again afterwards."""
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
