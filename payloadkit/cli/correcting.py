"""A correction: pages of rows that failed in a batch and what is corrected of them in, the CSV of the next batch out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.cli.building import Built
from payloadkit.cli.documents import Document
from payloadkit.cli.files import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from payloadkit.policy import Policy

SOURCE, TARGET = "uaekyc.errored-records", "uaekyc.migration-csv"


def correct(pages: Sequence[str], corrections: str, policy: Policy) -> Built:
    """Make the CSV of the corrected rows.

    Args:
        pages: Names of the files with the rows that failed.
        corrections: Name of the file with the corrections.
        policy: How everything is judged.

    Raises:
        Trouble: A file cannot be read.
    """
    from payloadkit.cli.supplement import supplied
    from payloadkit.conversion import convert
    from payloadkit.declaration import model_of
    from payloadkit.document import check
    from payloadkit.wire import dump

    known = [check(SOURCE, read(page, policy.max_bytes), policy) for page in pages]
    added = supplied(read(corrections, policy.max_bytes), policy, model_of(TARGET).keys)
    documents = [Document.of(page, SOURCE, report) for page, report in zip(pages, known, strict=True)]
    documents.append(Document.of(corrections, None, added))
    if not all(document.report.ok for document in documents):
        return Built(tuple(documents))
    result = convert([report.value for report in known], TARGET, added.value, policy)
    documents.append(Document.of(None, TARGET, result.report))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, tuple(result.lineage), result.lineage.unused)
