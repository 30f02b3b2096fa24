"""The failed rows of a batch as a sheet: corrected in a spreadsheet, read by ``read_corrections``.

Beside the columns of the migration CSV it has the errors, what the desk can do, and a checksum
that shows which rows were corrected. It begins with a byte order mark, since spreadsheets read
Arabic only then. A text that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

from payloadkit.models.registry import model_of
from payloadkit.uaekyc.business_errors import REMEDIES, BusinessError, BusinessErrorCode, parts
from payloadkit.uaekyc.errored_records import ErroredRecord, InputData
from payloadkit.uaekyc.migration_csv import MigrationRow
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = tuple(column.key for column in model_of(MigrationRow).fields)
CHECKSUM = "checksum"
NOTES = ("errors", "what_to_do", CHECKSUM)
FORMULA = ("=", "+", "-", "@")


@sealed
def errored_sheet(records: Iterable[ErroredRecord]) -> bytes:
    """Return the sheet of failed rows.

    Args:
        records: The failed rows, from ``errored`` of the client or ``Batch``.

    Raises:
        TypeError: One of them is no ``ErroredRecord``.
    """
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow((*COLUMNS, *NOTES))
    for record in records:
        if not isinstance(record, ErroredRecord):
            raise TypeError(f"records are instances of ErroredRecord, not {type(record).__name__}")
        found = record.input_data if isinstance(record.input_data, InputData) else InputData()
        row = {key: str(getattr(found, key) or "") for key in COLUMNS}
        errors = parts(record.business_errors, BusinessError)
        notes = (_words(errors), _what_to_do(errors), checksum(row))
        sheet.writerow(_safe(cell) for cell in (*row.values(), *notes))
    return text.getvalue().encode("utf-8-sig")


def checksum(row: Mapping[str, str]) -> str:
    """Return the checksum of a row's values, which differs once one is corrected."""
    values = "\0".join(row.get(key, "") for key in COLUMNS)
    # A letter in front, or a spreadsheet would take some for numbers.
    return "x" + hashlib.sha256(values.encode(errors="surrogatepass")).hexdigest()[:12]


def _words(errors: Iterable[BusinessError]) -> str:
    return "; ".join(
        BusinessErrorCode(each.error).message
        if each.error in tuple(BusinessErrorCode)
        else ": ".join(str(part) for part in (each.error, each.message) if part)
        for each in errors
    )


def _what_to_do(errors: Iterable[BusinessError]) -> str:
    """Return what the desk can do, for each remedy once."""
    known = (each.error for each in errors if each.error in tuple(BusinessErrorCode))
    remedies = dict.fromkeys(BusinessErrorCode(code).remedy for code in known)
    return " ".join(REMEDIES[remedy] for remedy in remedies)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
