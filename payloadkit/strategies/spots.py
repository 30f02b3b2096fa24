"""The values of a document with what is declared of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.images.picture_rule import Picture
from payloadkit.rules.choice import Choice, OpenChoice
from payloadkit.rules.identifiers import EmiratesId
from payloadkit.rules.iso import Country, Currency, Language
from payloadkit.rules.numbers import Flag, Integer
from payloadkit.rules.text import Text, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path

_LISTED = (Choice, OpenChoice, Country, Currency, Language, Flag)


@attrs.frozen(eq=False)
class Spot:
    """A value of a document with what is declared of it.

    Args:
        model: The model of the document.
        holder: The model of the object that holds the value.
        field: The field.
        rule: The rule of the value, which may be an element of a list.
        path: Path tokens of the value.
        beside: The plain object that holds the value.
        pictured: The codes of the file's own faults, in order, as the document's report has them.
    """

    model: Model
    holder: Model
    field: Field
    rule: Rule
    path: Path
    beside: Mapping[str, Any]
    pictured: tuple[str, ...] = ()

    @property
    def is_emirates_id(self) -> bool:
        """Whether another field says that this is the number of an Emirates ID."""
        return any(
            isinstance(rule, EmiratesId)
            and rule.number == self.field.name
            and self.beside.get(self.holder.by_name[rule.kind].key) == rule.value
            for rule in self.holder.across
        )

    @property
    def picture(self) -> Picture | None:
        """The rule that judges the file whose base64 this is, if there is one."""
        rules = (rule for rule in self.holder.across if isinstance(rule, Picture))
        return next((rule for rule in rules if rule.data == self.field.name), None)


def is_listed(rule: Rule, value: object, policy: Policy) -> bool:
    """Return whether a value is one of few that the contract or the tenant's master data list.

    Args:
        rule: The rule of the value.
        value: The value.
        policy: The policy of the check.
    """
    if isinstance(rule, Integer | Text) and rule.listing is not None:
        return str(value) in listed(rule.listing, policy)
    if isinstance(rule, Integer):
        return value in rule.examples
    return isinstance(rule, _LISTED)
