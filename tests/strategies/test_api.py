"""Strategies for users' own suites."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import flag, many, text
from payloadkit.models.registry import model_of
from payloadkit.rules.text import Text
from payloadkit.strategies import at_limit, objects, one_fault, payloads
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import sites

POLICY = pk.Policy(today=date(2030, 1, 1))
FEW = settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])


@given(payloads("caas.token"), payloads("caas.token", full=True))
@FEW
def test_payloads_are_sound_today(document: dict[str, object], full: dict[str, object]) -> None:
    """Without a policy, documents are valid today; a full one has every field."""
    assert pk.check("caas.token", document).violations == ()
    assert set(full) == {field.key for field in model_of("caas.token").fields}


@given(payloads("caas.onboarding", full=True, policy=POLICY))
@FEW
def test_a_full_document_says_something_everywhere(document: dict[str, Any]) -> None:
    """In a full document no field is absent, null or empty, at any depth."""

    def silent(value: Any) -> bool:
        inside = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        return value in (None, "", [], {}) or any(map(silent, inside))

    assert not silent(document)
    assert set(document["address_list"][0]) == {
        field.key for field in model_of(caas.Address).fields
    }


@pytest.mark.exhaustive
def test_null_and_an_empty_text_are_drawn_where_they_are_welcome() -> None:
    """The null and the empty text that the documents show are drawn too."""
    find(
        payloads("caas.onboarding", policy=POLICY),
        lambda document: document.get("middle_name") == "",
    )
    find(
        payloads(caas.Address, policy=POLICY),
        lambda document: "po_box" in document and document["po_box"] is None,
    )


@given(
    objects("caas.onboarding", policy=POLICY),
    st.from_type(caas.OnboardingRequest),
    st.from_type(caas.Address),
)
@FEW
def test_objects_are_drawn(loaded: object, typed: object, address: object) -> None:
    """Objects come from ``objects`` and from ``from_type``, for documents and parts."""
    assert isinstance(loaded, caas.OnboardingRequest)
    assert isinstance(typed, caas.OnboardingRequest)
    assert isinstance(address, caas.Address)


@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
@FEW
def test_every_kind_has_a_type(kind: str, data: st.DataObject) -> None:
    """``from_type`` draws sound objects of every kind."""
    cls = model_of(kind).cls
    drawn = data.draw(st.from_type(cls))
    assert type(drawn) is cls
    assert pk.check(cls, pk.to_dict(drawn)).violations == ()


@pytest.mark.parametrize("first", ["hypothesis", "payloadkit.caas"])
def test_from_type_needs_nothing_but_hypothesis(first: str) -> None:
    """In a fresh process Hypothesis knows every model by its entry point."""
    script = f"""
import {first}
from hypothesis import HealthCheck, given, settings, strategies as st
from payloadkit import caas, model
from payloadkit.fields import text

@model()
class Later:
    word: str = text(5, doc="a word")

@given(st.from_type(caas.OnboardingRequest), st.from_type(Later))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def drawn(request, later):
    assert type(request) is caas.OnboardingRequest and request.address_list
    assert 0 < len(later.word) <= 5

drawn()
"""
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
@FEW
def test_documents_are_plain_json(kind: str, data: st.DataObject) -> None:
    """What is drawn can be written by any JSON library, and comes back from the text as it was."""
    document = data.draw(payloads(kind, full=True))
    assert json.loads(json.dumps(document)) == document
    assert pk.check(kind, json.loads(json.dumps(document))).violations == ()


def test_an_unknown_kind_is_refused_at_once() -> None:
    """An unknown kind and a class that is no model are refused before drawing."""
    for strategy in (payloads, objects, at_limit, one_fault):
        with pytest.raises(ValueError, match="no kind"):
            strategy("caas.nothing")
        with pytest.raises(TypeError):
            strategy(dict)


def test_a_model_without_limits_has_none() -> None:
    """Where no field has a limit, there is no document at one."""

    @pk.model()
    class Loose:
        """Nothing but a flag."""

        ready: bool = flag(doc="Whether it is ready")

    with pytest.raises(ValueError, match="limit"):
        at_limit(Loose)


def test_limits_are_reached() -> None:
    """A document at its limit has a field of exactly that length or number."""

    @pk.model()
    class Short:
        """One text."""

        word: str = text(7, minimum=3, doc="A word")

    assert len(find(at_limit(Short), lambda document: len(document["word"]) > 3)["word"]) == 7
    assert find(at_limit(Short), lambda document: len(document["word"]) == 3)

    @pk.model()
    class Several:
        """One list."""

        words: tuple[str, ...] = many(Text(3), at_least=2, at_most=4, doc="Words")

    assert find(at_limit(Several), lambda document: len(document["words"]) == 2)
    assert find(at_limit(Several), lambda document: len(document["words"]) == 4)


def test_a_strategy_prints_its_model() -> None:
    """The strategies print short, as Hypothesis shows them where something goes wrong."""
    for strategy in (payloads, objects, at_limit, one_fault):
        assert repr(strategy("caas.onboarding")) == f"{strategy.__name__}(OnboardingRequest)"


def test_what_draws_prints_what_is_drawn() -> None:
    """What draws a model's documents prints as the model."""
    assert repr(Drawing.of(model_of("caas.lookup"), None)) == "<caas.lookup>"


def test_a_system_is_an_attribute_of_the_package() -> None:
    """A system's package is loaded when it is first asked for."""
    assert getattr(pk, "caas") is caas  # noqa: B009 - the attribute is what is asked for


def test_pictures_that_are_not_judged_are_not_broken() -> None:
    """Where a policy has pictures off, no fault of a picture is drawn."""
    model = model_of("caas.onboarding")
    found = {
        images: {site.code for site in sites(Drawing.of(model, pk.Policy(images=images)))}
        for images in ("full", "off")
    }
    assert {code for code in found["full"] - found["off"] if not code.startswith("image.")} == set()
    assert not any(code.startswith("image.") for code in found["off"])
    assert "image.too_many_bytes" not in found["full"]
