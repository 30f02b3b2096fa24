"""The clients of Airpay: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.airpay.calls import Calls
from payloadkit.http.client import AsyncioClient, SyncClient, runs, runs_async
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.airpay.keys import Keys
    from payloadkit.http.client import AsyncOptions, SyncOptions


class Client(SyncClient[Calls]):
    """A client of Airpay. What Airpay or the network does is an outcome, never an exception.

    Args:
        base_url: Airpay's URL, without ``addkyc.php``.
        keys: The merchant's keys.
        merchant_id: The merchant's number.
        **options: ``deadline`` in seconds (60), ``allow_http``; ``client``, an own
            ``httpx2.Client`` with a proxy for example; ``max_bytes`` of an answer (16 MiB).

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, or the deadline is not above 0.
    """

    _calls = Calls

    @sealed
    def __init__(
        self, base_url: str, keys: Keys, merchant_id: str | int, **options: Unpack[SyncOptions]
    ) -> None:
        super().__init__(base_url, keys, merchant_id, **options)

    add_kyc = runs(Calls.add_kyc)


class AsyncClient(AsyncioClient[Calls]):
    """The same client for asyncio and trio, on an ``httpx2.AsyncClient``."""

    _calls = Calls

    @sealed
    def __init__(
        self, base_url: str, keys: Keys, merchant_id: str | int, **options: Unpack[AsyncOptions]
    ) -> None:
        super().__init__(base_url, keys, merchant_id, **options)

    add_kyc = runs_async(Calls.add_kyc)
