"""Make a client of calls. Each call is written once, for both drivers."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

try:
    import httpx2
except ImportError as error:
    raise ImportError("the clients need httpx2: pip install 'payloadkit[client]'") from error

from payloadkit.http import async_driver, sync_driver
from payloadkit.http.call import Call, CallOptions, Pages, SystemCalls
from payloadkit.http.settings import CONFIG, Config, base_url_of
from payloadkit.http.transport import MAX_BYTES
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from typing import ClassVar, Concatenate, Protocol, Self, Unpack, overload

C = TypeVar("C", bound=SystemCalls)
Http: TypeAlias = httpx2.Client
AsyncHttp: TypeAlias = httpx2.AsyncClient
H = TypeVar("H", bound=Http | AsyncHttp)
P = ParamSpec("P")
T = TypeVar("T")
S_co = TypeVar("S_co", covariant=True)
A_co = TypeVar("A_co", covariant=True)


class Options(CallOptions, Generic[H], total=False):
    """``client``: an own client of httpx2, which stays open; ``max_bytes`` of an answer."""

    client: H
    max_bytes: int


class Client(Generic[C, H]):
    """What all clients share. ``calls`` are there for a driver of your own."""

    _calls: ClassVar[type[SystemCalls]]
    _made: ClassVar[type[Http | AsyncHttp]]
    calls: C

    def __init__(
        self,
        base_url: str,
        *secrets: Any,  # noqa: ANN401 - each system has its own
        client: H | None = None,
        max_bytes: int = MAX_BYTES,
        **options: Unpack[CallOptions],
    ) -> None:
        if client is not None and not isinstance(client, self._made):
            wanted, given = self._made.__name__, type(client).__name__
            raise TypeError(f"client is an httpx2.{wanted}, not {given}")
        self.calls = self._calls(base_url, *secrets, **options)  # type: ignore[assignment] # of C
        self._client: H = cast("H", client or self._made())
        self._is_own, self._max_bytes = client is None, max_bytes

    @classmethod
    @sealed
    def from_env(cls, config: Config = CONFIG, **options: Unpack[CallOptions]) -> Self:
        """Make a client of the variables ``PAYLOADKIT_…`` and of ``payloadkit.toml``, if it exists.

        Args:
            config: The file, or what it holds.
            **options: The options of the client.

        Raises:
            ValueError: A base URL or a secret is missing; it names all that are missing.
        """
        url = base_url_of(cls._calls.system, config)
        return cls(url, *cls._calls.secrets_from_env(), **options)


class SyncClient(Client[Any, Http]):
    """Runs calls. Several threads may share it."""

    _made = Http

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

    def read(self, pages: Pages[T]) -> Iterator[T]:
        """Yield the pages. Each is a call of its own."""
        number: int | None = 1
        while number is not None:
            page, number = self.run(pages(number))
            yield page


class AsyncioClient(Client[Any, AsyncHttp]):
    """Runs calls under asyncio and trio. Several tasks may share it."""

    _made = AsyncHttp

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

    async def read(self, pages: Pages[T]) -> AsyncIterator[T]:
        """Yield the pages. Each is a call of its own."""
        number: int | None = 1
        while number is not None:
            page, number = await self.run(pages(number))
            yield page


if TYPE_CHECKING:

    class _Method(Protocol[P, S_co, A_co]):
        """A method of clients: what it returns in the synchronous, and in the asynchronous ones."""

        @overload
        def __get__(self, client: SyncClient, _: object) -> Callable[P, S_co]: ...
        @overload
        def __get__(self, client: AsyncioClient, _: object) -> Callable[P, A_co]: ...

    _Runs: TypeAlias = _Method[P, T, Coroutine[Any, Any, T]]
    _Reads: TypeAlias = _Method[P, Iterator[T], AsyncIterator[T]]


# The methods are sealed and delete their arguments: the frames of an exception hold no value.


def runs(method: Callable[Concatenate[C, P], Call[T]]) -> _Runs[P, T]:
    """Return the method of a client that runs a call."""
    return cast("_Runs[P, T]", _with("run", method))


def reads(method: Callable[Concatenate[C, P], Pages[T]]) -> _Reads[P, T]:
    """Return the method of a client that iterates over pages."""
    return cast("_Reads[P, T]", _with("read", method))


def _with(verb: str, method: Callable[Concatenate[C, P], object]) -> object:
    """Return the method that gives a call, or its pages, to ``run`` or ``read`` of its client."""

    @sealed
    @wraps(method)
    def run(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> object:  # noqa: ANN401 - both sorts
        call = method(self.calls, *args, **kwargs)
        del args, kwargs
        return getattr(self, verb)(call)

    return run
