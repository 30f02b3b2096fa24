"""Embedded files: the base64 to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.base64 import Base64, content_type, decode, encode
from payloadkit.strategies.pictures import sound
from tests.documents import POLICY, TODAY, checked, minimal
from tests.rules.judging import Said, err, said

DATA = "/additional_docs/0/base64_data"


def document(data: bytes | str, kind: str = "image/jpeg") -> dict[str, object]:
    """Return an onboarding document with one further document."""
    text = data if isinstance(data, str) else encode(data)
    return {
        **minimal(),
        "additional_docs": [{"document_id": "1", "base64_data": text, "content_type": kind}],
    }


def test_base64(subtests: pytest.Subtests) -> None:
    """Base64 has the standard alphabet, padding, no white space and no prefix, and is canonical."""
    cases: list[tuple[str, Said]] = (
        [("AAAA", []), ("AA==", []), ("AAA=", []), ("+/+/", [])]
        + [
            (value, err("base64.malformed"))
            for value in (
                "A",
                "AA",
                "AAA",
                "AA=",
                "AAAAA===",
                "A===",
                "====",
                "AA==AAAA",
                "_-_-",
                "AA AA",
                " AAAA",
                "AAAA ",
                "AAA\u0410",
                "\ud800",
            )
        ]
        + [
            (value, err("text.control_characters"))
            for value in ("AAAA\n", "AAAA\r\nAAAA", "AA\tAA", "AAAA\x00")
        ]
        + [(value, err("base64.not_canonical")) for value in ("AB==", "AAB=", "AAAAAB==", "/x==")]
        + [
            (value, err("base64.data_uri"))
            for value in ("data:image/jpeg;base64,AAAA", "data:", "data:AB==")
        ]
    )
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(Base64(), value) == expected


@given(data=st.binary(max_size=40))
def test_every_encoding_is_sound(data: bytes) -> None:
    """What is encoded is canonical and comes back."""
    assert said(Base64(), encode(data)) == []
    assert decode(encode(data)) == data


@given(data=st.binary(min_size=1, max_size=9), letter=st.characters(codec="ascii"))
def test_no_other_text_is_an_encoding(data: bytes, letter: str) -> None:
    """A text is sound only if it is the one encoding of its bytes."""
    text = encode(data)[:-1] + letter
    sound_one = said(Base64(), text) == []
    assert sound_one is (decode(text) is not None and encode(decode(text) or b"") == text)


def test_images_off() -> None:
    """With images off, the base64 is judged and nothing behind it."""
    off = pk.Policy(today=TODAY, images="off")
    assert checked(document(b"nothing"), off) == []
    assert checked(document("AB=="), off) == [(DATA, "base64.not_canonical", "error")]


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png"])
def test_content_type(kind: str) -> None:
    """The type of bytes is that of their first ones."""
    assert content_type(sound(0, kind)) == kind
    assert content_type(memoryview(sound(0, kind))) == kind
    assert content_type(b"") == "image/jpeg"
    assert POLICY.images == "full"
