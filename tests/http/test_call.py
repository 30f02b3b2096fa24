"""The vocabulary of calls: the time of a call, its pauses, what is sent again."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import stamina

from payloadkit.http.answer import Outcome
from payloadkit.http.call import Answer, Call, Patience, outcome_of
from payloadkit.http.request import Request

if TYPE_CHECKING:
    from payloadkit.http.answer import Retry

from tests.drive import OPEN, UNSENT, Clock, answer, drive

REQUEST = Request("GET", "https://gateway.example/secret-path", {})


def outcome(status: int | None, body: bytes, _: object) -> Outcome[str, bytes]:
    """Read an answer: its body is the outcome's ``retry``, its status the seconds to wait."""
    if status is None:
        return Outcome(state="unavailable", retry="later")
    state, _, seconds = body.decode().partition(" ")
    retry: Retry = (
        "later" if state in ("unavailable", "unknown", "under_investigation") else "never"
    )
    return Outcome(state=state, retry=retry, retry_after=int(seconds) if seconds else None)


def read(patience: Patience) -> Call[Outcome[str, bytes]]:
    """Return the call that reads."""
    return patience.read(REQUEST, outcome)


def test_reprs_show_no_content() -> None:
    """An answer shows its status, no header field and no body."""
    shown = repr(Answer(200, {"x": "secret"}, b"secret"))

    assert "200" in shown
    assert "secret" not in shown


def test_a_read_is_repeated_until_its_answer_is_final() -> None:
    """Lost answers and those that promise another one are asked for again, after a pause."""
    clock = Clock()
    found, sent = drive(
        read(Patience(60.0, clock)),
        [OPEN, UNSENT, answer("unavailable"), answer("unknown"), answer("accepted")],
        clock,
    )

    assert found.state == "accepted"
    assert sent == [REQUEST] * 5
    assert 1000.5 < clock.now < 1010


def test_a_read_of_a_customer_under_investigation_is_final() -> None:
    """``later`` alone does not repeat a read: an investigation takes days."""
    clock = Clock()
    found, sent = drive(read(Patience(60.0, clock)), [answer("under_investigation")], clock)

    assert (found.state, found.retry, len(sent)) == ("under_investigation", "later", 1)


def test_retry_after_is_kept() -> None:
    """The pause is at least what the answer asks for."""
    clock = Clock()
    drive(read(Patience(60.0, clock)), [answer("unavailable 20"), answer("accepted")], clock)

    assert clock.now >= 1020


def test_a_pause_longer_than_the_time_left_is_not_made() -> None:
    """The outcome comes at once, with the seconds to wait."""
    clock = Clock()
    found, _ = drive(read(Patience(60.0, clock)), [answer("unavailable 61")], clock)

    assert (found.state, found.retry_after, clock.now) == ("unavailable", 61, 1000.0)


def test_each_attempt_may_take_half_of_the_time_left() -> None:
    """A silent attempt leaves time for another one, and the deadline holds."""
    clock = Clock()
    replies = itertools.cycle((99.0, OPEN))
    found, sent = drive(read(Patience(60.0, clock)), replies, clock)

    assert found.state == "unavailable"
    assert sent[0].timeout == 30.0
    assert len(sent) > 3
    assert 1055 < clock.now < 1060


def test_nothing_is_sent_when_the_time_is_over() -> None:
    """A call whose time is over is lost before it is sent."""
    clock = Clock()
    patience = Patience(1.0, clock)
    clock.now += 2

    assert patience.left() == 0
    assert drive(patience.send(REQUEST), [], clock) == (UNSENT, [])


def test_a_change_is_sent_again_only_if_nothing_was_sent() -> None:
    """A failed connection is tried again; an open fate is not."""
    clock = Clock()
    found, sent = drive(
        Patience(60.0, clock).connect(lambda: REQUEST), [UNSENT, UNSENT, OPEN], clock
    )

    assert (found, len(sent)) == (OPEN, 3)


def test_connections_are_tried_until_the_time_is_over() -> None:
    """Then the reply is that nothing was sent."""
    clock = Clock()
    replies = itertools.cycle((99.0, UNSENT))
    found, _ = drive(Patience(5.0, clock).connect(lambda: REQUEST), replies, clock)

    assert found == UNSENT


def test_stamina_rules_the_pauses() -> None:
    """Its test mode leaves out the pauses and limits the attempts."""
    clock = Clock()
    with stamina.set_testing(True, attempts=3):
        found, sent = drive(read(Patience(60.0, clock)), [OPEN] * 3, clock)

    assert (found.state, len(sent), clock.now) == ("unavailable", 3, 1000.0)


def test_outcome_of_a_reply() -> None:
    """A lost answer has no status, another one its parts."""
    seen: list[object] = []
    outcome_of(OPEN, lambda *parts: seen.append(parts))
    outcome_of(Answer(200, {"a": "b"}, b"c"), lambda *parts: seen.append(parts))

    assert seen == [(None, b"", None), (200, b"c", {"a": "b"})]
