"""Any picture as plain pixels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms, ImageOps

from payloadkit.images import colours

if TYPE_CHECKING:
    from tests.images.conftest import Painter


def test_every_mode_becomes_grey_or_rgb(paint: Painter, subtests: pytest.Subtests) -> None:
    """Any colours become eight bits grey or RGB, and the source stays as it was."""
    cases: list[tuple[str, str, tuple[str, ...]]] = [
        ("1", "L", ("converted",)),
        ("L", "L", ()),
        ("LA", "L", ("flattened",)),
        ("P", "RGB", ("converted",)),
        ("PA", "RGB", ("converted", "flattened")),
        ("RGB", "RGB", ()),
        ("RGBA", "RGB", ("flattened",)),
        ("RGBX", "RGB", ("converted",)),
        ("CMYK", "RGB", ("converted",)),
        ("YCbCr", "RGB", ("converted",)),
        ("HSV", "RGB", ("converted",)),
    ]
    for mode, plain, steps in cases:
        with subtests.test(mode=mode, plain=plain):
            image = (
                paint()
                .convert("L" if mode == "PA" else "RGB")
                .convert("P" if mode == "PA" else mode)
                .convert(mode)
            )
            image.info["comment"] = "kept"
            flat, done = colours.plain(image, 2400)
            assert (flat.mode, flat.size, flat.info, done) == (plain, image.size, {}, steps)
            assert (image.mode, image.info["comment"]) == (mode, "kept")


@pytest.mark.parametrize("mode", ["I;16", "I"])
def test_deep_grey_keeps_its_bright_parts(mode: str) -> None:
    """Sixteen bits become eight by scaling, not by cutting off."""
    deep = Image.new(mode, (16, 16), 32_768)
    flat, done = colours.plain(deep, 2400)
    assert (flat.mode, flat.getpixel((0, 0)), done) == ("L", 128, ("converted",))


def test_transparency_becomes_white(paint: Painter) -> None:
    """What cannot be seen is white, in grey and in colour; a palette's transparent colour too."""
    for mode in ("LA", "RGBA"):
        image = paint(mode=mode)
        image.putalpha(0)
        assert colours.plain(image, 2400)[0].getextrema() in {(255, 255), ((255, 255),) * 3}
    indexed = Image.new("P", (16, 16), 0)
    indexed.putpalette([10, 20, 30])
    indexed.info["transparency"] = 0
    assert colours.plain(indexed, 2400)[0].getpixel((0, 0)) == (255, 255, 255)


def test_a_profile_is_followed(paint: Painter) -> None:
    """Colours become what the profile means; a broken or foreign profile means nothing."""
    image = paint()
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (linear, srgb, b"rubbish"):
        image.info["icc_profile"] = profile
        flat, done = colours.plain(image, 2400)
        assert (flat.mode, done) == ("RGB", ("converted",))
        assert colours.described(image)
    assert not colours.described(flat)


def test_no_way_to_rgb_is_a_value_error() -> None:
    """Colours of which Pillow knows no conversion are told."""
    with pytest.raises(ValueError, match="conversion"):
        colours.plain(Image.new("La", (16, 16)), 2400)


def test_upright_is_what_the_exif_means(paint: Painter, subtests: pytest.Subtests) -> None:
    """Turning is the same as Pillow's own reading of the orientation."""
    for orientation in range(1, 9):
        with subtests.test(orientation=orientation):
            image = paint(20, 30)
            exif = Image.Exif()
            exif[0x0112] = orientation
            out = BytesIO()
            image.save(out, "PNG", exif=exif)
            expected = ImageOps.exif_transpose(Image.open(out))
            assert colours.upright(image, orientation).tobytes() == expected.tobytes()
