"""Make a find as small as it can be and still break the same promise.

Usage: ``python -m tests.fuzzing.minimise TARGET FILE``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def broken(judge: Callable[[bytes], object], data: bytes) -> tuple[str, int] | None:
    """Return what an input raises and in which line of the deepest frame, or None.

    Args:
        judge: Judges an input.
        data: The input.
    """
    try:
        judge(data)
    except Exception as error:  # noqa: BLE001 - any of them is a find
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        return type(error).__name__, 0 if trace is None else trace.tb_lineno
    return None


def smallest(judge: Callable[[bytes], object], data: bytes) -> bytes:
    """Return the smallest input that raises the same, found by taking out pieces, large first.

    Args:
        judge: Judges an input.
        data: An input that raises.
    """
    wanted, piece = broken(judge, data), max(len(data) // 2, 1)
    while piece:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + piece :]
            if broken(judge, shorter) == wanted:
                data = shorter
            else:
                at += piece
        piece //= 2
    return data


def main(name: str, path: Path) -> None:
    """Write the smaller input beside the find."""
    path.with_suffix(".min").write_bytes(
        smallest(import_module(f"tests.fuzzing.{name}").TARGET.judge, path.read_bytes())
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
