"""The result of a build or a correction, which is reported beside its payload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.lineage import Lineage

if TYPE_CHECKING:
    from payloadkit.cli.result import Document


@attrs.frozen(eq=False, repr=False)
class Built:
    """The result of a build.

    Args:
        documents: The profile, the supplement and the payload, each with its report. The payload
            is missing if the others have errors.
        payload: The payload's bytes, or None if there are errors.
        lineage: The sources of each value.
        source: A word for the document that the payload is made of.
    """

    documents: tuple[Document, ...]
    payload: bytes | None = None
    lineage: Lineage = attrs.field(factory=Lineage)
    source: str = "profile"
