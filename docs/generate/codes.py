"""Writes `docs/codes.md` from the catalogue, the declarations and the table of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.generate.code_examples import changes
from docs.generate.files import HEAD
from payloadkit.caas.error_table import ERROR_TABLE, ONBOARDING_UNKNOWN, STATUS_WORDS, UNKNOWN
from payloadkit.caas.words import CustomerStatus
from payloadkit.messages.catalogue import catalogue
from payloadkit.policy import UNIGNORABLE
from payloadkit.reference.explain import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.caas.error_table import AnswerRow

SINCE: dict[str, str] = {}
"""The release that brought a code, for those that are younger than the first release."""

_UNIGNORABLE = ", ".join(f"`{code}`" for code in ("json.*", *sorted(UNIGNORABLE)))

_INTRODUCTION = f"""\
{HEAD}

# Codes

What each code means, an example before and after, and how to mend it. In an example, a line with
`-` has the fault; a line with `+` is in its place when it is mended. `payloadkit explain CODE` says
the same of one code, ours or the gateway's, with the fields that can draw it.

A code is never renamed. Its severity here is that in a request; in an answer only `json.*` and
a wrong structure are errors, and all else at most warns. `Policy(strict=True)` turns warnings into
errors. The gateway's answer is the one that CAAS would give to an error of that code, where it
is known.

`Policy(ignore=…)` leaves codes out, but for those that leave nothing to read:
{_UNIGNORABLE}."""

_ANSWERS = """\
## What CAAS answers

`caas.read_answer(endpoint, status, body, headers)` reads an answer by this table, by the call and
the error code in its body, whichever status it comes with and however the code is spelt. Lost is
an answer that never came. A success without its ecrn or its data is `unknown`."""

_WORDS = """\
A success of a lookup, a customer or an onboarding also says how the customer stands. The first of
these words that it has is the state; without any of them it is `accepted`."""


def page() -> str:
    """Return the page."""
    families = dict.fromkeys(code.partition(".")[0] for code in catalogue())
    return (
        "\n\n".join(
            [
                _INTRODUCTION,
                *("\n".join(_family(family)) for family in families),
                _ANSWERS,
                "\n".join(_answers()),
                _WORDS,
                "\n".join(_words()),
            ]
        )
        + "\n"
    )


def linked(code: str) -> str:
    """Return a code as a link from another page to its place on this one.

    Args:
        code: The code.
    """
    return f"[`{code}`](codes.md#{code.replace('.', '')})"  # as headings are linked


def _family(family: str) -> Iterator[str]:
    yield f"## {family}"
    for code in catalogue():
        if code.startswith(f"{family}."):
            yield from ("", *_section(code))


def _section(code: str) -> Iterator[str]:
    """Yield the lines of a code."""
    found = explain(code)[0]
    answers = f", gateway {', '.join(found.others)}" if found.others else ""
    yield from (
        f'<a id="{code}"></a>',
        "",
        f"### `{code}`",
        "",
        f"*{found.about}{answers}, since {SINCE.get(code, '0.1.0')}*",
        "",
        f"{found.meaning} {found.mend}",
        "",
        f"Example: {found.example}",
        "",
        "```diff",
        *changes()[code],
        "```",
    )


def _answers() -> Iterator[str]:
    yield from ("| call | HTTP | code | message | state | retry |", "|---|---|---|---|---|---|")
    yield from map(_answer, ERROR_TABLE)
    yield from map(_answer, (ONBOARDING_UNKNOWN, UNKNOWN))


def _answer(row: AnswerRow) -> str:
    place = f"{row.endpoint or 'all'} | {row.status} | {row.code or ''}"
    line = f"| {place} | `{row.message}` | `{row.state}` | `{row.retry}` |"
    return line.replace("|  |", "| |")


def _words() -> Iterator[str]:
    yield from ("| field | word | state |", "|---|---|---|")
    for word, state in STATUS_WORDS:
        field = "customer_status" if isinstance(word, CustomerStatus) else "aml_scan_status"
        yield f"| `{field}` | `{word}` | `{state}` |"
