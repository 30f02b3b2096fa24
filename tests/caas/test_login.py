"""Tokens: one request for all callers, refreshed early, and what happens when it is refused."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.caas.login import Login
from payloadkit.http.call import Answer, Patience, Wait
from tests.drive import OPEN, UNSENT, Clock, answer, drive

if TYPE_CHECKING:
    from payloadkit.http.call import Reply
    from payloadkit.http.request import Request

CANARY = "canary-secret"
CREDENTIALS = caas.Credentials(
    client_id="77", client_secret=CANARY, username="clerk", password=CANARY, scope="openid"
)


def token(name: str, lifetime: object = 300, refresh_lifetime: object = 1800) -> Answer:
    """Return the answer with a token."""
    return answer(
        {
            "token_type": "bearer",
            "access_token": name,
            "expires_in": lifetime,
            "refresh_expires_in": refresh_lifetime,
            "refresh_token": f"refresh-{name}",
            "scope": "openid",
        }
    )


REFUSED = answer({"error": "invalid_grant"}, 401)


class Session:
    """A login with its clock."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.login = Login("https://cdp.example.com", CREDENTIALS, self.clock)

    def token(self, *replies: Any, refused: str | None = None) -> tuple[Any, list[str]]:
        """Return a token or a failure, and the grants that were asked for."""
        patience = Patience(60.0, self.clock)
        found, sent = drive(self.login.token(patience, refused), replies, self.clock)
        return found, [grant_of(request) for request in sent]


def grant_of(request: Request) -> str:
    """Return the grant type of a request for a token."""
    return parse_qs(request.body.decode())["grant_type"][0]


def test_a_token_is_kept_until_30_seconds_before_its_end() -> None:
    """Then it is refreshed; the lifetimes count from the moment of the request."""
    session = Session()
    assert session.token(5.0, token("a")) == ("a", ["password"])
    session.clock.now += 264.9
    assert session.token() == ("a", [])
    session.clock.now += 0.1
    assert session.token(token("b")) == ("b", ["refresh_token"])
    assert session.token() == ("b", [])


def test_an_old_refresh_token_is_not_tried() -> None:
    """The password gets the next token."""
    session = Session()
    session.token(token("a", 300, 300))
    session.clock.now += 270

    assert session.token(token("b")) == ("b", ["password"])


@pytest.mark.parametrize("refusal", [REFUSED, answer({}, 400), answer("<html>"), answer("", 404)])
def test_a_refused_refresh_leads_to_the_password(refusal: Answer) -> None:
    """Any final answer but a token is a refusal."""
    session = Session()
    session.token(token("a"))
    session.clock.now += 290

    assert session.token(refusal, token("b")) == ("b", ["refresh_token", "password"])


def test_a_refresh_that_stays_lost_does_not_lead_to_the_password() -> None:
    """The gateway is not there, for a password neither."""
    session = Session()
    session.token(token("a"))
    session.clock.now += 290
    found, grants = session.token(100.0, OPEN, 100.0, answer("", 503, {"Retry-After": "60"}))

    assert (found.state, found.retry, found.retry_after) == ("unavailable", "later", 60)
    assert grants == ["refresh_token", "refresh_token"]


def test_a_refused_login_is_final() -> None:
    """It is sent once: repetitions would lock the account."""
    found, grants = Session().token(REFUSED)

    assert (found.state, found.retry, grants) == ("unauthorized", "never", ["password"])


@pytest.mark.parametrize(
    "unreadable",
    [answer("<html>"), answer({"access_token": "a\r\nX: b"}), answer({"access_token": ""})],
)
def test_an_answer_without_a_usable_token(unreadable: Answer) -> None:
    """It is no reason for an exception; nothing was sent with it."""
    found, grants = Session().token(unreadable)

    assert (found.state, found.retry, grants) == ("unavailable", "later", ["password"])


def test_a_refused_token_is_replaced_by_password() -> None:
    """Its session may be refused too, so the refresh token is not tried."""
    session = Session()
    session.token(token("a"))

    assert session.token(token("b"), refused="a") == ("b", ["password"])
    assert session.token(refused="a") == ("b", [])


@pytest.mark.parametrize(
    ("lifetime", "used"), [(40, 20), (60, 30), ("300", 270), (3600, 3570), (0, 0), (1.5, 0.75)]
)
def test_lifetimes(lifetime: object, used: float) -> None:
    """A short life is used by half; a number may be a text."""
    session = Session()
    session.token(token("a", lifetime))
    session.clock.now += used * 0.99
    assert not used or session.token() == ("a", [])
    session.clock.now += used * 0.02
    assert session.token(token("b"))[0] == "b"


@pytest.mark.parametrize("lifetime", [None, "soon"])
def test_a_token_without_lifetime_is_used_until_it_is_refused(lifetime: object) -> None:
    """A 401 replaces it."""
    session = Session()
    session.token(token("a", lifetime))
    session.clock.now += 1_000_000

    assert session.token() == ("a", [])


@pytest.mark.parametrize("refresh", [None, 7, "x\0y", ""])
def test_a_refresh_token_that_cannot_be_sent_is_not_kept(refresh: object) -> None:
    """The password gets the next token."""
    session = Session()
    found = {"access_token": "a", "expires_in": 60, "refresh_token": refresh}
    session.token(answer({**found, "refresh_expires_in": 1800}))
    session.clock.now += 60

    assert session.token(token("b")) == ("b", ["password"])


def test_of_many_callers_one_asks() -> None:
    """The others wait, and get the same token."""
    session = Session()
    patience = Patience(60.0, session.clock)
    calls = [session.login.token(patience) for _ in range(1000)]
    steps = [next(call) for call in calls]
    assert isinstance(steps[0], pk.Request)
    assert all(isinstance(step, Wait) for step in steps[1:])
    assert isinstance(calls[1].send(UNSENT), Wait)

    found = []
    replies: list[Reply] = [token("a"), *[UNSENT] * 999]
    for call, reply in zip(calls, replies, strict=True):
        with pytest.raises(StopIteration) as end:
            call.send(reply)
        found.append(end.value.value)
    assert found == ["a"] * 1000


def test_those_who_wait_share_a_refusal() -> None:
    """A wrong password is sent once, not by each caller."""
    session = Session()
    leader, other = (session.login.token(Patience(60.0, session.clock)) for _ in range(2))
    next(leader)
    next(other)
    with pytest.raises(StopIteration):
        leader.send(REFUSED)
    with pytest.raises(StopIteration) as end:
        other.send(UNSENT)

    assert end.value.value.state == "unauthorized"


def test_if_the_one_who_asks_is_cancelled_another_one_asks() -> None:
    """Nobody waits for a call that has ended."""
    session = Session()
    leader, other = (session.login.token(Patience(60.0, session.clock)) for _ in range(2))
    next(leader)
    next(other)
    leader.close()

    assert isinstance(other.send(UNSENT), pk.Request)
    with pytest.raises(StopIteration) as end:
        other.send(token("a"))
    assert end.value.value == "a"


def test_those_who_have_time_left_ask_again() -> None:
    """The failure of a caller with a short deadline is not theirs."""
    session = Session()
    leader, other = (session.login.token(Patience(s, session.clock)) for s in (1.0, 60.0))
    next(leader)
    next(other)
    session.clock.now += 1
    with pytest.raises(StopIteration):
        leader.send(OPEN)

    assert isinstance(other.send(UNSENT), pk.Request)


def test_those_who_have_no_time_left_stop_waiting() -> None:
    """Their deadline is their own."""
    session = Session()
    leader, other = (session.login.token(Patience(s, session.clock)) for s in (60.0, 1.0))
    next(leader)
    next(other)
    session.clock.now += 1
    with pytest.raises(StopIteration) as end:
        other.send(UNSENT)

    assert (end.value.value.state, end.value.value.retry) == ("unavailable", "later")


def test_credentials_show_nothing_and_are_not_pickled() -> None:
    """Neither as text nor in a file."""
    assert CANARY not in f"{CREDENTIALS!r}{CREDENTIALS}"
    with pytest.raises(TypeError):
        pickle.dumps(CREDENTIALS)


def test_credentials_that_break_a_rule() -> None:
    """They are refused at once, with their paths."""
    with pytest.raises(pk.PayloadError) as failure:
        caas.Credentials(client_id="", client_secret=CANARY * 9, username="a", password="b")

    assert {each.path for each in failure.value.report.errors} == {"/client_id", "/client_secret"}
    assert CANARY not in str(failure.value)


def test_credentials_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scope alone may be missing."""
    for name in ("CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"):
        monkeypatch.setenv(f"PAYLOADKIT_CAAS_{name}", name.lower())
    monkeypatch.delenv("PAYLOADKIT_CAAS_SCOPE", raising=False)
    found = caas.Credentials.from_env().with_password()
    assert (found.client_id, found.password, found.scope) == ("client_id", "password", None)

    monkeypatch.delenv("PAYLOADKIT_CAAS_PASSWORD")
    with pytest.raises(ValueError, match=r"^set PAYLOADKIT_CAAS_PASSWORD$"):
        caas.Credentials.from_env()
