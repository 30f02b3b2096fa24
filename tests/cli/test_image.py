"""``payloadkit image``: what pictures are, and pictures made fit."""

from __future__ import annotations

import stat
from subprocess import PIPE
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from tests.documents import FIXTURES, ORIGINAL, PHOTOS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import Popen

    from tests.cli.conftest import Told

FACE = PHOTOS / "face.jpg"
README = FIXTURES / "README.md"


def test_inspect_tells_facts_and_violations(invoke: Callable[..., Told]) -> None:
    """Each picture has a line of facts, and a line for each violation; warnings are allowed."""
    pictures = [ORIGINAL, *sorted(PHOTOS.glob("*.jpg")), PHOTOS / "proof-of-address.png"]
    told = invoke("image", "inspect", *pictures)

    assert told.status == 0
    assert sum(": warning image." not in line for line in told.lines) == len(pictures)
    assert [line.split()[2] for line in told.lines if line.startswith(f"{ORIGINAL}: warning ")] == [
        "image.not_upright",
        "image.location_data",
    ]


def test_inspect_as_json(invoke: Callable[..., Told]) -> None:
    """The machine's report has the facts under their names."""
    facts = pk.images.inspect(ORIGINAL.read_bytes())
    [found] = invoke("image", "inspect", "--format", "json", ORIGINAL).json["pictures"]

    assert {
        name: found[name]
        for name in (
            "format",
            "width",
            "height",
            "size_bytes",
            "orientation",
            "has_location",
            "animated",
            "ok",
        )
    } == {
        name: getattr(facts, name)
        for name in (
            "format",
            "width",
            "height",
            "size_bytes",
            "orientation",
            "has_location",
            "animated",
            "ok",
        )
    }
    assert [violation["code"] for violation in found["violations"]] == [
        violation.code for violation in facts.violations
    ]


def test_inspect_has_every_status(invoke: Callable[..., Told]) -> None:
    """No picture is 1, no file is 2, and 2 beats 1."""
    assert invoke("image", "inspect", README).status == 1
    assert invoke("image", "inspect", README, "missing").status == 2


def test_a_file_too_long_for_a_picture_is_2(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """What no picture needs is not read."""
    with (tmp_path / "long.jpg").open("wb") as long:
        long.truncate(65 * 1024 * 1024)

    assert invoke("image", "inspect", tmp_path / "long.jpg").status == 2


def test_fit_into_a_file(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """With --out, standard output tells what was done, and the picture is for its owner alone."""
    out = tmp_path / "fit.jpg"
    told = invoke("image", "fit", ORIGINAL, "--out", out, "--max-side", 600, "--format", "json")
    facts = pk.images.inspect(out.read_bytes())

    assert (told.status, told.err) == (0, b"")
    assert (facts.ok, facts.violations, max(facts.width or 0, facts.height or 0)) == (True, (), 600)
    assert (told.json["size_bytes"], told.json["width"], told.json["height"]) == (
        facts.size_bytes,
        facts.width,
        facts.height,
    )
    assert told.json["steps"] == ["rotated", "stripped", "resized", "encoded"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("out", [[], ["--out", "-"]])
def test_fit_in_a_pipe(out: list[str], invoke: Callable[..., Told]) -> None:
    """Without a file, standard output is the picture, and standard error tells.

    One that complies comes back as it is.
    """
    face = FACE.read_bytes()
    told = invoke("image", "fit", "-", *out, stdin=face)

    assert (told.status, told.out) == (0, face)
    assert told.err.startswith(b"<stdin>: image/jpeg, 1200 x 1600 pixels")


def test_fit_that_cannot_be_is_1(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A file that cannot be fitted is a violation, and nothing is written."""
    told = invoke("image", "fit", README, "--out", tmp_path / "a.jpg")

    assert told.status == 1
    assert "error image.unreadable" in told.lines[0]
    assert (
        invoke("image", "fit", ORIGINAL, "--out", tmp_path / "a.jpg", "--max-bytes", 10).status == 1
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--max-side", "15"],
        ["--min-quality", "96"],
        ["--max-bytes", "0"],
        ["--min-side", "3000"],
        ["--out", "missing/a.jpg"],
    ],
)
def test_fit_that_is_nonsense_is_2(arguments: list[str], invoke: Callable[..., Told]) -> None:
    """A budget that contradicts itself, and a place that is not there, are wrong usage."""
    told = invoke("image", "fit", ORIGINAL, *arguments)

    assert (told.status, told.out) == (2, b"")


def test_a_terminal_gets_tables_and_no_picture(
    terminal: Callable[..., Told], tmp_path: Path
) -> None:
    """Facts and violations are drawn; a picture itself is nothing for a terminal."""
    drawn = terminal("image", "inspect", ORIGINAL, README, width=200, NO_COLOR="1")
    fitted = terminal("image", "fit", FACE, "--out", tmp_path / "a.jpg", NO_COLOR="1")

    assert drawn.status == 1
    assert all(
        told in drawn.out for told in (b"2400 x 1800", b"image.not_upright", b"image.unreadable")
    )
    assert (fitted.status, b"as it was" in fitted.out) == (0, True)
    assert (terminal("image", "fit", ORIGINAL).status, terminal("image", "fit", ORIGINAL).out) == (
        2,
        b"",
    )


def test_fit_to_a_closed_pipe(start: Callable[..., Popen[bytes]]) -> None:
    """A reader that goes away in the middle of a picture draws no traceback."""
    with start("image", "fit", ORIGINAL, stdout=PIPE, stderr=PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read()

    assert process.returncode == 0
    assert b"Traceback" not in err
