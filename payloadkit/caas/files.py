"""The files of an onboarding: photos of documents and of the face, and further documents.

The published document has no table of fields. The marks show how certain each fact is.
"""

from __future__ import annotations

from typing import TypeVar

from payloadkit.caas.gateway import gateway
from payloadkit.fields import base64, choice, text
from payloadkit.images.picture_rule import PDF, Picture
from payloadkit.models.constructor import construct
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.base64 import content_type, decode, encode
from payloadkit.violation import sealed

SOURCE = "caas-partner-onboarding"

T = TypeVar("T")

_OURS = frozenset({"base64_data", "content_type"})


@model(source=SOURCE, across=(Picture(),), gateway=gateway)
class Image(Record):
    """A photo inside a payload: ``Image.of(data)`` builds one, ``image.data`` decodes it."""

    base64_data: str = base64(
        sure="B/B", personal=True, doc="The photo as base64, at most 5 MB decoded"
    )
    content_type: str = choice("image/jpeg", "image/png", sure="B/B", doc="What the bytes are")

    @classmethod
    @sealed
    def of(cls, data: bytes | bytearray | memoryview, *, policy: Policy | None = None) -> Image:
        """Return the image of a JPEG's or PNG's bytes.

        Args:
            data: The bytes of the picture.
            policy: The policy of the check; by default ``Policy()``. ``Policy(images="off")``
                accepts all bytes.

        Raises:
            PayloadError: The bytes are no complete JPEG or PNG, or too many.
            TypeError: The first argument is no bytes, or a memoryview that is not contiguous.
            ValueError: The policy sets a limit for an unknown field.
        """
        return _of(cls, data, policy_of(policy))

    @property
    def data(self) -> bytes:
        """The bytes of the picture."""
        return decode(self.base64_data) or b""


@model(source=SOURCE, across=(Picture(pdf=True),), gateway=gateway)
class AdditionalDocument(Record):
    """A further document of the person, such as a proof of address."""

    document_id: str = text(
        50,
        sample="kind of document",
        sure="D/B",
        listing="document_types",
        doc="Which document it is; master data, the sample has 1 and 2",
    )
    base64_data: str = base64(
        sure="B/B", personal=True, doc="The file as base64, at most 5 MB decoded"
    )
    content_type: str = choice(
        "image/jpeg",
        "image/png",
        PDF,
        sure="D/B",
        doc="What the bytes are; a PDF is unconfirmed and warns",
    )

    @classmethod
    @sealed
    def of(
        cls, data: bytes | bytearray | memoryview, *, document_id: str, policy: Policy | None = None
    ) -> AdditionalDocument:
        """Return the document of a JPEG's, PNG's or PDF's bytes.

        Args:
            data: The bytes of the file.
            document_id: The id of the type of document.
            policy: As for ``Image.of``.

        Raises:
            PayloadError: The bytes are no complete JPEG or PNG and no PDF, or too many; or the
                document_id is wrong.
            TypeError: The first argument is no bytes, or a memoryview that is not contiguous.
            ValueError: The policy sets a limit for an unknown field.
        """
        return _of(cls, data, policy_of(policy), document_id=document_id)


def _of(cls: type[T], data: bytes | bytearray | memoryview, policy: Policy, **more: object) -> T:
    """Return the object of a file's bytes. Its own base64 text is not checked again."""
    if not (
        isinstance(data, bytes | bytearray) or (isinstance(data, memoryview) and data.c_contiguous)
    ):
        raise TypeError("a file is given as bytes")
    kind = PDF if cls is AdditionalDocument and bytes(data[:5]) == b"%PDF-" else content_type(data)
    values = {**more, "base64_data": encode(data), "content_type": kind, "extra": {}}
    return construct(cls, values, policy, _OURS if data else frozenset())
