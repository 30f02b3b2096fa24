"""The code that fills objects, for models and rules of a tenant's own: it believes what a rule says is clean, and asks whatever changes without saying so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date  # noqa: TC003 - read at run time by the models
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.fields import (
    METADATA,
    anything,
    base64,
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
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import Base64
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.containers import Many, Part
from payloadkit.rules.dates import Day
from payloadkit.rules.iso import Country
from payloadkit.rules.numbers import Integer, Label
from payloadkit.rules.phone import Phone
from payloadkit.rules.rule import Across, Clean, Rule
from payloadkit.rules.text import Text
from payloadkit.violation import Fault
from tests.documents import POLICY, TODAY, image, masters
from tests.thoroughly import glanced, same, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
MODEL: Any = pk.model
LIST: Any = tuple
TEXTS: Any = Label.python
REFUSED = Fault("number.range", "This one is refused.")


def refusing(*values: object) -> Any:
    """Return a check that has something against some values, and nothing against any other."""

    def check(_self: Rule, value: object, _policy: pk.Policy) -> Iterator[Fault]:
        if value in values:
            yield REFUSED

    return check


def of(declared: Any, annotation: Any = None) -> type:
    """Return a model of one line; without an annotation it is of the type that the rule says."""
    if annotation is None:
        python = declared.metadata[METADATA].rule.python
        annotation = python | None if declared._default is None else python
    made: type = MODEL()(
        type(
            "Own",
            (),
            {"__annotations__": {"own": annotation}, "__module__": __name__, "own": declared},
        )
    )
    return made


def told(cls: type, raw: str, policy: pk.Policy = POLICY) -> list[str]:
    """Return the codes of a document, which are the same as a text, as bytes and as a Mapping, with the fast reading and without."""
    report = same(cls, raw, policy)
    assert shape(same(cls, raw.encode(), policy).value) == shape(report.value)
    if not any(found.code.startswith("json.") for found in report.violations):
        assert [found.code for found in same(cls, json.loads(raw), policy).violations] == [
            found.code for found in report.violations
        ]
    return [found.code for found in report.violations]


class Size(StrEnum):
    """A word of an open list."""

    SMALL = "small"
    BLANK = ""
    HIDDEN = "hid\u200bden"


CHANGED: dict[str, tuple[type[Rule], tuple[Any, ...], Any]] = {
    "text": (Text, (9,), "word"),
    "phone": (Phone, (), "+971501234567"),
    "country": (Country, (), "AE"),
    "integer": (Integer, (), 7),
    "day": (Day, ("any",), "2024-02-29"),
    "choice": (Choice, (("a", "b"),), "a"),
    "open choice": (OpenChoice, (Size,), "small"),
    "base64": (Base64, (), image()["base64_data"]),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_rule_that_changes_its_check_is_asked_by_it(name: str) -> None:
    """A subclass with a check of its own is asked, whatever it inherits of what is clean; the other values are read fast."""
    cls, given, value = CHANGED[name]
    rule = type("Own", (cls,), {"check": refusing(value)})(*given)
    own, raw = of(field(rule)), json.dumps({"own": value})
    assert told(own, raw) == ["number.range"]
    assert glanced(own, raw, POLICY) is None
    other = json.dumps({"own": 8 if cls is Integer else "any other"})
    assert told(own, other) == []
    assert glanced(own, other, POLICY) is not None


@pytest.mark.parametrize("name", CHANGED)
def test_a_rule_that_changes_its_reading_is_read_by_it(name: str) -> None:
    """A subclass that makes another value of the same text is read so."""
    cls, given, value = CHANGED[name]
    rule = type("Own", (cls,), {"read": lambda _, plain: ("read", plain)})(*given)
    own, raw = of(field(rule)), json.dumps({"own": value})
    assert told(own, raw) == []
    assert pk.load(own, raw, POLICY).own == ("read", value)


@pytest.mark.parametrize("name", [name for name in CHANGED if name != "integer"])
def test_a_rule_that_changes_its_types_is_read_by_them(name: str) -> None:
    """A subclass whose plain values are flags takes no text, and one whose values are of two types has no fast reading."""
    cls, given, value = CHANGED[name]
    flags = of(
        field(
            type("Own", (cls,), {"json": (bool,), "check": Rule.check, "read": Rule.read})(*given)
        )
    )
    assert told(flags, json.dumps({"own": value})) == ["field.type"]
    assert told(flags, '{"own":true}') == []
    both = of(field(type("Own", (cls,), {"json": (str, float)})(*given)))
    assert told(both, json.dumps({"own": value})) == []
    assert glanced(both, json.dumps({"own": value}), POLICY) is None


def test_a_rule_that_says_what_is_clean_is_believed() -> None:
    """A subclass with a clean of its own is not asked again, unless a further one changes its check."""

    class Believed(Text):
        check = refusing("a", "b")

        def clean(self, policy: pk.Policy) -> Clean | None:
            return Clean(str, ("a",))

    class Asked(Believed):
        check = refusing("a")

    for rule, expected in ((Believed(), True), (Asked(), False)):
        assert (glanced(of(field(rule)), '{"own":"a"}', POLICY) is not None) is expected
    assert told(of(field(Asked())), '{"own":"a"}') == ["number.range"]
    assert glanced(of(field(Believed())), '{"own":"b"}', POLICY) is None


def test_a_number_among_texts_is_counted_as_one() -> None:
    """Where only the numbers of a rule are clean, a key that stands twice is still found."""

    class Either(Rule):
        json: ClassVar[tuple[type, ...]] = (str, int)

        def clean(self, policy: pk.Policy) -> Clean | None:
            return Clean(int)

    own = of(field(Either()))
    assert glanced(own, '{"own":1}', POLICY) is not None
    assert told(own, '{"own":1,"own":1}') == ["json.duplicate_key"]


def test_what_a_check_gives_is_looked_at_whatever_it_is() -> None:
    """A check that returns a list is a check."""
    lists: Any = type(
        "Lists", (Rule,), {"check": lambda _, value, __: [REFUSED] if value == "a" else []}
    )
    assert [told(of(field(lists())), raw) for raw in ('{"own":"a"}', '{"own":"b"}')] == [
        ["number.range"],
        [],
    ]


def _enum(word: str) -> Any:
    return StrEnum("Own", {"ODD": word, "X": "x"})


@pytest.mark.parametrize("word", ["", " ", "\u00a0", "\u200b", "a\x00", "a\tb", "a\n"])
def test_words_are_screened_as_texts_are(word: str) -> None:
    """A word of a list that is blank, or has characters that no text should have, is told of as it is in a free text."""
    raw = json.dumps({"own": word})
    for rule in (Choice((word, "x")), OpenChoice(_enum(word))):
        own = of(field(rule))
        assert told(own, raw)
        assert glanced(own, raw, POLICY) is None
        assert told(own, '{"own":"x"}') == []
        assert glanced(own, '{"own":"x"}', POLICY) is not None
        told(of(field(rule, blank=True)), raw)


def test_words_of_an_enum_and_no_words() -> None:
    """Members of an enum are words like others, and of no words none is known."""
    own = of(choice(Size.SMALL, "large"))
    assert told(own, '{"own":"small"}') == []
    assert glanced(own, '{"own":"small"}', POLICY) is not None
    for nothing in (of(choice()), of(choice(""))):
        assert told(nothing, '{"own":"small"}') == ["choice.unknown"]
        assert glanced(nothing, '{"own":"small"}', POLICY) is None


@pytest.mark.parametrize("raw", ['{"own":""}', '{"own":" "}', '{"own":"5"}', '{"own":null}', "{}"])
@pytest.mark.parametrize(
    "said", [{}, {"blank": True}, {"default": None}, {"default": None, "blank": True}], ids=str
)
def test_blanks(raw: str, said: dict[str, Any]) -> None:
    """An empty text stays as it came where the documents show it, whatever a rule would make of it."""

    class Number(Rule):
        python: ClassVar[type] = int
        check = refusing(" ")

        def read(self, value: str) -> object:
            return int(value) if value.isdigit() else value

    class Sharp(Number):
        def read(self, value: str) -> object:
            return value[0]

    rules = (
        Number(),
        Sharp(),
        Text(3),
        Text(minimum=2),
        Day("any"),
        Country(),
        OpenChoice(Size),
        Choice(("5", "")),
        Phone(),
        Base64(),
        Integer(),
    )
    for rule in rules:
        told(of(field(rule, **said)), raw)


def test_nought_and_false_are_no_blanks() -> None:
    """Where an empty text is shown in the documents, a number or a flag is asked all the same."""
    for json_type, value, other in ((int, 0, 1), (bool, False, True)):
        rule = type("Own", (Rule,), {"json": (json_type,), "check": refusing(value)})()
        own = of(field(rule, blank=True))
        assert [told(own, json.dumps({"own": one})) for one in (value, other)] == [
            ["number.range"],
            [],
        ]
    listed = of(integer(listing="professions", blank=True))
    for policy, codes in (
        (pk.Policy(today=TODAY, masters=masters()), ["master.unknown"]),
        (POLICY, []),
    ):
        assert told(listed, '{"own":0}', policy) == codes


@pytest.mark.parametrize("least", [0, -(2**70), 2**63 - 1, 5])
@pytest.mark.parametrize("most", [2**63 - 1, 2**64, 2**70, 5])
def test_numbers_beyond_64_bits(least: int, most: int) -> None:
    """Bounds wider than any number of a document change nothing."""
    own = of(integer(least, max(least, most)))
    for value in (0, 5, -1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**69):
        told(own, json.dumps({"own": value}))
    assert told(own, '{"own":5.0}') == ["field.type"]


@pytest.mark.parametrize(
    "key",
    [
        'a"b',
        '"',
        "a\\b",
        "a\nb",
        "\x00",
        "é",
        "a b",
        "not-before-policy",
        "\U0001f600",
        "class",
        "None",
        "own",
        "1",
        "*",
        "/",
        "~",
    ],
)
def test_keys_of_any_kind(key: str) -> None:
    """A key may be anything that JSON can write."""
    own = of(text(3, key=key))
    for ascii_only in (True, False):
        assert told(own, json.dumps({key: "abc"}, ensure_ascii=ascii_only)) == []
        assert told(own, json.dumps({key: "abcd"}, ensure_ascii=ascii_only)) == ["text.too_long"]
        assert told(own, json.dumps({f"{key}_": "abc"}, ensure_ascii=ascii_only)) == [
            "field.missing",
            "field.unknown",
        ]
    assert (glanced(own, json.dumps({key: "abc"}), POLICY) is None) == (
        not key.isprintable() or '"' in key or "\\" in key
    )


@pk.model()
class Names:
    """Fields that are called like what the code calls its own."""

    x: str = text(doc="a text")
    o: str | None = text(default=None, doc="a text")
    q: int = integer(doc="a number")
    s: bool = flag(doc="a flag")
    path: str | pk.Null | None = text(default=None, doc="a text")
    reading: str | pk.Null = text(doc="a text")
    files: tuple[str, ...] = many(Text(3), at_least=1, at_most=2, doc="texts")
    quotes: tuple[int, ...] | None = many(Integer(), default=None, doc="numbers")
    items: int = integer(doc="a number")
    f0: str | None = text(default=None, doc="a text")
    c20: str | None = text(default=None, doc="a text")
    new: date | None = day(default=None, doc="a day")
    left: str | None = country(default=None, doc="a country")
    found: str | None = phone(default=None, doc="a phone")
    none: Size | str | None = open_choice(Size, default=None, doc="a word")


WHOLE: dict[str, Any] = {
    "x": "a", "o": "b", "q": 0, "s": False, "path": None, "reading": None, "files": ["a", "b"], "quotes": [1], "items": 2, "f0": "c", "c20": "d",
    "new": "2024-02-29", "left": "AE", "found": "+971501234567", "none": "small",
}  # fmt: skip
VALUES: tuple[Any, ...] = (
    None,
    "",
    " ",
    "a",
    "abcd",
    0,
    1.5,
    True,
    [],
    ["a"],
    ["abcd"],
    [""],
    [None],
    ["a", "b", "c"],
    [0],
    [[]],
    {},
    {"a": 1},
    "AE",
    "small",
    2**63,
)


def test_names_do_not_meet() -> None:
    """Nothing that a field is called comes in the code's way."""
    raw = json.dumps(WHOLE)
    assert told(Names, raw) == []
    assert pk.to_dict(glanced(Names, raw, POLICY)) == WHOLE


@given(
    st.dictionaries(st.sampled_from(list(WHOLE)), st.sampled_from(VALUES), max_size=3),
    st.sets(st.sampled_from(list(WHOLE)), max_size=3),
)
def test_any_value_in_any_field(changes: dict[str, Any], gone: set[str]) -> None:
    """Whatever stands where, absent, null, blank, too many or of another type: the readings agree."""
    told(
        Names,
        json.dumps({key: value for key, value in (WHOLE | changes).items() if key not in gone}),
    )


@pk.model()
class One:
    """A number."""

    one: int = integer(doc="a number")


@pytest.mark.parametrize("elements", range(5))
@pytest.mark.parametrize(("least", "most"), [(0, None), (1, None), (2, 3), (0, 1)])
def test_bounds_of_lists(elements: int, least: int, most: int | None) -> None:
    """A list is as long as it may be, of texts as of objects."""
    for declared, annotation, element in (
        (many(Text(3), at_least=least, at_most=most), tuple[str, ...], "abc"),
        (many(at_least=least, at_most=most), tuple[One, ...], {"one": 1}),
    ):
        own = of(declared, annotation)
        raw = json.dumps({"own": [element] * elements})
        expected = ["list.too_short"] * (elements < least) or ["list.too_long"] * (
            most is not None and elements > most
        )
        assert told(own, raw) == expected
        assert (glanced(own, raw, POLICY) is None) == bool(expected)


@pk.model()
class File:
    """A file."""

    data: str = base64(doc="a file")


@pk.model()
class Word:
    """A text under the key that is a file's elsewhere."""

    data: str = text(4, doc="a text")


@pk.model()
class Mixed:
    """A key that is a file in one place and a text in another, and a part in several."""

    file: File | None = part(default=None, doc="a file")
    word: Word | None = part(default=None, doc="a text")
    words: tuple[Word, ...] | None = many(default=None, doc="texts")


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (",", " : ")], ids=str)
@pytest.mark.parametrize("word", ["AA==", "!0", "!1", "abcde", "", "é"])
def test_a_key_that_is_a_file_only_somewhere(separators: tuple[str, str], word: str) -> None:
    """A text keeps its value where its key is a file's elsewhere, and the file keeps its own."""
    for document in (
        {"word": {"data": word}},
        {"file": {"data": "AA=="}, "word": {"data": word}},
        {"words": [{"data": word}], "file": {"data": word}},
    ):
        told(Mixed, json.dumps(document, separators=separators, ensure_ascii=False))


@pytest.mark.parametrize(
    "limits",
    [
        {"/word/data": 2},
        {"/words/*/data": 2},
        {"/words/*/data": 9},
        {"/word/data": 9, "/words/*/data": 1},
    ],
    ids=str,
)
def test_limits_hold_where_they_are_set(limits: Mapping[str, int]) -> None:
    """A part that stands in several places has a limit only on the path that is named."""

    @pk.model(kind="own.limited")
    class Limited(Mixed):
        """The same with a name, which limits need."""

    policy = pk.Policy(
        today=TODAY, limits={"own.limited": limits, "caas.onboarding": {"/first_name": 1}}
    )
    for length in range(1, 11):
        found = told(
            Limited,
            json.dumps({"word": {"data": "a" * length}, "words": [{"data": "a" * length}]}),
            policy,
        )
        assert found == ["text.too_long"] * sum(
            length > limits.get(path, 4) for path in ("/word/data", "/words/*/data")
        )
        assert told(Word, '{"data":"aaa"}', policy) == []


class Lax(Base64):
    """A file, as base64 or as a data URI."""

    def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
        """Report whatever is neither."""
        if not value.startswith("data:"):
            yield from super().check(value, policy)


@pytest.mark.parametrize(
    "file",
    [
        "data:image\\/png;base64,AAAA",
        "data:\\u0022",
        "data:\n",
        "data:\u00e9",
        "data:a",
        "AA==",
        "AA\\u003d=",
        "!0",
        "data:!0",
    ],
)
def test_a_file_with_a_check_of_its_own_is_read_as_a_text(file: str) -> None:
    """Where a check welcomes more than base64, escapes are undone and control characters found."""

    @pk.model()
    class Both:
        own: str = field(Lax(), doc="a file")
        data: File | None = part(default=None, doc="a file")

    for raw in (
        f'{{"own":"{file}"}}',
        f'{{"own":"{file}","data":{{"data":"AA=="}}}}',
        f'{{"data":{{"data":"AA=="}},"own": "{file}"}}',
    ):
        told(Both, raw)


class Even(Part):
    """An object with an even number."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("number.range",)

    def check(self, value: Mapping[str, Any], policy: pk.Policy) -> Iterator[Fault]:
        """Report an odd one."""
        if value.get("one") == 1:
            yield REFUSED


@attrs.frozen(repr=False)
class Different(Many):
    """A list of different things."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("id.duplicate",)

    def check(self, value: list[Any], policy: pk.Policy) -> Iterator[Fault]:
        """Report things that are the same."""
        if any(one == two and type(one) in (dict, str) for one, two in pairwise(value)):
            yield Fault("id.duplicate", "Two of them are the same.")


def test_parts_and_lists_that_check_more() -> None:
    """An object or a list with a check of its own is asked, with the plain value that it expects."""
    odd, even = {"one": 1}, {"one": 2}
    for rule, annotation, sound, broken, code in (
        (Even(), One, even, odd, "number.range"),
        (Many(Even()), tuple[One, ...], [even, even], [even, odd], "number.range"),
        (Different(), tuple[One, ...], [odd, even], [odd, odd], "id.duplicate"),
        (Different(Text()), tuple[str, ...], ["a", "b"], ["a", "a"], "id.duplicate"),
    ):
        own = of(field(rule), annotation)
        assert told(own, json.dumps({"own": sound})) == []
        assert told(own, json.dumps({"own": broken})) == [code]


def test_what_has_no_fast_reading() -> None:
    """Lists of lists, lists by name, texts that may be numbers, and what nobody knows leave a kind to the thorough reading, and so does a part that has one."""
    for declared, annotation, value in (
        (many(Many(Text())), tuple[LIST, ...], [["a"], []]),
        (many(Label()), tuple[TEXTS, ...], ["a", 1]),
        (keyed(), Mapping[str, tuple[One, ...]], {"a": [{"one": 1}]}),
        (label(), None, 1),
        (anything(), None, [1]),
    ):
        own = of(declared, annotation)
        raw = json.dumps({"own": value})
        assert told(own, raw) == []
        for cls, around in (
            (own, raw),
            (of(part(), own), f'{{"own":{raw}}}'),
            (of(many(), tuple[own, ...]), f'{{"own":[{raw}]}}'),
        ):  # type: ignore[valid-type]
            assert told(cls, around) == []
            assert glanced(cls, around, POLICY) is None


def test_a_model_that_extends_another() -> None:
    """The fields of both are read, in place where one is declared anew, and so are rules across them."""

    class Same(Across):
        def check(
            self, holder: object, sound: Callable[[object, str], Any], policy: pk.Policy
        ) -> Iterator[Fault]:
            if sound(holder, "a") == sound(holder, "b"):
                yield Fault("country.same", "They are the same.", at=("b",))

    @MODEL(across=(Same(),))
    class Above:
        a: str = text(3, doc="a text")
        b: str | None = text(3, default=None, doc="a text")

    @MODEL()
    class Below(Above):
        b: str = text(1, doc="a text")
        c: One = part(doc="a number")

    for cls, document, codes in (
        (Above, {"a": "abc"}, []),
        (Above, {"a": "abc", "b": "abc"}, ["country.same"]),
        (Below, {"a": "abc", "b": "b", "c": {"one": 1}}, []),
        (Below, {"a": "b", "b": "b", "c": {"one": 1}}, ["country.same"]),
        (Below, {"a": "abc", "b": "bc", "c": {"one": 1}}, ["text.too_long"]),
    ):
        assert told(cls, json.dumps(document)) == codes
        assert (glanced(cls, json.dumps(document), POLICY) is None) == bool(codes)
    assert type(glanced(Below, '{"a":"abc","b":"b","c":{"one":1}}', POLICY)).__mro__ == (
        Below,
        Above,
        object,
    )


def test_a_model_of_nothing() -> None:
    """An object of no fields is one."""
    empty = MODEL()(type("Empty", (), {"__module__": __name__}))
    assert told(empty, "{}") == []
    assert glanced(empty, " { } ", POLICY) == empty()
    assert told(empty, '{"a":1}') == ["field.unknown"]
    assert model_of(empty).fields == ()
