"""A migration: from the records of a finished batch to onboarded customers, from any moment on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping  # noqa: TC003 - attrs resolves it
from math import ceil, inf
from time import monotonic
from typing import TYPE_CHECKING, Any

import anyio
import attrs
from anyio import CancelScope, to_thread

from payloadkit.caas.onboarding import OnboardingRequest
from payloadkit.conversion.converter import convert
from payloadkit.conversion.supplement_file import supplement_in
from payloadkit.http.request import check_positive
from payloadkit.models.registry import model_of
from payloadkit.uaekyc.batch import Batch, customer_number
from payloadkit.uaekyc.batch_records import BatchRecord, RecordErrors
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import PayloadError, shown, without_frames
from payloadkit.workflows.journal import File, Journal
from payloadkit.workflows.pace import Line, Pace, Runner
from payloadkit.workflows.posting import Person, Poster
from payloadkit.workflows.rows import Details, Row, State, Summary, codes_and_paths, counted

if TYPE_CHECKING:
    from payloadkit.policy import Policy
    from payloadkit.uaekyc.business_errors import BusinessError

_PAGE = 100
_LONGEST_BATCH = 3600.0
_LOOK_AGAIN = 0.2
_SECONDS_OF_WORK = 5


@attrs.frozen(kw_only=True)
class Progress:
    """How far a run has come.

    Args:
        counts: The number of customers in each state.
        done: The customers of this run that are done.
        total: The customers of this run.
        rate: The customers a second.
        remaining: The seconds to the end, as it looks now.
    """

    counts: Mapping[State, int]
    done: int
    total: int
    rate: float
    remaining: float


@attrs.define(kw_only=True, eq=False)
class Migration:
    """A migration of one batch. Running it again is the way to resume it.

    Args:
        journal: The file of the journal; it is made if there is none.
        platform: A client of the UAE KYC platform.
        gateway: A client of CAAS. Both may be synchronous or asynchronous.
        supplements: Returns the supplement of a customer, None if there is none yet. Or the folder
            of ``<customer_id>.json`` and the pictures that these name.
        policy: The policy of the checks.
        batch: The batch; None for that of the journal.
        jobs: The customers in flight.
        rate: The most requests to each system in any second; None for no limit.
        limit: The most customers of one run; None for all.
        dry_run: Whether to do everything but to post and to write the journal.
        keep_ecrn: Whether the journal keeps the gateway's numbers as they are.
        poll_every: The seconds between two questions whether the batch is finished.
        on_wait: Called before each of these pauses with its seconds.

    Raises:
        ValueError: ``jobs``, ``rate``, ``limit`` or ``poll_every`` is not above 0, or not finite.
        TypeError: ``jobs`` or ``limit`` is no whole number.
    """

    journal: File
    platform: Runner
    gateway: Runner
    supplements: Callable[[str], Mapping[str, Any] | None] | File
    policy: Policy | None = None
    batch: str | None = None
    jobs: int = 8
    rate: float | None = None
    limit: int | None = None
    dry_run: bool = False
    keep_ecrn: bool = False
    poll_every: float = 30.0
    on_wait: Callable[[float], object] | None = None
    stopped: bool = attrs.field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        check_positive(jobs=self.jobs, limit=1 if self.limit is None else self.limit)
        for name in ("rate", "poll_every"):
            number = getattr(self, name)
            if number is not None and not 0 < number < inf:
                raise ValueError(f"{name} is a finite number above 0")

    def stop(self) -> None:
        """Take no further customer. The run ends when those in flight are done.

        Before a run it counts for the next one.
        """
        self.stopped = True

    def run(self, *, progress: Callable[[Progress], object] | None = None) -> Summary:
        """Migrate the customers that are left, and return how far the migration has come.

        Args:
            progress: Called after each customer.

        Raises:
            JournalError: The journal cannot be used or written.
            ValueError: No batch is named, and the journal has none.
        """
        return anyio.run(lambda: self.arun(progress=progress))

    async def arun(self, *, progress: Callable[[Progress], object] | None = None) -> Summary:
        """Do the same as ``run`` in asyncio or trio."""
        opened = Journal.rehearsing if self.dry_run else Journal.writing
        try:
            with opened(self.journal) as journal:
                return await _Run(self, journal, progress).finish()
        except BaseException as error:  # noqa: BLE001 - it is raised anew, its frames hold values
            failure = error
            while isinstance(failure, BaseExceptionGroup):
                failure = failure.exceptions[0]
            failure = without_frames(failure)
        finally:
            self.stopped = False  # a stop before the run counts for the run
        raise failure


class _Run:
    """One run of a migration."""

    def __init__(
        self, plan: Migration, journal: Journal, progress: Callable[[Progress], object] | None
    ) -> None:
        batch = plan.batch or journal.batch
        if batch is None:
            raise ValueError("name the batch: the journal has none yet")
        journal.begin(batch)
        self.plan, self.journal, self.batch, self.progress = plan, journal, batch, progress
        self.platform = Line(plan.platform, Pace(plan.rate))
        self.gateway = Line(plan.gateway, Pace(plan.rate))
        self.poster = Poster(self.gateway, journal, keep_ecrn=plan.keep_ecrn)
        self.problem: str | None = None

    async def finish(self) -> Summary:
        """Migrate the customers that are left."""
        left = await self._left() if await self._is_finished() else []
        self.counts, self.done, self.total = counted(self.journal.rows()), 0, len(left)
        self.began, work, jobs = monotonic(), iter(left), self.plan.jobs
        if self.plan.rate is not None:  # more of them would only wait, and use up their time
            jobs = min(jobs, ceil(self.plan.rate * _SECONDS_OF_WORK))
        try:
            async with anyio.create_task_group() as group:
                for _ in range(jobs):
                    group.start_soon(self._work, work)
        finally:
            with CancelScope(shield=True):
                await self.poster.commits.flush()
        is_stopped = self.plan.stopped and self.problem is None
        return attrs.evolve(self.journal.summary(), problem=self.problem, interrupted=is_stopped)

    async def _is_finished(self) -> bool:
        """Wait until the batch is finished."""
        end = monotonic() + _LONGEST_BATCH
        while not self.plan.stopped:
            outcome = await self.platform.ask(self.platform.client.calls.status(self.batch))
            again = monotonic() + self.plan.poll_every
            if outcome.state != "accepted":
                self.problem = f"platform.{outcome.state}"
                return False
            batch = Batch(status=outcome.answer)
            if batch.finished:
                self.problem = "batch.failed" if batch.failed else None
                return True
            if again > end:
                self.problem = "batch.unfinished"
                return False
            if self.plan.on_wait is not None:
                self.plan.on_wait(again - monotonic())
            await self._sleep(lambda: again - monotonic())  # noqa: B023 - it is awaited here
        return False

    async def _left(self) -> list[tuple[Row, str]]:
        """Write the customers of the batch to the journal, and return those that are left."""
        listed: dict[bytes, tuple[Row, str | None]] = {}
        pages = self.platform.client.calls.records(self.batch, limit=_PAGE)
        number: int | None = 1
        while number is not None:
            if self.plan.stopped:
                return []
            outcome, number = await self.platform.ask(pages(number))
            if outcome.state != "accepted":
                self.problem = f"platform.{outcome.state}"
                return []
            for record in Batch(pages=[outcome.answer]).records:
                row, customer = _of(record, self.journal, len(listed))
                if row.key not in listed or customer is not None:
                    listed[row.key] = row, customer
        await to_thread.run_sync(self.journal.add, [row for row, _ in listed.values()])
        left = []
        for row in self.journal.rows():
            now, customer = listed.get(row.key, (row, None))
            if row.state is State.WAITING and now.state is State.FAILED:
                self.poster.commits.queue(attrs.evolve(now, number=row.number))
            elif customer is not None and not row.final:
                left.append((row, customer))
        # Those whose fate is open come first.
        left.sort(key=lambda each: each[0].state is not State.UNRESOLVED)
        return left[: self.plan.limit]

    async def _work(self, work: Iterator[tuple[Row, str]]) -> None:
        for row, customer in work:
            await self._sleep(lambda: max(self.platform.pace.pause(), self.gateway.pace.pause()))
            if self.plan.stopped:
                return
            end = await self._migrated(row, customer)
            self.poster.commits.queue(end)
            self.counts[row.state] -= 1
            self.counts[end.state] += 1
            self.done += 1
            if self.progress is not None:
                rate = self.done / max(monotonic() - self.began, 1e-9)
                told = {"rate": rate, "remaining": (self.total - self.done) / rate}
                counts = dict(self.counts)
                self.progress(Progress(counts=counts, done=self.done, total=self.total, **told))

    async def _migrated(self, row: Row, customer: str) -> Row:
        """Return the row of a customer at the end of the run."""
        calls = self.platform.client.calls
        found = await self.platform.ask(calls.customer_data(self.batch, customer))
        self._give_up("platform", found.state)
        if found.state == "refused":
            return _held(row, State.FAILED, details=_reasons(found.errors), final=True)
        if found.state != "accepted":
            return _held(row, State.WAITING, f"platform.{found.state}")
        person = await to_thread.run_sync(self._prepared, row, customer, found.answer)
        if isinstance(person, Row):
            return person
        if not self.poster.claims(row, person):
            return _held(row, State.REFUSED, details=(("id.duplicate", "/id_details"),))
        if row.state is State.UNRESOLVED and person.request.ecrn is None:
            row, _ = await self.poster.look_up(row, person)
            is_due = row.state is State.WAITING
        else:  # the gateway need not refuse the same body twice
            is_due = row.state is not State.REFUSED or row.digest != person.digest
        if is_due and self.plan.dry_run:
            row = _held(row, State.WAITING, "run.dry")
        elif is_due:
            row, outcome = await self.poster.post(row, person)
            self._give_up("gateway", outcome.state)
        return row

    def _prepared(self, row: Row, customer: str, profile: object) -> Person | Row:
        """Return the person to post, or the row of one that is not posted."""
        source, policy, files = self.plan.supplements, self.plan.policy, None
        if callable(source):
            supplement = source(customer)
        else:
            read = supplement_in(source, customer, model_of(OnboardingRequest).keys, policy)
            if read is not None and read.value is None:
                return _held(row, State.REFUSED, details=codes_and_paths(read.errors))
            supplement, files = None if read is None else read.value, source
        if supplement is None:
            return _held(row, State.WAITING, "supplement.missing")
        result = convert(profile, OnboardingRequest, supplement, policy, files=files)
        if result.payload is None:
            return _held(row, State.REFUSED, details=codes_and_paths(result.report.errors))
        try:
            return Person.of(result.payload, self.journal)
        except PayloadError as error:
            return _held(row, State.REFUSED, details=codes_and_paths(error.report.errors))

    async def _sleep(self, seconds_left: Callable[[], float]) -> None:
        """Sleep while there are seconds left, or until the run is stopped."""
        # A signal may set no event.
        while (seconds := seconds_left()) > 0 and not self.plan.stopped:  # noqa: ASYNC110
            await anyio.sleep(min(seconds, _LOOK_AGAIN))

    def _give_up(self, system: str, state: str) -> None:
        """Take no further customer if a system refuses our secret."""
        if state in ("unauthorized", "forbidden"):
            self.problem = f"{system}.{state}"
            self.plan.stop()


def _of(record: BatchRecord, journal: Journal, number: int) -> tuple[Row, str | None]:
    """Return the row of a record, and the customer if there are data to fetch."""
    customer = customer_number(record.customer_id)
    if customer is None or not customer.strip() or not customer.isprintable():
        key = journal.hash("record", str(number))
        return Row(key=key, state=State.REFUSED, details=(("field.missing", "/customer_id"),)), None
    key = journal.hash("customer", customer)
    if record.status == RecordStatus.SUCCESS:
        return Row(key=key), customer
    if record.status == RecordStatus.FAILURE:
        errors = record.errors.reasons if isinstance(record.errors, RecordErrors) else ()
        return Row(key=key, state=State.FAILED, final=True, details=_reasons(errors)), None
    return Row(key=key, code="record.pending"), None


def _held(
    row: Row, state: State, code: str | None = None, *, details: Details = (), final: bool = False
) -> Row:
    """Return a row in a state. A row whose fate is open keeps it: only a lookup resolves it."""
    if row.state is State.UNRESOLVED:
        state, final = row.state, False
    return attrs.evolve(row, state=state, code=code, details=details, final=final)


def _reasons(errors: Iterable[BusinessError]) -> Details:
    """Return the platform's errors. A word that is no plain identifier may be anything."""
    return tuple((shown(error.error), "") for error in errors if isinstance(error.error, str))
