"""Objects made by a caller: the constructor, ``replace``, and what an object can do."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import (
    amount,
    anything,
    day,
    field,
    integer,
    keyed,
    label,
    many,
    open_choice,
    part,
    text,
)
from payloadkit.rules.text import Text
from payloadkit.strategies import payloads
from tests.documents import POLICY, TODAY, full, minimal, told, typed

if TYPE_CHECKING:
    from collections.abc import Callable

REQUIRED = [
    "channel",
    "salutation",
    "first_name",
    "last_name",
    "nationality",
    "date_of_birth",
    "country_of_birth",
    "country_of_residence",
    "gender",
    "primary_mobile_number",
    "email_id",
    "address_list",
    "id_details",
]


REQUEST: Any = caas.OnboardingRequest  # for calls that no type checker would let through


class Word(StrEnum):
    """Known words."""

    ONE = "one"


class Digit(IntEnum):
    """A number with a name."""

    FOUR = 4


class FrozenDate(date):
    """What a test suite that stops the clock puts in the place of dates."""


@pk.model()
class Entry:
    """An element."""

    code: str = text(4, doc="code")


@pk.model()
class Everything:
    """One field of every shape."""

    name: str = text(4, doc="name", personal=True)
    price: Decimal | None = amount(default=None, doc="amount")
    label: str | int | None = label(default=None, doc="text or number")
    word: str | None = open_choice(Word, 9, default=None, doc="word")
    when: date | None = day(default=None, null=True, doc="date")
    count: int | None = integer(1, 9, default=None, doc="number", key="the-count")
    tags: tuple[str, ...] | None = many(Text(3), at_most=3, default=None, doc="plain elements")
    entry: Entry | None = part(default=None, doc="object")
    entries: tuple[Entry, ...] | None = many(default=None, doc="objects")
    lists: Mapping[str, tuple[Entry, ...]] | None = keyed(default=None, doc="lists by key")
    free: object | None = anything(default=None, doc="whatever")
    own: str | None = field(Text(3), default=None, doc="a rule of one's own")


@pk.model(tolerant=True)
class Profile:
    """Something that is read tolerantly."""

    name: str = text(4, doc="name")
    born: date | str | None = day("birth", default=None, doc="date")
    tags: tuple[str, ...] | None = many(Text(3), default=None, doc="plain elements")
    entries: tuple[Entry, ...] | None = many(default=None, doc="objects")
    lists: Mapping[str, tuple[Entry, ...]] | None = keyed(default=None, doc="lists by key")


def refused(made: Callable[..., object], **values: object) -> list[tuple[str, str, str]]:
    """Return what the error of a constructor tells."""
    with pytest.raises(pk.PayloadError) as caught:
        made(**values)
    assert isinstance(caught.value, ValueError)
    assert caught.value.report.value is None
    assert caught.value.__cause__ is caught.value.__context__ is None
    return told(caught.value.report)


def test_constructor_takes_typed_values() -> None:
    """An object made of typed values is the one that the document gives."""
    made = caas.OnboardingRequest(**typed())
    assert made == pk.load(caas.OnboardingRequest, minimal(), POLICY)
    assert pk.to_dict(made) == minimal()
    assert (made.second_nationality, made.id_details[0].issued_on) == (None, date(2024, 5, 2))


def test_every_missing_field_is_told_at_once() -> None:
    """A constructor without arguments reports every mandatory field in PayloadError, in order."""
    expected = [(f"/{name}", "field.missing", "error") for name in REQUIRED]
    assert refused(caas.OnboardingRequest) == expected
    assert refused(caas.OnboardingRequest, **dict.fromkeys(REQUIRED)) == expected


def test_all_violations_at_once_in_the_order_of_declaration() -> None:
    """A constructor reports all errors and warnings, in the order of the fields."""
    values = typed(
        first_name="",
        second_nationality="IN",
        preferred_name="",
        gender="?",
        email_id="x",
        channel=5,
    )
    assert refused(caas.OnboardingRequest, **values) == [
        ("/channel", "field.type", "error"),
        ("/first_name", "text.blank", "error"),
        ("/preferred_name", "text.blank", "warning"),
        ("/second_nationality", "country.same", "warning"),
        ("/gender", "choice.unknown", "warning"),
        ("/email_id", "email.malformed", "error"),
    ]


def test_warnings_are_no_error() -> None:
    """Values that only warn make an object."""
    assert caas.OnboardingRequest(**typed(preferred_name="", gender="?")).gender == "?"


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (caas.OnboardingRequest, "first_nom"),
        (caas.OnboardingRequest, "self"),
        (Everything, "the_count"),
        (caas.Image, "data"),
    ],
)
def test_unknown_keyword_is_a_type_error(made: Callable[..., object], name: str) -> None:
    """A keyword that no field has is a mistake in the program."""
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
        made(**{name: 1})


def test_unknown_keywords_are_masked() -> None:
    """A keyword that is no identifier, which only a spread mapping can hold, is not shown."""
    with pytest.raises(TypeError, match="argument '\\?'"):
        REQUEST(**{"784-3000": 1})
    with pytest.raises(TypeError, match="has no '\\?'"):
        pk.replace(REQUEST(**typed()), policy=POLICY, **{"784-3000": 1})


def test_arguments_are_keywords_only() -> None:
    """A positional argument is a TypeError."""
    with pytest.raises(TypeError):
        REQUEST("WEB")


def test_nothing_is_converted(subtests: pytest.Subtests) -> None:
    """A value of another type than the field's is refused, and never converted."""
    cases: list[tuple[str, object]] = [
        ("date_of_birth", "1990-07-28"),
        ("date_of_birth", datetime(1990, 7, 28, tzinfo=UTC)),
        ("native_region", True),
        ("native_region", "1"),
        ("native_region", 1.0),
        ("native_region", Digit.FOUR),
        ("political_exposed_person", 1),
        ("political_exposed_person", "true"),
        ("first_name", 5),
        ("first_name", b"NADIRA"),
        ("first_name", date(1990, 7, 28)),
        ("address_list", [caas.Address(address_type_id="1", country="AE")]),
        ("address_list", {"address_type_id": "1", "country": "AE"}),
        ("address_list", "1"),
        ("customer_classification", {}),
        ("customer_classification", caas.Address(address_type_id="1", country="AE")),
    ]
    for name, value in cases:
        with subtests.test(name=name, value=value):
            assert (f"/{name}", "field.type", "error") in refused(
                caas.OnboardingRequest, **typed(**{name: value})
            )


def test_elements_are_judged_each_at_its_place() -> None:
    """An element that is no object of the model, or no value of the rule, is told at its index."""
    present = caas.Address(address_type_id="1", country="AE")
    assert refused(
        caas.OnboardingRequest, **typed(address_list=(present, {"country": "AE"}, None, pk.NULL))
    ) == [(f"/address_list/{number}", "field.type", "error") for number in (1, 2, 3)]
    assert refused(Everything, name="a", tags=("a", "long", 5, "")) == [
        ("/tags", "list.too_long", "error"),
        ("/tags/1", "text.too_long", "error"),
        ("/tags/2", "field.type", "error"),
        ("/tags/3", "text.blank", "error"),
    ]
    assert Everything(name="a", tags=("a", Word.ONE)).tags == ("a", "one")


def test_lists_by_key() -> None:
    """An object of lists takes a Mapping of tuples of the model's objects; its keys are texts."""
    entry = Entry(code="a")
    assert Everything(name="a", lists={"x": (entry,)}).lists == {"x": (entry,)}
    odd: Any = {"a": [entry], "b": (entry, 5), 5: (entry,), "\ud800": (), "c": ()}
    assert refused(Everything, name="a", lists=odd) == [
        ("/lists/a", "field.type", "error"),
        ("/lists/b", "field.type", "error"),
        ("/lists/?", "field.type", "error"),
        ("/lists/?", "field.type", "error"),
    ]
    assert refused(Everything, name="a", lists=5) == [("/lists", "field.type", "error")]


def test_values_whose_shape_is_not_published() -> None:
    """Whatever JSON holds may stand there; what it does not hold is told at its place."""
    free = {"a": [1, None, {"b": Decimal("1.50")}]}
    assert Everything(name="a", free=free).free == free
    assert refused(Everything, name="a", free={"a": [object(), float("nan")]}) == [
        ("/free/a/0", "field.type", "error"),
        ("/free/a/1", "json.invalid", "error"),
    ]


def test_enum_members_and_subclasses() -> None:
    """Members of a StrEnum and dates of a subclass are accepted."""
    made = caas.OnboardingRequest(
        **typed(
            salutation=caas.Salutation.DR,
            gender="Male",
            first_name=Word.ONE,
            date_of_birth=FrozenDate(1990, 7, 28),
        )
    )
    assert made.salutation is caas.Salutation.DR
    assert made.gender is caas.Gender.MALE
    assert type(made.first_name) is str
    assert type(made.date_of_birth) is date
    assert json.loads(pk.dump(made))["first_name"] == "one"


def test_null_only_where_it_is_annotated() -> None:
    """NULL is taken where the annotation has it, and is no value of anything else."""
    assert caas.Address(address_type_id="1", country="AE", po_box=pk.NULL).nulls == {"po_box"}
    assert pk.dump(Everything(name="a", when=pk.NULL)) == b'{"name":"a","when":null}'
    assert refused(caas.Address, address_type_id="1", country=pk.NULL, city=pk.NULL) == [
        ("/city", "field.null", "warning"),
        ("/country", "field.null", "error"),
    ]


def test_amounts_are_finite_and_exact() -> None:
    """An amount is a Decimal that keeps its digits; none that JSON cannot write is taken."""
    assert pk.dump(Everything(name="a", price=Decimal("10.50"))) == b'{"name":"a","price":10.50}'
    assert pk.load(Everything, '{"name":"a","price":10.50}').price == Decimal("10.50")
    assert pk.dump(pk.load(Everything, '{"name":"a","price":7}')) == b'{"name":"a","price":7}'
    for wrong in ("NaN", "sNaN", "Infinity"):
        assert refused(Everything, name="a", price=Decimal(wrong)) == [
            ("/price", "number.range", "error")
        ]
    assert refused(Everything, name="a", price=1.5) == [("/price", "field.type", "error")]


def test_lone_surrogates_are_refused() -> None:
    """A text that UTF-8 cannot write is refused everywhere, so that every object can be dumped."""
    assert refused(Everything, name="\ud800", label="\udfff", tags=("\ud800",), free="\ud800") == [
        ("/name", "json.encoding", "error"),
        ("/label", "json.encoding", "error"),
        ("/tags/0", "json.encoding", "error"),
        ("/free", "json.encoding", "error"),
    ]


def test_paths_are_the_wires() -> None:
    """A field whose key is no identifier is told by its key, and made and read by its attribute."""
    assert refused(Everything, name="a", count=10) == [("/the-count", "number.range", "error")]
    made = Everything(name="a", count=9)
    assert (made.count, pk.to_dict(made)) == (9, {"name": "a", "the-count": 9})
    assert pk.load(Everything, {"name": "a", "the-count": 9}) == made


def test_extra_keys_are_judged_like_unknown_ones() -> None:
    """A request refuses extra keys; an answer keeps them unless JSON cannot hold them."""
    made: Any = Entry
    assert refused(made, code="a", extra={"x": 1}) == [("/x", "field.unknown", "error")]
    assert made(code="a", extra=None).extra == made(code="a", extra={}).extra == {}
    answer: Any = caas.MasterCode
    kept = answer(code=1, name="a", extra={"x": {"y": [1]}})
    assert pk.to_dict(kept) == {"code": 1, "name": "a", "x": {"y": [1]}}
    assert refused(answer, code=1, name="a", extra={"x": object(), "name": "b"}) == [
        ("/name", "json.duplicate_key", "error"),
        ("/x", "field.type", "error"),
        ("/x", "field.unknown", "info"),
    ]
    assert refused(answer, code=1, name="a", extra=5) == [("/extra", "field.type", "error")]
    assert refused(answer, code=1, name="a", extra={"x": "\ud800"})[:1] == [
        ("/x", "json.encoding", "error")
    ]


def test_nested_constructors_raise_on_their_own() -> None:
    """A part is judged when it is made, with paths from itself."""
    assert refused(caas.Address, address_type_id="", country="AE") == [
        ("/address_type_id", "text.blank", "error")
    ]


def test_signature() -> None:
    """``inspect.signature`` shows keyword-only fields, those that may be left out with None."""
    parameters = inspect.signature(caas.OnboardingRequest).parameters
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert [
        name
        for name, parameter in parameters.items()
        if parameter.default is inspect.Parameter.empty
    ] == REQUIRED
    assert list(parameters) == [*(entry.name for entry in attrs.fields(REQUEST))]


def test_objects_are_frozen_and_slotted() -> None:
    """No attribute can be set, deleted or added."""
    made: Any = caas.Address(address_type_id="1", country="AE")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.country = "IN"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del made.country
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        made.other = 1
    assert not hasattr(made, "__dict__")
    assert hash(made) == hash(caas.Address(address_type_id="1", country="AE"))


def test_repr_hides_personal_fields() -> None:
    """``repr`` shows what is no person's, and nothing of what is, at any depth."""
    loaded = pk.load(caas.OnboardingRequest, full(), POLICY)
    shown = repr(loaded)
    assert "channel='WEB'" in shown
    for value in (
        "NADIRA",
        "FIXTURAN",
        "784300000000022",
        "+9715",
        "1990",
        "Dubai",
        "nadira@",
        full()["id_details"][0]["id_front"]["base64_data"][:20],
    ):
        assert value not in shown
    assert repr(Everything(name="abcd")).startswith("Everything(name=<hidden>, price=None")
    assert "first_name=<hidden>" in shown
    assert "second_nationality=None" in repr(pk.load(caas.OnboardingRequest, minimal(), POLICY))


def test_replace() -> None:
    """``replace`` changes fields of a copy, judged as a whole, and takes one out with None."""
    made = caas.OnboardingRequest(**typed(preferred_name="Nadi"))
    changed = pk.replace(made, preferred_name=None, first_name="ANILA")
    assert (changed.preferred_name, changed.first_name, made.first_name) == (
        None,
        "ANILA",
        "NADIRA",
    )
    assert changed.address_list is not None
    with pytest.raises(pk.PayloadError) as caught:
        pk.replace(made, first_name=None, email_id="x", last_name=pk.NULL, id_details=())
    assert told(caught.value.report) == [
        ("/first_name", "field.missing", "error"),
        ("/last_name", "field.null", "error"),
        ("/email_id", "email.malformed", "error"),
        ("/id_details", "list.too_short", "error"),
    ]


def test_replace_judges_what_changes() -> None:
    """``replace`` judges the fields that it changes; the other values stay as they were read."""
    document = {
        **full(),
        "date_of_birth": "28/07/1990",
        "preferred_name": None,
        "native_region": 2**63,
        "own": 1,
    }
    lenient = pk.Policy(today=TODAY, ignore=["date.malformed", "number.range", "field.unknown"])
    loaded = pk.load(caas.OnboardingRequest, json.dumps(document), lenient)

    changed = pk.to_dict(pk.replace(loaded, channel="APP"))
    assert (
        changed["date_of_birth"],
        changed["native_region"],
        changed["own"],
        changed["channel"],
    ) == ("28/07/1990", 9223372036854775808, 1, "APP")
    with pytest.raises(pk.PayloadError) as caught:
        pk.replace(loaded, policy=POLICY, extra={"own": 1})
    assert [(found.path, found.code) for found in caught.value.report.errors] == [
        ("/own", "field.unknown")
    ]
    assert pk.replace(loaded, policy=lenient, extra={"own": 2}).middle_name == loaded.middle_name


def test_replace_keeps_what_an_answer_held() -> None:
    """Null, empty and malformed values of an answer, and its extra keys, survive ``replace``."""
    document = {
        "name": None,
        "born": "soon",
        "tags": [None, "", "long"],
        "entries": [None, {"code": "too long", "y": 1}],
        "lists": {"a": None, "b": ""},
        "x": 1,
    }
    for form in (
        document,
        {"name": "", "tags": "", "entries": "", "lists": ""},
        {"name": "a", "tags": None, "entries": None, "lists": None},
    ):
        loaded = pk.load(Profile, form)
        changed = pk.replace(loaded, born=date(1990, 1, 1))
        assert (
            pk.to_dict(changed) == {**form, "born": "1990-01-01"}
            if "x" in form
            else {"name": form["name"], "born": "1990-01-01", **form}
        )
        assert json.loads(pk.dump(changed)) == pk.to_dict(changed)


@pytest.mark.parametrize("name", ["first_nom", "policies", "__class__"])
def test_replace_of_unknown_attribute(name: str) -> None:
    """An attribute that there is not is a TypeError."""
    with pytest.raises(TypeError, match="has no"):
        pk.replace(REQUEST(**typed()), policy=None, **{name: 1})


def test_only_models_are_replaced_and_dumped() -> None:
    """Whatever is no object of a model is a TypeError."""
    for verb in (pk.replace, pk.dump, pk.to_dict):
        with pytest.raises(TypeError, match="dict is not a class made with"):
            verb({"first_name": "NADIRA"})


def test_replace_with_a_wrong_limit() -> None:
    """A limit where there is no field is a ValueError that is no PayloadError."""
    with pytest.raises(ValueError, match="no such field") as caught:
        pk.replace(
            caas.OnboardingRequest(**typed()),
            policy=pk.Policy(limits={"caas.onboarding": {"/nothing": 1}}),
            channel="APP",
        )
    assert not isinstance(caught.value, pk.PayloadError)


def test_load_under_a_policy_is_not_checked_again() -> None:
    """What a policy let in stays in, and is dumped."""
    document = {**minimal(), "date_of_birth": "28/07/1990"}
    loaded = pk.load(
        caas.OnboardingRequest, document, pk.Policy(today=TODAY, ignore=["date.malformed"])
    )
    assert pk.to_dict(loaded) == document


def test_evolve_pickle_and_copy() -> None:
    """The copies of attrs and the standard library work; a newly made object is judged."""
    loaded = pk.load(REQUEST, full(), POLICY)
    assert attrs.evolve(loaded, channel="APP").channel == "APP"
    with pytest.raises(pk.PayloadError):
        attrs.evolve(loaded, channel="")
    for again in (pickle.loads(pickle.dumps(loaded)), copy.copy(loaded), copy.deepcopy(loaded)):
        assert again == loaded
        assert again.address_list[0].nulls == {"po_box"}
        assert pk.dump(again) == pk.dump(loaded)
    assert attrs.asdict(loaded, recurse=False)["channel"] == "WEB"


def test_null_is_one_falsy_object() -> None:
    """NULL is falsy, shows its name, and stays one object through copies and pickles."""
    assert not pk.NULL
    assert repr(pk.NULL) == "NULL"
    assert (
        copy.deepcopy(pk.NULL)
        is copy.copy(pk.NULL)
        is pickle.loads(pickle.dumps(pk.NULL))
        is pk.NULL
    )


@given(document=payloads("caas.onboarding", policy=POLICY))
def test_constructing_is_loading(document: dict[str, Any]) -> None:
    """An object made of a loaded object's values is that object."""
    loaded = pk.load(caas.OnboardingRequest, document, POLICY)
    values = {entry.name: getattr(loaded, entry.name) for entry in attrs.fields(REQUEST)}
    assert caas.OnboardingRequest(**values) == loaded == pk.replace(loaded, policy=POLICY)
