"""CAAS, the customer data platform: one API call a file."""

from __future__ import annotations

from payloadkit.caas.aml import AmlCallback
from payloadkit.caas.answer import Outcome, read_answer
from payloadkit.caas.calls import get_customer, get_masters, get_token, look_up, onboard
from payloadkit.caas.customer import Customer
from payloadkit.caas.files import AdditionalDocument, Image
from payloadkit.caas.lookup import FoundCustomer, LookupAnswer, LookupRequest
from payloadkit.caas.masters import MasterCode, MasterData
from payloadkit.caas.onboarding import Address, Classification, Gender, IdDetail, OnboardingRequest, Salutation, SocialLink
from payloadkit.caas.onboarding_answer import OnboardedCustomer, OnboardingAnswer
from payloadkit.caas.statuses import AmlScanStatus, CustomerStatus, IdStatus
from payloadkit.caas.token import TokenAnswer, TokenRequest

__all__ = [
    "AdditionalDocument",
    "Address",
    "AmlCallback",
    "AmlScanStatus",
    "Classification",
    "Customer",
    "CustomerStatus",
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
    "Salutation",
    "SocialLink",
    "TokenAnswer",
    "TokenRequest",
    "get_customer",
    "get_masters",
    "get_token",
    "look_up",
    "onboard",
    "read_answer",
]
