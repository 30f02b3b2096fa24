"""Pull KYC: Airpay asks a merchant, at its own URL, for the hashed numbers of customers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from payloadkit.airpay.http import post_form
from payloadkit.airpay.keys import Form, Keys, check_keys
from payloadkit.airpay.list_or_text import ListOrText
from payloadkit.airpay.numbers import SOURCE, KycType
from payloadkit.airpay.plain_numbers import LONGEST_TYPE
from payloadkit.airpay.rules import HashedNumber, MerchantId, StatusWord
from payloadkit.fields import field, many, open_choice, text
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.constructor import replace
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.text import Text
from payloadkit.violation import sealed
from payloadkit.wire.form import form_fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


MOST = 50
_UNSIGNED = "0" * 64


@model(kind="airpay.pull-kyc", source=SOURCE)
class PullKycRequest(Record):
    """Airpay's request to a merchant for the KYC data of at most 50 customers."""

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
    UID: str | None = text(
        sample="number",
        default=None,
        personal=True,
        doc="One customer; the table demands it, the sample has none",
    )
    UIDDATA: tuple[str, ...] = field(
        ListOrText(Text(sample="number"), 1, MOST),
        sure="A/A",
        personal=True,
        doc="The customers, 1 to 50; a list, or a text that holds its JSON",
    )

    @sealed
    def to_http(
        self,
        base_url: str,
        token: str | None = None,  # noqa: ARG002 - every model's to_http takes it
    ) -> Request:
        """Return the call as Airpay makes it, for tests of a merchant's endpoint.

        Args:
            base_url: The merchant's own URL, used as it is.
            token: Not used, since the request holds its own signature; every model's ``to_http``
                takes it.

        Raises:
            TypeError: The URL is no text.
            ValueError: The URL is no visible ASCII.
        """
        return pull_kyc_request(base_url, self)


class PullStatus(StrEnum):
    """The status of a merchant's answer."""

    SUCCESS = "200"
    FAILED = "400"


class PullMessage(StrEnum):
    """The message of a merchant's answer."""

    SUCCESS = "Success"
    FAILED = "Failed"


@model(source=SOURCE, tolerant=True)
class AnsweredNumber(Record):
    """One hashed number of a customer."""

    kyc_type: str = open_choice(
        KycType,
        LONGEST_TYPE,
        sure="A/A",
        doc="CN name, EM e-mail, PN phone, DL driving licence, PC PAN card, PP passport",
    )
    kyc_number: str = field(
        HashedNumber(),
        sure="A/A",
        personal=True,
        doc="The number, hashed; the samples show plain ones",
    )


@model(source=SOURCE, tolerant=True)
class AnsweredCustomer(Record):
    """One customer with the numbers that the merchant has."""

    UID: str = text(sample="number", personal=True, doc="The customer")
    kycinfo: tuple[AnsweredNumber, ...] = many(sure="A/A", doc="The hashed numbers")


@model(kind="airpay.pull-kyc-answer", source=SOURCE, tolerant=True)
class PullKycAnswer(Record):
    """The merchant's answer: the hashed numbers of customers, or a failure without data."""

    status: str | int = field(
        StatusWord(PullStatus), sure="A/A", doc="200 or 400, a text in the sample"
    )
    message: str = open_choice(PullMessage, sure="A/A", doc="Success or Failed")
    kyc_data: tuple[AnsweredCustomer, ...] | None = field(
        ListOrText(most=MOST),
        default=None,
        doc="The customers, at most 50; a list, or a text that holds its JSON. Absent if it failed",
    )


@sealed
def pull_kyc(
    keys: Keys,
    merchant_id: str | int,
    uids: Iterable[str],
    *,
    alldata: Literal["uiddata", "none"] = "uiddata",
    date: date | None = None,
) -> PullKycRequest:
    """Return the request that Airpay would make, for tests of a merchant's endpoint.

    Args:
        keys: The merchant's keys.
        merchant_id: The merchant's number.
        uids: The customers, 1 to 50.
        alldata: What the checksum covers, as ``Form`` has it.
        date: The day that the checksum includes; None for no day.

    Raises:
        PayloadError: The number or a UID breaks a rule.
        TypeError: The keys are no keys, or the date is no date.
        ValueError: ``alldata`` is a word that no pull has.
    """
    check_keys(keys)
    form = Form(alldata=alldata, date=date)
    if form.alldata == "kyc_data":
        raise ValueError("a pull has no kyc_data: alldata is 'uiddata' or 'none'")
    draft = PullKycRequest(
        merchant_id=merchant_id,
        private_key=keys.private_key,
        checksum=_UNSIGNED,
        UIDDATA=tuple(uids),
    )
    checksum = keys.checksum(merchant_id, form.covered(form_fields(draft)["UIDDATA"]))
    return replace(draft, checksum=checksum)


@sealed
def pull_kyc_request(url: str, request: PullKycRequest) -> Request:
    """Return the call of Pull KYC as Airpay makes it, for tests of a merchant's endpoint.

    Args:
        url: The merchant's own URL.
        request: A request that ``pull_kyc`` returned.

    Raises:
        TypeError: The URL is no text, or the request is no request of Pull KYC.
        ValueError: The URL is no visible ASCII.
    """
    check_header_text(url=url)
    return post_form(url, request)
