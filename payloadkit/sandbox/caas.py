"""The stand-in of CAAS. Its answers are made of the table by which ``read_answer`` reads them."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.caas import customer, error_table, lookup, masters, onboarding, token
from payloadkit.caas.aml import AmlCallback
from payloadkit.caas.onboarding_answer import OnboardedCustomer, OnboardingAnswer
from payloadkit.caas.words import AmlScanStatus, CustomerStatus, IdStatus
from payloadkit.policy import UAE
from payloadkit.sandbox import stand_in
from payloadkit.sandbox.caas_state import (
    CODES,
    WORDS,
    Person,
    State,
    declared,
    identities,
    identity,
    without_pictures,
)
from payloadkit.sandbox.stand_in import Received, StandIn, written
from payloadkit.violation import PayloadError, sealed
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.call import Answer
    from payloadkit.http.request import Request

_TEXTS = frozenset(word for word in WORDS if isinstance(word, str))
# The field that an answer by name refuses.
_SAMPLES = {error_table.INVALID_FORMAT: "/first_name", error_table.INVALID_MASTER: "/nationality"}


def answer(state: State, call: Received) -> tuple[State, Answer]:
    """Return the next state and the answer of CAAS to a call."""
    state = attrs.evolve(state, issued=state.issued + 1)
    if isinstance(call.name, int) and call.name not in WORDS:
        return state, _failure(state, call, call.name)
    if call.endpoint in ("token", "refresh"):
        return _login(state, call)
    ends = state.tokens.get(call.headers.get("authorization", "").removeprefix("Bearer "))
    if ends is None or ends <= call.now:
        return state, refusal(HTTPStatus.UNAUTHORIZED, call)
    if call.endpoint == "onboarding":
        return _onboard(state, call)
    return state, _READS[call.endpoint](state, call)


def _login(state: State, call: Received) -> tuple[State, Answer]:
    try:
        asked = token.TokenRequest.from_form(call.body)
    except PayloadError:
        return state, refusal(HTTPStatus.BAD_REQUEST, call)
    secrets = ["client_id", "client_secret", "username", "password"]
    ends = call.now + timedelta(seconds=1)
    if call.endpoint == "refresh":
        secrets, ends = secrets[:2], state.tokens.get(str(asked.refresh_token), call.now)
    right = all(getattr(asked, name) == getattr(state.login, name) for name in secrets)
    if not right or ends <= call.now:
        return state, refusal(HTTPStatus.UNAUTHORIZED, call)
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
    return state, written(plain, token.TokenAnswer)


def _look_up(state: State, call: Received) -> Answer:
    asked = check(lookup.LookupRequest, call.body, state.policy).value
    if asked is None:
        return _failure(state, call, int(error_table.INVALID_LOOKUP))
    wanted = asked.idType, asked.idNumber
    found = state.persons.get(state.holders.get(wanted, ""))
    if found is None and call.name is None:
        return _failure(state, call, CODES["lookup", "not_found"])
    person = {**(found or state.new()), **WORDS.get(call.name, {})}
    code = _code(call, person) if person["subscribed"] else CODES["lookup", "not_subscribed"]
    if code is not None:
        return _failure(state, call, code)
    data = declared(person, lookup.FoundCustomer)
    for card in person.get("id_details", ()):
        if identity(card) == wanted and card.get("date_of_expiry"):
            expired = card["date_of_expiry"] < _today(call).isoformat()
            data["id_status"] = IdStatus.EXPIRED if expired else IdStatus.ACTIVE
            data["id_date_of_expiry"] = f"{card['date_of_expiry']}T00:00:00.000+00:00"
    data["customer_status"] = data["customer_status"].replace(" ", "_")
    plain = {"status": "success", "statusCode": HTTPStatus.OK, "data": data}
    return written(plain, lookup.LookupAnswer)


def _customer(state: State, call: Received) -> Answer:
    person = state.persons.get(call.path.removeprefix(customer.PATH))
    if person is None or not person["subscribed"]:
        return _failure(state, call, CODES["customer", "not_subscribed"])
    return _success(declared(person, customer.Customer))


def _masters(state: State, call: Received) -> Answer:
    known = state.policy.masters
    lists = to_dict(known)["data"] if isinstance(known, masters.MasterData) else {}
    wanted = call.query.get("code")
    return _success({key: lists[key] for key in lists if wanted in (None, key)})


_READS: dict[str, Callable[[State, Received], Answer]] = {
    "lookup": _look_up,
    "customer": _customer,
    "masters": _masters,
}


def _onboard(state: State, call: Received) -> tuple[State, Answer]:
    policy = attrs.evolve(state.policy, today=state.policy.today or _today(call))
    report = check(onboarding.OnboardingRequest, call.body, policy)
    if report.value is None:
        is_master = {entry.gateway for entry in report.errors} == {error_table.INVALID_MASTER}
        code = error_table.INVALID_MASTER if is_master else error_table.INVALID_FORMAT
        return state, _failure(state, call, int(code), *(entry.path for entry in report.errors))
    posted = without_pictures(to_dict(report.value))
    updated = posted.get("ecrn") or ""
    if updated and updated not in state.persons:
        return state, _failure(state, call, CODES["onboarding", "update_failed"])
    holders = [state.holders[key] for key in identities(posted) if key in state.holders]
    before = state.persons.get(updated or (*holders, "")[0], state.new())
    ecrn = before["ecrn"]
    words = {"ecrn": ecrn, "subscribed": True, **WORDS.get(call.name, {})}
    person = {**before, **posted, **words}
    if not updated:
        state = attrs.evolve(state, ledger=state.ledger.take(ecrn))
    state, drawn = state.keep(person), _code(call, person)
    if drawn is not None:
        return state, _failure(state, call, drawn, ecrn=ecrn)
    is_exposed = bool(person.get("political_exposed_person"))
    data = {**declared(person, OnboardedCustomer), "pep": is_exposed, "aml_category": 2}
    number = state.number("request")[:32]
    return state, _success(data, OnboardingAnswer, request_id=number)


def _failure(state: State, call: Received, name: int, *paths: str, ecrn: str = "") -> Answer:
    """Return the answer of a row of the table, by error code."""
    endpoint: Any = call.endpoint
    row = error_table.find_row(endpoint, None, name, success=False)
    status = int(row.status)
    plain = {"status": row.word, "status_code": row.inner or status, "error_code": name}
    message = row.message.replace("<ecrn>", ecrn or state.new()["ecrn"])
    if endpoint != "onboarding":  # they spell the keys otherwise
        plain = {_camel(key): value for key, value in plain.items()}
        return written({**plain, "message": message}, lookup.LookupAnswer, status=status)
    paths = paths or (_SAMPLES.get(str(name), ""),)
    keys = [re.sub(r"(/[0-9]+)+$", "", path).rpartition("/")[2] for path in paths]
    if str(name) == error_table.INVALID_MASTER:
        master = keys[0].removesuffix("_id").replace("_", " ").title()
        value = _value_at(call.plain(), paths[0])
        message = message.replace("<Master>", master).replace("<value>", value)
    plain |= {"message": message, "request_id": state.number("request")[:32]}
    if str(name) == error_table.INVALID_FORMAT:
        plain["details"] = {_camel(key): f"Invalid {key.replace('_', ' ')}" for key in keys if key}
    return written(plain, OnboardingAnswer, status=status)


def refusal(status: int, call: Received) -> Answer:
    """Return the answer of an HTTP status from 400."""
    endpoint: Any = call.endpoint
    row = error_table.find_row(endpoint, status, None, success=False)
    if row.state != "unauthorized":
        return stand_in.page(status)
    if endpoint in ("token", "refresh"):
        return written({"error": row.message}, status=status)
    at = call.now.isoformat(timespec="milliseconds")
    plain = {"timestamp": at, "status": status, "error": row.message, "message": ""}
    return written({**plain, "path": call.path}, OnboardingAnswer, status=status)


def _success(data: Person, kind: type | None = None, **more: str) -> Answer:
    return written({"status": "success", "status_code": HTTPStatus.OK, "data": data, **more}, kind)


def _code(call: Received, person: Person) -> int | None:
    """Return the error code that a customer's words draw. A word by name stands in a success."""
    endpoint: Any = call.endpoint
    words = person["customer_status"], person["aml_scan_status"]
    state, _ = error_table.state_of_customer(endpoint, words)
    return None if isinstance(call.name, str) else CODES.get((endpoint, state))


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
    refusal = staticmethod(refusal)
    routes: ClassVar = {
        "token": f"POST {token.PATH}",
        "refresh": "a token with another grant_type",
        "lookup": f"POST {lookup.PATH}",
        "customer": f"GET {customer.PATH}[^/]+",
        "masters": f"GET {masters.PATH}",
        "onboarding": f"POST {onboarding.PATH}",
    }
    kinds: ClassVar = {
        "token": token.TokenRequest,
        "refresh": token.TokenRequest,
        "lookup": lookup.LookupRequest,
        "onboarding": onboarding.OnboardingRequest,
    }
    names: ClassVar = {
        call: frozenset(row.code for row in error_table.ERROR_TABLE if row[0] == call and row.code)
        | (_TEXTS if call in ("lookup", "onboarding") else frozenset())
        for call in error_table.ENDPOINTS
    }
    verbs: ClassVar = (*StandIn.verbs, "add_customer")
    on_callback: Callable[[AmlCallback], object] | None = None

    def endpoint_of(self, request: Request) -> str:
        """Return the call that a request is, an empty text for none."""
        found = super().endpoint_of(request)
        is_refresh = found == "token" and f"={token.REFRESH}".encode() in request.body
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

    @sealed
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
