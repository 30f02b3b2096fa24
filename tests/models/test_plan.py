"""The compiled plan: its quick tests agree with the checks, and it reads every form of value."""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import field, keyed, many, part, text
from payloadkit.models import slow_rules
from payloadkit.models.compiler import Compiler
from payloadkit.models.elements import probe_of
from payloadkit.models.plan import PlanKey, plan_of
from payloadkit.models.registry import model_of
from payloadkit.rules.characters import screen
from payloadkit.rules.choice import Choice
from payloadkit.rules.containers import Many, Part
from payloadkit.rules.dates import Day
from payloadkit.rules.rule import MISS, Rule
from payloadkit.rules.text import Text
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.models.elements import Fill
    from payloadkit.models.model import Model

TODAY = date(2026, 11, 21)
FIXTURES = Path(__file__).parents[2] / "fixtures"
POLICIES = (pk.Policy(today=TODAY), pk.Policy(today=TODAY, phones="shape", images="off"))
RULES = list(dict.fromkeys(rule for kind in pk.kinds() for _, rule in model_of(kind).rules()))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**65), 2**65),
    st.text(max_size=300),
    st.sampled_from(
        [
            *("", " ", "\t", "a\u200b", "\ud800", "AE", "AED", "en", "Male", "Mr", "784"),
            *("2026-11-21", "2027-01-01", "1990-02-30", "2026-W01-1", "0001-01-01", "9999-12-31"),
            *("\u0661\u0669\u0669\u0660-01-01", "+971501234567", "+9710501234567"),
            *("QUJD", "QUI=", "QUJ="),
        ]
    ),
)


@pytest.mark.parametrize("policy", POLICIES, ids=["full", "shape"])
@given(value=VALUES)
def test_a_quick_test_passes_only_what_the_check_passes(value: object, policy: pk.Policy) -> None:
    """A value that a quick test takes has the type of its rule, sound characters and no fault."""
    for rule in RULES:
        probe = probe_of(rule, policy)
        found = MISS if probe is None else probe(value)
        if found is not MISS:
            assert type(value) in rule.json, rule
            assert not isinstance(value, str) or not rule.screened or value.strip(), rule
            assert not isinstance(value, str) or screen(value, lines=rule.multiline) is None, rule
            assert list(rule.check(value, policy)) == [], rule
            assert found == rule.read(value), rule


def test_a_quick_test_leaves_ids_of_master_data_to_the_check() -> None:
    """With a tenant's master data, ids of a list have no quick test."""
    policy = pk.Policy(today=TODAY, masters=caas.MasterData(status="success", data={}))
    listed = [rule for rule in RULES if getattr(rule, "listing", None)]
    assert listed
    assert {probe_of(rule, policy) for rule in listed} == {None}
    assert all(probe_of(rule, POLICIES[0]) for rule in listed)


class Stricter(Text):
    """A tenant's rule that changes the check and not the quick test."""

    def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
        """Refuse every text of the policy's day."""
        if value and policy.today:
            yield Fault("branch.closed", "No branch is open.")


class Alike(Text):
    """A tenant's rule that changes nothing."""


class Object(Part):
    """A tenant's rule of objects."""

    def check(self, value: Mapping[str, Any], policy: pk.Policy) -> Iterator[Fault]:
        """Refuse an object without a key."""
        if not value and policy.today:
            yield Fault("branch.empty", "An object has a key.")


@pk.model()
class Inner:
    """An object."""

    name: str | None = text(4, default=None, doc="name")


@pk.model()
class Outer:
    """One field of each form."""

    strict: str | None = field(Stricter(9), default=None, doc="a changed check")
    alike: str | None = field(Alike(9), default=None, doc="an unchanged check")
    inner: Inner | None = field(Object(), default=None, doc="an object with a check")
    grid: tuple[tuple, ...] | None = many(  # type: ignore[type-arg] # a class alone
        Many(Text(3), least=1), default=None, doc="lists of lists"
    )
    inners: tuple[Inner, ...] | None = many(default=None, at_most=2, doc="objects")
    lists: Mapping[str, tuple[Inner, ...]] | None = keyed(default=None, doc="lists by key")
    plain: Inner | None = part(default=None, doc="an object")


def told(raw: Mapping[str, Any], kind: type | str = Outer, **policy: Any) -> list[tuple[str, str]]:
    """Return paths and codes of a document of the example."""
    report = pk.check(kind, raw, pk.Policy(today=TODAY, **policy))
    return [(found.path, found.code) for found in report.violations]


def test_a_changed_check_is_asked() -> None:
    """A subclass that changes the check loses the inherited quick test; another one keeps it."""
    assert probe_of(Stricter(9), POLICIES[0]) is None
    assert probe_of(Alike(9), POLICIES[0]) is not None
    assert told({"strict": "a", "alike": "a"}) == [("/strict", "branch.closed")]


def test_the_check_of_an_object_and_its_fields_are_both_asked() -> None:
    """An object's own check does not keep its fields from being read."""
    assert told({"inner": {}}) == [("/inner", "branch.empty")]
    assert told({"inner": {"name": "long!"}}) == [("/inner/name", "text.too_long")]
    assert told({"inner": 1, "plain": []}) == [("/inner", "field.type"), ("/plain", "field.type")]


def test_lists_of_every_form() -> None:
    """Elements, lists in lists and lists by key are judged each at its path."""
    assert told({"grid": [["a"], [], "a", [1, "long"]]}) == [
        ("/grid/1", "list.too_short"),
        ("/grid/2", "field.type"),
        ("/grid/3/0", "field.type"),
        ("/grid/3/1", "text.too_long"),
    ]
    assert told({"inners": [{}, 1, {"name": 1}]}) == [
        ("/inners", "list.too_long"),
        ("/inners/1", "field.type"),
        ("/inners/2/name", "field.type"),
    ]
    assert told({"lists": {"a": [{"name": 1}], "b": 1, "c": [2]}}) == [
        ("/lists/a/0/name", "field.type"),
        ("/lists/b", "field.type"),
        ("/lists/c/0", "field.type"),
    ]
    assert told({"inners": {}, "lists": 1}) == [("/inners", "field.type"), ("/lists", "field.type")]


def test_a_list_in_a_text_may_nest_as_deep_as_a_document() -> None:
    """The text of a list is a document of its own: the place where it stands adds no level."""
    inner = json.dumps([{"UID": "u", "kycinfo": [], "x": json.loads("[" * 62 + "]" * 62)}])
    report = pk.check("airpay.pull-kyc-answer", json.dumps({"status": "200", "kyc_data": inner}))
    assert "json.depth" not in {found.code for found in report.violations}
    assert pk.check("airpay.pull-kyc-answer", f'{{"x":{"[" * 64 + "]" * 64}}}').errors


def test_slow_rules_run_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several workers find what one finds."""
    raw = (FIXTURES / "caas" / "onboarding-sample.json").read_bytes().replace(b"image/", b"image/x")
    one = pk.check("caas.onboarding", raw, pk.Policy(today=TODAY))
    monkeypatch.setattr(slow_rules, "_WORTH_THREADS", 0)
    two = pk.check("caas.onboarding", raw, pk.Policy(today=TODAY, workers=2))
    assert (one.violations, len(one.errors) > 1) == (two.violations, True)


def test_no_quick_test_of_a_birth_before_people_could_be_adults() -> None:
    """In the first eighteen years of the calendar only the check judges a birth."""
    assert probe_of(Day("birth"), pk.Policy(today=date(18, 1, 1))) is None


def test_the_quick_test_of_a_birth_works_on_a_leap_day() -> None:
    """Eighteen years before a 29 February there is none: the day before it is old enough."""
    probe = probe_of(Day("birth"), pk.Policy(today=date(2028, 2, 29)))
    assert probe is not None
    assert probe("2010-02-28") == date(2010, 2, 28)
    assert probe("2010-03-01") is MISS


def test_a_list_opens_no_other_value() -> None:
    """Only a rule that says so reads a list from another value."""
    assert Many().opened("[]") is None


def test_a_full_report_ends_a_list() -> None:
    """No element is looked at once nothing more can be reported."""
    raw = {"inners": [{"name": 1}] * 50}
    report = pk.check(Outer, raw, pk.Policy(today=TODAY, max_violations=2))
    assert (len(report.violations), report.truncated) == (2, True)


def test_limits_reach_what_they_name_alone() -> None:
    """A tenant's limit below a list changes the model there, and nowhere else."""
    pk.model(kind="plan.example")(type("Known", (Outer,), {}))
    limits = {"plan.example": {"/inners/*/name": 2, "/alike": 1}}
    raw = {"inners": [{"name": "abc"}], "plain": {"name": "abc"}, "alike": "ab"}
    assert sorted(told(raw, "plan.example", limits=limits)) == [
        ("/alike", "text.too_long"),
        ("/inners/0/name", "text.too_long"),
    ]
    assert told(raw) == []


def test_plans_are_shared_by_policies_that_agree() -> None:
    """A plan depends on the day, phones, images, master data and limits of a policy alone."""

    def plan(**settings: Any) -> object:
        policy = pk.Policy(**{"today": TODAY, **settings})
        return plan_of(Outer, PlanKey.of(policy, None), typed=False)

    assert plan() is plan(strict=True, max_violations=5, ignore=["date.expired"])
    others: list[dict[str, Any]] = [
        {"today": date(2026, 11, 22)},
        {"phones": "shape"},
        {"images": "off"},
    ]
    assert all(plan(**other) is not plan() for other in others)


def test_an_object_is_compiled_when_the_first_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document pays for the objects that it has, in whatever they stand, and once."""
    asked: list[type] = []

    def counted(compiler: Compiler, model: Model, at: tuple[str, ...]) -> Fill:
        asked.append(model.cls)
        return compiled(compiler, model, at)

    compiled = Compiler.compile
    monkeypatch.setattr(Compiler, "compile", counted)
    plan_of.cache_clear()
    documents: list[dict[str, Any]] = [
        {},
        {"plain": {}},
        {"inner": {"name": "a"}},
        {"inners": [{}]},
    ]
    for document in documents:
        for _ in range(2):
            assert pk.check(Outer, document, POLICIES[0]).ok
        assert asked == ([Inner] if document else [Outer])
        asked.clear()


def test_a_limit_of_an_unknown_kind_is_refused() -> None:
    """A policy with limits of a kind that does not exist is an error for every kind."""
    policy = pk.Policy(limits={"no.kind": {"/a": 1}})
    with pytest.raises(ValueError, match="kind"):
        pk.check(Outer, {}, policy)


def test_doubtful_words_of_a_list_are_left_to_the_check() -> None:
    """The quick test of a list passes no word that is blank or has invisible characters."""
    probe = probe_of(Choice(("yes", " ", "no\u200b")), POLICIES[0])
    assert probe is not None
    assert [probe(word) for word in ("yes", " ", "no\u200b", 1)] == ["yes", MISS, MISS, MISS]


def test_rules_have_no_quick_test_of_their_own_accord() -> None:
    """A rule that declares nothing is judged by its check."""
    assert Rule().probe(POLICIES[0]) is None
