"""Long texts read without their files: what is found, and where, is as if the files were there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.base64 import encode
from payloadkit.wire import abridged
from payloadkit.wire.json_text import scan
from payloadkit.wire.places import locate
from payloadkit.wire.text import line_columns
from tests.documents import TODAY, at, full, put

if TYPE_CHECKING:
    from tests.documents import Document

KIND = "caas.onboarding"
KEYS = ("file", "other")
FILES = st.sampled_from(["AA==", "AAAA" * 9, "", "A", "AA\n==", "A\u00e9==", "!0", "\\u0041A=="])
VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.text('!0\u00e9a"\\\n', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "\u0646", "!0"]), inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), FILES)
    ),
    max_leaves=12,
)
LAYOUTS = st.sampled_from(
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": True, "indent": 1}]
)


@pytest.fixture(autouse=True)
def _any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every text for a long one."""
    monkeypatch.setattr(abridged, "_WORTH", 0)
    monkeypatch.setattr(abridged, "_LARGE", 0)


def paths(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all that a value holds."""
    inside: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [above, *(path for token, part in inside for path in paths(part, (*above, token)))]


@given(VALUES, LAYOUTS)
def test_values_and_places_are_those_of_the_text(value: object, layout: dict[str, Any]) -> None:
    """Whatever is read so is what the scanner reads, with every line and column where the whole text has it."""
    text = json.dumps(value, **{"ensure_ascii": False, **layout})
    found = abridged.abridged(text.encode(), KEYS)
    if found is None:
        return
    wanted = paths(value)
    scanned: Any = scan(text)
    mine, theirs = found.locate(wanted), locate(text, wanted)

    assert found.value == scanned.value
    for path in wanted:
        ours, whole = mine[path], theirs[path]
        assert (
            found.lines([ours.value])[ours.value] == line_columns(text, [whole.value])[whole.value]
        )
        assert (ours.key is None) is (whole.key is None)
        assert (
            ours.key is None
            or whole.key is None
            or found.lines([ours.key])[ours.key] == line_columns(text, [whole.key])[whole.key]
        )


@pytest.mark.parametrize(
    "text",
    [
        '{"file":"AA==","a":"!0"}',
        '{"file":"AA==","!0":1}',
        '{"file":"AA==","a":"\\u00210"}',
        '{"file":"AA==","file":"AA=="}',
        '{"file":"AA==","a":}',
        '{"file":"AA==","a":"\xff"}',
        '{"file":"A"}',
        '{"a":1}',
    ],
)
def test_what_might_mislead_is_read_whole(text: str) -> None:
    """A text that looks like a mark, a key twice, a fault of the text, letters that are not UTF-8, and no file at all."""
    assert abridged.abridged(text.encode("latin-1"), KEYS) is None


@pytest.mark.parametrize(
    "form",
    [
        str,
        str.encode,
        lambda text: bytearray(text.encode()),
        lambda text: memoryview(text.encode()),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_report_is_the_same(
    form: Any, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Codes, paths, lines and columns of a document with faults of every kind are those of the whole text."""
    policy = pk.Policy(today=TODAY)
    document: Document = full()
    for place, value in {
        "/nationality": "ZZ",
        "/id_details/0/id_front/base64_data": encode(b"no picture"),
        "/id_details/0/id_back/base64_data": "AA\n==",
        "/id_details/1/date_of_expiry": "2020-02-30",
        "/customer_classification/\u0646\u0648\u0639": 1,
    }.items():
        document = put(document, place, value)
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    ours = pk.check(KIND, form(text), policy)
    monkeypatch.setattr(abridged, "_WORTH", len(text) * 9)
    whole = pk.check(KIND, form(text), policy)

    assert [attrs.astuple(found) for found in ours.violations] == [
        attrs.astuple(found) for found in whole.violations
    ]
    assert {found.path for found in ours.errors} >= {
        "/nationality",
        "/id_details/0/id_front/base64_data",
        "/id_details/0/id_back/base64_data",
    }


def test_a_picture_alone_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing but a picture is wrong, its line and column are those of the whole text too."""
    policy = pk.Policy(today=TODAY)
    text = json.dumps(
        put(full(), "/customer_classification/profile_photo/base64_data", encode(b"no picture")),
        indent=1,
    )
    (ours,) = pk.check(KIND, text, policy).errors
    monkeypatch.setattr(abridged, "_WORTH", len(text) * 9)
    (whole,) = pk.check(KIND, text, policy).errors

    assert attrs.astuple(ours) == attrs.astuple(whole)
    assert at(ours.path)[-1] == "base64_data"
