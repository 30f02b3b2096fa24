"""The closed lists of words that the platform's records know."""

from __future__ import annotations

from enum import StrEnum


class RecordStatus(StrEnum):
    """How the digitization of a record ended."""

    SUCCESS = "success"
    FAILURE = "failure"


class Answer(StrEnum):
    """Yes or no in words."""

    YES = "Yes"
    NO = "No"
