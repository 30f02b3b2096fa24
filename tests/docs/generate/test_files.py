"""Files that are written anew or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docs.generate.files import renew

if TYPE_CHECKING:
    from pathlib import Path

WANTED = {"b/one.md": "1\n", "a/two.json": "zwei \u2026\n"}


def texts(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file by its name."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_what_is_not_there_is_written(tmp_path: Path) -> None:
    """Files are written as UTF-8 with line feeds; a second time there is nothing to do."""
    assert renew(tmp_path, WANTED, check=True) == ("a/two.json", "b/one.md")
    assert texts(tmp_path) == {}
    assert renew(tmp_path, WANTED, check=False) == ("a/two.json", "b/one.md")
    assert texts(tmp_path) == {name: text.encode() for name, text in WANTED.items()}
    assert renew(tmp_path, WANTED, check=False) == renew(tmp_path, WANTED, check=True) == ()


@pytest.mark.parametrize("content", [b"1\r\n", b"1", b"\xff", b""])
def test_what_is_otherwise_is_written_anew(tmp_path: Path, content: bytes) -> None:
    """One byte of difference is one too many, and a check mends nothing."""
    renew(tmp_path, WANTED, check=False)
    (tmp_path / "b/one.md").write_bytes(content)

    assert renew(tmp_path, WANTED, check=True) == ("b/one.md",)
    assert texts(tmp_path)["b/one.md"] == content
    assert renew(tmp_path, WANTED, check=False) == ("b/one.md",)
    assert texts(tmp_path)["b/one.md"] == b"1\n"


def test_strangers_in_an_owned_folder(tmp_path: Path) -> None:
    """Strangers are named and removed in owned folders, and left alone in others."""
    for name in ("b/old.md", "b/deep/older.md", "a/mine.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert renew(tmp_path, WANTED, ["b"], check=True) == (
        "a/two.json",
        "b/deep/older.md",
        "b/old.md",
        "b/one.md",
    )
    assert (tmp_path / "b/old.md").exists()
    renew(tmp_path, WANTED, ["b", "none"], check=False)
    assert set(texts(tmp_path)) == {*WANTED, "a/mine.txt"}


def test_what_is_written_by_hand_is_kept(tmp_path: Path) -> None:
    """A file of an owned folder that is named as kept is no stranger there."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b/hand.json").write_bytes(b"{}")

    assert renew(tmp_path, {}, ["b"], ["b/hand.json"], check=False) == ()
    assert texts(tmp_path) == {"b/hand.json": b"{}"}
    assert renew(tmp_path, {}, ["b"], check=True) == ("b/hand.json",)
