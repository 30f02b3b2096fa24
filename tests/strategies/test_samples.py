"""Sample documents: valid or faulty as they promise, the same at every run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas, uaekyc
from payloadkit.reference.explain import codes_by_field
from payloadkit.strategies import convertible
from payloadkit.strategies.samples import InvalidPayload, invalid, profile, sound, supplement

if TYPE_CHECKING:
    from payloadkit.strategies.places import Document

TODAY = date(2028, 2, 29)
SAID = """
import datetime, hashlib
from payloadkit.strategies.samples import invalid, profile, sound, supplement

today = datetime.date(2028, 2, 29)
cases = [(case, case.document) for case in invalid("caas.lookup", today)]
documents = [sound("caas.onboarding", today), profile(today), supplement(today), cases]
digest = hashlib.sha256(repr(documents).encode()).hexdigest()
"""


def found(kind: str, document: Document, today: date = TODAY) -> list[tuple[str, str, str]]:
    """Return code, path and severity of every violation."""
    return [
        (each.code, each.path, str(each.severity))
        for each in pk.check(kind, document, pk.Policy(today=today)).violations
    ]


FIRST, *OTHERS = pk.kinds()


@pytest.mark.parametrize(
    "kind", [FIRST, *(pytest.param(kind, marks=pytest.mark.exhaustive) for kind in OTHERS)]
)
def test_every_kind_has_its_documents(kind: str) -> None:
    """A kind's valid document draws nothing, and each faulty one its one violation."""
    cases = invalid(kind, TODAY)

    assert found(kind, sound(kind, TODAY)) == []
    assert len({case.name for case in cases}) == len(cases)
    for case in cases:
        assert found(kind, case.document) == [(case.code, case.path, case.severity)]


def test_the_onboarding_document_is_whole() -> None:
    """Every field is there, but for a second nationality where that would repeat the first."""
    assert set(pk.json_schema("caas.onboarding")["properties"]) - set(
        sound("caas.onboarding", TODAY)
    ) <= {"second_nationality"}


@pytest.mark.exhaustive
def test_there_is_a_case_for_every_code() -> None:
    """Every code of an onboarding field has its case, if a small document can have it."""
    declared = {code for _, drawing in codes_by_field("caas.onboarding") for code in drawing}

    assert {case.code for case in invalid("caas.onboarding", TODAY)} == declared - {
        "json.encoding",
        "master.unknown",
        "image.too_many_bytes",
    } | {"field.unknown"}


@pytest.mark.parametrize("today", [date(2026, 12, 31), TODAY, date(2049, 7, 1)], ids=str)
def test_profile_and_supplement_make_a_payload(today: date) -> None:
    """On any day the profile is valid, and converts only with the supplement."""
    policy = pk.Policy(today=today)
    digitized = pk.load(uaekyc.CustomerData, profile(today), policy)

    assert found("caas.onboarding", sound("caas.onboarding", today), today) == []
    assert found("uaekyc.customer-data", profile(today), today) == []
    assert (
        pk.convert(digitized, caas.OnboardingRequest, supplement(today), policy).payload is not None
    )
    assert pk.convert(digitized, caas.OnboardingRequest, policy=policy).payload is None


def test_a_case_hides_its_document() -> None:
    """A case is printed in a line, without its document, and can be in a set."""
    case = InvalidPayload(
        code="field.missing", path="/channel", severity="error", document={"channel": "WEB"}
    )

    assert repr(case) == "InvalidPayload(code='field.missing', path='/channel', severity='error')"
    assert case.name == "error field.missing"
    assert {case, case} == {case}


@given(st.booleans())
@settings(max_examples=5)
def test_documents_are_drawn_inside_a_property(whole: bool) -> None:
    """A test that draws may ask for a sample document."""
    before = sound("caas.lookup", TODAY)
    sound.cache_clear()

    assert whole in (True, False)
    assert sound("caas.lookup", TODAY) == before


def test_chance_goes_on_as_it_was() -> None:
    """Drawing leaves the generator of Python's own random numbers where it stood."""
    before = random.getstate()
    sound.cache_clear()
    sound("caas.lookup", TODAY)

    assert random.getstate() == before


@pytest.mark.exhaustive
@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Kiritimati"), ("2", "America/Adak")])
def test_documents_are_the_same_at_every_run(seed: str, zone: str) -> None:
    """Neither the hash seed nor the time zone changes a byte."""
    here: dict[str, Any] = {}
    exec(SAID, here)  # noqa: S102 - the same lines in this process
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
    }
    run = subprocess.run(
        [sys.executable, "-c", SAID + "print(digest)"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )

    assert run.stdout.strip() == here["digest"]


@given(convertible(policy=pk.Policy(today=TODAY)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_convertible_pairs_convert(pair: tuple[Document, Document]) -> None:
    """Each drawn profile converts to an onboarding request with its supplement."""
    profile, supplement = pair
    policy = pk.Policy(today=TODAY)
    answer = pk.load(uaekyc.CustomerData, profile, policy)

    result = pk.convert(answer, caas.OnboardingRequest, supplement, policy=policy)

    assert result.report.errors == ()
    assert result.payload is not None
