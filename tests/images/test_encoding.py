"""The largest and finest JPEG within a budget, with few encodes."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageStat

from payloadkit.images import Budget, ImageError, encoding, fit
from tests.documents import ORIGINAL, PHOTOS

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver


def noise(width: int, height: int, mode: str = "L") -> Image.Image:
    """Return a picture that hardly compresses."""
    bands = 3 if mode == "RGB" else 1
    return Image.frombytes(mode, (width, height), Random(0).randbytes(width * height * bands))  # noqa: S311  a picture, not a secret


def lying(orientation: int) -> bytes:
    """Build EXIF with an orientation."""
    said = Image.Exif()
    said[0x0112] = orientation
    return said.tobytes()


@pytest.fixture
def encodes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the pixels of each encode."""
    seen: list[int] = []
    encode = encoding._encode  # noqa: SLF001  to count its calls

    def counted(image: Image.Image, *arguments: Any) -> bytes:
        seen.append(image.width * image.height)
        return encode(image, *arguments)

    monkeypatch.setattr(encoding, "_encode", counted)
    return seen


def test_a_photo_that_is_only_turned_keeps_its_size(
    paint: Painter, save: Saver, subtests: pytest.Subtests
) -> None:
    """It differs from its source by next to nothing, and grows by little even if it is small."""
    for orientation, quality, subsampling in product(
        (2, 3, 5, 6, 8), (62, 75, 85, 92), ("4:4:4", "4:2:0")
    ):
        with subtests.test(orientation=orientation, quality=quality, subsampling=subsampling):
            ring = Image.radial_gradient("L").resize((640, 480))
            image = Image.merge("RGB", (ring, ImageChops.invert(ring), paint(640, 480, "L")))
            options: dict[str, Any] = {
                "quality": quality,
                "subsampling": subsampling,
                "optimize": True,
            }
            photo = save(image, exif=lying(orientation), **options)
            fitted = fit(photo)
            assert quality - 5 <= (fitted.quality or 0) <= quality
            assert 0.9 < len(fitted.data) / len(photo) < 1.15
            with Image.open(BytesIO(photo)) as source, Image.open(BytesIO(fitted.data)) as shown:
                turns = {2: 0, 3: 3, 5: 5, 6: 4, 8: 2}
                upright = source.transpose(Image.Transpose(turns[orientation]))
                assert max(ImageStat.Stat(ImageChops.difference(shown, upright)).mean) < 4


def test_a_phones_photo_does_not_grow(encodes: list[int]) -> None:
    """A photo of a phone on its side is encoded once, and weighs no more than it weighed before."""
    source = ORIGINAL.read_bytes()
    fitted = fit(source)
    assert len(encodes) == 1
    assert fitted.steps == ("rotated", "stripped", "encoded")
    assert 0.95 < len(fitted.data) / len(source) <= 1


@pytest.mark.parametrize(("lowest", "grows"), [(60, False), (95, True)])
def test_a_photo_that_was_saved_too_finely_does_not_grow(lowest: int, grows: bool) -> None:
    """Saved anew at a higher quality, a photo has less to tell than it has bytes."""
    out = BytesIO()
    with Image.open(PHOTOS / "eid-front.jpg") as photo:
        photo.save(out, "JPEG", quality=95, subsampling=0, optimize=True, exif=lying(6))
    source = out.getvalue()
    fitted = fit(source, Budget(min_quality=lowest))
    assert (len(fitted.data) > len(source) * 1.05) is grows
    assert fitted.quality in range(90, 96)


def test_a_coarse_photo_is_not_made_coarser_than_the_budget_admits(
    paint: Painter, save: Saver
) -> None:
    """The lowest quality of the budget holds for what is encoded anew."""
    photo = save(paint(), exif=lying(6), quality=30)
    assert fit(photo).quality == 60
    assert fit(photo, Budget(min_quality=20)).quality == 30


@pytest.mark.parametrize("share", [0.9, 0.7, 0.55])
def test_the_finest_quality_takes_few_encodes(
    paint: Painter, encodes: list[int], share: float
) -> None:
    """Bands of the picture tell the quality; none that fits is left out by more than a little."""
    image = paint(1600, 1200)
    whole = fit(image, Budget(max_bytes=5_000_000))
    most = int(len(whole.data) * share)
    encodes.clear()
    fitted = fit(image, Budget(max_bytes=most))
    assert len(fitted.data) <= most
    assert sum(encodes) < 5 * 1600 * 1200
    finer = BytesIO()
    quality = (fitted.quality or 0) + 2
    subsampling = "4:4:4" if quality >= 90 else "4:2:0"
    image.save(finer, "JPEG", quality=quality, optimize=True, subsampling=subsampling)
    assert finer.tell() > most
    assert fitted.width == 1600


def test_the_size_gives_way_last_and_little(encodes: list[int]) -> None:
    """What does not fit at the lowest quality is shrunk, by about as much as it takes."""
    image = noise(1600, 1200)
    fitted = fit(image, Budget(max_bytes=400_000))
    assert fitted.steps == ("resized", "encoded")
    assert 0.85 < len(fitted.data) / 400_000 <= 1
    assert min(fitted.width, fitted.height) >= 480
    assert sum(encodes) < 5 * 1600 * 1200


def test_a_noisy_photo_does_not_become_a_stamp() -> None:
    """The floor is 480 pixels on the shorter side, unless the source has fewer."""
    with pytest.raises(ImageError) as caught:
        fit(noise(3000, 2000), Budget(max_bytes=300))
    assert caught.value.code == "image.too_many_bytes"
    assert "480" in caught.value.violation.message
    with pytest.raises(ImageError) as caught:
        fit(noise(300, 200), Budget(max_bytes=300))
    assert "200" in caught.value.violation.message


def test_the_longer_side_gives_way_to_its_floor(subtests: pytest.Subtests) -> None:
    """A side that is too long is shortened, unless the other one would pass below its floor."""
    cases: list[tuple[tuple[int, int], Budget, tuple[int, int] | None]] = [
        ((300, 200), Budget(), (300, 200)),
        ((3000, 600), Budget(), (2400, 480)),
        ((3000, 599), Budget(), None),
        ((3000, 470), Budget(), (2400, 376)),
        ((600, 400), Budget(max_side=300), (300, 200)),
        ((600, 400), Budget(max_side=300, min_side=201), None),
        ((600, 400), Budget(max_side=300, min_side=200), (300, 200)),
        ((2400, 16), Budget(max_side=1200), None),
    ]
    for size, budget, expected in cases:
        with subtests.test(expected=expected):
            image = Image.new("L", size)
            if expected is None:
                with pytest.raises(ImageError) as caught:
                    fit(image, budget)
                assert caught.value.code == "image.too_small"
            else:
                fitted = fit(image, budget)
                assert (fitted.width, fitted.height) == expected


def test_sizes_do_not_depend_on_luck() -> None:
    """Where even the smallest size hardly fits, it is found."""
    image = noise(700, 500)
    smallest = fit(image, Budget(max_bytes=140_000, min_side=100, max_side=700))
    assert min(smallest.width, smallest.height) >= 100
    for most in (60_000, 90_000, 120_000):
        fitted = fit(image, Budget(max_bytes=most, min_side=100, max_side=700))
        assert 0.85 < len(fitted.data) / most <= 1


@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_few_attempts_suffice_for_a_picture(monkeypatch: pytest.MonkeyPatch, attempts: int) -> None:
    """The search is bounded: it then keeps what it has, within the budget."""
    monkeypatch.setattr(encoding, "_ATTEMPTS", attempts)
    image = noise(700, 500)
    for most in (60_000, 120_000, 200_000):
        assert len(fit(image, Budget(max_bytes=most, min_side=100)).data) <= most
