"""E-mail addresses: their syntax, as email-validator reads the standards.

Nothing asks the network.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.rules.text import severity, too_long
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.policy import Policy

_LONGEST = 254
_LONGEST_NAME = 64
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_KEPT = frozenset(f"{_LETTERS}.-").__contains__
_DOMAINS = (
    "example.com",
    "example.net",
    "example.org",
    "b\u00fccher.example",
    "\u0645\u062b\u0627\u0644.example",
)
_ASCII = 3
RESERVED = (".arpa", ".invalid", ".local", ".localhost", ".onion", ".test")
"""Endings that email-validator refuses; it is imported only for addresses that are not plain."""
_SHAPE = re.compile(r"[^@\s]+@[^@\s]+")


@attrs.frozen(eq=False, repr=False)
class Email(Rule):
    """An e-mail address, ASCII or internationalised.

    Args:
        maximum: Most code points.
        sure: Mark of the length.
    """

    formatted: ClassVar[bool] = True
    codes: ClassVar[tuple[str, ...]] = ("email.malformed", "text.too_long")
    maximum: int = 255
    sure: str = "A"

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"e-mail address of at most {self.maximum}"

    @property
    def advisory(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """Those of the codes that only warn here, though elsewhere they err."""
        return ("text.too_long",) if severity(self.sure) == "warning" else ()

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a malformed or too long address; a too long one is not parsed."""
        if not _SHAPE.fullmatch(value):
            yield _MALFORMED
        elif len(value) > self.maximum:
            yield too_long(self.maximum, self.sure)
        elif not _valid(value):
            yield _MALFORMED

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: a plain address."""
        return Expression(
            f"type(x) is str and len(x) <= {self.maximum} and {{plain}}(x)", plain=_is_plain
        )

    def limited(self, maximum: int) -> Rule:
        """Return the rule with a tenant's maximum, which errs."""
        return attrs.evolve(self, maximum=maximum, sure="A")

    def schema(self) -> Schema:
        """Return shape and length; ``format`` alone refuses nothing."""
        certain = severity(self.sure) == "error"
        return {
            "type": "string",
            "format": "idn-email",
            "pattern": r"^[^@\s]+@[^@\s]+$",
            "maxLength" if certain else "x-max-length": self.maximum,
        }

    def draw(self, draws: Draws) -> Any:
        """Draw addresses under the domains that are reserved for examples, within the limit.

        Realistic ones have names of persons.
        """
        domains = _DOMAINS[: None if draws.realistic else _ASCII]
        fitting = (
            tuple(domain for domain in domains if len(domain) + 2 <= self.maximum) or domains[:1]
        )
        return draws.st.one_of([self._under(draws, domain) for domain in fitting])

    def _under(self, draws: Draws, domain: str) -> Any:
        most = max(1, self.maximum - len(domain) - 1)
        if draws.realistic:
            return draws.st.sampled_from(
                tuple(
                    dict.fromkeys(f"{name[:most].rstrip('.')}@{domain}" for name in _names(draws))
                )
            )
        return draws.st.text(_LETTERS, min_size=1, max_size=min(12, most)).map(
            f"{{}}@{domain}".format
        )

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the longest address that the limit and the standards (254 characters) allow."""
        most = min(self.maximum, _LONGEST)
        labels = "".join(f"{'a' * 60}." for _ in range(max(0, most - _LONGEST_NAME) // 61))
        name = most - len(f"@{labels}example.com")
        if 0 < name <= _LONGEST_NAME:
            yield draws.st.just(f"{'a' * name}@{labels}example.com")

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield addresses that lack a part, have blanks or double dots, or are too long."""
        yield Breaker(
            "email.malformed",
            draws.st.sampled_from(
                ("example.com", "@example.com", "person@", "a b@example.com", "a@b@example.com")
            ),
        )
        yield Breaker(
            "email.malformed",
            draws.st.sampled_from(("a..b@example.com", "a@-.com")),
            unseen="the syntax of an address is more than a pattern",
        )
        yield Breaker(
            "text.too_long", draws.st.just("a" * self.maximum + "@example.com"), severity(self.sure)
        )


_MALFORMED = Fault("email.malformed")


def _names(draws: Draws) -> Iterator[str]:
    """Yield the names of invented persons as they stand before an at sign."""
    for name in draws.shapes("whole name in English"):
        yield "".join(filter(_KEPT, name.replace(" ", ".").lower()))
    for name in draws.shapes("whole name in Arabic"):
        yield name.replace(" ", ".")


@cache
def _plain() -> Callable[[str], object]:
    """Return a matcher of plain addresses, which are valid unless they end in a reserved word.

    A plain address has ASCII letters and a domain that no encoding changes.
    """
    atom, label = r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+", r"[a-z0-9]+(?:-[a-z0-9]+)*"
    pattern = (
        rf"{atom}(?:\.{atom})*@(?=[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}})*\Z)(?:{label}\.)+[a-z]+"
    )
    return re.compile(pattern).fullmatch


def _is_plain(value: str) -> bool:
    """Return whether an address is plain, and so valid."""
    return len(value) <= _LONGEST and _plain()(value) is not None and not value.endswith(RESERVED)


def _valid(value: str) -> bool:
    if _is_plain(value):
        return True
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(
            value,
            check_deliverability=False,
            allow_quoted_local=True,
            allow_domain_literal=True,
            test_environment=True,
        )
    except EmailNotValidError:
        return False
    return True
