"""Fingerprints: names of violations that stay the same when a document is formatted anew."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from payloadkit.cli.locations import location

if TYPE_CHECKING:
    from payloadkit.cli.result import Document
    from payloadkit.violation import Violation

_DIGITS = 32


def fingerprint(document: Document, violation: Violation, number: int = 1) -> str:
    """Return the fingerprint of a violation: of its document, its path and its code.

    Line, column and sentences are not in it.

    Args:
        document: The document.
        violation: A violation of it.
        number: Which of the violations of this code at this path it is, from 1.
    """
    name = document.kind if document.file is None else location(document.file)
    parts = [name, document.entry, violation.path, violation.code, number]
    return sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS]


def fingerprints(document: Document) -> list[str]:
    """Return the fingerprint of each violation of a document, in their order. No two are equal.

    Violations of one code at one path are numbered, so a baseline that is a set of fingerprints
    knows how many of them there were.

    Args:
        document: The document.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for violation in document.report.violations:
        alike = (violation.path, violation.code)
        seen[alike] += 1
        found.append(fingerprint(document, violation, seen[alike]))
    return found
