"""Make a client of calls. Each call is written once, for both drivers."""

from __future__ import annotations

from functools import wraps
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Concatenate,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    cast,
)

try:
    import httpx2
except ImportError as error:
    raise ImportError("the clients need httpx2: pip install 'payloadkit[client]'") from error

from payloadkit.http import async_driver, sync_driver
from payloadkit.http.call import CallOptions, Calls
from payloadkit.http.settings import CONFIG, base_url_of
from payloadkit.http.transport import MAX_BYTES
from payloadkit.violation import sealed

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from typing import Unpack

    from payloadkit.http.call import Call, Pages

C = TypeVar("C", bound=Calls)
H = TypeVar("H", httpx2.Client, httpx2.AsyncClient)
P = ParamSpec("P")
T = TypeVar("T")


class SyncOptions(CallOptions, total=False):
    """The options of a client, beside those of its calls.

    ``client``: an own client of httpx2 with a proxy or a certificate, which is not closed.
    ``max_bytes``: the most bytes of an answer, compressed or not; 16 MiB by default.
    """

    client: httpx2.Client
    max_bytes: int


class AsyncOptions(CallOptions, total=False):
    """The same for ``httpx2.AsyncClient``."""

    client: httpx2.AsyncClient
    max_bytes: int


class _Client(Generic[C, H]):
    """What both sorts of clients share. ``calls`` are there for a driver of your own."""

    _calls: ClassVar[type[Calls]]
    _made: ClassVar[type[httpx2.Client | httpx2.AsyncClient]]
    calls: C

    @sealed
    def __init__(
        self,
        base_url: str,
        *secrets: Any,  # noqa: ANN401 - each system has its own
        client: H | None = None,
        max_bytes: int = MAX_BYTES,
        **options: Unpack[CallOptions],
    ) -> None:
        if client is not None and not isinstance(client, self._made):
            raise TypeError(
                f"client is an httpx2.{self._made.__name__}, not {type(client).__name__}"
            )
        self.calls = self._calls(base_url, *secrets, **options)  # type: ignore[assignment] # of C
        self._client: H = cast("H", client or self._made())
        self._is_own, self._max_bytes = client is None, max_bytes

    @classmethod
    def from_env(
        cls, config: str | os.PathLike[str] = CONFIG, **options: Unpack[CallOptions]
    ) -> Self:
        """Make a client of ``payloadkit.toml`` and the variables ``PAYLOADKIT_…``.

        Args:
            config: The file with the base URL; it need not exist if a variable has it.
            **options: Options of the calls.

        Raises:
            ValueError: A base URL or a secret is missing; it names all that are missing.
        """
        return cls(
            base_url_of(cls._calls.system, config), *cls._calls.secrets_from_env(), **options
        )


class SyncClient(_Client[C, httpx2.Client]):
    """Runs calls. Several threads may share it."""

    _made = httpx2.Client

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self.close()

    def close(self) -> None:
        """Close its connections, but not those of an own client of httpx2."""
        if self._is_own:
            self._client.close()

    def run(self, call: Call[T]) -> T:
        """Return the result of a call."""
        return sync_driver.run(call, self._client, self._max_bytes)


class AsyncioClient(_Client[C, httpx2.AsyncClient]):
    """Runs calls under asyncio and trio. Several tasks may share it."""

    _made = httpx2.AsyncClient

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close its connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close its connections, but not those of an own client of httpx2."""
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

        def every() -> Iterator[T]:
            number: int | None = 1
            while number is not None:
                found, number = self.run(pages(number))
                yield found

        return every()

    return iterate


def reads_async(
    method: Callable[Concatenate[C, P], Pages[T]],
) -> Callable[Concatenate[AsyncioClient[C], P], AsyncIterator[T]]:
    """Return an asynchronous method that iterates over pages. Each page is a call of its own."""

    @sealed
    @wraps(method)
    def iterate(self: AsyncioClient[C], /, *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
        pages = method(self.calls, *args, **kwargs)
        del args, kwargs

        async def every() -> AsyncIterator[T]:
            number: int | None = 1
            while number is not None:
                found, number = await self.run(pages(number))
                yield found

        return every()

    return iterate
