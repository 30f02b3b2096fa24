"""The stand-in of the UAE KYC platform: batches of a migration CSV, and their customers."""

from __future__ import annotations

import json
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, get_args
from uuid import UUID, uuid5

import attrs

from payloadkit.messages.nearest import check_word
from payloadkit.policy import UAE
from payloadkit.sandbox.stand_in import AnyState, Received, Reply, StandIn, written
from payloadkit.uaekyc import batch_records, batch_status, customer_data, errored_records
from payloadkit.uaekyc.business_errors import BusinessErrorCode
from payloadkit.uaekyc.http import KEY, ROOT
from payloadkit.uaekyc.migration_csv import MigrationCsv
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import sealed
from payloadkit.wire.reading import load
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

Advance: TypeAlias = Literal["at_once", "polls", "time"]
Row: TypeAlias = dict[str, Any]  # of the CSV, with texts

_RECORDS = UUID(int=0)  # the ids that the stand-in gives are made below it
# The keys of a record, in the order of the CSV's columns.
_KEYS = (
    *("customer_id", "document_number", "onboarding_date", "consent_version", "name_on_document"),
    *("document_issue_date", "document_expiry_date", "date_of_birth"),
)


@attrs.frozen
class Batch:
    """A batch of the platform, as ``add_batch`` describes it."""

    batch_id: str
    rows: Sequence[Row] = attrs.field(repr=False)
    created: datetime
    failures: Mapping[str, str] = attrs.field(repr=False)
    profiles: Mapping[str, Mapping[str, Any]] = attrs.field(repr=False)
    advance: Advance
    after: float
    failed: bool
    polls: int = 0  # how often its status was asked for

    def processed(self, now: datetime) -> Sequence[Row]:
        """Return the rows that are processed by now."""
        passed = self.polls if self.advance == "polls" else (now - self.created).total_seconds()
        share = 1.0 if self.advance == "at_once" else min(1.0, passed / self.after)
        return self.rows[: int(len(self.rows) * share)]

    def errored(self, now: datetime) -> list[Row]:
        """Return the processed rows that failed, with their errors."""
        return [
            {"status": RecordStatus.FAILURE, "business_errors": reasons, "input_data": row}
            for row in self.processed(now)
            if (reasons := self.reasons(row))
        ]

    def result(self, row: Row) -> Row:
        """Return the batch of a row, whether the row failed, and its errors."""
        errors = {"business_error": reasons} if (reasons := self.reasons(row)) else {}
        status = RecordStatus.FAILURE if errors else RecordStatus.SUCCESS
        return {"batch_id": self.batch_id, "status": status, "errors": errors}

    def reasons(self, row: Row) -> list[Row]:
        """Return the business errors of a row."""
        code = self.failures.get(row["customer_id"])
        known = BusinessErrorCode(code) if code in tuple(BusinessErrorCode) else None
        words = {} if known is None else {"message": known.message, "step": known.step}
        return [] if code is None else [{"error": code, **words}]

    def times(self, now: datetime) -> dict[str, str]:
        """Return when it was made, and when it changed."""
        return {"created_at": _moment(self.created), "updated_at": _moment(now)}


@attrs.frozen
class State(AnyState):
    """All that the stand-in of the platform knows: the key that it takes, and its batches."""

    transaction_key: str = attrs.field(repr=False)
    batches: Mapping[str, Batch] = attrs.field(factory=dict)


def _status(batch: Batch, call: Received) -> Reply:
    processed, states = batch.processed(call.now), batch_status.BatchState
    word = states.PROCESSING if processed else states.PENDING
    if len(processed) == len(batch.rows):
        word = states.FAILED if batch.failed else states.COMPLETED
    data = {
        "status": word,
        "total_records": len(batch.rows),
        "processed_records": len(processed),
        "errored_records": len(batch.errored(call.now)),
        "csv_template_type": "EID",
        "csv_header": list(batch.rows[0]),
        **batch.times(call.now),
    }
    return _success(batch_status.BatchStatus, data, message="Batch status fetched successfully")


def _records(batch: Batch, call: Received) -> Reply:
    processed = batch.processed(call.now)
    page, limit, pages, shown = call.page(processed)
    if not page or not limit:
        return HTTPStatus.BAD_REQUEST
    data = {
        "page": page,
        "limit": limit,
        "total_count": len(processed),
        "total_pages": pages,
        "records": [
            {
                **dict(zip(_KEYS, row.values(), strict=False)),  # pictures follow
                "id": str(uuid5(_RECORDS, f"{batch.batch_id}/{row['customer_id']}")),
                "document_type": "EID",
                **batch.result(row),
                **batch.times(call.now),
            }
            for row in shown
        ],
    }
    return _success(batch_records.BatchRecords, data)


def _errored(batch: Batch, call: Received) -> Reply:
    page, _, pages, shown = call.page(batch.errored(call.now), page="page_no", size="")
    if not page:
        return HTTPStatus.BAD_REQUEST
    data = {"batch_id": batch.batch_id, "page_no": page, "hasNext": page < pages, "data": shown}
    message = "Errored records fetched successfully"
    return _success(errored_records.ErroredRecords, data, message=message)


def _customer_data(batch: Batch, call: Received) -> Reply:
    wanted = call.plain().get("customer_id")
    if not isinstance(wanted, str):
        return HTTPStatus.BAD_REQUEST
    row = next((row for row in batch.processed(call.now) if row["customer_id"] == wanted), None)
    if row is None:
        return HTTPStatus.NOT_FOUND
    data = {**batch.result(row), "digitised_on": _moment(call.now)}
    if is_found := not data["errors"]:
        data["data"] = batch.profiles.get(wanted) or _invented(row)
    message = f"Customer data {'fetched successfully' if is_found else 'not found'}"
    return _success(customer_data.CustomerData, data, success=is_found, message=message)


def _invented(row: Row) -> dict[str, Any]:
    """Return the profile of an invented resident with the name, the card and the days of a row."""
    resident = files("payloadkit.sandbox").joinpath("resident.json")
    profile: dict[str, Any] = json.loads(resident.read_bytes())
    born, issued, expires = (
        "-".join(reversed(row[key].split("/")))
        for key in ("dob", "eid_issue_date", "eid_expiry_date")
    )
    valid = {"issueDate": issued, "expiryDate": expires}
    profile["personalInfo"] |= {"fullNameEn": row["name_on_eid"], "dateOfBirth": born}
    profile["residenceInfo"] |= {"emiratesIdNumber": row["eid_number"], **valid}
    profile["activePassport"] |= {"documentNo": f"X{row['eid_number'][-8:-1]}", **valid}
    return {**profile, "uaeKycId": row["customer_id"]}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"


def _success(kind: type, data: Row, *, success: bool = True, **message: str) -> Reply:
    return written({"success": success, **message, "data": data}, kind)


class UaeKyc(StandIn[State]):
    """The stand-in of the UAE KYC platform."""

    routes: ClassVar = {
        "status": (f"GET {ROOT}[^/]+/status", None),
        "records": (f"GET {ROOT}[^/]+/records", None),
        "errored": (f"GET {ROOT}[^/]+/errored", None),
        "customer-data": (f"POST {ROOT}[^/]+/getCustomerData", None),
    }

    @staticmethod
    def answer(state: State, call: Received) -> tuple[State, Reply]:
        """Return the next state and the reply to a call."""
        batch = state.batches.get(call.path.removeprefix(ROOT).rpartition("/")[0])
        if call.headers.get(KEY) != state.transaction_key:
            return state, HTTPStatus.UNAUTHORIZED
        if batch is None:
            return state, HTTPStatus.NOT_FOUND
        if call.endpoint == "status":
            batch = attrs.evolve(batch, polls=batch.polls + 1)
            state = attrs.evolve(state, batches={**state.batches, batch.batch_id: batch})
            return state, _status(batch, call)
        reads = {"records": _records, "errored": _errored, "customer-data": _customer_data}
        return state, reads[call.endpoint](batch, call)

    @staticmethod
    def refused(status: int, message: str) -> dict[str, object]:  # noqa: ARG004 - others show it
        """Return the body of a refusal."""
        return {"success": False, "message": message}

    @sealed
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

        Args:
            csv: The CSV. One with an error is a PayloadError.
            failures: The business error of each row that fails, by ``customer_id``. A row whose
                Emirates ID has expired fails with EXPIRED_EID.
            profiles: Profiles by ``customer_id``; those of others are invented.
            advance: Whether it is processed ``at_once``, by ``polls`` of its status, or by
                ``time``. Another word is a ValueError.
            after: The polls or the seconds until it is processed, above 0.
            failed: Whether it fails as a whole in the end.
            batch_id: The id; by default a UUID that follows from the number of batches.
        """
        check_word("advance", advance, get_args(Advance))
        if after <= 0:
            raise ValueError("after is above 0")
        found = csv if isinstance(csv, MigrationCsv) else load(MigrationCsv, csv)
        now = self.now()
        today = now.astimezone(UAE).date()
        expired = [row.customer_id for row in found.rows if row.eid_expiry_date < today]
        reasons = {**dict.fromkeys(expired, "EXPIRED_EID"), **(failures or {})}
        rows = [to_dict(row) for row in found.rows]
        with self._lock:
            number = batch_id or str(uuid5(_RECORDS, str(len(self.state.batches))))
            batch = Batch(number, rows, now, reasons, profiles or {}, advance, after, failed)
            self.state = attrs.evolve(self.state, batches={**self.state.batches, number: batch})
        return number
