"""One stand-in: a state, a pure function of state and call, and what goes wrong on purpose."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter, deque
from datetime import UTC, datetime
from http.client import responses
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import attrs

from payloadkit.http.call import Answer
from payloadkit.messages.nearest import nearest
from payloadkit.sandbox.faults import ON_THE_WIRE, Fault
from payloadkit.sandbox.records import RecordedCall, masked
from payloadkit.wire.form import read_form
from payloadkit.wire.reading import load, read_object
from payloadkit.wire.writing import dump, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.http.request import Request
    from payloadkit.sandbox.faults import How, When

Name: TypeAlias = int | str
S = TypeVar("S")

OK, BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, BAD_GATEWAY = 200, 400, 401, 404, 502
LONGEST_LOG = 1000


@attrs.frozen
class Received:
    """A call as a stand-in's function takes it.

    Args:
        request: The request.
        endpoint: The call.
        now: When it came.
        name: The answer that the test wants, by error code, HTTP status or word; None for the
            answer to the request.
    """

    request: Request
    endpoint: str
    now: datetime
    name: Name | None = None

    @property
    def path(self) -> str:
        """The path of the URL."""
        return unquote(urlsplit(self.request.url).path)

    def header(self, name: str) -> str:
        """Return a header field, an empty text if there is none."""
        return next((text for key, text in self.request.headers.items() if key.lower() == name), "")

    def query(self, name: str) -> list[str]:
        """Return the parameters of a name."""
        return parse_qs(urlsplit(self.request.url).query).get(name, [])

    def number(self, name: str, default: int) -> int:
        """Return a number of the query, 0 for one that is none."""
        text = (*self.query(name), str(default))[0]
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0

    def body(self) -> dict[str, Any]:
        """Return the object or the form that the body is, an empty one for any other."""
        is_form = "form" in self.header("content-type")
        pairs = read_form(self.request.body) if is_form else None
        return dict(pairs) if isinstance(pairs, list) else read_object(self.request.body)


class StandIn(ABC, Generic[S]):
    """A stand-in of one system.

    Args:
        state: Its first state.
        clock: Returns the seconds since 1970.
        seed: The seed of faults at random.
    """

    routes: ClassVar[Mapping[str, str]]  # method and path of each call, a regular expression
    kinds: ClassVar[Mapping[str, type]] = {}  # the models of the bodies
    names: ClassVar[Mapping[str, frozenset[Name]]] = {}  # answers by other names than a status
    verbs: ClassVar[tuple[str, ...]] = ("answer_next", "fail_next", "fail_at_random")

    def __init__(self, state: S, clock: Callable[[], float], seed: int) -> None:
        self.state = state
        self.calls: Counter[str] = Counter()
        self.requests: deque[RecordedCall] = deque(maxlen=LONGEST_LOG)
        self._clock = clock
        self._planned: dict[str, deque[Fault | Name | None]] = {}
        self._random: dict[str, list[tuple[float, Fault]]] = {}
        self._dice = {name: Random(f"{seed} {name}") for name in self.routes}  # noqa: S311 - no secret
        self._lock = Lock()

    @staticmethod
    @abstractmethod
    def answer(state: S, call: Received) -> tuple[S, Answer]:
        """Return the next state and the answer to a call: the pure function of the system."""

    def answer_next(self, endpoint: str, name: Name, *, times: int = 1) -> None:
        """Answer the next calls by name.

        Args:
            endpoint: The call.
            name: An error code, an HTTP status from 400, or a word for the customer.
            times: How many calls.

        Raises:
            ValueError: No call, or no answer of the call, has this name.
        """
        known = self.names.get(self._known(endpoint), frozenset())
        if name not in known and name not in range(400, 600):
            named = ", ".join(sorted(map(str, known)))
            raise ValueError(f"an answer of {endpoint} is an HTTP status from 400, or of: {named}")
        self._plan(endpoint, [name] * times)

    def fail_next(self, endpoint: str, *, how: How, when: When = "before", times: int = 1) -> None:
        """Let the next calls fail, as ``Fault`` says. A wrong word is a ValueError."""
        self.schedule(endpoint, [Fault(how, when)] * times)

    def schedule(self, endpoint: str, faults: Iterable[Fault | None]) -> None:
        """Plan the next calls, behind those that are planned: a fault, or None for a sound one."""
        self._plan(endpoint, faults)

    def fail_at_random(
        self, endpoint: str, share: float, *, how: How, when: When = "before"
    ) -> None:
        """Let a share (0 to 1) of the calls that are not planned fail, drawn with the seed."""
        self._random.setdefault(self._known(endpoint), []).append((share, Fault(how, when)))

    def handle(self, request: Request) -> tuple[Answer, str | None]:
        """Return the answer to a request, and how it goes wrong on the wire, if it does."""
        with self._lock:
            endpoint = self.endpoint_of(request)
            planned = self._next(endpoint) if endpoint else None
            fault, name = (planned, None) if isinstance(planned, Fault) else (None, planned)
            call = Received(request, endpoint or "", self.now(), name)
            state, answer = (
                self.answer(self.state, call) if endpoint else (self.state, page(NOT_FOUND))
            )
            if fault is None or fault.when == "after_commit":
                self.state = state
            if fault is not None:
                answer = self._broken(fault, call, answer)
            self.calls[call.endpoint] += 1
            kind = self.kinds.get(call.endpoint)
            body = None if kind is None else masked(kind, call.body())
            self.requests.append(RecordedCall(endpoint, call.now, answer.status, fault, body))
        return answer, str(fault.how) if fault and fault.how in ON_THE_WIRE else None

    def now(self) -> datetime:
        """Return the time of the clock."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def endpoint_of(self, request: Request) -> str | None:
        """Return the call that a request is, None for none."""
        line = f"{request.method} {urlsplit(request.url).path}"
        return next(
            (name for name, route in self.routes.items() if re.fullmatch(route, line)), None
        )

    def _broken(self, fault: Fault, call: Received, answer: Answer) -> Answer:
        if fault.how == "html":
            return page(OK)
        if isinstance(fault.how, int):
            return self.answer(self.state, attrs.evolve(call, name=fault.how))[1]
        # Nothing was done, so even a whole answer must not tell of a success.
        return page(BAD_GATEWAY) if fault.when == "before" else answer

    def _next(self, endpoint: str) -> Fault | Name | None:
        if self._planned.get(endpoint):
            return self._planned[endpoint].popleft()
        dice = self._dice[endpoint]
        drawn = [fault for share, fault in self._random.get(endpoint, ()) if dice.random() < share]
        return drawn[0] if drawn else None

    def _plan(self, endpoint: str, planned: Iterable[Fault | Name | None]) -> None:
        self._planned.setdefault(self._known(endpoint), deque()).extend(planned)

    def _known(self, endpoint: str) -> str:
        name = endpoint.replace("_", "-")
        if name not in self.routes:
            calls = ", ".join(self.routes)
            raise ValueError(f"endpoint is {calls}{nearest(endpoint, self.routes)}")
        return name


def written(plain: Mapping[str, Any], kind: type | None = None, *, status: int = OK) -> Answer:
    """Return an answer with JSON: an object of a kind, or plain values."""
    body = encode(plain)
    body = body if kind is None else dump(load(kind, body))
    return Answer(status, {"Content-Type": "application/json"}, body)


def page(status: int) -> Answer:
    """Return an answer as proxies write it: an HTML page."""
    wait = {"Retry-After": "1"} if status in (429, 503) else {}
    text = f"<html><body><h1>{responses.get(status, '')}</h1></body></html>"
    return Answer(status, {"Content-Type": "text/html", **wait}, text.encode())
