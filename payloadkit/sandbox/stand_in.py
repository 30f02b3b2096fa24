"""One stand-in: a state, a pure function of state and call, and what goes wrong on purpose."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict, deque
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import responses
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs

from payloadkit.http.call import Answer
from payloadkit.messages.nearest import nearest
from payloadkit.sandbox.faults import ON_THE_WIRE, Fault
from payloadkit.sandbox.records import Ledger, RecordedCall, masked
from payloadkit.wire.form import read_form
from payloadkit.wire.reading import load, read_object
from payloadkit.wire.writing import dump, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.http.request import Request
    from payloadkit.sandbox.faults import How, When

Name: TypeAlias = int | str
STATUSES = range(400, 600)
LONGEST_LOG = 1000


@attrs.frozen(kw_only=True)
class State:
    """What every stand-in knows: whom it took."""

    ledger: Ledger = attrs.field(factory=Ledger)


S = TypeVar("S", bound=State)


@attrs.frozen(kw_only=True, repr=False)
class Received:
    """A call as a stand-in's function takes it."""

    endpoint: str  # empty for a call that the system does not have
    now: datetime
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # by their names in lower case
    body: bytes
    name: Name | None = None  # the answer that the test wants, by error code or word

    def number(self, name: str, default: int) -> int:
        """Return a number of the query, 0 for one that is none."""
        text = self.query.get(name, str(default))
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0

    def plain(self) -> dict[str, Any]:
        """Return the object or the form that the body is, an empty one for any other."""
        pairs = read_form(self.body) if "form" in self.headers.get("content-type", "") else None
        return dict(pairs) if isinstance(pairs, list) else read_object(self.body)


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
    retry_after = 1  # seconds, in answers of status 429 and 503

    def __init__(self, state: S, clock: Callable[[], float], seed: int) -> None:
        self.state = state
        self.calls: Counter[str] = Counter()
        self.requests: deque[RecordedCall] = deque(maxlen=LONGEST_LOG)
        self._clock, self._seed, self._lock = clock, seed, Lock()
        self._planned: defaultdict[str, deque[Fault | Name | None]] = defaultdict(deque)
        self._random: defaultdict[str, list[tuple[float, Fault]]] = defaultdict(list)

    @staticmethod
    @abstractmethod
    def answer(state: S, call: Received) -> tuple[S, Answer]:
        """Return the next state and the answer to a call: the pure function of the system."""

    @staticmethod
    @abstractmethod
    def refusal(status: int, call: Received) -> Answer:
        """Return the answer of an HTTP status from 400."""

    @property
    def ledger(self) -> Ledger:
        """Whom it took."""
        return self.state.ledger

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
        if name not in known and name not in STATUSES:
            named = ", ".join(sorted(map(str, known)))
            raise ValueError(f"an answer of {endpoint} is an HTTP status from 400, or of: {named}")
        self._planned[self._known(endpoint)].extend([name] * times)

    def fail_next(self, endpoint: str, *, how: How, when: When = "before", times: int = 1) -> None:
        """Let the next calls fail, as ``Fault`` says. A wrong word is a ValueError."""
        self.schedule(endpoint, [Fault(how, when)] * times)

    def schedule(self, endpoint: str, faults: Iterable[Fault | None]) -> None:
        """Plan the next calls, behind those that are planned: a fault, or None for a sound one."""
        self._planned[self._known(endpoint)].extend(faults)

    def fail_at_random(
        self, endpoint: str, share: float, *, how: How, when: When = "before"
    ) -> None:
        """Let a share (0 to 1) of the calls that are not planned fail, drawn with the seed."""
        if not 0 <= share <= 1:
            raise ValueError("share is 0 to 1")
        self._random[self._known(endpoint)].append((share, Fault(how, when)))

    def handle(self, request: Request) -> tuple[Answer, str | None]:
        """Return the answer to a request, and how it goes wrong on the wire, if it does."""
        with self._lock:
            call = self._received(request)
            planned = self._next(call.endpoint)
            fault, name = (planned, None) if isinstance(planned, Fault) else (None, planned)
            state = self.state
            if not call.endpoint:
                answer = self.refusal(HTTPStatus.NOT_FOUND, call)
            elif isinstance(name, int) and name in STATUSES:
                answer = self.refusal(name, call)
            else:
                state, answer = self.answer(state, attrs.evolve(call, name=name))
            if fault is None or fault.when == "after_commit":
                self.state = state
            if fault is not None:
                answer = self._broken(fault, call, answer)
            if answer.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
                wait = {"Retry-After": str(self.retry_after)}
                answer = attrs.evolve(answer, headers={**answer.headers, **wait})
            kind = self.kinds.get(call.endpoint)
            body = {} if kind is None else masked(kind, call.plain())
            self.calls[call.endpoint] += 1
            self.requests.append(RecordedCall(call.endpoint, call.now, answer.status, fault, body))
        return answer, str(fault.how) if fault and fault.how in ON_THE_WIRE else None

    def endpoint_of(self, request: Request) -> str:
        """Return the call that a request is, an empty text for none."""
        line = f"{request.method} {urlsplit(request.url).path}"
        return next((name for name, route in self.routes.items() if re.fullmatch(route, line)), "")

    def now(self) -> datetime:
        """Return the time of the clock."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def _received(self, request: Request) -> Received:
        url = urlsplit(request.url)
        return Received(
            endpoint=self.endpoint_of(request),
            now=self.now(),
            path=unquote(url.path),
            query=dict(parse_qsl(url.query)),
            headers={name.lower(): text for name, text in request.headers.items()},
            body=request.body,
        )

    def _broken(self, fault: Fault, call: Received, answer: Answer) -> Answer:
        if isinstance(fault.how, int):
            return self.refusal(fault.how, call)
        if fault.how == "html":
            return page(HTTPStatus.OK)
        # Nothing was done, so even a whole answer must not tell of a success.
        return page(HTTPStatus.BAD_GATEWAY) if fault.when == "before" else answer

    def _next(self, endpoint: str) -> Fault | Name | None:
        if self._planned[endpoint]:
            return self._planned[endpoint].popleft()
        dice = Random(f"{self._seed} {endpoint} {self.calls[endpoint]}")  # noqa: S311 - no secret
        drawn = (fault for share, fault in self._random[endpoint] if dice.random() < share)
        return next(drawn, None)

    def _known(self, endpoint: str) -> str:
        name = endpoint.replace("_", "-")
        if name not in self.routes:
            calls = ", ".join(self.routes)
            raise ValueError(f"endpoint is {calls}{nearest(endpoint, self.routes)}")
        return name


def written(plain: object, kind: type | None = None, status: int = HTTPStatus.OK) -> Answer:
    """Return an answer with JSON: an object of a kind, or plain values."""
    body = encode(plain)
    body = body if kind is None else dump(load(kind, body))
    return Answer(status, {"Content-Type": "application/json"}, body)


def page(status: int) -> Answer:
    """Return an answer as proxies write it: an HTML page."""
    text = f"<html><body><h1>{responses.get(status, '')}</h1></body></html>"
    return Answer(status, {"Content-Type": "text/html"}, text.encode())
