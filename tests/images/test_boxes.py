"""The boxes of a HEIC or AVIF file."""

from __future__ import annotations

import struct
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from payloadkit.images import boxes, fit, inspect
from payloadkit.images.boxes import Said
from payloadkit.images.exif import Exif

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver

PACKET = b"<x tiff:Orientation='6' exif:GPSLatitude='24,27N'/>"
XMP_ITEM = b"mime\0application/rdf+xml\0"
LOCATED = Exif(6, has_location=True)


def block(orientation: int) -> bytes:
    """Build EXIF with an orientation and a place."""
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x8825] = {1: "N", 2: (24.0, 27.0, 0.0)}
    return said.tobytes()


def box(kind: bytes, *parts: bytes) -> bytes:
    """Build a box."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def full(kind: bytes, version: int, *parts: bytes, flags: int = 0) -> bytes:
    """Build a box with a version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def file(  # noqa: PLR0913  each is a part of the file that may differ
    data: bytes,
    *,
    item: bytes = b"Exif\0",
    wide: bool = False,
    in_data: bool = False,
    properties: bytes = b"",
    chosen: bytes | None = None,
    pieces: int = 1,
) -> bytes:
    """Build a file of a primary item 1, and an item 2 of metadata."""
    ident = ">I" if wide else ">H"
    head = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    infe = full(b"infe", 3 if wide else 2, struct.pack(ident, 2), bytes(2), item)
    size = struct.pack(ident, 1)
    method = struct.pack(">H", int(in_data))
    association = chosen if chosen is not None else b"\x01\x81" if properties else b"\0"

    def meta(start: int) -> bytes:
        length = -(-len(data) // pieces)
        spans = [(at, min(length, len(data) - at)) for at in range(0, len(data), length)]
        extents = b"".join(struct.pack(">II", start + at, part) for at, part in spans)
        place = struct.pack(ident, 2) + method + bytes(2) + struct.pack(">H", len(spans)) + extents
        return full(
            b"meta",
            0,
            full(b"pitm", int(wide), struct.pack(ident, 1)),
            full(b"iinf", int(wide), size, infe),
            full(b"iloc", 2 if wide else 1, b"\x44\0", size, place),
            box(b"idat", data if in_data else b""),
            box(
                b"iprp",
                box(b"ipco", properties),
                full(b"ipma", int(wide), struct.pack(">I", 1), struct.pack(ident, 1), association),
            ),
        )

    start = 0 if in_data else len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", b"" if in_data else data)


EXIF = struct.pack(">I", 6) + block(6)


def test_metadata_are_items(subtests: pytest.Subtests) -> None:
    """EXIF and XMP are found in the file or beside its tables, whole or in pieces."""
    item_cases: list[tuple[bytes, bytes]] = [
        (b"Exif\0", EXIF),
        (b"Exif\0", bytes(4) + block(6)[6:]),
        (XMP_ITEM, PACKET),
    ]
    for wide, in_data, pieces, (item, data) in product(
        (False, True), (False, True), (1, 3), item_cases
    ):
        with subtests.test(wide=wide, in_data=in_data, pieces=pieces, item=item):
            made = file(data, item=item, wide=wide, in_data=in_data, pieces=pieces)
            assert boxes.read(memoryview(made)) == Said(LOCATED)
            facts = inspect(made)
            assert (facts.format, facts.orientation, facts.has_location) == ("HEIC", 6, True)


@pytest.mark.parametrize(
    ("properties", "turned"),
    [
        (box(b"irot", b"\1"), 8),
        (box(b"irot", b"\3"), 6),
        (box(b"imir", b"\0"), 4),
        (box(b"imir", b"\1"), 2),
        (box(b"irot", b"\1") + box(b"imir", b"\1"), 7),
    ],
)
def test_properties_turn_the_picture(properties: bytes, turned: int) -> None:
    """Where a property turns the picture, its metadata do not; a HEIC comes upright then."""
    count = properties.count(b"irot") + properties.count(b"imir")
    chosen = bytes((count, *range(0x81, 0x81 + count)))
    made = file(EXIF, properties=properties, chosen=chosen)
    assert boxes.read(memoryview(made)).turned == turned
    assert (inspect(made).orientation, inspect(made).has_location) == (1, True)
    avif = made.replace(b"heic", b"avif").replace(b"mif1avif", b"mif1avif")
    assert inspect(avif).orientation == turned


@pytest.mark.parametrize("chosen", [b"\0", b"\x01\x80", b"\x01\x82"])
def test_a_property_of_no_or_another_item_does_not_count(chosen: bytes) -> None:
    """A thumbnail may be turned by itself, and an index may lead nowhere."""
    made = file(EXIF, properties=box(b"irot", b"\3"), chosen=chosen)
    assert boxes.read(memoryview(made)) == Said(LOCATED)


def test_broken_boxes_say_nothing(subtests: pytest.Subtests) -> None:
    """A box that is cut, empty or of another version is passed over."""
    cases: list[bytes] = [
        b"",
        box(b"ftyp"),
        box(b"meta"),
        full(b"meta", 0),
        full(b"meta", 0, full(b"iinf", 0, bytes(2))),
        full(b"meta", 0, full(b"iloc", 0, bytes(4)), full(b"iinf", 0, bytes(2))),
        full(b"meta", 0, full(b"iinf", 0, bytes(2), full(b"infe", 1, bytes(20)), box(b"infe"))),
        full(b"meta", 0, full(b"iinf", 0, bytes(2), full(b"infe", 2, bytes(4), b"hvc1"))),
        full(b"meta", 0, full(b"pitm", 0)),
        struct.pack(">I4sQ", 1, b"meta", 20) + bytes(4),
        struct.pack(">I4s", 1, b"meta"),
        struct.pack(">I4s", 4, b"meta"),
        struct.pack(">I4s", 0, b"meta") + bytes(4),
    ]
    for data in cases:
        with subtests.test(data=data):
            assert boxes.read(memoryview(data)) == Said()


@given(st.binary(max_size=120), st.integers(0, 300))
def test_no_boxes_raise(junk: bytes, at: int) -> None:
    """Whatever the bytes, there is an answer."""
    made = file(EXIF)
    found = boxes.read(memoryview(made[:at] + junk + made[at + len(junk) :]))
    assert found.exif.orientation in range(1, 9)


def test_many_extents_of_nothing_cost_nothing() -> None:
    """A table that takes no bytes for its places is no reason to count to four billion."""
    many = b"\0\2\0\0\0\0\xff\xff" * 4096
    data = full(
        b"meta",
        0,
        full(b"iinf", 0, b"\0\1", full(b"infe", 2, b"\0\2\0\0Exif\0")),
        full(b"iloc", 1, b"\0\0\x0f\xff", many),
    )
    assert boxes.read(memoryview(data)) == Said()


def test_an_avif_is_turned_by_its_properties(
    paint: Painter, save: Saver, subtests: pytest.Subtests
) -> None:
    """Pillow writes the orientation as properties, which it does not obey when it reads."""
    for orientation in range(1, 9):
        with subtests.test(orientation=orientation):
            image = paint(60, 40)
            data = save(image, "AVIF", exif=block(orientation), quality=95)
            facts = inspect(data)
            assert (facts.orientation, facts.has_location) == (orientation, True)
            turns = [None, *(Image.Transpose(turn) for turn in (0, 3, 1, 5, 4, 6, 2))]
            turn = turns[orientation - 1]
            upright = image if turn is None else image.transpose(turn)
            fitted = fit(data)
            with Image.open(BytesIO(fitted.data)) as shown:
                assert shown.size == upright.size
                unlike = ImageStat.Stat(ImageChops.difference(shown, upright)).mean
            assert max(unlike) < 12
            assert ("rotated" in fitted.steps) == (orientation != 1)


def test_a_heic_is_turned_once(paint: Painter) -> None:
    """With a property its decoder turns it; without one its EXIF does."""
    pillow_heif = pytest.importorskip("pillow_heif")
    image = paint(64, 40)
    image.info["exif"] = block(6)
    out = BytesIO()
    pillow_heif.from_pillow(image).save(out, exif=block(6))
    turned = out.getvalue()
    assert b"irot" in turned
    assert "rotated" not in fit(turned).steps
    lying = turned.replace(b"irot", b"free")
    fitted = fit(lying)
    assert fitted.steps[0] == "rotated"
    assert (fitted.width, fitted.height) == (fit(turned).width, fit(turned).height)


def test_boxes_beyond_many_are_not_read() -> None:
    """A file of nothing but empty boxes costs no more than some thousands of them."""
    assert boxes.read(memoryview(box(b"free") * 4096 + file(EXIF))) == Said()
    assert boxes.read(memoryview(box(b"free") * 4000 + file(EXIF)[16:])).turned is None
