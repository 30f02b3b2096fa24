"""Pictures judged by their bytes."""

from __future__ import annotations

import array
import struct
import subprocess
import sys
import time
import traceback
import warnings
import zlib
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from payloadkit.images import inspect, jpeg, png
from payloadkit.images.inspection import survey
from payloadkit.strategies.pictures import bulky, sound
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.images.conftest import Painter, Saver

Codes = Any
SIDES = st.integers(16, 70)
FRAMED = b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 11, 8, 16, 16, 1) + b"\1\x11\0"
# 512 GPS tags, each of which leads to 512 entries that are but the GPS version.
TAGS = (
    struct.pack(">H", 512)
    + struct.pack(">HHII", 0x8825, 4, 1, 8 + 2 + 512 * 12) * 512
    + struct.pack(">H", 512)
    + struct.pack(">HHII", 0, 1, 4, 0) * 512
)
LOCATED = b"\xff\xe1" + struct.pack(">H", 2 + 6 + 8 + len(TAGS)) + b"Exif\0\0MM\0*\0\0\0\x08" + TAGS


@given(
    st.sampled_from(["L", "RGB", "CMYK"]),
    SIDES,
    SIDES,
    st.booleans(),
    st.sampled_from([0, 1, 2, "4:1:1"]),
    st.sampled_from([{}, {"restart_marker_blocks": 1}, {"restart_marker_rows": 1}]),
    st.sampled_from(
        [
            {},
            {"comment": b"hello"},
            {"xmp": b"<x/>"},
            {"dpi": (72, 72)},
            {"icc_profile": b"p" * 70_000},
        ]
    ),
    st.booleans(),
    st.integers(5, 100),
)
@settings(deadline=None)
def test_every_jpeg_that_pillow_writes_is_sound(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    paint: Painter,
    save: Saver,
    mode: str,
    width: int,
    height: int,
    progressive: bool,
    subsampling: int | str,
    restarts: dict[str, Any],
    extra: dict[str, Any],
    optimize: bool,
    quality: int,
) -> None:
    """A JPEG of any colours, size, process, subsampling, restarts and metadata draws nothing."""
    image = paint(width, height, mode)
    data = save(
        image,
        progressive=progressive,
        subsampling=subsampling,
        optimize=optimize,
        quality=quality,
        **restarts,
        **extra,
    )
    facts = inspect(data)
    assert facts.violations == ()
    assert (facts.format, facts.width, facts.height, facts.size_bytes, facts.orientation) == (
        "JPEG",
        width,
        height,
        len(data),
        1,
    )


@given(
    st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]), SIDES, SIDES, st.integers(0, 9)
)
@settings(deadline=None)
def test_every_png_that_pillow_writes_is_sound(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    paint: Painter, save: Saver, mode: str, width: int, height: int, level: int
) -> None:
    """A PNG of any colour type, size and compression draws nothing."""
    facts = inspect(
        save(
            paint(width, height, "L" if mode == "I;16" else "RGB").convert(mode),
            "PNG",
            compress_level=level,
        )
    )
    assert facts.violations == ()
    assert (facts.format, facts.width, facts.height) == ("PNG", width, height)


def test_small_pictures_are_too_small_and_nothing_else(
    paint: Painter, save: Saver, codes: Codes, subtests: pytest.Subtests
) -> None:
    """A side under 16 pixels is the one fault of a small picture."""
    width_cases: list[tuple[int, int]] = [(1, 1), (1, 40), (40, 1), (15, 16)]
    for (width, height), kind in product(width_cases, ("JPEG", "PNG")):
        with subtests.test(width=width, height=height, kind=kind):
            assert codes(save(paint(width, height), kind)) == ["image.too_small"]


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png"])
@given(data=st.data())
@settings(deadline=None)
def test_a_cut_is_found_wherever_it_is(content_type: str, data: st.DataObject) -> None:
    """No picture that ends early is taken for whole."""
    whole = sound(data.draw(st.integers(0, 5)), content_type)
    assert not inspect(whole[: data.draw(st.integers(0, len(whole) - 1))]).ok


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png"])
@given(data=st.data())
@settings(deadline=None)
def test_flipped_bytes_never_raise(content_type: str, data: st.DataObject) -> None:
    """Whatever bytes are changed, there is an answer."""
    spoilt = bytearray(sound(0, content_type))
    for at, byte in data.draw(
        st.dictionaries(st.integers(0, len(spoilt) - 1), st.integers(0, 255), max_size=8)
    ).items():
        spoilt[at] = byte
    facts = inspect(spoilt)
    assert facts.ok == all(
        violation.severity is not Severity.ERROR for violation in facts.violations
    )


@given(
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF0000WEBP",
            b"\0\0\0\x18ftyp",
            b"BM",
            b"II*\0",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_at_all_have_an_answer(magic: bytes, rest: bytes) -> None:
    """Bytes that are no picture are never one, and never an exception."""
    assert not inspect(magic + rest).ok


@given(st.data())
@settings(deadline=None)
def test_a_png_with_one_bit_flipped_is_never_sound(data: st.DataObject) -> None:
    """Every bit of a PNG is covered by a checksum or by the structure."""
    spoilt = bytearray(sound(0, "image/png"))
    spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert not inspect(spoilt).ok


def opens(data: bytes) -> bool:
    """Return whether stock Pillow decodes a picture without a word."""
    with Image.open(BytesIO(data)) as image:
        image.load()
    return True


@pytest.mark.parametrize("progressive", [False, True])
def test_damage_that_pillow_accepts_is_found(
    paint: Painter, save: Saver, codes: Codes, progressive: bool
) -> None:
    """Half a photo, a false height and bytes after the end all pass Pillow; none passes here."""
    whole = save(paint(640, 480), progressive=progressive, quality=90)
    height = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    damaged = {
        "half": (whole[: len(whole) // 2] + b"\xff\xd9", ["image.corrupt"]),
        "taller": (
            whole[:height] + struct.pack(">H", 900) + whole[height + 2 :],
            ["image.corrupt"],
        ),
        "lower": (whole[:height] + struct.pack(">H", 300) + whole[height + 2 :], ["image.corrupt"]),
        "trailing": (whole + b"more", ["image.trailing_data"]),
    }
    for data, expected in damaged.values():
        assert opens(data)
        assert codes(data) == expected


@pytest.mark.parametrize("part", [0.4, 0.5, 0.6])
def test_a_hole_in_the_scan_that_pillow_accepts_is_found(
    paint: Painter, save: Saver, codes: Codes, part: float
) -> None:
    """A photo whose middle is missing is corrupt."""
    whole = save(paint(640, 480), quality=90)
    start = int(len(whole) * part)
    holed = whole[:start] + whole[start + 2000 :]
    assert opens(holed)
    assert codes(holed) == ["image.corrupt"]


def test_a_missing_scan_is_found(paint: Painter, save: Saver, codes: Codes) -> None:
    """A progressive photo that ends after a whole scan, but not after its last, is corrupt."""
    whole = save(paint(640, 480), progressive=True)
    last = whole.rindex(b"\xff\xda")
    assert codes(whole[: whole.rindex(b"\xff\xc4", 0, last)] + b"\xff\xd9") == ["image.corrupt"]


def test_a_multi_picture_file_is_a_jpeg(paint: Painter, save: Saver, codes: Codes) -> None:
    """Frames that an MPO's index lists are no trailing data; what follows them is."""
    data = save(paint(), "MPO", save_all=True, append_images=[paint(20, 20)])
    facts = inspect(data)
    assert (facts.format, facts.animated, facts.violations) == ("JPEG", False, ())
    assert codes(data + b"more") == ["image.trailing_data"]


def test_exif_is_read_from_jpeg_and_png(
    paint: Painter, save: Saver, codes: Codes, subtests: pytest.Subtests
) -> None:
    """Orientation and location warn, whichever format holds them."""
    for kind, orientation in product(("JPEG", "PNG"), (1, 2, 6, 8)):
        with subtests.test(kind=kind, orientation=orientation):
            exif = Image.Exif()
            exif[0x0112] = orientation
            exif[0x8825] = {1: "N", 2: (24.0, 27.0, 0.0)}
            data = save(paint(), kind, exif=exif)
            facts = inspect(data)
            assert (facts.ok, facts.orientation, facts.has_location) == (True, orientation, True)
            assert codes(data) == ["image.not_upright"] * (orientation != 1) + [
                "image.location_data"
            ]


def test_only_the_first_exif_blocks_are_read(
    drawing: Callable[..., bytes],
    chunk: Callable[[bytes, bytes], bytes],
    segment: Callable[[int, bytes], bytes],
) -> None:
    """The fourth block is heard, the fifth is not."""
    turned = b"MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    photo = sound()
    for ahead, orientation in ((3, 6), (4, 1)):
        blocks = [b"", *[b""] * (ahead - 1), turned]
        assert (
            inspect(
                drawing(bytes(17 * 16), before=b"".join(chunk(b"eXIf", block) for block in blocks))
            ).orientation
            == orientation
        )
        assert (
            inspect(
                photo[:2]
                + b"".join(segment(0xE1, b"Exif\0\0" + block) for block in blocks)
                + photo[2:]
            ).orientation
            == orientation
        )


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_other_formats_are_named_and_unsupported(
    paint: Painter, save: Saver, codes: Codes, kind: str
) -> None:
    """A known picture that is neither JPEG nor PNG is told apart from rubbish."""
    data = save(paint(), kind)
    facts = inspect(data)
    assert (facts.format, facts.width, facts.height, facts.animated) == (kind, 64, 48, False)
    assert codes(data) == ["image.unsupported"]


def test_a_pdf_is_known_and_unsupported(codes: Codes) -> None:
    """A PDF sent for a picture is called what it is."""
    assert inspect(b"%PDF-1.7\n").format == "PDF"
    assert codes(b"%PDF-1.7\n") == ["image.unsupported"]


def test_heic_names_the_extra() -> None:
    """A HEIC photo's mend is the extra that reads it."""
    facts = inspect(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert facts.format == "HEIC"
    assert "payloadkit[heic]" in (facts.violations[0].hint or "")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_plays_is_animated(paint: Painter, save: Saver, codes: Codes, kind: str) -> None:
    """Animation is found in the header, without walking frames."""
    data = save(
        paint(), kind, save_all=True, append_images=[paint(mode="L").convert("RGB")], loop=0
    )
    assert inspect(data).animated
    assert codes(data) == ["image.unsupported"] * (kind != "PNG") + ["image.animated"]


def test_an_absurd_frame_count_is_harmless(
    drawing: Callable[..., bytes], chunk: Callable[[bytes, bytes], bytes], codes: Codes
) -> None:
    """An APNG of four billion frames costs nothing."""
    assert codes(drawing(bytes(17 * 16), before=chunk(b"acTL", b"\xff" * 8))) == ["image.animated"]


@pytest.mark.parametrize(
    ("length", "severity"),
    [(5_000_000, None), (5_000_001, "warning"), (5_242_880, "warning"), (5_242_881, "error")],
)
def test_bytes_warn_before_they_err(length: int, severity: str | None) -> None:
    """Over 5,000,000 bytes warn, over 5 MiB err."""
    data = bulky().data
    short = sound(0, "image/png")
    padded = (
        data[:33]
        + struct.pack(">I", length - len(short) - 12)
        + b"paDd"
        + bytes(length - len(short) - 12)
    )
    padded += struct.pack(">I", zlib.crc32(padded[37:])) + short[33:]
    assert len(padded) == length
    assert [violation.severity for violation in inspect(padded).violations] == (
        [] if severity is None else [severity]
    )


def test_all_faults_come_at_once(paint: Painter, save: Saver, codes: Codes) -> None:
    """One fault hides no other."""
    exif = Image.Exif()
    exif[0x0112] = 3
    assert codes(save(paint(8, 8), exif=exif) + b"more") == [
        "image.too_small",
        "image.trailing_data",
        "image.not_upright",
    ]


def test_any_memory_will_do() -> None:
    """Bytes, a bytearray, and memoryviews of any shape give the same facts."""
    data = sound()
    padded = data + b"\0" * (-len(data) % 4)
    expected = inspect(data)
    striped = memoryview(bytes(byte for pair in zip(data, data, strict=True) for byte in pair))[::2]
    for same in (bytearray(data), memoryview(data), striped):
        assert inspect(same) == expected
    assert inspect(memoryview(array.array("I", padded))) == inspect(padded)


@pytest.mark.parametrize("data", ["canary in base64", ["canary"], BytesIO(b"canary")])
def test_anything_else_is_told_and_not_kept(data: Any) -> None:
    """Base64 or an open file is a TypeError; no frame keeps it for an error tracker."""
    with pytest.raises(TypeError, match=f"not {type(data).__name__}: read the file") as caught:
        inspect(data)
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert len(frames) > 1
    assert not any(data in frame.f_locals.values() for frame in frames[1:])


def test_nothing_global_changes(paint: Painter, save: Saver) -> None:
    """Pillow's settings, the warning filters and the open files are the same afterwards."""

    def state() -> list[object]:
        files = len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0
        return [
            Image.MAX_IMAGE_PIXELS,
            ImageFile.LOAD_TRUNCATED_IMAGES,
            list(warnings.filters),
            files,
        ]

    data = save(paint(mode="CMYK"), subsampling=2)
    inspect(data)
    before = state()
    for cut in (0, 300):
        inspect(data[: len(data) - cut])
    assert state() == before


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + bytes(20_000_000),
        b"\xff\xd8" + b"\xff" * 20_000_000,
        b"\xff\xd8" + b"\xff\xfe\0\x02" * 5_000_000,
        b"\x89PNG\r\n\x1a\n"
        + (b"\0\0\0\0teSt" + struct.pack(">I", zlib.crc32(b"teSt"))) * 1_000_000,
        b"GIF89a" + bytes(20_000_000),
        b"GIF89a" + bytes(7) + b"!\xff" + b"\1a" * 10_000_000,
        FRAMED + (b"\xff\xda" + struct.pack(">HB", 516, 255) + bytes(513)) * 65_000,
        FRAMED[:2] + (b"\xff\xc0" + struct.pack(">H", 773) + bytes(5) + b"\xff" * 766) * 43_000,
        FRAMED[:2] + LOCATED * 5_000 + FRAMED[2:],
    ],
    ids=[
        "zeros",
        "fill bytes",
        "segments",
        "chunks",
        "gif",
        "gif blocks",
        "scans",
        "frames",
        "exif",
    ],
)
def test_hostile_bytes_are_cheap(data: bytes) -> None:
    """Bytes made to keep a reader busy are judged in bounded processor time."""
    started = time.process_time()
    assert not inspect(data).ok
    assert time.process_time() - started < 5


def test_segments_and_chunks_are_counted(
    monkeypatch: pytest.MonkeyPatch,
    codes: Codes,
    drawing: Callable[..., bytes],
    chunk: Callable[[bytes, bytes], bytes],
) -> None:
    """A file with more segments or chunks than any picture has is corrupt."""
    monkeypatch.setattr(jpeg, "_MOST_SEGMENTS", 40)
    monkeypatch.setattr(png, "_MOST_CHUNKS", 40)
    photo = sound()
    for count, expected in ((20, []), (40, ["image.corrupt"])):
        assert codes(photo[:2] + b"\xff\xfe\0\2" * count + photo[2:]) == expected
        assert codes(drawing(bytes(17 * 16), before=chunk(b"teSt", b"") * count)) == expected


def test_the_effort_is_known_before_anything_is_decoded(
    paint: Painter, save: Saver, drawing: Callable[..., bytes]
) -> None:
    """Effort grows with pixels and bytes, and is none where no pixel is looked at."""
    small, large = (survey(save(paint(side, side), progressive=True)).effort for side in (64, 640))
    assert 0 < small < large
    assert (
        survey(drawing(bytes(17 * 16))).effort
        < survey(drawing(bytes(3001 * 1000), size=(3000, 1000))).effort
    )
    photo = sound()
    for unseen in (
        b"",
        b"no picture",
        b"GIF89a",
        photo[:-2],
        photo[:2] + b"\xff\xfe\xff\xff" + bytes(65_533) * 170,
        drawing(b"", kind=(3, 0, 0, 0, 0)),
    ):
        assert survey(unseen).effort == 0


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png"])
def test_pixels_that_a_document_cannot_afford_are_too_many(content_type: str) -> None:
    """A sound picture has too many pixels if none may be looked at; a broken one is as before."""
    photo = sound(0, content_type)
    assert survey(photo).facts() == inspect(photo)
    assert [violation.code for violation in survey(photo).facts(affordable=False).violations] == [
        "image.too_many_pixels"
    ]
    assert survey(photo[:-2]).facts(affordable=False) == inspect(photo[:-2])


def test_importing_the_room_imports_no_decoder() -> None:
    """Pillow, numpy and simplejpeg are imported when there is something to decode."""
    decoders = {"PIL", "numpy", "simplejpeg", "pillow_heif"}
    script = f"import payloadkit.images, sys; sys.exit(bool({decoders} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
