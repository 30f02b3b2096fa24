"""Masks keep the shape of values and of broken texts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from payloadkit.rules.values import Literal, OutOfRange, is_out_of_range
from payloadkit.strategies.masking import masked, masked_text, masks, tells


@pytest.mark.parametrize(
    ("text", "first", "alone"),
    [
        ("Layan-12", "Xxxxx-99", "Xxxxx-99"),
        ("2026-02-30T00:00:00Z", "9999-99-99X99:99:99X", "9999-99-99T99:99:99Z"),
        (
            "\u0644\u064a\u0627\u0646\u0661",
            "\u0633\u0633\u0633\u0633\u0669",
            "\u0633" * 4 + "\u0669",
        ),
        ("a\u200bb\u3164\u0000", "x\u200bx\u3164\u0000", "a\u200bx\u3164\u0000"),
        ("\u00a7\u00a7", "\u00b7\u00b7", "\u00b7\u00b7"),
        ("\udce9", "\udcff", "\udcff"),
    ],
)
def test_a_mask_keeps_the_shape(text: str, first: str, alone: str) -> None:
    """Case, script, punctuation and invisible characters stay; letters that stand alone may."""
    assert masks(text)[0] == first
    assert masks(text)[2] == alone


def test_masks_of_a_text_differ() -> None:
    """A text that is its own mask has another one."""
    assert masks("xxx 99") == ("xxx 99", "zzz 88", "xxx 99", "zzz 88")


@pytest.mark.parametrize("value", ["Layan-12", 2**62, OutOfRange("9223372036854775808")])
def test_a_value_has_several_masks(value: object) -> None:
    """More than the first two differ, and a number that is out of range has masks that are too."""
    large = is_out_of_range(value)
    several = {str(mask) for mask in masked(value) if is_out_of_range(mask) == large}

    assert len(several) > 2
    assert str(value) not in several


@pytest.mark.parametrize(
    ("value", "mask"),
    [
        (-50, -99),
        (Decimal("1.50"), Decimal("9.99")),
        (Literal("1e3"), Decimal("9e9")),
        (OutOfRange("1" * 25), OutOfRange("9" * 25)),
    ],
)
def test_a_number_stays_a_number_of_its_kind(value: object, mask: object) -> None:
    """A number has as many digits, and its exponent, after it is masked."""
    first = next(masked(value))

    assert first == mask
    assert type(first) is type(mask) or isinstance(mask, Decimal)


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ('{"name": "Layan", a: 012}', '{"name": "Xxxxx", x: 099}'),
        ('[1.5e3, 99, "xx"]', '[9.9e9, 88, "zz"]'),
        ('"\\u00e9\\ud83d\\ude42\\n\\x41"', '"\\u0078\\ud83d\\ude00\\n\\x99"'),
    ],
)
def test_a_broken_text_stays_broken(text: str, mask: str) -> None:
    """Grammar, escapes and names of fields stay; words and numbers are masked."""
    assert masked_text(text, {"name"}) == mask


@pytest.mark.parametrize(("text", "said"), [("a", True), ("--", False), ("\u3164", False)])
def test_a_text_of_signs_tells_nothing(text: str, said: bool) -> None:
    """Only visible letters and digits say something."""
    assert tells(text) is said
