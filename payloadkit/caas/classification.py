"""A person's income, work and accounts in an onboarding."""

from __future__ import annotations

from payloadkit.caas.files import Image
from payloadkit.caas.gateway import gateway
from payloadkit.fields import country, currency, flag, integer, language, many, part, phone, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "caas-partner-onboarding"


@model(source=SOURCE, gateway=gateway)
class SocialLink(Record):
    """An account on a social network."""

    social_links_id: int = integer(sure="B/B", examples=(1, 2), doc="1 Facebook, 2 Instagram")
    text_field: str = text(
        255, sample="account of a network", sure="B/B", personal=True, doc="Address of the account"
    )


@model(source=SOURCE, gateway=gateway)
class Classification(Record):
    """The person's income, work and relation to the bank."""

    customer_type_id: int | None = integer(default=None, sure="B", doc="Master data")
    income_type: int | None = integer(
        default=None, sure="B", listing="income_types", personal=True, doc="Master data"
    )
    annual_income_range_id: int | None = integer(
        default=None, sure="B", listing="income_range_types", personal=True, doc="Master data"
    )
    annual_income_currency_code: str | None = currency(
        default=None, sure="C", personal=True, doc="ISO 4217"
    )
    txn_vol_month: int | None = integer(
        default=None,
        sure="B",
        listing="transaction_volume_per_month",
        personal=True,
        doc="Expected volume a month; master data",
    )
    txn_count_month: int | None = integer(
        default=None,
        sure="B",
        listing="transaction_count_per_month",
        personal=True,
        doc="Expected transactions a month; master data",
    )
    risk_rating_id: int | None = integer(default=None, sure="B", personal=True, doc="Master data")
    pep_category: int | None = integer(
        default=None, sure="B", personal=True, doc="Kind of political exposure; master data"
    )
    marital_status: int | None = integer(
        default=None,
        sure="B",
        examples=(1, 2),
        personal=True,
        doc="1 married, 2 unmarried (mark C); master data",
    )
    profile_category: int | None = integer(default=None, sure="B", doc="Master data")
    social_security_number: str | None = text(
        30, sample="number", default=None, sure="D", personal=True, doc="Social security number"
    )
    tax_registration_number: int | None = integer(
        default=None, sure="B", personal=True, doc="Tax registration number, a number"
    )
    txn_issued_country: str | None = country(
        default=None,
        sure="B",
        personal=True,
        doc="Country that issued the tax registration number (sic), ISO 3166-1 alpha-2",
    )
    employer_name: str | None = text(
        100, sample="company", default=None, sure="D", personal=True, doc="Employer"
    )
    employer_address: str | None = text(
        255, sample="address", default=None, sure="D", personal=True, doc="Address of the employer"
    )
    employer_phone: str | None = phone(
        default=None, sure="C", personal=True, doc="Phone of the employer, E.164"
    )
    employer_ecrn: str | None = text(
        20,
        sample="number",
        default=None,
        sure="C",
        blank=True,
        personal=True,
        doc="The employer's own ecrn; the sample has an empty text",
    )
    employer_establishment_id: str | None = text(
        50,
        sample="number",
        default=None,
        sure="D",
        personal=True,
        doc="Establishment number of the employer",
    )
    personal_mohre_id: str | None = text(
        50,
        sample="number",
        default=None,
        sure="D",
        personal=True,
        doc="Labour ministry's number of the person",
    )
    profession_category: str | None = text(
        50,
        sample="occupation",
        default=None,
        sure="D",
        personal=True,
        doc="Category of the profession",
    )
    reason_for_acc: str | None = text(
        255, sample="purpose", default=None, sure="D", personal=True, doc="What the account is for"
    )
    show_remarks_on_txn: bool | None = flag(
        default=None, sure="C", doc="Whether the remarks show on transactions"
    )
    customer_remarks: str | None = text(
        500,
        sample="remark",
        default=None,
        sure="D",
        lines=True,
        personal=True,
        doc="Remarks; may run over several lines",
    )
    agent_ref_no: str | None = text(
        50, sample="number", default=None, sure="D", doc="The agent's own reference"
    )
    social_links: tuple[SocialLink, ...] | None = many(
        default=None, sure="B", doc="Accounts on social networks"
    )
    first_language: str | None = language(
        default=None, sure="C", personal=True, doc="ISO 639-1 or 639-3"
    )
    dnfbp: bool | None = flag(
        default=None, sure="C", personal=True, doc="Designated non-financial business or profession"
    )
    dpms: bool | None = flag(
        default=None, sure="C", personal=True, doc="Dealer in precious metals and stones"
    )
    profile_photo: Image | None = part(default=None, sure="B", doc="Photo of the face")
