"""Whatever goes wrong at whichever call: nobody is posted twice, and no outcome is a lie."""

from __future__ import annotations

import logging
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
import stamina

from payloadkit import caas
from payloadkit.http.call import Lost, Reply, Wait
from payloadkit.sandbox import Sandbox
from payloadkit.sandbox.faults import KINDS, MOMENTS, Fault
from payloadkit.sandbox.sandbox import SECRETS
from tests.caas.test_calls import PERSON, TRAVELLER
from tests.drive import Clock
from tests.http.test_drivers import DRIVERS, NO_TLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = ("token", "lookup", "onboarding")


@pytest.fixture(autouse=True)
def _few_attempts() -> Iterator[None]:
    """Leave out the pauses, and limit the attempts."""
    with stamina.set_testing(True, attempts=4):
        yield


def hold(box: Sandbox, outcome: Any) -> None:
    """Check an outcome against what the gateway has."""
    taken: tuple[str, ...] = box.caas.ledger.taken
    is_open = outcome.retry == "after_lookup"

    assert box.caas.ledger.duplicates == ()
    assert len(taken) <= 1
    assert is_open or (outcome.state == "accepted") is bool(taken)
    if outcome.state == "accepted":
        assert taken == (outcome.ecrn,)


def onboard(box: Sandbox, person: Any) -> Any:
    """Return the outcome of an onboarding, with the sandbox as the driver."""
    clock = Clock()
    call = caas.Calls(box.caas_url, box.credentials, clock=clock).onboard(person)
    reply: Any = None
    try:
        while True:
            step = call.send(reply)
            if isinstance(step, Wait):
                clock.now += step.seconds
                reply = Lost(sent=False)
            else:
                reply = served(box, step)
    except StopIteration as end:
        return end.value


def served(box: Sandbox, request: Any) -> Reply:
    """Return what arrives of the sandbox's answer."""
    answer, wire = box.handle(request)
    return answer if wire in (None, "dribble") else Lost(sent=True)


def test_every_fault_at_every_call(subtests: pytest.Subtests) -> None:
    """Once, twice and for ever; a lookup comes after a lost post."""
    for how, when, call, times in product(KINDS, MOMENTS, CALLS, (1, 2, 99)):
        with subtests.test(how=how, when=when, call=call, times=times):
            box = Sandbox()
            box.caas.fail_next(call, how=how, when=when, times=times)
            if call == "lookup":
                box.caas.fail_next("onboarding", how="reset", when="after_commit")

            hold(box, onboard(box, PERSON))


def schedule(box: Sandbox, seed: int) -> None:
    """Draw the faults of the next calls."""
    draw = Random(seed)  # noqa: S311 - no secret
    for call in CALLS:
        faults = [Fault(draw.choice(KINDS), draw.choice(MOMENTS)) for _ in range(5)]
        box.caas.schedule(call, [each if draw.random() < 0.6 else None for each in faults])


def test_drawn_schedules_of_faults() -> None:
    """100 of them; the exhaustive test has 10,000."""
    run_schedules(range(100))


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(10))
def test_many_drawn_schedules_of_faults(part: int) -> None:
    """10,000 of them, whose numbers are the seeds."""
    run_schedules(range(part * 1000, part * 1000 + 1000))


def run_schedules(seeds: range) -> None:
    """Onboard one person for each seed."""
    for seed in seeds:
        box = Sandbox(seed=seed)
        schedule(box, seed)
        hold(box, onboard(box, (PERSON, TRAVELLER)[seed % 2]))


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("how", KINDS)
@pytest.mark.parametrize(
    "when", [pytest.param("before", marks=pytest.mark.exhaustive), "after_commit"]
)
def test_every_fault_on_a_port(
    driver: str, how: Any, when: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """On a socket, with both drivers; no log shows a secret or a value."""
    with Sandbox(pace=0.03).serve() as box, caplog.at_level(logging.DEBUG):
        box.caas.fail_next("onboarding", how=how, when=when)
        hold(box, with_driver(driver, box))

    shown = caplog.text.casefold()
    values = [*SECRETS["caas"].values(), PERSON.first_name, PERSON.id_details[0].id_number]
    assert not [value for value in values if value.casefold() in shown and value != "sandbox"]


def with_driver(driver: str, box: Sandbox) -> Any:
    """Return the outcome of an onboarding with a client."""
    where: tuple[Any, ...] = (box.caas_url, box.credentials)
    if driver == "sync":
        with httpx2.Client(verify=NO_TLS) as http:
            return caas.Client(*where, client=http, deadline=0.6).onboard(PERSON)

    async def main() -> Any:
        async with httpx2.AsyncClient(verify=NO_TLS) as http:
            client = caas.AsyncClient(*where, client=http, deadline=0.6)
            return await client.onboard(PERSON)

    run: Callable[..., Any] = anyio.run
    return run(main, backend=driver)
