"""Embedded images: the base64 to the letter, and the bytes against the declared type."""

from __future__ import annotations

from time import process_time
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.images.picture_rule import Picture
from payloadkit.rules.base64 import Base64, content_type, decode, encode
from payloadkit.strategies.pictures import Specimen, broken, bulky, sound
from tests.documents import FIXTURES, POLICY, TODAY, checked, minimal, put
from tests.rules.judging import Said, Told, err, said, told

DATA = "/additional_docs/0/base64_data"


def document(data: bytes | str, kind: str = "image/jpeg") -> dict[str, object]:
    """Return an onboarding document with one further document."""
    text = data if isinstance(data, str) else encode(data)
    return {
        **minimal(),
        "additional_docs": [{"document_id": "1", "base64_data": text, "content_type": kind}],
    }


@pytest.mark.parametrize(
    ("value", "expected"),
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
    ],
)
def test_base64(value: str, expected: Said) -> None:
    """Base64 has the standard alphabet, is padded and canonical, and has no white space and no prefix."""
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


@pytest.mark.parametrize("specimen", [*broken(), bulky()], ids=lambda specimen: specimen.code)
def test_faults_of_pictures(specimen: Specimen) -> None:
    """Every fault of a picture is told at its base64, with the severity that the pictures' room gives it."""
    assert (DATA, specimen.code, specimen.severity) in checked(
        document(specimen.data, specimen.content_type)
    )


def test_all_faults_of_one_picture_are_told() -> None:
    """A picture may have several faults at once."""
    data = (
        next(specimen.data for specimen in broken() if specimen.code == "image.location_data")
        + b"more"
    )
    codes = {code for _, code, _ in checked(document(data, "image/png"))}
    assert codes == {"image.location_data", "image.trailing_data", "image.type_mismatch"}


def test_declared_types() -> None:
    """The bytes are of the declared type; an unknown type leaves the picture to be judged alone."""
    for kind in ("image/jpeg", "image/png"):
        assert checked(document(sound(1, kind), kind)) == []
        other = "image/png" if kind == "image/jpeg" else "image/jpeg"
        assert checked(document(sound(1, kind), other)) == [(DATA, "image.type_mismatch", "error")]
    assert checked(document(sound(1), "image/gif")) == [
        ("/additional_docs/0/content_type", "choice.unknown", "error")
    ]
    assert checked(document(b"GIF89a", "image/gif"))[0][1] == "image.unsupported"


def test_pdfs() -> None:
    """A PDF warns in further documents, must be one, and is no photo of an ID."""
    assert checked(document(b"%PDF-1.7", "application/pdf")) == [
        (DATA, "image.unsupported", "warning")
    ]
    assert checked(document(sound(), "application/pdf")) == [(DATA, "image.type_mismatch", "error")]
    assert checked(document(b"%PDF-1.7", "image/png"))[0][2] == "error"
    photo = put(minimal(), "/id_details/0/id_front/content_type", "application/pdf")
    assert checked(photo) == [("/id_details/0/id_front/content_type", "choice.unknown", "error")]


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


@pytest.mark.parametrize("workers", [1, 2])
def test_the_pictures_of_a_document_are_affordable_together(workers: int) -> None:
    """Sixty small pictures that each inflate to 50 MB cost no more than a few: those beyond are too much, and a small photo behind them is judged still."""
    bomb = encode(
        (FIXTURES / "images" / "png" / "bomb-of-50-mb-within-the-ceiling.png").read_bytes()
    )
    document = {
        **minimal(),
        "additional_docs": [{"document_id": "1", "base64_data": bomb, "content_type": "image/png"}]
        * 60,
    }
    begun = process_time()
    found = pk.check("caas.onboarding", document, attrs.evolve(POLICY, workers=workers)).violations

    assert process_time() - begun < 8
    assert {violation.code for violation in found} == {"image.too_many_pixels"}
    assert 0 < len(found) < 60
    assert [violation.path for violation in found] == [
        f"/additional_docs/{number}/base64_data" for number in range(60 - len(found), 60)
    ]


@pytest.mark.parametrize(
    ("data", "declared", "pdf", "expected"),
    [
        (sound(), "image/jpeg", False, []),
        (sound(), None, False, []),
        (sound(), "image/png", False, [("image.type_mismatch", "error", ("base64_data",))]),
        (
            b"%PDF-1.7",
            "application/pdf",
            True,
            [("image.unsupported", "warning", ("base64_data",))],
        ),
        (
            b" %PDF-1.7",
            "application/pdf",
            True,
            [("image.type_mismatch", "error", ("base64_data",))],
        ),
        (
            b"%PDF-1.7",
            "application/pdf",
            False,
            [
                (code, "error", ("base64_data",))
                for code in ("image.unsupported", "image.type_mismatch")
            ],
        ),
        (b"none", "image/png", True, [("image.unreadable", "error", ("base64_data",))]),
        (b"", "image/png", True, []),
    ],
)
def test_the_rule_alone(data: bytes, declared: str | None, pdf: bool, expected: Told) -> None:
    """A file is judged against its declared type, if there is a sound one, at its base64; a PDF only where one may stand."""
    assert told(Picture(pdf=pdf), base64_data=encode(data), content_type=declared) == expected
    assert (
        told(
            Picture(pdf=pdf),
            pk.Policy(images="off"),
            base64_data=encode(data),
            content_type=declared,
        )
        == []
    )


def test_a_file_that_is_not_there_is_not_looked_at() -> None:
    """Where no sound base64 is, nothing is said and nothing costs anything; a picture costs more the larger it is."""
    efforts = [
        Picture()
        .look(SimpleNamespace(base64_data=text, content_type="image/jpeg"), getattr, POLICY)
        .effort
        for text in (None, "?", encode(sound()))
    ]

    assert told(Picture(), base64_data=None, content_type="image/jpeg") == []
    assert efforts[:2] == [0, 0] < efforts[2:]
