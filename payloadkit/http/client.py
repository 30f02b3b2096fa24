"""Make a client of calls. Each call is written once, for both drivers."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar

try:
    import httpx2
except ImportError as error:
    raise ImportError("the clients need httpx2: pip install 'payloadkit[client]'") from error

from payloadkit.http import async_driver, sync_driver
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

    from payloadkit.http.call import Call, Pages

C = TypeVar("C")
P = ParamSpec("P")
T = TypeVar("T")


class SyncClient(Generic[C]):
    """Runs calls one after another. Several threads may share it.

    Args:
        calls: The calls, to drive them with another library.
        client: An own ``httpx2.Client``, which is not closed; None to make one.
        max_bytes: The most bytes of an answer, compressed or not.
    """

    def __init__(self, calls: C, client: httpx2.Client | None, max_bytes: int) -> None:
        self.calls = calls
        self._max_bytes = max_bytes
        self._is_own = client is None
        self._client = client or httpx2.Client()

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections, but not those of an own ``httpx2.Client``."""
        if self._is_own:
            self._client.close()

    def run(self, call: Call[T]) -> T:
        """Return the result of a call."""
        return sync_driver.run(call, self._client, self._max_bytes)


class AsyncioClient(Generic[C]):
    """Runs calls under asyncio and trio. Several tasks may share it.

    Args:
        calls: The calls, to drive them with another library.
        client: An own ``httpx2.AsyncClient``, which is not closed; None to make one.
        max_bytes: The most bytes of an answer, compressed or not.
    """

    def __init__(self, calls: C, client: httpx2.AsyncClient | None, max_bytes: int) -> None:
        self.calls = calls
        self._max_bytes = max_bytes
        self._is_own = client is None
        self._client = client or httpx2.AsyncClient()

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, but not those of an own ``httpx2.AsyncClient``."""
        if self._is_own:
            await self._client.aclose()

    async def run(self, call: Call[T]) -> T:
        """Return the result of a call."""
        return await async_driver.run(call, self._client, self._max_bytes)


# The methods are sealed and delete their arguments: the frames of an exception hold no value.


def runs(
    method: Callable[Concatenate[C, P], Call[T]],
) -> Callable[Concatenate[SyncClient[C], P], T]:
    """Return a method that runs a call."""

    @sealed
    @wraps(method)
    def run(self: SyncClient[C], /, *args: P.args, **kwargs: P.kwargs) -> T:
        call = method(self.calls, *args, **kwargs)
        del args, kwargs
        return self.run(call)

    return run


def runs_async(
    method: Callable[Concatenate[C, P], Call[T]],
) -> Callable[Concatenate[AsyncioClient[C], P], Coroutine[Any, Any, T]]:
    """Return an asynchronous method that runs a call."""

    @sealed
    @wraps(method)
    def run(self: AsyncioClient[C], /, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, T]:
        return self.run(method(self.calls, *args, **kwargs))

    return run


def reads(
    method: Callable[Concatenate[C, P], Pages[T]],
) -> Callable[Concatenate[SyncClient[C], P], Iterator[T]]:
    """Return a method that iterates over pages. Each page is a call of its own."""

    @sealed
    @wraps(method)
    def iterate(self: SyncClient[C], /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        pages = method(self.calls, *args, **kwargs)
        del args, kwargs
        number: int | None = 1
        while number is not None:
            found, number = self.run(pages(number))
            yield found

    return iterate


def reads_async(
    method: Callable[Concatenate[C, P], Pages[T]],
) -> Callable[Concatenate[AsyncioClient[C], P], AsyncIterator[T]]:
    """Return an asynchronous method that iterates over pages. Each page is a call of its own."""

    @sealed
    @wraps(method)
    async def iterate(
        self: AsyncioClient[C], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[T]:
        pages = method(self.calls, *args, **kwargs)
        del args, kwargs
        number: int | None = 1
        while number is not None:
            found, number = await self.run(pages(number))
            yield found

    return iterate
