"""The stand-in of Airpay: it takes what is signed with the merchant's keys."""

from __future__ import annotations

import payloadkit as pk
from payloadkit import airpay
from payloadkit.sandbox import Sandbox
from tests.sandbox.calls import add_kyc, sent


def test_a_signed_call_is_taken() -> None:
    """The answer is that of Pull KYC without data; the hashed text is kept."""
    box = Sandbox()
    found = pk.load(airpay.PullKycAnswer, sent(box, add_kyc(box)).content)

    assert (found.status, found.message) == ("200", "Success")
    assert box.keys.kyc_number("X0000001") in box.airpay.state.taken[0]


def test_a_call_that_is_not_signed_is_refused() -> None:
    """With other keys, for another merchant, or without a form; a status by name is a page."""
    box = Sandbox()
    other = Sandbox()
    other.keys = airpay.Keys.derive(username="other", password="other", secret="other")
    stranger = Sandbox()
    stranger.merchant_id = "2"
    sound = add_kyc(box)
    for request in (
        add_kyc(other),
        add_kyc(stranger),
        pk.Request("POST", sound.url, sound.headers, b"\xff"),
        pk.Request("POST", sound.url, {}, sound.body),
    ):
        found = pk.load(airpay.PullKycAnswer, sent(box, request).content)
        assert (found.status, found.message) == ("400", "Failed")
    box.airpay.answer_next("add-kyc", 503)
    assert sent(box, sound).status_code == 503
    assert box.airpay.state.taken == ()
