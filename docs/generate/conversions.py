"""Writes `docs/conversion.md` from the tables of the conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.generate.files import HEAD
from payloadkit.conversion.element import Element
from payloadkit.conversion.names import PARTICLES
from payloadkit.conversion.row import Row
from payloadkit.conversion.source import PLACEHOLDERS
from payloadkit.conversion.tables import all_tables
from payloadkit.messages.catalogue import catalogue
from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from payloadkit.conversion.table import Table
    from payloadkit.models.model import Field

    Path = tuple[str, ...]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in sorted(words))


_INTRODUCTION = f"""\
{HEAD}

# Conversions

These are the tables that the conversions run by.

`payloadkit.convert(source, target, supplement)` gives a `payload`, which is None while there is an
error, a `report` with everything that there is to say, and a `lineage` with one row a value: its
target, the source paths that were read for it, its kind and its rule.

* Of the paths under "from", the first one that says something usable is read. An empty text,
  blanks, dashes, dots and the words {_listed(PLACEHOLDERS)}
  in any case say nothing. Of several rows with one target, the first that applies counts.
* What stands in the supplement always wins, and its kind is `supplied`; a null in it withholds a
  value. What no row and no supplement fills is `field.missing`, with the hint where it usually
  comes from.
* What a row reports is information (i), a warning (w) or an error (e). An optional value that the
  target does not allow is left out with a warning at its path, the next source is tried, and the
  payload is made without it. A mandatory one is an error.
* A whole name is split at white space. A particle
  ({_listed(PARTICLES)})
  stays with the word that follows it, and a name with one comma is read as `LAST, FIRST`.
* `lineage.unused` lists every source path, and every word of a whole name, that went nowhere:
  `/data/data/personalInfo/fullNameEn/2` is the third word. `lineage.keep` names what the caller is
  to save, the `uaeKycId`.
* Photos of the supplement, `{{"file": path}}`, bytes, a `Path`, base64 or an object made in code,
  are made fit to send by `payloadkit.images.fit`; one that cannot be is an error at its
  `base64_data`: that of `fit`, or `file.unreadable`. `{{"file": path}}` is read only from the
  folder that `files=` names; a path that is absolute or leaves the folder is `file.refused`, and
  so is every one without `files=`. A declared type that the bytes belie is put right, with the
  warning `image.type_mismatch`. PDFs in `additional_docs` are left as they are. A `zip` of digits
  as text becomes a number, with `zip.leading_zero` where that loses zeros.
* A source that nothing can be made of is an error that no policy ignores.
* Of a profile itself are reported, as errors that end the conversion: `profile.failed` (it is no
  profile), `profile.unwrapped` (an inner part was given as the whole answer) and
  `profile.deceased`; as warnings: `profile.inactive`, `profile.outside`, `profile.contradiction`
  where two places disagree, and `date.expired` for documents that have no place in the payload.
* Of a monitored customer itself are reported, as errors that end the conversion: `customer.failed`,
  `customer.organization` and `customer.risk` (the customer is `Prohibited`); as warnings:
  `customer.inactive`, and `customer.risk` where the risk is high.
* An onboarding payload without an answer to `political_exposed_person` is `value.unanswered`, one
  with a `customer_classification` that tells no income `classification.partial`, both warnings.
* Failed rows may come as a list of pages; their rows are counted through. Corrections may come as a
  CSV, which `uaekyc.read_corrections` reads; a blank correction says nothing. Each row of the
  supplement is completed by the failed row of its `customer_id` (of several the last), and no
  other row is in the CSV. `customer.unknown` (an error) is a correction of a customer whose row
  did not fail, `customer.unchanged` (a warning) is a correction that says nothing new,
  `customer.uncorrected` (information) tells how many failed rows stay out, `records.failed` (an
  error) is an answer without rows."""


def page() -> str:
    """Return the page."""
    return "\n\n".join([_INTRODUCTION, *(_section(table) for table in all_tables())]) + "\n"


def _section(table: Table) -> str:
    fields = dict(model_of(table.target).walk())
    lines = [
        f"## {table.title}",
        "",
        f"Paths under `/{'/'.join(table.root)}`.",
        "",
        "| target | from | how | kind | reports |",
        "|---|---|---|---|---|",
    ]
    alone = ", ".join(_supplied_only(table))
    return "\n".join(
        [
            *lines,
            *(line for entry in table.entries for line in _lines(entry, fields)),
            *(("", f"By supplement only: {alone}.") if alone else ()),
        ]
    )


def _lines(entry: Row | Element, fields: Mapping[Path, Field]) -> Iterator[str]:
    if isinstance(entry, Row):
        yield _line(entry.target, entry, fields[entry.tokens])
        return
    above = f"/{entry.listing}[{entry.key}={entry.value}]"
    ids = f" (by the masters' `{entry.ids}`, else `{entry.value}`)" if entry.ids else ""
    how = f"{entry.doc}{ids}, where there is any of this"
    reports = "" if entry.incomplete is None else f"`{entry.incomplete.code}` (w)"
    yield f"| `{above}` | {_codes(entry.needs)} | {how} | derived | {reports} |".replace("  ", " ")
    for row in entry.rows:
        yield _line(above + row.target, row, fields[entry.listing, "*", *row.tokens])


def _line(target: str, row: Row, field: Field) -> str:
    how = row.rule.doc + (
        f", where {row.condition[0].lower()}{row.condition[1:]}" if row.condition else ""
    )
    cells = f"{_codes(row.sources)} | {how} | {row.rule.kind} | {_reports(row, field)}"
    return f"| `{target}` | {cells} |".replace("|  |", "| |")


def _reports(row: Row, field: Field) -> str:
    """Return the codes of a row, each with the first letters of its severities."""
    return ", ".join(
        f"`{code}` ({_letters(_severity(code, row, field), optional=field.optional)})"
        for code in dict.fromkeys(row.reports)
    )


def _severity(code: str, row: Row, field: Field) -> str:
    """Return the severity of a code: the row's own, the target's rule's, or the catalogue's."""
    if row.warns is not None and row.warns.code == code:
        return row.warns.severity
    return "warning" if code in field.rule.advisory else catalogue()[code].severity


def _letters(severity: str, *, optional: bool) -> str:
    """Return `e`, `w` or `i`, or `w/i` for a code of two severities.

    An optional value that cannot be used only warns.
    """
    letters = (word[0] for word in severity.partition(",")[0].split(" or "))
    return "/".join(dict.fromkeys("w" if optional and one == "e" else one for one in letters))


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _supplied_only(table: Table) -> Iterator[str]:
    """Yield the fields of the payload, and of its elements and objects, that no row fills."""
    filled = {entry.tokens for entry in table.entries if isinstance(entry, Row)}
    for element in (entry for entry in table.entries if isinstance(entry, Element)):
        filled |= {
            (element.listing,),
            (element.listing, "*", element.key),
            *((element.listing, "*", *row.tokens) for row in element.rows),
        }
    shown: set[tuple[str, ...]] = set()
    for path, field in model_of(table.target).walk():
        above = any(path[:length] in shown for length in range(len(path)))
        inside = field.part is not None and any(other[: len(path)] == path for other in filled)
        if path not in filled and not above and not inside:
            shown.add(path)
            yield f"`/{'/'.join(path)}`"
