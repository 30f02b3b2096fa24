"""The pytest plugin: what its fixtures give, and how they behave in a stranger's suite."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit import caas, uaekyc
from payloadkit.strategies.pytest_plugin import need_hypothesis
from tests.docs.blocks import python_of
from tests.test_readme import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.strategies.places import Document
    from payloadkit.strategies.samples import InvalidPayload

PLUGIN = "payloadkit.strategies.pytest_plugin"
pytest_plugins = (
    ["pytester"] if entry_points(group="pytest11", name="payloadkit") else ["pytester", PLUGIN]
)

FEW = """
    from hypothesis import settings

    settings.register_profile("default", deadline=None, max_examples=3)
"""
STRANGER = """
    import payloadkit as pk
    import pytest
    from hypothesis import given, strategies as st
    from payloadkit import caas, uaekyc

    @pytest.mark.parametrize("time", [1, 2])
    def test_a_change_stays_in_its_test(
        onboarding_payload, digitized_profile, onboarding_supplement, invalid_payloads, time
    ):
        whole = (onboarding_payload, digitized_profile, onboarding_supplement)
        for document in (*whole, *(case.document for case in invalid_payloads)):
            assert "note" not in document
            document["note"] = time

    def test_a_service_takes_a_sound_payload(onboarding_payload, onboarding_request):
        assert pk.check("caas.onboarding", onboarding_payload).violations == ()
        assert pk.load(caas.OnboardingRequest, onboarding_payload) == onboarding_request

    def test_a_service_refuses_a_faulty_one(invalid_payloads, subtests):
        for case in invalid_payloads:
            with subtests.test(case.name):
                found = pk.check("caas.onboarding", case.document).violations
                assert [(each.code, each.path) for each in found] == [(case.code, case.path)]

    def test_a_profile_becomes_a_payload(digitized_profile, onboarding_supplement):
        profile = pk.load(uaekyc.CustomerData, digitized_profile)
        result = pk.convert(profile, caas.OnboardingRequest, onboarding_supplement)
        assert result.payload is not None

    def test_a_service_calls_a_sandbox(sandbox, onboarding_request):
        url = sandbox.caas_url
        login = caas.get_token(url, sandbox.credentials.with_password())
        answer, _ = sandbox.handle(login)
        token = caas.read_answer("token", answer.status, answer.body).answer.access_token
        person = pk.replace(onboarding_request, ecrn=None)
        answer, _ = sandbox.handle(caas.onboard(url, token, person))
        assert caas.read_answer("onboarding", answer.status, answer.body).state == "accepted"
        assert sandbox.caas.ledger.duplicates == ()

    def test_any_kind(payload_of, invalid_payloads_of):
        assert pk.check("caas.lookup", payload_of("caas.lookup")).ok
        assert invalid_payloads_of("caas.lookup")

    @given(st.booleans())
    def test_a_property_takes_fixtures_of_the_session(onboarding_request, payload_of, whole):
        assert payload_of("caas.onboarding")["channel"] == onboarding_request.channel

    @given(st.booleans())
    def test_a_property_is_refused_what_it_could_change(onboarding_payload, whole):
        pass
"""


@pytest.fixture
def alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return a stranger's empty suite, in which only the plugins run that it asks for."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.syspath_prepend(str(ROOT))
    return pytester


@pytest.mark.exhaustive
def test_documents_are_sound_today(
    onboarding_payload: Document,
    onboarding_request: caas.OnboardingRequest,
    digitized_profile: Document,
    onboarding_supplement: Document,
    invalid_payloads: tuple[InvalidPayload, ...],
) -> None:
    """Without a policy, the fixtures are what they promise on the day of the test."""
    converted = pk.convert(
        pk.load(uaekyc.CustomerData, digitized_profile),
        caas.OnboardingRequest,
        onboarding_supplement,
    )

    assert pk.check(caas.OnboardingRequest, onboarding_payload).violations == ()
    assert pk.to_dict(onboarding_request) == onboarding_payload
    assert converted.payload is not None
    for case in invalid_payloads:
        assert [
            (each.code, each.path)
            for each in pk.check(caas.OnboardingRequest, case.document).violations
        ] == [(case.code, case.path)]


def test_documents_are_fresh(
    payload_of: Callable[[type | str], Document],
    invalid_payloads_of: Callable[[type | str], tuple[InvalidPayload, ...]],
) -> None:
    """Two documents are equal and share nothing; a class is as good as the name of its kind."""
    one, other = payload_of("caas.onboarding"), payload_of(caas.OnboardingRequest)
    one["address_list"].clear()
    spoilt, whole = invalid_payloads_of("caas.lookup"), invalid_payloads_of("caas.lookup")
    spoilt[0].document.clear()

    assert other["address_list"]
    assert whole[0].document
    assert spoilt[1:] == whole[1:]


def test_fails_in_a_sentence_without_hypothesis(alone: pytest.Pytester) -> None:
    """Without Hypothesis, only tests that use a fixture fail, and name the extra."""
    alone.makeconftest("import sys\nsys.modules['hypothesis'] = None")
    alone.makepyfile(
        "def test_fixture(onboarding_payload): pass\n"
        "def test_factory(payload_of): payload_of('caas.token')\n"
        "def test_other(): pass"
    )
    result = alone.runpytest_subprocess("-p", PLUGIN)

    result.assert_outcomes(passed=1, errors=2)
    assert result.stdout.str().count("payloadkit[testing]") >= 2
    assert "Traceback" not in result.stdout.str()


def test_missing_hypothesis_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a document without Hypothesis fails, and with it does not."""
    need_hypothesis()
    monkeypatch.setitem(sys.modules, "hypothesis", None)

    with pytest.raises(pytest.fail.Exception):
        need_hypothesis()


def test_a_strangers_suite(alone: pytest.Pytester) -> None:
    """A user's suite can use every fixture."""
    alone.makeconftest(FEW)
    alone.makepyfile(STRANGER)
    result = alone.runpytest_subprocess(
        "-p", PLUGIN, "-p", "_hypothesis_pytestplugin", "-W", "error"
    )

    result.assert_outcomes(passed=8, failed=1)


@pytest.mark.exhaustive
def test_the_page_is_a_suite_that_passes(alone: pytest.Pytester) -> None:
    """The examples of docs/testing.md, taken as one test module, pass."""
    alone.makeconftest(FEW)
    alone.makepyfile(python_of(ROOT / "docs" / "testing.md"))
    result = alone.runpytest_subprocess(
        "-p", PLUGIN, "-p", "_hypothesis_pytestplugin", "-W", "error"
    )

    assert result.ret is pytest.ExitCode.OK


def test_fixtures_are_listed_in_a_line_each(alone: pytest.Pytester) -> None:
    """``pytest --fixtures`` shows every fixture with a line of its own."""
    result = alone.runpytest_subprocess("-p", PLUGIN, "--fixtures")
    names = [
        "payload_of",
        "invalid_payloads_of",
        "onboarding_payload",
        "onboarding_request",
        "invalid_payloads",
        "digitized_profile",
        "onboarding_supplement",
    ]

    result.stdout.fnmatch_lines(
        [
            line
            for name in names
            for line in (f"{name}* -- *pytest_plugin.py:*", "    Return *.", "")
        ]
    )
    assert "no docstring available" not in result.stdout.str()


def test_starting_costs_next_to_nothing() -> None:
    """The plugin imports nothing that pytest has not, and none of payloadkit's rooms but names."""
    script = (
        f"import sys, pytest; before = set(sys.modules); import {PLUGIN}; "
        "print(*sorted(set(sys.modules) - before))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment
    )

    assert run.stdout.split() == [
        "payloadkit",
        "payloadkit.images",
        "payloadkit.strategies",
        PLUGIN,
    ]


def test_pytest_finds_the_plugin() -> None:
    """The distribution names the plugin in pytest's own group of entry points."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]

    assert project["entry-points"]["pytest11"] == {"payloadkit": PLUGIN}
