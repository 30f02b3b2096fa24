"""Constructors have two ways: the quick one takes what it knows, and whatever it does comes out as by the thorough one alone."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import (
    amount,
    anything,
    choice,
    country,
    day,
    field,
    flag,
    integer,
    keyed,
    label,
    many,
    open_choice,
    part,
    phone,
    text,
)
from payloadkit.models import constructor as construction
from payloadkit.models.given import taken
from payloadkit.models.judge import Reading
from payloadkit.models.registry import model_of
from payloadkit.rules.across_fields import Differs
from payloadkit.rules.choice import OpenChoice
from payloadkit.rules.containers import Many
from payloadkit.rules.dates import Day
from payloadkit.rules.rule import Rule
from payloadkit.rules.text import Text
from payloadkit.strategies import one_fault, payloads
from payloadkit.wire.writing import structure
from tests.documents import POLICY, full, masters
from tests.thoroughly import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.rule import Clean
    from payloadkit.violation import Fault


class Size(StrEnum):
    """Words."""

    SMALL = "small"
    LARGE = "large"


class Other(StrEnum):
    """Other words, one of them spelt alike."""

    SMALL = "small"
    ODD = "odd"


class Digit(IntEnum):
    """A number with a name."""

    FOUR = 4


class FrozenDate(date):
    """What a test suite that stops the clock puts in the place of dates."""


class Pair(tuple[Any, ...]):
    """A tuple of a class of its own."""

    __slots__ = ()


@pk.model()
class Entry:
    """An element."""

    code: str = text(4, doc="code")


@pk.model()
class LongEntry(Entry):
    """An element of a class that extends the element's."""


@pk.model(across=(Differs("home", "second"),))
class Form:
    """One field of every shape that the quick way knows, and of most that it does not; some are called as its code calls its own."""

    o: str = text(4, doc="a text")
    x: str | None = text(4, default=None, blank=True, doc="a text that may be empty")
    given: str | None = text(9, default=None, lines=True, doc="lines")
    home: str = country(doc="a country")
    second: str | None = country(default=None, doc="another one")
    size: str | pk.Null = open_choice(Size, 5, doc="a word")
    exact: Size | None = field(OpenChoice(Size), default=None, doc="a member")
    colour: str | None = choice("red", "green", default=None, doc="a word")
    born: date = day("birth", doc="a date")
    due: date | pk.Null | None = day("expiry", default=None, doc="a date")
    count: int | None = integer(1, 9, default=None, doc="a number", key="the-count")
    sure: bool | None = flag(default=None, doc="a flag")
    mobile: str | None = phone(default=None, doc="a phone")
    entry: Entry | None = part(default=None, doc="an object")
    entries: tuple[Entry, ...] = many(at_least=1, at_most=2, doc="objects")
    others: tuple[Entry, ...] | pk.Null | None = many(default=None, doc="objects")
    tags: tuple[str, ...] | None = many(Text(3), default=None, doc="texts")
    lists: Mapping[str, tuple[Entry, ...]] | None = keyed(default=None, doc="lists by key")
    price: Decimal | None = amount(default=None, doc="an amount")
    mark: str | int | None = label(default=None, doc="a text or a number")
    free: object | None = anything(default=None, doc="whatever")


DEFAULT = pk.Policy()
ENTRY = Entry(code="a")
NAMES = [entry.name for entry in attrs.fields(Form)]  # type: ignore[arg-type] # a model is an attrs class
FORM: dict[str, Any] = {
    "o": "a",
    "home": "AE",
    "size": Size.SMALL,
    "born": date(1990, 7, 28),
    "entries": (ENTRY,),
}
TEXTS: tuple[Any, ...] = (
    *(
        "",
        " ",
        "a",
        "a\tb",
        "a\x00",
        "\u200b",
        "\ud800",
        "abcde",
        "AE",
        "IN",
        "XK",
        "small",
        "large",
        "odd",
        "red",
        "+971501234567",
        "+97150",
        "1990-07-28",
    ),
    *(Size.SMALL, Size.LARGE, Other.SMALL, Other.ODD),
)
DATES: tuple[Any, ...] = (
    date(1990, 7, 28),
    date.min,
    date.max,
    date(2020, 2, 29),
    datetime(1990, 7, 28, tzinfo=UTC),
    FrozenDate(1990, 7, 28),
)
NUMBERS: tuple[Any, ...] = (
    0,
    1,
    9,
    10,
    -1,
    2**63,
    2**70,
    True,
    False,
    Digit.FOUR,
    1.0,
    float("nan"),
    Decimal(1),
    Decimal("NaN"),
)
HELD: tuple[Any, ...] = (
    *(
        (),
        (ENTRY,),
        (ENTRY, ENTRY),
        (ENTRY,) * 3,
        (ENTRY, None),
        (LongEntry(code="b"),),
        Pair((ENTRY,)),
        [ENTRY],
        ("a", "b"),
        ("abcd",),
        (pk.NULL,),
    ),
    *(ENTRY, LongEntry(code="b"), {}, {"a": 1}, {"a": (ENTRY,)}, {"a": [ENTRY]}, {"o": 1}, {5: 1}),
)
ANY = st.sampled_from((None, pk.NULL, object(), b"a", *TEXTS, *DATES, *NUMBERS, *HELD))


def outcome(cls: Any, values: Mapping[str, Any]) -> object:
    """Return the object that a constructor makes, with the types of all it holds, or all that its error tells."""
    try:
        return shape(cls(**values))
    except pk.PayloadError as error:
        return [attrs.astuple(found) for found in error.report.violations], error.report.truncated


def same(cls: type, values: Mapping[str, Any]) -> object:
    """Return what becomes of values, which is the same the thorough way."""
    found = outcome(cls, values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(construction, "taken", lambda *_: False)
        assert repr(outcome(cls, values)) == repr(
            found
        )  # a text, so that what is not equal to itself is
    return found


def quick(cls: type, values: Mapping[str, Any]) -> bool:
    """Tell whether the quick way takes the values."""
    holder: object = object.__new__(cls)
    known = taken(holder, values, DEFAULT)
    assert type(holder) is cls
    return known


def values_of(holder: object) -> dict[str, Any]:
    """Return the typed values of an object."""
    return {entry.name: getattr(holder, entry.name) for entry in attrs.fields(type(holder))}  # type: ignore[arg-type] # a model is an attrs class


def of(rule: Rule, annotation: object = object, **said: Any) -> type:
    """Return a model of one line."""
    made: Any = pk.model()
    lines = {
        "__annotations__": {"own": annotation},
        "__module__": __name__,
        "own": field(rule, **said),
    }
    return made(type("Own", (), lines))  # type: ignore[no-any-return]


@given(
    st.dictionaries(st.sampled_from(NAMES), ANY, max_size=4),
    st.sets(st.sampled_from(list(FORM)), max_size=1),
)
def test_any_value_in_any_field(changes: dict[str, Any], gone: set[str]) -> None:
    """Whatever stands where, absent, null, blank, too many or of another type: both ways make the same object, or tell the same."""
    same(Form, {name: value for name, value in (FORM | changes).items() if name not in gone})


@given(payloads("caas.onboarding", policy=POLICY))
@settings(max_examples=25)
def test_valid_values(document: dict[str, Any]) -> None:
    """Every object of a sound document is made again of its values, but for pictures the quick way."""
    loaded = pk.load(caas.OnboardingRequest, document, POLICY)
    holders: list[Any] = [
        loaded,
        *loaded.address_list,
        *loaded.id_details,
        *filter(None, [loaded.customer_classification]),
    ]
    for holder in holders:
        assert same(type(holder), values_of(holder)) == shape(holder)
        assert quick(type(holder), values_of(holder))


@given(st.data())
@settings(max_examples=50)
def test_values_with_one_fault(data: st.DataObject) -> None:
    """A document with one fault, as far as it can be read, is judged alike in all of its parts."""
    document, _, _ = data.draw(one_fault("caas.onboarding", policy=POLICY))
    found: Any = structure(Reading(model_of("caas.onboarding"), POLICY), document)
    holders: list[Any] = [
        found,
        *(found.address_list or ()),
        *(found.id_details or ()),
        found.customer_classification,
    ]
    for holder in holders:
        if isinstance(
            holder, caas.OnboardingRequest | caas.Address | caas.IdDetail | caas.Classification
        ):
            same(type(holder), values_of(holder))


def test_pictures_are_left_to_the_thorough_way() -> None:
    """A model whose pictures are judged has no quick way."""
    loaded = pk.load(caas.OnboardingRequest, full(), POLICY)
    photo = loaded.id_details[0].id_front
    assert photo is not None
    assert not quick(caas.Image, values_of(photo))
    assert same(caas.Image, values_of(photo)) == shape(photo)


def test_what_is_known_is_taken_quickly() -> None:
    """Clean values of every shape that the quick way knows need no other, and what it does not know is not there."""
    more = {
        "x": "",
        "given": "a\nb",
        "second": "IN",
        "exact": Size.LARGE,
        "colour": "red",
        "due": pk.NULL,
        "count": 9,
        "sure": False,
    }
    parts = {
        "mobile": "+971501234567",
        "entry": ENTRY,
        "entries": (ENTRY, ENTRY),
        "others": pk.NULL,
        "extra": {},
    }
    assert quick(Form, FORM | more | parts)
    for spelt in ("small", Size.SMALL, pk.NULL):
        assert quick(Form, {**FORM, "size": spelt})
        same(Form, {**FORM, "size": spelt})


@pytest.mark.parametrize(
    "change",
    [
        {"o": Size.SMALL},
        {"second": "AE"},
        {"exact": "small"},
        {"size": Other.SMALL},
        {"born": FrozenDate(1990, 7, 28)},
        {"entries": ()},
        {"entries": (ENTRY,) * 3},
        {"entries": (LongEntry(code="b"),)},
        {"tags": ("a",)},
        {"extra": {"a": 1}},
        {"extra": ()},
        {"x": "\ud800"},
    ],
)
def test_what_may_be_something_is_left(change: dict[str, Any]) -> None:
    """A value with a fault, and one that takes a closer look, are left to the thorough way."""
    assert not quick(Form, {**FORM, **change})
    same(Form, {**FORM, **change})


def test_a_model_with_a_mandatory_field_of_another_shape() -> None:
    """Where a field could never be known, nothing is tried."""

    @pk.model()
    class Priced:
        price: Decimal = amount(doc="an amount")

    assert not quick(Priced, {"price": Decimal(1)})
    assert same(Priced, {"price": Decimal(1)})


def test_rules_of_a_tenants_own() -> None:
    """A rule that changes how it writes, checks or reads is asked for it, and a list with a check of its own as well."""

    class Slashed(Day):
        def write(self, value: date) -> str:
            return value.strftime("%d/%m/%Y")

    class Short(Rule):
        python: ClassVar[type] = str

        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            yield from Text(2).check(value, policy)

        def read(self, value: str) -> object:
            return value.upper()

        def clean(self, policy: pk.Policy) -> Clean | None:
            return super().clean(policy)

    class Single(Many):
        def check(self, value: list[object], policy: pk.Policy) -> Iterator[Fault]:
            yield from Many(most=1).check(value, policy)

    assert same(of(Slashed(), date), {"own": date(1990, 7, 28)})
    assert not quick(of(Slashed(), date), {"own": date(1990, 7, 28)})
    for blank in (False, True):
        own = of(Short(), str, blank=blank)
        for value in ("", "a", "ab", "abc", 5, pk.NULL):
            same(own, {"own": value})
        assert quick(own, {"own": "a"})
    for number in range(3):
        same(of(Single(), tuple[Entry, ...]), {"own": (ENTRY,) * number})


def test_plain_subclass_of_a_model() -> None:
    """A class that only inherits from a model's is none, whatever it is given."""

    class Inherited(Entry):
        __slots__ = ()

    with pytest.raises(TypeError, match="not a class made with"):
        Inherited(code="a")


@pytest.mark.parametrize("known", [None, masters()], ids=["quickly", "thoroughly"])
def test_what_is_kept_is_not_judged(known: caas.MasterData | None) -> None:
    """Either way an object is built of what is kept as it is, and of what is judged by the policy that is given."""
    before, after = (
        pk.Policy(today=today, masters=known) for today in (date(2026, 6, 1), date(2026, 6, 2))
    )
    values = {**FORM, "o": "much too long", "due": date(2026, 6, 1), "extra": {}}
    holder = construction.built(Form, values, before, frozenset({"o"}))
    assert isinstance(holder, Form)
    assert (holder.o, holder.due) == ("much too long", date(2026, 6, 1))
    assert isinstance(
        construction.built(Form, values, attrs.evolve(after, strict=True), frozenset({"o"})),
        pk.PayloadError,
    )
    assert isinstance(construction.built(Form, values, before, frozenset()), pk.PayloadError)


def test_a_day_is_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was clean yesterday is judged anew today."""
    days = [date(2026, 6, 1), date(2026, 6, 2)]
    values = {**FORM, "due": days[0]}
    monkeypatch.setattr(pk.Policy, "on", lambda policy: policy.today or days[0])
    assert quick(Form, values)
    days.reverse()
    assert not quick(Form, values)
