"""The clients of the UAE KYC platform: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.http.client import AsyncHttp, AsyncioClient, H, Http, SyncClient, reads, runs
from payloadkit.http.client import Client as SharedClient
from payloadkit.uaekyc.calls import Calls
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.http.client import Options


class _Client(SharedClient[Calls, H]):
    """The methods of both."""

    _calls = Calls

    @sealed
    def __init__(self, base_url: str, transaction_key: str, **options: Unpack[Options[H]]) -> None:
        super().__init__(base_url, transaction_key, **options)

    status = runs(Calls.status)
    wait = runs(Calls.wait)
    records = reads(Calls.records)
    errored = reads(Calls.errored)
    customer_data = runs(Calls.customer_data)


class Client(_Client[Http], SyncClient):
    """A client of the platform. What it or the network does is an outcome, never an exception.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        **options: ``deadline`` in seconds (60), ``allow_http``, ``max_bytes`` of an answer (16
            MiB), and ``client``, an own client of httpx2, with a proxy for example.

    Raises:
        ValueError: The URL is not of HTTPS, a secret no visible ASCII, or the deadline not above 0.
    """


class AsyncClient(_Client[AsyncHttp], AsyncioClient):
    """The same client for asyncio and trio, on an ``httpx2.AsyncClient``."""
