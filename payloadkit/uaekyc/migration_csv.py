"""The CSV file of a population migration, one row for each customer.

One person uploads it in the platform's web page, and another approves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from payloadkit.fields import field, many
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.models.registry import model_of
from payloadkit.rules.across_lists import NoRepeat
from payloadkit.rules.identifiers import EmiratesIdNumber
from payloadkit.uaekyc.csv_codec import Csv
from payloadkit.uaekyc.rules import RowOrder, SheetText, SlashDay
from payloadkit.uaekyc.table_cells import row_texts
from payloadkit.violation import Severity, sealed
from payloadkit.wire.reading import load
from payloadkit.wire.writing import dump, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.policy import Policy

SOURCE = "uaekyc-population-migration"


@model(
    source=SOURCE,
    across=(
        RowOrder(("dob",), ("eid_issue_date",)),
        RowOrder(("dob",), ("onboarding_date",)),
        RowOrder(("eid_issue_date",), ("eid_expiry_date",)),
    ),
)
class MigrationRow(Record):
    """A customer to migrate. The fields are the columns of the file, in order."""

    customer_id: str = field(
        SheetText(sample="number", trimmed=True),
        personal=True,
        doc="Your number of the customer, once in a file",
    )
    eid_number: str = field(
        EmiratesIdNumber(), personal=True, doc="Emirates ID number, without dashes"
    )
    onboarding_date: date = field(
        SlashDay("issue"), personal=True, doc="When the customer was onboarded"
    )
    consent_version: str = field(
        SheetText(sample="version", trimmed=True),
        doc="Version of the consent that the customer gave",
    )
    name_on_eid: str = field(
        SheetText(sample="whole name in English", trimmed=True),
        personal=True,
        doc="Name as on the Emirates ID",
    )
    eid_issue_date: date = field(
        SlashDay("issue"), personal=True, doc="Date of issue of the Emirates ID"
    )
    eid_expiry_date: date = field(
        SlashDay("expiry"), personal=True, doc="Date of expiry of the Emirates ID"
    )
    dob: date = field(SlashDay("birth"), personal=True, doc="Date of birth")


@model(
    kind="uaekyc.migration-csv",
    source=SOURCE,
    across=(
        NoRepeat("rows", ("customer_id",), Severity.ERROR),
        NoRepeat("rows", ("eid_number",), apart="customer_id"),
    ),
    codec=Csv("rows", tuple(column.key for column in model_of(MigrationRow).fields)),
)
class MigrationCsv(Record):
    """The customers to migrate: as bytes CSV, as plain values ``{"rows": [...]}``."""

    rows: tuple[MigrationRow, ...] = many(at_least=1, doc="The customers")

    @classmethod
    @sealed
    def from_rows(
        cls, records: Iterable[Mapping[Any, object] | MigrationRow], *, policy: Policy | None = None
    ) -> tuple[MigrationRow, ...]:
        """Return the rows of the CSV from those of a table or spreadsheet.

        A date is a date, a date-time, or text as the CSV has it. An Emirates ID may have dashes and
        blanks; numbers of cards and customers may be whole numbers, also floats. A missing value
        (None, NaN, NaT) is an absent one. A date-time with a zone counts in the UAE's, unless it is
        midnight in its own.

        Args:
            records: Values by the names of the columns, such as ``frame.to_dict("records")`` of
                pandas, ``frame.to_dicts()`` of polars, or a ``csv.DictReader``.
            policy: The policy of the check; by default ``Policy()``.

        Raises:
            PayloadError: A row breaks a rule; the report holds all violations, with paths
                ``/rows/N/column``.
            TypeError: A record is no Mapping.
        """
        columns = {column.key: column.rule for column in model_of(MigrationRow).fields}
        rows = []
        for number, record in enumerate(records):
            row = to_dict(record) if isinstance(record, MigrationRow) else record
            if not isinstance(row, Mapping):
                raise TypeError(
                    f"record {number} is a Mapping of values by column, not {type(row).__name__}; "
                    'of a data frame pass to_dict("records") or to_dicts()'
                )
            rows.append(row_texts(row, columns))
        return load(cls, {"rows": rows}, policy).rows

    def to_bytes(self) -> bytes:
        """Return the file to upload, as ``payloadkit.dump`` does."""
        return dump(self)
