"""Bank identifiers: IBAN (ISO 13616) with its check digits, and BIC (ISO 9362)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.codes.countries import ALPHA2, UNOFFICIAL
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_COUNTRIES = ALPHA2 | UNOFFICIAL


def remainder(iban: str) -> int:
    """Return what an IBAN leaves modulo 97, letters as numbers from 10 and the first four characters last; 1 is right."""
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97


@attrs.frozen(repr=False)
class Iban(Rule):
    """An IBAN in its electronic form: country, two check digits, and the account, without blanks."""

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "IBAN"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("iban.malformed", "iban.check_digits")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, or check digits that are not those of the account."""
        if not _IBAN.fullmatch(value) or value[:2] not in _COUNTRIES:
            yield Fault("iban.malformed", "An IBAN must be a country code, two digits and 11 to 30 capital letters and digits.", "Write it without blanks.")
        elif remainder(value) != 1:
            yield Fault(
                "iban.check_digits", "The check digits of an IBAN must be those of its account (ISO 13616, modulo 97).", "Look for a mistyped character."
            )

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", "maxLength": 34}

    def draw(self, draws: Draws) -> Any:
        """Draw Emirati accounts with their check digits."""
        return draws.st.integers(0, 10**19 - 1).map(lambda account: _with_digits(f"AE00{account:019}"))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms, and other check digits."""
        yield Breaker("iban.malformed", draws.st.sampled_from(("AE", "AE07 0331 2345", "ZZ070331234567890123456", "ae070331234567890123456")))
        yield Breaker("iban.check_digits", self.draw(draws).map(lambda iban: iban[:-1] + str((int(iban[-1]) + 1) % 10)), schema_sees=False)


def _with_digits(iban: str) -> str:
    return f"{iban[:2]}{98 - remainder(iban):02}{iban[4:]}"


@attrs.frozen(repr=False)
class Bic(Rule):
    """A BIC: four characters of the party, a country, two of the place, and perhaps three of the branch."""

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "BIC"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("bic.malformed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, or a country that there is not."""
        found = _BIC.fullmatch(value)
        if found is None or found[1] not in _COUNTRIES:
            yield Fault("bic.malformed", "A BIC must be 8 or 11 capital letters and digits, with a country code from the fifth on.")

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "pattern": "^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$", "maxLength": 11}

    def draw(self, draws: Draws) -> Any:
        """Draw BICs of every country, with and without a branch."""
        countries = draws.st.sampled_from(sorted(ALPHA2))
        return draws.st.builds("BANK{}22{}".format, countries, draws.st.sampled_from(("", "XXX")))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms and other countries."""
        yield Breaker("bic.malformed", draws.st.sampled_from(("BANKAE", "bankae22", "BANKAE22X")))
        yield Breaker("bic.malformed", draws.st.just("BANKZZ22"), schema_sees=False)
