"""The calls of CAAS with all their decisions, without I/O. ``docs/retry-safely.md`` explains them.

An onboarding is posted again only if no connection was made, or if a lookup of each identity of
the person has answered "not found".
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias, TypeVar, Unpack

import attrs

from payloadkit.caas.answer import Outcome, read_answer
from payloadkit.caas.customer import Customer, get_customer
from payloadkit.caas.login import Credentials, Login
from payloadkit.caas.lookup import LookupAnswer, LookupRequest, look_up
from payloadkit.caas.masters import MasterData, get_masters
from payloadkit.caas.onboarding import OnboardingRequest, onboard
from payloadkit.caas.onboarding_answer import OnboardingAnswer
from payloadkit.http.call import Answer, Lost, SystemCalls, outcome_of
from payloadkit.violation import sealed
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.call import Call, CallOptions, Patience, Reader, Reply
    from payloadkit.http.request import Request
    from payloadkit.policy import Policy

A = TypeVar("A")

# The answer to the post, or to the lookup that has settled its fate.
Onboarded: TypeAlias = Outcome[OnboardingAnswer | LookupAnswer]
Found: TypeAlias = Outcome[LookupAnswer]
Lookups: TypeAlias = tuple[LookupRequest, ...]
Step: TypeAlias = "Callable[[str], Call[Outcome[A]]]"
Post: TypeAlias = "Callable[[str], Call[Reply]]"

_FOUND = frozenset({"accepted", "inactive", "under_investigation", "refused", "not_subscribed"})
_MOST_POSTS = 3


class Calls(SystemCalls):
    """The calls of CAAS for a client, or a driver of yours. It takes what ``Client`` takes."""

    system = "caas"

    @sealed
    def __init__(
        self, base_url: str, credentials: Credentials, **options: Unpack[CallOptions]
    ) -> None:
        if not isinstance(credentials, Credentials):
            raise TypeError(f"credentials are Credentials, not {type(credentials).__name__}")
        super().__init__(base_url, **options)
        self._login = Login(self._url, credentials, self._clock)

    @classmethod
    def secrets_from_env(cls) -> tuple[Credentials]:
        """Return the credentials from the environment."""
        return (Credentials.from_env(),)

    def onboard(
        self,
        request: OnboardingRequest,
        *,
        policy: Policy | None = None,
        before_post: Callable[[], object] | None = None,
    ) -> Call[Onboarded]:
        """Onboard a person or, with an ecrn, update a customer.

        If the fate of the post is open, the person is looked up. An outcome whose ``retry`` is
        ``after_lookup``, and no other, is still open: call ``resolve`` later, and do not post. An
        update may be repeated, and is.

        Args:
            request: The person.
            policy: Check the request with this policy first; an error is the outcome ``invalid``,
                and nothing is sent. None: the request is not checked again.
            before_post: Called before a byte of each post leaves. If it raises, nothing is posted.

        Raises:
            PayloadError: An identity of the person cannot be looked up.
        """
        lookups = LookupRequest.of(request, policy=policy)
        if policy is not None:
            report = check(OnboardingRequest, to_dict(request), policy)
            if not report.ok:
                return Outcome(state="invalid", retry="after_mending", violations=report.violations)
        patience = self._patience()

        def post(token: str) -> Call[Reply]:
            def prepared() -> Request:
                if before_post is not None:
                    before_post()
                return onboard(self._url, token, request)

            return patience.connect(prepared)

        if request.ecrn is not None:
            return (yield from self._update(patience, post))
        return (yield from self._post(patience, post, lookups))

    def resolve(self, request: OnboardingRequest, *, policy: Policy | None = None) -> Call[Found]:
        """Find out by lookups alone whether a person is a customer. Nothing is posted.

        Each identity is looked up until one is found: that is the outcome, and its ``retry`` is
        ``never``. It is ``not_found`` if the gateway knows none of them. It is ``unavailable`` with
        ``after_lookup`` if a lookup failed.

        Raises:
            PayloadError: An identity of the person cannot be looked up.
        """
        return self._resolve(self._patience(), LookupRequest.of(request, policy=policy))

    @sealed
    def look_up(self, *, id_type: str, id_number: str) -> Call[Found]:
        """Look up the holder of a document: type ``"4"`` is an Emirates ID, without dashes.

        Raises:
            PayloadError: A text breaks a rule of ``LookupRequest``.
        """
        request = LookupRequest(idType=id_type, idNumber=id_number)
        return self._look_up(self._patience(), request)

    @sealed
    def customer(self, ecrn: str) -> Call[Outcome[Customer]]:
        """Get a customer.

        Raises:
            ValueError: The ecrn is no visible ASCII, or too long.
        """
        return self._read(
            self._patience(),
            lambda token: get_customer(self._url, token, ecrn),
            lambda *reply: read_answer("customer", *reply),
        )

    def masters(self, code: str | None = None) -> Call[Outcome[MasterData]]:
        """Get the tenant's master data: one list, ``professions`` for example, or all.

        Raises:
            ValueError: The name of the list cannot be written.
        """
        return self._read(
            self._patience(),
            lambda token: get_masters(self._url, token, code),
            lambda *reply: read_answer("masters", *reply),
        )

    def _read(
        self, patience: Patience, make: Callable[[str], Request], reader: Reader[Outcome[A]]
    ) -> Call[Outcome[A]]:
        make("token")  # a wrong argument is refused before any call
        return self._with_token(patience, lambda token: patience.read(make(token), reader))

    def _with_token(self, patience: Patience, step: Step[A]) -> Call[Outcome[A]]:
        """Run a step with a token. After a 401 log in anew, and repeat the step once."""
        refused = None
        while True:
            token = yield from self._login.token(patience, refused)
            if not isinstance(token, str):
                return token
            outcome = yield from step(token)
            if outcome.state != "unauthorized" or refused:
                return outcome
            refused = token

    def _look_up(self, patience: Patience, request: LookupRequest) -> Call[Found]:
        return self._read(
            patience,
            lambda token: look_up(self._url, token, request),
            lambda *reply: read_answer("lookup", *reply),
        )

    def _resolve(self, patience: Patience, lookups: Lookups) -> Call[Found]:
        is_known = True
        for request in lookups:
            outcome = yield from self._look_up(patience, request)
            if outcome.state in _FOUND:
                return attrs.evolve(outcome, retry="never")
            is_known = is_known and outcome.state == "not_found"
        if not is_known:
            return Outcome(state="unavailable", retry="after_lookup")
        return Outcome(state="not_found", retry="never")

    def _post(self, patience: Patience, post: Post, lookups: Lookups) -> Call[Onboarded]:
        refused, posts = None, 0
        while True:
            posts += 1
            token = yield from self._login.token(patience, refused)
            if not isinstance(token, str):
                return token
            reply = yield from post(token)
            outcome = _posted(reply)
            status = reply.status if isinstance(reply, Answer) else None
            # Even these two may be the words of a proxy behind which the customer was made.
            is_doubtful = status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
            if outcome.retry != "after_lookup" and not is_doubtful:
                return outcome
            is_first_refusal = status == HTTPStatus.UNAUTHORIZED and refused is None
            if is_first_refusal:
                refused = token
                yield from self._login.token(patience, refused)
            found = yield from self._resolve(patience, lookups)
            if found.state != "not_found":
                return attrs.evolve(found, retry_after=outcome.retry_after)
            if is_doubtful and not is_first_refusal:
                return outcome
            if posts == _MOST_POSTS or not (yield from patience.again()):
                return attrs.evolve(outcome, state="unavailable", retry="later")

    def _update(self, patience: Patience, post: Post) -> Call[Onboarded]:
        def step(token: str) -> Call[Outcome[OnboardingAnswer]]:
            return _posted((yield from post(token)))

        while True:
            outcome = yield from self._with_token(patience, step)
            if outcome.state != "unavailable":
                return outcome
            if not (yield from patience.again(outcome.retry_after)):
                return attrs.evolve(outcome, retry="later")


def _posted(reply: Reply) -> Outcome[OnboardingAnswer]:
    """Return the outcome of a post. If nothing was sent, nothing is open."""
    if reply == Lost(sent=False):
        return Outcome(state="unavailable", retry="later")
    return outcome_of(reply, lambda *parts: read_answer("onboarding", *parts))
