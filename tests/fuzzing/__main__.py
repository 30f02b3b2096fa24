"""Fuzz a target, or all of them, one on each core, and print the figures.

Usage: ``python -m tests.fuzzing TARGET [--seconds N]``.

The exit status is 0 without a find, 1 with one, which is kept with the traceback of what it breaks;
where the fuzzer cannot be installed nothing is fuzzed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzzing.target import FIXTURES, TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzzing.target import Target

ROOT = Path(__file__).parents[2]
SECONDS = 60
_STATS = {
    "executions": re.compile(r"stat::number_of_executed_units: (\d+)"),
    "edges": re.compile(r"cov: (\d+) (?!.*cov: )", re.DOTALL),
    "inputs": re.compile(r"corp: (\d+)/(?!.*corp: )", re.DOTALL),
}


def main(arguments: list[str] | None = None) -> int:
    """Fuzz what the arguments say, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzzing",
        description="Fuzz a way into the library, and print what was reached.",
    )
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument(
        "--seconds",
        type=int,
        default=SECONDS,
        help="how long to fuzz each target (default: %(default)s)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="folder that keeps inputs between runs, and finds (default: a temporary one)",
    )
    told = parser.parse_args(arguments)
    if told.seconds < 1:
        parser.error("--seconds is 1 or more")
    if find_spec("atheris") is None:
        say("fuzzing: skipped, atheris is not installed; it has wheels for Linux on x86-64 only")
        return 0
    folder = told.folder or Path(tempfile.mkdtemp(prefix="payloadkit-fuzzing-"))
    say("| target | seconds | executions | executions/s | inputs kept | edges | lines reached |")
    say("|---|---:|---:|---:|---:|---:|---:|")
    names = TARGETS if told.target == "all" else [told.target]
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        status = max(
            cores.map(lambda name: fuzzed(name, told.seconds, folder.absolute() / name), names)
        )
    if told.folder is None and not status:
        shutil.rmtree(folder)
    return status


def fuzzed(name: str, seconds: int, folder: Path) -> int:
    """Fuzz one target, print its row of the table, and return 1 if there was a find.

    Args:
        name: The target.
        seconds: For how long.
        folder: Where its inputs and finds are.
    """
    corpus, seeds, finds = (folder / part for part in ("corpus", "seeds", "finds"))
    for part in (corpus, seeds, finds):
        part.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(begun(name)):
        (seeds / f"{number:04}").write_bytes(seed)
    log = folder / "log"
    with log.open("wb") as stream:
        options = [
            f"-max_total_time={seconds}",
            "-timeout=30",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={finds}/",
        ]
        if os.environ.get("CI"):
            options.append("-seed=1")
        status = _run(
            "fuzzer",
            name,
            *options,
            str(corpus),
            str(seeds),
            stdout=stream.fileno(),
            stderr=subprocess.STDOUT,
        ).returncode
    text = log.read_text(encoding="utf-8", errors="replace")
    executions, edges, inputs = (
        int(found[1]) if (found := pattern.search(text)) else 0 for pattern in _STATS.values()
    )
    lines, total = map(
        int, _run("reach", name, str(corpus), str(seeds), stdout=subprocess.PIPE).stdout.split()
    )
    say(
        f"| {name} | {seconds} | {executions:,} | {executions // seconds:,} | {inputs:,} | "
        f"{edges:,} | {lines:,} of {total:,} ({lines / total:.0%}) |"
    )
    if status:
        say(f"{text[-3000:]}\nfuzzing: {name} has a find in {finds}")
    return int(status != 0)


def begun(name: str) -> Iterator[bytes]:
    """Yield the inputs that a target begins with: its seeds, and all that was ever found."""
    target: Target = import_module(f"tests.fuzzing.{name}").TARGET
    yield from target.seeds()
    yield from (path.read_bytes() for path in sorted((FIXTURES / "finds").glob(f"{name}/*")))


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 - what this command is for


def _run(
    module: str, name: str, *arguments: str, stdout: int, stderr: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", f"tests.fuzzing.{module}", name, *arguments]
    return subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
