"""Finds the files that paths of the command line name: files, folders and globs."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

import click

from payloadkit.cli.files import STDIN
from payloadkit.cli.inputs import LINES, PACKED
from payloadkit.cli.streams import InputError, named, printable, reason
from payloadkit.cli.tables import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class _Wanted(NamedTuple):
    """The files of a folder that are checked: their suffixes, and a text for a folder without."""

    suffixes: tuple[str, ...]
    text: str


_PLAIN = (".json", ".csv", *LINES)
_DOCUMENTS = _Wanted(
    (*_PLAIN, *(f"{suffix}{PACKED}" for suffix in _PLAIN)),
    "document in this folder; documents are files *.json, *.csv, *.ndjson and *.jsonl, and these "
    "with .gz",
)


def find(paths: Sequence[str], *, tables: bool = False) -> Iterator[str | InputError]:
    """Yield the names of the files that paths name, each once, and what cannot be found.

    Args:
        paths: Files, folders, globs, and ``-`` for standard input.
        tables: Whether tables are looked for in folders, in place of documents.

    Raises:
        click.UsageError: Standard input is named twice.
    """
    if paths.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    seen: set[str] = set()
    wanted = _Wanted(
        SUFFIXES, "table in this folder; tables are files *.parquet, *.arrow, *.feather and *.csv"
    )
    for path in paths:
        for found in _expanded(path, wanted if tables else _DOCUMENTS):
            if isinstance(found, InputError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def _expanded(path: str, wanted: _Wanted) -> Iterable[str | InputError]:
    if path != STDIN and os.path.isdir(path):  # noqa: PTH112 - pathlib takes long to load
        return _below(path, wanted)
    if os.path.lexists(path) or not any(mark in path for mark in "*?["):
        return [path]
    return _matching(path, wanted)


def _below(folder: str, wanted: _Wanted) -> list[str | InputError]:
    """Return the documents below a folder, sorted. Links to folders are not followed."""
    errors: list[OSError] = []
    names = [
        os.path.join(at, name).removeprefix("./")  # noqa: PTH118 - as above
        for at, folders, files in os.walk(folder, onerror=errors.append)
        if _keep_visible(folders)
        for name in files
        if _is_wanted(at, name, wanted.suffixes)
    ]
    failures = [InputError(f"{named(str(error.filename))}: {reason(error)}") for error in errors]
    if not names and not failures:
        return [InputError(f"{named(folder)}: no {wanted.text}.")]
    return [*sorted(names), *failures]


def _keep_visible(folders: list[str]) -> bool:
    """Remove hidden folders from the list that ``os.walk`` descends into."""
    folders[:] = (name for name in folders if not name.startswith("."))
    return True


def _is_wanted(folder: str, name: str, suffixes: tuple[str, ...]) -> bool:
    if name.startswith(".") or not name.lower().endswith(suffixes):
        return False
    path = os.path.join(folder, name)  # noqa: PTH118 - as above
    # A link that leads nowhere is an error to report; a pipe without a writer would wait forever.
    return os.path.isfile(path) or not os.path.exists(path)  # noqa: PTH110, PTH113 - as above


def _matching(pattern: str, wanted: _Wanted) -> list[str | InputError]:
    """Return what a glob matches, sorted. ``**`` is folders of any depth; links end it."""
    from pathlib import Path

    path = Path(pattern)
    hidden = [part for part in path.parts if part.startswith(".")]
    try:
        matches = sorted(
            str(match)
            for match in Path(path.anchor).glob(str(path.relative_to(path.anchor)))
            if all(
                not part.startswith(".") or any(fnmatch(part, wanted) for wanted in hidden)
                for part in match.parts
            )
        )
    except (ValueError, OSError) as error:
        return [InputError(f"{printable(pattern)}: no glob: {error}")]
    found: list[str | InputError] = []
    for match in matches:
        is_folder = os.path.isdir(match)  # noqa: PTH112 - as above
        found += _below(match, wanted) if is_folder else [match]
    if found or not any(mark in pattern for mark in "*?"):
        return found or [pattern]
    return [InputError(f"{printable(pattern)}: no file matches")]
