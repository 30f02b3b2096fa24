"""Models as types of fields of pydantic's models and of a FastAPI application."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from decimal import Decimal
from typing import Annotated

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError

import payloadkit as pk
from payloadkit import caas, fields
from tests.documents import minimal, put

CANARY = "CANARY"


@pk.model()
class Price:
    """A price of a tenant."""

    amount: Decimal = fields.amount(doc="amount")


class Application(BaseModel):
    """A model of pydantic's that holds ours."""

    customer: caas.OnboardingRequest
    home: caas.Address | None = None


class Offer(BaseModel):
    """A model of pydantic's with money in it."""

    price: Price


def refused(**values: object) -> ValidationError:
    """Return pydantic's error for values."""
    with pytest.raises(ValidationError) as caught:
        Application.model_validate(values)
    return caught.value


def test_a_sound_document() -> None:
    """A document becomes the object that ``load`` returns, from Python and from JSON."""
    document = minimal()
    loaded = pk.load(caas.OnboardingRequest, document)

    assert Application.model_validate({"customer": document}).customer == loaded
    assert Application.model_validate_json(json.dumps({"customer": document})).customer == loaded
    assert Application(customer=loaded).customer is loaded


def test_the_errors_of_a_document() -> None:
    """Every error is one of pydantic's with its code, its place and its hint."""
    document = put(put(minimal(), "/first_name", CANARY * 50), "/address_list/1/country", "XX")
    [name, country] = refused(customer=document).errors()

    assert (name["type"], name["loc"]) == ("text.too_long", ("customer", "first_name"))
    assert name.get("ctx", {})["path"] == "/first_name"
    assert (country["type"], country["loc"]) == (
        "country.unknown",
        ("customer", "address_list", 1, "country"),
    )


@pytest.mark.parametrize("value", [{"first_name": CANARY * 50}, CANARY, [CANARY], json.dumps({})])
def test_no_value_in_an_error(value: object) -> None:
    """No form of pydantic's error holds a value, neither of an object nor of what is none."""
    error = refused(customer=value)

    assert all(CANARY not in form for form in (str(error), repr(error.errors()), error.json()))
    assert error.__cause__ is None
    assert error.__context__ is None


def test_what_is_no_object() -> None:
    """Text in place of an object is refused, though it is JSON."""
    assert [entry["type"] for entry in refused(customer="{}").errors()] == ["field.type"]


def test_writing() -> None:
    """An object is written as its plain values, and in JSON money is a number as in ``dump``."""
    application = Application.model_validate({"customer": minimal()})
    offer = Offer(price=Price(amount=Decimal("1.50")))

    assert application.model_dump()["customer"] == minimal()
    assert json.loads(application.model_dump_json())["customer"] == minimal()
    assert offer.model_dump() == {"price": {"amount": Decimal("1.50")}}
    assert offer.model_dump_json() == '{"price":{"amount":1.5}}'


def test_schema() -> None:
    """The JSON Schema is ours, whole in its place, and judges documents as ours does."""
    schema = Application.model_json_schema()
    customer = schema["properties"]["customer"]

    assert "$defs" not in schema
    assert customer["title"] == "OnboardingRequest"
    jsonschema.validate({"customer": minimal()}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"customer": put(minimal(), "/address_list/0/country", "XX")}, schema)


def test_pydantic_is_not_imported() -> None:
    """Models import nothing of pydantic before pydantic asks."""
    told = subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            "from payloadkit import caas; import sys; print(*sys.modules)",
        ],
        capture_output=True,
        check=True,
    )
    assert not {"pydantic", "pydantic_core"} & set(told.stdout.decode().split())


def test_in_fastapi() -> None:
    """A route takes our model, answers 422 without a value, and shows the schema in its OpenAPI."""
    fastapi = pytest.importorskip("fastapi")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of the test client's own imports
        client_of = pytest.importorskip("fastapi.testclient").TestClient
    application = fastapi.FastAPI()

    async def onboard(customer: caas.OnboardingRequest) -> dict[str, str]:
        """Return a part of what was read."""
        return {"country": customer.address_list[0].country}

    # FastAPI takes a class of another library for a query parameter unless it is told.
    onboard.__annotations__["customer"] = Annotated[caas.OnboardingRequest, fastapi.Body()]
    application.post("/customers", response_model=None)(onboard)
    client = client_of(application)
    sound = client.post("/customers", json=minimal())
    faulty = client.post("/customers", json=put(minimal(), "/first_name", CANARY * 50))
    listed = client.get("/openapi.json").json()

    assert (sound.status_code, sound.json()) == (200, {"country": "AE"})
    assert faulty.status_code == 422
    assert [entry["type"] for entry in faulty.json()["detail"]] == ["text.too_long"]
    assert CANARY not in faulty.text
    assert "first_name" in json.dumps(listed["paths"]["/customers"])
