"""Where the time of a job goes: its own time by room of the library and by library."""

from __future__ import annotations

import re
import sysconfig
from collections import Counter
from cProfile import Profile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from unittest.mock import patch

from simplejpeg import decode_jpeg  # type: ignore[attr-defined]  # its __all__ holds the functions instead of their names

import payloadkit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TOP = 6
LEAST = 0.3
_OURS = Path(payloadkit.__file__).parent
_LIBRARIES = tuple(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))
_STANDARD = Path(sysconfig.get_path("stdlib"))
_OF_PYTHON = "Python's own C"
_HOMES = {
    "ImagingDecoder": "pillow",
    "ImagingCore": "pillow",
    "ImagingEncoder": "pillow",
    "_pybase64": "pybase64",
    "PIL": "pillow",
    "pybase64": "pybase64",
    "msgspec": "msgspec",
    "_hashlib": "SHA-256 (OpenSSL)",
    "zlib": "zlib",
    "re": "regular expressions",
    "numpy": "numpy",
}


def shares(work: Callable[[], object]) -> Mapping[str, float]:
    """Return the largest shares of a work's time by owner of the code, the rest as ``others``.

    Args:
        work: What is profiled, after one call that only warms up.
    """
    work()
    profile = Profile()
    begun = perf_counter()
    with patch(
        "simplejpeg.decode_jpeg", _seen(decode_jpeg)
    ):  # the profiler does not see what Cython compiled
        while perf_counter() - begun < LEAST:
            profile.runcall(work)
    profile.create_stats()
    taken: Counter[str] = Counter()
    for (file, _, name), (_, _, own, *_) in profile.stats.items():
        taken[home(file, name)] += own
    total = sum(taken.values())
    found = {name: own / total for name, own in taken.most_common(TOP)}
    return {**found, "others": max(0.0, 1 - sum(found.values()))}


def _seen(decode: Callable[..., object]) -> Callable[..., object]:
    def simplejpeg(*arguments: object, **options: object) -> object:
        return decode(*arguments, **options)

    return simplejpeg


def home(file: str, name: str) -> str:
    """Return whose code a function is.

    Args:
        file: Its file, ``~`` for one in C.
        name: Its name, as the profiler writes it.
    """
    if name == "simplejpeg":
        return name
    if file == "~":
        return _native(name)
    path = Path(file)
    if path.is_relative_to(_OURS):
        return f"payloadkit/{path.relative_to(_OURS).parts[0].removesuffix('.py')}"
    for folder in _LIBRARIES:
        if path.is_relative_to(folder):
            return path.relative_to(folder).parts[0].removesuffix(".py")
    return (
        "Python's library"
        if path.is_relative_to(_STANDARD)
        else "generated code"
        if file.startswith("<")
        else "the caller"
    )


def _native(name: str) -> str:
    words = re.findall(r"[A-Za-z_]\w*", name)
    if "Pattern" in words or "Match" in words:
        return "regular expressions"
    return next((_HOMES[word] for word in words if word in _HOMES), _OF_PYTHON)
