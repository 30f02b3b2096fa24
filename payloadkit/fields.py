"""The helpers for declarations, one for each family of rules.

``field`` takes a rule of your own.

Each returns an attrs field. For type checkers it has the type of the value, so that they compare
the annotation with the rule. All helpers take

* ``default=None`` for a field that may be absent;
* ``sure``: the mark of the limit and, behind a slash, of the field's being mandatory: A the
  vendor's page, B two sources, C one integration, D a guess, which only warns;
* ``doc``: what the field is; ``source``: where that is settings, if not in the model's source;
* ``personal``: whether ``repr`` hides the value; ``key``: the wire's key where it is no
  identifier.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

import attrs

from payloadkit.rules.base64 import Base64
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.dates import Day, Moment, Role
from payloadkit.rules.email import Email
from payloadkit.rules.identifiers import Uuid
from payloadkit.rules.iso import Country, Currency, Language
from payloadkit.rules.names import Name
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


class Settings(TypedDict, total=False):
    """The keyword arguments that every helper takes."""

    default: EllipsisType | None
    doc: str
    sure: str
    source: str
    personal: bool
    blank: bool
    null: bool
    key: str


def field(rule: Rule, **settings: Unpack[Settings]) -> Any:
    """Declare a field with any rule, a tenant's own included.

    Args:
        rule: The rule of the value.
        **settings: The keyword arguments of every helper.
    """
    default = settings.pop("default", ...)
    doc = settings.pop("doc", "")
    declared = Declaration(rule=rule, doc=doc, **settings)  # type: ignore[misc] # doc is out
    return attrs.field(
        default=attrs.NOTHING if default is ... else None,
        repr=_hidden if declared.personal else True,
        hash=None if _is_hashable(rule) else False,
        metadata={METADATA: declared},
    )


def _is_hashable(rule: Rule) -> bool:
    """Return whether no value of a rule is a list or a dict, or holds one."""
    return not isinstance(rule.item if isinstance(rule, Many) else rule, Anything | Keyed)


def _hidden(value: object) -> str:
    """Return what ``repr`` shows of a personal field: whether it is there."""
    return "None" if value is None else "<hidden>"


def text(  # noqa: PLR0913 # one keyword for each property of the rule
    maximum: int | None = None,
    *,
    minimum: int = 1,
    lines: bool = False,
    listing: str | None = None,
    sample: str | None = None,
    trimmed: bool = False,
    **settings: Unpack[Settings],
) -> str:
    """Declare free text of at most ``maximum`` code points.

    Args:
        maximum: Most code points.
        minimum: Least code points.
        lines: Whether it may run over several lines.
        listing: The master list that it is an id of.
        sample: What a realistic text is: ``given name``, ``city``.
        trimmed: Whether blanks at its ends warn.
        **settings: The keyword arguments of every helper.
    """
    mark = settings.get("sure", "A")[0]
    rule = Text(maximum, mark, minimum, lines, listing, sample, trimmed)
    return cast("str", field(rule, **settings))


def name(
    maximum: int | None = None, *, sample: str | None = None, **settings: Unpack[Settings]
) -> str:
    """Declare a person's name of at most ``maximum`` code points.

    Args:
        maximum: Most code points.
        sample: What a realistic name is: ``given name``, ``family name``.
        **settings: The keyword arguments of every helper.
    """
    rule = Name(maximum, settings.get("sure", "A")[0], sample=sample)
    return cast("str", field(rule, **settings))


def choice(*words: str, **settings: Unpack[Settings]) -> str:
    """Declare one of the words of a closed list."""
    return cast("str", field(Choice(words), **settings))


def open_choice(
    words: type[StrEnum], maximum: int | None = None, **settings: Unpack[Settings]
) -> str:
    """Declare a word of a list that may grow: unknown words warn and are kept."""
    return cast("str", field(OpenChoice(words, maximum, settings.get("sure", "A")[0]), **settings))


def integer(
    least: int = 0,
    most: int = MOST,
    *,
    listing: str | None = None,
    examples: tuple[int, ...] = (),
    **settings: Unpack[Settings],
) -> int:
    """Declare a whole number; ``listing`` names the master list that it is an id of."""
    return cast("int", field(Integer(least, most, listing, examples), **settings))


def flag(**settings: Unpack[Settings]) -> bool:
    """Declare ``true`` or ``false``."""
    return cast("bool", field(Flag(), **settings))


def label(**settings: Unpack[Settings]) -> Any:
    """Declare a text or a whole number, where a system writes the same thing both ways."""
    return field(Label(), **settings)


def amount(**settings: Unpack[Settings]) -> Decimal:
    """Declare an exact decimal number."""
    return cast("Decimal", field(Amount(), **settings))


def country(**settings: Unpack[Settings]) -> str:
    """Declare an ISO 3166-1 alpha-2 code."""
    return cast("str", field(Country(), **settings))


def currency(**settings: Unpack[Settings]) -> str:
    """Declare an ISO 4217 code."""
    return cast("str", field(Currency(), **settings))


def language(**settings: Unpack[Settings]) -> str:
    """Declare an ISO 639-1 or 639-3 code."""
    return cast("str", field(Language(), **settings))


def phone(**settings: Unpack[Settings]) -> str:
    """Declare an E.164 phone number."""
    return cast("str", field(Phone(), **settings))


def email(maximum: int = 255, **settings: Unpack[Settings]) -> str:
    """Declare an e-mail address of at most ``maximum`` code points."""
    return cast("str", field(Email(maximum, settings.get("sure", "A")[0]), **settings))


def day(role: Role = "any", *, sample: Role = "any", **settings: Unpack[Settings]) -> date:
    """Declare a date.

    Its ``role`` says what may be asked of it: ``birth``, ``issue``, ``expiry`` or ``any``;
    ``sample`` says what a realistic ``any`` is of.
    """
    return cast("date", field(Day(role, sample), **settings))


def moment(**settings: Unpack[Settings]) -> str:
    """Declare a date-time of RFC 3339, kept as text."""
    return cast("str", field(Moment(), **settings))


def uuid(**settings: Unpack[Settings]) -> str:
    """Declare a UUID of any version, kept as text."""
    return cast("str", field(Uuid(), **settings))


def iban(**settings: Unpack[Settings]) -> str:
    """Declare an IBAN."""
    from payloadkit.rules.bank import Iban

    return cast("str", field(Iban(), **settings))


def bic(**settings: Unpack[Settings]) -> str:
    """Declare a BIC."""
    from payloadkit.rules.bank import Bic

    return cast("str", field(Bic(), **settings))


def base64(**settings: Unpack[Settings]) -> str:
    """Declare the base64 text of a file; what the file is, is a rule across its content type."""
    return cast("str", field(Base64(), **settings))


def part(**settings: Unpack[Settings]) -> Any:
    """Declare an object of the model that the annotation names."""
    return field(Part(), **settings)


def many(
    item: Rule | None = None,
    *,
    at_least: int = 0,
    at_most: int | None = None,
    **settings: Unpack[Settings],
) -> Any:
    """Declare a list of plain values with the rule ``item``, or of the annotation's model."""
    return field(Many(item or Part(), at_least, at_most), **settings)


def keyed(**settings: Unpack[Settings]) -> Any:
    """Declare an object of any keys, with lists of the model that the annotation names."""
    return field(Keyed(), **settings)


def anything(**settings: Unpack[Settings]) -> Any:
    """Declare a value whose shape is not published; it is kept as it is."""
    return field(Anything(), **settings)


@attrs.frozen(kw_only=True, eq=False, repr=False)
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
