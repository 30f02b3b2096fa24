"""Writes `docs/command-line.md`: the help of each command, and what examples of it print."""

from __future__ import annotations

import shlex
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from docs.generate.files import HEAD
from payloadkit.cli import main
from payloadkit.cli.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 96
_DAY = "--today 2026-11-21"
_PEOPLE = "fixtures/people"
_BUILD = (
    f"payloadkit build {_PEOPLE}/single-name/profile.json"
    f" --supplement {_PEOPLE}/single-name/supplement.json {_DAY} --out payload.json"
)
EXAMPLES = {
    "build": (_BUILD,),
    "check": (
        "payloadkit check fixtures/invalid/caas.onboarding/country.unknown/alpha-3.json",
        f"payloadkit check {_DAY} fixtures/caas/onboarding-minimal.json",
    ),
    "image inspect": (f"payloadkit image inspect {_PEOPLE}/whole-name-only/phone-original.jpg",),
    "fields": ("payloadkit fields caas.token-answer",),
    "kinds": ("payloadkit kinds",),
    "explain": ("payloadkit explain emirates_id.malformed", "payloadkit explain 45053"),
}
"""Commands to run in a folder that has ``fixtures/``."""

_INTRODUCTION = f"""\
{HEAD}

# Command line

Every command, its options, and what it prints. The people in the examples are invented; the files
are those of the repository.

The exit status is 0 without errors (warnings are allowed), 1 with errors, and 2 for wrong usage or
unreadable input. [Migrate a batch](migrate.md) has those of a migration."""


def page(root: Path) -> str:
    """Return the page.

    Args:
        root: The checkout.
    """
    with TemporaryDirectory() as folder, chdir(folder):
        Path("fixtures").symlink_to(root / "fixtures")
        sections = ["\n\n".join(_section(path, command)) for path, command in commands()]
    return "\n\n".join([_INTRODUCTION, *sections]) + "\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command by the words behind ``payloadkit``."""
    yield from _below("", program)


def _below(above: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if found is None:
            raise LookupError(name)
        path = f"{above} {name}".strip()
        yield path, found
        if isinstance(found, click.Group):
            yield from _below(path, found)


def _section(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=f"payloadkit {path}",
        help_option_names=program.context_settings["help_option_names"],
        max_content_width=_WIDTH,
        terminal_width=_WIDTH,
    )
    yield f"{'#' * (2 + path.count(' '))} {path}"
    yield f"```text\n{_plain(command.get_help(context))}\n```"
    for example in EXAMPLES.get(path, ()):
        yield f"```console\n$ {example}\n{printed(example)}\n```"


def printed(example: str) -> str:
    """Return what a command prints.

    Args:
        example: The command, as a shell reads it.
    """
    _, *arguments = shlex.split(example)
    with CliRunner(env={"NO_COLOR": "1", "COLUMNS": str(_WIDTH)}).isolation() as (_, _, output):
        main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    return _plain(output.getvalue().decode())


def _plain(text: str) -> str:
    """Return a text without blanks at the ends of its lines, and of itself."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
