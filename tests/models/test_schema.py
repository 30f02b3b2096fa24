"""JSON Schema of the models; tests/rules/test_agreement.py compares it with the check."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import country, field, label, many, part, text
from payloadkit.models.decorator import model
from payloadkit.models.registry import model_of
from payloadkit.models.schema import keywords
from payloadkit.rules.containers import Part
from payloadkit.rules.dates import Day
from payloadkit.rules.text import Text
from payloadkit.strategies import payloads
from payloadkit.strategies.places import changed
from tests.documents import TODAY, minimal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.rule import Schema
    from payloadkit.rules.values import Path

LIMITED = pk.Policy(
    limits={
        "caas.onboarding": {"/address_list/*/city": 4, "/customer_classification/employer_name": 5}
    }
)
POLICY = pk.Policy(today=TODAY, images="off")
# What may stand anywhere in a document by mistake.
STRAY: tuple[object, ...] = (
    None,
    "",
    " ",
    "a\nb",
    -1,
    2**70,
    True,
    1.5,
    [],
    [None],
    [""],
    {},
    {"k": [None]},
    "x" * 700,
)
# What errs and no JSON Schema can say of these values: what a text holds as JSON.
UNSAID = {"json.encoding", "json.invalid"}
ONE = settings(
    max_examples=1,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


@attrs.frozen(repr=False)
class Unscreened(Text):
    """A text whose characters nobody looks at."""

    screened = False


@model(source="a page")
class Words:
    """Values that no kind has as they are here."""

    number: str | int = label(doc="A number or its text")
    nick: str = text(9, blank=True, doc="May be empty, not blank")
    raw: str = field(Unscreened(9), doc="Any characters")
    home: str | None = country(
        default=None, blank=True, source="a call", doc="A country, or an empty text"
    )
    tags: tuple[str, ...] | None = many(
        Text(9), default=None, source="a page", doc="Words, none of them empty"
    )
    rest: str | None = field(Unscreened(9), default=None, doc="Any characters or none")


WORDS = {"number": 1, "nick": "a", "raw": "b", "home": "AE", "tags": ["c"], "rest": "d"}


def valid(document: dict[str, Any], policy: pk.Policy | None = None) -> bool:
    """Tell whether an independent validator accepts a document."""
    return bool(Draft202012Validator(pk.json_schema("caas.onboarding", policy)).is_valid(document))


def objects(schema: Schema) -> Iterator[Schema]:
    """Yield the schemas of a document's object and of those inside it."""
    yield schema
    yield from schema.get("$defs", {}).values()


def places(value: object, above: Path = ()) -> Iterator[Path]:
    """Yield the path tokens of everything inside a plain value."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for token, item in inside:
        yield (*above, token)
        yield from places(item, (*above, token))


def test_head_names_the_kind() -> None:
    """A schema says its dialect, its kind and its class, whether asked by name or by class."""
    schema = pk.json_schema("caas.onboarding")

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:payloadkit:caas.onboarding"
    assert schema["title"] == "OnboardingRequest"
    assert schema == pk.json_schema(caas.OnboardingRequest)
    assert pk.json_schema(caas.Address)["$id"] == "urn:payloadkit:Address"


def test_everything_is_described(subtests: pytest.Subtests) -> None:
    """Every object has a title, a description and a source; every field a description."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            schema = pk.json_schema(kind)
            declared = [
                model_of(kind),
                *(
                    model_of(found.part)
                    for _, found in model_of(kind).walk()
                    if found.part is not None
                ),
            ]

            assert {found["title"] for found in objects(schema)} == {
                found.cls.__name__ for found in declared
            }
            for found in objects(schema):
                assert found["description"]
                assert found["x-source"]
                for entry in found["properties"].values():
                    assert entry["description"]
                    assert entry["x-sure"]
                    assert entry.get("x-source") != found["x-source"]


def test_a_field_of_another_source_says_so() -> None:
    """The source of the class is that of its fields, but for those that name another one."""
    schema = pk.json_schema(Words)

    assert schema["x-source"] == "a page"
    assert {key for key, entry in schema["properties"].items() if "x-source" in entry} == {"home"}


def test_marks_are_annotations() -> None:
    """A limit that is a guess is an annotation, a sure one a keyword."""
    address = pk.json_schema("caas.onboarding")["$defs"]["Address"]["properties"]

    assert address["street_name"]["x-max-length"] == 255
    assert "maxLength" not in address["street_name"]
    assert address["city"]["maxLength"] == 60


def test_what_only_warns_in_an_answer_is_an_annotation() -> None:
    """The schema of a tolerant kind describes formats, words and lengths without enforcing them."""
    schema = pk.json_schema("uaekyc.customer-data")
    birth = schema["$defs"]["PersonalInfo"]["properties"]["dateOfBirth"]

    assert birth["x-format"] == "date"
    assert {"type", "description"} < set(birth)
    assert not {"format", "pattern", "maxLength"} & set(birth)
    assert pk.json_schema("caas.masters")["$defs"]["MasterCode"]["x-required"]
    assert not any("required" in found for found in objects(schema))


def test_keywords_of_a_rule() -> None:
    """A rule's keywords are those of its schema, or annotations where it only warns."""
    assert keywords(Part()) == {"type": "object"}
    assert keywords(Text(5)) == {"type": "string", "maxLength": 5}
    assert keywords(Text(5, "D"), tolerant=True) == {"type": "string", "x-max-length": 5}
    assert set(keywords(Day(), tolerant=True)) == {"type", "x-format", "x-pattern", "x-max-length"}


def test_a_guess_that_a_field_is_mandatory_is_an_annotation() -> None:
    """What is mandatory for sure is required; a guess is told beside it."""

    @model()
    class Guessed:
        """A sure field and a guess."""

        sure: str = text(9, sure="A/A", doc="There")
        guess: str = text(9, sure="A/D", doc="Perhaps there")

    schema = pk.json_schema(Guessed)

    assert (schema["required"], schema["x-required"]) == (["sure"], ["guess"])


def test_limits_below_lists_are_stated_in_place() -> None:
    """A tenant's limit below a list or an object is in the schema, and only there."""
    address = minimal()["address_list"][0]
    long_city = {**minimal(), "address_list": [{**address, "city": "Sharjah"}]}
    long_employer = {**minimal(), "customer_classification": {"employer_name": "Pearls"}}

    assert valid(long_city)
    assert valid(long_employer)
    assert not valid(long_city, LIMITED)
    assert not valid(long_employer, LIMITED)
    assert valid(minimal(), LIMITED)


def test_a_limit_without_a_field_is_refused() -> None:
    """A limit at a path that no field has is a ValueError."""
    with pytest.raises(ValueError, match="limits"):
        pk.json_schema("caas.onboarding", pk.Policy(limits={"caas.onboarding": {"/nowhere": 1}}))


def test_two_classes_of_one_name_stay_two() -> None:
    """Classes of one name inside one document have a definition each."""

    def side(least: int) -> type:
        @model()
        class Side:
            """One side."""

            word: str = text(9, minimum=least, doc="A word")

        return Side

    kinds = SimpleNamespace(Left=side(1), Right=side(3))
    Left, Right = kinds.Left, kinds.Right  # noqa: N806 - classes

    @model()
    class Both:
        """Both sides."""

        left: Left = part(doc="One")  # type: ignore[valid-type] # made above
        right: Right = part(doc="The other")  # type: ignore[valid-type] # made above

    judge = Draft202012Validator(pk.json_schema(Both))

    assert judge.is_valid({"left": {"word": "a"}, "right": {"word": "abc"}})
    assert not judge.is_valid({"left": {"word": "a"}, "right": {"word": "a"}})


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
@ONE
def test_what_is_put_anywhere_by_mistake_is_refused_where_it_errs(
    kind: str, data: st.DataObject
) -> None:
    """The schema refuses a document if and only if the check finds an error it can express."""
    judge = Draft202012Validator(pk.json_schema(kind))
    document = data.draw(payloads(kind, full=True, policy=POLICY))
    alike = {
        tuple("*" if isinstance(token, int) else token for token in path): path
        for path in places(document)
    }

    for path in alike.values():
        for stray in STRAY:
            agree(kind, judge, changed(document, path, stray))


def test_values_that_no_kind_has(subtests: pytest.Subtests) -> None:
    """Schema and check agree on kinds of values that no model has."""
    for name in list(WORDS):
        for stray in [*STRAY, ["", "a"], [" "], "AE", -(2**63), 2**63 - 1, 2**63]:
            with subtests.test(name=name, stray=repr(stray)):
                judge = Draft202012Validator(pk.json_schema(Words))

                assert judge.is_valid(WORDS)
                agree(Words, judge, {**WORDS, name: stray})


def agree(kind: str | type, judge: Any, document: dict[str, Any]) -> None:
    """Hold a schema's verdict to that of the check."""
    codes = {found.code for found in pk.check(kind, document, POLICY).errors}

    assert codes <= UNSAID if judge.is_valid(document) else codes


def test_definitions_of_one_name_are_apart() -> None:
    """Two classes of one name, and one whose name looks like the second, have a definition each."""

    def named(name: str, maximum: int) -> type:
        return pk.model(source="x")(
            type(
                name,
                (),
                {
                    "__annotations__": {"word": str},
                    "word": text(maximum, doc="A word"),
                    "__doc__": "A part.",
                },
            )
        )

    parts = {
        "first": named("Address", 1),
        "second": named("Address1", 2),
        "third": named("Address", 3),
    }
    lines = {key: part(doc="A part") for key in parts}
    whole: Any = pk.model(source="x")(
        type("Whole", (), {"__annotations__": parts, "__doc__": "All of them.", **lines})
    )
    definitions = pk.json_schema(whole)["$defs"]

    assert sorted(found["properties"]["word"]["maxLength"] for found in definitions.values()) == [
        1,
        2,
        3,
    ]
