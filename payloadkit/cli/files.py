"""Read files up to a size, and write them atomically and readable for the owner only."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, TypeVar

import click

from payloadkit.cli.streams import InputError, named, open_stream, print_error, printable, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")
STDIN = "-"


def read(file: str, most: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Args:
        file: The file's name from the command line.
        most: The most bytes to return; one more shows that the file is longer.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        if file != STDIN:
            with open(file, "rb") as source:  # noqa: PTH123 - pathlib takes long to load
                return source.read(most + 1)
        if sys.stdin is not None:
            return sys.stdin.buffer.read(most + 1)
    except OSError as error:
        raise InputError(f"{named(file)}: {reason(error)}") from error
    raise InputError(f"{named(file)}: it is closed")


def read_bounded(file: str, most: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, up to a size.

    Args:
        file: The file's name from the command line.
        most: The most bytes that it may have, a multiple of one MiB.

    Raises:
        InputError: The file cannot be read, or is longer.
    """
    from payloadkit.policy import MEBIBYTE

    data = read(file, most)
    if len(data) > most:
        raise InputError(f"{named(file)}: over {most // MEBIBYTE} MiB")
    return data


def write(file: str, data: bytes) -> None:
    """Write a file that only its owner may read, completely or not at all.

    Args:
        file: The file's name from the command line.
        data: The content.

    Raises:
        InputError: The file cannot be written, or is no regular file.
    """
    with replacing(file) as stream:
        stream.write(data)


def refuse_loss(inputs: Iterable[str], **outputs: str | None) -> None:
    """Refuse an output that would replace an input, such as the only copy of a document.

    Args:
        inputs: The inputs' names from the command line.
        **outputs: The outputs' names by option; None and ``-`` for standard output.

    Raises:
        click.UsageError: An input and an output are the same file, under any name.
    """
    for option, output in outputs.items():
        if not output or output == STDIN or not os.path.exists(output):  # noqa: PTH110 - as in read
            continue
        for name in inputs:
            with suppress(OSError):  # an input that cannot be read is reported when it is read
                if name != STDIN and os.path.samefile(name, output):  # noqa: PTH121 - as in read
                    raise click.UsageError(
                        f"--{option.replace('_', '-')} would replace the input {named(name)}: "
                        "name another file."
                    )


@contextmanager
def replacing(file: str) -> Iterator[IO[bytes]]:
    """Open a file for writing that only its owner may read; it is there once the block has ended.

    The data are written to a temporary file in the same folder, which then replaces the file. If
    the file is a link, its target is replaced. If the block fails, the file stays as it was.

    Args:
        file: The file's name from the command line.

    Raises:
        InputError: The file cannot be written, or is no regular file.
    """
    from pathlib import Path

    try:
        target = Path(os.path.realpath(file))
        # A link that is not resolved is part of a circle.
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise InputError(f"{printable(file)}: no regular file")
        # The name is known before the file exists, so that it is removed after a signal at any
        # time.
        temporary = target.with_name(f".payloadkit-{os.urandom(8).hex()}")
        try:
            with open(temporary, "xb", opener=_private) as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except OSError as error:
        raise InputError(f"{printable(file)}: {reason(error)}") from error


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power failure, if the system supports this for folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_output(data: bytes, file: str | None) -> None:
    """Write a result to a file, or to standard output.

    Args:
        data: The result.
        file: The file's name from the command line; None and ``-`` for standard output.

    Raises:
        InputError: The file cannot be written.
    """
    if file is not None and file != STDIN:
        write(file, data)
        return
    with open_stream() as stream:
        click.echo(data, file=stream, nl=stream.isatty())


def each(files: Sequence[str], reading: Callable[[str], T]) -> list[T]:
    """Return the result of a function for each file. A file that fails is reported and left out.

    Args:
        files: The files' names from the command line.
        reading: The function. It gets a file's name.

    Raises:
        click.UsageError: Standard input is named twice.
    """
    if files.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    results = []
    for file in files:
        try:
            results.append(reading(file))
        except InputError as failure:
            print_error(failure)
    return results
