"""CAAS, the customer data platform: one API call a file."""

from __future__ import annotations

from payloadkit.caas.masters import MasterCode, MasterData
from payloadkit.caas.onboarding import AdditionalDocument, Address, Classification, Gender, IdDetail, Image, OnboardingRequest, Salutation, SocialLink

__all__ = [
    "AdditionalDocument",
    "Address",
    "Classification",
    "Gender",
    "IdDetail",
    "Image",
    "MasterCode",
    "MasterData",
    "OnboardingRequest",
    "Salutation",
    "SocialLink",
]
