"""Photos and further documents of the bytes of a file."""

from __future__ import annotations

import traceback
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.images.picture_rule import PDF
from payloadkit.strategies.pictures import broken, bulky, sound
from tests.documents import masters, told

if TYPE_CHECKING:
    from collections.abc import Callable

HOUSE = str(Path(pk.__file__).parent)
UNSEEN = pk.Policy(images="off")
DOCUMENT: Any = caas.AdditionalDocument  # for calls that no type checker would let through
IMAGE: Any = caas.Image


def refused(
    made: Callable[..., object], *given: object, **more: object
) -> list[tuple[str, str, str]]:
    """Return what the error of a file tells."""
    with pytest.raises(pk.PayloadError) as caught:
        made(*given, **more)
    return told(caught.value.report)


def test_image_of_bytes(subtests: pytest.Subtests) -> None:
    """An image of bytes finds their type, gives them back, and equals the constructor's."""
    policy_cases: list[pk.Policy | None] = [None, UNSEEN]
    form_cases: list[Any] = [bytes, bytearray, memoryview]
    for policy, kind, form in product(policy_cases, ("image/jpeg", "image/png"), form_cases):
        with subtests.test(policy=policy, kind=kind):
            data = sound(1, kind)
            made = caas.Image.of(form(data), policy=policy)
            assert (made.data, made.content_type, pk.replace(made)) == (data, kind, made)
            assert made == caas.Image(base64_data=made.base64_data, content_type=kind)
            assert DOCUMENT.of(form(data), document_id="1", policy=policy) == DOCUMENT(
                document_id="1", base64_data=made.base64_data, content_type=kind
            )


def test_image_of_bytes_that_are_none() -> None:
    """Broken pictures, other formats, too many bytes and no bytes have the pictures' own codes."""
    for specimen in (*broken(), bulky()):
        if specimen.severity == "error":
            assert refused(IMAGE.of, specimen.data) == [("/base64_data", specimen.code, "error")]
            assert refused(DOCUMENT.of, specimen.data, document_id="1") == [
                ("/base64_data", specimen.code, "error")
            ]


@pytest.mark.parametrize("policy", [None, UNSEEN])
def test_nothing_is_no_file(policy: pk.Policy | None) -> None:
    """No bytes at all are refused, whether pictures are judged or not."""
    assert refused(IMAGE.of, b"", policy=policy) == [("/base64_data", "text.blank", "error")]
    assert refused(DOCUMENT.of, b"", document_id="1", policy=policy) == [
        ("/base64_data", "text.blank", "error")
    ]


def test_pictures_are_not_judged_where_the_policy_says_so() -> None:
    """With pictures off any bytes are taken as they are, of the type that their first ones say."""
    for specimen in broken():
        assert caas.Image.of(specimen.data, policy=UNSEEN).data == specimen.data
    assert caas.Image.of(b"%PDF-", policy=UNSEEN).content_type == "image/jpeg"


def test_documents_may_be_pdf() -> None:
    """The bytes of a PDF are one, which only warns."""
    document = caas.AdditionalDocument.of(b"%PDF-1.7", document_id="1")
    assert document.content_type == PDF
    assert refused(DOCUMENT.of, b"%PDF-1.7", document_id="1", policy=pk.Policy(strict=True)) == [
        ("/base64_data", "image.unsupported", "error")
    ]


def test_what_kind_of_document_it_is_is_judged() -> None:
    """The document_id is judged by its rule and by the tenant's master data."""
    data = sound(1)
    assert refused(DOCUMENT.of, data, document_id="") == [("/document_id", "text.blank", "error")]
    assert refused(DOCUMENT.of, data, document_id=1, policy=UNSEEN) == [
        ("/document_id", "field.type", "error")
    ]
    assert refused(
        DOCUMENT.of, data, document_id="none", policy=pk.Policy(images="off", masters=masters())
    ) == [("/document_id", "master.unknown", "error")]


@pytest.mark.parametrize("wrong", ["AAAA", None, 5, memoryview(b"abcd")[::2]])
def test_files_are_bytes(wrong: object) -> None:
    """Anything else is a TypeError."""
    with pytest.raises(TypeError, match="given as bytes"):
        IMAGE.of(wrong)
    with pytest.raises(TypeError, match="given as bytes"):
        DOCUMENT.of(wrong, document_id="1")


def test_a_wrong_limit_says_so_and_nothing_else() -> None:
    """A limit of no kind is a ValueError but no PayloadError, and no frame of it holds the file."""
    wrong = pk.Policy(limits={"no.kind": {"/a": 1}})
    for made, more in ((IMAGE.of, {}), (DOCUMENT.of, {"document_id": "1"})):
        with pytest.raises(ValueError, match="no kind") as caught:
            made(b"secret", policy=wrong, **more)
        assert not isinstance(caught.value, pk.PayloadError)
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        house = [frame for frame in frames if frame.f_code.co_filename.startswith(HOUSE)]
        assert house
        assert "secret" not in repr([frame.f_locals for frame in house])
