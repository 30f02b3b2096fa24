"""Profile → the plain numbers that Airpay is told the hashes of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit import airpay
from tests.airpay.merchant import MERCHANT, keys
from tests.conversion.people import TODAY

if TYPE_CHECKING:
    from payloadkit import Result


def converted(
    personal: dict[str, Any], supplement: dict[str, Any] | None = None, passport: str = "X0000001"
) -> Result[airpay.Numbers]:
    """Convert a profile with this personal information."""
    profile = {"personalInfo": personal, "activePassport": {"documentNo": passport}}
    answer = pk.load(
        "uaekyc.customer-data",
        {"data": {"status": "success", "data": profile}, "message": "", "success": True},
    )
    return pk.convert(answer, airpay.Numbers, supplement, pk.Policy(today=TODAY))


def said(result: Any) -> list[tuple[str, str, str]]:
    """Return what a conversion reports."""
    return [(v.path, v.code, str(v.severity)) for v in result.report.violations]


def test_a_profile_gives_name_phone_and_passport() -> None:
    """Numbers of the profile are copied, the phone in E.164; others are supplied."""
    result = converted(
        {"fullNameEn": "NADIRA FIXTURAN", "mobileNo": "050 123 4567"}, {"EM": "nadira@example.com"}
    )

    assert result.payload == airpay.Numbers(
        CN="NADIRA FIXTURAN", EM="nadira@example.com", PN="+971501234567", PP="X0000001"
    )
    assert said(result) == [("/PN", "phone.local", "info")]
    assert [(row.target, row.kind) for row in result.lineage] == [
        ("/CN", "copied"),
        ("/EM", "supplied"),
        ("/PN", "normalised"),
        ("/PP", "copied"),
    ]


def test_a_name_in_parts_is_joined() -> None:
    """Without a whole name its parts make one, and that is reported."""
    result = converted({"firstNameEn": "NADIRA", "familyNameEn": "FIXTURAN", "secondNameEn": ""})

    assert result.payload is not None
    assert result.payload.CN == "NADIRA FIXTURAN"
    assert said(result) == [("/CN", "value.inferred", "warning")]
    assert result.lineage[0].sources == (
        "/data/data/personalInfo/firstNameEn",
        "/data/data/personalInfo/familyNameEn",
    )


def test_what_is_short_warns_and_is_kept() -> None:
    """A short name or number is hashed as it is, with a warning."""
    result = converted({"fullNameEn": "AL NADI"}, {"PC": "ABCDE1234F"}, "X1")

    assert result.payload == airpay.Numbers(CN="AL NADI", PC="ABCDE1234F", PP="X1")
    assert said(result) == [(path, "text.too_short", "warning") for path in ("/CN", "/PP")]


def test_a_number_that_is_none_is_left_out() -> None:
    """A spreadsheet's number is left out with a warning, and the others are kept."""
    result = converted({"fullNameEn": "NADIRA FIXTURAN", "mobileNo": "501234567.0"})

    assert result.payload == airpay.Numbers(CN="NADIRA FIXTURAN", PP="X0000001")
    assert said(result) == [("/PN", "phone.not_e164", "warning")]


def test_the_passport_may_stand_in_the_visa() -> None:
    """Without an active passport the visa names the passport's number."""
    answer = {
        "personalInfo": {"fullNameEn": "NADIRA FIXTURAN"},
        "activeVisa": {"passportNo": "X0000001"},
    }
    source = pk.load(
        "uaekyc.customer-data",
        {"data": {"status": "success", "data": answer}, "success": True, "message": ""},
    )
    result = pk.convert(source, airpay.Numbers, None, pk.Policy(today=TODAY))

    assert result.payload == airpay.Numbers(CN="NADIRA FIXTURAN", PP="X0000001")


def test_what_is_not_normalised_is_said() -> None:
    """A passport in another writing stays as it is, with a warning."""
    result = converted({"fullNameEn": "NADIRA FIXTURAN"}, passport="x 0000001")

    assert said(result) == [("/PP", "kyc_number.not_normalised", "warning")]


def test_the_numbers_go_straight_to_airpay() -> None:
    """What a conversion gives is what ``add_kyc`` takes."""
    result = converted({"fullNameEn": "NADIRA FIXTURAN"})
    assert result.payload is not None
    (call,) = airpay.add_kyc(keys(), MERCHANT, {"UID1": result.payload})

    assert [number["kyc_type"] for number in json.loads(call.kyc_data)[0]["kycinfo"]] == [
        "CN",
        "PP",
    ]


@pytest.mark.parametrize(
    ("mobile", "number", "reported"),
    [
        ("0591234567", "+971591234567", ["phone.local", "phone.not_valid"]),
        ("+971591234567", "+971591234567", ["phone.not_valid"]),
        ("+97150123456", None, ["phone.not_valid"]),
    ],
)
def test_a_number_that_may_not_exist_warns(
    mobile: str, number: str | None, reported: list[str]
) -> None:
    """Airpay's rule knows only the form of a number; whether there may be one is told too."""
    result = converted({"fullNameEn": "NADIRA FIXTURAN", "mobileNo": mobile})

    assert result.payload is not None
    assert number == result.payload.PN
    assert [code for path, code, _ in said(result) if path == "/PN"] == reported
    assert result.report.warnings
