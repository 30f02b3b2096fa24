"""Optional values that cannot be used warn, and never cost the payload."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from attrs import evolve

import payloadkit as pk
from payloadkit.conversion.profile_to_onboarding import ONBOARDING
from payloadkit.conversion.row import Row
from tests.conversion.people import (
    COMPLETE,
    POLICY,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
    row,
    value,
)

ROWS = [
    row
    for entry in ONBOARDING.entries
    for row in ((entry,) if isinstance(entry, Row) else entry.rows)
]
SOURCES = sorted({source for row in ROWS for source in row.sources})
# Without these there is no request, or no Emirates ID.
MANDATORY = {
    "personalInfo.firstNameEn",
    "personalInfo.familyNameEn",
    "personalInfo.currentNationality",
    "personalInfo.dateOfBirth",
    "personalInfo.genderEn",
    "residenceInfo.emiratesIdNumber",
    "residenceInfo.expiryDate",
}
JUNK = ["\u0007", "x" * 3000, "31/12/2030", "2030-02-30", "2999-01-01", "1900-01-01", "12", "5.0E8"]


def test_each_optional_field_broken_in_turn(subtests: pytest.Subtests) -> None:
    """A broken value of the profile leaves a payload, which the check accepts."""
    for junk, source in product(JUNK, [source for source in SOURCES if source not in MANDATORY]):
        with subtests.test(junk=junk, source=source):
            section, field = source.split(".")
            result = converted(answer(**{section: {field: junk}}))

            assert (
                found(
                    result,
                )
                is not None
            )
            assert result.report.errors == ()
            assert result.payload is not None


def test_it_is_left_out_with_a_warning(subtests: pytest.Subtests) -> None:
    """The warning stands where the value would, and its code says why; the source is unused."""
    cases: list[tuple[dict[str, Any], str, str | None]] = [
        ({"personalInfo": {"secondNameEn": "B" * 61}}, "/middle_name", "text.too_long"),
        ({"personalInfo": {"placeOfBirthEn": "\u0007"}}, "/place_of_birth", None),
        ({"personalInfo": {"motherNameEn": "M" * 256}}, "/mothers_maiden_name", "text.too_long"),
        ({"personContactDetails": {"cityEn": "C" * 61}}, "/address_list/0/city", "text.too_long"),
        ({"residenceInfo": {"issueDate": "soon"}}, "/id_details/0/issued_on", "date.malformed"),
        ({"residenceInfo": {"issueDate": "2027-01-01"}}, "/id_details/0/issued_on", "date.future"),
        ({"residenceInfo": {"issueDate": "1991-04-17"}}, "/id_details/0/issued_on", "date.order"),
        (
            {"residenceInfo": {"issueDate": "2020-01-02", "expiryDate": "2020-01-01"}},
            "/id_details/0/issued_on",
            "date.order",
        ),
        (
            {
                "activeVisa": {"expiryDate": "2030-02-30"},
                "immigrationFile": {"expiryDate": "2030-02-31"},
            },
            "/id_details/1/visa_expiry_date",
            "date.impossible",
        ),
    ]
    for change, target, code in cases:
        with subtests.test(target=target, code=code):
            result = converted(answer(**change))
            ((section, fields),) = list(change.items())[:1]

            assert value(result, target) is None
            assert codes(result, target) == [code or "text.control_characters"]
            assert (
                str(next(v for v in result.report.violations if v.path == target).severity)
                == "warning"
            )
            assert f"/data/data/{section}/{next(iter(fields))}" in result.lineage.unused
            assert row(result, target) is None


def test_the_next_source_is_tried() -> None:
    """What the check refuses is replaced by the next source, and warned of."""
    result = converted(
        answer(activeVisa={"expiryDate": "2030-02-30"}, sponsorDetails={"nameEn": "E" * 3000}),
        policy=evolve(
            POLICY, limits={"caas.onboarding": {"/customer_classification/employer_name": 100}}
        ),
    )

    assert value(result, "/id_details/1/visa_expiry_date") == "2034-05-11"
    assert codes(result, "/id_details/1/visa_expiry_date") == ["date.impossible"]
    assert value(result, "/customer_classification/employer_name") == "EXAMPLE TRADING LLC"
    assert codes(result, "/customer_classification/employer_name") == [
        "text.too_long",
        "value.inferred",
    ]


def test_nothing_is_left_out_under_a_strict_policy_in_silence() -> None:
    """A warning is an error there, so that what is left out keeps the payload back."""
    result = converted(
        answer(personalInfo={"placeOfBirthEn": "P" * 101}), policy=evolve(POLICY, strict=True)
    )

    assert result.payload is None
    assert ("/place_of_birth", "text.too_long", "error") in found(result)


def test_expired_is_not_unusable() -> None:
    """What only warns stays in the payload, under a strict policy too."""
    change = answer(activeVisa={"expiryDate": "2020-01-01"})

    assert value(converted(change), "/id_details/1/visa_expiry_date") == "2020-01-01"
    assert row(
        converted(change, policy=evolve(POLICY, strict=True)), "/id_details/1/visa_expiry_date"
    ) == (("activeVisa/expiryDate",), "copied")


@pytest.mark.parametrize(
    ("supplement", "path", "code"),
    [
        ({"place_of_birth": "P" * 101}, "/place_of_birth", "text.too_long"),
        ({"phone_number": "0501234567"}, "/phone_number", "phone.not_e164"),
        (
            {"id_details": [{"id_type": 4, "issued_on": "soon"}]},
            "/id_details/0/issued_on",
            "date.malformed",
        ),
        (
            {"id_details": [{"id_type": 4, "issued_on": "2034-05-11"}]},
            "/id_details/0/issued_on",
            "date.future",
        ),
    ],
)
def test_what_is_supplied_is_never_left_out(
    supplement: dict[str, Any], path: str, code: str
) -> None:
    """A value that somebody gave must be corrected."""
    result = converted(answer(), {**SUPPLEMENT, **supplement})

    assert [(v.path, v.code) for v in result.report.errors] == [(path, code)]


def test_a_mandatory_value_without_another_source_errs() -> None:
    """It stays where it is, with the check's own error."""
    result = converted(answer(residenceInfo={"expiryDate": "soon"}))

    assert codes(result, "/id_details/0/date_of_expiry") == ["date.malformed"]
    assert row(result, "/id_details/0/date_of_expiry") == (("residenceInfo/expiryDate",), "copied")


PLACEHOLDERS = ["", " ", "\u00a0", "-", "--", ".", "...", "\u2014", "N/A", "n/a", "NA", "Nil"]
PLACEHOLDERS += [
    "NULL",
    "none",
    "UNKNOWN",
    "FNU",
    "lnu",
    " N/A ",
    "\u200b",
    "\u3164 \u2800",
    "\ufffd-",
]


def test_placeholders_say_nothing(subtests: pytest.Subtests) -> None:
    """A placeholder in every field is as good as an empty profile, and is listed as unused."""
    for word in PLACEHOLDERS:
        with subtests.test(word=word):
            document = answer()
            profile = document["data"]["data"]
            for section in [name for name in profile if name != "uaeKycId"]:
                profile[section] = dict.fromkeys(profile[section], word)
            result = converted(document)
            paths = {path.partition("/data/data/")[2] for path in result.lineage.unused}

            assert {
                row.target for row in result.lineage if row.kind not in ("supplied", "defaulted")
            } == (set())
            assert (
                not word
                or {
                    f"{section}/{field}"
                    for section in COMPLETE["data"]["data"]
                    if section != "uaeKycId"
                    for field in COMPLETE["data"]["data"][section]
                }
                <= paths
            )


OPTIONAL = [
    "middle_name",
    "mothers_maiden_name",
    "place_of_birth",
    "resident_type_id",
    "secondary_mobile_number",
    "phone_number",
    "political_exposed_person",
    "customer_classification",
]


def test_null_withholds(subtests: pytest.Subtests) -> None:
    """A null in the supplement keeps a value back, without a word, and its sources are unused."""
    for key in OPTIONAL:
        with subtests.test(key=key):
            before, after = converted(answer()), converted(answer(), {**SUPPLEMENT, key: None})
            sources = {s for row in before.lineage if row.target == f"/{key}" for s in row.sources}

            assert key not in pk.to_dict(after.payload)
            assert not [path for path, _, _ in found(after) if path.startswith(f"/{key}")]
            assert not [row for row in after.lineage if row.target.startswith(f"/{key}")]
            assert sources - {s for row in after.lineage for s in row.sources} <= set(
                after.lineage.unused
            )


def test_null_withholds_inside_too() -> None:
    """A value of an element or object is withheld alone; where null is documented, it is sent."""
    result = converted(
        answer(),
        {
            **SUPPLEMENT,
            "id_details": [{"id_type": 2, "visa_number": None, "visa_expiry_date": None}],
            "address_list": [{"address_type_id": "1", "po_box": None, "city": None}],
            "customer_classification": {"employer_name": None},
        },
    )
    address = value(result, "/address_list/0")

    assert "visa_number" not in value(result, "/id_details/1")
    assert value(result, "/customer_classification") == {"marital_status": 1}
    assert "city" not in address
    assert address["po_box"] is None
    assert "/data/data/immigrationFile/fileNumber" in result.lineage.unused
