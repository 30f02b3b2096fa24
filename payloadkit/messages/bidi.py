"""Latin words in text that runs from right to left.

A code, a path or a date between Arabic words is shown in the wrong order unless it is isolated
(Unicode Standard Annex 9). The sentences themselves have no such marks, since a page isolates by
its markup, and a log or a JSON document is no page. ``str`` of a report isolates.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import bidirectional

# Brackets belong to a run only in pairs. Others are those of the text around it.
_WORD: Final = r"(?:[!-'*-Z\\^-~]|\([ -'*-~]*\)|\[[ -Z\\^-~]*\])+"
_RUN: Final = re.compile(rf"{_WORD}(?: +{_WORD})*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PLAIN: Final = re.compile(r"[^A-Za-z0-9]*|[0-9., ()\[\]]*")


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text is one of a script from right to left.

    Args:
        text: The text.
    """
    first = _LETTER.search(text)
    return first is not None and bidirectional(first[0]) in ("R", "AL")


def isolated(text: str, before: str = "\u2068", after: str = "\u2069") -> str:
    """Return a text whose runs of Latin words, paths and dates stand between marks.

    Args:
        text: The text.
        before: The mark before a run: FIRST STRONG ISOLATE, or the tag of a page.
        after: The mark after it: POP DIRECTIONAL ISOLATE, or the tag of a page.
    """

    def marked(found: re.Match[str]) -> str:
        run = found[0]
        inner = run.strip(" .,:;!?<>&")
        if _PLAIN.fullmatch(inner):
            return run
        head, tail = run.split(inner, 1)
        return f"{head}{before}{inner}{after}{tail}"

    return _RUN.sub(marked, text)
