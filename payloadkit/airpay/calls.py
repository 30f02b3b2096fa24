"""The calls of Airpay, without I/O.

The answer to Add KYC is not published. It is read as that to Pull KYC: a status 200 or 400.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, Never, TypeAlias, Unpack

from payloadkit.airpay.add import add_kyc
from payloadkit.airpay.keys import Keys, check_keys
from payloadkit.http import answer
from payloadkit.http.call import Call, CallOptions, SystemCalls, outcome_of
from payloadkit.violation import sealed
from payloadkit.wire.reading import read_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from payloadkit.airpay.numbers import Plain

State: TypeAlias = Literal["accepted", "invalid", "unauthorized", "unavailable", "unknown"]
Outcome: TypeAlias = answer.Outcome[State, Never]


class Calls(SystemCalls):
    """The calls of Airpay for a client, or a driver of yours. It takes what ``Client`` takes."""

    system = "airpay"
    secrets = ("username", "password", "secret", "merchant_id")

    @sealed
    def __init__(
        self, base_url: str, keys: Keys, merchant_id: str | int, **options: Unpack[CallOptions]
    ) -> None:
        check_keys(keys)
        super().__init__(base_url, **options)
        self._keys, self._merchant_id = keys, merchant_id

    @classmethod
    @sealed
    def secrets_from_env(cls) -> tuple[Keys, str]:
        """Return the keys and the merchant's number, from the environment."""
        *found, merchant_id = super().secrets_from_env()
        return Keys.derive(**dict(zip(cls.secrets, found, strict=False))), merchant_id

    def add_kyc(
        self, customers: Mapping[str, Plain], *, date: date | None = None, normalise: bool = False
    ) -> Call[tuple[Outcome, ...]]:
        """Send the hashed numbers of customers. Each 50 of them are a request with its outcome.

        A request is sent again only if no connection was made. You may send it again: it replaces
        what Airpay has.

        Args:
            customers: Plain numbers by type, by UID: ``{"uid": {"PP": "A1234567"}}``.
            date: The day that the checksums include; None for no day.
            normalise: Whether numbers are normalised before they are hashed.

        Raises:
            PayloadError: The merchant's number, a UID or a number breaks a rule.
        """
        requests = add_kyc(self._keys, self._merchant_id, customers, date=date, normalise=normalise)
        outcomes: tuple[Outcome, ...] = ()
        for each in requests:
            send = partial(each.to_http, self._url)
            reply = yield from self._patience().connect(send, share=1.0)
            outcomes += (outcome_of(reply, _read),)
        return outcomes


def _read(status: int | None, body: bytes, headers: answer.Headers | None) -> Outcome:
    found = {} if status is None else read_object(body)
    words = {str(found.get(key)).casefold() for key in ("status", "status_code")}
    state: State = "unknown"
    retry: answer.Retry = "never"
    if answer.is_unavailable(status):
        state, retry = "unavailable", "later"
    elif status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        state = "unauthorized"
    elif status == HTTPStatus.BAD_REQUEST or "400" in words:
        state, retry = "invalid", "after_mending"
    elif answer.is_success(status) and words & {"200", "success"}:
        state = "accepted"
    return Outcome(state=state, retry=retry, retry_after=answer.seconds_to_wait(headers))
