"""The stand-in of Azakaw: users that are added, and the list of unfinished onboardings."""

from __future__ import annotations

from http.client import responses
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

import attrs

from payloadkit.azakaw import customer, onboarding_pending, user
from payloadkit.azakaw.customer import Customer
from payloadkit.azakaw.http import ROOT
from payloadkit.azakaw.onboarding_pending import OnboardingPending
from payloadkit.azakaw.user import AddUser, UserAdded
from payloadkit.http.answer import is_unavailable
from payloadkit.sandbox import stand_in
from payloadkit.sandbox.records import Ledger
from payloadkit.sandbox.stand_in import OK, Received, StandIn, written
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.http.call import Answer

_FIXED = {"onboardingStatus": "NoMailSent", "accountStatus": "Active"}


@attrs.frozen(kw_only=True)
class State:
    """All that the stand-in of Azakaw knows: its token, the users by number, and whom it took."""

    token: str = attrs.field(repr=False)
    users: Mapping[str, dict[str, Any]] = attrs.field(factory=dict, repr=False)
    ledger: Ledger = attrs.field(factory=Ledger)


def answer(state: State, call: Received) -> tuple[State, Answer]:
    """Return the next state and the answer of Azakaw to a call."""
    if isinstance(call.name, int):
        return state, _refusal(call.name)
    if call.header("authorization") != f"Bearer {state.token}":
        return state, _refusal(stand_in.UNAUTHORIZED)
    if call.endpoint == "add-user":
        return _add(state, call)
    if call.endpoint == "onboarding-pending":
        return state, _pending(state, call)
    found = state.users.get(call.path.rpartition("/")[2])
    if found is None:
        return state, _refusal(stand_in.NOT_FOUND)
    more = {"entityType": "Individual", "userType": "New", "riskStatus": "NoRisk", "addresses": []}
    return state, _success({**found, **more}, Customer)


def _add(state: State, call: Received) -> tuple[State, Answer]:
    report = check(AddUser, call.request.body)
    if report.value is None:
        return state, _refusal(stand_in.BAD_REQUEST)
    added = to_dict(report.value)
    # The same person gets the same number, so that the ledger knows a second one.
    number = str(uuid5(UUID(int=0), repr(added)))
    person = {
        "id": number,
        "firstName": added["firstName"],
        "lastName": added["lastName"],
        "email": added.get("email"),
        "phoneNumber": added.get("mobileNumber"),
        "country_Iso": added["transactionMonitoring"]["country"],
        "fullName": f"{added['firstName']} {added['lastName']}",
        "createdAt": call.now.isoformat(),
        **_FIXED,
    }
    ledger = state.ledger.take(number, again=number in state.users)
    state = attrs.evolve(state, users={**state.users, number: person}, ledger=ledger)
    return state, _success(number, UserAdded)


def _pending(state: State, call: Received) -> Answer:
    page, size = call.number("page", 1), call.number("pageSize", 10)
    if not page or not 0 < size <= onboarding_pending.LARGEST_PAGE:
        return _refusal(stand_in.BAD_REQUEST)
    keys = ("id", "firstName", "lastName", "createdAt", *_FIXED)
    pages = ceil(len(state.users) / size)
    users = list(state.users.values())[(page - 1) * size :][:size]
    found = {
        "data": [{key: person[key] for key in keys} for person in users],
        "page": page,
        "pageSize": size,
        "totalCount": len(state.users),
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPreviousPage": page > 1,
    }
    return _success(found, OnboardingPending)


def _success(result: object, kind: type) -> Answer:
    messages = ["Processed successfully"]
    plain = {"version": None, "statusCode": OK, "messages": messages, "result": result}
    return written(plain, kind)


def _refusal(status: int) -> Answer:
    if is_unavailable(status):
        return stand_in.page(status)
    messages = [responses.get(status, "")]
    plain = {"version": None, "statusCode": status, "messages": messages, "result": None}
    return written(plain, status=status)


class Azakaw(StandIn[State]):
    """The stand-in of Azakaw."""

    answer = staticmethod(answer)
    routes: ClassVar = {
        "customer": f"GET {ROOT}{customer.PATH}[^/]+",
        "onboarding-pending": f"GET {ROOT}{onboarding_pending.PATH}",
        "add-user": f"POST {ROOT}{user.PATH}",
    }
    kinds: ClassVar = {"add-user": AddUser}

    @property
    def ledger(self) -> Ledger:
        """Whom it took."""
        return self.state.ledger
