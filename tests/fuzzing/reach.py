"""How much of the library inputs reach, by coverage.py and without the fuzzer."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzzing.target import Target

HOUSE = Path(__file__).parents[2] / "payloadkit"


def files(modules: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files of modules and packages below ``payloadkit``."""
    for name in modules:
        path = HOUSE / name
        yield from (
            sorted(path.rglob("*.py"))
            if path.is_dir()
            else [path if path.suffix else path.with_suffix(".py")]
        )


def reached(name: str, folders: list[Path]) -> tuple[int, int]:
    """Return how many lines of a target's modules some folders' inputs reach, and their total.

    Args:
        name: The target.
        folders: Where the inputs are.
    """
    measured = Coverage(data_file=None, source_pkgs=["payloadkit"], config_file=False)
    measured.start()
    target: Target = import_module(f"tests.fuzzing.{name}").TARGET
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        with suppress(Exception):  # a find is told by the fuzzer
            target.judge(path.read_bytes())
    measured.stop()
    lines = missed = 0
    for path in files(target.modules):
        _, statements, _, missing, _ = measured.analysis2(str(path))
        lines, missed = lines + len(statements), missed + len(missing)
    return lines - missed, lines


def main(name: str, folders: list[str]) -> None:
    """Print the two numbers."""
    numbers = reached(name, [Path(folder) for folder in folders])
    print(*numbers)  # noqa: T201 - the result of a program


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
