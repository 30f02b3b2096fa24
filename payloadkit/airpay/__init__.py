"""Airpay's KYC interface: hashed numbers of customers, pulled by Airpay or added by a merchant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.airpay.add import AddKycRequest, add_kyc, add_kyc_request
    from payloadkit.airpay.calls import Calls, Outcome, State
    from payloadkit.airpay.client import AsyncClient, Client
    from payloadkit.airpay.keys import Form, Keys
    from payloadkit.airpay.numbers import KycType, Numbers, Plain, normalised
    from payloadkit.airpay.plain_numbers import check_numbers
    from payloadkit.airpay.pull import (
        AnsweredCustomer,
        AnsweredNumber,
        PullKycAnswer,
        PullKycRequest,
        PullMessage,
        PullStatus,
        pull_kyc,
        pull_kyc_request,
    )
    from payloadkit.airpay.pull_answer import answer_pull

__all__ = [
    "AddKycRequest",
    "AnsweredCustomer",
    "AnsweredNumber",
    "AsyncClient",
    "Calls",
    "Client",
    "Form",
    "Keys",
    "KycType",
    "Numbers",
    "Outcome",
    "Plain",
    "PullKycAnswer",
    "PullKycRequest",
    "PullMessage",
    "PullStatus",
    "State",
    "add_kyc",
    "add_kyc_request",
    "answer_pull",
    "check_numbers",
    "normalised",
    "pull_kyc",
    "pull_kyc_request",
]

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "airpay.calls": "Calls Outcome State",
            "airpay.client": "AsyncClient Client",
            "airpay.add": "AddKycRequest add_kyc add_kyc_request",
            "airpay.keys": "Form Keys",
            "airpay.numbers": "KycType Numbers Plain normalised",
            "airpay.plain_numbers": "check_numbers",
            "airpay.pull": (
                "AnsweredCustomer AnsweredNumber PullKycAnswer PullKycRequest PullMessage "
                "PullStatus pull_kyc pull_kyc_request"
            ),
            "airpay.pull_answer": "answer_pull",
        },
        {"airpay.client": ("httpx2", "client")},
    )
