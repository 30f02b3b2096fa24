"""Azakaw, the transaction monitoring: one API call a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.azakaw.answer import Answer, Endpoint, Outcome, State, read_answer
    from payloadkit.azakaw.calls import Calls
    from payloadkit.azakaw.client import AsyncClient, Client
    from payloadkit.azakaw.customer import (
        BankAccount,
        Customer,
        MonitoredAddress,
        MonitoredCustomer,
        OnboardingHistory,
        get_customer,
    )
    from payloadkit.azakaw.onboarding_pending import (
        OnboardingPending,
        PendingCustomer,
        PendingPage,
        get_onboarding_pending,
    )
    from payloadkit.azakaw.user import AddUser, TransactionMonitoring, UserAdded, add_user
    from payloadkit.azakaw.words import (
        AccountStatus,
        AddressType,
        EntityType,
        HistoryAction,
        OnboardingStatus,
        RiskStatus,
        UserType,
    )
    from payloadkit.http.answer import Retry

__all__ = [
    "AccountStatus",
    "AddUser",
    "AddressType",
    "Answer",
    "AsyncClient",
    "BankAccount",
    "Calls",
    "Client",
    "Customer",
    "Endpoint",
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
    "Retry",
    "RiskStatus",
    "State",
    "TransactionMonitoring",
    "UserAdded",
    "UserType",
    "add_user",
    "get_customer",
    "get_onboarding_pending",
    "read_answer",
]

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "azakaw.calls": "Calls",
            "azakaw.client": "AsyncClient Client",
            "azakaw.answer": "Answer Endpoint Outcome State read_answer",
            "azakaw.customer": (
                "BankAccount Customer MonitoredAddress MonitoredCustomer OnboardingHistory "
                "get_customer"
            ),
            "azakaw.onboarding_pending": (
                "OnboardingPending PendingCustomer PendingPage get_onboarding_pending"
            ),
            "azakaw.user": "AddUser TransactionMonitoring UserAdded add_user",
            "azakaw.words": (
                "AccountStatus AddressType EntityType HistoryAction "
                "OnboardingStatus RiskStatus UserType"
            ),
            "http.answer": "Retry",
        },
        {"azakaw.client": ("httpx2", "client")},
    )
