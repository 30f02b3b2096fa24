"""Pictures made fit to send."""

from __future__ import annotations

import struct
import sys
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageStat

from payloadkit.images import Budget, ImageError, fit, inspect, own_pillow
from payloadkit.strategies.pictures import Specimen, broken, bulky, sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.images.conftest import Painter, Saver

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
BEYOND_MENDING = {
    "image.unreadable",
    "image.unsupported",
    "image.truncated",
    "image.corrupt",
    "image.too_many_pixels",
    "image.too_many_scans",
    "image.too_small",
}


def exif(orientation: int) -> bytes:
    """Build EXIF with an orientation and a location."""
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x8825] = {1: "N", 2: (24.0, 27.0, 0.0)}
    return said.tobytes()


def unlike(left: bytes, right: Image.Image) -> float:
    """Tell how much two pictures differ a pixel, in grey levels."""
    with Image.open(BytesIO(left)) as image:
        return float(
            max(
                ImageStat.Stat(
                    ImageChops.difference(image.convert("RGB"), right.convert("RGB"))
                ).mean
            )
        )


@given(
    st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"]),
    st.integers(16, 90),
    st.integers(16, 90),
    st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "BMP", "AVIF", None]),
    st.integers(1, 8),
    st.sampled_from([None, SRGB, b"rubbish"]),
    st.sampled_from(
        [Budget(), Budget(max_bytes=1500), Budget(max_side=40), Budget(min_side=30, min_quality=90)]
    ),
)
def test_what_comes_out_has_nothing_against_it(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    paint: Painter,
    save: Saver,
    mode: str,
    width: int,
    height: int,
    kind: str | None,
    orientation: int,
    profile: bytes | None,
    budget: Budget,
) -> None:
    """A fitted picture is within budget, draws no violation and is fitted again untouched."""
    image = paint(width, height, "L" if mode == "I;16" else "RGB").convert(mode)
    source: Any = image
    if kind:
        extra = (
            {}
            if kind == "BMP"
            else {"exif": exif(orientation)} | ({"icc_profile": profile} if profile else {})
        )
        try:
            source = save(image, kind, **extra)
        except (OSError, ValueError):
            return
    try:
        fitted = fit(source, budget)
    except ImageError:
        assert budget != Budget()
        return
    facts = inspect(fitted.data)
    assert facts.violations == ()
    assert (facts.width, facts.height) == (fitted.width, fitted.height)
    assert budget.admits((fitted.width, fitted.height), len(fitted.data))
    assert fitted.quality is None or fitted.quality >= budget.min_quality
    assert (fitted.quality is None) == ("encoded" not in fitted.steps)
    assert fit(source, budget) == fitted
    again = fit(fitted.data, budget)
    assert (again.data, again.steps) == (fitted.data, ())


@given(
    st.integers(0, 9),
    st.sampled_from(["image/jpeg", "image/png"]),
    st.sampled_from([bytes, bytearray, memoryview]),
)
def test_what_complies_is_untouched(
    seed: int, content_type: str, form: Callable[[bytes], Any]
) -> None:
    """Bytes that are fine come back as they are."""
    data = sound(seed, content_type)
    fitted = fit(form(data))
    assert (fitted.data, fitted.content_type, fitted.quality, fitted.steps) == (
        data,
        content_type,
        None,
        (),
    )


def test_what_can_be_mended_is(subtests: pytest.Subtests) -> None:
    """Damage is refused with its own code; what is only around the pixels is taken away."""
    cases: list[Specimen] = [*broken(), bulky()]
    for specimen in cases:
        with subtests.test(specimen=specimen):
            if specimen.code in BEYOND_MENDING:
                with pytest.raises(ImageError) as caught:
                    fit(specimen.data)
                assert caught.value.code == specimen.code
                assert (caught.value.__cause__, caught.value.__context__) == (None, None)
            else:
                assert inspect(fit(specimen.data).data).violations == ()


def test_how_to_display_a_picture_is_no_metadata(paint: Painter, save: Saver) -> None:
    """Resolution tells nothing of anyone."""
    for kind in ("JPEG", "PNG"):
        assert fit(save(paint(), kind, dpi=(300, 300))).steps == ()


def test_metadata_goes_without_touching_the_pixels(paint: Painter, save: Saver) -> None:
    """A photo that only tells too much loses that, and nothing of its quality."""
    image = paint()
    photo = save(image, quality=30, comment=b"hello", xmp=b"<x/>")
    fitted = fit(photo + b"more")
    assert fitted.steps == ("stripped",)
    assert fitted.data == save(image, quality=30)
    drawing = fit(save(image, "PNG", save_all=True, append_images=[image.rotate(180)]))
    assert (drawing.steps, drawing.content_type) == (("stilled", "stripped"), "image/png")
    assert unlike(drawing.data, image) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_lies_is_turned(paint: Painter, save: Saver, kind: str) -> None:
    """Orientation 6 is turned clockwise, and the location is gone."""
    image = paint(60, 40)
    fitted = fit(save(image, kind, exif=exif(6), quality=95))
    assert (fitted.width, fitted.height) == (40, 60)
    assert fitted.steps == ("rotated", "stripped", "encoded")
    assert unlike(fitted.data, image.transpose(Image.Transpose.ROTATE_270)) < 12


def test_a_tiff_is_turned_once(paint: Painter, save: Saver) -> None:
    """Pillow itself turns a TIFF while it reads it."""
    image = paint(60, 40)
    assert (
        unlike(
            fit(save(image, "TIFF", exif=exif(6))).data, image.transpose(Image.Transpose.ROTATE_270)
        )
        < 12
    )


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "TIFF", "BMP"])
def test_other_formats_become_jpeg(paint: Painter, save: Saver, kind: str) -> None:
    """What gateways do not take is converted."""
    image = paint()
    fitted = fit(save(image, kind))
    assert (fitted.content_type, fitted.steps) == ("image/jpeg", ("encoded",))
    assert unlike(fitted.data, image) < 12


def test_heic_with_and_without_its_extra(paint: Painter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A HEIC photo is read with the extra; without it the error names it."""
    pillow_heif = pytest.importorskip("pillow_heif")
    out = BytesIO()
    pillow_heif.from_pillow(paint()).save(out)
    assert fit(out.getvalue()).content_type == "image/jpeg"
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ImageError) as caught:
        fit(out.getvalue())
    assert caught.value.code == "image.unsupported"
    assert "payloadkit[heic]" in (caught.value.violation.hint or "")


def test_an_animation_becomes_its_first_frame(paint: Painter, save: Saver) -> None:
    """Only one frame can be sent."""
    image = paint()
    fitted = fit(
        save(image, "WEBP", save_all=True, append_images=[image.rotate(180)], lossless=True)
    )
    assert fitted.steps == ("stilled", "encoded")
    assert unlike(fitted.data, image) < 12


def test_a_profile_is_applied_and_dropped(paint: Painter, save: Saver) -> None:
    """Colours are in sRGB afterwards, without a profile."""
    for kind in ("JPEG", "PNG"):
        assert fit(save(paint(), kind, icc_profile=SRGB)).steps == (
            "converted",
            "stripped",
            "encoded",
        )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_profile_beyond_reading_is_dropped(paint: Painter, save: Saver, kind: str) -> None:
    """A profile beside which Pillow opens nothing is no reason to refuse the picture."""
    image, spoilt = (
        paint(),
        save(paint(), kind, icc_profile=b"\0" * 4_000_000 if kind == "PNG" else b"profile"),
    )
    if kind == "JPEG":
        at = spoilt.index(b"ICC_PROFILE\0")
        spoilt = spoilt[: at - 2] + b"\0\x0e" + spoilt[at : at + 12] + spoilt[at + 14 + 7 :]
    with pytest.raises((OSError, IndexError, ValueError)):
        Image.open(BytesIO(spoilt))
    fitted = fit(spoilt)
    assert fitted.steps == ("stripped", "encoded")
    assert unlike(fitted.data, image) < 12


def test_a_large_photo_is_fitted_without_holding_all_of_it(paint: Painter, save: Saver) -> None:
    """A JPEG over twice as large as it may become is decoded at half its size, and resized."""
    image = paint(2400, 1600)
    photo = save(image, quality=90)
    for side in (1200, 600, 601):
        fitted = fit(photo, Budget(max_side=side))
        assert (max(fitted.width, fitted.height), fitted.steps) == (side, ("resized", "encoded"))
        assert unlike(fitted.data, image.resize((fitted.width, fitted.height))) < 12


@pytest.mark.parametrize(
    "mode",
    ["L", *(pytest.param(mode, marks=pytest.mark.exhaustive) for mode in ("RGB", "RGBA", "P"))],
)
def test_very_many_pixels_are_shrunk_on_the_way(mode: str) -> None:
    """A picture of over 16 megapixels comes out as any other."""
    image = Image.linear_gradient("L").resize((4700, 4099)).convert(mode)
    fitted = fit(image, Budget(max_side=1000))
    assert (fitted.width, fitted.height, fitted.steps[-2:]) == (1000, 872, ("resized", "encoded"))
    assert unlike(fitted.data, image.resize((1000, 872))) < 2


def test_what_no_budget_admits_is_never_decoded(
    drawing: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture too thin for the budget is refused by its header."""
    monkeypatch.setattr(own_pillow.Image, "open", None)
    with pytest.raises(ImageError) as caught:
        fit(drawing(bytes(17 * 3000), size=(16, 3000)))
    assert caught.value.code == "image.too_small"


def test_size_and_quality_give_way_in_turn() -> None:
    """Quality goes down to its floor before the size does, and both stop at their floors."""
    image = Image.frombytes("L", (400, 300), Random(0).randbytes(400 * 300))  # noqa: S311  a picture, not a secret
    fine, coarse, small = (
        fit(image, Budget(max_bytes=length, min_side=100)) for length in (200_000, 60_000, 30_000)
    )
    assert fine.quality == 95
    assert (coarse.width, coarse.steps) == (400, ("encoded",))
    assert (coarse.quality or 0) < 95
    assert small.width < 400
    assert "resized" in small.steps
    assert fit(image, Budget(max_side=200)).width == 200
    for impossible, code in (
        (Budget(max_bytes=100), "image.too_many_bytes"),
        (Budget(max_bytes=30_000, min_side=300), "image.too_many_bytes"),
        (Budget(max_bytes=30_000), "image.too_many_bytes"),
        (Budget(max_side=360, min_side=290), "image.too_small"),
    ):
        with pytest.raises(ImageError) as caught:
            fit(image, impossible)
        assert caught.value.code == code


def test_a_large_file_is_judged_whole(paint: Painter, save: Saver) -> None:
    """Damage is found in sources over the size that inspect decodes, too."""
    padding = b"".join(struct.pack(">BBH", 0xFF, 0xFE, 65_535) + bytes(65_533) for _ in range(330))
    photo = save(paint(640, 480), quality=90)
    assert fit(photo[:2] + padding + photo[2:]).steps == ("stripped",)
    with pytest.raises(ImageError):
        fit(photo[:2] + padding + photo[2:-3000] + photo[-2:])


def test_a_path_is_read(tmp_path: Path) -> None:
    """A path may be text or a Path; a file that cannot be read is an OSError as with any file."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(sound())
    assert fit(file).data == fit(str(file)).data == sound()
    with pytest.raises(FileNotFoundError):
        fit(tmp_path / "none.jpg")


def test_pillow_images_are_left_as_they_are(paint: Painter) -> None:
    """A caller's image is read only, and its own EXIF is heeded."""
    image = paint(60, 40, "RGBA")
    image.info["exif"] = exif(6)
    before = image.tobytes()
    fitted = fit(image)
    assert fitted.steps == ("rotated", "flattened", "stripped", "encoded")
    assert (image.tobytes(), image.mode, set(image.info)) == (before, "RGBA", {"exif"})


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (Image.new("1", (8000, 8000)), "image.too_many_pixels"),
        (Image.new("L", (0, 9)), "image.corrupt"),
        (Image.new("La", (16, 16)), "image.unsupported"),
        (Image.new("L", (15, 99)), "image.too_small"),
    ],
)
def test_pillow_images_that_cannot_be_sent(image: Image.Image, code: str) -> None:
    """What is wrong with an image in memory has a code, too."""
    with pytest.raises(ImageError) as caught:
        fit(image)
    assert caught.value.code == code
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "TIFF"])
def test_damage_in_other_formats_is_refused(paint: Painter, save: Saver, kind: str) -> None:
    """A source that Pillow cannot read whole is corrupt."""
    with pytest.raises(ImageError) as caught:
        fit(save(paint(200, 200), kind)[:300])
    assert caught.value.code == "image.corrupt"


def test_a_picture_longer_than_jpeg_admits_is_shrunk() -> None:
    """No budget lets a picture through that an encoder refuses."""
    assert fit(Image.new("L", (66_000, 40)), Budget(max_side=65_500)).width == 65_500
    with pytest.raises(ImageError):
        fit(Image.new("L", (66_000, 16)), Budget(max_side=65_500))


def test_a_picture_that_hardly_compresses_is_encoded() -> None:
    """Noise outgrows the buffer that Pillow optimizes in, and is encoded all the same."""
    noise = Image.frombytes("RGB", (600, 600), Random(0).randbytes(600 * 600 * 3))  # noqa: S311  a picture, not a secret
    fitted = fit(noise, Budget(max_bytes=5_000_000))
    assert fitted.quality == 95
    assert inspect(fitted.data).violations == ()
    assert fit(noise, Budget(max_bytes=700_000, min_quality=90)).quality is not None


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_noise_is_encoded_without_a_word(
    mode: str,
    progressive: bool,
    save: Saver,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The encoder has room for the finest JPEG that hardly compresses; libjpeg prints nothing."""
    noise = Image.frombytes(mode, (600, 600), Random(0).randbytes(600 * 600 * len(mode)))  # noqa: S311  a picture, not a secret
    turned = Image.Exif()
    turned[0x0112] = 6
    with monkeypatch.context() as patched:
        patched.setattr(ImageFile, "MAXBLOCK", 1 << 24)
        source = save(noise, progressive=progressive, quality=100, subsampling=0, exif=turned)

    fitted = fit(source, Budget(max_bytes=5_000_000))

    assert (fitted.quality, inspect(fitted.data).violations) == (95, ())
    assert capfd.readouterr() == ("", "")


def test_an_encoder_that_fails_is_an_image_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pillow raises while it saves does not come out."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(own_pillow.Image.Image, "save", refuse)
    with pytest.raises(ImageError) as caught:
        fit(Image.new("L", (16, 16)))
    assert (caught.value.code, caught.value.__context__) == ("image.unsupported", None)


@pytest.mark.parametrize(
    "source",
    [b"no picture", sound()[:-2], sound()[:40] + sound()[44:], Image.new("L", (15, 99)), 7],
)
def test_an_error_holds_nothing_of_the_picture(source: Any) -> None:
    """No frame of the traceback below the caller's has the source, or any bytes."""
    with pytest.raises((ImageError, TypeError)) as caught:
        fit(source)
    frames = caught.value.__traceback__.tb_next if caught.value.__traceback__ else None
    assert frames is not None
    while frames is not None:
        kept = [
            value
            for value in frames.tb_frame.f_locals.values()
            if value is source or isinstance(value, bytes | memoryview | Image.Image)
        ]
        assert kept == []
        frames = frames.tb_next
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_budget_that_cannot_be_met_is_named() -> None:
    """The message says the bounds of the budget, not those of a gateway."""
    noise = Image.frombytes("L", (1200, 1100), Random(0).randbytes(1200 * 1100))  # noqa: S311  a picture, not a secret
    with pytest.raises(ImageError) as caught:
        fit(noise, Budget(max_bytes=50_000, min_side=1000))
    assert {"50,000", "1,000"} <= set(caught.value.violation.message.replace(";", " ").split())
    with pytest.raises(ImageError) as caught:
        fit(noise, Budget(min_side=1001, max_side=1050))
    assert "1,001" in caught.value.violation.message


@pytest.mark.parametrize("source", [None, 7, [b"bytes"]])
def test_anything_else_is_a_type_error(source: Any) -> None:
    """A source is a path, bytes or an image."""
    with pytest.raises(TypeError):
        fit(source)


@pytest.mark.parametrize("budget", [None, 1_000_000, {"max_bytes": 1_000_000}, Budget])
def test_a_budget_of_another_type_is_told(budget: Any) -> None:
    """What is no budget is a TypeError that says so, whatever the source is."""
    with pytest.raises(TypeError, match=f"^budget is a Budget, not {type(budget).__name__}$"):
        fit(b"", budget)


PACKET = b"<x tiff:Orientation='6' exif:GPSLatitude='24,27N'/>"


def extended(packet: bytes, length: int) -> bytes:
    """Write extended XMP into segments of a JPEG."""
    name = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32
    pieces = [packet[at : at + length] for at in range(0, len(packet), length)]
    return b"".join(
        struct.pack(">BBH", 0xFF, 0xE1, 2 + len(name) + 8 + len(piece))
        + name
        + struct.pack(">II", len(packet), at * length)
        + piece
        for at, piece in enumerate(pieces)
    )


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
@pytest.mark.parametrize("filled", [0, 60_000])
def test_xmp_alone_is_obeyed(paint: Painter, save: Saver, kind: str, filled: int) -> None:
    """Where no EXIF says how a picture lies, its XMP does, whatever its size."""
    data = save(paint(60, 40), kind, xmp=b" " * filled + PACKET)
    facts = inspect(data)
    assert (facts.orientation, facts.has_location) == (6, True)
    fitted = fit(data)
    assert (fitted.width, fitted.height) == (40, 60)
    assert fitted.steps == ("rotated", "stripped", "encoded")


def test_extended_xmp_is_read_across_its_segments(paint: Painter, save: Saver) -> None:
    """A large packet comes in pieces, which may part a word."""
    photo = save(paint())
    for length in (7, 40, 1000):
        facts = inspect(photo[:2] + extended(PACKET, length) + photo[2:])
        assert (facts.orientation, facts.has_location) == (6, True)
    other = b"\xff\xe1\0\x20http://ns.adobe.com/other/1.0/"
    assert inspect(photo[:2] + other + photo[2:]).violations == ()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_exif_counts_before_xmp(paint: Painter, save: Saver, kind: str) -> None:
    """A program that turned the picture and its EXIF may have left the XMP as it was."""
    data = save(paint(60, 40), kind, xmp=PACKET, exif=exif(1))
    assert inspect(data).orientation == 1
    assert "rotated" not in fit(data).steps


def test_facts_that_were_not_looked_for(paint: Painter, save: Saver) -> None:
    """Nothing is said of formats whose metadata nobody reads, nor of what is no picture."""
    for data in (save(paint(), "GIF"), b"no picture"):
        facts = inspect(data)
        assert (facts.orientation, facts.has_location) == (None, None)
    facts = inspect(save(paint(), "BMP"))
    assert (facts.orientation, facts.has_location) == (1, False)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_frames_of_a_pillow_image_are_left_out_aloud(
    paint: Painter, save: Saver, kind: str
) -> None:
    """An animation that the caller opened loses its other frames, which the steps say."""
    image = paint()
    data = save(image, kind, save_all=True, append_images=[image.rotate(180)])
    with Image.open(BytesIO(data)) as opened:
        assert "stilled" in fit(opened).steps
    with Image.open(BytesIO(save(image, kind))) as opened:
        assert "stilled" not in fit(opened).steps
