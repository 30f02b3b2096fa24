"""Plain words, for texts that are like nothing in particular, and remarks of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.strategies.people.pairs import Tables

TABLES: Tables = {
    "plain words": (
        "text",
        "a plain text",
        "specimen",
        "Processed successfully",
        "none of the above",
        "to be confirmed",
        "نص عادي",
    ),
    "remark": (
        "Asked to be called in the morning.",
        "Speaks Arabic and English.\nAsked to be called in the morning.",
        "Documents seen:\n\t- passport\n\t- tenancy contract",
        "يفضل التواصل بالعربية.",
    ),
    "account of a network": ("https://social.example/layan.mithali", "@khalid.example", "fixturan"),
}
