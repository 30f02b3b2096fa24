"""CAAS, the customer data platform: one API call a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.caas.address import Address
    from payloadkit.caas.aml import AmlCallback
    from payloadkit.caas.answer import Answer, Outcome, read_answer
    from payloadkit.caas.calls import Calls
    from payloadkit.caas.classification import Classification, SocialLink
    from payloadkit.caas.client import AsyncClient, Client
    from payloadkit.caas.customer import Customer, get_customer
    from payloadkit.caas.error_table import Endpoint, State
    from payloadkit.caas.files import AdditionalDocument, Image
    from payloadkit.caas.id_detail import IdDetail
    from payloadkit.caas.login import Credentials
    from payloadkit.caas.lookup import FoundCustomer, LookupAnswer, LookupRequest, look_up
    from payloadkit.caas.masters import MasterCode, MasterData, get_masters
    from payloadkit.caas.onboarding import OnboardingRequest, onboard
    from payloadkit.caas.onboarding_answer import OnboardedCustomer, OnboardingAnswer
    from payloadkit.caas.person_words import Gender, Salutation
    from payloadkit.caas.token import TokenAnswer, TokenRequest, get_token
    from payloadkit.caas.words import AmlScanStatus, CustomerStatus, ErrorCode, IdStatus
    from payloadkit.http.answer import Retry

__all__ = [
    "AdditionalDocument",
    "Address",
    "AmlCallback",
    "AmlScanStatus",
    "Answer",
    "AsyncClient",
    "Calls",
    "Classification",
    "Client",
    "Credentials",
    "Customer",
    "CustomerStatus",
    "Endpoint",
    "ErrorCode",
    "FoundCustomer",
    "Gender",
    "IdDetail",
    "IdStatus",
    "Image",
    "LookupAnswer",
    "LookupRequest",
    "MasterCode",
    "MasterData",
    "OnboardedCustomer",
    "OnboardingAnswer",
    "OnboardingRequest",
    "Outcome",
    "Retry",
    "Salutation",
    "SocialLink",
    "State",
    "TokenAnswer",
    "TokenRequest",
    "get_customer",
    "get_masters",
    "get_token",
    "look_up",
    "onboard",
    "read_answer",
]

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "caas.address": "Address",
            "caas.aml": "AmlCallback",
            "caas.answer": "Answer Outcome read_answer",
            "caas.calls": "Calls",
            "caas.classification": "Classification SocialLink",
            "caas.client": "AsyncClient Client",
            "caas.customer": "Customer get_customer",
            "caas.error_table": "Endpoint State",
            "caas.files": "AdditionalDocument Image",
            "caas.id_detail": "IdDetail",
            "caas.login": "Credentials",
            "caas.lookup": "FoundCustomer LookupAnswer LookupRequest look_up",
            "caas.masters": "MasterCode MasterData get_masters",
            "caas.onboarding": "OnboardingRequest onboard",
            "caas.onboarding_answer": "OnboardedCustomer OnboardingAnswer",
            "caas.person_words": "Gender Salutation",
            "caas.token": "TokenAnswer TokenRequest get_token",
            "caas.words": "AmlScanStatus CustomerStatus ErrorCode IdStatus",
            "http.answer": "Retry",
        },
        {"caas.client": ("httpx2", "client")},
    )
