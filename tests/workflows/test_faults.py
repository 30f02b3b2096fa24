"""A migration among faults: nobody is lost, nobody is posted twice.

Each step of the exhaustive test prints its seed. ``SEED`` runs one again.
"""

from __future__ import annotations

import os
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import anyio
import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.sandbox import Fault
from payloadkit.sandbox.faults import KINDS, MOMENTS
from payloadkit.workflows import State
from tests.workflows.batch import Stage, all_onboarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

CALLS = {
    "uaekyc": ("status", "records", "customer-data"),
    "caas": ("token", "onboarding", "lookup"),
}
ENDS = {State.ONBOARDED, State.UNRESOLVED, State.WAITING}
FAULTS = [Fault(how, when) for how, when in product(KINDS, MOMENTS)]
SCHEDULES = st.dictionaries(
    st.sampled_from([call for calls in CALLS.values() for call in calls]),
    st.lists(st.sampled_from([None, *FAULTS]), max_size=6),
)
STEPS, EACH = 10, 1000


@pytest.fixture
def _no_pauses() -> Iterator[None]:
    """Let no retry wait, and no call try more than three times."""
    with stamina.set_testing(True, attempts=3):
        yield


def plan(stage: Stage, schedule: Mapping[str, Sequence[Fault | None]]) -> None:
    """Plan faults in a sandbox."""
    for system, calls in CALLS.items():
        for call in calls:
            getattr(stage.sandbox, system).schedule(call, schedule.get(call, ()))


def survives(stage: Stage, schedule: Mapping[str, Sequence[Fault | None]]) -> None:
    """Check that a migration among faults, and the next ones, post everybody exactly once."""
    plan(stage, schedule)
    summary = stage.run()
    assert stage.sandbox.caas.ledger.duplicates == ()
    assert {row.state for row in summary.rows} <= ENDS
    assert summary.problem or len(summary.rows) == stage.size
    for _ in range(12):  # the schedule is used up by then
        if all_onboarded(summary := stage.run()) and len(summary.rows) == stage.size:
            break
    assert all_onboarded(summary)
    ledger = stage.sandbox.caas.ledger
    assert (len(ledger.taken), ledger.duplicates) == (stage.size, ())


def each_fault(folder: Path, system: str, call: str, faults: Sequence[Fault]) -> None:
    """Check that faults at a call are survived, one by one."""
    for number, fault in enumerate(faults):
        stage = Stage(folder / f"{number}.sqlite", size=1)
        if call == "lookup":
            stage.sandbox.caas.fail_next("onboarding", when="after_commit", how="close")
        survives(stage, {call: [fault]})
        assert getattr(stage.sandbox, system).calls[call] >= 1


EACH_CALL = [(system, call) for system, calls in CALLS.items() for call in calls]


@pytest.mark.parametrize(("system", "call"), EACH_CALL)
def test_some_faults_at_each_call(tmp_path: Path, system: str, call: str) -> None:
    """Some kinds of faults at each call are survived."""
    each_fault(tmp_path, system, call, FAULTS[EACH_CALL.index((system, call)) :: len(EACH_CALL)])


@pytest.mark.exhaustive
@pytest.mark.parametrize(("system", "call"), EACH_CALL)
def test_each_fault_at_each_call(journals: Path, system: str, call: str) -> None:
    """Each kind of fault at each moment of each call is survived."""
    each_fault(journals, system, call, FAULTS)


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize("backend", ["threads", "asyncio", "trio"])
@pytest.mark.parametrize("how", ["reset", "half_body", "garbage", "html", 502])
def test_the_drivers_among_faults(tmp_path: Path, backend: str, how: Any) -> None:
    """With eight in flight and real clients nobody is posted twice, in threads or a loop."""
    stage = Stage(tmp_path / "batch.sqlite", size=8)
    for system, calls in CALLS.items():
        for call in calls[1:]:
            getattr(stage.sandbox, system).fail_next(call, how=how, when="after_commit", times=2)

    def run() -> Any:
        if backend == "threads":
            return stage.migration().run()
        return anyio.run(stage.migration_async().arun, backend=backend)

    summary = run()
    for _ in range(5):
        if all_onboarded(summary) and len(summary.rows) == stage.size:
            break
        summary = run()
    ledger = stage.sandbox.caas.ledger
    assert (len(ledger.taken), ledger.duplicates) == (8, ())
    assert all_onboarded(summary)


@given(schedule=SCHEDULES)
def test_drawn_schedules(tmp_path_factory: pytest.TempPathFactory, schedule: Any) -> None:
    """A few drawn schedules of faults at all calls."""
    survives(Stage(tmp_path_factory.mktemp("drawn") / "batch.sqlite", size=2), schedule)


@pytest.mark.exhaustive
@pytest.mark.parametrize("step", range(STEPS))
def test_ten_thousand_schedules(journals: Path, step: int) -> None:
    """10,000 schedules of faults, drawn with a seed that a failure prints."""
    seeds = (
        [int(os.environ["SEED"])]
        if "SEED" in os.environ
        else range(step * EACH, step * EACH + EACH)
    )
    for seed in seeds:
        dice = Random(seed)  # noqa: S311 - no secret
        schedule = {
            call: [dice.choice([None, *FAULTS]) for _ in range(dice.randrange(5))]
            for calls in CALLS.values()
            for call in calls
        }
        file = journals / f"{seed}.sqlite"
        try:
            survives(Stage(file, size=dice.randrange(1, 3)), schedule)
        except BaseException as error:
            error.add_note(f"SEED={seed}")
            raise
        file.unlink()
