"""Latin words between Arabic ones are isolated, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.messages.bidi import isolated

if TYPE_CHECKING:
    import pytest


def test_runs_are_isolated(subtests: pytest.Subtests) -> None:
    """A run has its own spaces, slashes and pairs of brackets, and no punctuation around it."""
    cases: list[tuple[str, str]] = [
        ("الحقل first_name إلزامي.", "الحقل <first_name> إلزامي."),
        ("خطأ text.too_long /a/0/b: نص", "خطأ <text.too_long /a/0/b>: نص"),
        ("وفق ISO 3166-1 alpha-2: حرفان", "وفق <ISO 3166-1 alpha-2>: حرفان"),
        ("منذ 2010-12-15، ثم", "منذ <2010-12-15>، ثم"),
        ("بصيغة E.164. [السطر 1]", "بصيغة <E.164>. [السطر 1]"),
        ("(وفق alpha-2) [السطر 1، العمود 2]", "(وفق <alpha-2>) [السطر 1، العمود 2]"),
        ("اقرأ Path(...).read_bytes() هنا", "اقرأ <Path(...).read_bytes()> هنا"),
        ("الإضافة payloadkit[heic].", "الإضافة <payloadkit[heic]>."),
        ("علامة + ثم 100 حرف، 5,242,880 (1)", "علامة + ثم 100 حرف، 5,242,880 (1)"),
        ("", ""),
    ]
    for text, shown in cases:
        with subtests.test(text=text, shown=shown):
            assert isolated(text, "<", ">") == shown


def test_the_marks_of_plain_text() -> None:
    """Without other marks, a run stands between FIRST STRONG and POP DIRECTIONAL ISOLATE."""
    assert isolated("رمز a.b") == "رمز \u2068a.b\u2069"
