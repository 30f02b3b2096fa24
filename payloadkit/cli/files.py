"""Files in and out: read within a bound, written for their owner's eyes alone and whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from payloadkit.cli.streams import Trouble, complain, named, outlet, printable, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
STDIN = "-"


def read(file: str, most: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, and at most one more than wanted.

    Args:
        file: The file's name as it was given.
        most: How many bytes are wanted at most.

    Raises:
        Trouble: It cannot be read.
    """
    try:
        if file != STDIN:
            with Path(file).open("rb") as source:
                return source.read(most + 1)
        if sys.stdin is not None:
            return sys.stdin.buffer.read(most + 1)
    except OSError as refusal:
        raise Trouble(f"{named(file)}: {reason(refusal)}") from refusal
    raise Trouble(f"{named(file)}: it is closed")


def whole(file: str, most: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, that must not be long.

    Args:
        file: The file's name as it was given.
        most: How many bytes it may have, a number of MiB.

    Raises:
        Trouble: It cannot be read, or is longer.
    """
    from payloadkit.policy import MEBIBYTE

    data = read(file, most)
    if len(data) > most:
        raise Trouble(f"{named(file)}: over {most // MEBIBYTE} MiB")
    return data


def write(file: str, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all: a temporary one beside it takes its name once it is safe on the disk.

    A link stays, and what it leads to is written.

    Args:
        file: The file's name as it was given.
        data: What it shall hold.

    Raises:
        Trouble: It cannot be written, or is no regular file.
    """
    try:
        target = Path(os.path.realpath(file))
        if target.is_symlink() or (
            target.exists() and not target.is_file()
        ):  # a link that is still one leads in a circle
            raise Trouble(f"{printable(file)}: no regular file")
        _replace(target, data)
    except OSError as refusal:
        raise Trouble(f"{printable(file)}: {reason(refusal)}") from refusal


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(
        f".payloadkit-{os.urandom(8).hex()}"
    )  # named before it is there, so that a signal at any moment finds it
    try:
        with open(temporary, "xb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _settle(target.parent)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut too, where the system can do that for folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def deliver(data: bytes, file: str | None) -> None:
    """Hand over what was made: into a file, or to standard output where none is named.

    Args:
        data: What was made.
        file: The file's name as it was given; None and ``-`` are standard output.

    Raises:
        Trouble: It cannot be written.
    """
    if file is not None and file != STDIN:
        write(file, data)
        return
    with outlet() as stream:
        click.echo(data, file=stream, nl=stream.isatty())


def each(files: Sequence[str], reading: Callable[[str], T]) -> list[T]:
    """Return what a reading makes of each file; one that it cannot read is complained of and left out.

    Args:
        files: The files' names as they were given.
        reading: What to do with a name.

    Raises:
        click.UsageError: Standard input is named twice.
    """
    if files.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    made = []
    for file in files:
        try:
            made.append(reading(file))
        except Trouble as trouble:
            complain(trouble)
    return made
