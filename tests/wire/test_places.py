"""Where paths stand in a text: as a walk through every one of its values finds them."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.models.codec import Place
from payloadkit.wire import places
from payloadkit.wire.places import locate
from payloadkit.wire.scanner import CLOSE, comma, events, scan
from payloadkit.wire.text import Scanned
from tests.json_layouts import Writer

if TYPE_CHECKING:
    import re

    from payloadkit.rules.values import Path, Token

KEYS = st.sampled_from(["a", "b", "", "0", '"', "\\", "é", "Ã©", "a b", "\U0001f600", ","])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text('ab"\\,:{}[]é ', max_size=6)
    | st.just("x" * 150)
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=15,
)
PATHS = st.lists(st.lists(KEYS | st.integers(-1, 3), max_size=4).map(tuple), max_size=4)


def everything(text: str) -> dict[Path, Place]:
    """Return the places of all paths by the scanner's events; the last duplicate counts."""
    found: dict[Path, Place] = {}
    path: list[Token] = []
    for token, key_at, at, event in events(text, path):
        if event is CLOSE:
            continue
        here: Path = (*path, token)[1:]
        for one in [one for one in found if one[: len(here)] == here]:
            del found[one]
        found[here] = Place(key_at, at)
    return found


def held(text: str) -> object:
    """Return what a sound text holds."""
    scanned = scan(text)
    assert isinstance(scanned, Scanned)
    return scanned.value


def expected(text: str, wanted: list[Path]) -> dict[Path, Place]:
    """Return the places of paths, there or not."""
    there = everything(text)
    deepest = {
        path: next(path[:end] for end in range(len(path), -1, -1) if path[:end] in there)
        for path in wanted
    }
    return {path: there[above]._replace(exact=above == path) for path, above in deepest.items()}


def _points(text: str, place: Place) -> Place:
    """Return the place in a text of a place in its bytes."""
    raw = text.encode()
    key = None if place.key is None else len(raw[: place.key].decode())
    return place._replace(key=key, value=len(raw[: place.value].decode()))


@given(DOCUMENTS, PATHS, st.integers(0, 2**32))
def test_places_are_those_of_the_events(value: object, others: list[Path], seed: int) -> None:
    """Every path is found where the events have it, in texts of any layout and size."""
    random = Random(seed)  # noqa: S311 - no secret depends on them
    for text in (Writer(random).text(value), Writer(random, odds=5).text(value)):
        scanned = scan(text)
        if not isinstance(scanned, Scanned):
            continue
        value = None if scanned.duplicates else scanned.value
        wanted = [*everything(text), *others]
        found = expected(text, wanted)
        some = random.sample(wanted, k=min(2, len(wanted)))
        for large in (len(text) + 1, 0):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(places, "_LARGE", large)
                patch.setattr(places, "_NEAR", large)
                assert locate(text, wanted) == locate(text, wanted, value) == found
                chosen = {path: found[path] for path in some}
                assert locate(text, some) == locate(text, some, value) == chosen
                if value is not None:
                    encoded = locate(text.encode().decode("latin-1"), wanted, value)
                    assert {path: _points(text, place) for path, place in encoded.items()} == found


def test_what_is_passed_over(subtests: pytest.Subtests) -> None:
    """Numbers, escaped texts and long texts of any length are skipped, or found when asked for."""
    cases: list[str] = [
        "1" * 5_000,
        "-" + "9" * 5_000,
        "1e400",
        "1E-400",
        "0.5",
        "1" * 5_000 + ".5",
        '"\\""',
        '"\\\\"',
        '""',
        '"\\\\\\""',
        "true",
        '"' + "a" * 200 + '"',
    ]
    for passed in cases:
        with subtests.test(passed=passed):
            for text in (
                f'{{"a":{passed},"b":[{passed},{{"c":{passed}}}],"d":{passed}}}',
                f'[ {passed} , [{passed}], {{"a" : {passed} }} ]',
                passed,
                f'{{"a":{passed}}}',
            ):
                paths = list(everything(text))
                alone: list[Path] = [paths[-1], ("d",), ("b", 1, "c"), (2, "a", "x"), ()]
                for wanted in (paths, *([path] for path in alone)):
                    assert locate(text, wanted) == expected(text, wanted)
                    assert locate(text, wanted, held(text)) == expected(text, wanted)


@pytest.mark.parametrize("text", ["}", "[", '"', "\\", '\\"]', ""])
def test_brackets_in_texts_close_nothing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What stands in the texts of a large value that is passed over is no bracket."""
    monkeypatch.setattr(places, "_LARGE", 0)
    document = json.dumps({"a": {text: [text, {"x": text}]}, "b": [[text], 1]})

    assert locate(document, [("b", 1)], held(document)) == expected(document, [("b", 1)])


def test_a_value_that_reads_as_a_key_is_none() -> None:
    """A key is found before a text of the same letters, and behind one."""
    text = '{"b": "a", "a": 1, "c": "a", "d": 2}'
    for value in (None, json.loads(text)):
        assert locate(text, [("a",)], value) == expected(text, [("a",)])


@pytest.mark.parametrize(
    "text",
    [
        '{"\\u0061":1,"b":{"a":2}}',
        '{"b":{"\\u0061":1},"a":2}',
        '{"b":[{"\\u0061":1},{"a":2}]}',
        '{"b":"{","a":1,"c":"}","d":{"a":"}"}}',
        '{"b":"\\"a","c\\"a":1,"a":2}',
        '{"b":1,"\\"a":2,"a":[{"a":3}]}',
    ],
)
def test_a_key_is_that_of_its_own_object(text: str) -> None:
    """The same letters as a key of another object, or at the end of a key, are not it."""
    paths = list(everything(text))
    for wanted in (paths, *([path] for path in paths)):
        for value in (None, held(text)):
            assert locate(text, wanted, value) == expected(text, wanted)


@pytest.mark.parametrize("form", ['"k-{}":{}', '"k{}" : {}', '"{}":{}'])
@pytest.mark.parametrize("held", ["1", "[]", '{"a":1}'])
@pytest.mark.parametrize("wanted", [1, 10, 300])
def test_no_member_is_passed_many_times(
    form: str, held: str, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are not found at once cost one way through their object, however many there are."""
    count, calls = 300, 0

    def counting(text: str, at: int) -> re.Match[str]:
        nonlocal calls
        calls += 1
        return comma(text, at)

    members = [form.format(number, held) for number in range(count)]
    text = "{" + ",".join(members) + "}"
    value = json.loads(text)
    monkeypatch.setattr(places, "comma", counting)
    locate(text, [(key,) for key in list(value)[-wanted:]], value)

    assert calls <= 2 * count


def test_what_is_given_again_is_forgotten_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is given many times costs what stands below it, not what is wanted there."""
    count, calls = 100, 0
    real = vars(places)["_forget"]

    def counting(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        real(*arguments)

    last = ",".join(f'"k{number}":{number}' for number in range(count))
    text = "{" + '"a":{"k1":0},' * count + '"a":{' + last + "}}"
    wanted: list[Path] = [("a", f"k{number}") for number in range(count)]
    monkeypatch.setattr(places, "_forget", counting)

    assert locate(text, wanted) == expected(text, wanted)
    assert calls <= 6 * count


def test_a_token_is_a_key_or_an_index() -> None:
    """The text of a number is no index, and an index is no key."""
    text = '{"0":[1,2],"1":{"0":3}}'
    wanted: list[Path] = [
        ("0", 0),
        ("0", "0"),
        (0,),
        ("1", "0"),
        ("1", 0),
        ("0", 1),
        ("0", 2),
        ("0", -1),
    ]
    assert locate(text, wanted) == expected(text, wanted)
    assert locate(text, wanted, json.loads(text)) == expected(text, wanted)
    assert json.loads(text)["0"][1] == 2
