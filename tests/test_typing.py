"""What type checkers see: the values' types, and each mistake as an error. The ignores are needed, or the checkers say so."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import json
from datetime import date
from typing import Any, assert_type

import attrs
import pytest

import payloadkit as pk
from payloadkit import caas
from tests.documents import POLICY, full

ADDRESS = caas.Address(address_type_id="1", country="AE")


def test_types_of_the_verbs() -> None:
    """The verbs carry the class through; a kind's name gives anything."""
    raw = pk.dump(ADDRESS)
    assert_type(raw, bytes)
    assert_type(pk.to_dict(ADDRESS), dict[str, Any])
    assert_type(pk.load(caas.Address, raw), caas.Address)
    assert_type(pk.check(caas.Address, raw), pk.Report[caas.Address])
    assert_type(pk.check(caas.Address, raw).value, caas.Address | None)
    assert_type(pk.check("caas.onboarding", raw), pk.Report[Any])
    assert_type(pk.replace(ADDRESS, city="Dubai"), caas.Address)
    report: pk.Report[object] = pk.check(caas.Address, raw)
    assert report.ok


def test_types_of_fields() -> None:
    """A field has the type of its annotation."""
    loaded = pk.load(caas.OnboardingRequest, json.dumps(full()), POLICY)
    assert_type(loaded.first_name, str)
    assert_type(loaded.date_of_birth, date)
    assert_type(loaded.native_region, int | None)
    assert_type(loaded.political_exposed_person, bool | None)
    assert_type(loaded.address_list, tuple[caas.Address, ...])
    assert_type(loaded.address_list[0].po_box, str | pk.Null | None)
    assert_type(loaded.customer_classification, caas.Classification | None)
    assert_type(loaded.id_details[0].id_front, caas.Image | None)


def test_missing_argument() -> None:
    """A mandatory argument that is left out is an error to a type checker."""
    with pytest.raises(pk.PayloadError):
        caas.Address(address_type_id="1")  # type: ignore[call-arg]


def test_argument_of_another_type() -> None:
    """So is one of another type, and NULL where the annotation does not have it."""
    with pytest.raises(pk.PayloadError):
        caas.Address(address_type_id=1, country="AE")  # type: ignore[arg-type]
    with pytest.raises(pk.PayloadError):
        caas.Address(address_type_id="1", country="AE", city=pk.NULL)  # type: ignore[arg-type]
    assert caas.Address(address_type_id="1", country="AE", po_box=pk.NULL).po_box is pk.NULL


def test_unknown_argument() -> None:
    """So are an unknown argument and a positional one."""
    with pytest.raises(TypeError):
        caas.Address(address_type_id="1", country="AE", nothing=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        caas.Address("1", country="AE")  # type: ignore[call-arg]


def test_frozen() -> None:
    """So is setting an attribute, and asking for one that there is not."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ADDRESS.country = "IN"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        _ = ADDRESS.nothing  # type: ignore[attr-defined]


def test_raw_of_another_type() -> None:
    """So is a document that is neither bytes nor text nor a Mapping."""
    with pytest.raises(TypeError):
        pk.load(caas.Address, 5)  # type: ignore[call-overload]
