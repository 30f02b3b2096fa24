"""The shortcut of the strict reading gives the scanner's own value, or nothing."""

from __future__ import annotations

import json
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.rules.values import DEPTH, Literal, OutOfRange
from payloadkit.wire import shortcut
from payloadkit.wire.json_text import Scanned, scan
from tests.json_layouts import PIECES, Writer, spoilt
from tests.json_texts import BROKEN, OUT_OF_RANGE, SOUND
from tests.thoroughly import shape

if TYPE_CHECKING:
    from collections.abc import Callable

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["a", "\x7f", "\u2028", "\U0001f600", '"', "\\", "/"])
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4)
    ),
    max_leaves=12,
)
NUMBERS = st.from_regex(
    r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?", fullmatch=True
)


def scanned(text: str) -> object:
    """Return what the scanner alone says of a text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortcut, "read", lambda *_, **__: shortcut.read)
        return scan(text)


def alike(text: str) -> bool:
    """Hold the shortcut to the scanner, and return whether it had anything to say."""
    expected = scanned(text)
    assert shown(scan(text)) == shown(expected)
    surrogates = any("\ud800" <= letter <= "\udfff" for letter in text)
    said = False
    for decoded in (False, True)[: 1 if surrogates else 2]:
        value = shortcut.read(text, DEPTH, decoded=decoded)
        if value is not shortcut.read:
            said = True
            assert isinstance(expected, Scanned)
            assert (shape(value), expected.duplicates) == (shape(expected.value), ())
            assert texts(value) == texts(expected.value)
    return said


def shown(found: object) -> object:
    """Return all of an answer, types and texts of numbers included."""
    return (
        (shape(found.value), found.duplicates, texts(found.value))
        if isinstance(found, Scanned)
        else found
    )


def texts(value: object) -> list[object]:
    """Return the texts of all numbers that keep theirs, and the order of all keys."""
    if isinstance(value, dict):
        return [list(value), *(one for inner in value.values() for one in texts(inner))]
    if isinstance(value, list):
        return [one for inner in value for one in texts(inner)]
    return [
        value.text
        if isinstance(value, Literal)
        else str(value)
        if isinstance(value, OutOfRange)
        else repr(value)
    ]


@pytest.mark.parametrize(
    "text",
    [*SOUND, *OUT_OF_RANGE, *(text for text, _, _ in BROKEN)],
    ids=lambda text: ascii(text)[:40],
)
def test_listed_texts(text: str) -> None:
    """The texts that the scanner is tested with, alone and inside others, have its own answer."""
    alike(text)
    alike(f' {{"a":[{text}]}}\n')
    alike(f'{{"a":{text},"b":{text},"a":0}}')


@given(DOCUMENTS, st.integers(0, 2**32))
def test_documents_in_any_layout(value: object, seed: int) -> None:
    """Documents, in any layout and with odd places, have its own answer."""
    random = Random(seed)
    text = Writer(random).text(value)
    alike(text)
    alike(Writer(random, odds=4).text(value))
    alike(spoilt(text.encode(), random).decode("utf-8", "replace"))


@given(
    st.lists(
        st.sampled_from([piece.decode("utf-8", "replace") for piece in PIECES])
        | NUMBERS
        | st.just("\ud800")
    ).map("".join),
    NUMBERS,
)
def test_pieces(text: str, number: str) -> None:
    """Pieces in any order have the scanner's own answer, and so has any number."""
    alike(text)
    alike(f"[{text}]")
    alike(f'"{text}"')
    assert alike(f"[{number}]")


@pytest.mark.parametrize("depth", [0, 1, 2, 63, 64, 65, 66, 500, 5_000])
@pytest.mark.parametrize("mixed", [False, True])
def test_depth(depth: int, mixed: bool) -> None:
    """The shortcut reads what nests as deep as it may, and no deeper, whatever lies beside it."""
    opening, closing = ('{"a":[', "]}") if mixed else ("[", "]")
    text = opening * depth + "1" + closing * depth
    assert alike(text) == (depth * len(closing) <= DEPTH)
    assert alike(f'[[], {{}}, "[[[", {text}, []]') == (depth * len(closing) < DEPTH)
    assert (
        shortcut.read(text, depth * len(closing), decoded=True) is not shortcut.read
        or depth > DEPTH
    )
    assert (
        shortcut.read(text, max(0, depth * len(closing) - 1), decoded=True) is shortcut.read
        or depth == 0
    )


def test_what_is_left_to_the_scanner() -> None:
    """Keys that stand twice, surrogates, numbers that are none and whatever is no JSON are left, as is everything where calls may nest deeply."""
    for text in (
        '{"a":1,"a":1}',
        '[{"b":{"a":1,"\\u0061":1}}]',
        '"\\ud83d\\ude00"',
        '"\\\\ud800"',
        "NaN",
        "-Infinity",
        "[1",
        "1 2",
        "",
        "\ufeff1",
        '"\ud800"',
    ):
        assert not alike(text)
    for text in (
        '{"a":1,"b":[{"a":1}]}',
        '"\U0001f600"',
        "1",
        ' {"a" : null}\n',
        '"\\u0041"',
        "1e5",
        "123456789012345678901234567890",
    ):
        assert alike(text)


@pytest.mark.parametrize("limit", [3_001, 1_000_000])
def test_where_calls_may_nest_deeply(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the interpreter allows more calls than its stack may hold, nothing is read so, and no text ends the process."""
    usual = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(limit)
        assert not alike('{"a":1}')
        assert not alike("[" * 200_000)
    finally:
        sys.setrecursionlimit(usual)
    assert alike('{"a":1}')
    monkeypatch.setattr(sys, "getrecursionlimit", lambda: limit)
    assert not alike('{"a":1}')


def test_few_calls_left() -> None:
    """Where the caller has used up nearly all calls, the scanner reads what the decoder cannot."""

    def deep(calls: int, do: Callable[[], object]) -> object:
        return deep(calls - 1, do) if calls else do()

    text = "[" * 60 + "]" * 60
    expected = json.loads(text)
    for left in range(60, 120, 10):
        used = len(_stack())
        found = deep(sys.getrecursionlimit() - used - left, lambda: scan(text))
        assert isinstance(found, Scanned)
        assert found.value == expected


def _stack() -> list[object]:
    frames: list[object] = []
    frame = sys._getframe()
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return frames
