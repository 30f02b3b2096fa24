"""Words in English and in Arabic, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Tables: TypeAlias = dict[str, tuple[str, ...]]
Pair: TypeAlias = tuple[str, str]


def paired(subject: str, rows: Sequence[Pair]) -> Tables:
    """Return the tables of a subject: in English, in Arabic, and of both, English first.

    Args:
        subject: What the words are of, ``city``.
        rows: English and Arabic words of the same meaning.
    """
    english, arabic = (tuple(dict.fromkeys(column)) for column in zip(*rows, strict=True))
    return {
        subject: english + arabic,
        f"{subject} in English": english,
        f"{subject} in Arabic": arabic,
    }
