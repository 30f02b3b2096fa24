"""The program and its commands; what a command needs is imported when the command runs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

import payloadkit

if TYPE_CHECKING:
    from collections.abc import Sequence


class LazyGroup(click.Group):
    """A group whose commands stand one a module and are imported when they are asked for.

    Args:
        package: The package of the modules; each holds its command as ``command``.
        names: The commands in the order of the help, which are the modules' names too.
        **settings: What every group takes.
    """

    def __init__(self, *, package: str, names: Sequence[str], **settings: Any) -> None:
        super().__init__(**settings)
        self.package = package
        self.names = list(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in their order."""
        return self.names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; an unknown name loads them all, for the suggestion that click makes."""
        for name in [cmd_name] if cmd_name in self.names else self.names:
            self.commands[name] = import_module(f"{self.package}.{name}").command
        return self.commands.get(cmd_name)


@click.group(
    cls=LazyGroup,
    package="payloadkit.cli.commands",
    names=(
        "build",
        "check",
        "image",
        "schema",
        "fields",
        "kinds",
        "explain",
        "airpay",
        "migration",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 fine (warnings allowed), 1 violations, 2 usage or unreadable input, 128 and its number after a signal.",
)
@click.version_option(payloadkit.__version__, prog_name="payloadkit")
def program() -> None:
    """Build onboarding payloads, and say before they are sent what is wrong with them."""
