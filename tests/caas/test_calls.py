"""The calls of CAAS, driven by hand: every decision about tokens, lookups and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import stamina

import payloadkit as pk
from payloadkit import caas
from tests.caas.test_login import CREDENTIALS, REFUSED, token
from tests.documents import POLICY, emirates_id, minimal
from tests.drive import OPEN, UNSENT, Clock, answer, drive

if TYPE_CHECKING:
    from payloadkit.http.call import Answer, Call, Reply
    from payloadkit.http.request import Request

PASSPORT = {
    "id_type": 2,
    "id_number": "A1234567",
    "issued_country": "IN",
    "date_of_expiry": "2034-05-01",
}
PERSON = pk.load("caas.onboarding", minimal(), policy=POLICY)
TRAVELLER = pk.load(
    "caas.onboarding", minimal() | {"id_details": [emirates_id(), PASSPORT]}, policy=POLICY
)
CUSTOMER = pk.load("caas.onboarding", minimal() | {"ecrn": "7001"}, policy=POLICY)

ACCEPTED = answer({"status": "success", "status_code": 200, "data": {"ecrn": "7001"}})
FOUND = answer({"status": "success", "statusCode": 200, "data": {"ecrn": "7001"}})


def failure(code: int, status: int = 200, **more: object) -> Answer:
    """Return an answer with an error code."""
    return answer({"status": "failed", "status_code": 404, "error_code": code, **more}, status)


NOT_FOUND, UNKNOWN_FORMAT, BUSY = failure(45001), failure(40001), failure(45006)
UPDATE_FAILED = failure(45032, 404)
EXPIRED = answer({"error": "Unauthorized", "status": 401}, 401)

# The fate of a post with one of these is open.
OPEN_FATES = [
    OPEN,
    answer("", 502),
    failure(40001, 502),
    answer("<html>"),
    answer("", 503),
    answer("", 302, {"Location": "https://elsewhere.example"}),
    answer({"status": "success", "status_code": 200, "data": {}}),
    UPDATE_FAILED,
]


class Gateway:
    """Calls with a token, and a clock."""

    def __init__(self, *, logged_in: bool = True) -> None:
        self.clock = Clock()
        self.calls = caas.Calls("https://cdp.example.com", CREDENTIALS, clock=self.clock)
        if logged_in:
            self.run(self.calls.masters(), token("t1"), answer({"status": "success", "data": {}}))

    def run(self, call: Call[Any], *replies: Reply | float) -> tuple[Any, str]:
        """Return the outcome of a call, and its requests as letters.

        ``t``oken, ``l``ookup, ``p``ost, ``c``ustomer, ``m``asters.
        """
        found, sent = drive(call, replies, self.clock)
        return found, "".join(map(letter, sent))


def letter(request: Request) -> str:
    """Return the letter of a request."""
    paths = {"/token": "t", "/validate": "l", "/onBoarding/": "p", "/customer/": "c", "/mast": "m"}
    return next(found for part, found in paths.items() if part in request.url)


@pytest.fixture
def gateway() -> Gateway:
    """Return calls that have a token."""
    return Gateway()


def test_an_onboarding(gateway: Gateway) -> None:
    """One post, and its outcome."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), ACCEPTED)

    assert (outcome.state, outcome.retry, outcome.ecrn, sent) == ("accepted", "never", "7001", "p")


@pytest.mark.parametrize(
    ("final", "state", "retry"),
    [
        (failure(45013, 406, message="Customer 7001 Under"), "under_investigation", "never"),
        (failure(45051, 406, message="Customer 7001 Cannot"), "refused", "never"),
        (failure(40002, 400), "invalid", "after_mending"),
    ],
)
def test_a_final_answer_is_the_outcome(
    gateway: Gateway, final: Answer, state: str, retry: str
) -> None:
    """Nothing is open, so nobody is looked up."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), final)

    assert (outcome.state, outcome.retry, sent) == (state, retry, "p")


@pytest.mark.parametrize(
    ("lookup", "state", "retry"),
    [
        (NOT_FOUND, "unavailable", "later"),
        (UNKNOWN_FORMAT, "unavailable", "after_lookup"),
        (FOUND, "accepted", "never"),
    ],
)
def test_too_many_requests(gateway: Gateway, lookup: Reply, state: str, retry: str) -> None:
    """A lookup makes sure that the post was not taken; the pause is the caller's."""
    limited = answer("", 429, {"Retry-After": "9"})
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), limited, lookup)

    assert (outcome.state, outcome.retry, sent) == (state, retry, "pl")
    assert outcome.retry_after == 9


@pytest.mark.parametrize("fate", OPEN_FATES)
def test_an_open_fate_is_settled_by_a_lookup(gateway: Gateway, fate: Reply) -> None:
    """The customer that it finds is the outcome; nothing is posted again."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), fate, FOUND)

    assert (outcome.state, outcome.retry, outcome.ecrn, sent) == ("accepted", "never", "7001", "pl")


@pytest.mark.parametrize("fate", OPEN_FATES)
def test_not_found_leads_to_another_post(gateway: Gateway, fate: Reply) -> None:
    """The gateway has said that there is no such customer."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), fate, NOT_FOUND, ACCEPTED)

    assert (outcome.state, sent) == ("accepted", "plp")


@pytest.mark.parametrize("fate", OPEN_FATES)
@pytest.mark.parametrize("failed", [UNKNOWN_FORMAT, answer("<html>"), answer("", 404)])
def test_a_failed_lookup_leaves_the_fate_open(gateway: Gateway, fate: Reply, failed: Reply) -> None:
    """Nothing is posted again."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), fate, failed)

    assert (outcome.state, outcome.retry, sent) == ("unavailable", "after_lookup", "pl")


def test_a_lookup_is_repeated_within_the_deadline(gateway: Gateway) -> None:
    """It only reads."""
    lookups = (OPEN, answer("", 503), BUSY, UNSENT, FOUND)
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), OPEN, *lookups)

    assert (outcome.state, sent) == ("accepted", "plllll")


def test_a_lookup_that_stays_lost_leaves_the_fate_open(gateway: Gateway) -> None:
    """Within the deadline, and without another post."""
    replies = iter([99.0, OPEN] * 50)
    began = gateway.clock.now
    outcome, sent = drive(gateway.calls.onboard(PERSON), replies, gateway.clock)

    assert (outcome.state, outcome.retry) == ("unavailable", "after_lookup")
    assert [letter(each) for each in sent].count("p") == 1
    assert len(sent) > 3
    assert gateway.clock.now <= began + 60


@pytest.mark.parametrize(
    ("code", "state"),
    [(45013, "under_investigation"), (45051, "refused"), (45003, "not_subscribed")],
)
def test_what_a_lookup_may_find(gateway: Gateway, code: int, state: str) -> None:
    """A customer in any state is found, and is not posted again, now or later."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), OPEN, failure(code))

    assert (outcome.state, outcome.retry, sent) == (state, "never", "pl")


@pytest.mark.parametrize(
    ("lookups", "state", "retry", "sent"),
    [
        ((FOUND,), "accepted", "never", "pl"),
        ((NOT_FOUND, FOUND), "accepted", "never", "pll"),
        ((UNKNOWN_FORMAT, FOUND), "accepted", "never", "pll"),
        ((UNKNOWN_FORMAT, NOT_FOUND), "unavailable", "after_lookup", "pll"),
        ((NOT_FOUND, UNKNOWN_FORMAT), "unavailable", "after_lookup", "pll"),
        ((NOT_FOUND, NOT_FOUND, ACCEPTED), "accepted", "never", "pllp"),
    ],
)
def test_each_identity_is_looked_up(
    gateway: Gateway, lookups: tuple[Reply, ...], state: str, retry: str, sent: str
) -> None:
    """Only when all of them are unknown is a person unknown."""
    outcome, letters = gateway.run(gateway.calls.onboard(TRAVELLER), OPEN, *lookups)

    assert (outcome.state, outcome.retry, letters) == (state, retry, sent)


def test_posts_are_limited(gateway: Gateway) -> None:
    """A gateway that loses every post is not asked for ever. Nothing is open at the end."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), *[answer("", 502), NOT_FOUND] * 3)

    assert (outcome.state, outcome.retry, sent) == ("unavailable", "later", "plplpl")


def test_no_time_for_another_post(gateway: Gateway) -> None:
    """The gateway does not know the person, so nothing is open."""
    with stamina.set_testing(True, attempts=1):
        outcome, sent = gateway.run(gateway.calls.onboard(PERSON), OPEN, NOT_FOUND)

    assert (outcome.state, outcome.retry, sent) == ("unavailable", "later", "pl")


def test_a_connection_that_is_not_made_is_tried_again(gateway: Gateway) -> None:
    """No byte has left, so there is nothing to look up."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), UNSENT, UNSENT, ACCEPTED)

    assert (outcome.state, sent) == ("accepted", "ppp")


def test_a_connection_that_is_never_made(gateway: Gateway) -> None:
    """Nothing is open: the outcome says ``later``."""
    outcome, sent = drive(gateway.calls.onboard(PERSON), iter([9.0, UNSENT] * 50), gateway.clock)

    assert (outcome.state, outcome.retry) == ("unavailable", "later")
    assert {letter(each) for each in sent} == {"p"}


def test_an_expired_token(gateway: Gateway) -> None:
    """One new login; a lookup, in case a proxy refused the answer; one repetition."""
    outcome, sent = gateway.run(
        gateway.calls.onboard(PERSON), EXPIRED, token("t2"), NOT_FOUND, ACCEPTED
    )

    assert (outcome.state, sent) == ("accepted", "ptlp")


def test_an_expired_token_after_the_customer_was_made(gateway: Gateway) -> None:
    """The lookup finds the customer, and nothing is posted again."""
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), EXPIRED, token("t2"), FOUND)

    assert (outcome.state, sent) == ("accepted", "ptl")


def test_a_new_token_that_is_refused_too(gateway: Gateway) -> None:
    """There is no third attempt."""
    outcome, sent = gateway.run(
        gateway.calls.onboard(PERSON),
        *(EXPIRED, token("t2"), NOT_FOUND),
        *(EXPIRED, NOT_FOUND),
    )

    assert (outcome.state, outcome.retry, sent) == ("unauthorized", "after_login", "ptlpl")


def test_a_refused_login_posts_nothing() -> None:
    """The outcome is final, and nothing is open."""
    gateway = Gateway(logged_in=False)
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON), REFUSED)

    assert (outcome.state, outcome.retry, sent) == ("unauthorized", "never", "t")


def test_no_token_within_the_deadline() -> None:
    """Nothing was posted: the outcome says ``later``."""
    gateway = Gateway(logged_in=False)
    outcome, sent = drive(gateway.calls.onboard(PERSON), iter([99.0, OPEN] * 50), gateway.clock)

    assert (outcome.state, outcome.retry) == ("unavailable", "later")
    assert {letter(each) for each in sent} == {"t"}


def test_an_update_may_be_repeated(gateway: Gateway) -> None:
    """A lost answer, and a gateway that is not there: the same update again, without a lookup."""
    outcome, sent = gateway.run(
        gateway.calls.onboard(CUSTOMER), OPEN, failure(40001, 502), UNSENT, ACCEPTED
    )

    assert (outcome.state, sent) == ("accepted", "pppp")


def test_an_update_that_stays_lost(gateway: Gateway) -> None:
    """It may be sent again later."""
    outcome, _ = drive(gateway.calls.onboard(CUSTOMER), iter([99.0, OPEN] * 50), gateway.clock)

    assert (outcome.state, outcome.retry) == ("unavailable", "later")


def test_an_update_that_failed(gateway: Gateway) -> None:
    """That the customer is found would not say that the update was made."""
    outcome, sent = gateway.run(gateway.calls.onboard(CUSTOMER), UPDATE_FAILED)

    assert (outcome.state, outcome.retry, sent) == ("update_failed", "after_lookup", "p")


def test_a_policy_checks_first(gateway: Gateway) -> None:
    """An error is an outcome, and nothing is sent; without a policy nothing is checked again."""
    strict = pk.Policy(today=POLICY.today, limits={"caas.onboarding": {"/first_name": 3}})
    outcome, sent = gateway.run(gateway.calls.onboard(PERSON, policy=strict))

    assert (outcome.state, outcome.retry, sent) == ("invalid", "after_mending", "")
    assert [each.path for each in outcome.violations] == ["/first_name"]
    assert gateway.run(gateway.calls.onboard(PERSON, policy=POLICY), ACCEPTED)[1] == "p"


def test_before_each_post(gateway: Gateway) -> None:
    """It is called before a byte of the post leaves; its exception keeps the post from leaving."""
    called: list[float] = []
    call = gateway.calls.onboard(PERSON, before_post=lambda: called.append(1))
    gateway.run(call, UNSENT, OPEN, NOT_FOUND, ACCEPTED)
    assert len(called) == 3

    def fail() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        gateway.run(gateway.calls.onboard(PERSON, before_post=fail))


@pytest.mark.parametrize(
    ("lookup", "state", "retry"),
    [
        (FOUND, "accepted", "never"),
        (NOT_FOUND, "not_found", "never"),
        (UNKNOWN_FORMAT, "unavailable", "after_lookup"),
    ],
)
def test_resolving_posts_nothing(gateway: Gateway, lookup: Reply, state: str, retry: str) -> None:
    """It is for a person whose post is open since an earlier run."""
    outcome, sent = gateway.run(gateway.calls.resolve(PERSON), lookup)

    assert (outcome.state, outcome.retry, sent) == (state, retry, "l")


def test_reads(gateway: Gateway) -> None:
    """A lookup, a customer and master data."""
    customer = answer({"status": "success", "data": {"ecrn": "7001", "first_name": "A"}})
    masters = answer({"status": "success", "data": {"professions": [{"code": 1, "name": "B"}]}})
    look_up = gateway.calls.look_up(id_type="4", id_number="784300000000022")

    assert gateway.run(look_up, NOT_FOUND)[0].state == "not_found"
    assert gateway.run(gateway.calls.customer("7001"), customer)[0].answer.ecrn == "7001"
    found, sent = gateway.run(gateway.calls.masters("professions"), OPEN, masters)
    assert found.answer.names("professions") == {"1": "B"}
    assert sent == "mm"


def test_an_expired_token_of_a_read(gateway: Gateway) -> None:
    """One new login, and one repetition."""
    assert gateway.run(gateway.calls.customer("7"), EXPIRED, token("t2"), EXPIRED)[1] == "ctc"
    assert gateway.run(gateway.calls.customer("7"), EXPIRED, REFUSED)[0].retry == "never"


def test_a_refused_login_reads_nothing() -> None:
    """The outcome is that of the login."""
    gateway = Gateway(logged_in=False)
    outcome, sent = gateway.run(gateway.calls.customer("7"), REFUSED)

    assert (outcome.state, outcome.retry, sent) == ("unauthorized", "never", "t")


@pytest.mark.parametrize(
    "call",
    [
        lambda calls: calls.customer("…"),
        lambda calls: calls.customer(7),
        lambda calls: calls.masters(7),
        lambda calls: calls.look_up(id_type="4", id_number="784"),
        lambda calls: calls.onboard({}),
        lambda calls: calls.resolve({}),
    ],
)
def test_wrong_use_sends_nothing(gateway: Gateway, call: Any) -> None:
    """It is the only reason for an exception."""
    with pytest.raises((TypeError, ValueError)):
        next(call(gateway.calls))


def test_wrong_arguments() -> None:
    """They are refused before the first call."""
    with pytest.raises(TypeError, match="Credentials"):
        caas.Calls("https://cdp.example.com", {})  # type: ignore[arg-type] # what is refused
    with pytest.raises(ValueError, match="deadline"):
        caas.Calls("https://cdp.example.com", CREDENTIALS, deadline=0)
    with pytest.raises(ValueError, match="https"):
        caas.Calls("http://cdp.example.com", CREDENTIALS)
