"""Sample documents: the simplest realistic ones that the strategies draw.

They are the same at every run but for their dates, which move with the day.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from payloadkit.conversion.converter import convert
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.strategies.api import payloads
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, sites
from payloadkit.violation import pointer
from payloadkit.wire.reading import load

if TYPE_CHECKING:
    from datetime import date

    from hypothesis.strategies import SearchStrategy

    from payloadkit.strategies.places import Document

T = TypeVar("T")

ONBOARDING, PROFILE = "caas.onboarding", "uaekyc.customer-data"

_HOWEVER_LARGE = (
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.too_slow,
)


@attrs.frozen(kw_only=True)
class InvalidPayload:
    """A plain document that draws exactly one violation.

    Args:
        code: The violation's code.
        path: Its JSON Pointer.
        severity: How much it matters, ``error`` or ``warning``.
        document: The document; as far as the fault allows, the sound one of its kind but for one
            place.
    """

    code: str
    path: str
    severity: str
    document: dict[str, Any] = attrs.field(repr=False, hash=False)

    @property
    def name(self) -> str:
        """What it is called in the ids and messages of tests."""
        return f"{self.severity} {self.code}"


@cache
def sound(kind: type | str, today: date) -> Document:
    """Return a realistic, valid document with all its fields.

    It is shared: take a copy before you change it.

    Args:
        kind: A model class or the name of a kind.
        today: The day that its dates suit.
    """
    return _simplest(payloads(kind, full=True, realistic=True, policy=Policy(today=today)))


@cache
def invalid(kind: type | str, today: date) -> tuple[InvalidPayload, ...]:
    """Return a document for every error and warning of a kind's documents, errors first.

    Left out are those that are no matter of a document alone: what only its text can have, such as
    a key twice, and what only master data refuse.

    Args:
        kind: A model class or the name of a kind.
        today: The day by which there is no other violation.
    """
    model = model_of(kind)
    drawing = Drawing.of(model, Policy(today=today), full=True, realistic=True)
    firsts = {
        (site.code, getattr(site.how, "severity", None)): site
        for site in reversed(tuple(sites(drawing)))
    }
    drawn = [_simplest(broken(drawing, site)) for site in firsts.values()]
    cases = [
        InvalidPayload(
            code=found.breaker.code,
            path=pointer(found.path, model.keys),
            severity=str(found.breaker.severity),
            document=document,
        )
        for found, document in drawn
    ]
    named = {case.name: case for case in reversed(cases)}
    return tuple(named[name] for name in sorted(named))


def profile(today: date) -> Document:
    """Return a realistic getCustomerData answer that says that the call succeeded.

    Nothing can be made of one that failed.

    Args:
        today: The day that its dates suit.
    """
    return _succeeded(sound(PROFILE, today))


@cache
def supplement(today: date) -> Document:
    """Return the parts of the onboarding document that the profile cannot know.

    Args:
        today: The day that its dates suit.
    """
    return _supplement(profile(today), sound(ONBOARDING, today), Policy(today=today))


def convertible(*, policy: Policy | None = None) -> SearchStrategy[tuple[Document, Document]]:
    """Return a strategy of realistic profiles, each with a supplement with which it converts.

    Both are plain documents: a getCustomerData answer, and what ``convert`` to an onboarding
    request lacks.

    Args:
        policy: By whose day, limits and master data; the default policy where none is given.
    """
    fixed = attrs.evolve(policy_of(policy), today=policy_of(policy).effective_date())

    def pair(profile: Document, target: Document) -> tuple[Document, Document]:
        succeeded = _succeeded(profile)
        return succeeded, _supplement(succeeded, target, fixed)

    return st.builds(
        pair,
        payloads(PROFILE, full=True, realistic=True, policy=fixed),
        payloads(ONBOARDING, full=True, realistic=True, policy=fixed),
    )


def _succeeded(profile: Document) -> Document:
    """Return a profile as the answer to a call that succeeded."""
    return {**profile, "success": True, "data": {**profile["data"], "status": "success"}}


def _supplement(profile: Document, target: Document, policy: Policy) -> Document:
    """Return the parts of an onboarding document that a profile needs to be converted."""
    converted = convert(load(PROFILE, profile, policy), ONBOARDING, policy=policy)
    missing = {violation.path.split("/")[1] for violation in converted.report.errors}
    return {key: value for key, value in target.items() if key in missing}


def _simplest(strategy: SearchStrategy[T]) -> T:
    """Return the first value that a strategy draws, which is its simplest.

    It is drawn in a thread of its own, apart from a test that draws itself.
    """
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(_first, strategy).result()


def _first(strategy: SearchStrategy[T]) -> T:
    drawn: list[T] = []

    @settings(
        backend="hypothesis",
        database=None,
        deadline=None,
        derandomize=True,
        max_examples=1,
        phases=(Phase.generate,),
        suppress_health_check=_HOWEVER_LARGE,
        verbosity=Verbosity.quiet,
    )
    @given(strategy)
    def draw(value: T) -> None:
        drawn.append(value)

    draw()
    return drawn[0]
