"""The clients of Airpay: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.airpay.calls import Calls
from payloadkit.http.client import AsyncHttp, AsyncioClient, H, Http, SyncClient, runs
from payloadkit.http.client import Client as SharedClient
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.airpay.keys import Keys
    from payloadkit.http.client import Options


class _Client(SharedClient[Calls, H]):
    """The methods of both."""

    _calls = Calls

    @sealed
    def __init__(
        self, base_url: str, keys: Keys, merchant_id: str | int, **options: Unpack[Options[H]]
    ) -> None:
        super().__init__(base_url, keys, merchant_id, **options)

    add_kyc = runs(Calls.add_kyc)


class Client(_Client[Http], SyncClient):
    """A client of Airpay. What Airpay or the network does is an outcome, never an exception.

    Args:
        base_url: Airpay's URL, without ``addkyc.php``.
        keys: The merchant's keys.
        merchant_id: The merchant's number.
        **options: ``deadline`` in seconds (60), ``allow_http``, ``max_bytes`` of an answer (16
            MiB), and ``client``, an own client of httpx2, with a proxy for example.

    Raises:
        ValueError: The URL is not of HTTPS, a secret no visible ASCII, or the deadline not above 0.
    """


class AsyncClient(_Client[AsyncHttp], AsyncioClient):
    """The same client for asyncio and trio, on an ``httpx2.AsyncClient``."""
