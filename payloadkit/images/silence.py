"""Pillow without a word and by our own settings: nothing that it mutters is heard, no setting of the caller's sways it, and all is as before afterwards.

What Pillow logs holds the values of EXIF tags, and so where a photo was taken; libtiff writes lines to standard error, past Python.
"""

from __future__ import annotations

import ctypes
import logging
import warnings
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Filters, levels and handlers are the process's: two threads that save and restore them at once would leave them changed.
_ONE_AT_A_TIME: Final = Lock()


@contextmanager
def silence() -> Iterator[None]:
    """Keep what Pillow mutters to itself, for one thread at a time, and have it refuse what is cut whatever the caller had it do."""
    with _ONE_AT_A_TIME, warnings.catch_warnings(), _no_log(), _no_complaints(), _own_settings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _no_log() -> Iterator[None]:
    log = logging.getLogger("PIL")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _own_settings() -> Iterator[None]:
    from PIL import Image, ImageFile

    before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = LARGEST_PIXELS, False
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Take libtiff its error handler, where it can be reached."""
    handle = _libtiff()
    if handle is None:
        yield
        return
    before = handle(None)
    try:
        yield
    finally:
        handle(before)


def _libtiff() -> Any:  # noqa: ANN401 - a function of C
    """Return what sets libtiff's error handler; None where Pillow was built without a way to it."""
    from PIL import _imaging

    handle = getattr(ctypes.CDLL(_imaging.__file__), "TIFFSetErrorHandler", None)
    if handle is not None:
        handle.restype, handle.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    return handle
