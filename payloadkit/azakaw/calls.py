"""The calls of Azakaw, without I/O. ``add_user`` has no lookup, so it is never sent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.azakaw.answer import Outcome, read_answer
from payloadkit.azakaw.customer import Customer, get_customer
from payloadkit.azakaw.onboarding_pending import (
    OnboardingPending,
    PendingPage,
    get_onboarding_pending,
)
from payloadkit.azakaw.user import AddUser, UserAdded, add_user
from payloadkit.http.call import Calls as SharedCalls
from payloadkit.http.call import Lost, outcome_of
from payloadkit.http.request import check_header_text
from payloadkit.http.settings import secrets_of
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from typing import Unpack

    from payloadkit.http.call import Call, CallOptions, Pages


class Calls(SharedCalls):
    """The calls of Azakaw. A client runs them; so may a driver of your own.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        **options: ``deadline`` in seconds (60), ``allow_http`` and ``clock``.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no URL of HTTPS, the token no visible ASCII, or the deadline not
            above 0.
    """

    system = "azakaw"

    @sealed
    def __init__(self, base_url: str, token: str, **options: Unpack[CallOptions]) -> None:
        check_header_text(token=token)
        super().__init__(base_url, **options)
        self._token = token

    @classmethod
    def secrets_from_env(cls) -> tuple[str, ...]:
        """Return the token from ``PAYLOADKIT_AZAKAW_TOKEN``."""
        return secrets_of(cls.system, "token")

    @sealed
    def customer(self, customer_id: str) -> Call[Outcome[Customer]]:
        """Get the data of a customer.

        Args:
            customer_id: The customer, a UUID.

        Raises:
            TypeError: The number is no text.
            ValueError: The number is no UUID.
        """
        request = get_customer(self._url, self._token, customer_id)
        return self._patience().read(request, lambda *reply: read_answer("customer", *reply))

    def onboarding_pending(self, *, page_size: int = 100) -> Pages[Outcome[OnboardingPending]]:
        """Read all pages of unfinished onboardings, each as an outcome. A failure is the last one.

        Args:
            page_size: Most customers of a page, 1 to 100.

        Raises:
            TypeError: The size is no whole number.
            ValueError: The size is not 1 to 100.
        """
        get_onboarding_pending(self._url, self._token, 1, page_size)  # refuses a wrong size at once

        def page(number: int) -> Call[tuple[Outcome[OnboardingPending], int | None]]:
            request = get_onboarding_pending(self._url, self._token, number, page_size)
            outcome = yield from self._patience().read(
                request, lambda *reply: read_answer("onboarding-pending", *reply)
            )
            return outcome, number + 1 if _has_next(outcome) else None

        return page

    def add_user(self, user: AddUser) -> Call[Outcome[UserAdded]]:
        """Register a person for transaction monitoring.

        An outcome whose ``retry`` is ``after_lookup`` is open: the person may be registered. A
        person has to find out, since Azakaw has no lookup by name or document.

        Args:
            user: The person.

        Raises:
            TypeError: The argument is of another type.
        """
        request = add_user(self._url, self._token, user)
        reply = yield from self._patience().connect(lambda: request, share=1.0)
        if reply == Lost(sent=False):
            return Outcome(state="unavailable", retry="later")
        return outcome_of(reply, lambda *parts: read_answer("add-user", *parts))


def _has_next(outcome: Outcome[OnboardingPending]) -> bool:
    page = outcome.answer.result if outcome.answer and outcome.state == "accepted" else None
    return isinstance(page, PendingPage) and bool(page.data) and page.hasNextPage in (True, "true")
