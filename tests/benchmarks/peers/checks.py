"""What every peer checks with plain Python; each function raises ValueError to refuse."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import phonenumbers
import pybase64
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ADULT_BORN = date(2008, 6, 1)
"""The last day of birth of whoever is of age on that day."""
LARGEST = 2**63 - 1
PICTURE_BYTES = 5 * 1024 * 1024
LINE = r"^[^\p{Cc}\p{Cf}]*$"
LINES = r"^(?:[^\p{Cc}\p{Cf}]|[\t\n\r])*$"
BARRED = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb"
)
LINE_RE = rf"^[^{BARRED}]*\Z"
LINES_RE = rf"^(?:[^{BARRED}]|[\t\n\r])*\Z"
"""The same for Python's regular expressions, which know no categories."""
E164 = r"^\+[1-9][0-9]{1,14}$"
EMIRATES_ID = 4

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_EMIRATES = re.compile("784[0-9]{12}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def decoded(text: str) -> bytes:
    """Return the bytes of canonical base64."""
    data = pybase64.b64decode(text, validate=True)
    if (
        text[-1:] == "="
        and pybase64.b64encode(data[-(len(data) % 3) :]).decode("ascii") != text[-4:]
    ):
        raise ValueError("spare bits are not zero")
    return data


def encoded(data: bytes) -> str:
    """Return the base64 of bytes."""
    return pybase64.b64encode(data).decode("ascii")


def picture(data: bytes, content_type: str) -> None:
    """Load a picture, which is of its declared type and at most 5 MB."""
    if len(data) > PICTURE_BYTES:
        raise ValueError("too many bytes")
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as found:
            if found.format != _FORMATS.get(content_type):
                raise ValueError("not of the declared type")
            found.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no whole picture") from error


def phone(text: str) -> str:
    """Return a number that is valid and exactly what E.164 writes."""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException as error:
        raise ValueError("no phone number") from error
    if (
        not phonenumbers.is_valid_number(number)
        or phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != text
    ):
        raise ValueError("no phone number in E.164")
    return text


def emirates_id(number: str) -> None:
    """Refuse a number of another shape, or with another check digit."""
    if not _EMIRATES.fullmatch(number):
        raise ValueError("an Emirates ID number is 784 and twelve digits")
    if (sum(map(int, number[::-2])) + sum(_DOUBLED[int(digit)] for digit in number[-2::-2])) % 10:
        raise ValueError("the check digit is wrong")


def identity(
    id_type: int, id_number: str, sides: Sequence[object], issued: date | None, expiry: date
) -> None:
    """Hold the fields of one identity document to each other."""
    if id_type == EMIRATES_ID:
        emirates_id(id_number)
        if None in sides:
            raise ValueError("an Emirates ID comes with both sides")
    if issued is not None and expiry <= issued:
        raise ValueError("the date of expiry lies after that of issue")


def person(
    nationalities: tuple[str, str | None],
    born: date,
    address_types: set[str],
    ids: Sequence[tuple[int, str]],
    issued: Iterable[date | None],
) -> None:
    """Hold the parts of a whole document to each other."""
    if nationalities[0] == nationalities[1]:
        raise ValueError("the second nationality is another one")
    if not {"1", "2"} <= address_types:
        raise ValueError("both types of address are there")
    if len(set(ids)) != len(ids):
        raise ValueError("no identity is there twice")
    if any(day is not None and day <= born for day in issued):
        raise ValueError("documents are issued after the birth")
