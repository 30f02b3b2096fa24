"""What the rules refuse, by their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import payloadkit as pk
from docs.generate.rules import Refusals, across_fields, of_values
from payloadkit.airpay.list_or_text import ListOrText
from payloadkit.images.picture_rule import Picture
from payloadkit.models.registry import model_of
from payloadkit.rules.across_lists import NoRepeat
from payloadkit.rules.containers import Many, Part
from payloadkit.rules.text import Text
from payloadkit.violation import Severity

if TYPE_CHECKING:
    import pytest


def entry(found: tuple[Refusals, ...], cls: type) -> Refusals:
    """Return the entry of a class."""
    (refusals,) = [one for one in found if one.cls is cls]
    return refusals


def test_every_field_is_counted() -> None:
    """Each field counts for the class of its rule, a list for that of its elements too."""
    found = of_values(["airpay.pull-kyc", "caas.lookup"])

    assert [one.cls.__name__ for one in found] == sorted(one.cls.__name__ for one in found)
    assert entry(found, ListOrText).uses == {"airpay.pull-kyc": 1}
    assert entry(found, Text).uses == {"airpay.pull-kyc": 4, "caas.lookup": 2}
    assert entry(found, Text).codes.keys() >= {"text.too_long", "text.too_short"}
    assert len(entry(found, Text).schemas) == len(
        {repr(schema) for schema in entry(found, Text).schemas}
    )


def test_no_field_is_forgotten(subtests: pytest.Subtests) -> None:
    """The counts of a kind add up to its fields and its lists."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            fields = [field for _, field in model_of(kind).walk()]

            assert sum(one.uses[kind] for one in of_values([kind])) == len(fields) + sum(
                isinstance(field.rule, Many) for field in fields
            )


def test_objects_tell_how_they_break() -> None:
    """Rules across fields are counted by the objects that have them, with their breakers."""
    found = across_fields(["caas.onboarding", "uaekyc.migration-csv"])

    assert entry(found, NoRepeat).uses == {"caas.onboarding": 1, "uaekyc.migration-csv": 2}
    assert {breaker.severity for breaker in entry(found, NoRepeat).breakers} == {
        Severity.ERROR,
        Severity.WARNING,
    }
    assert entry(found, Picture).uses == {"caas.onboarding": 4}
    assert {"image.truncated", "image.type_mismatch"} <= {
        breaker.code for breaker in entry(found, Picture).breakers
    }
    assert across_fields(["caas.aml-callback"]) == ()
    assert not entry(of_values(["caas.onboarding"]), Part).codes
