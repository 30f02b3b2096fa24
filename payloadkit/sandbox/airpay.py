"""The stand-in of Airpay. The answer of Add KYC is not published; it is that of Pull KYC here."""

from __future__ import annotations

from typing import ClassVar

import attrs

from payloadkit.airpay import add, keys, pull
from payloadkit.sandbox.stand_in import AnyState, Received, Reply, StandIn, written
from payloadkit.wire.reading import check


@attrs.frozen
class State(AnyState):
    """All that the stand-in of Airpay knows: the merchant, and the texts that it took."""

    keys: keys.Keys
    merchant_id: str
    taken: tuple[str, ...] = attrs.field(default=(), repr=False)


class Airpay(StandIn[State]):
    """The stand-in of Airpay, which takes the hashed numbers of customers."""

    routes: ClassVar = {"add-kyc": (f"POST /{add.PAGE}", add.AddKycRequest)}

    @staticmethod
    def answer(state: State, call: Received) -> tuple[State, Reply]:
        """Return the next state and the reply to a call."""
        added = check(add.AddKycRequest, call.plain()).value
        if added is None or not _is_signed(state, added):
            return state, written({"status": "400", "message": "Failed"}, pull.PullKycAnswer)
        state = attrs.evolve(state, taken=(*state.taken, added.kyc_data))
        return state, written({"status": "200", "message": "Success"}, pull.PullKycAnswer)


def _is_signed(state: State, added: add.AddKycRequest) -> bool:
    checksum = state.keys.checksum(added.merchant_id, added.kyc_data)
    signed = (str(added.merchant_id), added.private_key, added.checksum)
    return all(map(keys.same, signed, (state.merchant_id, state.keys.private_key, checksum)))
