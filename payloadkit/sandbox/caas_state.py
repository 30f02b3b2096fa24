"""All that the stand-in of CAAS knows: its login, the tokens and the customers."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from payloadkit.caas.error_table import ERROR_TABLE
from payloadkit.caas.words import AmlScanStatus, CustomerStatus
from payloadkit.models.registry import model_of
from payloadkit.sandbox.stand_in import AnyState, Name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from payloadkit.caas.token import TokenRequest
    from payloadkit.policy import Policy

Person: TypeAlias = dict[str, Any]  # as posted, without pictures, with an ecrn and its words

CODES = {(row.endpoint, row.state): row.code for row in ERROR_TABLE if row.code is not None}


def words(status: CustomerStatus | str, scan: AmlScanStatus | str) -> Person:
    """Return the two words for a customer."""
    return {"customer_status": status, "aml_scan_status": scan}


# What the name of an answer makes of a customer.
WORDS: Mapping[Name | None, Person] = {
    CODES["onboarding", "refused"]: words(CustomerStatus.BLOCKED, AmlScanStatus.REJECTED),
    CODES["onboarding", "under_investigation"]: words(
        CustomerStatus.KYC_PENDING, AmlScanStatus.UNDER_INVESTIGATION
    ),
    **{str(word): {"customer_status": word} for word in CustomerStatus},
    **{str(word): {"aml_scan_status": word} for word in AmlScanStatus},
}


@attrs.frozen
class State(AnyState):
    """All that the stand-in of CAAS knows."""

    login: TokenRequest  # the only credentials that it takes
    policy: Policy  # of its checks, with the master data that it answers
    token_seconds: int  # a refresh token lives twice as long
    seed: int
    issued: int = 0  # how many calls it answered; with the seed it makes every number
    tokens: Mapping[str, datetime] = attrs.field(factory=dict, repr=False)  # their ends
    persons: Mapping[str, Person] = attrs.field(factory=dict, repr=False)  # by ecrn
    # The ecrn by type and number of a document.
    holders: Mapping[tuple[str, str], str] = attrs.field(factory=dict, repr=False)

    def new(self) -> Person:
        """Return a customer of whom nothing is known but the next number."""
        ecrn = f"1074{self.seed % 10_000:04}{self.issued:08}"
        sound = words(CustomerStatus.ACTIVE, AmlScanStatus.ACCEPTED)
        return {**sound, "subscribed": True, "ecrn": ecrn}

    def keep(self, person: Person) -> State:
        """Return the state with a customer, new or changed."""
        ecrn: str = person["ecrn"]
        holders = {**self.holders, **dict.fromkeys(cards(person), ecrn)}
        return attrs.evolve(self, persons={**self.persons, ecrn: person}, holders=holders)

    def number(self, use: str, digits: int = 64) -> str:
        """Return a hexadecimal number, another one for each call and use."""
        return sha256(f"{self.seed} {self.issued} {use}".encode()).hexdigest()[:digits]


def declared(person: Person, kind: type) -> Person:
    """Return what a model declares of a customer."""
    return {key: person[key] for key in model_of(kind).by_key if key in person}


def cards(person: Person) -> dict[tuple[str, str], Person]:
    """Return the documents of a customer by type and number."""
    found: list[Person] = person.get("id_details", [])
    return {(str(card["id_type"]), card["id_number"]): card for card in found}
