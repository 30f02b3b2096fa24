"""The stand-in of the UAE KYC platform: batches of a migration CSV, and their customers."""

from __future__ import annotations

import json
from http.client import responses
from importlib.resources import files
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, get_args
from uuid import UUID, uuid5

import attrs

from payloadkit.http.answer import is_unavailable
from payloadkit.messages.nearest import nearest
from payloadkit.policy import UAE
from payloadkit.sandbox import stand_in
from payloadkit.sandbox.stand_in import Received, StandIn, written
from payloadkit.uaekyc.batch_records import BatchRecords
from payloadkit.uaekyc.batch_status import BatchState, BatchStatus
from payloadkit.uaekyc.business_errors import BusinessErrorCode
from payloadkit.uaekyc.customer_data import CustomerData
from payloadkit.uaekyc.errored_records import ErroredRecords
from payloadkit.uaekyc.http import KEY, ROOT
from payloadkit.uaekyc.migration_csv import MigrationCsv
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.wire.reading import load
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from payloadkit.http.call import Answer

Advance: TypeAlias = Literal["at_once", "polls", "time"]
Row: TypeAlias = dict[str, Any]  # of the CSV, with texts

ADVANCES: tuple[Advance, ...] = get_args(Advance)
ERRORED_PAGE = 10
_RECORD = {
    "document_number": "eid_number",
    "name_on_document": "name_on_eid",
    "date_of_birth": "dob",
    "document_issue_date": "eid_issue_date",
    "document_expiry_date": "eid_expiry_date",
    **{key: key for key in ("customer_id", "onboarding_date", "consent_version")},
}


@attrs.frozen(kw_only=True)
class Batch:
    """A batch of the platform; ``add_batch`` says what its parts are."""

    batch_id: str
    rows: tuple[Row, ...] = attrs.field(repr=False)
    failures: Mapping[str, str] = attrs.field(repr=False)
    profiles: Mapping[str, Mapping[str, Any]] = attrs.field(repr=False)
    advance: Advance
    after: float
    failed: bool
    created: datetime
    polls: int = 0

    def processed(self, now: datetime) -> tuple[Row, ...]:
        """Return the rows that are processed by now."""
        passed = self.polls if self.advance == "polls" else (now - self.created).total_seconds()
        share = 1.0 if self.advance == "at_once" else min(1.0, passed / self.after)
        return self.rows[: int(len(self.rows) * share)]

    def errored(self, now: datetime) -> list[Row]:
        """Return the processed rows that failed."""
        return [row for row in self.processed(now) if row["customer_id"] in self.failures]

    def reasons(self, row: Row) -> list[dict[str, str]]:
        """Return the business errors of a row."""
        code = self.failures.get(row["customer_id"])
        if code not in tuple(BusinessErrorCode):
            return [] if code is None else [{"error": code}]
        known = BusinessErrorCode(code)
        return [{"error": code, "message": known.message, "step": known.step}]


@attrs.frozen(kw_only=True)
class State:
    """All that the stand-in of the platform knows: the key that it takes, and its batches."""

    transaction_key: str = attrs.field(repr=False)
    batches: Mapping[str, Batch] = attrs.field(factory=dict)


def answer(state: State, call: Received) -> tuple[State, Answer]:
    """Return the next state and the answer of the platform to a call."""
    batch = state.batches.get(call.path.removeprefix(ROOT).rpartition("/")[0])
    if isinstance(call.name, int):
        return state, _refusal(call.name)
    if call.header(KEY) != state.transaction_key:
        return state, _refusal(stand_in.UNAUTHORIZED)
    if batch is None:
        return state, _refusal(stand_in.NOT_FOUND)
    if call.endpoint == "status":
        batch = attrs.evolve(batch, polls=batch.polls + 1)
        state = attrs.evolve(state, batches={**state.batches, batch.batch_id: batch})
    return state, _ANSWERS[call.endpoint](batch, call)


def _status(batch: Batch, call: Received) -> Answer:
    processed = batch.processed(call.now)
    word = BatchState.PROCESSING if processed else BatchState.PENDING
    if len(processed) == len(batch.rows):
        word = BatchState.FAILED if batch.failed else BatchState.COMPLETED
    data = {
        "status": word,
        "total_records": len(batch.rows),
        "processed_records": len(processed),
        "errored_records": len(batch.errored(call.now)),
        "csv_template_type": "EID",
        "csv_header": list(batch.rows[0]),
        **_times(batch, call),
    }
    return _success(BatchStatus, data, message="Batch status fetched successfully")


def _records(batch: Batch, call: Received) -> Answer:
    processed = batch.processed(call.now)
    page, limit = call.number("page", 1), call.number("limit", 10)
    if not page or not limit:
        return _refusal(stand_in.BAD_REQUEST)
    data = {
        "page": page,
        "limit": limit,
        "total_count": len(processed),
        "total_pages": ceil(len(processed) / limit),
        "records": [_record(batch, row, call) for row in processed[(page - 1) * limit :][:limit]],
    }
    return _success(BatchRecords, data)


def _record(batch: Batch, row: Row, call: Received) -> Row:
    reasons = batch.reasons(row)
    return {
        "id": str(uuid5(UUID(batch.batch_id), row["customer_id"])),
        "batch_id": batch.batch_id,
        "status": RecordStatus.FAILURE if reasons else RecordStatus.SUCCESS,
        "document_type": "EID",
        **{key: row[column] for key, column in _RECORD.items()},
        "errors": {"business_error": reasons} if reasons else {},
        **_times(batch, call),
    }


def _errored(batch: Batch, call: Received) -> Answer:
    rows, page = batch.errored(call.now), call.number("page_no", 1)
    if not page:
        return _refusal(stand_in.BAD_REQUEST)
    listed = [
        {"status": RecordStatus.FAILURE, "business_errors": batch.reasons(row), "input_data": row}
        for row in rows[(page - 1) * ERRORED_PAGE :][:ERRORED_PAGE]
    ]
    has_next = len(rows) > page * ERRORED_PAGE
    data = {"batch_id": batch.batch_id, "page_no": page, "hasNext": has_next, "data": listed}
    return _success(ErroredRecords, data, message="Errored records fetched successfully")


def _customer_data(batch: Batch, call: Received) -> Answer:
    wanted = call.body().get("customer_id")
    if not isinstance(wanted, str):
        return _refusal(stand_in.BAD_REQUEST)
    row = next((row for row in batch.processed(call.now) if row["customer_id"] == wanted), None)
    if row is None:
        return _refusal(stand_in.NOT_FOUND)
    reasons = batch.reasons(row)
    data = {
        "batch_id": batch.batch_id,
        "status": RecordStatus.FAILURE if reasons else RecordStatus.SUCCESS,
        "biometric_completed": False,
        "digitised_on": _moment(call.now),
    }
    if reasons:
        data["errors"] = {"business_error": reasons}
        return _success(CustomerData, data, success=False, message="Customer data not found")
    data |= {"data": batch.profiles.get(wanted) or _invented(row), "errors": {}}
    return _success(CustomerData, data, message="Customer data fetched successfully")


_ANSWERS: dict[str, Callable[[Batch, Received], Answer]] = {
    "status": _status,
    "records": _records,
    "errored": _errored,
    "customer-data": _customer_data,
}


def _invented(row: Row) -> dict[str, Any]:
    """Return the profile of an invented resident with the name, the card and the days of a row."""
    profile = json.loads(files(__package__).joinpath("resident.json").read_bytes())
    days = {key: "-".join(reversed(row[key].split("/"))) for key in row if row[key].count("/") == 2}  # noqa: PLR2004 - DD/MM/YYYY
    valid = {"issueDate": days["eid_issue_date"], "expiryDate": days["eid_expiry_date"]}
    profile["personalInfo"] |= {"fullNameEn": row["name_on_eid"], "dateOfBirth": days["dob"]}
    profile["residenceInfo"] |= {"emiratesIdNumber": row["eid_number"], **valid}
    profile["activePassport"] |= {"documentNo": f"X{row['eid_number'][-8:-1]}", **valid}
    return {**profile, "uaeKycId": row["customer_id"]}


def _success(kind: type, data: Row, *, success: bool = True, **message: str) -> Answer:
    return written({"success": success, **message, "data": data}, kind)


def _refusal(status: int) -> Answer:
    if is_unavailable(status):
        return stand_in.page(status)
    return written({"success": False, "message": responses.get(status, "")}, status=status)


def _times(batch: Batch, call: Received) -> dict[str, str]:
    return {"created_at": _moment(batch.created), "updated_at": _moment(call.now)}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


class UaeKyc(StandIn[State]):
    """The stand-in of the UAE KYC platform."""

    answer = staticmethod(answer)
    routes: ClassVar = {
        "status": f"GET {ROOT}[^/]+/status",
        "records": f"GET {ROOT}[^/]+/records",
        "errored": f"GET {ROOT}[^/]+/errored",
        "customer-data": f"POST {ROOT}[^/]+/getCustomerData",
    }
    verbs: ClassVar = (*StandIn.verbs, "add_batch")

    def add_batch(  # noqa: PLR0913 - each is a choice of the test
        self,
        csv: bytes | str | MigrationCsv,
        *,
        failures: Mapping[str, str] | None = None,
        profiles: Mapping[str, Mapping[str, Any]] | None = None,
        advance: Advance = "at_once",
        after: float = 3,
        failed: bool = False,
        batch_id: str | None = None,
    ) -> str:
        """Make a batch of a migration CSV, as the platform does on approval; return its id.

        A row whose Emirates ID has expired fails with EXPIRED_EID.

        Args:
            csv: The CSV.
            failures: The business error of each other row that fails, by ``customer_id``.
            profiles: Profiles by ``customer_id``; those of others are invented.
            advance: Whether it is processed ``at_once``, by ``polls`` of its status, or by
                ``time``.
            after: The polls or the seconds until it is processed.
            failed: Whether it fails as a whole in the end.
            batch_id: The id, a UUID; None for the next one.

        Raises:
            PayloadError: The CSV has an error.
            ValueError: ``advance`` is another word, or ``after`` is not positive.
        """
        if advance not in ADVANCES or after <= 0:
            words = ", ".join(ADVANCES)
            raise ValueError(f"advance is {words}{nearest(advance, ADVANCES)}; after is positive")
        found = csv if isinstance(csv, MigrationCsv) else load(MigrationCsv, csv)
        now = self.now()
        today = now.astimezone(UAE).date()
        expired = [row.customer_id for row in found.rows if row.eid_expiry_date < today]
        with self._lock:
            number = batch_id or str(uuid5(UUID(int=0), f"{len(self.state.batches)}"))
            batch = Batch(
                batch_id=number,
                rows=tuple(map(to_dict, found.rows)),
                failures={**dict.fromkeys(expired, "EXPIRED_EID"), **(failures or {})},
                profiles=profiles or {},
                advance=advance,
                after=after,
                failed=failed,
                created=now,
            )
            self.state = attrs.evolve(self.state, batches={**self.state.batches, number: batch})
        return number
