"""The conversions that exist: one table for each pair of source and target."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payloadkit.conversion.table import Table

# Tables are imported on first use, since each imports the models of two systems.
TABLES: Final = {
    ("uaekyc.customer-data", "caas.onboarding"): ("profile_to_onboarding", "ONBOARDING"),
    ("uaekyc.customer-data", "azakaw.add-user"): ("profile_to_add_user", "REGISTRATION"),
    ("azakaw.customer", "caas.onboarding"): ("azakaw_to_onboarding", "MONITORED"),
    ("uaekyc.customer-data", "Numbers"): ("profile_to_airpay_numbers", "NUMBERS"),
    ("uaekyc.errored-records", "uaekyc.migration-csv"): ("errored_to_csv", "CORRECTION"),
}


def load_table(source: str, target: str) -> Table:
    """Return the table of one pair of ``TABLES``."""
    module, name = TABLES[source, target]
    table: Table = getattr(import_module(f"payloadkit.conversion.{module}"), name)
    return table


def all_tables() -> tuple[Table, ...]:
    """Return all tables, for the reference and the documentation."""
    return tuple(load_table(*pair) for pair in TABLES)
