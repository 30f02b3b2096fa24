"""The stand-in of Airpay: it takes the hashed numbers of customers.

The answer of Add KYC is not published; it is written as that of Pull KYC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from payloadkit.airpay.add import PAGE, AddKycRequest
from payloadkit.airpay.keys import Keys, same
from payloadkit.airpay.pull import PullKycAnswer
from payloadkit.sandbox.stand_in import Received, StandIn, page, written
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from payloadkit.http.call import Answer


@attrs.frozen(kw_only=True)
class State:
    """All that the stand-in of Airpay knows: the merchant, and the texts that it took."""

    keys: Keys = attrs.field(repr=False)
    merchant_id: str
    taken: tuple[str, ...] = attrs.field(default=(), repr=False)


def answer(state: State, call: Received) -> tuple[State, Answer]:
    """Return the next state and the answer of Airpay to a call."""
    if isinstance(call.name, int):
        return state, page(call.name)
    added = check(AddKycRequest, call.body()).value
    if added is None or not _is_signed(state, added):
        return state, written({"status": "400", "message": "Failed"}, PullKycAnswer)
    state = attrs.evolve(state, taken=(*state.taken, added.kyc_data))
    return state, written({"status": "200", "message": "Success"}, PullKycAnswer)


def _is_signed(state: State, added: AddKycRequest) -> bool:
    checksum = state.keys.checksum(added.merchant_id, added.kyc_data)
    return (
        str(added.merchant_id) == state.merchant_id
        and same(added.private_key, state.keys.private_key)
        and same(added.checksum, checksum)
    )


class Airpay(StandIn[State]):
    """The stand-in of Airpay."""

    answer = staticmethod(answer)
    routes: ClassVar = {"add-kyc": f"POST /{PAGE}"}
    kinds: ClassVar = {"add-kyc": AddKycRequest}
