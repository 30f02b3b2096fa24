"""The stand-in of Airpay: it takes the hashed numbers of customers.

The answer of Add KYC is not published; it is written as that of Pull KYC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from payloadkit.airpay import add, keys, pull
from payloadkit.sandbox import stand_in
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from payloadkit.http.call import Answer


@attrs.frozen(kw_only=True)
class State(stand_in.State):
    """All that the stand-in of Airpay knows: the merchant, and the texts that it took."""

    keys: keys.Keys
    merchant_id: str
    taken: tuple[str, ...] = attrs.field(default=(), repr=False)


def answer(state: State, call: stand_in.Received) -> tuple[State, Answer]:
    """Return the next state and the answer of Airpay to a call."""
    added = check(add.AddKycRequest, call.plain()).value
    if added is None or not _is_signed(state, added):
        return state, stand_in.written({"status": "400", "message": "Failed"}, pull.PullKycAnswer)
    state = attrs.evolve(state, taken=(*state.taken, added.kyc_data))
    return state, stand_in.written({"status": "200", "message": "Success"}, pull.PullKycAnswer)


def _is_signed(state: State, added: add.AddKycRequest) -> bool:
    checksum = state.keys.checksum(added.merchant_id, added.kyc_data)
    signed = (str(added.merchant_id), added.private_key, added.checksum)
    return all(map(keys.same, signed, (state.merchant_id, state.keys.private_key, checksum)))


class Airpay(stand_in.StandIn[State]):
    """The stand-in of Airpay."""

    answer = staticmethod(answer)
    routes: ClassVar = {"add-kyc": f"POST /{add.PAGE}"}
    kinds: ClassVar = {"add-kyc": add.AddKycRequest}

    @staticmethod
    def refusal(
        status: int,
        call: stand_in.Received,  # noqa: ARG004 - every stand-in's refusal takes it
    ) -> Answer:
        """Return a page."""
        return stand_in.page(status)
