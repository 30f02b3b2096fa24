"""Log in at CAAS: one token for any number of concurrent callers."""

from __future__ import annotations

import math
import os
from threading import Lock
from typing import TYPE_CHECKING, Never, TypeAlias

import attrs

from payloadkit.caas.answer import Outcome, read_answer
from payloadkit.caas.token import PASSWORD, REFRESH, TokenRequest, get_token
from payloadkit.http.call import Wait
from payloadkit.http.request import check_header_text
from payloadkit.http.settings import secrets_of
from payloadkit.models.constructor import replace
from payloadkit.violation import PayloadError, sealed

if TYPE_CHECKING:
    from typing import Literal

    from payloadkit.caas.token import TokenAnswer
    from payloadkit.http.call import Call, Clock, Patience

# A token, or why there is none.
TokenOrFailure: TypeAlias = str | Outcome[Never]

_EARLY = 30.0
_LOOK_AGAIN = 0.02


class Credentials:
    """The credentials of a partner, by the rules of ``TokenRequest``.

    ``repr`` shows nothing, pickling is refused.
    """

    __slots__ = ("_request",)

    @sealed
    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        username: str,
        password: str,
        scope: str | None = None,
    ) -> None:
        self._request = TokenRequest(
            grant_type=PASSWORD,
            client_id=client_id,
            client_secret=client_secret,
            username=username,
            password=password,
            scope=scope,
        )

    @classmethod
    @sealed
    def from_env(cls) -> Credentials:
        """Read them from ``PAYLOADKIT_CAAS_CLIENT_ID`` and so on; ``_SCOPE`` may be missing.

        Raises:
            ValueError: One of them breaks a rule, or some are not set; it names all of these.
        """
        names = ("client_id", "client_secret", "username", "password")
        found = dict(zip(names, secrets_of("caas", *names), strict=True))
        return cls(**found, scope=os.environ.get("PAYLOADKIT_CAAS_SCOPE") or None)

    def __repr__(self) -> str:
        """Show nothing."""
        return "Credentials()"

    def __reduce__(self) -> Never:
        """Refuse pickling, so that credentials are not written to a file."""
        raise TypeError("credentials are not pickled: make them where they are needed")

    def with_password(self) -> TokenRequest:
        """Return the request for a token by password."""
        return self._request

    def with_refresh_token(self, token: object) -> TokenRequest | None:
        """Return the request for the next token, None if the refresh token is not usable."""
        try:
            return replace(
                self._request, grant_type=REFRESH, username=None, password=None, refresh_token=token
            )
        except PayloadError:
            return None


@attrs.frozen(repr=False)
class _Token:
    """A token and the next one's request, with the moments from which they are too old."""

    access: str
    old_at: float
    refresh: TokenRequest | None
    refresh_old_at: float


@attrs.define(repr=False)
class _Flight:
    """A login that is under way; others wait for it."""

    is_over: bool = False
    result: TokenOrFailure | None = None


class Login:
    """The token of a client. Threads and tasks may share it."""

    def __init__(self, base_url: str, credentials: Credentials, clock: Clock) -> None:
        self._base_url, self._credentials, self._clock = base_url, credentials, clock
        self._lock = Lock()
        self._token: _Token | None = None
        self._flight: _Flight | None = None

    def token(self, patience: Patience, refused: str | None = None) -> Call[TokenOrFailure]:
        """Return another token than the refused one, or why there is none.

        It is not too old. Of any number of callers one asks for it, and the others wait.
        """
        while True:
            with self._lock:
                token = self._token
                if token and token.access != refused and self._clock() < token.old_at:
                    return token.access
                flight, leads = self._flight or _Flight(), self._flight is None
                self._flight = flight
            if leads:
                return (yield from self._lead(flight, patience, refused))
            while not flight.is_over and patience.left():
                yield Wait(min(_LOOK_AGAIN, patience.left()))
            found = flight.result
            if isinstance(found, str) or (found and found.retry != "later"):
                return found
            if not patience.left():
                return found or Outcome(state="unavailable", retry="later")

    def _lead(
        self, flight: _Flight, patience: Patience, refused: str | None
    ) -> Call[TokenOrFailure]:
        try:
            flight.result = yield from self._log_in(patience, refused)
            return flight.result
        finally:  # also if the caller is cancelled: then another one leads
            with self._lock:
                self._flight = None
            flight.is_over = True

    def _log_in(self, patience: Patience, refused: str | None) -> Call[TokenOrFailure]:
        token = self._token
        # A refused token has a refused session too: only the password begins another one.
        is_alive = token and token.access != refused and self._clock() < token.refresh_old_at
        if token and token.refresh and is_alive:
            found = yield from self._ask("refresh", token.refresh, patience)
            if isinstance(found, str) or found.state != "unauthorized":
                return found
        return (yield from self._ask("token", self._credentials.with_password(), patience))

    def _ask(
        self, endpoint: Literal["token", "refresh"], request: TokenRequest, patience: Patience
    ) -> Call[TokenOrFailure]:
        asked_at = self._clock()
        outcome: Outcome[TokenAnswer] = yield from patience.read(
            get_token(self._base_url, request), lambda *reply: read_answer(endpoint, *reply)
        )
        answer = outcome.answer
        # A refresh with an answer that is not in the table is as good as refused.
        if outcome.state == "unauthorized" or (endpoint, outcome.state) == ("refresh", "unknown"):
            return Outcome(state="unauthorized", retry="never")
        if outcome.state != "accepted" or answer is None or not _is_bearer(answer.access_token):
            return Outcome(state="unavailable", retry="later", retry_after=outcome.retry_after)
        self._token = _Token(
            answer.access_token,
            asked_at + _usable(answer.expires_in),
            self._credentials.with_refresh_token(answer.refresh_token),
            asked_at + _usable(answer.refresh_expires_in),
        )
        return answer.access_token


def _is_bearer(token: object) -> bool:
    """Return whether a token can stand in a header field."""
    try:
        check_header_text(token=token)
    except ValueError:
        return False
    return True


def _usable(lifetime: object) -> float:
    """Return how long a token is used: 30 seconds less than it lives, or half of a short life.

    A token without a lifetime is used until it is refused.
    """
    try:
        seconds = float(str(lifetime))
    except ValueError:
        return math.inf
    return seconds - min(_EARLY, seconds / 2)
