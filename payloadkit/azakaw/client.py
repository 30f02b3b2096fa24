"""The clients of Azakaw: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.azakaw.calls import Calls
from payloadkit.http.client import (
    AsyncioClient,
    SyncClient,
    reads,
    reads_async,
    runs,
    runs_async,
)
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.http.client import AsyncOptions, SyncOptions


class Client(SyncClient[Calls]):
    """A client of Azakaw. What Azakaw or the network does is an outcome, never an exception.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        **options: ``deadline`` in seconds (60), ``allow_http``; ``client``, an own
            ``httpx2.Client`` with a proxy for example; ``max_bytes`` of an answer (16 MiB).

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, the token no visible ASCII, or the deadline not
            above 0.
    """

    _calls = Calls

    @sealed
    def __init__(self, base_url: str, token: str, **options: Unpack[SyncOptions]) -> None:
        super().__init__(base_url, token, **options)

    customer = runs(Calls.customer)
    onboarding_pending = reads(Calls.onboarding_pending)
    add_user = runs(Calls.add_user)


class AsyncClient(AsyncioClient[Calls]):
    """The same client for asyncio and trio, on an ``httpx2.AsyncClient``."""

    _calls = Calls

    @sealed
    def __init__(self, base_url: str, token: str, **options: Unpack[AsyncOptions]) -> None:
        super().__init__(base_url, token, **options)

    customer = runs_async(Calls.customer)
    onboarding_pending = reads_async(Calls.onboarding_pending)
    add_user = runs_async(Calls.add_user)
