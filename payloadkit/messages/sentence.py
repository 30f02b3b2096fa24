"""The sentences of violations: texts that can be said in another language.

A ``Sentence`` is a text that knows its entry, its variant and its bounds. Where a violation holds a
plain text instead, it is a tenant's own sentence, which stays as it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from payloadkit.messages.catalogue import catalogue_in
from payloadkit.messages.plurals import ENGLISH, RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

PHRASES = "phrases"


class Source(NamedTuple):
    """Where the text of a sentence stands.

    Args:
        language: The language.
        code: The code of the entry, or ``phrases``.
        variant: The variant of the entry, or the name of the phrase.
        part: ``message`` or ``hint``.
    """

    language: str
    code: str
    variant: str
    part: str


class Sentence(str):
    """A sentence in one language, which can be said in another one.

    Args:
        text: The sentence.
        source: Where it comes from.
        bounds: The values of its names in braces.
    """

    __slots__ = ("bounds", "source")

    source: Source
    bounds: Mapping[str, object]

    def __new__(cls, text: str, source: Source, bounds: Mapping[str, object]) -> Self:
        """Keep the source and the bounds beside the text."""
        made = str.__new__(cls, text)
        made.source = source
        made.bounds = bounds
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Source, Mapping[str, object]]]:
        """Copy and pickle with the source and the bounds."""
        return type(self), (str(self), self.source, self.bounds)


class Series(NamedTuple):
    """Several words in a sentence: ``a and b``.

    Args:
        words: The words.
        joint: What stands between them.
    """

    words: tuple[str, ...]
    joint: Literal["and", "or", "comma"] = "and"


_COMPOSED: Final = frozenset({Series, Sentence})


class _Template(NamedTuple):
    """A text with names in braces, or one for each plural category.

    Args:
        source: Where it stands.
        text: The text, or the texts by category and the name of the ``number``.
    """

    source: Source
    text: str | Mapping[str, str]

    def filled(self, bounds: Mapping[str, object]) -> Sentence:
        """Return the sentence with its bounds."""
        language, text = self.source.language, self.text
        if not isinstance(text, str):
            number: Any = bounds[text["number"]]
            text = text[RULES[language](number)]
        return Sentence(text.format_map(_worded(bounds, language)), self.source, bounds)


def said(
    language: str, code: str, variant: str, part: str, bounds: Mapping[str, object]
) -> Sentence | None:
    """Return a sentence in a language; None where an entry has no such part.

    Args:
        language: The language.
        code: The code, or ``phrases``.
        variant: The variant, or the name of the phrase.
        part: ``message`` or ``hint``.
        bounds: The values of the names in braces.
    """
    found = _template(language, code, variant, part)
    return found.filled(bounds) if isinstance(found, _Template) else found


def localized(text: str, language: str) -> str:
    """Return a sentence in another language; a tenant's own text is returned as it is.

    Args:
        text: The sentence, or the text.
        language: The language.
    """
    if not isinstance(text, Sentence) or text.source.language == language:
        return text
    return said(language, *text.source[1:], text.bounds) or text


@cache
def _template(language: str, code: str, variant: str, part: str) -> _Template | Sentence | None:
    """Return the text of a sentence. One without names in braces is a sentence already."""
    text = _text(language, code, variant, part)
    if text is None:
        return None
    found = _Template(Source(language, code, variant, part), text)
    return found.filled({}) if isinstance(text, str) and "{" not in text else found


def _text(language: str, code: str, variant: str, part: str) -> str | Mapping[str, str] | None:
    entries = catalogue_in(language)
    if code == PHRASES:
        phrase: str | Mapping[str, str] = entries.phrases[variant]
        return phrase
    if code in entries:
        return entries[code].texts[variant].get(part)
    # A tenant's rule has said nothing itself.
    return entries.phrases["rule"].format(code=code) if part == "message" else None


def _worded(bounds: Mapping[str, object], language: str) -> Mapping[str, object]:
    """Return the bounds in the words of a language."""
    if language == ENGLISH and _COMPOSED.isdisjoint(map(type, bounds.values())):
        return bounds
    entries = catalogue_in(language)
    return {
        name: _word(value, entries.words.get(name, {}), language) for name, value in bounds.items()
    }


def _word(value: object, words: Mapping[str, str], language: str) -> object:
    if isinstance(value, Sentence):
        return localized(value, language)
    if isinstance(value, str):
        return words.get(value, value)
    if not isinstance(value, Series):
        return value
    joint: str = catalogue_in(language).phrases[value.joint]
    return joint.join(value.words)
