"""What a call waits for is said on standard error: the attempt, the reason, the pause."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.pauses import Pauses
from payloadkit.cli.streams import Stopped
from payloadkit.http.call import Wait
from payloadkit.http.request import Request
from tests.drive import OPEN, UNSENT, Clock, answer, drive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from payloadkit.http.call import Call, Reply

REQUEST = Request("POST", "https://example.com/784199000000010", {}, b"OMAR SPECIMEN")
FINE = answer()


def trying(pauses: Sequence[float]) -> Call[Reply]:
    """Send a request, and after each pause send it again."""
    reply = yield REQUEST
    for pause in pauses:
        yield Wait(pause)
        reply = yield REQUEST
    return reply


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (UNSENT, "No connection to the gateway"),
        (OPEN, "No answer from the gateway"),
        (answer("OMAR SPECIMEN", 503), "The gateway answers 503"),
    ],
)
def test_a_pause_has_attempt_reason_and_length(
    reply: Reply, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A short pause is not said, nor one that no failure leads to, nor any value."""
    clock = Clock()
    run = Pauses(
        lambda call: drive(call, [reply, reply, FINE, FINE], clock)[0], "the gateway", clock=clock
    )
    assert run(trying([0.4, 3.4, 9.0])) == FINE
    assert run.last == "The gateway answers 200"
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{reason} (attempt 2). The next one is in 3 s.\n")


def test_a_stop_lets_the_attempt_end() -> None:
    """A signal during an attempt: its answer may be the result, and no further step is taken."""
    sent: list[Reply] = []

    def stopped(pauses: Sequence[float]) -> Reply:
        run = Pauses(lambda call: drive(call, replies(), Clock())[0], "the gateway")

        def replies() -> Iterator[Reply]:
            run.stop(signal.SIGTERM)
            sent.append(FINE)
            yield FINE

        return run(trying(pauses))

    assert stopped([]) == FINE
    with pytest.raises(Stopped) as raised:
        stopped([0.4])
    assert (raised.value.status, len(sent)) == (143, 2)


def test_of_many_calls_one_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Calls that wait at the same time say it once; the next pause is said again."""
    clock, still = Clock(), Clock()
    run = Pauses(lambda call: drive(call, [UNSENT, FINE], Clock())[0], "the platform", clock=still)
    for _ in range(8):
        run(trying([2.0]))
    assert len(capsys.readouterr().err.splitlines()) == 1
    run = Pauses(lambda call: drive(call, [UNSENT] * 3, clock)[0], "the platform", clock=clock)
    run(trying([2.0, 4.0]))
    assert len(capsys.readouterr().err.splitlines()) == 2
