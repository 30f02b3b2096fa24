"""The stand-in of Azakaw: users that are added, and the list of unfinished onboardings."""

from __future__ import annotations

from http import HTTPStatus
from http.client import responses
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

import attrs

from payloadkit.azakaw import customer, onboarding_pending, user
from payloadkit.azakaw.http import ROOT
from payloadkit.http.answer import is_unavailable
from payloadkit.sandbox import stand_in
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.http.call import Answer

_FIXED = {"onboardingStatus": "NoMailSent", "accountStatus": "Active"}
_LISTED = ("id", "firstName", "lastName", "createdAt", *_FIXED)


@attrs.frozen(kw_only=True)
class State(stand_in.State):
    """All that the stand-in of Azakaw knows: its token, and the users by number."""

    token: str = attrs.field(repr=False)
    users: Mapping[str, dict[str, Any]] = attrs.field(factory=dict, repr=False)


def answer(state: State, call: stand_in.Received) -> tuple[State, Answer]:
    """Return the next state and the answer of Azakaw to a call."""
    if call.headers.get("authorization") != f"Bearer {state.token}":
        return state, refusal(HTTPStatus.UNAUTHORIZED, call)
    if call.endpoint == "add-user":
        return _add(state, call)
    if call.endpoint == "onboarding-pending":
        return state, _pending(state, call)
    found = state.users.get(call.path.rpartition("/")[2])
    if found is None:
        return state, refusal(HTTPStatus.NOT_FOUND, call)
    more = {"entityType": "Individual", "userType": "New", "riskStatus": "NoRisk", "addresses": []}
    return state, _success({**found, **more}, customer.Customer)


def _add(state: State, call: stand_in.Received) -> tuple[State, Answer]:
    report = check(user.AddUser, call.body)
    if report.value is None:
        return state, refusal(HTTPStatus.BAD_REQUEST, call)
    added = to_dict(report.value)
    # The same person gets the same number, so that the ledger knows a second one.
    number = str(uuid5(UUID(int=0), repr(added)))
    person = {
        **{key: added.get(key) for key in ("firstName", "lastName", "email")},
        "id": number,
        "phoneNumber": added.get("mobileNumber"),
        "country_Iso": added["transactionMonitoring"]["country"],
        "fullName": f"{added['firstName']} {added['lastName']}",
        "createdAt": call.now.isoformat(),
        **_FIXED,
    }
    users, ledger = {**state.users, number: person}, state.ledger.take(number)
    return attrs.evolve(state, users=users, ledger=ledger), _success(number, user.UserAdded)


def _pending(state: State, call: stand_in.Received) -> Answer:
    page, size = call.number("page", 1), call.number("pageSize", 10)
    if not page or not 0 < size <= onboarding_pending.LARGEST_PAGE:
        return refusal(HTTPStatus.BAD_REQUEST, call)
    pages, users = ceil(len(state.users) / size), list(state.users.values())
    found = {
        "data": [{key: each[key] for key in _LISTED} for each in users[(page - 1) * size :][:size]],
        "page": page,
        "pageSize": size,
        "totalCount": len(users),
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPreviousPage": page > 1,
    }
    return _success(found, onboarding_pending.OnboardingPending)


def _success(result: object, kind: type) -> Answer:
    return stand_in.written(_envelope(HTTPStatus.OK, "Processed successfully", result), kind)


def _envelope(status: int, message: str, result: object = None) -> dict[str, object]:
    return {"version": None, "statusCode": status, "messages": [message], "result": result}


def refusal(
    status: int,
    call: stand_in.Received,  # noqa: ARG001 - every stand-in's refusal takes it
) -> Answer:
    """Return the answer of an HTTP status from 400."""
    if is_unavailable(status):
        return stand_in.page(status)
    return stand_in.written(_envelope(status, responses.get(status, "")), status=status)


class Azakaw(stand_in.StandIn[State]):
    """The stand-in of Azakaw."""

    answer = staticmethod(answer)
    refusal = staticmethod(refusal)
    routes: ClassVar = {
        "customer": f"GET {ROOT}{customer.PATH}[^/]+",
        "onboarding-pending": f"GET {ROOT}{onboarding_pending.PATH}",
        "add-user": f"POST {ROOT}{user.PATH}",
    }
    kinds: ClassVar = {"add-user": user.AddUser}
