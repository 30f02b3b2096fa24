"""Phone numbers in E.164, judged by libphonenumber.

The exact text must come back from reading and writing it, and libphonenumber says whether the
number is valid.

It is asked where its numbering plans alone leave a doubt.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.rules import phone_plans
from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonenumbers import PhoneNumber

    from payloadkit.policy import Policy

E164 = re.compile(r"\+[1-9][0-9]{1,14}")
# A mobile number of the UAE has nine digits; libphonenumber finds eight and ten possible too.
_UAE_MOBILE_CUT = r"\+9715(?![0-9]{8}\Z)[0-9]*"


class Phone(Rule):
    """A phone number as ``+``, country code and national number.

    It has ASCII digits, no blanks, no extension and no trunk zero.
    """

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "E.164 phone"
    codes: ClassVar[tuple[str, ...]] = ("phone.not_e164", "phone.not_valid")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report what is not E.164 or no number; a range that the metadata do not know warns."""
        if not E164.fullmatch(value):
            yield _NOT_E164
        elif policy.phones == "full" and not phone_plans.certain(value):
            yield from _judged(value)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: a shape that its numbering plan or libphonenumber knows."""
        certain = "" if policy.phones == "shape" else " and {certain}(x)"
        return Expression(
            f"type(x) is str and {{shape}}(x){certain}",
            shape=E164.fullmatch,
            certain=phone_plans.certain,
        )

    def schema(self) -> Schema:
        """Return the shape; what libphonenumber knows stays out of a schema."""
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{1,14}$", "maxLength": 16}

    def draw(self, draws: Draws) -> Any:
        """Draw libphonenumber's own example numbers, those of the UAE first.

        Any other number might ring somewhere.
        """
        return draws.st.sampled_from(_examples())

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield local forms, a trunk zero, impossible lengths, and numbers of no known range."""
        yield Breaker(
            "phone.not_e164",
            draws.st.sampled_from(
                ("0501234567", "+971 50 123 4567", "00971501234567", "+971501234567;ext=5")
            ),
        )
        if draws.policy.phones == "shape":
            return
        yield Breaker(
            "phone.not_e164", draws.st.just("+9710501234567"), unseen="it knows no numbering plan"
        )
        yield Breaker(
            "phone.not_valid",
            draws.st.sampled_from(("+97150", "+97150123456", "+9715012345678", "+120155501234")),
            unseen="it knows no numbering plan",
        )
        yield Breaker(
            "phone.not_valid",
            draws.st.sampled_from(("+971591234567", "+971570000000")),
            Severity.WARNING,
        )


_NOT_E164 = Fault("phone.not_e164")


def read_number(text: str) -> PhoneNumber | None:
    """Return the number of a text with ``+`` and country code, or None if it is none."""
    import phonenumbers

    try:
        return phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None


def write_number(number: PhoneNumber) -> str:
    """Return a number in E.164."""
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _judged(value: str) -> Iterator[Fault]:
    import phonenumbers

    number = read_number(value)
    if number is None or write_number(number) != value:
        yield _NOT_E164
    elif not phonenumbers.is_possible_number(number) or re.fullmatch(_UAE_MOBILE_CUT, value):
        yield Fault("phone.not_valid")
    elif not phonenumbers.is_valid_number(number):
        yield Fault("phone.not_valid", severity=Severity.WARNING, variant="range")


@cache
def _examples() -> tuple[str, ...]:
    import phonenumbers

    regions = sorted(phonenumbers.SUPPORTED_REGIONS, key=lambda region: (region != "AE", region))
    found = (
        phonenumbers.example_number_for_type(region, kind)
        for region in regions
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    )
    written = dict.fromkeys(write_number(number) for number in found if number is not None)
    return tuple(text for text in written if not any(_judged(text)))
