"""ISO codes in exact case: countries (3166-1 alpha-2), currencies (4217), languages (639)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.codes.countries import ALPHA2, UNOFFICIAL
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.messages import Series, phrase
from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy


class Country(Rule):
    """A country's ISO 3166-1 alpha-2 code; ``XK``, which ISO has not assigned, warns."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "ISO 3166-1 alpha-2"
    codes: ClassVar[tuple[str, ...]] = ("country.unofficial", "country.unknown")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a code that ISO has not assigned."""
        if value in UNOFFICIAL:
            yield Fault("country.unofficial", severity=Severity.WARNING)
        elif value not in ALPHA2:
            yield _unknown_country(value)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the code is assigned."""
        return Expression("type(x) is str and x in {known}", known=ALPHA2)

    def schema(self) -> Schema:
        """Return the codes as an enumeration."""
        return {"type": "string", "enum": sorted(ALPHA2 | UNOFFICIAL)}

    def draw(self, draws: Draws) -> Any:
        """Draw an assigned code."""
        return draws.st.sampled_from(sorted(ALPHA2, key=lambda code: (code != "AE", code)))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield unassigned codes, other cases and look-alike letters, and the unofficial code."""
        yield Breaker(
            "country.unknown", draws.st.sampled_from(("ZZ", "ae", "ARE", "\uff21E", "\u0410\u0415"))
        )
        yield Breaker(
            "country.unofficial", draws.st.sampled_from(sorted(UNOFFICIAL)), Severity.WARNING
        )


class Currency(Rule):
    """A currency's ISO 4217 code in upper case."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "ISO 4217"
    codes: ClassVar[tuple[str, ...]] = ("currency.unknown",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a code that is no currency."""
        if value not in CURRENCIES:
            yield _unknown_currency(value)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the code is a currency's."""
        return Expression("type(x) is str and x in {known}", known=CURRENCIES)

    def schema(self) -> Schema:
        """Return the codes as an enumeration."""
        return {"type": "string", "enum": sorted(CURRENCIES)}

    def draw(self, draws: Draws) -> Any:
        """Draw a currency."""
        return draws.st.sampled_from(sorted(CURRENCIES, key=lambda code: (code != "AED", code)))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield codes of no currency."""
        yield Breaker("currency.unknown", draws.st.sampled_from(("ZZZ", "aed", "Dhs")))


class Language(Rule):
    """A language's ISO 639-1 or 639-3 code in lower case."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "ISO 639-1 or 639-3"
    codes: ClassVar[tuple[str, ...]] = ("language.unknown",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a code that is no language."""
        if value not in _languages():
            yield Fault("language.unknown")

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the code is a language's."""
        return Expression("type(x) is str and x in {languages}()", languages=_languages)

    def schema(self) -> Schema:
        """Return the codes' shape; the table of eight thousand stays out of the schema."""
        return {"type": "string", "pattern": "^[a-z]{2,3}$", "maxLength": 3}

    def draw(self, draws: Draws) -> Any:
        """Draw a language."""
        return draws.st.sampled_from(sorted(_languages(), key=lambda code: (code != "en", code)))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield malformed codes, and well-formed ones of no language."""
        yield Breaker("language.unknown", draws.st.sampled_from(("EN", "english", "e")))
        yield Breaker(
            "language.unknown",
            draws.st.just("xx"),
            unseen="the table of eight thousand languages stays out of it",
        )


def _unknown_country(value: str) -> Fault:
    """Return the fault of a code that ISO does not assign, with what it is now if it once did."""
    gone = withdrawn_country(value)
    if gone is None:
        return Fault("country.unknown")
    day, now = gone
    when = withdrawal(day)
    if not now:
        return Fault("country.unknown", variant="gone", when=when)
    return Fault("country.unknown", variant="withdrawn", when=when, now=Series(now, "or"))


def withdrawal(day: str) -> str:
    """Return when a code was withdrawn, in words.

    Args:
        day: The day or the year.
    """
    return phrase("on_day", day=day) if "-" in day else phrase("in_year", day=day)


def withdrawn_country(code: str) -> tuple[str, tuple[str, ...]] | None:
    """Return when a country's code was withdrawn and what it is now; None if it was not.

    Args:
        code: A code of two or three letters.
    """
    from payloadkit.codes.withdrawn import COUNTRIES

    return COUNTRIES.get(code)


def _unknown_currency(value: str) -> Fault:
    """Return the fault of a code of no currency, with what is paid now if it once was one."""
    from payloadkit.codes.withdrawn import CURRENCIES as WITHDRAWN

    if value not in WITHDRAWN:
        return Fault("currency.unknown")
    day, now = WITHDRAWN[value]
    if not now:
        return Fault("currency.unknown", variant="gone", day=day)
    return Fault("currency.unknown", variant="withdrawn", day=day, now=Series(now, "or"))


@cache
def _languages() -> frozenset[str]:
    """Return the codes of all languages; the table is made when a value needs it."""
    from payloadkit.codes.languages import LANGUAGES

    return LANGUAGES
