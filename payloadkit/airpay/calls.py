"""The calls of Airpay, without I/O.

The answer to Add KYC is not published. It is read as that to Pull KYC: a status 200 or 400.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, Never, TypeAlias

from payloadkit.airpay.add import AddKycRequest, add_kyc
from payloadkit.airpay.keys import Keys
from payloadkit.http.answer import Outcome as SharedOutcome
from payloadkit.http.answer import is_success, is_unavailable, seconds_to_wait
from payloadkit.http.call import Calls as SharedCalls
from payloadkit.http.call import outcome_of
from payloadkit.http.settings import secrets_of
from payloadkit.violation import sealed
from payloadkit.wire.reading import read_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Unpack

    from payloadkit.airpay.numbers import Plain
    from payloadkit.http.answer import Headers, Retry
    from payloadkit.http.call import Call, CallOptions

State: TypeAlias = Literal["accepted", "invalid", "unauthorized", "unavailable", "unknown"]
Outcome: TypeAlias = SharedOutcome[State, Never]


class Calls(SharedCalls):
    """The calls of Airpay. A client runs them; so may a driver of your own.

    Args:
        base_url: Airpay's URL, without ``addkyc.php``.
        keys: The merchant's keys.
        merchant_id: The merchant's number.
        **options: ``deadline`` in seconds (60), ``allow_http`` and ``clock``.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, or the deadline is not above 0.
    """

    system = "airpay"

    @sealed
    def __init__(
        self, base_url: str, keys: Keys, merchant_id: str | int, **options: Unpack[CallOptions]
    ) -> None:
        if not isinstance(keys, Keys):
            raise TypeError(f"keys are Keys, not {type(keys).__name__}")
        super().__init__(base_url, **options)
        self._keys, self._merchant_id = keys, merchant_id

    @classmethod
    @sealed
    def secrets_from_env(cls) -> tuple[Keys, str]:
        """Return the keys and the merchant's number from ``PAYLOADKIT_AIRPAY_USERNAME`` etc."""
        username, password, secret, merchant_id = secrets_of(
            cls.system, "username", "password", "secret", "merchant_id"
        )
        return Keys.derive(username=username, password=password, secret=secret), merchant_id

    def add_kyc(
        self,
        customers: Mapping[str, Plain],
        *,
        date: date | None = None,
        normalise: bool = False,
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
            TypeError: The customers are no Mapping, or the date is no date.
        """
        requests = add_kyc(self._keys, self._merchant_id, customers, date=date, normalise=normalise)
        outcomes: tuple[Outcome, ...] = ()
        for each in requests:
            outcomes += ((yield from self._send(each)),)
        return outcomes

    def _send(self, added: AddKycRequest) -> Call[Outcome]:
        request = added.to_http(self._url)
        reply = yield from self._patience().connect(lambda: request, share=1.0)
        return outcome_of(reply, _read)


def _read(status: int | None, body: bytes, headers: Headers | None) -> Outcome:
    """Return the meaning of an answer."""
    found = {} if status is None else read_object(body)
    words = {str(found.get(key)).casefold() for key in ("status", "status_code")}
    state: State = "unknown"
    retry: Retry = "never"
    if is_unavailable(status):
        state, retry = "unavailable", "later"
    elif status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        state = "unauthorized"
    elif status == HTTPStatus.BAD_REQUEST or "400" in words:
        state, retry = "invalid", "after_mending"
    elif is_success(status) and words & {"200", "success"}:
        state = "accepted"
    return SharedOutcome(state=state, retry=retry, retry_after=seconds_to_wait(headers))
