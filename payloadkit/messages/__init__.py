"""What each code says, by language, and which codes there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from payloadkit.messages.catalogue import catalogue
from payloadkit.messages.nearest import nearest
from payloadkit.messages.plurals import ENGLISH, LANGUAGES
from payloadkit.messages.sentence import PHRASES, Sentence, Series, localized, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "Sentence",
    "Series",
    "add_codes",
    "check_language",
    "codes",
    "followed",
    "hint",
    "localized",
    "message",
    "phrase",
]

_TENANTS: Final[list[Callable[[], Iterable[str]]]] = []


def message(
    code: str, variant: str, bounds: Mapping[str, object], language: str = ENGLISH
) -> Sentence:
    """Return what a rule demands, in one sentence.

    Args:
        code: The code.
        variant: The name of a variant of its entry; ``""`` is the usual sentence.
        bounds: The values of the names in braces.
        language: The language.
    """
    return cast("Sentence", said(language, code, variant, "message", bounds))


def hint(
    code: str, variant: str, bounds: Mapping[str, object], language: str = ENGLISH
) -> Sentence | None:
    """Return how to satisfy a rule, or None where that cannot be said.

    Args:
        code: The code.
        variant: The name of a variant of its entry; ``""`` is the usual hint.
        bounds: The values of the names in braces.
        language: The language.
    """
    return said(language, code, variant, "hint", bounds)


def phrase(name: str, language: str = ENGLISH, **bounds: object) -> Sentence:
    """Return a sentence, or a part of one, that belongs to no code.

    Args:
        name: Its name in the table ``phrases``.
        language: The language.
        **bounds: The values of the names in braces.
    """
    return cast("Sentence", said(language, PHRASES, name, "message", bounds))


def followed(first: str | None, second: str | None) -> str | None:
    """Return two sentences as one text, or the one that there is.

    Args:
        first: The first one.
        second: The second one, in the language of the first.
    """
    if not first or not second:
        return first or second
    language = second.source.language if isinstance(second, Sentence) else ENGLISH
    return phrase("both", language, first=first, second=second)


def check_language(language: object) -> None:
    """Do nothing for a known language.

    Args:
        language: The language.

    Raises:
        ValueError: There are no messages in it. The known ones are named.
    """
    if language not in LANGUAGES:
        known = " or ".join(LANGUAGES)
        raise ValueError(f"language is {known}{nearest(language, LANGUAGES)}")


def codes() -> frozenset[str]:
    """Return every code that a report may hold: of payloadkit, and of tenants' rules."""
    return frozenset(catalogue()).union(*(declared() for declared in _TENANTS))


def add_codes(declared: Callable[[], Iterable[str]]) -> None:
    """Let ``codes`` ask for the codes of rules that are declared elsewhere.

    Args:
        declared: Returns the codes. It is called each time, since models are made at any time.
    """
    _TENANTS.append(declared)
