"""Options of several commands: the policy, the report format, a kind, a date."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from payloadkit.cli.configuration import Configuration
    from payloadkit.policy import Ignore

FILE = click.Path(allow_dash=True, readable=False)  # `read` reports unreadable files

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for machines.",
)

quiet_option = click.option("--quiet", is_flag=True, help="Do not say what it waits for.")

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="Language of the messages.",
)


class Kind(click.ParamType[str]):
    """The name of a kind."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name if there is such a kind. Its model is loaded where it is needed."""
        from payloadkit.models.registry import model_of, names

        if value not in names():
            try:
                model_of(value)
            except ValueError as error:
                self.fail(str(error), param, ctx)
        return value

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002 - as above
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the kinds that begin with a text."""
        from click.shell_completion import CompletionItem

        from payloadkit.models.registry import names

        return [CompletionItem(kind) for kind in names() if kind.startswith(incomplete)]


_MOST_JOBS = 256


class Jobs(click.ParamType[int]):
    """A number of processes; 0 and ``auto`` are the number of cores that this process may use."""

    name = "number"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number."""
        try:
            number = 0 if value == "auto" else click.IntRange(0, _MOST_JOBS)(value, param, ctx)
        except click.BadParameter:
            self.fail(f"give a number up to {_MOST_JOBS}, or auto.", param, ctx)
        if number:
            return number
        usable = getattr(os, "sched_getaffinity", None)  # Linux knows which cores may be used
        return len(usable(0)) if usable else os.cpu_count() or 1


class Day(click.ParamType[date]):
    """A date, exactly YYYY-MM-DD."""

    name = "yyyy-mm-dd"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date."""
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return self.fail("no date of the form YYYY-MM-DD.", param, ctx)


class Ignored(click.ParamType["Ignore"]):
    """A code to ignore, everywhere or at the path behind a colon."""

    name = "code[:path]"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Ignore:
        """Return the entry for the policy."""
        from payloadkit.cli.suppressions import checked
        from payloadkit.policy import Ignore

        code, colon, path = value.partition(":")
        try:
            checked(code, path)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        return Ignore(code, path if colon else None)


_EITHER = "Give --config or --no-config, not both."
_POLICY = (
    click.option("--strict/--no-strict", help="Count warnings as errors."),
    click.option(
        "--ignore",
        type=Ignored(),
        multiple=True,
        help="Ignore a code, everywhere or at a path (`*` is one token). Repeatable.",
    ),
    click.option(
        "--limits",
        type=FILE,
        help="Your maximum lengths: a TOML file with a table of JSON Pointers for each kind.",
    ),
    click.option("--masters", type=FILE, help="Your master data: a caas.masters answer."),
    click.option(
        "--today", type=Day(), help="The date of the check.  [default: the date in the UAE]"
    ),
    click.option(
        "--images",
        type=click.Choice(["full", "off"]),
        default="full",
        show_default=True,
        help="Whether the bytes of embedded pictures are checked.",
    ),
    click.option(
        "--phones",
        type=click.Choice(["full", "shape"]),
        default="full",
        show_default=True,
        help="Check numbers with libphonenumber, or only their form.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help="Threads that check pictures.",
    ),
    click.option(
        "--max-violations",
        type=click.IntRange(1),
        default=1000,
        show_default=True,
        help="Most violations to report for a document.",
    ),
    language_option,
)


def _configure(ctx: click.Context, _: click.Parameter, file: str | None) -> None:
    """Read the configuration, and let the options that are not given have its values."""
    from payloadkit.cli.configuration_file import found, read

    if ctx.resilient_parsing:  # a shell completes the command
        return
    if ctx.obj is None:
        ctx.obj = found() if file is None else read(file)
        ctx.default_map = ctx.obj.defaults(ctx)
    elif file is not None:
        raise click.UsageError(_EITHER)


def _unconfigure(ctx: click.Context, _: click.Parameter, *, no_config: bool) -> None:
    """Let ``--config`` look for nothing."""
    from payloadkit.cli.configuration import Configuration

    if no_config and ctx.obj is not None:
        raise click.UsageError(_EITHER)
    if no_config:
        ctx.obj = Configuration()


def configured_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the configuration, whose values its other options get.

    Args:
        command: The command's function, with its other options.
    """
    for option in (
        click.option(
            "--no-config",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=lambda ctx, param, value: _unconfigure(ctx, param, no_config=value),
            help="Use no configuration.",
        ),
        click.option(
            "--config",
            type=click.Path(),
            is_eager=True,
            expose_value=False,
            callback=_configure,
            help="The configuration.  [default: the nearest payloadkit.toml, or [tool.payloadkit] "
            "in pyproject.toml, from the working folder upwards]",
        ),
    ):
        command = option(command)
    return command


def configuration() -> Configuration:
    """Return the configuration of the command that runs."""
    found: Configuration = click.get_current_context().obj
    return found


def policy_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the policy, and the ``policy`` as an argument.

    Args:
        command: The command's function.
    """

    @wraps(command)
    def with_policy(
        *,
        ignore: tuple[Ignore, ...],
        limits: str | None,
        masters: str | None,
        **rest: Any,  # noqa: ANN401 - the options of the command itself
    ) -> None:
        from payloadkit.cli.policy_files import read_limits, read_masters
        from payloadkit.policy import Policy

        configured = configuration()
        chosen = {
            name: rest.pop(name)
            for name in (
                "strict",
                "today",
                "images",
                "phones",
                "workers",
                "max_violations",
                "language",
            )
        }
        if configured.max_bytes is not None:
            chosen["max_bytes"] = configured.max_bytes
        policy = Policy(
            ignore=(*(configured.ignore or ()), *ignore),
            limits=configured.limit_table if limits is None else read_limits(limits),
            masters=None if masters is None else read_masters(masters),
            **chosen,
        )
        command(policy=policy, **rest)

    for option in reversed(_POLICY):
        with_policy = option(with_policy)
    return configured_options(with_policy)
