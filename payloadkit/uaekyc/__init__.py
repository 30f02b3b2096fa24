"""The UAE KYC platform's population migration: one API call a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.http.answer import Retry
    from payloadkit.uaekyc.answer import Endpoint, Outcome, PlatformAnswer, State, read_answer
    from payloadkit.uaekyc.batch import Batch, Failure
    from payloadkit.uaekyc.batch_records import (
        BatchRecord,
        BatchRecords,
        RecordErrors,
        RecordsPage,
        get_records,
    )
    from payloadkit.uaekyc.batch_status import BatchProgress, BatchState, BatchStatus, get_status
    from payloadkit.uaekyc.business_errors import BusinessError, BusinessErrorCode, Remedy, Step
    from payloadkit.uaekyc.calls import Calls
    from payloadkit.uaekyc.client import AsyncClient, Client
    from payloadkit.uaekyc.corrections import read_corrections
    from payloadkit.uaekyc.customer_data import (
        CustomerData,
        DigitizedRecord,
        Profile,
        get_customer_data,
    )
    from payloadkit.uaekyc.errored_records import (
        ErroredPage,
        ErroredRecord,
        ErroredRecords,
        InputData,
        get_errored,
    )
    from payloadkit.uaekyc.migration_csv import MigrationCsv, MigrationRow
    from payloadkit.uaekyc.person import ContactDetails, PersonalInfo
    from payloadkit.uaekyc.residence import (
        ImmigrationFile,
        Passport,
        ResidenceInfo,
        Sponsor,
        Travel,
        Visa,
    )
    from payloadkit.uaekyc.sheet import errored_sheet
    from payloadkit.uaekyc.words import Answer, RecordStatus

__all__ = [
    "Answer",
    "AsyncClient",
    "Batch",
    "BatchProgress",
    "BatchRecord",
    "BatchRecords",
    "BatchState",
    "BatchStatus",
    "BusinessError",
    "BusinessErrorCode",
    "Calls",
    "Client",
    "ContactDetails",
    "CustomerData",
    "DigitizedRecord",
    "Endpoint",
    "ErroredPage",
    "ErroredRecord",
    "ErroredRecords",
    "Failure",
    "ImmigrationFile",
    "InputData",
    "MigrationCsv",
    "MigrationRow",
    "Outcome",
    "Passport",
    "PersonalInfo",
    "PlatformAnswer",
    "Profile",
    "RecordErrors",
    "RecordStatus",
    "RecordsPage",
    "Remedy",
    "ResidenceInfo",
    "Retry",
    "Sponsor",
    "State",
    "Step",
    "Travel",
    "Visa",
    "errored_sheet",
    "get_customer_data",
    "get_errored",
    "get_records",
    "get_status",
    "read_answer",
    "read_corrections",
]

if not TYPE_CHECKING:  # type checkers know the names, and tell of any other
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "uaekyc.calls": "Calls",
            "uaekyc.client": "AsyncClient Client",
            "http.answer": "Retry",
            "uaekyc.answer": "Endpoint Outcome PlatformAnswer State read_answer",
            "uaekyc.batch": "Batch Failure",
            "uaekyc.batch_records": "BatchRecord BatchRecords RecordErrors RecordsPage get_records",
            "uaekyc.batch_status": "BatchProgress BatchState BatchStatus get_status",
            "uaekyc.business_errors": "BusinessError BusinessErrorCode Remedy Step",
            "uaekyc.corrections": "read_corrections",
            "uaekyc.customer_data": "CustomerData DigitizedRecord Profile get_customer_data",
            "uaekyc.errored_records": (
                "ErroredPage ErroredRecord ErroredRecords InputData get_errored"
            ),
            "uaekyc.sheet": "errored_sheet",
            "uaekyc.migration_csv": "MigrationCsv MigrationRow",
            "uaekyc.person": "ContactDetails PersonalInfo",
            "uaekyc.residence": "ImmigrationFile Passport ResidenceInfo Sponsor Travel Visa",
            "uaekyc.words": "Answer RecordStatus",
        },
        {"uaekyc.client": ("httpx2", "client")},
    )
