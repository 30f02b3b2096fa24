"""The helpers that a declaration may use, one a family of rules.

``field`` takes a rule of your own.

Each returns an attrs field; to a type checker it has the type of the value, so that the annotation
and the rule are held to each other. All of them take

* ``default=None`` for a field that may be absent;
* ``sure``: the mark of the limit and, behind a slash, of the field's being mandatory: A the
  vendor's page, B two sources, C one integration, D a guess, which only warns;
* ``doc``: what the field is; ``source``: where that is said, if not in the model's source;
* ``personal``: whether ``repr`` hides the value; ``key``: the wire's key where it is no
  identifier.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

import attrs

from payloadkit.rules.bank import Bic, Iban
from payloadkit.rules.base64 import Base64
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.dates import Day, Moment, Role
from payloadkit.rules.email import Email
from payloadkit.rules.identifiers import Uuid
from payloadkit.rules.iso import Country, Currency, Language
from payloadkit.rules.numbers import Amount, Flag, Integer, Label
from payloadkit.rules.phone import Phone
from payloadkit.rules.text import Text
from payloadkit.rules.values import MOST

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from enum import StrEnum
    from types import EllipsisType

    from payloadkit.rules.rule import Rule


METADATA = "payloadkit"


class Said(TypedDict, total=False):
    """What every helper takes beside its own arguments."""

    default: EllipsisType | None
    doc: str
    sure: str
    source: str
    personal: bool
    blank: bool
    null: bool
    key: str


def field(rule: Rule, **said: Unpack[Said]) -> Any:
    """Declare a field with any rule, a tenant's own included.

    Args:
        rule: The rule of the value.
        **said: What every helper takes.
    """
    default = said.pop("default", ...)
    declared = Declaration(rule=rule, doc=said.pop("doc", ""), **said)  # type: ignore[misc] # doc was taken out
    return attrs.field(
        default=attrs.NOTHING if default is ... else None,
        repr=_hidden if declared.personal else True,
        metadata={METADATA: declared},
    )


def _hidden(value: object) -> str:
    """Return what ``repr`` shows of a personal field: whether it is there."""
    return "None" if value is None else "<hidden>"


def text(
    maximum: int | None = None,
    *,
    minimum: int = 1,
    lines: bool = False,
    listing: str | None = None,
    sample: str | None = None,
    **said: Unpack[Said],
) -> str:
    """Declare free text of at most ``maximum`` code points.

    Args:
        maximum: Most code points.
        minimum: Least code points.
        lines: Whether it may run over several lines.
        listing: The master list that it is an id of.
        sample: What a realistic text is: ``given name``, ``city``.
        **said: What every helper takes.
    """
    mark = said.get("sure", "A")[0]
    return cast("str", field(Text(maximum, mark, minimum, lines, listing, sample), **said))


def choice(*words: str, **said: Unpack[Said]) -> str:
    """Declare one of the words of a closed list."""
    return cast("str", field(Choice(words), **said))


def open_choice(words: type[StrEnum], maximum: int | None = None, **said: Unpack[Said]) -> str:
    """Declare a word of a list that may grow: unknown words warn and are kept."""
    return cast("str", field(OpenChoice(words, maximum, said.get("sure", "A")[0]), **said))


def integer(
    least: int = 0,
    most: int = MOST,
    *,
    listing: str | None = None,
    examples: tuple[int, ...] = (),
    **said: Unpack[Said],
) -> int:
    """Declare a whole number; ``listing`` names the master list that it is an id of."""
    return cast("int", field(Integer(least, most, listing, examples), **said))


def flag(**said: Unpack[Said]) -> bool:
    """Declare ``true`` or ``false``."""
    return cast("bool", field(Flag(), **said))


def label(**said: Unpack[Said]) -> Any:
    """Declare a text or a whole number, where a system writes the same thing both ways."""
    return field(Label(), **said)


def amount(**said: Unpack[Said]) -> Decimal:
    """Declare an exact decimal number."""
    return cast("Decimal", field(Amount(), **said))


def country(**said: Unpack[Said]) -> str:
    """Declare an ISO 3166-1 alpha-2 code."""
    return cast("str", field(Country(), **said))


def currency(**said: Unpack[Said]) -> str:
    """Declare an ISO 4217 code."""
    return cast("str", field(Currency(), **said))


def language(**said: Unpack[Said]) -> str:
    """Declare an ISO 639-1 or 639-3 code."""
    return cast("str", field(Language(), **said))


def phone(**said: Unpack[Said]) -> str:
    """Declare an E.164 phone number."""
    return cast("str", field(Phone(), **said))


def email(maximum: int = 255, **said: Unpack[Said]) -> str:
    """Declare an e-mail address of at most ``maximum`` code points."""
    return cast("str", field(Email(maximum, said.get("sure", "A")[0]), **said))


def day(role: Role = "any", *, sample: Role = "any", **said: Unpack[Said]) -> date:
    """Declare a date.

    Its ``role`` says what may be asked of it: ``birth``, ``issue``, ``expiry`` or ``any``;
    ``sample`` says what a realistic ``any`` is of.
    """
    return cast("date", field(Day(role, sample), **said))


def moment(**said: Unpack[Said]) -> str:
    """Declare a date-time of RFC 3339, kept as text."""
    return cast("str", field(Moment(), **said))


def uuid(**said: Unpack[Said]) -> str:
    """Declare a UUID of any version, kept as text."""
    return cast("str", field(Uuid(), **said))


def iban(**said: Unpack[Said]) -> str:
    """Declare an IBAN."""
    return cast("str", field(Iban(), **said))


def bic(**said: Unpack[Said]) -> str:
    """Declare a BIC."""
    return cast("str", field(Bic(), **said))


def base64(**said: Unpack[Said]) -> str:
    """Declare the base64 text of a file; what the file is, is a rule across its content type."""
    return cast("str", field(Base64(), **said))


def part(**said: Unpack[Said]) -> Any:
    """Declare an object of the model that the annotation names."""
    return field(Part(), **said)


def many(
    item: Rule | None = None, *, at_least: int = 0, at_most: int | None = None, **said: Unpack[Said]
) -> Any:
    """Declare a list of plain values with the rule ``item``, or of the annotation's model."""
    return field(Many(item or Part(), at_least, at_most), **said)


def keyed(**said: Unpack[Said]) -> Any:
    """Declare an object of any keys, with lists of the model that the annotation names."""
    return field(Keyed(), **said)


def anything(**said: Unpack[Said]) -> Any:
    """Declare a value whose shape is not published; it is kept as it is."""
    return field(Anything(), **said)


@attrs.frozen(kw_only=True)
class Declaration:
    """What one line of a class says of its field.

    Args:
        rule: The rule of the value.
        doc: What the field is, in one line.
        sure: How sure the limit is and, behind a slash, how sure it is that the field is mandatory:
            marks A to D.
        source: Where the fact comes from, or None where it is the model's source.
        personal: Whether the value is a person's and ``repr`` hides it.
        blank: Whether the documents show ``""`` here.
        null: Whether the documents show ``null`` here.
        key: The key on the wire where it is no identifier.
    """

    rule: Rule
    doc: str
    sure: str = attrs.field(
        default="A", validator=attrs.validators.matches_re(re.compile(r"[ABCD](/[ABCD])?"))
    )
    source: str | None = None
    personal: bool = False
    blank: bool = False
    null: bool = False
    key: str | None = None
