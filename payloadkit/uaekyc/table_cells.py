"""Values of a table or spreadsheet as the texts of the migration CSV.

The scalars of pandas, polars, pyarrow and numpy are recognised by what they can do, so none of
these is imported. A value that is no text without a guess stays as it is: the check reports it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from payloadkit.policy import UAE
from payloadkit.uaekyc.rules import SlashDay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.rules.rule import Rule

_CARD, _NUMBERED = "eid_number", frozenset({"customer_id", "eid_number", "consent_version"})
_EXACT = 2**53
"""Up to here a float holds every whole number."""
_DIGITS = 18
_MISSING = frozenset({"NAType", "NaTType"})
_SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212-]")
_NUMBER = re.compile(r"(784[0-9]{12})(?:\.0+)?")


def row_texts(record: Mapping[Any, object], columns: Mapping[str, Rule]) -> dict[Any, object]:
    """Return a row of the CSV from a record. A cell without a value is left out.

    Args:
        record: Values by the names of the columns.
        columns: The rules of the columns. Of another column only the name is kept.
    """
    cells = ((key, _unboxed(value)) for key, value in record.items())
    return {
        key: _text(key, value, columns[key]) if key in columns else None
        for key, value in cells
        if value is not None or key not in columns
    }


def _unboxed(value: object) -> object:
    """Return the Python value of a scalar of any library, or None for a missing value."""
    if isinstance(value, str):
        return str.__str__(value)
    found = _python(value)
    missing = type(found).__name__ in _MISSING or (
        isinstance(found, float | Decimal) and Decimal(found).is_nan()
    )
    return None if missing else found


def _python(value: Any) -> object:  # noqa: ANN401 - a scalar of any library
    if type(value).__name__ == "datetime64":
        # Of nanoseconds numpy makes a whole number.
        return value.astype("datetime64[s]").item()
    if hasattr(value, "as_py"):
        return value.as_py()
    return value.item() if getattr(value, "shape", None) == () else value


def _text(column: str, value: object, rule: Rule) -> object:
    """Return the text of a value, or a value that has none as it is."""
    if isinstance(rule, SlashDay):
        return rule.write(_day(value)) if isinstance(value, date) else value
    if column in _NUMBERED and isinstance(value, int | float | Decimal):
        return _digits(value)
    if column == _CARD and isinstance(value, str):
        card = _NUMBER.fullmatch(_SEPARATORS.sub("", value))
        return value if card is None else card[1]
    return value


def _day(value: date) -> date:
    """Return the day of a date or a date-time.

    A date-time with a zone counts in the UAE's, unless it is midnight in its own: then it is a day.
    """
    if not isinstance(value, datetime):
        return value
    moment = value.tzinfo is not None and value.time() != time.min
    # In the first and the last year another zone's day may be none of the calendar.
    if moment and date.min.year < value.year < date.max.year:
        return value.astimezone(UAE).date()
    return value.date()


def _digits(value: float | Decimal) -> object:
    """Return the digits of a whole number, or a number that is not exactly whole as it is."""
    whole = type(value) is not bool and (
        isinstance(value, int)
        or (isinstance(value, float) and abs(value) <= _EXACT and value.is_integer())
        or (isinstance(value, Decimal) and _is_whole(value))
    )
    return str(int(value)) if whole else value


def _is_whole(value: Decimal) -> bool:
    return value.is_finite() and value.adjusted() < _DIGITS and value == value.to_integral_value()
