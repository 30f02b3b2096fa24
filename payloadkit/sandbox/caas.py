"""The stand-in of CAAS. Its answers are made of the table by which ``read_answer`` reads them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from payloadkit.caas import customer, error_table, lookup, masters, onboarding, token
from payloadkit.caas.aml import AmlCallback
from payloadkit.caas.lookup import FoundCustomer, LookupAnswer, LookupRequest
from payloadkit.caas.masters import MasterData
from payloadkit.caas.onboarding import OnboardingRequest
from payloadkit.caas.onboarding_answer import OnboardedCustomer, OnboardingAnswer
from payloadkit.caas.token import REFRESH, TokenAnswer, TokenRequest
from payloadkit.caas.words import AmlScanStatus, CustomerStatus, IdStatus
from payloadkit.models.registry import model_of
from payloadkit.policy import UAE, Policy
from payloadkit.sandbox.records import Ledger
from payloadkit.sandbox.stand_in import BAD_REQUEST, OK, UNAUTHORIZED, StandIn, page, written
from payloadkit.violation import PayloadError
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit.http.call import Answer
    from payloadkit.http.request import Request
    from payloadkit.sandbox.stand_in import Name, Received

Person: TypeAlias = dict[str, Any]  # as posted, without pictures, with an ecrn and its words

NOT_FOUND, NOT_SUBSCRIBED, NOT_UPDATED, INVESTIGATED, REFUSED = 45001, 45003, 45032, 45013, 45051


def _words(status: CustomerStatus, scan: AmlScanStatus) -> Person:
    return {"customer_status": status, "aml_scan_status": scan}


_SOUND = _words(CustomerStatus.ACTIVE, AmlScanStatus.ACCEPTED)
_WORDS: dict[Name | None, Person] = {
    INVESTIGATED: _words(CustomerStatus.KYC_PENDING, AmlScanStatus.UNDER_INVESTIGATION),
    REFUSED: _words(CustomerStatus.BLOCKED, AmlScanStatus.REJECTED),
    **{str(word): {"customer_status": word} for word in CustomerStatus},
    **{str(word): {"aml_scan_status": word} for word in AmlScanStatus},
}
_TEXTS = frozenset(word for word in _WORDS if isinstance(word, str))
_CODES = {(row.endpoint, row.state): row.code for row in error_table.ERROR_TABLE}
_SAMPLES = {error_table.INVALID_FORMAT: "/first_name", error_table.INVALID_MASTER: "/nationality"}


@attrs.frozen(kw_only=True)
class State:
    """All that the stand-in of CAAS knows.

    Args:
        login: The only credentials that it takes.
        policy: The policy of its checks, with the master data that it answers.
        token_seconds: The lifetime of a token; a refresh token lives twice as long.
        seed: Part of every number that it gives.
        issued: How many calls it answered, part of every number too.
        tokens: When each token ends, those to refresh too.
        persons: The customers by ecrn.
        holders: The ecrn by type and number of a document.
        ledger: Whom it took.
    """

    login: TokenRequest
    policy: Policy
    token_seconds: int
    seed: int
    issued: int = 0
    tokens: Mapping[str, datetime] = attrs.field(factory=dict, repr=False)
    persons: Mapping[str, Person] = attrs.field(factory=dict, repr=False)
    holders: Mapping[tuple[str, str], str] = attrs.field(factory=dict, repr=False)
    ledger: Ledger = attrs.field(factory=Ledger)

    def new(self) -> Person:
        """Return a customer of whom nothing is known but the next number."""
        ecrn = f"1074{self.seed % 10_000:04}{self.issued:08}"
        return {**_SOUND, "subscribed": True, "ecrn": ecrn}

    def keep(self, person: Person) -> State:
        """Return the state with a customer, new or changed."""
        ecrn: str = person["ecrn"]
        holders = {**self.holders, **dict.fromkeys(_identities(person), ecrn)}
        return attrs.evolve(self, persons={**self.persons, ecrn: person}, holders=holders)

    def number(self, use: str) -> str:
        """Return a hexadecimal number of 64 digits, another one for each call and use."""
        return sha256(f"{self.seed} {self.issued} {use}".encode()).hexdigest()


def answer(state: State, call: Received) -> tuple[State, Answer]:
    """Return the next state and the answer of CAAS to a call."""
    state = attrs.evolve(state, issued=state.issued + 1)
    if isinstance(call.name, int) and call.name not in _WORDS:
        return state, _failure(state, call, call.name)
    if call.endpoint in ("token", "refresh"):
        return _login(state, call)
    ends = state.tokens.get(call.header("authorization").removeprefix("Bearer "))
    if ends is None or ends <= call.now:
        return state, _failure(state, call, UNAUTHORIZED)
    if call.endpoint == "onboarding":
        return _onboard(state, call)
    return state, _READS[call.endpoint](state, call)


def _login(state: State, call: Received) -> tuple[State, Answer]:
    try:
        asked = TokenRequest.from_form(call.request.body)
    except PayloadError:
        return state, _failure(state, call, BAD_REQUEST)
    secrets = ["client_id", "client_secret", "username", "password"]
    ends = call.now + timedelta(seconds=1)
    if call.endpoint == "refresh":
        secrets, ends = secrets[:2], state.tokens.get(str(asked.refresh_token), call.now)
    right = all(getattr(asked, name) == getattr(state.login, name) for name in secrets)
    if not right or ends <= call.now:
        return state, _failure(state, call, UNAUTHORIZED)
    seconds = state.token_seconds
    plain = {
        "token_type": "bearer",
        "access_token": state.number("access"),
        "expires_in": seconds,
        "refresh_expires_in": 2 * seconds,
        "refresh_token": state.number("refresh"),
        "scope": asked.scope or state.login.scope,
        "not-before-policy": 0,
    }
    lives = {"access": timedelta(seconds=seconds), "refresh": timedelta(seconds=2 * seconds)}
    ends_of = {state.number(use): call.now + life for use, life in lives.items()}
    state = attrs.evolve(state, tokens={**state.tokens, **ends_of})
    return state, written(plain, TokenAnswer)


def _look_up(state: State, call: Received) -> Answer:
    asked = check(LookupRequest, call.request.body, state.policy).value
    if asked is None:
        return _failure(state, call, int(error_table.INVALID_LOOKUP))
    identity = asked.idType, asked.idNumber
    found = state.persons.get(state.holders.get(identity, ""))
    if found is None and call.name is None:
        return _failure(state, call, NOT_FOUND)
    person = {**(found or state.new()), **_WORDS.get(call.name, {})}
    code = _code(call, person) if person["subscribed"] else NOT_SUBSCRIBED
    if code is not None:
        return _failure(state, call, code)
    data = _part(person, FoundCustomer)
    for card in person.get("id_details", ()):
        if _identity(card) == identity and card.get("date_of_expiry"):
            expired = card["date_of_expiry"] < _today(call).isoformat()
            data["id_status"] = IdStatus.EXPIRED if expired else IdStatus.ACTIVE
            data["id_date_of_expiry"] = f"{card['date_of_expiry']}T00:00:00.000+00:00"
    data["customer_status"] = data["customer_status"].replace(" ", "_")
    return written({"status": "success", "statusCode": OK, "data": data}, LookupAnswer)


def _customer(state: State, call: Received) -> Answer:
    person = state.persons.get(call.path.removeprefix(customer.PATH))
    if person is None or not person["subscribed"]:
        return _failure(state, call, NOT_SUBSCRIBED)
    return _success(_part(person, customer.Customer))


def _masters(state: State, call: Received) -> Answer:
    known = state.policy.masters
    lists = to_dict(known)["data"] if isinstance(known, MasterData) else {}
    wanted = call.query("code") or lists
    return _success({key: entries for key, entries in lists.items() if key in wanted})


_READS: dict[str, Callable[[State, Received], Answer]] = {
    "lookup": _look_up,
    "customer": _customer,
    "masters": _masters,
}


def _onboard(state: State, call: Received) -> tuple[State, Answer]:
    policy = attrs.evolve(state.policy, today=state.policy.today or _today(call))
    report = check(OnboardingRequest, call.request.body, policy)
    if report.value is None:
        is_master = {entry.gateway for entry in report.errors} == {error_table.INVALID_MASTER}
        code = error_table.INVALID_MASTER if is_master else error_table.INVALID_FORMAT
        return state, _failure(state, call, int(code), *(entry.path for entry in report.errors))
    posted = _without_pictures(to_dict(report.value))
    updated = posted.get("ecrn") or ""
    if updated and updated not in state.persons:
        return state, _failure(state, call, NOT_UPDATED)
    holders = [state.holders[key] for key in _identities(posted) if key in state.holders]
    before = state.persons.get(updated or (*holders, "")[0], state.new())
    ecrn = before["ecrn"]
    words = {"ecrn": ecrn, "subscribed": True, **_WORDS.get(call.name, {})}
    person = {**before, **posted, **words}
    if not updated:
        ledger = state.ledger.take(ecrn, again=ecrn in state.ledger.taken)
        state = attrs.evolve(state, ledger=ledger)
    state, drawn = state.keep(person), _code(call, person)
    if drawn is not None:
        return state, _failure(state, call, drawn, ecrn=ecrn)
    is_exposed = bool(person.get("political_exposed_person"))
    data = {**_part(person, OnboardedCustomer), "pep": is_exposed, "aml_category": 2}
    number = state.number("request")[:32]
    plain = {"status": "success", "data": data, "status_code": OK, "request_id": number}
    return state, written(plain, OnboardingAnswer)


def _failure(state: State, call: Received, name: int, *paths: str, ecrn: str = "") -> Answer:
    """Return the answer of a row of the table, by HTTP status or error code."""
    endpoint: Any = call.endpoint
    row = error_table.find_row(endpoint, name, None, success=False)
    if row.state == "unauthorized" and endpoint in ("token", "refresh"):
        return written({"error": row.message}, status=name)
    if row.state == "unauthorized":
        at = call.now.isoformat(timespec="milliseconds")
        words = {"timestamp": at, "status": name, "error": row.message, "message": ""}
        return written({**words, "path": call.path}, OnboardingAnswer, status=name)
    if name < 1000:  # noqa: PLR2004 - an HTTP status
        return page(name)
    row = error_table.find_row(endpoint, None, name, success=False)
    status = int(row.status)
    plain = {"status": row.word, "status_code": row.inner or status, "error_code": name}
    message = row.message.replace("<ecrn>", ecrn or state.new()["ecrn"])
    if endpoint != "onboarding":  # they spell the keys otherwise
        plain = {_camel(key): value for key, value in plain.items()}
        return written({**plain, "message": message}, LookupAnswer, status=status)
    paths = paths or (_SAMPLES.get(str(name), ""),)
    keys = [re.sub(r"(/[0-9]+)+$", "", path).rpartition("/")[2] for path in paths]
    if str(name) == error_table.INVALID_MASTER:
        master = keys[0].removesuffix("_id").replace("_", " ").title()
        value = _value_at(call.body(), paths[0])
        message = message.replace("<Master>", master).replace("<value>", value)
    plain |= {"message": message, "request_id": state.number("request")[:32]}
    if str(name) == error_table.INVALID_FORMAT:
        details = {_camel(key): f"Invalid {key.replace('_', ' ')}" for key in keys if key}
        plain["details"] = details
    return written(plain, OnboardingAnswer, status=status)


def _success(data: Person) -> Answer:
    return written({"status": "success", "status_code": OK, "data": data})


def _code(call: Received, person: Person) -> int | None:
    """Return the error code that a customer's words draw. A word by name stands in a success."""
    endpoint: Any = call.endpoint
    words = person["customer_status"], person["aml_scan_status"]
    state, _ = error_table.state_of_customer(endpoint, words)
    return None if isinstance(call.name, str) else _CODES.get((endpoint, state))


def _part(person: Person, kind: type) -> Person:
    return {key: person[key] for key in model_of(kind).by_key if key in person}


def _identities(person: Person) -> list[tuple[str, str]]:
    return [_identity(document) for document in person.get("id_details", ())]


def _identity(document: Person) -> tuple[str, str]:
    return str(document["id_type"]), document["id_number"]


def _without_pictures(value: Any) -> Any:  # noqa: ANN401 - plain JSON
    """Return a plain value without base64, which would fill the memory."""
    if isinstance(value, list):
        return [_without_pictures(part) for part in value]
    if isinstance(value, dict):
        kept = ((key, part) for key, part in value.items() if key != "base64_data")
        return {key: _without_pictures(part) for key, part in kept}
    return value


def _today(call: Received) -> Any:  # noqa: ANN401 - a date
    return call.now.astimezone(UAE).date()


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(map(str.capitalize, rest))


def _value_at(plain: Any, path: str) -> str:  # noqa: ANN401 - plain JSON
    for name in path.split("/")[1:]:
        plain = plain[int(name)] if isinstance(plain, list) else plain.get(name, "")
    return str(plain)


class Caas(StandIn[State]):
    """The stand-in of CAAS."""

    answer = staticmethod(answer)
    routes: ClassVar = {
        "token": f"POST {token.PATH}",
        "refresh": "a token with another grant_type",
        "lookup": f"POST {lookup.PATH}",
        "customer": f"GET {customer.PATH}[^/]+",
        "masters": f"GET {masters.PATH}",
        "onboarding": f"POST {onboarding.PATH}",
    }
    kinds: ClassVar = {
        "token": TokenRequest,
        "refresh": TokenRequest,
        "lookup": LookupRequest,
        "onboarding": OnboardingRequest,
    }
    names: ClassVar = {
        call: frozenset(row.code for row in error_table.ERROR_TABLE if row[0] == call and row.code)
        | (_TEXTS if call in ("lookup", "onboarding") else frozenset())
        for call in error_table.ENDPOINTS
    }
    verbs: ClassVar = (*StandIn.verbs, "add_customer")
    on_callback: Callable[[AmlCallback], object] | None = None

    @property
    def ledger(self) -> Ledger:
        """Whom it took."""
        return self.state.ledger

    def endpoint_of(self, request: Request) -> str | None:
        """Return the call that a request is, None for none."""
        found = super().endpoint_of(request)
        is_refresh = found == "token" and f"={REFRESH}".encode() in request.body
        return "refresh" if is_refresh else found

    def add_customer(self, id_type: int, id_number: str, **fields: object) -> str:
        """Add a customer whom nobody posted here, and return the ecrn.

        Args:
            id_type: The type of a document.
            id_number: The number of the document.
            **fields: Fields of an onboarding, ``customer_status``, ``aml_scan_status`` (an
                onboarding of a blocked customer is refused, say), or ``subscribed=False``.
        """
        document = {"id_type": id_type, "id_number": id_number}
        with self._lock:
            state = attrs.evolve(self.state, issued=self.state.issued + 1)
            person = {**state.new(), "id_details": [document], **fields}
            self.state = state.keep(person)
        return str(person["ecrn"])

    def end_investigation(
        self,
        ecrn: str,
        customer_status: str = CustomerStatus.ACTIVE,
        aml_scan_status: str = AmlScanStatus.ACCEPTED,
    ) -> AmlCallback:
        """End the investigation of a customer: return the callback, and give it to ``on_callback``.

        Raises:
            ValueError: There is no such customer.
        """
        words = {"customer_status": customer_status, "aml_scan_status": aml_scan_status}
        with self._lock:
            if ecrn not in self.state.persons:
                raise ValueError("no customer has this ecrn")
            self.state = self.state.keep({**self.state.persons[ecrn], **words})
        callback = AmlCallback(ecrn=ecrn, **words)
        if self.on_callback is not None:
            self.on_callback(callback)
        return callback

    def expire_tokens(self) -> None:
        """End all tokens, those to refresh too."""
        with self._lock:
            self.state = attrs.evolve(self.state, tokens={})
