"""Numbers as people and registers write them.

``#`` is any digit, ``?`` the Luhn check digit of those before it.

A phone number is a fixed one, as no pattern can promise that it rings nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.strategies.people.pairs import Tables

TABLES: Tables = {
    "mobile number": (
        "0501234567",
        "971501234567",
        "00971501234567",
        "+971501234567",
        "050-1234567",
        "050 123 4567",
        "0551234567",
        "0096550012345",
    ),
    "phone number": ("022345678", "04 223 4567", "0097122345678", "+97142234567", "06-5234567"),
    "time": ("0#:0#:0#", "1#:3#:2#", "20:4#:5#"),
    "Hijri date of birth": ("141#-10-1#", "140#-07-2#", "139#-12-03"),
    "birth date with slashes": ("1#/10/198#", "2#/07/199#", "03/11/197#"),
    "issue date with slashes": ("1#/05/201#", "2#/01/201#"),
    "expiry date with slashes": ("1#/09/204#", "2#/03/204#"),
    "number": ("########", "100###", "7843######"),
    "post office box": ("#####", "1###"),
    "postal code": ("#####", "0####"),
    "account number": ("00########", "101##########"),
    "hexadecimal number": ("5e0c7a11d2e4400080####0000####a1",),
    "hash": ("5e0c7a11d2e4400080####0000####a15e0c7a11d2e4400080####0000####a1",),
    "UUID": ("5e0c7a11-0000-4000-8000-############",),
    "version": ("1.0", "2.#.#"),
}
