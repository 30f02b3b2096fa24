"""A customer monitored by Azakaw → a draft of the CAAS onboarding payload.

Values that Azakaw does not have are reported as missing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

from payloadkit.codes.icao import alpha2
from payloadkit.conversion.countries import country_assumed, country_written
from payloadkit.conversion.element import Element
from payloadkit.conversion.names import (
    SINGLE,
    SPLIT,
    compared,
    first_word,
    last_word,
    only_word,
    unused_words,
    words_between,
)
from payloadkit.conversion.phones import errors_of, same_number
from payloadkit.conversion.profile_to_onboarding import unanswered
from payloadkit.conversion.row import Row
from payloadkit.conversion.rule import Made, Read, constant, rule
from payloadkit.conversion.source import Profile, word_of
from payloadkit.conversion.supplement import DIGITS, LEADING_ZERO
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import DEFAULTED, INFERRED, copied
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.values import Path

PRESENT = "1"
COUNTRY = "country_Iso"
HOME = "addresses[Home]"
REFUSED = 400
PARTS, WHOLE = ("firstName", "lastName"), "fullName"

_FAILED = Fault("customer.failed")
_ORGANIZATION = Fault("customer.organization")
_INACTIVE = Fault("customer.inactive", severity=Severity.WARNING)
_RISK = Fault("customer.risk", severity=Severity.WARNING)
_PROHIBITED = Fault("customer.risk", variant="prohibited")
_NO_NUMBER = Fault("zip.not_digits", severity=Severity.WARNING)


@attrs.frozen
class Monitored(Profile):
    """A monitored customer with one address.

    It is the primary Home address or, if none is primary, the first Home address.
    """

    def tokens(self, path: str) -> Path:
        """Return the path tokens of a dotted path from the root of the document.

        ``addresses[Home]`` becomes the number of the address.
        """
        if not path.startswith(HOME):
            return Profile.tokens(self, path)
        return (*self.root, "addresses", self._home(), *path.split(".")[1:])

    def says_nothing(self, text: str, path: str) -> bool:
        """Return whether a text is a placeholder. The country code `NA` is Namibia."""
        is_code = path == COUNTRY and alpha2(text.strip().upper()) is not None
        return not is_code and Profile.says_nothing(self, text, path)

    def _home(self) -> int:
        """Return the index of the Home address, or an index behind the list."""
        found = self.value("addresses")
        addresses = found if isinstance(found, list) else []
        homes = [
            (part.get("isPrimary") is not True, number)
            for number, part in enumerate(addresses)
            if isinstance(part, dict) and part.get("type") == "Home"
        ]
        return min(homes, default=(True, len(addresses)))[1]


def in_parts(profile: Profile) -> bool:
    """There are first and last name, or one of them and no full name of several words."""
    parts = [name for name in PARTS if profile.get(name) is not None]
    words = (profile.get(WHOLE) or "").split()
    return len(parts) == len(PARTS) or len(words) < min(2, len(parts) + 1)


def not_in_parts(profile: Profile) -> bool:
    """First or last name is missing, and the full name has more."""
    return not in_parts(profile)


@rule("copied", "name.words_lost", "name.differs")
def first_part(text: str, read: Read) -> Made:
    """As it is."""
    return Made(text, compared(read, WHOLE, PARTS))


@rule("copied", "phone.not_e164", "phone.not_valid")
def promised_number(text: str, read: Read) -> Made:
    """As it is, since Azakaw promises E.164: a local number is not guessed at."""
    faults = errors_of(text, read)
    return Made(faults=faults) if faults else Made(text)


@rule("normalised", "zip.leading_zero", "zip.not_digits")
def postal_number(text: str, _read: Read) -> Made:
    """A code of at most 18 digits, as a number."""
    code = text.strip()
    if not DIGITS.fullmatch(code):
        return Made(faults=(_NO_NUMBER,))
    return Made(int(code), (LEADING_ZERO,) if code[0] == "0" != code else ())


def refusal(profile: Profile) -> Fault | None:
    """Return the fault of an answer without a person who may be onboarded.

    Args:
        profile: The answer.
    """
    status = profile.document.get("statusCode")
    failed = isinstance(status, int) and status >= REFUSED
    if failed or not isinstance(profile.document.get("result"), dict):
        return _FAILED
    if word_of(profile.get("entityType")) == "organization":
        return _ORGANIZATION
    return _PROHIBITED if word_of(profile.get("riskStatus")) == "prohibited" else None


def state(read: Read) -> Iterator[Fault]:
    """Report a customer who is not active or has a high risk, and what a person can complete."""
    if word_of(read.profile.get("accountStatus")) not in ("", "active"):
        yield _INACTIVE
    if word_of(read.profile.get("riskStatus")) == "high":
        yield _RISK
    yield from unanswered(read)


ADDRESS = (
    Row("/street_name", (f"{HOME}.address1",), copied),
    Row("/building_name", (f"{HOME}.address2",), copied, INFERRED),
    Row("/city", (f"{HOME}.city",), copied),
    Row("/state", (f"{HOME}.state",), copied),
    Row("/country", (f"{HOME}.country",), country_written),
    Row("/zip", (f"{HOME}.pincode",), postal_number),
    Row("/mobile_number", (), same_number),
)

MONITORED = Table(
    title="Monitored Azakaw customer → draft of the CAAS onboarding payload",
    target="caas.onboarding",
    root=("result",),
    refusal=refusal,
    state=state,
    view=Monitored,
    words=partial(unused_words, keys=("first_name", "middle_name", "last_name"), path=WHOLE),
    entries=(
        Row("/channel", (), constant("web", "WEB"), DEFAULTED),
        Row("/first_name", ("firstName",), first_part, when=in_parts),
        Row("/first_name", (WHOLE,), first_word, SPLIT, not_in_parts),
        Row("/first_name", (WHOLE,), only_word, SINGLE, not_in_parts),
        Row("/middle_name", (WHOLE,), words_between, SPLIT, not_in_parts),
        Row("/last_name", ("lastName",), copied, when=in_parts),
        Row("/last_name", (WHOLE,), last_word, SPLIT, not_in_parts),
        Row("/country_of_residence", (COUNTRY,), country_assumed, INFERRED),
        Row("/country_of_residence", (f"{HOME}.country",), country_assumed, INFERRED),
        Row("/primary_mobile_number", ("phoneNumber",), promised_number),
        Row("/email_id", ("email",), copied),
        Element(
            listing="address_list",
            key="address_type_id",
            value=PRESENT,
            rows=ADDRESS,
            doc="the present address, of the Home addresses the primary one, else the first",
        ),
    ),
)
