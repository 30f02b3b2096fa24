"""Files cut out of a JSON text: what is left is the same text with marks in their place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.wire.embedded import Cut, cut

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = ("file", "other")
BASE64 = st.text("abcXYZ019+/=", max_size=8)
DOCUMENTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | BASE64,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "é"]), inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, '"file']), BASE64)
    ),
    max_leaves=12,
)
LAYOUTS = st.sampled_from(
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"separators": (" , ", " : ")}]
)
FORMS: tuple[Callable[[str], Any], ...] = (
    str,
    str.encode,
    lambda text: bytearray(text.encode()),
    lambda text: memoryview(text.encode()),
)


def whole(found: Cut) -> bytes:
    """Put the files back where their marks are."""
    rest = found.rest
    for mark in list(found.files):
        assert rest.count(f'"{mark}"'.encode()) == 1
        rest = rest.replace(f'"{mark}"'.encode(), f'"{found.file(mark)}"'.encode())
        assert found.file(mark) == mark
    assert found.files == {}
    return rest


@given(DOCUMENTS, LAYOUTS, st.sampled_from(FORMS))
def test_files_and_rest_are_the_text(
    document: object, layout: dict[str, Any], form: Callable[[str], Any]
) -> None:
    """With the files in the place of their marks the rest is the text again, and the rest alone is JSON."""
    text = json.dumps(document, ensure_ascii=False, **layout)
    found = cut(form(text), KEYS)
    json.loads(found.rest)
    spaced = layout.get("separators") == (" , ", " : ")
    assert len(found.files) == (
        0
        if spaced
        else sum(text.count(f'"{key}"{colon}"') for key in KEYS for colon in (":", ": "))
    )
    assert whole(found) == text.encode()


@given(
    st.lists(
        st.sampled_from(
            [
                '"file"',
                '"other"',
                ":",
                ": ",
                " :",
                '"',
                "\\",
                "{",
                "}",
                ",",
                "AA==",
                "!0",
                "\n",
                '"file":"',
                '\\"file":"',
            ]
        )
    ).map("".join)
)
def test_any_text_can_be_cut(text: str) -> None:
    """Nothing of a text is lost, whatever it is; and where no file has an escape or a line break, the rest is JSON if and only if the text was."""
    found = cut(text, KEYS)
    assert len(found.rest) == len(text.encode()) + sum(
        len(mark) - len(file) for mark, file in found.files.items()
    )
    if not any(letter in bytes(file) for file in found.files.values() for letter in b"\\\n"):
        assert _is_json(found.rest) == _is_json(text)


def _is_json(text: str | bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "rest", "files"),
    [
        (
            '{"file":"AA==","other": "BB=="}',
            '{"file":"!0","other": "!1"}',
            {"!0": "AA==", "!1": "BB=="},
        ),
        (
            '[{"file":""},{"file":"CC=="}]',
            '[{"file":"!0"},{"file":"!1"}]',
            {"!0": "", "!1": "CC=="},
        ),
        ('{"file" :"AA=="}', '{"file" :"AA=="}', {}),
        ('{"file":\n"AA=="}', '{"file":\n"AA=="}', {}),
        ('{"file":null,"files":"AA=="}', '{"file":null,"files":"AA=="}', {}),
        ('{"file":"AA', '{"file":"AA', {}),
        ('{"file":"AA==","file":"BB', '{"file":"!0","file":"BB', {"!0": "AA=="}),
        ("", "", {}),
    ],
)
def test_where_files_stand(text: str, rest: str, files: dict[str, str]) -> None:
    """A file stands behind its key's colon, or behind a blank behind it; elsewhere, and without an end, it stays."""
    found = cut(text, KEYS)
    assert (found.rest, {mark: str(file, "ascii") for mark, file in found.files.items()}) == (
        rest.encode(),
        files,
    )


def test_what_is_no_ascii_is_no_file() -> None:
    """A file of other letters, and a text that UTF-8 cannot hold, are left to others."""
    with pytest.raises(UnicodeError):
        cut('{"file":"é"}', KEYS).file("!0")
    with pytest.raises(UnicodeError):
        cut('{"a":"\ud800"}', KEYS)
    assert cut('{"a":"é"}', KEYS) == Cut('{"a":"é"}'.encode(), {})


def test_a_text_without_files_is_not_copied() -> None:
    """Bytes in which there is nothing to cut are given back as they are."""
    raw = b'{"a":1}'
    assert cut(raw, KEYS).rest is raw
