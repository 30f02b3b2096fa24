"""The pace: so many requests in any second, for all jobs, and fewer if the gateway asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.http.call import Answer, Lost, Wait
from payloadkit.http.request import Request
from payloadkit.workflows.pace import Pace

if TYPE_CHECKING:
    from payloadkit.http.call import Call, Reply

REQUEST = Request("GET", "https://example.com", {})
FINE = Answer(200, {}, b"")


class Clock:
    """A clock that stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def asking(times: int) -> Call[list[Reply]]:
    """Ask so many times, and return the replies."""
    found: list[Reply] = []
    while len(found) < times:
        found += [(yield REQUEST)]
    return found


def sent(pace: Pace, clock: Clock, replies: list[Reply], late: list[float]) -> list[float]:
    """Run a call, and return when each request left; each sleep takes a little longer."""
    call, moments = pace.limit(asking(len(replies))), []
    answers, lateness = iter(replies), iter(late)
    step = next(call)
    try:
        while True:
            if isinstance(step, Wait):
                clock.now += step.seconds + next(lateness, 0.0)
                step = call.send(Lost(sent=False))
            else:
                moments.append(clock.now)
                step = call.send(next(answers))
    except StopIteration:
        return moments


@pytest.mark.parametrize("rate", [0.5, 1, 5, 50])
@given(late=st.lists(st.floats(0, 0.5), max_size=60))
def test_the_rate_is_never_exceeded(rate: float, late: list[float]) -> None:
    """Whatever wakes late, no second has more requests than the rate."""
    clock = Clock()
    moments = sent(Pace(rate, clock), clock, [FINE] * 120, late)
    for moment in moments:
        within = [each for each in moments if moment <= each < moment + max(1, 1 / rate)]
        assert len(within) <= max(1, rate)


@pytest.mark.parametrize("rate", [1, 5, 50])
def test_it_is_as_fast_as_it_may(rate: float) -> None:
    """The rate is reached to 5 %."""
    clock = Clock()
    moments = sent(Pace(rate, clock), clock, [FINE] * 100, [])
    assert moments[-1] - moments[0] < 1.05 * 99 / rate


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer(429, {}, b""), 1),
        (Answer(429, {"Retry-After": "7"}, b""), 7),
        (Answer(503, {"retry-after": "3"}, b""), 3),
        (Answer(503, {}, b""), 0),
        (Answer(200, {"Retry-After": "0"}, b""), 0),
        (Lost(sent=True), 0),
    ],
)
def test_an_answer_slows_all_jobs(answer: Reply, seconds: float) -> None:
    """After 429 or Retry-After no job sends anything for so long."""
    clock = Clock()
    pace = Pace(None, clock)
    assert sent(pace, clock, [answer], []) == [100]
    assert pace.pause() == seconds
    assert sent(pace, clock, [FINE], []) == [100 + seconds]


def test_a_long_pause_sends_nothing() -> None:
    """During a long pause a call is told that nothing left, so that it can end in time."""
    clock = Clock()
    pace = Pace(None, clock)
    sent(pace, clock, [Answer(429, {"Retry-After": "3600"}, b"")], [])
    call = pace.limit(asking(1))
    with pytest.raises(StopIteration) as end:
        next(call)
    assert end.value.value == [Lost(sent=False)]


def test_the_pauses_of_a_call_pass() -> None:
    """A wait of the call itself takes no turn."""

    def call() -> Call[Reply]:
        return (yield Wait(5))

    limited = Pace(1, Clock()).limit(call())
    assert next(limited) == Wait(5)
    limited.close()
