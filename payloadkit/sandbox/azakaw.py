"""The stand-in of Azakaw: users that are added, and the list of unfinished onboardings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

import attrs

from payloadkit.azakaw import customer, onboarding_pending, user
from payloadkit.azakaw.http import ROOT
from payloadkit.sandbox.stand_in import AnyState, Received, Reply, StandIn, written
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTED = ("id", "firstName", "lastName", "createdAt", "onboardingStatus", "accountStatus")
_MORE = {"entityType": "Individual", "userType": "New", "riskStatus": "NoRisk", "addresses": []}


@attrs.frozen
class State(AnyState):
    """All that the stand-in of Azakaw knows: its token, and the users by number."""

    token: str = attrs.field(repr=False)
    users: Mapping[str, dict[str, Any]] = attrs.field(factory=dict, repr=False)


def _envelope(status: int, message: str, result: object = None) -> dict[str, object]:
    return {"version": None, "statusCode": status, "messages": [message], "result": result}


class Azakaw(StandIn[State]):
    """The stand-in of Azakaw."""

    routes: ClassVar = {
        "customer": (f"GET {ROOT}{customer.PATH}[^/]+", None),
        "onboarding-pending": (f"GET {ROOT}{onboarding_pending.PATH}", None),
        "add-user": (f"POST {ROOT}{user.PATH}", user.AddUser),
    }
    refused: ClassVar = staticmethod(_envelope)

    @staticmethod
    def answer(state: State, call: Received) -> tuple[State, Reply]:
        """Return the next state and the reply to a call."""
        if call.headers.get("authorization") != f"Bearer {state.token}":
            return state, HTTPStatus.UNAUTHORIZED
        if call.endpoint == "add-user":
            return _add(state, call)
        if call.endpoint == "onboarding-pending":
            return state, _pending(state, call)
        found = state.users.get(call.path.rpartition("/")[2])
        if found is None:
            return state, HTTPStatus.NOT_FOUND
        return state, _success(found, customer.Customer)


def _add(state: State, call: Received) -> tuple[State, Reply]:
    report = check(user.AddUser, call.body)
    if report.value is None:
        return state, HTTPStatus.BAD_REQUEST
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
        "onboardingStatus": "NoMailSent",
        "accountStatus": "Active",
        **_MORE,
    }
    users, ledger = {**state.users, number: person}, state.ledger.take(number)
    return attrs.evolve(state, users=users, ledger=ledger), _success(number, user.UserAdded)


def _pending(state: State, call: Received) -> Reply:
    page, size, pages, shown = call.page([*state.users.values()], size="pageSize")
    if not page or not 0 < size <= onboarding_pending.LARGEST_PAGE:
        return HTTPStatus.BAD_REQUEST
    found = {
        "data": [{key: each[key] for key in _LISTED} for each in shown],
        "page": page,
        "pageSize": size,
        "totalCount": len(state.users),
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPreviousPage": page > 1,
    }
    return _success(found, onboarding_pending.OnboardingPending)


def _success(result: object, kind: type) -> Reply:
    return written(_envelope(HTTPStatus.OK, "Processed successfully", result), kind)
