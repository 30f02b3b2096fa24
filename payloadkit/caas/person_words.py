"""The closed lists of words of CAAS for a person, in requests and answers."""

from __future__ import annotations

from enum import StrEnum


class Salutation(StrEnum):
    """Salutations that the gateway accepts. The limit of three letters excludes ``Miss``."""

    MR = "Mr"
    MS = "Ms"
    MRS = "Mrs"
    DR = "Dr"


class Gender(StrEnum):
    """Words for the gender that the gateway accepts."""

    MALE = "Male"
    FEMALE = "Female"
    OTHERS = "Others"
