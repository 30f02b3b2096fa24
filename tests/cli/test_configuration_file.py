"""Which file is the configuration, and how it is read."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.configuration_file import found, read
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder two levels down the working folder."""
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("levels", [0, 1, 2])
@pytest.mark.parametrize(
    ("name", "text"),
    [("payloadkit.toml", "workers = 3"), ("pyproject.toml", "[tool.payloadkit]\nworkers = 3")],
)
def test_the_search_goes_upwards(levels: int, name: str, text: str, here: Path) -> None:
    """Both files are found in the working folder and in those above it."""
    (here, *here.parents)[levels].joinpath(name).write_text(text)

    assert found().workers == 3
    assert found().folder == str((here, *here.parents)[levels])


def test_the_nearest_file_is_the_only_one(here: Path) -> None:
    """Files are not merged; ``payloadkit.toml`` goes before a project beside it."""
    (here.parent / "payloadkit.toml").write_text("workers = 3\nstrict = true")
    (here / "pyproject.toml").write_text("[tool.payloadkit]\nworkers = 4")
    assert (found().workers, found().strict) == (4, None)

    (here / "payloadkit.toml").write_text("workers = 5")
    assert found().workers == 5


@pytest.mark.parametrize("text", ["[tool.ruff]", "# payloadkit", "tool = 1 # payloadkit", "x = ["])
def test_a_project_that_says_nothing_is_passed(text: str, here: Path) -> None:
    """A project without the table, or that has nothing to do with payloadkit, ends no search."""
    (here / "pyproject.toml").write_text(text)
    (here.parent / "payloadkit.toml").write_text("workers = 3")

    assert found().workers == 3


def test_a_folder_of_everybody_is_not_searched(here: Path) -> None:
    """There a stranger could write a file. The working folder itself is the caller's choice."""
    (here.parent / "payloadkit.toml").write_text("workers = 3")
    here.parent.chmod(0o777)
    assert found().workers is None

    here.chmod(0o777)
    (here / "payloadkit.toml").write_text("workers = 4")
    assert found().workers == 4


def test_without_a_file_nothing_is_configured(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in the root, and where somebody has removed the working folder."""
    assert found().folder is None
    monkeypatch.chdir("/")
    assert found().folder is None
    monkeypatch.chdir(here)
    here.rmdir()
    assert found().folder is None


def test_a_file_can_be_named(here: Path) -> None:
    """Its name is free; that of a project means its table."""
    (here / "ours.toml").write_text("workers = 3")
    (here / "pyproject.toml").write_text("[tool.payloadkit]\nworkers = 4")

    assert read("ours.toml").workers == 3
    assert read("pyproject.toml").workers == 4


@pytest.mark.parametrize("data", [codecs.BOM_UTF8 + b"workers = 3"])
def test_a_byte_order_mark_is_no_fault(data: bytes, here: Path) -> None:
    """Editors of Windows write it."""
    (here / "payloadkit.toml").write_bytes(data)

    assert found().workers == 3


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("payloadkit.toml", b"workers = = 3", "line 1, column 11"),
        ("payloadkit.toml", b'strict = true\nmasters = "CANARY', "no TOML"),
        ("payloadkit.toml", b"\xff", "UTF-8"),
        ("payloadkit.toml", "workers = 3".encode("utf-16"), "UTF-16"),
        ("payloadkit.toml", b"a = " + b"[" * 9999, "deep"),
        ("payloadkit.toml", b"# CANARY\n" * 200_000, "1 MiB"),
        ("pyproject.toml", b"[tool.payloadkit]\n=", "line 2, column 1"),
        ("pyproject.toml", b"[tool]\npayloadkit = 1", "tool.payloadkit is a table"),
    ],
)
def test_what_is_no_configuration_is_refused(
    name: str, data: bytes, expected: str, here: Path, invoke: Callable[..., Told]
) -> None:
    """The file and the place are named, and nothing of its content; the status is 2."""
    (here / name).write_bytes(data)
    told = invoke("check", "a.json")

    assert (told.status, told.out) == (2, b"")
    assert f"{name}: " in told.err.decode()
    assert expected in told.err.decode()
    assert b"CANARY" not in told.err


@pytest.mark.parametrize("name", ["missing.toml", "pyproject.toml", ".", "-"])
def test_a_file_that_is_named_must_be_one(name: str, here: Path) -> None:
    """A missing file, and a project without the table, are no configuration."""
    (here / "pyproject.toml").write_text("[tool.ruff]")
    with pytest.raises(InputError, match=name):
        read(name)


def test_config_and_no_config_exclude_each_other(here: Path, invoke: Callable[..., Told]) -> None:
    """In both orders."""
    (here / "ours.toml").write_text("")
    options = ("--config", "ours.toml")

    assert invoke("check", *options, "--no-config", "a.json").status == 2
    assert invoke("check", "--no-config", *options, "a.json").status == 2
    assert b"--no-config" in invoke("check", "--no-config", *options, "a.json").err


def test_help_needs_no_sound_configuration(here: Path, invoke: Callable[..., Told]) -> None:
    """Help and completion do not read the file."""
    (here / "payloadkit.toml").write_text("=")

    assert invoke("check", "--help").status == 0
