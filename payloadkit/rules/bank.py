"""Bank identifiers: IBAN (ISO 13616) with its check digits, and BIC (ISO 9362)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.codes.countries import ALPHA2, UNOFFICIAL
from payloadkit.codes.ibans import STRUCTURES
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_RUN = re.compile("([0-9]+)([nac])")
_LETTERS = {
    "n": "0123456789",
    "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "c": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_GULF = ("AE", "SA", "QA", "BH", "KW", "OM")
_BIC = re.compile(r"[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_TABLE = "the table of countries would swell the pattern"
_COUNTRIES = ALPHA2 | UNOFFICIAL


def remainder(iban: str) -> int:
    """Return the remainder of an IBAN modulo 97; that of a valid one is 1.

    Letters count as numbers from 10, and the first four characters come last.
    """
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97


class Iban(Rule):
    """An IBAN in its electronic form, without blanks.

    It is a country, two check digits, and the account as the country has registered it.

    A country that has registered none may have an account of 11 to 30 characters: others use IBANs
    too, and a valid one is never refused.
    """

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "IBAN"
    codes: ClassVar[tuple[str, ...]] = ("iban.malformed", "iban.check_digits")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, or check digits that are not those of the account."""
        if not _IBAN.fullmatch(value) or value[:2] not in _COUNTRIES:
            yield Fault("iban.malformed")
        elif not _structure(value[:2]).fullmatch(value, 4):
            yield Fault("iban.malformed", variant="account")
        elif remainder(value) != 1:
            yield Fault("iban.check_digits")

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", "maxLength": 34}

    def draw(self, draws: Draws) -> Any:
        """Draw accounts of the Gulf; realistic ones are of every country with IBANs."""
        countries = dict.fromkeys((*_GULF, *STRUCTURES) if draws.realistic else _GULF)
        return draws.st.one_of([_accounts(draws, country) for country in countries])

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms, too long accounts, letters for digits, and other check digits."""
        account = _accounts(draws, "AE")
        yield Breaker(
            "iban.malformed",
            draws.st.sampled_from(
                ("AE", "AE07 0331 2345", "ZZ070331234567890123456", "ae070331234567890123456")
            ),
        )
        yield Breaker(
            "iban.malformed",
            self.draw(draws).map(lambda iban: _with_digits(f"{iban}0")),
            unseen=_TABLE,
        )
        yield Breaker(
            "iban.malformed", account.map(lambda iban: _with_digits(f"{iban[:-1]}A")), unseen=_TABLE
        )
        yield Breaker(
            "iban.check_digits",
            account.map(lambda iban: iban[:-1] + str((int(iban[-1]) + 1) % 10)),
            unseen="it does not calculate",
        )


@cache
def _structure(country: str) -> re.Pattern[str]:
    """Return the pattern of a country's accounts; one that registered none may have any."""
    return re.compile(
        "".join(f"[{_LETTERS[kind]}]{{{length}}}" for length, kind in _runs(country)) or ".*"
    )


def _runs(country: str) -> list[tuple[str, str]]:
    return _RUN.findall(STRUCTURES.get(country, ""))


def _accounts(draws: Draws, country: str) -> Any:
    """Return a strategy of a country's IBANs."""
    runs = [
        draws.st.text(_LETTERS[kind], min_size=int(length), max_size=int(length))
        for length, kind in _runs(country)
    ]
    return draws.st.tuples(*runs).map(lambda parts: _with_digits(f"{country}00{''.join(parts)}"))


def _with_digits(iban: str) -> str:
    """Return an IBAN with the check digits of its account."""
    return f"{iban[:2]}{98 - remainder(f'{iban[:2]}00{iban[4:]}'):02}{iban[4:]}"


class Bic(Rule):
    """A BIC.

    It has four characters of the party, a country, two of the place, and perhaps three of the
    branch.
    """

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "BIC"
    codes: ClassVar[tuple[str, ...]] = ("bic.malformed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, or a country that there is not."""
        found = _BIC.fullmatch(value)
        if found is None or found[1] not in _COUNTRIES:
            yield Fault("bic.malformed")

    def schema(self) -> Schema:
        """Return the form."""
        return {
            "type": "string",
            "pattern": "^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$",
            "maxLength": 11,
        }

    def draw(self, draws: Draws) -> Any:
        """Draw BICs of every country, an Emirati one first, with and without a branch.

        They are of one bank, realistic ones of any.
        """
        letters = (
            draws.st.text(_LETTERS["a"], min_size=4, max_size=4)
            if draws.realistic
            else draws.st.just("BANK")
        )
        countries = draws.st.sampled_from(("AE", *sorted(ALPHA2 - {"AE"})))
        return draws.st.builds(
            "{}{}22{}".format, letters, countries, draws.st.sampled_from(("", "XXX"))
        )

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms and other countries."""
        yield Breaker("bic.malformed", draws.st.sampled_from(("BANKAE", "bankae22", "BANKAE22X")))
        yield Breaker("bic.malformed", draws.st.just("BANKZZ22"), unseen=_TABLE)
