"""The program and its commands. A command is imported when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


class LazyGroup(click.Group):
    """A group whose commands are modules that are imported on use.

    Args:
        names: The names of the commands, in the order of the help.
        prefix: The module's name without the command's name. The module defines ``command``.
        **settings: The arguments of ``click.Group``.
    """

    def __init__(
        self,
        *,
        names: Sequence[str],
        prefix: str = "",
        **settings: Any,  # noqa: ANN401 - arguments of click's own
    ) -> None:
        super().__init__(**settings)
        self.prefix = prefix
        self.names = list(names)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in their order."""
        return self.names

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command. An unknown name imports all, so that click can suggest one."""
        for name in [cmd_name] if cmd_name in self.names else self.names:
            self.commands[name] = _command(f"{self.prefix}{name}")
        return self.commands.get(cmd_name)


def _command(module: str) -> click.Command:
    command: click.Command = import_module(f"payloadkit.cli.commands.{module}").command
    return command


def _print_versions(
    context: click.Context,
    _: click.Parameter,
    asked: bool,  # noqa: FBT001 - click's signature
) -> None:
    if asked:
        from payloadkit.cli.versions import versions

        click.echo(versions())
        context.exit()


@click.group(
    cls=LazyGroup,
    names=(
        "build",
        "check",
        "redact",
        "image",
        "schema",
        "fields",
        "kinds",
        "explain",
        "airpay",
        "migrate",
        "onboard",
        "sandbox",
        "completion",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 fine (warnings allowed), 1 violations, 2 usage or unreadable input, "
    "128 and its number after a signal.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Show the versions that matter for a bug report, and exit.",
)
def program() -> None:
    """Build onboarding payloads, and check them before they are sent."""
