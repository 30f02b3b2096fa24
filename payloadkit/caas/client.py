"""The clients of CAAS: for threads, and for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, Unpack

from payloadkit.caas.calls import Calls
from payloadkit.caas.login import Credentials
from payloadkit.http.client import AsyncioClient, SyncClient, runs, runs_async
from payloadkit.http.settings import CONFIG, CallOptions, base_url_of
from payloadkit.http.transport import MAX_BYTES

if TYPE_CHECKING:
    import os

    import httpx2

__all__ = ["AsyncClient", "Client", "Credentials"]


class Client(SyncClient[Calls]):
    """A client of CAAS. What the gateway or the network does is an outcome, never an exception.

    Args:
        base_url: The URL of the API.
        credentials: The credentials.
        client: An own ``httpx2.Client``, with a proxy for example; it is not closed.
        max_bytes: The most bytes of an answer, compressed or not.
        **options: ``deadline`` and ``allow_http``, as in ``Calls``.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, or the deadline is not above 0.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        client: httpx2.Client | None = None,
        max_bytes: int = MAX_BYTES,
        **options: Unpack[CallOptions],
    ) -> None:
        super().__init__(Calls(base_url, credentials, **options), client, max_bytes)

    @classmethod
    def from_env(
        cls, config: str | os.PathLike[str] = CONFIG, **options: Unpack[CallOptions]
    ) -> Self:
        """Make a client of the environment, and of the base URL in ``payloadkit.toml``."""
        return cls(base_url_of("caas", config), Credentials.from_env(), **options)

    onboard = runs(Calls.onboard)
    resolve = runs(Calls.resolve)
    look_up = runs(Calls.look_up)
    customer = runs(Calls.customer)
    masters = runs(Calls.masters)


class AsyncClient(AsyncioClient[Calls]):
    """The same client for asyncio and trio. Its arguments are those of ``Client``."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        client: httpx2.AsyncClient | None = None,
        max_bytes: int = MAX_BYTES,
        **options: Unpack[CallOptions],
    ) -> None:
        super().__init__(Calls(base_url, credentials, **options), client, max_bytes)

    @classmethod
    def from_env(
        cls, config: str | os.PathLike[str] = CONFIG, **options: Unpack[CallOptions]
    ) -> Self:
        """Make a client of the environment, and of the base URL in ``payloadkit.toml``."""
        return cls(base_url_of("caas", config), Credentials.from_env(), **options)

    onboard = runs_async(Calls.onboard)
    resolve = runs_async(Calls.resolve)
    look_up = runs_async(Calls.look_up)
    customer = runs_async(Calls.customer)
    masters = runs_async(Calls.masters)
