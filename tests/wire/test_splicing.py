"""Files in a dump: whatever a text for one holds, and wherever it stands, the bytes are those of the ordinary encoder."""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.fields import anything, base64, keyed, many, part, text
from payloadkit.models.judge import Reading
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import Base64, encode
from payloadkit.strategies import objects
from payloadkit.wire.splicing import spliced
from payloadkit.wire.writing import encode as ordinary
from payloadkit.wire.writing import structure
from tests.documents import POLICY, full

LONG = encode(bytes(range(256)) * 24)
ODD = (
    "",
    "\0",
    '"\0"',
    "!0",
    "AA==",
    "\u0646",
    "\U0001f600",
    "\u2028",
    '"',
    "\\",
    "\n",
    "\x7f",
    "\x00AAA",
    "=",
    "data:image/png;base64,",
)


@pk.model(tolerant=True)
class File:
    """A file that is read tolerantly, so that its text may be anything."""

    data: str | pk.Null | None = base64(default=None, doc="a file")
    note: str | None = text(default=None, doc="a text")


@pk.model(tolerant=True)
class Files:
    """Files wherever one may stand."""

    data: str | pk.Null | None = base64(default=None, doc="a file")
    own: str | None = base64(default=None, doc="a file", key="*")
    plain: tuple[str, ...] | pk.Null | None = many(Base64(), default=None, doc="texts of files")
    one: File | pk.Null | None = part(default=None, doc="an object")
    several: tuple[File, ...] | pk.Null | None = many(default=None, doc="objects")
    lists: Mapping[str, tuple[File, ...]] | pk.Null | None = keyed(default=None, doc="lists by key")
    free: object | None = anything(default=None, doc="whatever")


def texts() -> st.SearchStrategy[str]:
    """Return texts for files: long ones with and without something in them that is no letter of base64, and short ones."""
    spoilt = st.tuples(st.sampled_from(ODD), st.sampled_from((0, 1, 4096, len(LONG)))).map(
        lambda pair: LONG[: pair[1]] + pair[0] + LONG[pair[1] :]
    )
    return (
        st.sampled_from((LONG, LONG[:4096], LONG[:4092], encode(bytes(5000)), encode(bytes(4999))))
        | spoilt
        | st.sampled_from(ODD)
    )


FILE = st.fixed_dictionaries(
    {}, optional={"data": texts() | st.none(), "note": texts(), "more": texts()}
)
PART = FILE | texts() | st.none()
MANY = st.lists(PART, max_size=3) | texts() | st.none()
FILES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("data", "*", "more"), texts() | st.none()),
        "plain": st.lists(texts(), max_size=2) | st.none(),
        "one": PART | MANY,
        "several": MANY,
        "free": MANY,
        "lists": st.dictionaries(st.sampled_from(("data", "*", "a")), MANY, max_size=2)
        | texts()
        | st.none(),
    },
)


def plainly(obj: object) -> bytes:
    """Return what the ordinary encoder makes of an object."""
    return ordinary(pk.to_dict(obj))


@given(FILES)
@settings(max_examples=200)
def test_any_text_in_place_of_a_file(document: dict[str, Any]) -> None:
    """Broken texts, nulls, texts in place of objects, further keys: the bytes are the same, and the object is not changed."""
    holder = structure(Reading(model_of(Files), POLICY), document)
    expected = plainly(holder)
    assert pk.dump(holder) == expected == plainly(holder)


@pytest.mark.parametrize("kind", [kind for kind in pk.kinds() if kind != "uaekyc.migration-csv"])
def test_every_kind(kind: str) -> None:
    """Objects of every kind are dumped as the ordinary encoder writes them."""

    @given(objects(kind, policy=POLICY))
    @settings(max_examples=5)
    def dumped(found: object) -> None:
        assert pk.dump(found) == plainly(found)

    dumped()


@pytest.mark.parametrize("wrong", [LONG + '"', "\0" + LONG, LONG + "\u0646", LONG + "\n"])
def test_texts_changed_by_hand(wrong: str) -> None:
    """A sound object whose text was changed past all rules is dumped as it is."""
    loaded = pk.load("caas.onboarding", full(), POLICY)
    photo = loaded.id_details[0].id_front
    for value in (LONG, wrong):
        object.__setattr__(photo, "base64_data", value)
        assert pk.dump(loaded) == plainly(loaded)
        assert json.loads(pk.dump(loaded))["id_details"][0]["id_front"]["base64_data"] == value


def test_numbers_keep_their_text_beside_files() -> None:
    """What no type holds is written with the text that it came in, before files and behind them."""
    raw = f'{{"data":"{LONG}","one":{{"data":"{LONG}"}},"free":[1e3,0.10,-1.0],"z":[1E-7]}}'
    assert pk.dump(pk.load(Files, raw)) == raw.encode()


def test_only_files_are_cut_out() -> None:
    """A place that is not there, or that holds something else, is passed over."""
    plain = {"a": [{"b": LONG}, "x", 5], "c": 5}
    assert spliced(
        plain, [("a", "*", "b"), ("a", "*", "d"), ("c", "*", "e"), ("c",), ("f",)]
    ) == ordinary({"a": [{"b": LONG}, "x", 5], "c": 5})
