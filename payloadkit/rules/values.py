"""Plain JSON values in Python: exact numbers, null, and copies of what a caller's Mapping holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from enum import Enum
from typing import Any, Final, Self, TypeAlias, final

from jiter import LosslessFloat

from payloadkit.policy import LARGEST
from payloadkit.violation import Fault

Token: TypeAlias = str | int
Path: TypeAlias = tuple[Token, ...]
DEPTH = 64
"""Most levels of objects and arrays in a document."""


class Absent(Enum):
    """What stands where there is no plain JSON value.

    ``MISSING`` is a key that is not there. ``NOT_JSON`` is a value that is none of JSON's, whose
    fault is reported already.
    """

    MISSING = "missing"
    NOT_JSON = "not json"


MISSING: Final = Absent.MISSING
NOT_JSON: Final = Absent.NOT_JSON
LEAST, MOST = -(2**63), 2**63 - 1
"""The smallest and the largest whole number of signed 64 bits."""


class PlainCopy:
    """A caller's value as plain JSON values of our own.

    Args:
        value: Dicts, lists, texts, numbers, flags and None; a float is the decimal of its shortest
            text.
        faults: Places that hold no JSON value, with what is wrong there.
        fatal: Whether one of them, then the last, ends the reading.
        room: How many more values and characters there may be; a JSON text has a byte at least for
            each.
    """

    def __init__(self, room: int) -> None:
        self.value: object = None
        self.faults: list[tuple[Path, Fault]] = []
        self.fatal = False
        self.room = room

    def end(self, path: Path, fault: Fault) -> object:
        """Note a fault that ends the reading."""
        self.faults.append((path, fault))
        self.fatal = True
        return NOT_JSON

    def take(self, size: int) -> None:
        """Note that a value takes some of the room."""
        self.room -= size
        if self.room < 0 and not self.fatal:
            self.end(
                (),
                Fault("json.too_large", variant="policy"),
            )


def copy_plain(value: object, most: int = LARGEST) -> PlainCopy:
    """Copy a caller's value into plain JSON values, and say where it is none.

    Args:
        value: A Mapping of texts, numbers, flags, None, lists and further Mappings.
        most: How many bytes its JSON text may have; parts that it shares count wherever they stand.
    """
    plain = PlainCopy(most)
    plain.value = _copy(value, (), plain)
    return plain


def _copy(value: object, path: Path, plain: PlainCopy) -> object:
    plain.take(1 + (len(value) if isinstance(value, str) else 0))
    if plain.fatal:
        return NOT_JSON
    if isinstance(value, Mapping | list):
        if len(path) >= DEPTH:
            return plain.end(path, Fault("json.depth", most=DEPTH))
        return (
            _object(value, path, plain)
            if isinstance(value, Mapping)
            else [_copy(item, (*path, n), plain) for n, item in enumerate(value)]
        )
    if type(value) in (str, OutOfRange) and not has_no_surrogate(value):
        return plain.end(
            path,
            Fault("json.encoding", variant="surrogate"),
        )
    if type(value) in (float, Decimal, Literal):
        return _number(Decimal(repr(value)) if type(value) is float else value, path, plain)
    if type(value) not in (str, int, bool, type(None), OutOfRange):
        plain.faults.append(
            (
                path,
                Fault("field.type", variant="plain"),
            )
        )
        value = NOT_JSON
    return value


def _object(value: Mapping[object, object], path: Path, plain: PlainCopy) -> dict[str, object]:
    found = {}
    for key, item in value.items():
        if plain.fatal:
            break
        if type(key) is not str:
            plain.faults.append((path, Fault("field.type", variant="key")))
        elif not has_no_surrogate(key):
            plain.end(
                path,
                Fault("json.encoding", variant="surrogate_key"),
            )
        else:
            found[key] = _copy(item, (*path, key), plain)
    return found


def has_no_surrogate(value: object) -> bool:
    """Return whether a text has no lone surrogate, so that UTF-8 can hold it."""
    return str(value).isascii() or not any("\ud800" <= letter <= "\udfff" for letter in str(value))


def _number(value: object, path: Path, plain: PlainCopy) -> object:
    if isinstance(value, Decimal) and not value.is_finite():
        return plain.end(path, Fault("json.invalid", variant="not_finite"))
    return value


def exact(value: object) -> object:
    """Return a plain value with exact numbers: a decimal that keeps its text for a jiter float."""
    if type(value) is LosslessFloat:
        return numeral(str(value), whole=False)
    if type(value) is dict:
        return {key: exact(item) for key, item in value.items()}
    return [exact(item) for item in value] if type(value) is list else value


def nests_too_deep(value: object, room: int = DEPTH) -> bool:
    """Return whether objects and lists nest deeper in a plain value than there is room for."""
    if type(value) is not dict and type(value) is not list:
        return False
    items = value.values() if type(value) is dict else value
    return room == 0 or any(nests_too_deep(item, room - 1) for item in items)


def copy_value(value: object) -> object:
    """Return a plain value with lists and objects of its own."""
    if isinstance(value, dict):
        return {key: copy_value(item) for key, item in value.items()}
    return [copy_value(item) for item in value] if isinstance(value, list) else value


def is_out_of_range(value: object) -> bool:
    """Return whether a value is a number that signed 64 bits cannot hold."""
    return type(value) is OutOfRange or (type(value) is int and not LEAST <= value <= MOST)


def out_of_range_paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path tokens of every such number inside a plain value."""
    if isinstance(value, dict | list):
        for token, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from out_of_range_paths(item, (*path, token))
    elif is_out_of_range(value):
        yield path


@final
class Null:
    """The type of ``NULL``, its only instance: falsy, and dumped as ``null``."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Nothing is there."""
        return False

    def __repr__(self) -> str:
        """Show the name that code uses."""
        return "NULL"

    def __reduce__(self) -> str:
        """Copy and unpickle to the one instance."""
        return "NULL"


NULL: Final[Any] = Null()
"""Given to a constructor or ``replace``, it writes an explicit null. Type checkers see Any."""
_INT64 = range(-(2**63), 2**63)
_INT64_LENGTH = len(str(-(2**63)))
_UNTRAPPED = Context(traps=[])  # how a document reads must not hang on the caller's decimal context


class OutOfRange(str):
    """The literal of a number without a value: too many digits, or an exponent beyond Decimal."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show no digit of it."""
        return "<number out of range>"


class Literal(Decimal):
    """A number that keeps its text where Decimal writes another: ``1e3``, ``0.00000001``."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Keep the text beside the number."""
        number = super().__new__(cls, text, _UNTRAPPED)
        number.text = text
        return number

    def __reduce__(self) -> tuple[type[Literal], tuple[str]]:
        """Copy and pickle by the text."""
        return Literal, (self.text,)


def numeral(literal: str, *, whole: bool) -> object:
    """Return the number of a literal: an int, a Decimal, a ``Literal`` or an ``OutOfRange``.

    Args:
        literal: A number as RFC 8259 writes it.
        whole: Whether it has neither fraction nor exponent.
    """
    if whole:
        return (
            number
            if len(literal) <= _INT64_LENGTH and (number := int(literal)) in _INT64
            else OutOfRange(literal)
        )
    exact = Decimal(literal, _UNTRAPPED)
    if not exact.is_finite():
        return OutOfRange(literal)
    return exact if str(exact) == literal else Literal(literal)
