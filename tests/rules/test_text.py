"""Texts: their characters, their length, and ids of master data."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.characters import NOTHING, is_blank, screen
from payloadkit.rules.rule import MISS, Rule
from payloadkit.rules.text import Text, listed
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY, masters
from tests.rules.judging import Said, choices, err, said, speaks, warn


def test_characters(subtests: pytest.Subtests) -> None:
    """Control characters err, invisible characters warn, every script is welcome."""
    cases: list[tuple[str, str | None]] = [
        ("plain", None),
        ("\u0646\u0627\u062f\u064a\u0629 \u0640", None),
        ("\U0001f600 \u00e9 e\u0301 \u00a0 \u3000", None),
        ("\x00", "text.control_characters"),
        ("a\tb", "text.control_characters"),
        ("\x7f", "text.control_characters"),
        ("\u0085", "text.control_characters"),
        ("\u200b\x01", "text.control_characters"),
        ("\u202e", "text.invisible_characters"),
        ("\u200d", "text.invisible_characters"),
        ("\ufeff", "text.invisible_characters"),
        ("\U000e0041", "text.invisible_characters"),
        ("a\u3164", "text.invisible_characters"),
        ("a\u034fb", "text.invisible_characters"),
        ("\u2764\ufe0f", "text.invisible_characters"),
        ("M\ufffdller", "text.invisible_characters"),
        ("\ufffc", "text.invisible_characters"),
        ("\u2800", "text.invisible_characters"),
        ("a\u2028b", "text.control_characters"),
        ("a\u2029b", "text.control_characters"),
        ("\u0600\u06dd\ufff9", None),
        ("a\ud800\x00", "json.encoding"),
        ("\ue000\U0010ffff", None),
    ]
    for value, code in cases:
        with subtests.test(value=value, code=code):
            fault = screen(value, lines=False)
            assert (fault and fault.code) == code
            assert fault is None or (fault.severity == "warning") is (
                code == "text.invisible_characters"
            )


def test_lines() -> None:
    """Only texts of several lines may have tabs and line breaks."""
    assert screen("a\tb\r\nc", lines=True) is None
    for letter in "\x0b\x0c\x85\x00\u2028\u2029":
        fault = screen(letter, lines=True)
        assert fault is not None
        assert fault.code == "text.control_characters"


# Format characters that Unicode does not call ignorable, since they are seen: signs before Arabic
# and Kaithi numbers, annotations between lines, joiners of hieroglyphs.
SEEN = {
    *range(0x0600, 0x0606),
    *(0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD),
    *range(0xFFF9, 0xFFFC),
    *range(0x13430, 0x13440),
}
IGNORABLE_LETTERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
LOST = {0x2800, 0xFFFC, 0xFFFD}


def test_categories() -> None:
    """Invisible are the format characters, the variation selectors, and what Unicode adds."""
    for point in range(sys.maxunicode + 1):
        letter, category = chr(point), unicodedata.category(chr(point))
        fault = screen(letter, lines=False)
        code = None if fault is None else fault.code
        selects = "VARIATION SELECTOR" in unicodedata.name(letter, "")
        if category == "Cc" or point in (0x2028, 0x2029):
            assert code == "text.control_characters"
        elif category == "Cf" or selects or point in IGNORABLE_LETTERS | LOST:
            assert (code == "text.invisible_characters") is (point not in SEEN), hex(point)
        elif category not in ("Cs", "Cn"):
            assert code is None, hex(point)


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        ("", True),
        (" \u3000\n", True),
        ("\u3164", True),
        ("\u2800 \u200b\ufffd", True),
        ("\u3164a", False),
        (".", False),
    ],
)
def test_blank(value: str, blank: bool) -> None:
    """A text is blank where nobody sees anything of it, and the schema's expression agrees."""
    assert is_blank(value) is blank
    assert bool(re.search(f"^{NOTHING}*$", value)) is blank


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("LAYAN", False),
        ("LAYAN FIXTURINA", False),
        (" LAYAN", True),
        ("LAYAN ", True),
        ("LAYAN\u00a0", True),
        ("\u3000LAYAN", True),
    ],
)
def test_surrounding_blanks(value: str, ends: bool) -> None:
    """Blanks at an end warn where the field says so, and only there."""
    expected = warn("text.surrounding_blanks") if ends else []
    probe = Text(trimmed=True).probe(POLICY)
    assert probe is not None
    assert said(Text(trimmed=True), value) == expected
    assert (probe(value) is MISS) is ends
    assert said(Text(), value) == []
    assert said(Text(5, trimmed=True), f"{value} x ") == [
        *err("text.too_long"),
        *warn("text.surrounding_blanks"),
    ]


def test_length(subtests: pytest.Subtests) -> None:
    """A length is counted in code points, and a limit that is a guess warns."""
    cases: list[tuple[Rule, str, Said]] = [
        (Text(3), "abc", []),
        (Text(3), "abcd", err("text.too_long")),
        (Text(3, sure="D"), "abcd", warn("text.too_long")),
        (Text(3, sure="D").limited(3), "abcd", err("text.too_long")),
        (Text(5, minimum=3), "ab", err("text.too_short")),
        (Text(5, minimum=3, sure="D"), "ab", warn("text.too_short")),
        (Text(5, minimum=3), "abc", []),
        (Text(), "x" * 9999, []),
        (Text(3), "\U0001f600" * 3, []),
    ]
    for rule, value, expected in cases:
        with subtests.test(value=value):
            assert said(rule, value) == expected


def test_ids_of_master_data() -> None:
    """An id is looked up only in a list that the tenant gives."""
    policy = pk.Policy(masters=masters())
    assert said(Text(3, listing="address_types"), "1", policy) == []
    assert said(Text(3, listing="address_types"), "9", policy) == err("master.unknown")
    assert said(Text(3, listing="address_types"), "9") == []
    assert said(Text(3, listing="no_such_list"), "9", policy) == []
    assert said(Text(3, listing="address_types"), "9999", policy) == err("master.unknown")


@pytest.mark.parametrize(
    ("rule", "contract"),
    [
        (Text(), "<text>"),
        (Text(60), "<text of at most 60>"),
        (Text(60, minimum=2), "<text of 2 to 60>"),
        (Text(trimmed=True), "<text, no blanks at its ends>"),
        (Text(60, trimmed=True), "<text of at most 60, no blanks at its ends>"),
    ],
)
def test_contract(rule: Text, contract: str) -> None:
    """A rule prints what it demands."""
    assert repr(rule) == contract


@pytest.mark.parametrize(
    "rule",
    [
        Text(),
        Text(1),
        Text(5, minimum=3),
        Text(5, "D", 3),
        Text(minimum=2),
        Text(200, minimum=70),
        Text(sample="immigration file"),
        Text(12, sample="whole name"),
        Text(3, sample="Emirates ID"),
        Text(lines=True, sample="remark"),
        Text(sample="remark"),
        Text(2, trimmed=True),
        Text(12, minimum=9, sample="whole name", trimmed=True),
    ],
)
@pytest.mark.parametrize("realistic", [False, True])
@given(data=st.data())
def test_draws_and_breakers(rule: Text, realistic: bool, data: st.DataObject) -> None:
    """What a rule draws is sound, and what it breaks draws the code of the breaker first."""
    draws = sample_draws(POLICY, st, realistic=realistic)
    value = data.draw(rule.draw(draws))
    assert said(rule, value) == []
    assert screen(value, lines=rule.lines) is None
    for breaker in rule.breakers(draws):
        broken = data.draw(breaker.values)
        fault = screen(broken, lines=rule.lines) or next(rule.check(broken, POLICY))
        assert (fault.code, fault.severity) == (breaker.code, breaker.severity)
    for edge in rule.edges(draws):
        assert said(rule, data.draw(edge)) == []


def test_the_simplest_text_is_readable(subtests: pytest.Subtests) -> None:
    """Shrinking ends at plain words, or at the sample's first text that fits."""
    cases: list[tuple[Text, bool, str]] = [
        (Text(), False, "text"),
        (Text(), True, "text"),
        (Text(3), False, "spe"),
        (Text(14, minimum=13), False, "specimenspeci"),
        (Text(sample="given name"), False, "text"),
        (Text(sample="given name"), True, "Layan"),
        (Text(7, sample="given name in Arabic"), True, "\u0644\u064a\u0627\u0646"),
        (Text(4, sample="whole name"), True, "spec"),
        (Text(sample="remark"), True, "Asked to be called in the morning."),
    ]
    for rule, realistic, simplest in cases:
        with subtests.test(realistic=realistic, simplest=simplest):
            assert (
                find(rule.draw(sample_draws(POLICY, st, realistic=realistic)), lambda _: True)
                == simplest
            )


def test_a_remark_runs_over_lines_where_it_may() -> None:
    """A realistic remark has several lines only where the rule welcomes them."""
    assert "\n" in find(
        Text(lines=True, sample="remark").draw(sample_draws(POLICY, st, realistic=True)),
        lambda text: "\n" in text,
    )
    assert all(
        "\n" not in text
        for text in Text(sample="remark").draw(sample_draws(POLICY, choices(), realistic=True))
    )


def test_texts_of_every_script_are_still_drawn() -> None:
    """A draw that need not be realistic has letters that no table has."""
    assert find(Text().draw(sample_draws(POLICY, st)), lambda text: text[0] > "\u0700")


def test_schemas() -> None:
    """Limits that err are keywords, those that warn annotations; a tenant's errs."""
    assert Text(5, minimum=2).schema() == {"type": "string", "maxLength": 5, "minLength": 2}
    assert Text(5, "D", 2).schema() == {"type": "string", "x-max-length": 5, "x-min-length": 2}
    assert Text().schema() == {"type": "string"}
    assert Text(9, "D", lines=True).limited(5) == Text(5, lines=True)


def test_a_master_list() -> None:
    """The list is the tenant's, and empty where there is none."""
    policy = pk.Policy(masters=masters())

    assert listed("address_types", policy) == masters().names("address_types") != {}
    assert (
        listed(None, policy)
        == listed("no_such_list", policy)
        == listed("address_types", pk.Policy())
        == {}
    )


@pytest.mark.parametrize("letter", "\u200b\x01\ud800")
def test_characters_are_told_in_sentences(letter: str) -> None:
    """Whatever letter has no place in a text, message and hint are sentences."""
    fault = screen(letter, lines=False)
    assert fault is not None
    assert speaks(fault)


def test_ids_of_master_data_are_drawn() -> None:
    """Where the tenant gives the list, its ids are drawn, and another id is a fault."""
    draws = sample_draws(pk.Policy(masters=masters()), choices())
    rule = Text(listing="address_types")
    ids = list(masters().names("address_types") or ())

    assert rule.draw(draws) == ids
    assert list(rule.edges(draws)) == []
    codes = [each.code for each in rule.breakers(sample_draws(draws.policy, st))]
    assert codes == ["text.control_characters", "master.unknown"]
