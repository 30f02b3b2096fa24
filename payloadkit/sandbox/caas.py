"""The stand-in of CAAS. Its answers are made of the table by which ``read_answer`` reads them."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.caas import customer, error_table, gateway, lookup, masters, onboarding, token
from payloadkit.caas.aml import AmlCallback
from payloadkit.caas.onboarding_answer import OnboardedCustomer, OnboardingAnswer
from payloadkit.caas.words import IdStatus
from payloadkit.sandbox.caas_state import CODES, WORDS, Person, State, cards, declared, words
from payloadkit.sandbox.stand_in import Received, Reply, StandIn, page, written
from payloadkit.violation import PayloadError, sealed
from payloadkit.wire.reading import check
from payloadkit.wire.writing import dump, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.call import Answer
    from payloadkit.http.request import Request

_FORMAT, _MASTER = int(gateway.INVALID_FORMAT), int(gateway.INVALID_MASTER)


def _login(state: State, call: Received) -> tuple[State, Reply]:
    try:
        asked = token.TokenRequest.from_form(call.body)
    except PayloadError:
        return state, HTTPStatus.BAD_REQUEST
    secrets, is_live = ["client_id", "client_secret"], True
    if call.endpoint == "refresh":
        is_live = state.tokens.get(str(asked.refresh_token), call.now) > call.now
    else:
        secrets += ["username", "password"]
    if not is_live or any(getattr(asked, key) != getattr(state.login, key) for key in secrets):
        return state, HTTPStatus.UNAUTHORIZED
    lives = {"access": state.token_seconds, "refresh": 2 * state.token_seconds}
    plain = {
        "token_type": "bearer",
        "access_token": state.number("access"),
        "expires_in": lives["access"],
        "refresh_expires_in": lives["refresh"],
        "refresh_token": state.number("refresh"),
        "scope": asked.scope or state.login.scope,
        "not-before-policy": 0,
    }
    ends = {state.number(use): call.now + timedelta(seconds=life) for use, life in lives.items()}
    state = attrs.evolve(state, tokens={**state.tokens, **ends})
    return state, written(plain, token.TokenAnswer)


def _look_up(state: State, call: Received) -> Answer:
    asked = check(lookup.LookupRequest, call.body, state.policy).value
    if asked is None:
        return _failure(state, call, CODES["lookup", "invalid"])
    wanted = asked.idType, asked.idNumber
    found = state.persons.get(state.holders.get(wanted, ""))
    if found is None and call.name is None:
        return _failure(state, call, CODES["lookup", "not_found"])
    person = {**(found or state.new()), **WORDS.get(call.name, {})}
    code = _code(call, person) if person["subscribed"] else CODES["lookup", "not_subscribed"]
    if code is not None:
        return _failure(state, call, code)
    data = declared(person, lookup.FoundCustomer)
    if until := cards(person).get(wanted, {}).get("date_of_expiry"):
        is_over = until < call.today.isoformat()
        data["id_status"] = IdStatus.EXPIRED if is_over else IdStatus.ACTIVE
        data["id_date_of_expiry"] = f"{until}T00:00:00.000+00:00"
    data["customer_status"] = data["customer_status"].replace(" ", "_")
    plain = {"status": "success", "statusCode": HTTPStatus.OK, "data": data}
    return written(plain, lookup.LookupAnswer)


def _customer(state: State, call: Received) -> Answer:
    person = state.persons.get(call.path.removeprefix(customer.PATH))
    if person is None or not person["subscribed"]:
        return _failure(state, call, CODES["customer", "not_subscribed"])
    return _success(declared(person, customer.Customer))


def _masters(state: State, call: Received) -> Answer:
    known, wanted = state.policy.masters, call.query.get("code")
    lists = to_dict(known)["data"] if isinstance(known, masters.MasterData) else {}
    return _success({key: lists[key] for key in lists if wanted in (None, key)})


def _onboard(state: State, call: Received) -> tuple[State, Answer]:
    policy = attrs.evolve(state.policy, today=state.policy.today or call.today)
    report = check(onboarding.OnboardingRequest, call.body, policy)
    if report.value is None:
        is_master = {entry.gateway for entry in report.errors} == {gateway.INVALID_MASTER}
        paths = [entry.path for entry in report.errors]
        return state, _failure(state, call, _MASTER if is_master else _FORMAT, paths)
    posted = json.loads(dump(report.value), object_hook=_without_picture)
    updated = posted.get("ecrn") or ""
    if updated and updated not in state.persons:
        return state, _failure(state, call, CODES["onboarding", "update_failed"])
    holders = [state.holders[key] for key in cards(posted) if key in state.holders]
    before = state.persons.get(updated or (*holders, "")[0], state.new())
    own = {"ecrn": before["ecrn"], "subscribed": True, "aml_category": 2}
    person = {**before, **posted, **own, **WORDS.get(call.name, {})}
    person["pep"] = bool(person.get("political_exposed_person"))
    if not updated:
        state = attrs.evolve(state, ledger=state.ledger.take(person["ecrn"]))
    state, code = state.keep(person), _code(call, person)
    if code is not None:
        return state, _failure(state, call, code, ecrn=person["ecrn"])
    data = declared(person, OnboardedCustomer)
    return state, _success(data, OnboardingAnswer, request_id=state.number("request", 32))


def _without_picture(part: Person) -> Person:
    part.pop("base64_data", None)  # it would fill the memory
    return part


def _failure(
    state: State, call: Received, code: int, paths: list[str] | None = None, ecrn: str = ""
) -> Answer:
    """Return the answer of a row of the table, by error code."""
    row = error_table.find_row(call.endpoint, None, code, success=False)
    status, message = int(row.status), row.message.replace("<ecrn>", ecrn)
    plain = {"status": row.word, "status_code": row.inner or status, "error_code": code}
    if call.endpoint != "onboarding":  # they spell the keys otherwise
        plain = {_camel(key): value for key, value in plain.items()}
        return written({**plain, "message": message}, lookup.LookupAnswer, status=status)
    paths = paths or ["/nationality" if code == _MASTER else "/first_name"]  # by name
    keys = [re.sub(r"(/[0-9]+)+$", "", path).rpartition("/")[2] for path in paths]
    if code == _MASTER:
        value: Any = call.plain()
        for name in paths[0].split("/")[1:]:
            value = value[int(name)] if isinstance(value, list) else value.get(name, "")
        master = keys[0].removesuffix("_id").replace("_", " ").title()
        message = message.replace("<Master>", master).replace("<value>", str(value))
    if code == _FORMAT:
        plain["details"] = {_camel(key): f"Invalid {key.replace('_', ' ')}" for key in keys if key}
    plain |= {"message": message, "request_id": state.number("request", 32)}
    return written(plain, OnboardingAnswer, status=status)


def _success(data: Person, kind: type | None = None, **more: str) -> Answer:
    return written({"status": "success", "status_code": HTTPStatus.OK, "data": data, **more}, kind)


def _code(call: Received, person: Person) -> int | None:
    """Return the error code that a customer's words draw. A word by name stands in a success."""
    found = person["customer_status"], person["aml_scan_status"]
    state, _ = error_table.state_of_customer(call.endpoint, found)
    return None if isinstance(call.name, str) else CODES.get((call.endpoint, state))


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(map(str.capitalize, rest))


class Caas(StandIn[State]):
    """The stand-in of CAAS."""

    routes: ClassVar = {
        "token": (f"POST {token.PATH}", token.TokenRequest),
        "refresh": ("a token with another grant_type", token.TokenRequest),
        "lookup": (f"POST {lookup.PATH}", lookup.LookupRequest),
        "customer": (f"GET {customer.PATH}[^/]+", None),
        "masters": (f"GET {masters.PATH}", None),
        "onboarding": (f"POST {onboarding.PATH}", onboarding.OnboardingRequest),
    }
    names: ClassVar = {
        call: (
            *(row.code for row in error_table.ERROR_TABLE if row[0] == call and row.code),
            *(WORDS if call in ("lookup", "onboarding") else ()),
        )
        for call in error_table.ENDPOINTS
    }
    on_callback: Callable[[AmlCallback], object] | None = None

    @staticmethod
    def answer(state: State, call: Received) -> tuple[State, Reply]:
        """Return the next state and the reply to a call."""
        state = attrs.evolve(state, issued=state.issued + 1)
        if isinstance(call.name, int) and call.name not in WORDS:
            return state, _failure(state, call, call.name)
        if call.endpoint in ("token", "refresh"):
            return _login(state, call)
        bearer = call.headers.get("authorization", "").removeprefix("Bearer ")
        if state.tokens.get(bearer, call.now) <= call.now:
            return state, HTTPStatus.UNAUTHORIZED
        if call.endpoint == "onboarding":
            return _onboard(state, call)
        read = {"lookup": _look_up, "customer": _customer, "masters": _masters}[call.endpoint]
        return state, read(state, call)

    @classmethod
    def refusal(cls, status: int, call: Received) -> Answer:
        """Return the answer of an HTTP status from 400."""
        row = error_table.find_row(call.endpoint, status, None, success=False)
        if row.state != "unauthorized":
            return page(status)
        if call.endpoint in ("token", "refresh"):
            return written({"error": row.message}, status=status)
        at = call.now.isoformat(timespec="milliseconds")
        plain = {"timestamp": at, "status": status, "error": row.message, "message": ""}
        return written({**plain, "path": call.path}, OnboardingAnswer, status=status)

    def endpoint_of(self, request: Request) -> str:
        """Return the call that a request is; that of a token has two names."""
        found = super().endpoint_of(request)
        is_refresh = found == "token" and f"={token.REFRESH}".encode() in request.body
        return "refresh" if is_refresh else found

    def add_customer(self, id_type: int, id_number: str, **fields: object) -> str:
        """Add a customer without a post, and return the ecrn.

        Fields are those of an onboarding, ``customer_status``, ``aml_scan_status`` (an onboarding
        of a blocked customer is refused, say), or ``subscribed=False``.
        """
        card = {"id_type": id_type, "id_number": id_number}
        with self._lock:
            state = attrs.evolve(self.state, issued=self.state.issued + 1)
            person = {**state.new(), "id_details": [card], **fields}
            self.state = state.keep(person)
        return str(person["ecrn"])

    @sealed
    def end_investigation(
        self, ecrn: str, customer_status: str = "ACTIVE", aml_scan_status: str = "Accepted"
    ) -> AmlCallback:
        """Return the callback that ends an investigation, and give it to ``on_callback``."""
        found = words(customer_status, aml_scan_status)
        with self._lock:
            if ecrn not in self.state.persons:
                raise ValueError("no customer has this ecrn")
            self.state = self.state.keep({**self.state.persons[ecrn], **found})
        callback = AmlCallback(ecrn=ecrn, **found)
        if self.on_callback is not None:
            self.on_callback(callback)
        return callback

    def expire_tokens(self) -> None:
        """End all tokens, those to refresh too."""
        with self._lock:
            self.state = attrs.evolve(self.state, tokens={})
