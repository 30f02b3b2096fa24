"""Fingerprints: names of violations that stay the same when a document is formatted anew."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from payloadkit.cli.locations import location

if TYPE_CHECKING:
    from payloadkit.cli.result import Document

_DIGITS = 32


def fingerprints(document: Document) -> list[str]:
    """Return the fingerprint of each violation of a document, in their order. No two are equal.

    It is of the document, the path and the code. Line, column and sentences are not in it.
    Violations of one code at one path are numbered, so a set of fingerprints knows how many of them
    there were.

    Args:
        document: The document.
    """
    name = document.kind if document.file is None else location(document.file)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for violation in document.report.violations:
        alike = (violation.path, violation.code)
        seen[alike] += 1
        parts = [name, document.entry, *alike, seen[alike]]
        found.append(sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS])
    return found
