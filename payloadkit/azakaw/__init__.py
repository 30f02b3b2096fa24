"""Azakaw, the transaction monitoring: one API call a file."""

from __future__ import annotations

from payloadkit.azakaw.answer import Outcome, read_answer
from payloadkit.azakaw.calls import add_user, get_customer, get_onboarding_pending
from payloadkit.azakaw.customer_details import (
    AccountStatus,
    AddressType,
    BankAccount,
    Customer,
    EntityType,
    HistoryAction,
    MonitoredAddress,
    MonitoredCustomer,
    OnboardingHistory,
    OnboardingStatus,
    RiskStatus,
    UserType,
)
from payloadkit.azakaw.pending import OnboardingPending, PendingCustomer, PendingPage
from payloadkit.azakaw.user import AddUser, TransactionMonitoring

__all__ = [
    "AccountStatus",
    "AddUser",
    "AddressType",
    "BankAccount",
    "Customer",
    "EntityType",
    "HistoryAction",
    "MonitoredAddress",
    "MonitoredCustomer",
    "OnboardingHistory",
    "OnboardingPending",
    "OnboardingStatus",
    "Outcome",
    "PendingCustomer",
    "PendingPage",
    "RiskStatus",
    "TransactionMonitoring",
    "UserType",
    "add_user",
    "get_customer",
    "get_onboarding_pending",
    "read_answer",
]
