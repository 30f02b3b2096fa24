"""The stand-in of the UAE KYC platform: batches of a migration CSV, and their customers."""

from __future__ import annotations

import json
from http import HTTPStatus
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
from payloadkit.uaekyc import batch_records, batch_status, customer_data, errored_records
from payloadkit.uaekyc.business_errors import BusinessErrorCode
from payloadkit.uaekyc.http import KEY, ROOT
from payloadkit.uaekyc.migration_csv import MigrationCsv
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import sealed
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
_COLUMNS = {
    "document_number": "eid_number",
    "name_on_document": "name_on_eid",
    "date_of_birth": "dob",
    "document_issue_date": "eid_issue_date",
    "document_expiry_date": "eid_expiry_date",
    **{key: key for key in ("customer_id", "onboarding_date", "consent_version")},
}


@attrs.frozen(kw_only=True)
class Batch:
    """A batch of the platform.

    Args:
        batch_id: The id, a UUID.
        rows: The rows of the CSV.
        created: When it was made.
        failures: The business error of each row that fails, by ``customer_id``.
        profiles: Profiles by ``customer_id``; those of others are invented.
        advance: Whether it is processed ``at_once``, by ``polls`` of its status, or by ``time``.
        after: The polls or the seconds until it is processed.
        failed: Whether it fails as a whole in the end.
        polls: How often its status was asked for.

    Raises:
        ValueError: ``advance`` is another word, or ``after`` is not positive.
    """

    batch_id: str
    rows: tuple[Row, ...] = attrs.field(repr=False)
    created: datetime
    failures: Mapping[str, str] = attrs.field(repr=False)
    profiles: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict, repr=False)
    advance: Advance = "at_once"
    after: float = 3
    failed: bool = False
    polls: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse other words."""
        if self.advance not in ADVANCES or self.after <= 0:
            near = nearest(self.advance, ADVANCES)
            raise ValueError(f"advance is {', '.join(ADVANCES)}{near}; after is positive")

    def processed(self, now: datetime) -> tuple[Row, ...]:
        """Return the rows that are processed by now."""
        passed = self.polls if self.advance == "polls" else (now - self.created).total_seconds()
        share = 1.0 if self.advance == "at_once" else min(1.0, passed / self.after)
        return self.rows[: int(len(self.rows) * share)]

    def errored(self, now: datetime) -> list[Row]:
        """Return the processed rows that failed."""
        return [row for row in self.processed(now) if row["customer_id"] in self.failures]

    def result(self, row: Row) -> tuple[RecordStatus, list[dict[str, str]]]:
        """Return whether a row failed, and its business errors."""
        code = self.failures.get(row["customer_id"])
        if code is None:
            return RecordStatus.SUCCESS, []
        known = BusinessErrorCode(code) if code in tuple(BusinessErrorCode) else None
        words = {} if known is None else {"message": known.message, "step": known.step}
        return RecordStatus.FAILURE, [{"error": code, **words}]


@attrs.frozen(kw_only=True)
class State(stand_in.State):
    """All that the stand-in of the platform knows: the key that it takes, and its batches."""

    transaction_key: str = attrs.field(repr=False)
    batches: Mapping[str, Batch] = attrs.field(factory=dict)


def answer(state: State, call: stand_in.Received) -> tuple[State, Answer]:
    """Return the next state and the answer of the platform to a call."""
    batch = state.batches.get(call.path.removeprefix(ROOT).rpartition("/")[0])
    if call.headers.get(KEY) != state.transaction_key:
        return state, refusal(HTTPStatus.UNAUTHORIZED, call)
    if batch is None:
        return state, refusal(HTTPStatus.NOT_FOUND, call)
    if call.endpoint == "status":
        batch = attrs.evolve(batch, polls=batch.polls + 1)
        state = attrs.evolve(state, batches={**state.batches, batch.batch_id: batch})
    return state, _ANSWERS[call.endpoint](batch, call)


def _status(batch: Batch, call: stand_in.Received) -> Answer:
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
        **_times(batch, call),
    }
    return _success(batch_status.BatchStatus, data, message="Batch status fetched successfully")


def _records(batch: Batch, call: stand_in.Received) -> Answer:
    processed = batch.processed(call.now)
    page, limit = call.number("page", 1), call.number("limit", 10)
    if not page or not limit:
        return refusal(HTTPStatus.BAD_REQUEST, call)
    data = {
        "page": page,
        "limit": limit,
        "total_count": len(processed),
        "total_pages": ceil(len(processed) / limit),
        "records": [_record(batch, row, call) for row in processed[(page - 1) * limit :][:limit]],
    }
    return _success(batch_records.BatchRecords, data)


def _record(batch: Batch, row: Row, call: stand_in.Received) -> Row:
    status, reasons = batch.result(row)
    return {
        "id": str(uuid5(UUID(batch.batch_id), row["customer_id"])),
        "batch_id": batch.batch_id,
        "status": status,
        "document_type": "EID",
        **{key: row[column] for key, column in _COLUMNS.items()},
        "errors": {"business_error": reasons} if reasons else {},
        **_times(batch, call),
    }


def _errored(batch: Batch, call: stand_in.Received) -> Answer:
    rows, page = batch.errored(call.now), call.number("page_no", 1)
    if not page:
        return refusal(HTTPStatus.BAD_REQUEST, call)
    shown, rest = rows[(page - 1) * ERRORED_PAGE :][:ERRORED_PAGE], rows[page * ERRORED_PAGE :]
    results = ((*batch.result(row), row) for row in shown)
    keys = ("status", "business_errors", "input_data")
    listed = [dict(zip(keys, result, strict=True)) for result in results]
    data = {"batch_id": batch.batch_id, "page_no": page, "hasNext": bool(rest), "data": listed}
    message = "Errored records fetched successfully"
    return _success(errored_records.ErroredRecords, data, message=message)


def _customer_data(batch: Batch, call: stand_in.Received) -> Answer:
    wanted = call.plain().get("customer_id")
    if not isinstance(wanted, str):
        return refusal(HTTPStatus.BAD_REQUEST, call)
    row = next((row for row in batch.processed(call.now) if row["customer_id"] == wanted), None)
    if row is None:
        return refusal(HTTPStatus.NOT_FOUND, call)
    (status, reasons), at = batch.result(row), _moment(call.now)
    data = {"batch_id": batch.batch_id, "status": status, "digitised_on": at, "errors": {}}
    if reasons:
        data["errors"] = {"business_error": reasons}
    else:
        data["data"] = batch.profiles.get(wanted) or _invented(row)
    message = f"Customer data {'not found' if reasons else 'fetched successfully'}"
    return _success(customer_data.CustomerData, data, success=not reasons, message=message)


_ANSWERS: dict[str, Callable[[Batch, stand_in.Received], Answer]] = {
    "status": _status,
    "records": _records,
    "errored": _errored,
    "customer-data": _customer_data,
}


def _invented(row: Row) -> dict[str, Any]:
    """Return the profile of an invented resident with the name, the card and the days of a row."""
    profile: dict[str, Any] = json.loads(files(__package__).joinpath("resident.json").read_bytes())
    born, issued, expires = (
        "-".join(reversed(row[key].split("/")))
        for key in ("dob", "eid_issue_date", "eid_expiry_date")
    )
    valid = {"issueDate": issued, "expiryDate": expires}
    profile["personalInfo"] |= {"fullNameEn": row["name_on_eid"], "dateOfBirth": born}
    profile["residenceInfo"] |= {"emiratesIdNumber": row["eid_number"], **valid}
    profile["activePassport"] |= {"documentNo": f"X{row['eid_number'][-8:-1]}", **valid}
    return {**profile, "uaeKycId": row["customer_id"]}


def _success(kind: type, data: Row, *, success: bool = True, **message: str) -> Answer:
    return stand_in.written({"success": success, **message, "data": data}, kind)


def refusal(
    status: int,
    call: stand_in.Received,  # noqa: ARG001 - every stand-in's refusal takes it
) -> Answer:
    """Return the answer of an HTTP status from 400."""
    if is_unavailable(status):
        return stand_in.page(status)
    plain = {"success": False, "message": responses.get(status, "")}
    return stand_in.written(plain, status=status)


def _times(batch: Batch, call: stand_in.Received) -> dict[str, str]:
    return {"created_at": _moment(batch.created), "updated_at": _moment(call.now)}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


class UaeKyc(stand_in.StandIn[State]):
    """The stand-in of the UAE KYC platform."""

    answer = staticmethod(answer)
    refusal = staticmethod(refusal)
    routes: ClassVar = {
        "status": f"GET {ROOT}[^/]+/status",
        "records": f"GET {ROOT}[^/]+/records",
        "errored": f"GET {ROOT}[^/]+/errored",
        "customer-data": f"POST {ROOT}[^/]+/getCustomerData",
    }
    verbs: ClassVar = (*stand_in.StandIn.verbs, "add_batch")

    @sealed
    def add_batch(
        self,
        csv: bytes | str | MigrationCsv,
        **options: Any,  # noqa: ANN401 - of a batch
    ) -> str:
        """Make a batch of a migration CSV, as the platform does on approval; return its id.

        A row whose Emirates ID has expired fails with EXPIRED_EID.

        Args:
            csv: The CSV.
            **options: ``failures``, ``profiles``, ``advance``, ``after``, ``failed`` and
                ``batch_id``, as ``Batch`` has them.

        Raises:
            PayloadError: The CSV has an error.
            ValueError: ``advance`` is another word, or ``after`` is not positive.
        """
        found = csv if isinstance(csv, MigrationCsv) else load(MigrationCsv, csv)
        rows, now = tuple(map(to_dict, found.rows)), self.now()
        today = now.astimezone(UAE).date()
        expired = [row.customer_id for row in found.rows if row.eid_expiry_date < today]
        failures = {**dict.fromkeys(expired, "EXPIRED_EID"), **options.pop("failures", {})}
        with self._lock:
            number = options.pop("batch_id", str(uuid5(UUID(int=0), str(len(self.state.batches)))))
            batch = Batch(batch_id=number, rows=rows, created=now, failures=failures, **options)
            self.state = attrs.evolve(self.state, batches={**self.state.batches, number: batch})
        return batch.batch_id
