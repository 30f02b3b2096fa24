"""What a text is like, in a few words, and the texts or patterns that are like it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from payloadkit.strategies.people.pairs import Tables

Like = Literal[
    "given name",
    "given name in English",
    "given name in Arabic",
    "family name",
    "family name in English",
    "family name in Arabic",
    "whole name",
    "whole name in English",
    "whole name in Arabic",
    "mother's name",
    "mother's name in English",
    "mother's name in Arabic",
    "emirate",
    "emirate in English",
    "emirate in Arabic",
    "state",
    "state in English",
    "state in Arabic",
    "Emirati city",
    "Emirati city in English",
    "Emirati city in Arabic",
    "city",
    "city in English",
    "city in Arabic",
    "Emirati area",
    "Emirati area in English",
    "Emirati area in Arabic",
    "area",
    "area in English",
    "area in Arabic",
    "street",
    "street in English",
    "street in Arabic",
    "building",
    "building in English",
    "building in Arabic",
    "landmark",
    "landmark in English",
    "landmark in Arabic",
    "town of birth",
    "town of birth in English",
    "town of birth in Arabic",
    "address",
    "address in English",
    "address in Arabic",
    "name of a country",
    "three-letter country",
    "country in any form",
    "company",
    "company in English",
    "company in Arabic",
    "occupation",
    "occupation in English",
    "occupation in Arabic",
    "purpose",
    "purpose in English",
    "purpose in Arabic",
    "bank",
    "kind of account",
    "clerk",
    "gender",
    "gender in English",
    "gender in Arabic",
    "title",
    "title in English",
    "title in Arabic",
    "marital status",
    "marital status in English",
    "marital status in Arabic",
    "kind of resident",
    "immigration status",
    "journey",
    "kind of residence",
    "kind of residence in English",
    "kind of residence in Arabic",
    "kind of file",
    "kind of file in English",
    "kind of file in Arabic",
    "department",
    "department in English",
    "department in Arabic",
    "kind of identity document",
    "kind of document",
    "kind of address",
    "picture in base64",
    "channel",
    "Emirates ID",
    "Emirates ID in any form",
    "passport",
    "document",
    "immigration file",
    "residence document",
    "kind of passport",
    "kind of visa",
    "state of a visa",
    "state of a file",
    "kind of sponsor",
    "authority",
    "mobile number",
    "phone number",
    "time",
    "Hijri date of birth",
    "birth date with slashes",
    "issue date with slashes",
    "expiry date with slashes",
    "number",
    "post office box",
    "postal code",
    "account number",
    "hexadecimal number",
    "hash",
    "UUID",
    "version",
    "plain words",
    "remark",
    "account of a network",
]
"""The words that a field may say."""

LIKES: tuple[Like, ...] = get_args(Like)


def shapes(like: Like) -> tuple[str, ...]:
    """Return what is like these words: texts, in which ``#`` stands for any digit and ``?`` for the Luhn check digit of those before it.

    Args:
        like: The words.
    """
    return _tables()[like]


@cache
def _tables() -> Tables:
    from payloadkit.strategies.people import (  # slow, and only drawing needs them
        civil,
        names,
        numbers,
        papers,
        places,
        plain,
        work,
    )

    return {
        like: found
        for module in (civil, names, numbers, papers, places, plain, work)
        for like, found in module.TABLES.items()
    }
