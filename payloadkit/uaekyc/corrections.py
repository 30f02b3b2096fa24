"""Read the corrections of failed rows from a CSV file as a spreadsheet saves it.

The file is not uploaded, so it may have a byte order mark, commas, semicolons or tabs, the columns
in any order, quotes, any line ends and blank rows. A blank cell corrects nothing. Columns that
only the failed rows have, such as ``card_number``, are skipped, and so are the notes of
``errored_sheet``. A row of that sheet that was not corrected is skipped too.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.uaekyc.errored_records import InputData
from payloadkit.uaekyc.sheet import CHECKSUM, COLUMNS, FORMULA, NOTES, checksum
from payloadkit.violation import Fault, Report, sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.violation import Violation

KEY = "customer_id"
_SKIPPED = {*NOTES, *(column.key for column in model_of(InputData).fields)} - set(COLUMNS)
_SEPARATORS = ",;\t"

_ENCODING = Fault("csv.encoding")
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11")  # how files of Excel begin
_SPREADSHEET = Fault("csv.encoding", variant="spreadsheet")
_QUOTING = Fault("csv.quoting")
_CELLS = Fault("csv.columns")
_HEADER = Fault("csv.header", variant="corrections", header=",".join(COLUMNS))


@sealed
def read_corrections(
    raw: bytes | bytearray | memoryview | str, policy: Policy | None = None
) -> Report[Mapping[str, Any]]:
    """Return the report of a CSV file of corrections. Its value is the supplement of ``convert``.

    Args:
        raw: The file. Its first line names ``customer_id`` and the columns that are corrected.
        policy: The largest size, and the most violations to report.

    Raises:
        TypeError: The file is neither bytes nor text.
    """
    policy = policy_of(policy)
    if not isinstance(raw, bytes | bytearray | memoryview | str):
        raise TypeError(f"corrections are bytes or text, not {type(raw).__name__}")
    return _read(raw, policy).localized(policy.language)


def _read(raw: bytes | bytearray | memoryview | str, policy: Policy) -> Report[Mapping[str, Any]]:
    if len(raw) > policy.max_bytes:
        return Report((Fault("json.too_large", most=policy.max_bytes).violation(""),))
    data = raw.encode(errors="surrogatepass") if isinstance(raw, str) else bytes(raw)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if data.startswith(_BINARY):
            return Report((_SPREADSHEET.violation("", line=1, column=1),))
        line = data.count(b"\n", 0, error.start) + 1
        return Report((_ENCODING.violation("", line=line, column=1),))
    rows, faults = _rows(text.removeprefix("\ufeff"))
    return Report(
        tuple(faults[: policy.max_violations]),
        None if faults else {"rows": rows},
        len(faults) > policy.max_violations,
    )


def _rows(text: str) -> tuple[list[dict[str, str]], list[Violation]]:
    """Return the corrections of every row that is not blank, and the violations."""
    first = text.partition("\n")[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True
    )
    rows: list[dict[str, str]] = []
    found: list[Violation] = []
    line = 1
    try:
        keys = _keys(next(lines, []))
        if not keys:
            return rows, [_HEADER.violation("", line=1, column=1)]
        line = lines.line_num + 1
        for cells in lines:
            if len(cells) != len(keys) and any(map(str.strip, cells)):
                path = f"/rows/{len(rows)}"
                found.append(_CELLS.violation(path, line=line, column=1))
            corrected = {
                key: _plain(cell.strip()) for key, cell in zip(keys, cells, strict=False) if key
            }
            is_unchanged = corrected.pop(CHECKSUM, "") == checksum(corrected)
            if any(corrected.values()) and not is_unchanged:
                rows.append({key: cell for key, cell in corrected.items() if cell})
            line = lines.line_num + 1
    except csv.Error:
        found.append(_QUOTING.violation("", line=line, column=1))
    return rows, found


def _keys(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the key of each column, "" for one that is skipped, or nothing of a wrong header."""
    names = [cell.strip().casefold() for cell in cells]
    named = {name for name in names if name}
    right = (
        KEY in named
        and named <= {*COLUMNS, *_SKIPPED}
        and len(named) == sum(1 for name in names if name)
    )
    return tuple(name if name in (*COLUMNS, CHECKSUM) else "" for name in names) if right else ()


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
