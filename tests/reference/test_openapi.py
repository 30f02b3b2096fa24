"""The kinds as OpenAPI components, judged by libraries that know nothing of payloadkit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

import payloadkit as pk
from payloadkit.models.schema import DIALECT
from payloadkit.reference.openapi import components
from payloadkit.strategies import payloads
from payloadkit.strategies.places import changed
from tests.documents import minimal
from tests.models.test_schema import LIMITED, ONE, POLICY, places

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = pk.kinds()
ALL = components()


def references(value: object) -> Iterator[str]:
    """Yield every reference inside a schema."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inside in value.values():
            yield from references(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from references(inside)


def judge(kind: str, document: dict[str, Any]) -> Draft202012Validator:
    """Return an independent validator of a component."""
    return Draft202012Validator(
        {"$schema": DIALECT, "$ref": f"#/components/schemas/{kind}", **document}
    )


def test_it_is_an_openapi_document() -> None:
    """The document is OpenAPI 3.1, says which dialect its schemas are of, and is plain JSON."""
    assert list(OpenAPIV31SpecValidator(ALL).iter_errors()) == []
    assert (ALL["openapi"], ALL["jsonSchemaDialect"]) == ("3.1.0", DIALECT)
    assert ALL["info"] == {"title": "payloadkit", "version": pk.__version__}
    assert json.loads(json.dumps(ALL)) == ALL


def test_names_of_components() -> None:
    """Components have the names of kinds and of classes inside; every reference leads to one."""
    schemas = ALL["components"]["schemas"]
    expected = {
        name
        for kind in KINDS
        for name in (
            kind,
            *(f"{kind}.{inside}" for inside in pk.json_schema(kind).get("$defs", {})),
        )
    }

    assert set(schemas) == expected
    assert {"caas.onboarding", "caas.onboarding.Address"} <= expected
    assert {
        found.removeprefix("#/components/schemas/") for found in references(schemas)
    } <= expected
    assert not any({"$id", "$schema", "$defs"} & set(schema) for schema in schemas.values())


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@ONE
def test_a_component_judges_as_the_schema_of_its_kind(kind: str, data: st.DataObject) -> None:
    """Sound documents pass both, and any value at any place is refused by both or by neither."""
    component, schema = judge(kind, ALL), Draft202012Validator(pk.json_schema(kind))
    document = data.draw(payloads(kind, full=True, policy=POLICY))
    alike = {
        tuple("*" if isinstance(token, int) else token for token in path): path
        for path in places(document)
    }
    verdicts = [
        (component.is_valid(found), schema.is_valid(found))
        for path in alike.values()
        for found in (
            changed(document, path, 5),
            changed(document, path, [5]),
            {**document, "new": 1},
        )
    ]

    assert component.is_valid(document)
    assert all(one is other for one, other in verdicts)
    assert (False, False) in verdicts


def test_only_what_is_named() -> None:
    """Named kinds come alone, with a tenant's limits; an unknown one is refused."""
    some = components(["caas.onboarding"], LIMITED)
    address = {**minimal()["address_list"][0], "city": "Sharjah"}

    assert {name for name in some["components"]["schemas"] if "onboarding." not in name} == {
        "caas.onboarding"
    }
    assert not judge("caas.onboarding", some).is_valid({**minimal(), "address_list": [address]})
    assert judge("caas.onboarding", ALL).is_valid({**minimal(), "address_list": [address]})
    with pytest.raises(ValueError, match="no kind"):
        components(["no.kind"])
