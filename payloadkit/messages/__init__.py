"""What each code says, by language, and which codes there are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from payloadkit.messages.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TENANTS: Final[list[Callable[[], Iterable[str]]]] = []


def message(code: str, variant: str, bounds: Mapping[str, object]) -> str:
    """Return what a rule demands, in one sentence.

    Args:
        code: The code.
        variant: The name of a variant of its entry; ``""`` is the usual sentence.
        bounds: The values of the names in braces.
    """
    text, _ = _texts(code, variant)
    if not isinstance(text, str):
        text = text["one" if bounds[text["number"]] == 1 else "other"]
    return text.format_map(bounds)


def hint(code: str, variant: str, bounds: Mapping[str, object]) -> str | None:
    """Return how to satisfy a rule, or None where that cannot be said.

    Args:
        code: The code.
        variant: The name of a variant of its entry; ``""`` is the usual hint.
        bounds: The values of the names in braces.
    """
    _, text = _texts(code, variant)
    return None if text is None else text.format_map(bounds)


@cache
def _texts(code: str, variant: str) -> tuple[str | Mapping[str, str], str | None]:
    """Return message and hint with names in braces; a tenant's rule may have said neither."""
    entry = catalogue().get(code)
    if entry is None:
        return f"The value must satisfy the rule {code}.", None
    return entry.texts[variant]["message"], entry.texts[variant].get("hint")


def codes() -> frozenset[str]:
    """Return every code that a report may hold: of payloadkit, and of tenants' rules."""
    return frozenset(catalogue()).union(*(declared() for declared in _TENANTS))


def add_codes(declared: Callable[[], Iterable[str]]) -> None:
    """Let ``codes`` ask for the codes of rules that are declared elsewhere.

    Args:
        declared: Returns the codes. It is called each time, since models are made at any time.
    """
    _TENANTS.append(declared)
