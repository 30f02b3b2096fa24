"""The JPEG that is recognised at a glance: only where the walk finds nothing, and nothing else than the walk finds."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from payloadkit.images import inspect, jpeg, mpo, plain
from payloadkit.images.exif import PREFIX, Exif
from payloadkit.images.inspection import survey
from payloadkit.images.plain import recognise
from payloadkit.strategies.pictures import broken, photo, sound, tiny
from tests.documents import FIXTURES
from tests.fuzzing.picture_changes import MARKERS, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.images.facts import Facts
    from tests.images.conftest import Painter, Saver

CORPUS = sorted(
    path
    for folder in ("images", "photos")
    for path in (FIXTURES / folder).rglob("*")
    if path.is_file() and path.suffix != ".json"
)
JPEGS = [
    data
    for data in (path.read_bytes() for path in CORPUS if path.stat().st_size < 40_000)
    if data.startswith(b"\xff\xd8")
]
SOUND = sound(0, "image/jpeg")


def walked(data: bytes) -> Facts:
    """Judge a picture with every JPEG walked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "recognise", lambda _: None)
        return inspect(data)


def held(data: bytes) -> bool:
    """Hold what is recognised of a file to what the walk finds, and return whether it was recognised."""
    view = memoryview(data)
    known = recognise(view)
    if known is None:
        return False
    found = jpeg.walk(view)
    assert found.frame is not None
    assert (known.size, known.effort) == ((found.frame.width, found.frame.height), found.effort)
    assert (found.codes, found.end, found.said, found.told, found.listed_end) == (
        [],
        len(data),
        Exif(),
        0,
        None,
    )
    return True


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def where(data: bytes, marker: int) -> slice:
    """Return the span of a picture's first segment of a kind."""
    at = 2
    while data[at + 1] != marker:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return slice(at, at + 2 + int.from_bytes(data[at + 2 : at + 4], "big"))


def inserted(data: bytes, marker: int, new: bytes) -> bytes:
    """Return a picture with something before its first segment of a kind."""
    at = where(data, marker).start
    return data[:at] + new + data[at:]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_is_judged_as_the_walk_judges_it(path: Any) -> None:
    """Every picture of the fixtures has the facts that the walk alone gives it."""
    data = path.read_bytes()
    if data.startswith(b"\xff\xd8"):
        held(data)
        assert inspect(data) == walked(data)


def test_usual_pictures_are_recognised(paint: Painter, save: Saver) -> None:
    """What encoders write is recognised in every mode and sampling, at any size, with restarts, an ICC profile and a comment."""
    assert all(held(data) for data in (SOUND, photo(1), tiny(1)))
    options: tuple[dict[str, Any], ...] = (
        {}, {"quality": 1}, {"quality": 100, "subsampling": 0}, {"subsampling": 2}, {"optimize": True}, {"restart_marker_blocks": 1},
        {"icc_profile": b"profile" * 9}, {"comment": b"a comment"}, {"dpi": (300, 300)},
    )  # fmt: skip
    for mode in ("RGB", "L", "CMYK"):
        for option in options:
            for size in ((16, 16), (65, 47), (300, 500)):
                data = save(paint(*size, mode), **option)
                assert held(data)
                assert inspect(data) == walked(data)


def test_what_else_there_is_is_walked(paint: Painter, save: Saver) -> None:
    """Several scans, EXIF, an index of frames, bytes behind the end and a height told late are for the walk."""
    exif = Image.Exif()
    exif[0x0112] = 6
    frame = where(SOUND, 0xC0)
    body = SOUND[frame][4:]
    late = SOUND[: frame.start] + segment(0xC0, body[:1] + b"\0\0" + body[3:]) + SOUND[frame.stop :]
    others = (
        save(paint(), progressive=True), save(paint(), exif=exif), inserted(SOUND, 0xDB, segment(0xE2, mpo.PREFIX)),
        inserted(SOUND, 0xDB, segment(0xE1, PREFIX)),
        SOUND[:-2] + b"\xff\xda", SOUND[:-2] + b"\xff\xd8", SOUND[:-2] + b"\xff\x01",
        SOUND + b"\0", SOUND[:-2], SOUND[:-1], b"\xff\xd8\xff\xd9", late, inserted(SOUND, 0xDA, b"\xff\xd8"), inserted(SOUND, 0xDB, b"\xff"),
        inserted(SOUND, 0xDB, b"\0"), inserted(SOUND, 0xDA, segment(0xDC, b"\0\x10")), inserted(SOUND, 0xDA, b"\xff\xfe\0\1"),
        inserted(SOUND, 0xDA, b"\xff\xfe\0\0"),
        inserted(SOUND, 0xDA, SOUND[frame]), inserted(SOUND, 0xDA, segment(0xCC, b"\0")), SOUND[:2] + SOUND[frame.stop :], SOUND[: frame.stop] + b"\xff\xd9",
    )  # fmt: skip
    for data in others:
        assert recognise(memoryview(data)) is None
        assert inspect(data) == walked(data)
    for specimen in broken():
        held(specimen.data)
        assert inspect(specimen.data) == walked(specimen.data)


@pytest.mark.parametrize("at", range(10))
@pytest.mark.parametrize("value", [0, 1, 2, 3, 4, 8, 12, 0x11, 0x22, 0x51, 255])
def test_no_frame_hides_behind_another(at: int, value: int) -> None:
    """A frame header with a fault is not forgotten for a sound one that follows, nor the other way round, and none is read past its end."""
    frame = where(SOUND, 0xC0)
    body = SOUND[frame][4:]
    changed_body = body[:at] + bytes((value,)) + body[at + 1 :]
    for other in (
        segment(0xC0, changed_body),
        segment(0xC1, changed_body),
        segment(0xC0, changed_body[:at]),
        segment(0xC0, changed_body + bytes(at)),
    ):
        for data in (
            inserted(SOUND, 0xC0, other),
            inserted(SOUND, 0xDA, other),
            SOUND[: frame.start] + other + SOUND[frame.stop :],
        ):
            held(data)
            assert inspect(data) == walked(data)


@pytest.mark.parametrize("at", range(10))
def test_scan_headers(at: int) -> None:
    """Each byte of the scan's header is looked at as the walk looks at it."""
    scan = where(SOUND, 0xDA)
    for value in (0, 1, 2, 3, 4, 5, 63, 64, 255):
        for body in (SOUND[scan][4:], SOUND[scan][4:-1], SOUND[scan][4:] + b"\0"):
            header = segment(0xDA, body[:at] + bytes((value,)) + body[at + 1 :])
            data = SOUND[: scan.start] + header + SOUND[scan.stop :]
            held(data)
            assert inspect(data) == walked(data)


@pytest.mark.parametrize("padding", [0, 1, 2, 3, 4, 5, 6, 10, 17, 18, 19, 20, 21, 30])
def test_long_heads(padding: int) -> None:
    """A picture whose segments run up to where the head is cut off, or beyond it, is judged all the same."""
    for marker in (0xC0, 0xDA):
        room = (1 << 16) - where(SOUND, marker).start - 4
        for new in (
            segment(0xFE, bytes(room - padding)),
            segment(0xE1, bytes(room - padding - 10)) + segment(0xE1, PREFIX + bytes(8)),
        ):
            data = inserted(SOUND, marker, new)
            held(data)
            assert inspect(data) == walked(data)


@given(st.sampled_from([SOUND, tiny(3), photo(2), *JPEGS]), st.integers(0, 2**32))
def test_changed_pictures(data: bytes, seed: int) -> None:
    """A picture whose segments were changed, moved or taken away is recognised only where the walk finds nothing, and judged the same."""
    random = Random(seed)
    mutated = changed(data, random) or data
    held(mutated)
    if random.randrange(8) == 0:
        assert inspect(mutated) == walked(mutated)


@given(
    st.lists(st.tuples(st.sampled_from(MARKERS), st.binary(max_size=24)), max_size=6),
    st.binary(max_size=6),
)
def test_any_segments(parts: list[tuple[int, bytes]], rest: bytes) -> None:
    """Any segments in any order are held to the walk."""
    pieces = b"".join(segment(marker, body) for marker, body in parts)
    for data in (
        b"\xff\xd8" + pieces + rest + b"\xff\xd9",
        inserted(SOUND, 0xDA, pieces),
        SOUND[:-2] + rest + b"\xff\xd9",
    ):
        held(data)


def test_memory_of_any_shape() -> None:
    """Byte arrays and views are recognised as bytes are."""
    forms: tuple[Callable[[bytes], Any], ...] = (
        bytearray,
        memoryview,
        lambda data: memoryview(b"." + data)[1:],
    )
    for form in forms:
        assert survey(form(SOUND)).effort == survey(SOUND).effort > 0
        assert inspect(form(SOUND)) == walked(SOUND)
    with Image.open(io.BytesIO(SOUND)) as image:
        assert survey(SOUND).found.size == image.size
