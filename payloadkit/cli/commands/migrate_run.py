"""``payloadkit migrate run``: migrate the customers of a batch, or the rest of them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

import click

from payloadkit.cli.clients import connected
from payloadkit.cli.options import FILE, format_option, policy_options, quiet_option
from payloadkit.cli.streams import InputError, print_note, stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.policy import Policy
    from payloadkit.workflows.migration import Progress


_STOPPING = (
    "The customers in flight are finished first. A second Ctrl-C ends at once; the next run looks "
    "them up."
)


class Rate(click.ParamType[float]):
    """A number of requests in any second."""

    name = "number/s"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number."""
        match = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)(?:/s)?", str(value))
        if match is None or float(match[1]) == 0:
            self.fail("no rate of the form 5/s.", param, ctx)
        return float(match[1])


@click.command("run")
@click.option("--batch", help="The batch.  [default: that of the journal]")
@click.option(
    "--supplements",
    type=click.Path(exists=True, file_okay=False),
    required=True,
    help="Folder of <customer_id>.json and the pictures that these name.",
)
@click.option(
    "--journal", type=FILE, required=True, help="The journal; it is made if there is none."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 32),
    default=8,
    show_default=True,
    help="Customers in flight.",
)
@click.option(
    "--rate",
    type=Rate(),
    default="5/s",
    show_default=True,
    help="Most requests to each system in any second.",
)
@click.option("--limit", type=click.IntRange(1), help="Most customers of this run.")
@click.option("--dry-run", is_flag=True, help="Do everything but post and write the journal.")
@click.option(
    "--keep-ecrn", is_flag=True, help="Keep the gateway's numbers in the journal, in plain."
)
@quiet_option
@format_option
@policy_options
def command(  # noqa: PLR0913 - one argument for each option
    *,
    batch: str | None,
    supplements: str,
    journal: str,
    form: str,
    policy: Policy,
    jobs: int,
    rate: float,
    limit: int | None,
    dry_run: bool,
    keep_ecrn: bool,
    quiet: bool,
) -> None:
    """Migrate the customers of a batch. To resume, run the same command again.

    Ctrl-C ends the run when the customers in flight are done, a second one at once. The next run
    looks up whose post it has interrupted.
    """
    from payloadkit.cli.migration_report import print_summary

    systems = connected("uaekyc", quiet=quiet), connected("caas", quiet=quiet)
    with systems[0] as platform, systems[1] as gateway:
        from payloadkit.workflows import JournalError, Migration

        migration = Migration(
            journal=journal,
            platform=platform,
            gateway=gateway,
            supplements=supplements,
            policy=policy,
            batch=batch,
            jobs=jobs,
            rate=rate,
            limit=limit,
            dry_run=dry_run,
            keep_ecrn=keep_ecrn,
            on_wait=None if quiet else _unfinished,
        )
        try:
            note = None if quiet else _STOPPING
            with (
                stopping(lambda _: migration.stop(), note) as signals,
                _shown(quiet=quiet) as progress,
            ):
                summary = migration.run(progress=progress)
        except JournalError as error:
            raise InputError(str(error)) from None
        except ValueError as error:  # no batch is named
            raise click.UsageError(str(error)) from None
    print_summary(summary, form=form, everybody=dry_run)
    if keep_ecrn:
        print_note("The journal holds the gateway's numbers in plain.")
    status = 128 + signals[0] if signals else summary.exit_status
    raise click.exceptions.Exit(status)


def _unfinished(seconds: float) -> None:
    print_note(f"The batch is not finished. The next question is in {seconds:.0f} s.")


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Callable[[Progress], object] | None]:
    """Show the progress on a terminal: rate, remaining time, and the count of each end."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    with Bar(BarColumn(20), TextColumn("{task.description}"), console=console) as bar:
        task = bar.add_task("…", total=None)

        def show(found: Progress) -> None:
            counts = ", ".join(
                f"{number} {state}" for state, number in found.counts.items() if number
            )
            text = f"{found.rate:.1f}/s, {ceil(found.remaining)} s left: {counts}"
            bar.update(task, completed=found.done, total=found.total, description=text)

        yield show
