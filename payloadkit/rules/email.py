"""E-mail addresses: their syntax, as a well-kept library reads the standards; nothing asks the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.rules.text import severity, too_long
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

_SHAPE = re.compile(r"[^@\s]+@[^@\s]+")


@attrs.frozen(repr=False)
class Email(Rule):
    """An e-mail address, ASCII or internationalised.

    Args:
        maximum: Most code points.
        sure: Mark of the length.
    """

    formatted: ClassVar[bool] = True
    maximum: int = 255
    sure: str = "A"

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"e-mail address of at most {self.maximum}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("email.malformed", "text.too_long")

    @property
    def advisory(self) -> tuple[str, ...]:
        """Those of the codes that only warn here, though elsewhere they err."""
        return ("text.too_long",) if severity(self.sure) == "warning" else ()

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report an address that is malformed, or longer than the limit; an overlong one is not parsed."""
        if not _SHAPE.fullmatch(value):
            yield _MALFORMED
        elif len(value) > self.maximum:
            yield too_long(self.maximum, self.sure)
        elif not _valid(value):
            yield _MALFORMED

    def limited(self, maximum: int) -> Rule:
        """Return the rule with a tenant's maximum, which errs."""
        return attrs.evolve(self, maximum=maximum, sure="A")

    def schema(self) -> Schema:
        """Return shape and length; ``format`` alone refuses nothing."""
        certain = severity(self.sure) == "error"
        return {"type": "string", "format": "idn-email", "pattern": r"^[^@\s]+@[^@\s]+$", "maxLength" if certain else "x-max-length": self.maximum}

    def draw(self, draws: Draws) -> Any:
        """Draw addresses under the domains that are reserved for examples."""
        name = draws.st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
        domains = draws.st.sampled_from(("example.com", "example.net", "example.org"))
        return draws.st.builds("{}@{}".format, name, domains)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield addresses without a name, a domain or an at sign, with blanks or double dots, and overlong ones."""
        yield Breaker("email.malformed", draws.st.sampled_from(("example.com", "@example.com", "person@", "a b@example.com", "a@b@example.com")))
        yield Breaker("email.malformed", draws.st.sampled_from(("a..b@example.com", "a@-.com")), schema_sees=False)
        certain = severity(self.sure) == "error"
        yield Breaker("text.too_long", draws.st.just("a" * self.maximum + "@example.com"), severity(self.sure), schema_sees=certain)


_MALFORMED = Fault("email.malformed", "An e-mail address must have the form name@domain.")


def _valid(value: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(value, check_deliverability=False, allow_quoted_local=True, allow_domain_literal=True, test_environment=True)
    except EmailNotValidError:
        return False
    return True
