"""Mutate a part of the library in a copy, and print how many mutants its tests kill.

Usage: ``python -m tests.mutation PART``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

from tests.mutation.source import prepared

ROOT = Path(__file__).parents[2]
COPIED = ("payloadkit", "tests", "fixtures", "docs", "pyproject.toml", "README.md", "LICENSE")
# The tests that judge a part; those that draw for seconds judge what is not mutated, or what the
# others judge faster.
SELECTED = {
    "rules": [
        "tests/rules",
        "tests/models/test_plan.py",  # holds the quick tests to the checks
        "tests/wire/test_reading.py",  # reads numbers, nulls and what nests
        "--ignore=tests/rules/test_agreement.py",
        "-k",
        "not draws and not simplest and not _drawn and not realistic",
    ],
    "conversion": [
        "tests/conversion",
        "--ignore=tests/conversion/test_properties.py",
        "--ignore=tests/conversion/test_realistic.py",
        "-k",
        "not any_failed_rows and not any_text",
    ],
}
CONFIGURATION = """
[tool.mutmut]
source_paths = ["payloadkit"]
only_mutate = ["payloadkit/{part}/*.py"]
also_copy = ["fixtures", "docs", "README.md", "LICENSE"]
pytest_add_cli_args_test_selection = {selected}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
timeout_multiplier = 2.0
timeout_constant = 5.0
use_git_change_detection = false
"""


def main(arguments: list[str] | None = None) -> int:
    """Measure what the arguments say, and return mutmut's exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation",
        description="Mutate a part of the library, and print a table of what its tests found.",
    )
    parser.add_argument("part", choices=SELECTED)
    parser.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        help="how many mutants are tested at once (default: %(default)s)",
    )
    parser.add_argument(
        "--folder", type=Path, help="an empty or new folder for the copy (default: a temporary one)"
    )
    told = parser.parse_args(arguments)
    if find_spec("mutmut") is None:
        parser.error("mutmut is not installed")
    folder = told.folder or Path(tempfile.mkdtemp(prefix="payloadkit-mutation-"))
    copy(folder, told.part)
    run = [sys.executable, "-m", "mutmut", "run", "--max-children", str(told.processes)]
    status = subprocess.run(run, cwd=folder, env={**os.environ, "CI": "1"}, check=False).returncode
    say("\n".join(table(results(folder))))
    say(f"\nIn {folder}: `mutmut results` names the survivors, `mutmut show NAME` shows one.")
    return status


def copy(folder: Path, part: str) -> None:
    """Copy the checkout, with a part of it prepared for mutation."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for module in (folder / "payloadkit" / part).glob("*.py"):
        module.write_text(prepared(module.read_text(encoding="utf-8")), encoding="utf-8")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION.format(part=part, selected=SELECTED[part]))


def results(folder: Path) -> str:
    """Return mutmut's list of all mutants with their fate."""
    return subprocess.run(
        [sys.executable, "-m", "mutmut", "results", "--all", "true"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def table(listed: str) -> list[str]:
    """Return the lines of a table with a row a module, and one for all of them.

    Args:
        listed: Lines of ``module.function__mutmut_1: fate``.
    """
    fates: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in listed.splitlines():
        mutant, mark, fate = line.strip().partition(": ")
        if mark:
            fates[mutant.rpartition(".")[0]][fate] += 1
    rows = [row(module, fates[module]) for module in sorted(fates)]
    return [
        "| module | mutants | killed | timed out | survived | found |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
        row("all", sum(fates.values(), Counter())),
    ]


def row(module: str, fates: Counter[str]) -> str:
    """Return a row of the table; whatever is neither killed nor timed out counts as a survivor."""
    killed, late, every = fates["killed"], fates["timeout"], fates.total()
    name, alive = module.removeprefix("payloadkit."), every - killed - late
    share = (killed + late) / max(every, 1)
    return f"| `{name}` | {every} | {killed} | {late} | {alive} | {share:.1%} |"


def say(text: str) -> None:
    """Print at once, also where nobody watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
