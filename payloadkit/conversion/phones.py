"""Convert phone numbers, as people in the UAE write them, to E.164."""

from __future__ import annotations

import re

from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.violation import Fault, Severity

REGION = "AE"
LONGEST = 64

# A text with a letter, an extension or a second number is not converted. The check refuses it.
_WRITTEN = re.compile(r"\s*+\+?+[\d\s().\u2010-\u2015-]++")
_LOCAL = Fault("phone.local", severity=Severity.WARNING)


@rule("phone.local")
def e164(text: str, _read: Read) -> Made:
    """To E.164, default region AE: `05…`, `5…`, `9715…`, `009715…`, blanks, dashes."""
    number = written(text)
    return Made(number, (_LOCAL,) if number != text else ())


@rule("phone.local")
def another_number(text: str, read: Read) -> Made | None:
    """The same, if it is another number than `/primary_mobile_number`."""
    primary = read.made("primary_mobile_number")
    return None if primary is not None and primary.value == written(text) else e164.make(text, read)


@rule()
def primary_number(_text: str, read: Read) -> Made | None:
    """The value of `/primary_mobile_number`."""
    primary = read.made("primary_mobile_number")
    return None if primary is None else Made(primary.value, sources=primary.sources)


def written(text: str) -> str:
    """Return a number in E.164, or the text unchanged if it is no possible number."""
    import phonenumbers

    if len(text) > LONGEST or not _WRITTEN.fullmatch(text):
        return text
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return text
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_possible_number(number)
        else text
    )
