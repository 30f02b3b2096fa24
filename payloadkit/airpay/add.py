"""Add KYC: a merchant sends Airpay the hashed numbers of its customers.

The document of this call is not published; its hashes are those of Pull KYC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.airpay.http import post_form
from payloadkit.airpay.keys import Form, Keys, check_keys
from payloadkit.airpay.numbers import SOURCE, KycType
from payloadkit.airpay.plain_numbers import (
    LONGEST_TYPE,
    check_customers,
    numbers_report,
    text_faults,
    violation,
)
from payloadkit.airpay.rules import HashedNumber, ListText, MerchantId
from payloadkit.fields import field, many, open_choice, text
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.text import Text
from payloadkit.violation import PayloadError, Report, Severity, sealed
from payloadkit.wire.reading import check
from payloadkit.wire.writing import encode, to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from payloadkit.airpay.numbers import Plain
    from payloadkit.airpay.plain_numbers import Customer


MOST = 50


@model(source=SOURCE)
class AddedNumber(Record):
    """One hashed number of a customer."""

    kyc_type: str = open_choice(
        KycType,
        LONGEST_TYPE,
        sure="A/A",
        doc="CN name, EM e-mail, PN phone, DL driving licence, PC PAN card, PP passport",
    )
    kyc_number: str = field(HashedNumber(), sure="A/A", personal=True, doc="The number, hashed")


@model(source=SOURCE)
class AddedCustomer(Record):
    """One customer with the numbers to add."""

    UID: str = text(sample="number", sure="A/A", personal=True, doc="The customer")
    kycinfo: tuple[AddedNumber, ...] = many(at_least=1, sure="A/A", doc="The hashed numbers")


@model(source=SOURCE)
class AddedCustomers(Record):
    """The content of the text ``kyc_data``."""

    kyc_data: tuple[AddedCustomer, ...] = many(
        at_least=1, at_most=MOST, sure="A/A", doc="The customers, 1 to 50"
    )


@model(kind="airpay.add-kyc", source=SOURCE)
class AddKycRequest(Record):
    """Adds or replaces the hashed numbers of at most 50 customers."""

    username: str = text(sample="clerk", sure="B/B", personal=True, doc="The merchant's username")
    merchant_id: str | int = field(
        MerchantId(), sure="A/A", doc="The merchant's number, 1 to 20 digits; a text or a number"
    )
    private_key: str = text(
        200,
        sample="hash",
        minimum=10,
        sure="A/A",
        personal=True,
        doc="SHA-256 of secret, username and password",
    )
    checksum: str = text(
        200,
        sample="hash",
        minimum=10,
        sure="A/A",
        personal=True,
        doc="SHA-256 of the key and the data sent",
    )
    kyc_data: str = field(
        ListText(AddedCustomers),
        sure="A/A",
        personal=True,
        doc="The JSON text of 1 to 50 customers, exactly as the checksum has it",
    )

    @sealed
    def to_http(
        self,
        base_url: str,
        token: str | None = None,  # noqa: ARG002 - every model's to_http takes it
    ) -> Request:
        """Return the call that sends the request, form encoded like Airpay's other APIs.

        Args:
            base_url: Airpay's URL, without ``addkyc.php``.
            token: Not used, since the request holds its own signature; every model's ``to_http``
                takes it.

        Raises:
            PayloadError: A number in it is not hashed. Plain numbers are never sent.
            TypeError: The URL is no text.
            ValueError: The URL is no visible ASCII.
        """
        return add_kyc_request(base_url, self)


@sealed
def add_kyc(
    keys: Keys,
    merchant_id: str | int,
    customers: Mapping[str, Plain],
    *,
    date: date | None = None,
    normalise: bool = False,
) -> tuple[AddKycRequest, ...]:
    """Return the calls that send the hashed numbers of customers, at most 50 customers each.

    Warnings are not raised. ``check_numbers`` reports them.

    Args:
        keys: The merchant's keys.
        merchant_id: The merchant's number.
        customers: Plain numbers by type, by UID: ``{"uid": {"PP": "A1234567"}}``.
        date: The day that the checksums include; None for no day.
        normalise: Whether numbers are normalised before they are hashed.

    Raises:
        PayloadError: The username, the merchant's number, a UID or a number breaks a rule. Paths
            are ``/username``, ``/merchant_id`` and, by position in the Mapping,
            ``/customers/0/PP``.
        TypeError: The keys are no keys, the customers no Mapping, or the date is no date.
    """
    check_keys(keys)
    form, checked = (
        Form(alldata="kyc_data", date=date),
        check_customers(customers, normalise=normalise),
    )
    own = (
        ("username", text_faults(Text(), keys.username)),
        ("merchant_id", text_faults(MerchantId(), merchant_id)),
    )
    report = numbers_report(
        checked, *(violation((name,), fault) for name, faults in own for fault in faults)
    )
    if not report.ok:
        raise PayloadError(report)
    return tuple(
        _call(keys, merchant_id, checked[start : start + MOST], form)
        for start in range(0, len(checked), MOST)
    )


def _call(
    keys: Keys, merchant_id: str | int, customers: tuple[Customer, ...], form: Form
) -> AddKycRequest:
    kyc_data = encode([customer.hashed(keys) for customer in customers]).decode()
    checksum = keys.checksum(merchant_id, form.covered(kyc_data))
    return AddKycRequest(
        username=keys.username,
        merchant_id=merchant_id,
        private_key=keys.private_key,
        checksum=checksum,
        kyc_data=kyc_data,
    )


PAGE = "addkyc.php"


@sealed
def add_kyc_request(base_url: str, request: AddKycRequest) -> Request:
    """Return the call of Add KYC.

    The document of Add KYC is not published. Airpay's other APIs take forms, and so this call is
    a form too.

    Args:
        base_url: Airpay's URL, without ``addkyc.php``.
        request: A request that ``add_kyc`` returned.

    Raises:
        PayloadError: A number in it is not hashed. Plain numbers are never sent.
        TypeError: The URL is no text, or the request is no request of Add KYC.
        ValueError: The URL is no visible ASCII.
    """
    check_header_text(base_url=base_url)
    plain = tuple(
        attrs.evolve(entry, severity=Severity.ERROR)
        for entry in check(type(request), to_dict(request)).violations
        if entry.code == "kyc_number.not_hashed"
    )
    if plain:
        raise PayloadError(Report(plain))
    return post_form(f"{base_url.rstrip('/')}/{PAGE}", request)
