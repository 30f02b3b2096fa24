"""What XMP says of a picture."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import xmp
from payloadkit.images.exif import Exif


def test_an_orientation_is_an_attribute_or_an_element(subtests: pytest.Subtests) -> None:
    """Either form counts, with any quotes, blanks and encoding."""
    for form, encoding in product(
        (
            '<rdf:Description tiff:Orientation="6"/>',
            "<rdf:Description tiff:Orientation='6'/>",
            "<rdf:Description tiff:Orientation = \n'6'/>",
            "<tiff:Orientation>6</tiff:Orientation>",
            "<tiff:Orientation>\n  6\n</tiff:Orientation>",
        ),
        ("utf-8", "utf-16-le", "utf-16-be"),
    ):
        with subtests.test(form=form, encoding=encoding):
            found = xmp.read(f"<x:xmpmeta>{form}</x:xmpmeta>".encode(encoding))
            assert found == Exif(6)
            assert found.stated


def test_a_place_is_a_property_with_a_value(subtests: pytest.Subtests) -> None:
    """Every property of GPS but its version tells a place, if it has a value."""
    cases: list[tuple[str, bool]] = [
        ('exif:GPSLatitude="24,27.0N"', True),
        ("exif:GPSLongitude='54,22E'", True),
        ("<exif:GPSLatitude>24,27.0N</exif:GPSLatitude>", True),
        ("<exif:GPSLatitude>\n24,27.0N</exif:GPSLatitude>", True),
        ("<exif:GPSDestLatitude><rdf:li>24</rdf:li></exif:GPSDestLatitude>", True),
        ('drone-dji:GpsLatitude="24.45"', True),
        ('exif:GPSVersionID="2.3.0.0"', False),
        ('exif:GPSLatitude=""', False),
        ("<exif:GPSLatitude></exif:GPSLatitude>", False),
        ("<exif:GPSLatitude/>", False),
        ("GPSLatitude", False),
        ("", False),
    ]
    for text, located in cases:
        with subtests.test(text=text, located=located):
            assert xmp.read(text.encode()) == Exif(has_location=located)


@pytest.mark.parametrize("value", ["0", "9", "six", ""])
def test_no_other_orientation(value: str) -> None:
    """What is no orientation says nothing."""
    found = xmp.read(f'tiff:Orientation="{value}"'.encode())
    assert found == Exif()
    assert not found.stated


def test_a_large_packet() -> None:
    """Programs pad and fill packets; what stands behind much of that is found."""
    assert xmp.read(b" " * 2_000_000 + b"tiff:Orientation='8'") == Exif(8)


@given(st.binary(max_size=200))
def test_no_packet_raises(rest: bytes) -> None:
    """Whatever a packet holds, there is an answer."""
    assert xmp.read(b"<x tiff:Orientation=" + rest).orientation in range(1, 9)


@pytest.mark.parametrize("piece", [b":gps", b"tiff:Orientation", b":gpsA ", b":gpsA='", b" "])
def test_many_beginnings_cost_little(piece: bytes) -> None:
    """A packet of nothing but beginnings is read once."""
    assert xmp.read(piece * (xmp.MOST_BYTES // len(piece))).orientation == 1
