"""Addresses of an onboarding."""

from __future__ import annotations

from payloadkit.caas.gateway import gateway
from payloadkit.fields import country, integer, phone, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "caas-partner-onboarding"


@model(source=SOURCE, gateway=gateway)
class Address(Record):
    """The present or the permanent address of the person."""

    address_type_id: str = text(
        50,
        sample="kind of address",
        sure="A/B",
        listing="address_types",
        doc="1 present, 2 permanent; a text, not a number",
    )
    building_name: str | None = text(
        255, sample="building", default=None, sure="D", personal=True, doc="Building"
    )
    street_name: str | None = text(
        255, sample="street", default=None, sure="D", personal=True, doc="Street"
    )
    landmark: str | None = text(
        255,
        sample="landmark",
        default=None,
        sure="D",
        personal=True,
        doc="Well-known place nearby",
    )
    city: str | None = text(60, sample="city", default=None, sure="C", personal=True, doc="City")
    district: str | None = text(
        255, sample="area", default=None, sure="D", personal=True, doc="District or area"
    )
    state: str | None = text(
        255, sample="state", default=None, sure="D", personal=True, doc="Emirate, state or province"
    )
    country: str = country(sure="C/C", personal=True, doc="ISO 3166-1 alpha-2")
    zip: int | None = integer(
        default=None,
        sure="A",
        personal=True,
        doc="Postal code as a number; 0 is allowed, a leading zero is lost",
    )
    po_box: str | None = text(
        50,
        sample="post office box",
        default=None,
        null=True,
        sure="D",
        personal=True,
        doc="Post office box; the sample has null",
    )
    mobile_number: str | None = phone(
        default=None, sure="C", personal=True, doc="Phone at this address, E.164"
    )
