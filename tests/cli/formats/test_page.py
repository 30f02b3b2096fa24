"""The words of the page, and how its sentences become HTML."""

from __future__ import annotations

import re

import pytest

from payloadkit.cli.formats import page


def test_latin_words_in_arabic_are_isolated() -> None:
    """A sentence from right to left has its Latin words in elements, one of English has none."""
    assert page.prose("الحقل a_b <إلزامي>: `c`.") == (
        "الحقل <bdi>a_b</bdi> &lt;إلزامي&gt;: <code>c</code>."
    )
    assert page.prose("The field a_b: `c`.") == "The field a_b: <code>c</code>."
    assert page.prose("1.") == "1."


def test_all_languages_have_the_same_words() -> None:
    """Each word is in each language, with the same names in braces."""
    english, arabic = page.words("en"), page.words("ar")

    assert list(english) == list(arabic)
    for name, text in english.items():
        assert re.findall(r"\{\d\}", text) == re.findall(r"\{\d\}", arabic[name])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write `AE` & `<b>`.", "Write <code>AE</code> &amp; <code>&lt;b&gt;</code>."),
        ("no code", "no code"),
    ],
)
def test_code_in_sentences(text: str, expected: str) -> None:
    """What stands between backticks is code, and nothing is markup."""
    assert page.prose(text) == expected
