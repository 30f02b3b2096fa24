"""The clients of the UAE KYC platform: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.http.client import (
    AsyncioClient,
    SyncClient,
    reads,
    reads_async,
    runs,
    runs_async,
)
from payloadkit.uaekyc.calls import Calls
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.http.client import AsyncOptions, SyncOptions


class Client(SyncClient[Calls]):
    """A client of the platform. What the platform or the network does is an outcome.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        **options: ``deadline`` in seconds (60), ``allow_http``; ``client``, an own
            ``httpx2.Client`` with a proxy for example; ``max_bytes`` of an answer (16 MiB).

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, the key no visible ASCII, or the deadline not
            above 0.
    """

    _calls = Calls

    @sealed
    def __init__(self, base_url: str, transaction_key: str, **options: Unpack[SyncOptions]) -> None:
        super().__init__(base_url, transaction_key, **options)

    status = runs(Calls.status)
    wait = runs(Calls.wait)
    records = reads(Calls.records)
    errored = reads(Calls.errored)
    customer_data = runs(Calls.customer_data)


class AsyncClient(AsyncioClient[Calls]):
    """The same client for asyncio and trio, on an ``httpx2.AsyncClient``."""

    _calls = Calls

    @sealed
    def __init__(
        self, base_url: str, transaction_key: str, **options: Unpack[AsyncOptions]
    ) -> None:
        super().__init__(base_url, transaction_key, **options)

    status = runs_async(Calls.status)
    wait = runs_async(Calls.wait)
    records = reads_async(Calls.records)
    errored = reads_async(Calls.errored)
    customer_data = runs_async(Calls.customer_data)
