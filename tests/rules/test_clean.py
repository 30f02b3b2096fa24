"""What rules call clean: wherever they say so, their own check has nothing to say, and the value is the one that they read."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.images.picture_rule import Picture
from payloadkit.models.clean import clean_of, says
from payloadkit.models.decoding import Decoding
from payloadkit.models.judge import Reading
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import Base64, encode
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.containers import Anything, Many, Part
from payloadkit.rules.dates import Day
from payloadkit.rules.iso import Country, Currency, Language
from payloadkit.rules.numbers import Flag, Integer, Label
from payloadkit.rules.phone import Phone
from payloadkit.rules.rule import Across, Clean, Draws, Rule
from payloadkit.rules.text import Text
from tests.documents import POLICY, TODAY, image, masters

POLICIES = {
    "default": POLICY,
    "shape of phones": pk.Policy(today=TODAY, phones="shape"),
    "masters": pk.Policy(today=TODAY, masters=masters()),
    "29 February": pk.Policy(today=date(2024, 2, 29)),
    "1 March": pk.Policy(today=date(2023, 3, 1)),
    "the first years": pk.Policy(today=date(18, 12, 31)),
    "the last year": pk.Policy(today=date(9999, 12, 31)),
}


class Word(StrEnum):
    """The words of an open list."""

    SHORT = "a"
    LONG = "abcdef"


RULES: tuple[Rule, ...] = (
    *{
        rule
        for kind in pk.kinds()
        for _, rule in model_of(kind).rules()
        if not isinstance(rule, Text) or rule.minimum > 1
    },
    *(
        Text(3),
        Text(minimum=2),
        Text(listing="professions"),
        Text(lines=True),
        Integer(-5, 5),
        Integer(listing="occupations"),
        Flag(),
        Base64(),
    ),
    *(
        Choice(("a", "b")),
        Choice(()),
        OpenChoice(Word),
        OpenChoice(Word, 3),
        Country(),
        Currency(),
        Language(),
        Phone(),
    ),
    *(Day(role) for role in ("any", "birth", "issue", "expiry")),
)
VALUES: tuple[Any, ...] = (
    "a", "ab", "abc", "abcd", "abcdef", "A", "\u00a0", " a", "a ", "a\u200b", "a\tb", "a\n", "a\x00", "é", "\U0001f600", "AE", "ae", "XK", "AED",
    "en", "ara", "1", "2856",
    "+971501234567", "+971501234567\n", "+9710501234567", "+1", "0501234567", "+97142123456", "AA==", "AAB=", "AB==", "====", "A===", "AAAA",
    "AAAA\n", "data:,", "_-==",
    image()["base64_data"], encode(b"%PDF-1.7"), "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2020-W01-1", "20200101", "2026-06-01",
    "2024-2-1", "0000-01-01",
    0, 1, -1, 4, 5, 6, 2856, 2**63 - 1, -(2**63), True, False,
)  # fmt: skip


def called_clean(rule: Rule, plain: Any, policy: pk.Policy) -> bool:
    """Tell whether a rule calls a plain value clean, by its own words taken literally."""
    clean = clean_of(rule, policy)
    if clean is None:
        return False
    value: Any = _day(plain) if clean.kind is date else plain
    if (
        type(value) is not clean.kind
        or (clean.words and value not in clean.words)
        or (clean.longest is not None and len(plain) > clean.longest)
    ):
        return False
    listed = policy.masters.names(clean.listing) if clean.listing and policy.masters else None
    inside = type(value) is not int or clean.bounds[0] <= value <= clean.bounds[1]
    found = list(rule.check(value, policy)) if clean.asked else []
    return (
        not found
        and inside
        and (listed is None or str(value) in listed)
        and all(test(value) for test in (*clean.tests, *clean.vouched))
    )


def _day(plain: Any) -> Any:
    """Return the date of a text that is one."""
    try:
        return (
            date.fromisoformat(plain)
            if type(plain) is str and len(plain) == 10 and plain[4:8:3] == "--"
            else None
        )
    except ValueError:
        return None


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: ascii(value)[:20])
def test_what_is_clean_draws_nothing(name: str, value: Any) -> None:
    """Of whatever a rule calls clean its check says nothing, and what it makes of it is what it reads."""
    policy = POLICIES[name]
    for rule in RULES:
        if called_clean(rule, value, policy):
            assert list(rule.check(value, policy)) == []
            clean = clean_of(rule, policy)
            assert clean is not None
            if clean.kind is not date:
                made = clean.read(value) if clean.read else value
                assert (made, type(made)) == (rule.read(value), type(rule.read(value)))
            else:
                assert rule.read(value) == date.fromisoformat(value)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if clean_of(rule, POLICY) is not None and rule != OpenChoice(Word, 3)],
    ids=repr,
)
@settings(max_examples=10)
@given(st.data())
def test_what_a_rule_draws_is_clean(rule: Rule, data: st.DataObject) -> None:
    """A rule that calls anything clean calls its own sound values so."""
    value = data.draw(rule.draw(Draws(POLICY, st)))
    assert called_clean(rule, value, POLICY)


@pytest.mark.parametrize("role", ["any", "birth", "issue", "expiry"])
@given(today=st.dates(), days=st.integers(-3, 3), years=st.sampled_from([0, 0, 18, 17, 19]))
def test_days_around_a_role_s_bounds(role: Any, today: date, days: int, years: int) -> None:
    """On any day, also the first and the last that there are, a date is clean exactly where nothing is found."""
    policy = pk.Policy(today=today)
    try:
        value = (
            today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days)
        ).isoformat()
    except (ValueError, OverflowError):
        value = today.isoformat()
    rule = Day(role)
    assert (
        called_clean(rule, value, policy) == (not list(rule.check(value, policy)))
        or role == "birth"
    )
    assert not called_clean(rule, value, policy) or not list(rule.check(value, policy))


def test_who_is_asked() -> None:
    """A rule says what is clean only if it says so no higher up than it changes its check, its types or its reading."""
    for above in (Text, Phone, Country, Integer, Day, OpenChoice, Base64, Rule):
        plain = type("Plain", (above,), {})
        assert says(_made(plain), "clean", "check", "json", "read")
        for name in ("check", "json", "read"):
            own = type("Own", (plain,), {name: getattr(above, name)})
            assert not says(_made(own), "clean", "check", "json", "read")
            both = type("Both", (own,), {"clean": above.clean})
            assert says(_made(both), "clean", "check", "json", "read")
            again = type("Again", (both,), {name: getattr(above, name)})
            assert not says(_made(again), "clean", "check", "json", "read")


def _made(cls: type) -> object:
    return object.__new__(cls)


def test_what_cannot_be_known() -> None:
    """Rules of several types, of objects or of lists call nothing clean, and neither does a list of no words."""
    for rule in (
        Label(),
        Anything(),
        Many(),
        Part(),
        Choice(()),
        Choice(("",)),
        Choice((" ", "\u200b")),
    ):
        assert clean_of(rule, POLICY) is None
    assert Rule().clean(POLICY) == Clean(str)
    known = clean_of(OpenChoice(Word, maximum=3), POLICY)
    assert known is not None
    assert known.words == ("a",)


def test_rules_across_fields() -> None:
    """One is idle and vouches only if it says so, and a look of its own takes back what is vouched for above."""

    @attrs.frozen
    class Own(Picture):
        look = Picture.look

    class Silent(Across):
        """Nothing."""

    assert (Silent().idle(POLICY), Silent().vouches()) == (False, ())
    assert (
        Picture().idle(POLICY),
        Picture().idle(pk.Policy(images="off")),
        Picture().vouches(),
    ) == (False, True, ("base64_data",))
    assert says(Picture(), "vouches", "look")
    assert not says(Own(), "vouches", "look")
    reading = Reading(model_of("caas.onboarding"), POLICY)
    assert (
        Decoding(reading.policy, {}, masters=False).whole(model_of("caas.onboarding")) is not None
    )
