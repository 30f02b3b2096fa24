"""Writes generated files anew, or compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COMMAND = "python -m docs.generate"
HEAD = f"<!-- Made by `{COMMAND}`: not to be edited. -->"


def renew(
    root: Path,
    wanted: Mapping[str, str],
    owned: Iterable[str] = (),
    kept: Iterable[str] = (),
    *,
    check: bool,
) -> tuple[str, ...]:
    """Write stale files and remove strangers, or only find both; return their names, sorted.

    Args:
        root: The folder that names are seen from.
        wanted: The text of every file by its name, ``docs/codes.md``.
        owned: Names of folders in which nothing else may stand.
        kept: Names of files there that are written by hand.
        check: Whether nothing is changed.
    """
    there = {
        path.relative_to(root).as_posix()
        for folder in owned
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    texts = {name: text.encode() for name, text in wanted.items()}
    stale = {
        name
        for name, text in texts.items()
        if not (root / name).is_file() or (root / name).read_bytes() != text
    }
    strangers = there - texts.keys() - set(kept)
    if not check:
        for name in stale:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(texts[name])
        for name in strangers:
            (root / name).unlink()
    return tuple(sorted(stale | strangers))
