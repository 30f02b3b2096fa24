"""A build: a profile and a supplement in, a payload out, with all that there is to tell of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.documents import Document
from payloadkit.cli.files import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.conversion.lineage import LineageRow
    from payloadkit.policy import Policy
    from payloadkit.violation import Report

SOURCE, TARGET = "uaekyc.customer-data", "caas.onboarding"


@attrs.frozen
class Built:
    """What came of a build.

    Args:
        documents: The profile, the supplement and the payload, as far as it came, each with what was found.
        payload: The payload's bytes, or None while errors remain.
        rows: Where each value came from.
        unused: Places of the profile that went into no value.
    """

    documents: tuple[Document, ...]
    payload: bytes | None = attrs.field(default=None, repr=False)
    rows: Sequence[LineageRow] = ()
    unused: Sequence[str] = ()


def build(profile: str, supplement: str | None, policy: Policy) -> Built:
    """Build the payload of a person.

    Args:
        profile: Name of the file with the profile.
        supplement: Name of the file with what the profile cannot know, or None.
        policy: How everything is judged.

    Raises:
        Trouble: A file cannot be read.
    """
    from payloadkit.conversion import with_files
    from payloadkit.document import check

    known = check(SOURCE, read(profile, policy.max_bytes), policy)
    documents = [Document.of(profile, SOURCE, known)]
    added: Mapping[str, Any] | None = None
    if supplement is not None:
        report = _supplied(supplement, policy)
        documents.append(Document.of(supplement, None, report))
        added = None if report.value is None else with_files(report.value, Path(supplement).parent)
    if not all(document.report.ok for document in documents):
        return Built(tuple(documents))
    return _converted(documents, known, added, policy)


def _converted(documents: list[Document], known: Report[Any], added: Mapping[str, Any] | None, policy: Policy) -> Built:
    from payloadkit.conversion import convert
    from payloadkit.wire import dump

    result = convert(known.value, TARGET, added, policy=policy)
    documents.append(Document.of(None, TARGET, result.report))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, tuple(result.lineage), tuple(result.lineage.unused))


def _supplied(file: str, policy: Policy) -> Report[Mapping[str, Any]]:
    from payloadkit.cli.supplement import supplied
    from payloadkit.declaration import model_of

    return supplied(read(file, policy.max_bytes), policy, model_of(TARGET).keys)
