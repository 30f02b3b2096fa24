"""Identity documents of an onboarding."""

from __future__ import annotations

from datetime import date

from payloadkit.caas.files import Image
from payloadkit.caas.gateway import gateway
from payloadkit.caas.rules import HOME
from payloadkit.fields import country, day, flag, integer, name, part, text
from payloadkit.images.picture_rule import OnePicture
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.across_fields import Sides, Suits
from payloadkit.rules.date_order import Order
from payloadkit.rules.identifiers import EMIRATES_ID, EmiratesId

SOURCE = "caas-partner-onboarding"


@model(
    source=SOURCE,
    across=(
        EmiratesId("id_type", "id_number"),
        Order(("issued_on",), ("date_of_expiry",)),
        Sides("id_type", EMIRATES_ID, ("id_front", "id_back")),
        Suits(
            "id.country",
            when=("id_type", EMIRATES_ID),
            other=EMIRATES_ID + 1,
            name="issued_country",
            good=HOME,
            bad="IN",
        ),
        OnePicture((("id_front", "base64_data"),), ("id_back", "base64_data")),
    ),
    gateway=gateway,
)
class IdDetail(Record):
    """One identity document, with photos of its sides."""

    id_type: int = integer(
        1,
        999,
        sure="A/A",
        listing="id_types",
        examples=(4, 2, 28, 29),
        doc="4 Emirates ID, 2 passport, 28 MyKad, 29 UNHCR card; a number, not a text",
    )
    id_number: str = text(
        30,
        sample="document",
        trimmed=True,
        sure="A/A",
        personal=True,
        doc="Number of the document; an Emirates ID's without dashes",
    )
    visa_number: str | None = text(
        30,
        sample="immigration file",
        default=None,
        sure="D",
        personal=True,
        doc="Visa or residence file, with a passport of a non-citizen",
    )
    visa_expiry_date: date | None = day(
        "expiry", default=None, sure="C", personal=True, doc="Until when the visa is valid"
    )
    name_as_per_id: str | None = name(
        255,
        sample="whole name",
        default=None,
        sure="D",
        personal=True,
        doc="Name as the document writes it",
    )
    issued_country: str = country(sure="C/C", personal=True, doc="ISO 3166-1 alpha-2")
    issued_by: str | None = text(
        255, sample="authority", default=None, sure="D", personal=True, doc="Issuing authority"
    )
    issued_at: str | None = text(
        255, sample="city", default=None, sure="D", personal=True, doc="Place of issue"
    )
    issued_on: date | None = day(
        "issue",
        default=None,
        sure="B",
        personal=True,
        doc="Date of issue: after birth, before the expiry",
    )
    date_of_expiry: date = day(
        "expiry", sure="B/B", personal=True, doc="Until when the document is valid"
    )
    default_status: bool | None = flag(
        default=None, sure="B", doc="Whether it is the main document; several may be"
    )
    active_status: bool | None = flag(default=None, sure="B", doc="Whether it is in use")
    id_front: Image | None = part(default=None, sure="B", doc="Photo of the front")
    id_back: Image | None = part(default=None, sure="B", doc="Photo of the back")
