"""The files of the languages: each says everything that the English one says, with its bounds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

import payloadkit as pk
from payloadkit.messages.catalogue import catalogue, catalogue_in
from payloadkit.messages.plurals import CATEGORIES, ENGLISH, LANGUAGES
from payloadkit.models.record import Record
from payloadkit.models.registry import ATTRIBUTE, model_of
from payloadkit.rules.rule import Rule
from payloadkit.uaekyc import csv_codec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(pk.__file__).parent / "messages"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
RIGHT_TO_LEFT = [name for name in OTHERS if catalogue_in(name).phrases["direction"] == "rtl"]
FORMS = {form for forms in CATEGORIES.values() for form in forms}
WITHOUT_NUMBER = {"zero", "one", "two"}  # their words may say it: "a letter", "two letters"
MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RANGE = re.compile(r"[0-9]-[0-9]")
NAME = re.compile(r"`[^`]+`|\*\.\w+|\w+(?:[._]\w+|\[\w+\])+", re.ASCII)
DOCS = {"example", "meaning", "mend"}  # shown by `explain`, never in a report
# They begin with a sentence or with counts, or are no sentence.
OPEN = {
    ("phrases", name)
    for name in ("direction", "comma", "both", "counts", "truncated", "origins_arabic")
}
Keys = tuple[str, ...]
T = TypeVar("T")


def leaves(table: Mapping[str, Any], above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield the values of a document with their keys."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def said(language: str) -> dict[Keys, str]:
    """Return every text of a language's file that English has too."""
    whole = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        keys: text
        for keys, text in leaves(whole)
        if keys[0] != "words" and keys[-1] not in ("severity", "reviewed")
    }


def bounds(text: str) -> set[tuple[str, str | None]]:
    """Return the names in braces, and how they are written."""
    return {(name, form) for _, name, form, _ in Formatter().parse(text) if name}


def without_form(keys: Keys) -> Keys:
    """Return keys with one name for all plural categories."""
    return (*keys[:-1], "*") if keys[-1] in FORMS else keys


def of_payloadkit(cls: type[T]) -> Iterator[type[T]]:
    """Yield the subclasses of a class that payloadkit declares."""
    for kind in pk.kinds():
        import_module(model_of(kind).cls.__module__)
    for each in cls.__subclasses__():
        if each.__module__.startswith("payloadkit."):
            yield each
        yield from of_payloadkit(each)


def test_each_language_has_a_file() -> None:
    """The files are those of the languages."""
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing(language: str) -> None:
    """A language has the texts of English, no others, and each plural category of its own."""
    english, other = said(ENGLISH), said(language)

    assert set(map(without_form, other)) == set(map(without_form, english))
    assert list(catalogue_in(language)) == list(catalogue())
    forms: dict[Keys, set[str]] = {}
    for keys in other:
        if keys[-1] in FORMS:
            forms.setdefault(keys[:-1], set()).add(keys[-1])
    assert {keys: found for keys, found in forms.items() if found != {*CATEGORIES[language]}} == {}
    assert forms


@pytest.mark.parametrize("language", OTHERS)
def test_bounds_are_the_same(language: str) -> None:
    """A sentence names the bounds of the English one; a small number may be a word."""
    english = {without_form(keys): bounds(text) for keys, text in said(ENGLISH).items()}

    assert [
        keys
        for keys, text in said(language).items()
        if keys[-1] not in DOCS
        and (found := bounds(text)) != english[without_form(keys)]
        and not (keys[-1] in WITHOUT_NUMBER and found <= english[without_form(keys)])
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_names_are_the_same(language: str) -> None:
    """A sentence names the commands, functions, files and fields of the English one."""
    english = {without_form(keys): names(text) for keys, text in said(ENGLISH).items()}

    assert any(english.values())
    assert [
        keys
        for keys, text in said(language).items()
        if keys[-1] != "example" and names(text) != english[without_form(keys)]
    ] == []


def names(text: str) -> set[str]:
    """Return the names of a sentence that no language changes, without the bounds in braces."""
    return set(NAME.findall(re.sub(r"\{[^}]*\}", "", text)))


@pytest.mark.parametrize("language", OTHERS)
def test_each_entry_says_whether_it_was_reviewed(language: str) -> None:
    """The mark stands in every entry, and the severity only in the English one."""
    whole = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    entries = {f"{name}.{each}": whole[name][each] for name, each in map(parts, catalogue())}
    tables = {**entries, "phrases": whole["phrases"], "words": whole["words"]}

    assert [name for name, table in tables.items() if type(table.get("reviewed")) is not bool] == []
    assert [code for code, table in entries.items() if "severity" in table] == []
    assert [
        code
        for code in entries
        if catalogue_in(language)[code].severity != catalogue()[code].severity
    ] == []


def parts(code: str) -> tuple[str, str]:
    """Return family and name of a code."""
    family, _, name = code.partition(".")
    return family, name


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_sentences_are_arabic(language: str) -> None:
    """A sentence begins with an Arabic letter, so no program takes it for one of English."""
    texts = said(language)
    texts |= {
        ("words", *keys): text
        for keys, text in leaves(catalogue_in(language).words)
        if keys != ("reviewed",)
    }
    for keys in [keys for keys in texts if keys in OPEN or keys[-1] in ("number", "example")]:
        del texts[keys]

    assert [keys for keys, text in texts.items() if not begins_right_to_left(text)] == []


def begins_right_to_left(text: str) -> bool:
    """Tell whether the first letter is one of Arabic; a bound may be Latin, a count is none."""
    shown = re.sub(r"\{[^}]*\}", "a", text.replace("{count:,}", "1"))
    first = next(filter(str.isalpha, shown))
    return unicodedata.bidirectional(first) == "AL"


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_sentences_keep_their_order(language: str) -> None:
    """No sentence has marks of direction, or digits with a hyphen, which would change places."""
    texts = said(language)

    assert [keys for keys, text in texts.items() if MARKS.search(text)] == []
    assert [
        keys
        for keys, text in texts.items()
        if keys[-1] not in DOCS and RANGE.search(re.sub(r"ISO [0-9]+(-[0-9])?", "", text))
    ] == []
    assert [
        keys for keys, text in texts.items() if re.search("[\u0660-\u0669\u06f0-\u06f9]", text)
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_of_bounds(language: str) -> None:
    """Every English word that a bound may be has one in the language, and no other has."""
    words = catalogue_in(language).words
    models = {cls for cls in of_payloadkit(Record) if ATTRIBUTE in vars(cls)}
    docs = {
        field.declared.doc
        for cls in models
        for field in model_of(cls).fields
        if not field.optional and field.declared.doc
    }

    rules: list[type[Rule]] = [Rule, *of_payloadkit(Rule)]
    assert words["noun"].keys() == {rule.noun for rule in rules}
    assert set(words["doc"]) == docs
    assert set(words["separator"]) == set(csv_codec.SEPARATORS.values())
    assert set(words["meaning"]) == {
        meaning
        for cls in models
        for rule in model_of(cls).across
        for _, meaning in getattr(rule, "words", ())
    }
    assert set(words) == {"reviewed", "noun", "doc", "separator", "meaning"}
