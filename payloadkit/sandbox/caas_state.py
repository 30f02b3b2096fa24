"""All that the stand-in of CAAS knows: its login, the tokens and the customers."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from payloadkit.caas.error_table import ERROR_TABLE
from payloadkit.caas.words import AmlScanStatus, CustomerStatus
from payloadkit.models.registry import model_of
from payloadkit.sandbox import stand_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from payloadkit.caas.token import TokenRequest
    from payloadkit.policy import Policy

Person: TypeAlias = dict[str, Any]  # as posted, without pictures, with an ecrn and its words

CODES = {(row.endpoint, row.state): row.code for row in ERROR_TABLE if row.code is not None}


def _words(status: CustomerStatus, scan: AmlScanStatus) -> Person:
    return {"customer_status": status, "aml_scan_status": scan}


SOUND = _words(CustomerStatus.ACTIVE, AmlScanStatus.ACCEPTED)
REFUSED = _words(CustomerStatus.BLOCKED, AmlScanStatus.REJECTED)
INVESTIGATED = _words(CustomerStatus.KYC_PENDING, AmlScanStatus.UNDER_INVESTIGATION)
WORDS: dict[stand_in.Name | None, Person] = {
    CODES["onboarding", "refused"]: REFUSED,
    CODES["onboarding", "under_investigation"]: INVESTIGATED,
    **{str(word): {"customer_status": word} for word in CustomerStatus},
    **{str(word): {"aml_scan_status": word} for word in AmlScanStatus},
}


@attrs.frozen(kw_only=True)
class State(stand_in.State):
    """All that the stand-in of CAAS knows.

    Args:
        login: The only credentials that it takes.
        policy: The policy of its checks, with the master data that it answers.
        token_seconds: The lifetime of a token; a refresh token lives twice as long.
        seed: Part of every number that it gives.
        issued: How many calls it answered, part of every number too.
        tokens: When each token ends, those to refresh too.
        persons: The customers by ecrn.
        holders: The ecrn by type and number of a document.
    """

    login: TokenRequest
    policy: Policy
    token_seconds: int
    seed: int
    issued: int = 0
    tokens: Mapping[str, datetime] = attrs.field(factory=dict, repr=False)
    persons: Mapping[str, Person] = attrs.field(factory=dict, repr=False)
    holders: Mapping[tuple[str, str], str] = attrs.field(factory=dict, repr=False)

    def new(self) -> Person:
        """Return a customer of whom nothing is known but the next number."""
        ecrn = f"1074{self.seed % 10_000:04}{self.issued:08}"
        return {**SOUND, "subscribed": True, "ecrn": ecrn}

    def keep(self, person: Person) -> State:
        """Return the state with a customer, new or changed."""
        ecrn: str = person["ecrn"]
        holders = {**self.holders, **dict.fromkeys(identities(person), ecrn)}
        return attrs.evolve(self, persons={**self.persons, ecrn: person}, holders=holders)

    def number(self, use: str) -> str:
        """Return a hexadecimal number of 64 digits, another one for each call and use."""
        return sha256(f"{self.seed} {self.issued} {use}".encode()).hexdigest()


def declared(person: Person, kind: type) -> Person:
    """Return what a model declares of a customer."""
    return {key: person[key] for key in model_of(kind).by_key if key in person}


def identities(person: Person) -> list[tuple[str, str]]:
    """Return type and number of each document of a customer."""
    return [identity(document) for document in person.get("id_details", ())]


def identity(document: Person) -> tuple[str, str]:
    """Return type and number of a document."""
    return str(document["id_type"]), document["id_number"]


def without_pictures(value: Any) -> Any:  # noqa: ANN401 - plain JSON
    """Return a plain value without base64, which would fill the memory."""
    if isinstance(value, list):
        return [without_pictures(part) for part in value]
    if isinstance(value, dict):
        kept = ((key, part) for key, part in value.items() if key != "base64_data")
        return {key: without_pictures(part) for key, part in kept}
    return value
