"""The calls of Azakaw, without I/O. ``add_user`` has no lookup, so it is never sent twice."""

from __future__ import annotations

from typing import Unpack

from payloadkit.azakaw.answer import Outcome, read_answer
from payloadkit.azakaw.customer import Customer, get_customer
from payloadkit.azakaw.onboarding_pending import (
    OnboardingPending,
    PendingPage,
    get_onboarding_pending,
)
from payloadkit.azakaw.user import AddUser, UserAdded, add_user
from payloadkit.http.call import Call, CallOptions, Lost, Pages, SystemCalls, outcome_of
from payloadkit.http.request import check_header_text
from payloadkit.violation import sealed


class Calls(SystemCalls):
    """The calls of Azakaw for a client, or a driver of yours. It takes what ``Client`` takes."""

    system = "azakaw"
    secrets = ("token",)

    @sealed
    def __init__(self, base_url: str, token: str, **options: Unpack[CallOptions]) -> None:
        check_header_text(token=token)
        super().__init__(base_url, **options)
        self._token = token

    @sealed
    def customer(self, customer_id: str) -> Call[Outcome[Customer]]:
        """Get the data of a customer.

        Raises:
            ValueError: The customer's number is no UUID.
        """
        request = get_customer(self._url, self._token, customer_id)
        return self._patience().read(request, lambda *reply: read_answer("customer", *reply))

    def onboarding_pending(self, *, page_size: int = 100) -> Pages[Outcome[OnboardingPending]]:
        """Read all pages of unfinished onboardings, each as an outcome. A failure is the last one.

        Raises:
            ValueError: The size is not 1 to 100 customers.
        """
        get_onboarding_pending(self._url, self._token, 1, page_size)  # refuses a wrong size at once
        return self._pages(
            lambda number: get_onboarding_pending(self._url, self._token, number, page_size),
            lambda *reply: read_answer("onboarding-pending", *reply),
            _has_next,
        )

    def add_user(self, user: AddUser) -> Call[Outcome[UserAdded]]:
        """Register a person for transaction monitoring.

        An outcome whose ``retry`` is ``after_lookup`` is open: the person may be registered. A
        person has to find out, since Azakaw has no lookup by name or document.
        """
        request = add_user(self._url, self._token, user)
        reply = yield from self._patience().connect(lambda: request, share=1.0)
        if reply == Lost(sent=False):
            return Outcome(state="unavailable", retry="later")
        return outcome_of(reply, lambda *parts: read_answer("add-user", *parts))


def _has_next(answer: OnboardingPending, _: int) -> bool:
    page = answer.result
    return isinstance(page, PendingPage) and bool(page.data) and page.hasNextPage in (True, "true")
