"""Base64 and its picture: an ASCII input is the base64 text, any other is the file."""

from __future__ import annotations

import base64
import io
from binascii import Error, a2b_base64, crc32
from typing import TYPE_CHECKING

from PIL import Image

import payloadkit as pk
from payloadkit import caas
from payloadkit.images import Budget, Facts, ImageError, fit, inspect
from tests.fuzzing.held import held
from tests.fuzzing.picture_changes import bare, changed
from tests.fuzzing.program import run
from tests.fuzzing.reports import codes
from tests.fuzzing.target import FIXTURES, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

POLICY = pk.Policy()
DECODED = 1_000_000  # most pixels that Pillow is asked for its opinion
_LARGEST_SEED = _LONGEST = 8192
_SHARE = 8  # so many inputs for one that is fitted, and goes through the command line too
_SECONDS_TO_FIT, _MEMORY_TO_FIT = 5, 400_000_000


def seeds() -> Iterator[bytes]:
    """Give the small pictures of the fixtures, some of them as base64, and broken base64."""
    for path in sorted((FIXTURES / "images").glob("*/*")):
        data = path.read_bytes()
        if len(data) <= _LARGEST_SEED:
            yield data
            if crc32(data) % _SHARE == 0 and len(data) < _LARGEST_SEED // 2:
                yield base64.b64encode(data)
    yield from (
        b"AAB=",
        b"AA",
        b"AA==",
        b"A_-=",
        b"AA AA===",
        b"data:image/png;base64,AA==",
        b"AA\nAA",
        b"%PDF-1.7",
    )


def judge(data: bytes) -> list[str]:
    """Hold ``inspect``, ``fit`` and the rule of an embedded picture to their word for one input."""
    with held():
        facts = inspect(data)
    assert inspect(memoryview(data)) == facts
    assert facts.size_bytes == len(data)
    assert facts.ok == (not any(found.severity == "error" for found in facts.violations))
    if data.isascii():
        return _text(data.decode("ascii"))
    if facts.ok and facts.format == "PNG":
        _opened(data, facts)
    if crc32(data) % _SHARE == 0:
        _fitted(data, facts)
        status, _ = run(data, "image", "inspect", "-")
        assert status == (0 if facts.ok else 1), "another exit status"
    found = [violation.code for violation in facts.violations]
    embedded = _embedded(base64.b64encode(data).decode("ascii"), facts.format or "")
    assert sorted(embedded) == sorted(found) or facts.format not in ("JPEG", "PNG"), (
        "the embedded picture draws something else than the file"
    )
    return found


def _text(text: str) -> list[str]:
    """Judge a base64 text, which the standard library has an opinion on too."""
    found = _embedded(text, "PNG")
    try:
        sound = base64.b64encode(a2b_base64(text, strict_mode=True)).decode("ascii") == text
    except Error:
        sound = False
    assert (sound and text != "") == (
        not any(code.startswith(("base64.", "text.")) for code in found)
    ), "the standard library has another opinion of this base64"
    return found


def _embedded(text: str, declared: str) -> list[str]:
    with held():
        report = pk.check(
            caas.Image,
            {"base64_data": text, "content_type": f"image/{(declared or 'jpeg').lower()}"},
            POLICY,
        )
    return codes(report)


def _opened(data: bytes, facts: Facts) -> None:
    """Hold a picture without error to what Pillow sees: its size, and the pixels of a PNG."""
    with Image.open(io.BytesIO(bare(data))) as image:
        assert image.size == (facts.width, facts.height), "Pillow sees another size"
        if image.width * image.height <= DECODED:
            image.load()


def _fitted(data: bytes, facts: Facts) -> None:
    """What can be fitted is sound then, and what cannot says why."""
    try:
        with held(_SECONDS_TO_FIT, _MEMORY_TO_FIT):
            fitted = fit(data, Budget())
    except ImageError:
        assert (
            not facts.ok
            or min(facts.width or 0, facts.height or 0) < 16
            or max(facts.width or 0, facts.height or 0) > 2400
        ), "a sound picture is not fitted"
        return
    assert inspect(fitted.data).violations == (), "what is fitted is not sound"


def change(data: bytes, random: Random) -> bytes | None:
    """Change a picture's parts; base64 is changed as bytes, or what it holds as a picture."""
    if not data.isascii():
        return changed(data, random)
    try:
        inside = changed(a2b_base64(data), random)
    except Error:
        return None
    return None if inside is None else base64.b64encode(inside)


TARGET = Target(
    seeds=seeds, judge=judge, change=change, modules=("images", "rules/base64.py"), longest=_LONGEST
)
