"""What every kind, field, rule and code has, looked up in the registry of all kinds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.messages.catalogue import catalogue
from payloadkit.models.registry import SYSTEMS, model_of
from payloadkit.rules.rule import Across, Rule
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.draws import sample_draws
from payloadkit.strategies.faults import limits, sites
from tests.documents import POLICY

PAGE = (Path(__file__).parents[1] / "docs" / "codes.md").read_text(encoding="utf-8")
DEMAND = re.compile(r"\b(must|should|may|found|cannot|needs?)\b", re.IGNORECASE)


def test_the_registry_knows_the_module_of_every_kind() -> None:
    """Each kind that a file of a system declares is found before that file is loaded."""
    source = Path(pk.__file__).parent
    declared = {
        kind: f"payloadkit.{system}.{path.stem}"
        for system in SYSTEMS
        for path in (source / system).glob("*.py")
        for kind in re.findall(rf'kind="({system}\.[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert {kind: model_of(kind).cls.__module__ for kind in pk.kinds()} == declared


def test_a_kind_says_what_it_is_and_where_that_is_said(subtests: pytest.Subtests) -> None:
    """Every class of a kind has a one-line docstring and a source, every rule a docstring."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            model = model_of(kind)
            for _, one in model.models():
                assert (one.cls.__doc__ or "").splitlines()[0].strip().endswith((".", ":", "``"))
                assert one.source
                for rule in (*(field.rule for field in one.fields), *one.across):
                    assert type(rule).__doc__ not in (None, Rule.__doc__, Across.__doc__)


def test_a_kind_can_be_broken_and_brought_to_a_limit(subtests: pytest.Subtests) -> None:
    """Every kind has documents at a limit, and every field of it can be broken."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            drawing = Drawing.of(model_of(kind), POLICY)
            broken_at = {site.path for site in sites(drawing)}
            assert list(limits(drawing))
            assert {path for path, _ in drawing.model.walk()} <= broken_at


def rules() -> dict[str, Rule]:
    """Return every declared rule of a value once, by what it prints."""
    return {repr(rule): rule for kind in pk.kinds() for _, rule in model_of(kind).rules()}


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
@given(data=st.data())
def test_a_message_names_a_constraint_and_no_value(rule: Rule, data: st.DataObject) -> None:
    """A message of a rule says what is demanded, and is the same whichever value draws it."""
    for breaker in rule.breakers(sample_draws(POLICY, st)):
        said = [
            {
                fault.message
                for fault in rule.check(data.draw(breaker.values), POLICY)
                if fault.code == breaker.code
            }
            for _ in range(2)
        ]
        assert all(DEMAND.search(message) for messages in said for message in messages), (
            breaker.code
        )
        assert said[0] == said[1] or breaker.code == "json.invalid", breaker.code


def test_every_code_has_its_place_on_the_page() -> None:
    """The page of the codes explains each of them, once."""
    assert [
        code for code in catalogue() if PAGE.count(f'id="{code}"') + PAGE.count(f"## `{code}`") < 1
    ] == []
