"""The strict reading of JSON: verdicts on texts, and agreement with the standard library."""

from __future__ import annotations

import decimal
import json
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from payloadkit.models.codec import Place, Unreadable
from payloadkit.rules.values import OutOfRange, Path
from payloadkit.wire.places import locate, walk_order
from payloadkit.wire.scanner import scan
from payloadkit.wire.text import Scanned, decode, line_column, line_columns
from tests.json_texts import BROKEN, BROKEN_BYTES, OUT_OF_RANGE, SOUND

if TYPE_CHECKING:
    import random

MEBIBYTE = 1024 * 1024
KEYS = st.text('ab\u0645"\\ \U0001f600', max_size=2)
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"[-+0-9.eE]{1,8}", fullmatch=True),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"])),
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
LAYOUTS = st.sampled_from(
    [
        {},
        {"indent": 2},
        {"separators": (",", ":")},
        {"indent": "\t", "separators": (" ,", " :\r\n")},
    ]
)
WORDS = ["true", "false", "null", "NaN", "\\n", "\\u0041", "\\ud83d", "\\ude00"]
PIECES = st.sampled_from(
    [*'[]{},:" \t\n\\/-+.0123456789eEtrufalsnd\x00\x1f\ud83d\ude00\ufeffم', *WORDS]
)


def shown(value: object) -> str:
    """Return a text that tells values and their types apart, as ``==`` does not."""
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(key)}:{shown(inner)}" for key, inner in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(shown, value)) + "]"
    return f"{(Decimal if isinstance(value, Decimal) else type(value)).__name__} {str(value)!r}"


def refuse(_word: str) -> NoReturn:
    """Refuse a NaN or an Infinity, as ``json.loads`` does when asked."""
    raise ValueError


def whole(literal: str) -> int | OutOfRange:
    """Read an integer as the strict reading does, by another way."""
    number = decimal.Decimal(literal)
    return int(literal) if -(2**63) <= number < 2**63 else OutOfRange(literal)


def surrogates(value: object) -> bool:
    """Tell whether a value holds a text that is no Unicode."""
    return any(
        "\ud800" <= character <= "\udfff"
        for character in json.dumps(value, ensure_ascii=False, default=str)
    )


def expected(text: str) -> str | None:
    """Return what the standard library reads, or None if the text is none for us."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_int=whole, parse_constant=refuse)
    except ValueError:
        return None
    repeated = json.loads(text, object_pairs_hook=list, parse_int=str)
    return None if surrogates(repeated) or surrogates(value) else shown(value)


def value_of(text: str) -> object:
    """Return the value of a text that must have one."""
    scanned = scan(text)
    assert isinstance(scanned, Scanned)
    return scanned.value


def paths_of(value: object, above: Path = ()) -> list[tuple[Path, object]]:
    """Return every path of a value with what stands there, in document order."""
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [
        (above, value),
        *(pair for token, inner in members for pair in paths_of(inner, (*above, token))),
    ]


@st.composite
def texts_with_repeats(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a JSON text whose objects repeat keys."""
    kind = draw(st.integers(0, 3)) if depth else 0
    blank = draw(st.sampled_from(["", " ", "\n\t"]))
    if kind == 0:
        return blank + json.dumps(draw(SCALARS), ensure_ascii=draw(st.booleans())) + blank
    inner = draw(st.lists(texts_with_repeats(depth=depth - 1), max_size=4))
    if kind == 1:
        return f"{blank}[{','.join(inner) or blank}]{blank}"
    keys = [blank + json.dumps(draw(KEYS), ensure_ascii=draw(st.booleans())) + blank for _ in inner]
    members = ",".join(f"{key}:{value}" for key, value in zip(keys, inner, strict=True))
    return f"{blank}{{{members or blank}}}{blank}"


def test_sound_texts(subtests: pytest.Subtests) -> None:
    """Every text that RFC 8259 and our limits allow is read, to its exact value and type."""
    for text, value in SOUND.items():
        with subtests.test(text=repr(text)):
            assert shown(value_of(text)) == shown(value)


def test_broken_texts(subtests: pytest.Subtests) -> None:
    """Every text that is none has its code, at its first fault."""
    for text, code, offset in BROKEN:
        with subtests.test(text=repr(text)):
            fault = scan(text)
            assert isinstance(fault, Unreadable)
            assert (fault.code, fault.offset) == (code, offset)
            assert (fault.line, fault.column) == line_column(text, offset)


def test_numbers_out_of_range(subtests: pytest.Subtests) -> None:
    """A number that there is no value for keeps its literal, and the document is read on."""
    for literal in OUT_OF_RANGE:
        with subtests.test(literal=literal):
            value = value_of(f'{{"a": [{literal}, 1]}}')
            assert value == {"a": [literal, 1]}
            assert "OutOfRange" in shown(value)
            assert literal not in repr(value)


@given(st.lists(PIECES, max_size=12).map("".join) | NUMBERS | NUMBERS.map("[{}]".format))
def test_same_verdict_and_value_as_the_standard_library(text: str) -> None:
    """A text without lone surrogates is read where the standard library reads it, alike."""
    scanned = scan(text)
    assert (shown(scanned.value) if isinstance(scanned, Scanned) else None) == expected(text)


@given(DOCUMENTS, LAYOUTS, st.booleans(), st.data())
def test_same_verdict_and_value_after_a_mutation(
    value: object, layout: dict[str, str], ascii_only: bool, data: st.DataObject
) -> None:
    """A document is read as it was written; changed, as the standard library reads it."""
    text = json.dumps(value, ensure_ascii=ascii_only, **layout)  # type: ignore[arg-type]
    assert shown(value_of(text)) == shown(value)
    at = data.draw(st.integers(0, len(text)))
    mutated = (
        text[:at] + data.draw(PIECES | st.just("")) + text[at + data.draw(st.integers(0, 2)) :]
    )
    scanned = scan(mutated)
    assert (shown(scanned.value) if isinstance(scanned, Scanned) else None) == expected(mutated)


@given(st.lists(PIECES, max_size=12).map("".join), texts_with_repeats(), st.integers(0, 100))
def test_the_first_fault_counts(piece: str, text: str, at: int) -> None:
    """The text before the place of a fault is sound, or only cut short."""
    fault = scan(text[:at] + piece + text[at:])
    assume(isinstance(fault, Unreadable))
    assert isinstance(fault, Unreadable)
    before = (text[:at] + piece + text[at:])[: fault.offset]
    shorter = scan(before)
    assert isinstance(shorter, Scanned) or shorter.offset == len(before)


def test_broken_bytes(subtests: pytest.Subtests) -> None:
    """Bytes that are not UTF-8, or begin with a byte order mark, say where."""
    for raw, offset, place in BROKEN_BYTES:
        with subtests.test(raw=raw, offset=offset):
            fault = decode(raw)
            assert isinstance(fault, Unreadable)
            assert (fault.code, fault.offset, (fault.line, fault.column)) == (
                "json.encoding",
                offset,
                place,
            )


@given(st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_decode_any_bytes(raw: bytes) -> None:
    """Bytes, byte arrays and views decode as the standard library decodes, or have one code."""
    decoded = decode(raw)
    assert (
        decode(bytearray(raw))
        == decode(memoryview(raw))
        == decode(memoryview(bytes(2) + raw)[2:])
        == decoded
    )
    assert decode(memoryview(b"".join(bytes([byte, 0]) for byte in raw))[::2]) == decoded
    if isinstance(decoded, str):
        assert decoded.encode() == raw
        assert not decoded.startswith("\ufeff")
    else:
        assert decoded.code == "json.encoding"
        assert (
            raw.startswith(b"\xef\xbb\xbf")
            or raw.decode(errors="replace")[decoded.offset] == "\ufffd"
        )


def test_views_of_other_formats() -> None:
    """A view of anything but plain bytes is read as the bytes that it holds."""
    assert decode(memoryview(b"[10]").cast("I")) == "[10]"
    assert decode(memoryview(b"[10]").cast("B", (2, 2))) == "[10]"


def test_repeated_keys() -> None:
    """Each repeated key is reported with its path and place, and the last value counts."""
    text = '{"a": 1, "b": [{"c": 1, "c": 2, "\\u0063": 3}], "a": {"a": 4}}'
    assert scan(text) == Scanned(
        {"a": {"a": 4}, "b": [{"c": 3}]},
        (
            (("b", 0, "c"), text.index('"c": 2')),
            (("b", 0, "c"), text.index('"\\u')),
            (("a",), text.index('"a": {')),
        ),
    )


@given(texts_with_repeats())
def test_repeated_keys_are_all_found(text: str) -> None:
    """Each pair that a dict loses is a repeated key, at its quote, in document order."""
    lost: list[int] = []

    def count(pairs: list[tuple[str, object]]) -> dict[str, object]:
        lost.append(len(pairs) - len(dict(pairs)))
        return dict(pairs)

    json.loads(text, object_pairs_hook=count)
    scanned = scan(text)
    assert isinstance(scanned, Scanned)
    assert len(scanned.duplicates) == sum(lost)
    assert all(first[1] < second[1] for first, second in pairwise(scanned.duplicates))
    assert all(
        json.JSONDecoder().raw_decode(text, offset)[0] == path[-1]
        for path, offset in scanned.duplicates
    )


def test_repeated_keys_are_bounded() -> None:
    """A document of one key over and over keeps as many repeats as asked for."""
    text = "{" + ",".join(['"a":1'] * 20_000) + "}"
    everything, some = scan(text), scan(text, duplicates=3)
    assert isinstance(everything, Scanned)
    assert isinstance(some, Scanned)
    assert len(everything.duplicates) == 10_000
    assert some == Scanned({"a": 1}, everything.duplicates[:3])


@given(texts_with_repeats())
def test_places_of_all_values(text: str) -> None:
    """The text at a path's place reads as its value, and at its key's place as the key."""
    paths = dict(paths_of(value_of(text)))
    for path, place in locate(text, paths).items():
        assert place.exact
        assert json.JSONDecoder().raw_decode(text, place.value)[0] == paths[path]
        assert place.key is None or json.JSONDecoder().raw_decode(text, place.key)[0] == path[-1]
        assert (place.key is None) == (not path or isinstance(path[-1], int))


@given(texts_with_repeats(), st.lists(st.lists(KEYS | st.integers(-1, 3), max_size=4).map(tuple)))
def test_places_of_any_paths(text: str, wanted: list[Path]) -> None:
    """A path that is not there stands where its deepest ancestor stands, and says so."""
    there = locate(text, [path for path, _ in paths_of(value_of(text))])
    for path, place in locate(text, wanted).items():
        deepest = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in there)
        assert place == Place(there[deepest].key, there[deepest].value, exact=deepest == path)


def test_places_in_a_document() -> None:
    """Keys, values, missing fields and hidden values have the places where a reader looks."""
    text = '\n{"a": {"b": 1},\n "a": {"c": [10, {}]}}'
    assert locate(
        text, [(), ("a",), ("a", "b"), ("a", "c", 1, "x"), ("a", "c", "1"), ("a", "c", 0, 0)]
    ) == {
        (): Place(None, 1),
        ("a",): Place(text.rindex('"a"'), text.index('{"c"')),
        ("a", "b"): Place(text.rindex('"a"'), text.index('{"c"'), exact=False),
        ("a", "c", 1, "x"): Place(None, text.index("{}"), exact=False),
        ("a", "c", "1"): Place(text.index('"c"'), text.index("["), exact=False),
        ("a", "c", 0, 0): Place(None, text.index("10"), exact=False),
    }
    assert locate(text, []) == {}


@given(
    DOCUMENTS,
    LAYOUTS,
    st.lists(st.lists(KEYS | st.integers(-1, 3), max_size=4).map(tuple)),
    st.randoms(use_true_random=False),
)
def test_a_value_has_the_order_of_its_text(
    value: object, layout: dict[str, str], others: list[Path], rng: random.Random
) -> None:
    """The numbers of paths sort them as the offsets in the text do, there or not."""
    wanted = [*(path for path, _ in paths_of(value)), *others]
    rng.shuffle(wanted)
    places, numbers = locate(json.dumps(value, **layout), wanted), walk_order(value, wanted)  # type: ignore[arg-type]
    assert sorted(wanted, key=lambda path: places[path].value) == sorted(
        wanted, key=numbers.__getitem__
    )
    assert len(set(numbers.values())) == len({place.value for place in places.values()})


def test_order_of_a_value_that_is_no_json() -> None:
    """A cyclic mapping with tuples and odd keys is walked only as far as the paths go."""
    value: dict[object, object] = {1: "one", "b": ({"c": 1}, 2)}
    value["a"] = value
    assert walk_order(value, [("a", "a", "b"), ("b", 0, "c"), (1,), ("b", 2), ()]) == {
        ("a", "a", "b"): 6,
        ("b", 0, "c"): 3,
        (1,): 0,
        ("b", 2): 1,
        (): 0,
    }


@given(st.text("a\n\r\xe9\u2028\U0001f600"), st.data())
def test_lines_and_columns(text: str, data: st.DataObject) -> None:
    """Line and column are those of the pieces between line feeds, one by one and many at once."""
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    found = line_columns(text, offsets)
    for offset, place in found.items():
        lines = text[:offset].split("\n")
        assert place == line_column(text, offset) == (len(lines), len(lines[-1]) + 1)
    encoded = {len(text[:offset].encode()): place for offset, place in found.items()}
    for step in (1, 1 << 16):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("payloadkit.wire.text._STEP", step)
            latin = text.encode().decode("latin-1")
            assert line_columns(latin, encoded, encoded=True) == encoded


def test_nothing_of_the_text_is_shown() -> None:
    """Neither a fault nor a value shows what the document says."""
    for text in (
        '{"maryam": nan}',
        '{"maryam" 1}',
        '"maryam\n"',
        '{"maryam": "\\ud800"}',
        '["maryam"',
    ):
        fault = scan(text)
        assert isinstance(fault, Unreadable)
        assert "maryam" not in repr(fault)
    assert "maryam" not in repr(decode(b"maryam\xff"))
    assert "maryam" not in repr(scan('{"maryam": "maryam", "maryam": 1}'))


def test_the_decimal_context_does_not_matter() -> None:
    """A caller's precision and traps change neither value nor verdict."""
    text = '["\\u0041", 1.23456789012345678901234567890123456789, 1e99999999999999999999, 0.10]'
    usual = shown(value_of(text))
    for traps in ([], list(decimal.Context().flags)):
        with decimal.localcontext(decimal.Context(prec=2, Emax=5, Emin=-5, traps=traps)):
            assert shown(value_of(text)) == usual


@pytest.mark.exhaustive
def test_a_million_keys() -> None:
    """An object of a million keys is read and its last member found."""
    text = "{" + ",".join(f'"k{number}":{number}' for number in range(1_000_000)) + "}"
    value = value_of(text)
    assert isinstance(value, dict)
    assert len(value) == 1_000_000
    assert text.startswith("999999}", locate(text, [("k999999",)])["k999999",].value)


@pytest.mark.exhaustive
@pytest.mark.parametrize("character", ["a", "\U0001f600"])
def test_a_text_as_long_as_a_document_may_be(character: str) -> None:
    """A document of 64 MiB that is one text is read; broken at its end it is refused there."""
    inner = character * ((64 * MEBIBYTE - 2) // len(character.encode()))
    decoded = decode(f'"{inner}"'.encode())
    assert isinstance(decoded, str)
    assert value_of(decoded) == inner
    fault = scan(decoded[:-1])
    assert isinstance(fault, Unreadable)
    assert fault.offset == len(inner) + 1


@pytest.mark.parametrize("piece", ["\\n", "\\u0041", "\\ud83d\\ude00", "\\\\"])
def test_long_runs_of_escapes(piece: str) -> None:
    """A long text of escapes alone is read, and its one fault at the end found."""
    fault = scan(f'["{piece * 300_000}\\ud800"]')
    assert isinstance(fault, Unreadable)
    assert (fault.code, fault.offset) == ("json.encoding", 2 + 300_000 * len(piece))


@pytest.mark.parametrize(
    "literal",
    ["9" * 3_000_000, "0." + "9" * 3_000_000, "1e" + "9" * 3_000_000, "1" * 3_000_000 + "x"],
    ids=lambda text: text[:3],
)
def test_long_numbers(literal: str) -> None:
    """A number of millions of digits has its verdict at once."""
    scanned = scan(literal)
    assert (
        isinstance(scanned, Unreadable) if literal.endswith("x") else isinstance(scanned, Scanned)
    )


@given(st.integers(1, 64))
def test_depth_counts_open_containers(depth: int) -> None:
    """64 levels are read wherever they stand, however many containers are beside one another."""
    text = f"[{'[],' * 100}{'[' * (depth - 1)}{']' * (depth - 1)}{'' if depth > 1 else '{}'}]"
    assert isinstance(scan(text), Scanned)
