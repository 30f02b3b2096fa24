"""The closed lists of words of the platform's records."""

from __future__ import annotations

from enum import StrEnum


class RecordStatus(StrEnum):
    """The result of a record's digitization."""

    SUCCESS = "success"
    FAILURE = "failure"


class Answer(StrEnum):
    """Yes or no in words."""

    YES = "Yes"
    NO = "No"
