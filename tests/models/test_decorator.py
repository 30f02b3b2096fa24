"""``@model``: what a class becomes, and which declarations are refused."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from datetime import date
from typing import Any

import attrs
import pytest

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, strategies, uaekyc
from payloadkit.fields import Declaration, anything, choice, day, integer, keyed, many, part, text
from payloadkit.models import registry
from payloadkit.models.registry import SYSTEMS, model_of, on_register, register
from payloadkit.rules.required import Needs
from payloadkit.rules.rule import Rule
from payloadkit.rules.text import Text
from tests.documents import told

MODEL: Any = pk.model


@pk.model(source="somewhere")
class Inner:
    """An object inside another."""

    word: str = choice("a", "b", sure="B/D", doc="a word")


@pk.model()
class Outer:
    """A thing with all there is to know of a field."""

    plain: str = text(4, sure="B/C", source="elsewhere", personal=True, doc="a text")
    odd: int | None = integer(
        default=None, key="not-before-policy", doc="a key that is no identifier"
    )
    null: str | None = text(default=None, null=True, doc="null is shown in the documents")
    one: Inner | None = part(default=None, doc="an object")
    several: tuple[Inner, ...] | None = many(default=None, doc="objects")
    words: tuple[str, ...] | None = many(Text(3), default=None, doc="texts")
    lists: Mapping[str, tuple[Inner, ...]] | None = keyed(default=None, doc="lists by name")
    free: object | None = anything(default=None, doc="whatever")


def test_model_knows_its_fields() -> None:
    """A model's fields are those of its lines, in their order, with what the annotation adds."""
    model = model_of(Outer)
    assert [
        (field.name, field.key, field.optional, field.nullable) for field in model.fields[:3]
    ] == [
        ("plain", "plain", False, False),
        ("odd", "not-before-policy", True, False),
        ("null", "null", True, True),
    ]
    assert [field.part for field in model.fields] == [
        None,
        None,
        None,
        Inner,
        Inner,
        None,
        Inner,
        None,
    ]
    first = model.fields[0]
    assert (first.declared.source, first.declared.personal, first.declared.doc, first.certain) == (
        "elsewhere",
        True,
        "a text",
        True,
    )
    assert not model_of(Inner).fields[0].certain
    assert (model.kind, model.source, model_of(Inner).source, model.tolerant) == (
        None,
        "",
        "somewhere",
        False,
    )
    assert model.keys == {
        "plain",
        "not-before-policy",
        "null",
        "one",
        "several",
        "words",
        "lists",
        "free",
        "word",
    }


def test_fields_are_found_by_path() -> None:
    """Path tokens lead through objects, lists and keys of any name to a field, or to none."""
    model = model_of(Outer)
    inside = {("one", "word"), ("several", 3, "word"), ("lists", "any", 0, "word")}
    found = [model.field_at(path) for path in inside]
    assert [field and field.key for field in found] == ["word"] * 3
    several = model.field_at(("several", 3))
    assert several is not None
    assert several.key == "several"
    for path in ((), ("nothing",), ("nothing", "word"), ("plain", "word"), ("free", "x", 0)):
        assert model.field_at(path) is None


def test_paths_are_ranked_by_declaration() -> None:
    """Paths sort into the order of declaration, elements by their number, unknown keys behind."""
    paths: list[tuple[str | int, ...]] = [
        (),
        ("plain",),
        ("null",),
        ("one",),
        ("one", "word"),
        ("several", 2),
        ("several", 10, "word"),
        ("lists", "b", 0, "word"),
        ("lists", "a", 1),
        ("lists", "a", 1, "word"),
        ("unknown",),
    ]
    assert sorted(dict.fromkeys(paths[::-1]), key=model_of(Outer).rank) == paths


def test_walk_gives_every_field_with_its_path() -> None:
    """Every field is walked, at every depth, with ``*`` for any element or key."""
    assert ["/".join(path) for path, _ in model_of(Outer).walk()] == [
        "plain",
        "not-before-policy",
        "null",
        "one",
        "one/word",
        "several",
        "several/*/word",
        "words",
        "lists",
        "lists/*/*/word",
        "free",
    ]


def test_names_and_kinds() -> None:
    """A model is found by its class or its kind's name; other values are refused and not shown."""
    assert model_of("caas.onboarding").cls is pk.caas.OnboardingRequest
    assert {"caas.onboarding", "caas.masters", "uaekyc.customer-data"} <= set(pk.kinds())
    assert len(set(pk.kinds())) == len(pk.kinds())
    for kind in pk.kinds():
        assert model_of(kind).kind == kind
    with pytest.raises(ValueError, match=re.escape("no kind caas.nothing;")):
        model_of("caas.nothing")
    with pytest.raises(ValueError, match=re.escape("no kind ?;")):
        model_of("Some Body")
    for other, name in ((int, "int"), (5, "int"), ({"x": 1}, "dict")):
        wrong: Any = other
        with pytest.raises(TypeError, match=f"{name} is not a class made with"):
            model_of(wrong)


def test_a_subclass_is_no_model() -> None:
    """A class that only inherits from a model has no declaration of its own."""

    class Heir(Inner):
        pass

    with pytest.raises(TypeError, match="Heir is not a class"):
        model_of(Heir)


def test_two_models_of_one_kind() -> None:
    """A kind belongs to one class."""
    with pytest.raises(ValueError, match="two models of the kind"):
        register(model_of("caas.onboarding"))


def test_a_kind_of_a_system_is_taken_before_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of one's own cannot have a kind of payloadkit, whichever is loaded first."""
    monkeypatch.setattr(registry, "_KINDS", {})
    with pytest.raises(ValueError, match="two models of the kind"):
        pk.model(kind="caas.onboarding")(type("Own", (), {"__module__": __name__}))


def test_two_lines_of_one_key() -> None:
    """A key belongs to one line."""
    with pytest.raises(TypeError, match="one key"):

        @pk.model()
        class Twice:
            name: str = text(3, doc="name")
            other: str = text(3, key="name", doc="another name")


def test_local_classes_and_types() -> None:
    """A model may stand inside a function and use names that are known only there."""

    @pk.model()
    class Local:
        name: str = text(3, doc="name")

    @pk.model()
    class Holder:
        inside: Local | None = part(default=None, doc="object")

    assert pk.load(Holder, {"inside": {"name": "abc"}}).inside == Local(name="abc")


def test_classes_keep_their_own_methods() -> None:
    """Methods, properties and docstrings of a class stay."""

    @pk.model()
    class Greeting:
        """A greeting."""

        name: str = text(3, doc="name")

        @property
        def loud(self) -> str:
            """The name in capitals."""
            return self.name.upper()

    assert Greeting(name="abc").loud == "ABC"
    assert (Greeting.__doc__ or "").startswith("A greeting.\n")


def test_empty_model() -> None:
    """A class without lines is a model of an empty object."""

    @pk.model()
    class Nothing:
        """Nothing."""

    assert pk.dump(Nothing()) == b"{}"
    assert told(pk.check(Nothing, {"x": 1})) == [("/x", "field.unknown", "error")]


def declared(annotation: str, line: object) -> None:
    """Make a model of one line."""
    MODEL()(
        type(
            "Odd",
            (),
            {"__annotations__": {"line": annotation}, "line": line, "__module__": __name__},
        )
    )


def test_lines_that_do_not_agree(subtests: pytest.Subtests) -> None:
    """A line without a helper, or whose annotation contradicts its helper, raises TypeError."""
    cases: list[tuple[str, object]] = [
        ("str", "a default"),
        ("str", attrs.field()),
        ("int", text(3, doc="a text for an int")),
        ("str", integer(doc="a number for a text")),
        ("str", day(doc="a date for a text")),
        ("str | None", text(3, doc="no default")),
        ("str", text(3, default=None, doc="no None")),
        ("list[str]", many(Text(3), doc="a list")),
        ("tuple[int, ...]", many(Text(3), doc="of other elements")),
        ("str", many(Text(3), doc="no tuple")),
        ("int", part(doc="no model")),
        ("tuple[int, ...]", many(doc="of no model")),
        ("dict[str, tuple[Inner, ...]]", keyed(doc="no Mapping")),
        ("Mapping[str, tuple[int, ...]]", keyed(doc="of no model")),
    ]
    for annotation, line in cases:
        with (
            subtests.test(annotation=annotation, line=line),
            pytest.raises(TypeError, match=r"^line: "),
        ):
            declared(annotation, line)


def test_lines_that_agree() -> None:
    """The same lines are fine once both sides say the same."""
    declared("str", text(3, doc="a text"))
    declared("date | str | None", day(default=None, doc="a date that may stay a text"))
    declared("tuple[Inner, ...]", many(doc="objects"))


@pytest.mark.parametrize("sure", ["", "E", "AB", "A/", "A/E", "a"])
def test_marks(sure: str) -> None:
    """A mark is A to D, for the limit and behind a slash for being mandatory."""
    with pytest.raises(ValueError, match="sure"):
        Declaration(rule=Rule(), doc="x", sure=sure)


def test_models_are_attrs_classes() -> None:
    """A model is an attrs class whose fields are its lines and ``extra``."""
    cls: Any = Outer
    assert attrs.has(cls)
    assert [field.name for field in attrs.fields(cls)] == [
        "plain",
        "odd",
        "null",
        "one",
        "several",
        "words",
        "lists",
        "free",
        "nulls",
        "extra",
    ]
    assert all(field.kw_only for field in attrs.fields(cls))
    assert Outer(plain="a") == Outer(plain="a") != Outer(plain="b")
    assert isinstance(pk.load(Outer, {"plain": "a", "not-before-policy": 0}).odd, int)
    assert date.min.year == 1


@pytest.mark.parametrize(
    "package",
    [pk, airpay, azakaw, caas, uaekyc, pk.images, strategies],
    ids=lambda one: one.__name__,
)
def test_public_names_are_loaded_when_they_are_used(package: Any) -> None:
    """Every public name of a package is there and listed; another one is an AttributeError."""
    assert set(package.__all__) <= set(dir(package))
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_hints_resolve() -> None:
    """The annotations of a model are types that anybody can resolve."""
    hints = typing.get_type_hints(caas.Address)

    assert hints["po_box"] == str | None
    attrs.resolve_types(typing.cast("Any", caas.Address))


def test_kinds_have_one_order() -> None:
    """The four systems come first, whichever was imported before."""
    systems = [kind.partition(".")[0] for kind in pk.kinds() if kind.partition(".")[0] in SYSTEMS]

    assert systems == sorted(systems, key=SYSTEMS.index)
    assert list(pk.kinds())[: len(systems)] == [
        kind for kind in pk.kinds() if kind.partition(".")[0] in SYSTEMS
    ]


@pk.model(source="above", across=(Needs(("first",)),))
class Above:
    """A model that others extend."""

    first: str | None = text(5, default=None, doc="First")
    second: str = text(5, personal=True, doc="Second")


@pk.model()
class Below(Above):
    """One that extends it, declares a field anew and adds another."""

    first: str | None = text(9, default=None, doc="First, longer")
    third: int = integer(doc="Third")


def test_a_model_extends_another() -> None:
    """A model that extends another has its fields first, its rules and its source."""
    known = model_of(Below)
    assert [(field.name, field.declared.doc) for field in known.fields] == [
        ("first", "First, longer"),
        ("second", "Second"),
        ("third", "Third"),
    ]
    assert (known.source, known.across, known.tolerant) == ("above", model_of(Above).across, False)
    made = Below(first="123456789", second="x", third=1)
    assert isinstance(made, Above)
    assert (repr(made), pk.to_dict(made)) == (
        "Below(second=<hidden>, first='123456789', third=1)",
        {"first": "123456789", "second": "x", "third": 1},
    )
    assert pk.replace(made, third=2).third == 2
    assert [(found.path, found.code) for found in pk.check(Below, {"second": "x"}).violations] == [
        ("/first", "field.missing"),
        ("/third", "field.missing"),
    ]
    assert [
        (found.path, found.code)
        for found in pk.check(Above, {"first": "123456", "second": "x"}).violations
    ] == [("/first", "text.too_long")]


def test_a_model_extends_an_answer() -> None:
    """What extends an answer is one, and reads its documents' own form."""

    @pk.model()
    class Rows(uaekyc.MigrationCsv):
        """The file as it is."""

    @pk.model(source="mine")
    class Profile(uaekyc.CustomerData):
        """A profile and a note."""

        note: str | None = text(default=None, doc="A note")

    assert (model_of(Rows).codec, model_of(Profile).tolerant, model_of(Profile).source) == (
        model_of(uaekyc.MigrationCsv).codec,
        True,
        "mine",
    )


def test_a_model_may_be_stricter_than_what_it_extends() -> None:
    """An answer's fields serve a request too."""

    @pk.model(tolerant=False)
    class Strict(uaekyc.Passport):
        """A passport to send."""

    assert (model_of(uaekyc.Passport).tolerant, model_of(Strict).tolerant) == (True, False)
    assert [found.code for found in pk.check(Strict, {"odd": 1}).errors] == ["field.unknown"]


def test_a_model_keeps_extra_to_itself() -> None:
    """No field takes the name under which unknown keys are kept."""
    with pytest.raises(TypeError, match="extra"):

        @pk.model()
        class Extra:
            """A field of that name."""

            extra: str = text(5, doc="Something")


def test_a_listener_is_called_once() -> None:
    """A listener that is added twice is called once for each model."""
    classes: list[type] = []
    on_register(classes.append)
    on_register(classes.append)

    @pk.model()
    class Late:
        """A model made later."""

        word: str = text(5, doc="A word")

    assert classes.count(uaekyc.Passport) == classes.count(Late) == 1
