"""What each rule says of itself: its codes, which of them warn, and where it reports."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from payloadkit.images.picture_rule import PICTURE_CODES, OnePicture, Picture
from payloadkit.rules.across_fields import Differs, Sides, Suits
from payloadkit.rules.across_lists import Expected, NoRepeat
from payloadkit.rules.bank import Bic, Iban
from payloadkit.rules.base64 import Base64
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.date_order import Order
from payloadkit.rules.dates import Day, Moment
from payloadkit.rules.email import Email
from payloadkit.rules.identifiers import EmiratesId, Uuid
from payloadkit.rules.iso import Country, Currency, Language
from payloadkit.rules.names import Name
from payloadkit.rules.numbers import Amount, Flag, Integer, Label
from payloadkit.rules.phone import Phone
from payloadkit.rules.required import Needs
from payloadkit.rules.rule import Across, Rule
from payloadkit.rules.text import Text
from payloadkit.violation import Severity

if TYPE_CHECKING:
    import pytest


class Colour(StrEnum):
    """Known words."""

    RED = "Red"


def test_codes(subtests: pytest.Subtests) -> None:
    """A rule of one field names the codes of its check, those only that its limits can draw."""
    cases: list[tuple[Rule, str]] = [
        (Day(), "date.malformed date.impossible"),
        (Day("birth"), "date.malformed date.impossible date.future date.minor date.implausible"),
        (Day("issue"), "date.malformed date.impossible date.future"),
        (Day("expiry"), "date.malformed date.impossible date.expired"),
        (Moment(), "datetime.malformed"),
        (Iban(), "iban.malformed iban.check_digits"),
        (Bic(), "bic.malformed"),
        (Choice(("Red",)), "choice.unknown"),
        (OpenChoice(Colour), "choice.unknown"),
        (OpenChoice(Colour, 5), "text.too_long choice.unknown"),
        (Email(), "email.malformed text.too_long"),
        (Uuid(), "uuid.malformed"),
        (Base64(), "base64.data_uri base64.not_canonical text.control_characters base64.malformed"),
        (Country(), "country.unofficial country.unknown"),
        (Currency(), "currency.unknown"),
        (Language(), "language.unknown"),
        (Integer(), "number.range"),
        (Integer(listing="id_types"), "number.range master.unknown"),
        (Amount(), ""),
        (Flag(), ""),
        (Label(), ""),
        (Many(), ""),
        (Many(least=1), "list.too_short"),
        (Many(most=1), "list.too_long"),
        (Many(least=1, most=2), "list.too_short list.too_long"),
        (Part(), ""),
        (Keyed(), ""),
        (Anything(), "number.range"),
        (Phone(), "phone.not_e164 phone.not_valid"),
        (Text(), ""),
        (Text(5), "text.too_long"),
        (Text(5, minimum=2), "text.too_long text.too_short"),
        (Text(listing="id_types"), "master.unknown"),
        (Text(5, trimmed=True), "text.too_long text.surrounding_blanks"),
        (Name(5), "text.too_long text.surrounding_blanks name.implausible"),
    ]
    for rule, codes in cases:
        with subtests.test(rule=rule, codes=codes):
            assert " ".join(rule.codes) == codes


def test_what_only_warns(subtests: pytest.Subtests) -> None:
    """Codes that err elsewhere and only warn here are named."""
    cases: list[tuple[Rule | Across, tuple[str, ...]]] = [
        (Rule(), ()),
        (Across(), ()),
        (Text(5, minimum=2), ()),
        (Text(5, "D", 2), ("text.too_long", "text.too_short")),
        (Email(), ()),
        (Email(50, "D"), ("text.too_long",)),
        (OpenChoice(Colour, 5), ("choice.unknown",)),
        (OpenChoice(Colour, 5, "D"), ("choice.unknown", "text.too_long")),
        (Needs(("a",)), ()),
        (Needs(("a",), severity=Severity.WARNING), ("field.missing",)),
        (NoRepeat("a", ("b",)), ("id.duplicate",)),
        (NoRepeat("a", ("b",), Severity.ERROR), ()),
    ]
    for rule, advisory in cases:
        with subtests.test(rule=rule, advisory=advisory):
            assert rule.advisory == advisory


ORDER = Order(("begun",), ("papers", "ended"))


def test_rules_across_fields(subtests: pytest.Subtests) -> None:
    """A rule over several fields names its codes and where they stand."""
    cases: list[tuple[Across, tuple[str, ...], tuple[tuple[str, ...], ...]]] = [
        (ORDER, ("date.order",), (("papers", "ended"),)),
        (Differs("a", "b"), ("country.same",), (("b",),)),
        (Suits("id.country", ("k", 4), 5, "c", "AE", "IN"), ("id.country",), (("c",),)),
        (OnePicture((("a", "d"),), ("b", "d")), ("image.duplicate",), (("b", "d"),)),
        (NoRepeat("l", ("a", "b")), ("id.duplicate",), (("l", "b"),)),
        (
            Expected("l", "a", ()),
            ("address.missing_type", "address.duplicate"),
            (("l",), ("l", "a")),
        ),
        (Sides("k", 4, ("a", "b")), ("id.missing_side",), (("a",), ("b",))),
        (EmiratesId("k", "n"), ("emirates_id.malformed", "emirates_id.check_digit"), (("n",),)),
        (Picture("d", "t"), PICTURE_CODES, (("d",),)),
        (Needs(("a", "b")), ("field.missing",), (("a",), ("b",))),
        (Needs(("a",), ("w", "x")), ("field.missing",), (("a",),)),
    ]
    for rule, codes, places in cases:
        with subtests.test(rule=rule, codes=codes):
            assert (rule.codes, rule.places) == (codes, places)
