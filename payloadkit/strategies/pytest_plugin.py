"""The pytest plugin: invented customers, valid and faulty, and a sandbox, for users' suites.

Only pytest is imported until a test asks for one of them.

PYTEST_DONT_REWRITE: nothing here asserts.
"""

from __future__ import annotations

from copy import deepcopy
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from payloadkit.caas import OnboardingRequest
    from payloadkit.sandbox import Sandbox
    from payloadkit.strategies.places import Document
    from payloadkit.strategies.samples import InvalidPayload


@pytest.fixture(scope="session")
def payload_of() -> Callable[[type | str], Document]:
    """Return a function of a kind that gives a fresh, realistic, valid plain document."""
    need_hypothesis()
    from payloadkit.strategies.samples import sound

    return lambda kind: deepcopy(sound(kind, _today()))


@pytest.fixture(scope="session")
def invalid_payloads_of() -> Callable[[type | str], tuple[InvalidPayload, ...]]:
    """Return a function of a kind that gives a fresh document for each error and warning."""
    need_hypothesis()
    from payloadkit.strategies.samples import invalid

    return lambda kind: deepcopy(invalid(kind, _today()))


@pytest.fixture
def onboarding_payload(payload_of: Callable[[str], Document]) -> Document:
    """Return a fresh, realistic, valid onboarding document (a dict); change it as you like."""
    return payload_of("caas.onboarding")


@pytest.fixture(scope="session")
def onboarding_request(payload_of: Callable[[str], Document]) -> OnboardingRequest:
    """Return the object of that onboarding document, a frozen caas.OnboardingRequest."""
    from payloadkit.caas import OnboardingRequest
    from payloadkit.wire.reading import load

    return load(OnboardingRequest, payload_of("caas.onboarding"))


@pytest.fixture
def invalid_payloads(
    invalid_payloads_of: Callable[[str], tuple[InvalidPayload, ...]],
) -> tuple[InvalidPayload, ...]:
    """Return onboarding documents with one violation each, for every error and warning.

    Each has a name, code, path, severity and document.
    """
    return invalid_payloads_of("caas.onboarding")


@pytest.fixture
def digitized_profile() -> Document:
    """Return a fresh, realistic getCustomerData answer (a dict) of the UAE KYC platform."""
    need_hypothesis()
    from payloadkit.strategies.samples import profile

    return deepcopy(profile(_today()))


@pytest.fixture
def onboarding_supplement() -> Document:
    """Return a fresh supplement (a dict) with which the digitized profile converts."""
    need_hypothesis()
    from payloadkit.strategies.samples import supplement

    return deepcopy(supplement(_today()))


@pytest.fixture
def sandbox() -> Sandbox:
    """Return fresh stand-ins of the four systems, for calls in process or on a port."""
    from payloadkit.sandbox import Sandbox

    return Sandbox()


def need_hypothesis() -> None:
    """Fail the test that asks for a document where there is nothing to draw it with."""
    if find_spec("hypothesis") is None:
        pytest.fail(
            "The fixtures of payloadkit draw their documents with Hypothesis: "
            "pip install 'payloadkit[testing]'",
            pytrace=False,
        )


def _today() -> date:
    from payloadkit.policy import Policy

    return Policy().effective_date()
