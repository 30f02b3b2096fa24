"""One stand-in: a state, a pure function of state and call, and what goes wrong on purpose."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence  # noqa: TC003 - attrs
from datetime import UTC, date, datetime
from http import HTTPStatus
from http.client import responses
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs

from payloadkit.http.answer import is_unavailable
from payloadkit.http.call import Answer
from payloadkit.messages.nearest import check_word
from payloadkit.models.registry import model_of
from payloadkit.policy import UAE
from payloadkit.sandbox.faults import ON_THE_WIRE, Fault, How, When
from payloadkit.wire.form import read_form
from payloadkit.wire.reading import load, read_object
from payloadkit.wire.writing import dump, encode

if TYPE_CHECKING:
    from payloadkit.http.request import Request
    from payloadkit.models.model import Field

Name: TypeAlias = int | str
Handler: TypeAlias = "Callable[[Request], tuple[Answer, str | None]]"
Reply: TypeAlias = Answer | int  # a number refuses the call with this HTTP status
STATUSES = range(400, 600)
LONGEST_LOG = 1000
HIDDEN = "<hidden>"


@attrs.frozen
class Ledger:
    """Whom a stand-in took, by the numbers of the customers, in order."""

    taken: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()  # those that it had taken before

    def take(self, number: str) -> Ledger:
        """Return the ledger with one more customer."""
        again = (number,) if number in self.taken else ()
        return Ledger((*self.taken, number), (*self.duplicates, *again))


@attrs.frozen
class RecordedCall:
    """A call that came, with the status of the answer."""

    endpoint: str  # empty for a call that the system does not have
    at: datetime
    status: int
    fault: Fault | None
    body: Mapping[str, Any]  # personal values are masked


@attrs.frozen
class AnyState:
    """What every stand-in knows: whom it took."""

    ledger: Ledger = attrs.field(factory=Ledger, kw_only=True)


S = TypeVar("S", bound=AnyState)
T = TypeVar("T")


@attrs.frozen(repr=False)
class Received:
    """A call as a stand-in's function takes it."""

    endpoint: Any  # a word of the system; empty for a call that it does not have
    now: datetime
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # by their names in lower case
    body: bytes
    name: Name | None = None  # the answer that the test wants, by error code or word

    @property
    def today(self) -> date:
        """The day in the UAE."""
        return self.now.astimezone(UAE).date()

    def plain(self) -> dict[str, Any]:
        """Return the object or the form that the body is, an empty one for any other."""
        pairs = read_form(self.body) if "form" in self.headers.get("content-type", "") else None
        return dict(pairs) if isinstance(pairs, list) else read_object(self.body)

    def page(
        self, rows: Sequence[T], page: str = "page", size: str = "limit"
    ) -> tuple[int, int, int, Sequence[T]]:
        """Return page, size, number of pages and the page's rows; 0 for a number that is none."""
        texts = self.query.get(page, "1"), self.query.get(size, "10")
        at, most = (int(text) if re.fullmatch("[0-9]{1,9}", text) else 0 for text in texts)
        return at, most, ceil(len(rows) / (most or 1)), rows[max(0, at - 1) * most :][:most]


class StandIn(ABC, Generic[S]):
    """A stand-in of one system."""

    # Of each call method and path, a regular expression, and the model of its body.
    routes: ClassVar[Mapping[str, tuple[str, type | None]]]
    # Answers by other names than a status.
    names: ClassVar[Mapping[str, Collection[Name | None]]] = {}

    def __init__(self, state: S, clock: Callable[[], float]) -> None:
        self.state = state
        self.calls: Counter[str] = Counter()
        self.requests: deque[RecordedCall] = deque(maxlen=LONGEST_LOG)
        self._clock, self._lock = clock, Lock()
        self._planned: defaultdict[str, deque[Fault | Name | None]] = defaultdict(deque)

    @staticmethod
    @abstractmethod
    def answer(state: S, call: Received) -> tuple[S, Reply]:
        """Return the next state and the reply to a call: the pure function of the system."""

    @classmethod
    def refusal(cls, status: int, call: Received) -> Answer:  # noqa: ARG003 - CAAS asks the call
        """Return the answer of an HTTP status from 400."""
        if is_unavailable(status):
            return page(status)
        return written(cls.refused(status, responses.get(status, "")), status=status)

    @staticmethod
    def refused(status: int, message: str) -> dict[str, object]:
        """Return the body of a refusal."""
        return {"status": str(status), "message": message}

    @property
    def ledger(self) -> Ledger:
        """Whom it took."""
        return self.state.ledger

    def answer_next(self, endpoint: str, name: Name, *, times: int = 1) -> None:
        """Answer the next calls by an error code, an HTTP status from 400, or a customer's word."""
        call = self._known(endpoint)
        if name not in STATUSES:
            named = f"an answer of {call}, if not an HTTP status from 400,"
            check_word(named, name, self.names.get(call, ()))
        self._planned[call].extend([name] * times)

    def fail_next(self, endpoint: str, *, how: How, when: When = "before", times: int = 1) -> None:
        """Let the next calls fail, as ``Fault`` says. A wrong word is a ValueError."""
        self.schedule(endpoint, [Fault(how, when)] * times)

    def schedule(self, endpoint: str, faults: Iterable[Fault | None]) -> None:
        """Plan the next calls, behind those that are planned: a fault, or None for a sound one."""
        self._planned[self._known(endpoint)].extend(faults)

    def handle(self, request: Request) -> tuple[Answer, str | None]:
        """Return the answer to a request, and how it goes wrong on the wire, if it does.

        A request without a URL is refused with 400.
        """
        with self._lock:
            call = self._received(request)
            queue, state = self._planned[call.endpoint], self.state
            planned = queue.popleft() if queue else None
            fault, name = (planned, None) if isinstance(planned, Fault) else (None, planned)
            reply: Reply = HTTPStatus.NOT_FOUND if request.url else HTTPStatus.BAD_REQUEST
            if isinstance(name, int) and name in STATUSES:
                reply = name
            elif call.endpoint:
                state, reply = self.answer(state, attrs.evolve(call, name=name))
            if fault is None or fault.when == "after_commit":
                self.state = state
            if fault is not None:
                reply = _broken(fault, reply)
            answer = self.refusal(reply, call) if isinstance(reply, int) else reply
            _, kind = self.routes.get(call.endpoint, ("", None))
            body = {} if kind is None else masked(kind, call.plain())
            self.calls[call.endpoint] += 1
            self.requests.append(RecordedCall(call.endpoint, call.now, answer.status, fault, body))
        return answer, str(fault.how) if fault and fault.how in ON_THE_WIRE else None

    def endpoint_of(self, request: Request) -> str:
        """Return the call that a request is, an empty text for none."""
        line = f"{request.method} {urlsplit(request.url).path}"
        found = (name for name, (route, _) in self.routes.items() if re.fullmatch(route, line))
        return next(found, "")

    def now(self) -> datetime:
        """Return the time of the clock."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def _received(self, request: Request) -> Received:
        url = urlsplit(request.url)
        query, path = dict(parse_qsl(url.query)), unquote(url.path)
        headers = {name.lower(): text for name, text in request.headers.items()}
        return Received(self.endpoint_of(request), self.now(), path, query, headers, request.body)

    def _known(self, endpoint: str) -> str:
        name = str(endpoint).replace("_", "-")  # a scenario may say anything
        check_word("endpoint", name, self.routes)
        return name


def _broken(fault: Fault, reply: Reply) -> Reply:
    if isinstance(fault.how, int):
        return fault.how
    if fault.how == "html":
        return page(HTTPStatus.OK)
    # Nothing was done, so even a whole answer must not tell of a success.
    return page(HTTPStatus.BAD_GATEWAY) if fault.when == "before" else reply


def written(plain: object, kind: type | None = None, status: int = HTTPStatus.OK) -> Answer:
    """Return an answer with JSON: an object of a kind, or plain values."""
    body = encode(plain) if kind is None else dump(load(kind, encode(plain)))
    return Answer(status, {"Content-Type": "application/json"}, body)


def page(status: int) -> Answer:
    """Return an answer as proxies write it: an HTML page."""
    text = f"<html><body><h1>{responses.get(status, '')}</h1></body></html>"
    wait = {"Retry-After": "1"} if status in (429, 503) else {}
    return Answer(status, {"Content-Type": "text/html", **wait}, text.encode())


def masked(kind: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain document of a kind with its plain values that are not personal."""
    own = model_of(kind).by_key
    return {
        key if key in own else "?": _masked(own.get(key), value) for key, value in plain.items()
    }


def _masked(field: Field | None, value: object) -> object:
    if field is None or field.declared.personal or isinstance(value, list | dict):
        return HIDDEN
    return value if isinstance(value, field.rule.json) else HIDDEN  # another type may be anything
