"""Options of several commands: the policy, the report format, a kind, a date."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.files import read, read_bounded
from payloadkit.cli.streams import InputError, named, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from payloadkit.policy import Ignore, Masters, Policy

FILE = click.Path(allow_dash=True, readable=False)  # `read` reports unreadable files

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for machines.",
)


class Kind(click.ParamType[str]):
    """The name of a kind."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name if there is such a kind."""
        from payloadkit.models.registry import model_of

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

        from payloadkit.models.registry import kinds

        return [CompletionItem(kind) for kind in kinds() if kind.startswith(incomplete)]


_MOST_JOBS = 256


class Jobs(click.ParamType[int]):
    """A number of processes; 0 and ``auto`` are the number of cores that this process may use."""

    name = "number"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number."""
        number: int = 0 if value == "auto" else click.IntRange(0, _MOST_JOBS)(value, param, ctx)
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
        from payloadkit.messages import codes
        from payloadkit.messages.nearest import nearest
        from payloadkit.policy import Ignore, split

        code, colon, path = value.partition(":")
        if code not in codes():
            self.fail(f"no rule reports such a code{nearest(code, codes())}", param, ctx)
        if not Ignore(code).matches(code, ()):
            self.fail(f"{code} cannot be ignored.", param, ctx)
        try:
            split(path)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        return Ignore(code, path if colon else None)


_POLICY = (
    click.option("--strict", is_flag=True, help="Count warnings as errors."),
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
)


def policy_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the policy, and the ``policy`` as an argument.

    Args:
        command: The command's function.
    """

    @wraps(command)
    def with_policy(
        *,
        strict: bool,
        ignore: tuple[Ignore, ...],
        limits: str | None,
        masters: str | None,
        **rest: Any,  # noqa: ANN401 - the options of the command itself
    ) -> None:
        chosen = {
            name: rest.pop(name)
            for name in ("today", "images", "phones", "workers", "max_violations")
        }
        policy = _limited(limits, strict=strict, ignore=ignore, masters=_masters(masters), **chosen)
        command(policy=policy, **rest)

    for option in reversed(_POLICY):
        with_policy = option(with_policy)
    return with_policy


def _masters(file: str | None) -> Masters | None:
    if file is None:
        return None
    from payloadkit.policy import Policy
    from payloadkit.wire.reading import check

    policy = Policy()
    report = check("caas.masters", read(file, policy.max_bytes), policy)
    if report.value is None:
        check_it = "`payloadkit check --kind caas.masters` says why"
        raise InputError(f"{named(file)}: no caas.masters answer; {check_it}.")
    masters: Masters = report.value
    return masters


def _limited(file: str | None, **chosen: Any) -> Policy:  # noqa: ANN401 - options of the policy
    from payloadkit.policy import MEBIBYTE, Policy, read_toml

    if file is None:
        return Policy(**chosen)
    from tomllib import TOMLDecodeError

    from payloadkit.models.limits import limited
    from payloadkit.models.registry import model_of

    try:
        policy = Policy(limits=read_toml(read_bounded(file, MEBIBYTE)), **chosen)
        for kind in policy.limits:
            limited(model_of(kind), policy)
    except TOMLDecodeError as error:
        raise InputError(f"{printable(file)}: no TOML") from error
    except ValueError as error:
        raise InputError(f"{printable(file)}: {error}") from error
    return policy
