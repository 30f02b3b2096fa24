"""Explain a code: its meaning, its fields, and how to correct it.

A code is one of reports, of the gateway, or a business error of the UAE KYC platform.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from payloadkit.caas.error_table import ERROR_TABLE, STATES, AnswerRow
from payloadkit.conversion.row import Row
from payloadkit.conversion.tables import all_tables
from payloadkit.http.answer import RETRIES
from payloadkit.messages.catalogue import catalogue, catalogue_in
from payloadkit.messages.plurals import ENGLISH
from payloadkit.models.registry import kinds, model_of
from payloadkit.reference.changes import changes
from payloadkit.rules.containers import Anything, Many
from payloadkit.uaekyc.business_errors import REMEDIES, BusinessErrorCode, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.conversion.table import Table
    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Across, Rule

Names = tuple[str, ...]
_MIGRATION = "uaekyc.migration-csv"
_CARD: Names = ("eid_number", "name_on_eid", "eid_issue_date", "eid_expiry_date", "dob")
Drawing = dict[str, str | None]


@attrs.frozen(kw_only=True)
class Explanation:
    """The explanation of a code.

    Args:
        code: The code, of reports, of the gateway or of the UAE KYC platform.
        about: The severity; for a code of others, the answer that has it.
        meaning: The fault.
        example: A value with the fault.
        change: Lines of a document: with ``-`` those that have the fault, with ``+`` those that
            mend it.
        mend: How to correct it.
        others: The gateway's codes that it predicts; for a code of the gateway, the codes that
            predict it.
        fields: JSON Pointers of the fields that can draw it, by kind; ``*`` is any element.
            For a business error, those that the desk can correct.
        targets: JSON Pointers of the fields that it can be reported for, by conversion.
    """

    code: str
    about: str
    meaning: str
    example: str | None
    change: Names
    mend: str
    others: Names
    fields: dict[str, Names]
    targets: dict[str, Names]


def known() -> Names:
    """Return every code that can be explained."""
    return (
        *catalogue(),
        *dict.fromkeys(str(row.code) for row in ERROR_TABLE if row.code is not None),
        *map(str, BusinessErrorCode),
    )


def explain(code: str, language: str = ENGLISH) -> tuple[Explanation, ...]:
    """Return every explanation of a code.

    A code of the gateway may have several meanings. An unknown code has no explanation.

    Args:
        code: The code, of reports, of the gateway or of the UAE KYC platform.
        language: The language of meaning, example and mend for a code of reports. The words of
            others are explained in English.
    """
    if code in catalogue():
        return (_ours(code, language),)
    if code in tuple(BusinessErrorCode):
        return (_of_platform(BusinessErrorCode(code)),)
    return tuple(
        _theirs(row) for row in ERROR_TABLE if row.code is not None and str(row.code) == code
    )


def _ours(code: str, language: str) -> Explanation:
    entry = catalogue_in(language)[code]
    drawn = {
        kind: [(path, drawing[code]) for path, drawing in codes_by_field(kind) if code in drawing]
        for kind in kinds()
    }
    return Explanation(
        code=code,
        about=entry.severity,
        meaning=entry.meaning,
        example=entry.example,
        change=tuple(changes().get(code, ())),
        mend=entry.mend,
        others=tuple(
            sorted(
                {answer for found in drawn.values() for _, answer in found if answer is not None}
            )
        ),
        fields={
            kind: tuple(_pointer(path) for path, _ in found)
            for kind, found in drawn.items()
            if found
        },
        targets={
            table.title: found for table in all_tables() if (found := tuple(_targets(table, code)))
        },
    )


def _theirs(row: AnswerRow) -> Explanation:
    kind, answer = f"caas.{row.endpoint}", str(row.code)
    predicted = [
        (path, {code for code, draws in drawing.items() if draws == answer})
        for path, drawing in codes_by_field(kind)
    ]
    found = tuple(_pointer(path) for path, codes in predicted if codes)
    return Explanation(
        code=answer,
        about=f"answer to {kind}, HTTP {row.status}: {row.message}",
        meaning=STATES[row.state],
        example=None,
        change=(),
        mend=RETRIES[row.retry],
        others=tuple(sorted({code for _, codes in predicted for code in codes})),
        fields={kind: found} if found else {},
        targets={},
    )


def _of_platform(error: BusinessErrorCode) -> Explanation:
    corrected = _CARD if error.remedy is Remedy.CORRECT else ()
    return Explanation(
        code=str(error),
        about=f"business error of the UAE KYC platform, step {error.step}",
        meaning=f"{error.message}.",
        example=None,
        change=(),
        mend=REMEDIES[error.remedy],
        others=(),
        fields={_MIGRATION: tuple(f"/rows/*/{name}" for name in corrected)} if corrected else {},
        targets={},
    )


@cache
def codes_by_field(kind: str) -> tuple[tuple[Names, Drawing], ...]:
    """Return the codes that each field of a kind can draw, and the gateway's answer to each.

    A field stands by its path, with ``*`` for any element.

    Args:
        kind: The name of the kind.
    """
    model = model_of(kind)
    reporting = list(across(model))
    found = []
    for path, field in model.walk():
        names = tuple(name for name in path if name != "*")
        found.append(
            (
                path,
                _drawing(
                    model, field, field.rule, *(rule for place, rule in reporting if place == names)
                ),
            )
        )
        if isinstance(field.rule, Many) and field.part is None:
            found.append(((*path, "*"), _drawing(model, field, field.rule.item)))
    return tuple(found)


def _drawing(model: Model, field: Field, rule: Rule, *others: Across) -> Drawing:
    reporting: tuple[Rule | Across, ...] = (rule, *others)
    errs = {code: code not in one.advisory for one in reporting for code in one.codes}
    errs |= dict.fromkeys(common_codes(field, rule, tolerant=model.tolerant), not model.tolerant)
    if rule is field.rule and not field.optional:
        errs["field.missing"] = field.certain
    return {code: _answer(model, code, field) if err else None for code, err in errs.items()}


def common_codes(field: Field, rule: Rule, *, tolerant: bool) -> Iterator[str]:
    """Yield the codes that a value can draw besides those of its rule.

    Args:
        field: The field.
        rule: Its rule, or that of an element.
        tolerant: Whether the kind is read tolerantly.
    """
    if isinstance(rule, Anything):
        return
    yield "field.type"
    if int in rule.json:
        yield "number.range"
    if str in rule.json and rule.screened:
        yield from ("json.encoding", "text.control_characters", "text.invisible_characters")
    if not tolerant and not (field.nullable and rule is field.rule):
        yield "field.null"
    if not tolerant and str in rule.json:
        yield "text.blank"


def _answer(model: Model, code: str, field: Field) -> str | None:
    only_warns = model.tolerant or (
        code in catalogue() and not catalogue()[code].severity.startswith("error")
    )
    return None if only_warns or model.gateway is None else model.gateway(code, field)


def across(model: Model, above: Names = ()) -> Iterator[tuple[Names, Across]]:
    """Yield every rule across fields with each place where it reports, list indexes left out.

    Args:
        model: The model.
        above: Where it stands in a document.
    """
    for rule in model.across:
        yield from (((*above, *place), rule) for place in rule.places)
    for field in model.fields:
        if field.part is not None:
            yield from across(model_of(field.part), (*above, field.key))


def _targets(table: Table, code: str) -> Iterator[str]:
    for entry in table.entries:
        rows = (
            [(entry.target, entry)]
            if isinstance(entry, Row)
            else [(f"/{entry.listing}/*{row.target}", row) for row in entry.rows]
        )
        yield from dict.fromkeys(target for target, row in rows if code in row.reports)


def _pointer(path: Names) -> str:
    return "".join(f"/{name}" for name in path)
