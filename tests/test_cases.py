"""What failed when people tried: each file of ``fixtures/cases``, and each described input."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, uaekyc
from tests.airpay.merchant import MERCHANT, keys
from tests.cli.conftest import invoke
from tests.conversion.people import (
    BEREFT,
    SUPPLEMENT,
    answer,
    converted,
    found,
    row,
    value,
    with_masters,
)
from tests.documents import checked, minimal

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = FIXTURES / "cases"
SMALL = pk.images.Budget(min_side=1)
PASSPORT = {
    "id_type": 2,
    "id_number": "X0000001",
    "issued_country": "SA",
    "date_of_expiry": "2030-01-01",
}


# Files


def outgoing(name: str) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Return the payload of a profile among the cases, and what is reported."""
    more = {**SUPPLEMENT, "country_of_residence": "SA", "id_details": [PASSPORT]}
    result = converted(json.loads((CASES / name).read_bytes()), more)
    assert result.payload is not None
    return pk.to_dict(result.payload), found(result)


def seen(name: str) -> set[str]:
    """Return the codes of a picture among the cases."""
    facts = pk.images.inspect((CASES / name).read_bytes())
    return {str(violation.code) for violation in facts.violations}


def is_fine(name: str) -> None:
    """Nothing is found in the picture."""
    assert seen(name) == set()


def is_turned(name: str) -> None:
    """The picture lies on its side, 64 by 40, and stands upright once it is fitted."""
    fitted = pk.images.fit(CASES / name, SMALL)
    assert (fitted.width, fitted.height) == (40, 64)
    assert pk.images.inspect(fitted.data).violations == ()


def lies_and_tells_its_place(name: str) -> None:
    """Orientation and place are found wherever a PNG has them, and obeyed."""
    assert seen(name) == {"image.not_upright", "image.location_data"}
    is_turned(name)


def has_no_huffman_tables(name: str) -> None:
    """A webcam's frame is unsupported, and encoded anew with its tables."""
    (violation,) = pk.images.inspect((CASES / name).read_bytes()).violations
    assert (violation.code, violation.hint is None) == ("image.unsupported", False)
    assert pk.images.inspect(pk.images.fit(CASES / name, SMALL).data).violations == ()


def keeps_its_first_picture(name: str) -> None:
    """A picture with a gain map is fine, and stays whole if only the gain map is cut."""
    is_fine(name)
    fitted = pk.images.fit((CASES / name).read_bytes()[:-20], SMALL)
    assert (fitted.width, fitted.height) == (64, 48)


def lies_as_its_facts_say(name: str) -> None:
    """The facts of a format that only ``fit`` reads are true, or None."""
    facts = pk.images.inspect((CASES / name).read_bytes())
    assert facts.orientation in (None, 6)
    assert facts.has_location in (None, True)
    is_turned(name)


def has_two_pages(name: str) -> None:
    """Several pages are an error that says so."""
    with pytest.raises(pk.images.ImageError):
        pk.images.fit(CASES / name, SMALL)


def is_a_number_of_saudi_arabia(name: str) -> None:
    """A number without plus keeps its own calling code."""
    payload, said = outgoing(name)
    assert payload["primary_mobile_number"] == "+966501234567"
    assert ("/primary_mobile_number", "phone.local", "warning") in said


def has_no_middle_name(name: str) -> None:
    """First and family name are copied; nothing is left for a middle name."""
    payload, said = outgoing(name)
    names = [payload.get(part) for part in ("first_name", "middle_name", "last_name")]
    assert names == ["ABDUL RAHMAN", None, "AL FIXTURANI"]
    assert not [code for _, code, _ in said if code.startswith("name.")]


def is_mister(name: str) -> None:
    """A title in capitals is the gateway's word."""
    assert outgoing(name)[0]["salutation"] == "Mr"


def shows_nothing(name: str) -> None:
    """Characters that nobody sees are found, and a birth in the year 1."""
    changed = {**minimal(), **json.loads((CASES / name).read_bytes())}
    assert sorted(checked(changed)) == [
        ("/date_of_birth", "date.implausible", "warning"),
        ("/first_name", "text.blank", "error"),
        ("/last_name", "text.invisible_characters", "warning"),
        ("/middle_name", "text.control_characters", "error"),
        ("/place_of_birth", "text.invisible_characters", "warning"),
        ("/preferred_name", "text.invisible_characters", "warning"),
    ]


def is_an_ecrn(name: str) -> None:
    """An ecrn that is a number is its text."""
    outcome = caas.read_answer("onboarding", 200, (CASES / name).read_bytes())
    assert (outcome.state, outcome.ecrn) == ("accepted", "784000000001")


def is_read_as_limits(name: str) -> None:
    """A limits file may begin with a byte order mark."""
    assert pk.Policy(limits=CASES / name).limits == {"caas.onboarding": {"/first_name": 50}}


FILES: dict[str, Callable[[str], None]] = {
    "answer-onboarding-number-for-ecrn.json": is_an_ecrn,
    "heic-exif-orientation-6-no-irot.heic": is_turned,
    "jpeg-gain-map.jpg": keeps_its_first_picture,
    "jpeg-mjpeg-no-huffman.jpg": has_no_huffman_tables,
    "jpeg-restart-padded-2.jpg": is_fine,
    "limits-with-bom.toml": is_read_as_limits,
    "mpo-three-frames-pillow.jpg": is_fine,
    "onboarding-invisible-names.json": shows_nothing,
    "png-raw-profile-exif.png": lies_and_tells_its_place,
    "png-xmp-orientation.png": lies_and_tells_its_place,
    "profile-foreign-number-without-plus.json": is_a_number_of_saudi_arabia,
    "profile-name-of-two-compound-parts.json": has_no_middle_name,
    "profile-title-in-capitals.json": is_mister,
    "tiff-two-pages.tif": has_two_pages,
    "webp-gps-orientation.webp": lies_as_its_facts_say,
}


def test_each_file_gives_what_is_right(subtests: pytest.Subtests) -> None:
    """Every file of the folder is read as its row says."""
    for name in sorted(path.name for path in CASES.iterdir()):
        with subtests.test(name=name):
            FILES[name](name)


# The rows of what is described: names, phones, documents and state of a person


def test_a_person_is_sent_with_a_warning(subtests: pytest.Subtests) -> None:
    """A contradiction or a lost word does not stop the payload, and is told."""
    cases: list[tuple[dict[str, Any], str, str]] = [
        (
            {"personalInfo": {"fullNameEn": "NADIRA SALMA FIXTURAN SPECIMEN MUSTER"}},
            "/first_name",
            "name.words_lost",
        ),
        ({"personalInfo": {"fullNameEn": "LAYAN SPECIMEN"}}, "/first_name", "name.differs"),
        ({"immigrationFile": {"status": "CANCELLED"}}, "", "profile.inactive"),
        ({"activeVisa": {"visaStatus": "CANCELLED"}}, "", "profile.inactive"),
        ({"travelDetail": {"isInsideUAE": False}}, "", "profile.outside"),
        ({"immigrationFile": {"status": "CANCELLED"}}, "", "profile.contradiction"),
        ({"travelDetail": {"isInsideUAE": False}}, "", "profile.contradiction"),
        (
            {"activePassport": {"expiryDate": ""}, "activeVisa": {"passportExpiryDate": ""}},
            "/id_details",
            "document.incomplete",
        ),
    ]
    for sections, path, code in cases:
        with subtests.test(path=path, code=code):
            parts = {"firstNameEn": "NADIRA", "secondNameEn": "SALMA", "familyNameEn": "FIXTURAN"}
            personal = {
                **parts,
                "fullNameEn": "NADIRA SALMA FIXTURAN",
                **sections.pop("personalInfo", {}),
            }
            result = converted(answer(personalInfo=personal, **sections))

            assert result.payload is not None
            assert [
                severity for at, found_code, severity in found(result) if found_code == code
            ] == ["warning"]
            assert code in [
                found_code for at, found_code, _ in found(result) if at.startswith(path)
            ]


def test_the_words_of_a_name_that_are_lost_are_listed() -> None:
    """Words of the whole name that no part has are named among what was not used."""
    whole = "NADIRA SALMA FIXTURAN SPECIMEN MUSTER"
    parts = {"firstNameEn": "NADIRA", "secondNameEn": "SALMA", "familyNameEn": "FIXTURAN"}
    unused = converted(answer(personalInfo={**parts, "fullNameEn": whole})).lineage.unused

    assert len([path for path in unused if "/fullNameEn" in path]) == 2


def test_both_roads_to_a_user_have_the_same_words() -> None:
    """A second name goes to a monitored user from the parts as it does from the whole name."""
    parts = {"firstNameEn": "NADIRA", "secondNameEn": "SALMA", "familyNameEn": "FIXTURAN"}
    users = [
        pk.convert(
            pk.load("uaekyc.customer-data", answer(personalInfo=personal)),
            azakaw.AddUser,
            {"tenantId": "00000000-0000-0000-0000-000000000001"},
        ).payload
        for personal in (parts, {**BEREFT, "fullNameEn": "NADIRA SALMA FIXTURAN"})
    ]

    assert [(user.firstName, user.lastName) for user in users if user is not None] == [
        ("NADIRA", "SALMA FIXTURAN")
    ] * 2


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (answer(personalInfo={"maritalStatusEn": "DEAD"}), "profile.deceased"),
        ({"data": answer()["data"]["data"]}, "profile.unwrapped"),
        (answer()["data"]["data"], "profile.unwrapped"),
    ],
)
def test_a_person_is_not_sent(document: dict[str, Any], code: str) -> None:
    """The deceased are not onboarded, and a profile at the wrong level is none."""
    result = converted(document)
    assert result.payload is None
    assert code in [found_code for _, found_code, severity in found(result) if severity == "error"]


def test_what_goes_out(subtests: pytest.Subtests) -> None:
    """The value is the tenant's, the sound one or the gateway's word, or is left out."""
    cases: list[tuple[dict[str, Any], pk.Policy, str, object]] = [
        (
            {"personalInfo": {"maritalStatusEn": "Married"}},
            with_masters(marital_statuses={"1": "Single", "2": "Married"}),
            "/customer_classification/marital_status",
            2,
        ),
        (
            {"personContactDetails": {"homePhone": "N/A", "workPhone": "042345678"}},
            pk.Policy(),
            "/phone_number",
            "+97142345678",
        ),
        (
            {
                "personalInfo": {"mobileNo": "042345678"},
                "personContactDetails": {"mobileNo": "0501234567"},
            },
            pk.Policy(),
            "/primary_mobile_number",
            "+971501234567",
        ),
        (
            {
                "residenceInfo": {"residenceClassEn": "RESIDENCE - NOT ALLOWED TO WORK"},
                "sponsorDetails": {"sponsorTypeEn": "HUSBAND"},
            },
            pk.Policy(),
            "/customer_classification/employer_name",
            None,
        ),
        ({"personalInfo": {"titleEn": "mr."}}, pk.Policy(), "/salutation", "Mr"),
        ({"personalInfo": {"currentNationality": "INDIA"}}, pk.Policy(), "/nationality", "IN"),
        ({"personalInfo": {"currentNationality": "UAE"}}, pk.Policy(), "/nationality", "AE"),
        (
            {},
            with_masters(id_types={"11": "Emirates ID", "12": "Passport"}),
            "/id_details/0/id_type",
            11,
        ),
        (
            {},
            with_masters(id_types={"11": "Emirates ID", "12": "Passport"}),
            "/id_details/1/id_type",
            12,
        ),
        (
            {"residenceInfo": {"expiryDate": "2024-01-01"}},
            pk.Policy(),
            "/id_details/0/active_status",
            None,
        ),
    ]
    for sections, policy, target, expected in cases:
        with subtests.test(target=target, expected=expected):
            result = converted(answer(**sections), policy=policy)
            assert value(result, target) == expected
            assert (row(result, target) is None) is (expected is None)


def test_scalars_of_another_type_are_kept_in_a_profile() -> None:
    """What other systems write in place of a text or an empty object is kept, and warned."""
    document = answer(personalInfo={"insideUAE": True, "mobileNo": 501234567})
    document["data"]["errors"] = []
    report = pk.check("uaekyc.customer-data", document)

    assert [(v.path.rpartition("/")[2], v.code, v.severity) for v in report.violations] == [
        ("mobileNo", "field.type", "warning"),
        ("insideUAE", "field.type", "warning"),
    ]
    assert pk.to_dict(report.value) == document


def test_a_prohibited_customer_is_not_drafted() -> None:
    """A customer whose risk is prohibited is an error."""
    raw = json.loads((FIXTURES / "azakaw" / "customer-sample.json").read_bytes())
    raw["result"]["riskStatus"] = "Prohibited"
    result = pk.convert(pk.load(azakaw.Customer, raw), caas.OnboardingRequest)

    assert result.payload is None
    assert "customer.risk" in [violation.code for violation in result.report.errors]


# The rows of what is described: answers and batches.


@pytest.mark.parametrize(
    ("data", "state", "retry"),
    [
        ({"ecrn": "784000000001", "customer_status": "REJECTED"}, "refused", "never"),
        ({"customer_status": "ACTIVE"}, "unknown", "after_lookup"),
    ],
)
def test_what_a_success_says(data: dict[str, str], state: str, retry: str) -> None:
    """A success of a rejected customer is a refusal, and one without an ecrn tells nothing."""
    body = {"status": "success", "status_code": 200, "data": data}
    outcome = caas.read_answer("onboarding", 200, json.dumps(body).encode())
    assert (outcome.state, outcome.retry) == (state, retry)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [(None, None, None), (503, None, None), (429, {"Retry-After": "30"}, 30)],
)
def test_a_lookup_that_may_be_sent_again(
    status: int | None, headers: dict[str, str] | None, wait: int | None
) -> None:
    """A lookup that was lost or refused for a moment is sent again later."""
    outcome = caas.read_answer("lookup", status, b"", headers)
    assert (outcome.state, outcome.retry, outcome.retry_after) == ("unavailable", "later", wait)


def test_a_lookup_has_an_emirates_id() -> None:
    """A lookup by Emirates ID is checked before it is sent."""
    report = pk.check("caas.lookup", {"idNumber": "ABC", "idType": "4"})
    assert [violation.code for violation in report.violations] == ["emirates_id.malformed"]


def test_words_of_a_batch_in_any_case() -> None:
    """A record that is neither sound nor failed is pending, and a batch ends in any case."""
    records = [
        {"customer_id": str(number), "status": word}
        for number, word in enumerate(("SUCCESS", "pending"))
    ]
    batch = uaekyc.Batch(
        status=pk.load(uaekyc.BatchStatus, {"data": {"status": "completed"}}),
        pages=(pk.load(uaekyc.BatchRecords, {"data": {"records": records}}),),
    )
    assert batch.finished
    assert {*batch.customers_left, *(record.customer_id for record in batch.pending)} == {"0", "1"}


# The rows of what is described: calls of Airpay.


@pytest.mark.parametrize(
    ("merchant_id", "signed", "own", "accept", "status"),
    [
        (int(MERCHANT), '["UID1"]', MERCHANT, airpay.Form(), "200"),
        ("22222", '["UID1"]', MERCHANT, airpay.Form(), "400"),
        (MERCHANT, "", MERCHANT, airpay.Form(alldata="none"), "200"),
    ],
)
def test_a_call_of_airpay(
    merchant_id: str | int, signed: str, own: str, accept: airpay.Form, status: str
) -> None:
    """A number is a merchant, another merchant is refused, and a literal formula is opted in."""
    body = {
        "merchant_id": merchant_id,
        "private_key": keys().private_key,
        "checksum": keys().checksum(merchant_id, signed),
        "UIDDATA": ["UID1"],
    }
    answered, _ = airpay.answer_pull(
        json.dumps(body, separators=(",", ":")).encode(),
        keys(),
        {"UID1": {"CN": "NADIRA"}}.get,
        merchant_id=own,
        accept=(accept,),
    )
    assert answered.status == status


def test_a_name_of_six_letters_is_sent() -> None:
    """A short name warns, and does not stop the call."""
    assert len(airpay.add_kyc(keys(), MERCHANT, {"UID1": {"CN": "NADIRA"}})) == 1
    assert not airpay.check_numbers({"UID1": {"CN": "NADIRA"}}).errors


# The rows of what is described: pictures and files.


def test_a_turned_photo_stays_about_as_large() -> None:
    """A photo that only has to be turned is not encoded above its own quality."""
    photo = FIXTURES / "people" / "whole-name-only" / "phone-original.jpg"
    fitted = pk.images.fit(photo, pk.images.Budget())
    assert "rotated" in fitted.steps
    assert len(fitted.data) <= 1.1 * photo.stat().st_size


def test_a_budget_has_a_floor() -> None:
    """A noisy photo is not made a thumbnail to fit into a few bytes."""
    noise = hashlib.shake_256(b"noise").digest(800 * 600 * 3)
    noisy = Image.frombytes("RGB", (800, 600), noise)
    with pytest.raises(pk.images.ImageError):
        pk.images.fit(noisy, pk.images.Budget(max_bytes=300))


def animated() -> bytes:
    """Return an animated PNG whose frames differ."""
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("white", "black")]
    stream = io.BytesIO()
    frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:])
    return stream.getvalue()


def loose() -> str:
    """Return the base64 text of a picture, with spare bits that are not zero."""
    stream = io.BytesIO()
    comment = b""
    while not stream.getvalue() or len(stream.getvalue()) % 3 != 2:  # one padding character
        stream = io.BytesIO()
        Image.new("RGB", (64, 40), "white").save(stream, "JPEG", comment=comment)
        comment += b"."
    text = base64.b64encode(stream.getvalue()).decode()
    return text[:-2] + chr(ord(text[-2]) + 1) + "="


@pytest.mark.parametrize(
    ("picture", "code"),
    [(animated(), "image.animated"), (loose(), "base64.not_canonical")],
)
def test_what_a_conversion_changes_in_a_picture_is_told(picture: bytes | str, code: str) -> None:
    """A frame that is left out and a base64 text that is written anew are information."""
    side = {"id_details": [{"id_type": 4, "id_front": {"base64_data": picture}}]}
    result = converted(answer(), {**SUPPLEMENT, **side})

    assert result.payload is not None
    assert ("/id_details/0/id_front/base64_data", code, "info") in found(result)


@pytest.mark.parametrize("path", ["/etc/hostname", "../lapsed/profile.json", "nowhere.jpg"])
def test_a_file_is_read_only_where_it_is_allowed(path: str) -> None:
    """Without a folder no file is looked for; with one, a path that leaves it is refused."""
    side = {"id_details": [{"id_type": 4, "id_front": {"file": path}}]}
    folder = FIXTURES / "people" / "resident-complete"
    refused, inside = (
        converted(answer(), {**SUPPLEMENT, **side}, files=files).report.errors
        for files in (None, folder)
    )

    assert [violation.code for violation in refused] == ["file.refused"]
    assert [violation.code for violation in inside] == [
        "file.unreadable" if path == "nowhere.jpg" else "file.refused"
    ]
    assert all(path in violation.message for violation in (*refused, *inside))


# The rows of what is described: the command line.


def test_a_missing_picture_is_told_with_file_and_line(tmp_path: Path) -> None:
    """The violation names the path as it is written, and where the supplement writes it."""
    supplement = tmp_path / "supplement.json"
    supplement.write_text('{"id_details":\n [{"id_type": 4, "id_front": {"file": "gone.jpg"}}]}')
    profile = FIXTURES / "people" / "resident-complete" / "profile.json"
    told = invoke("build", profile, "--supplement", supplement)

    assert told.status == 1
    (line,) = (line for line in told.err.decode().splitlines() if "file.unreadable" in line)
    assert line.startswith(f"{supplement}:2:")
    assert "gone.jpg" in line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), b"--kind"),
        (("--ignore", "date.expird"), b"date.expired"),
        (("--kind", "caas.onboardin"), b"caas.onboarding"),
    ],
)
def test_what_is_unclear_is_2(arguments: tuple[str, ...], told: bytes) -> None:
    """A document of no clear kind, and a misspelt word, end with 2 and name what to give."""
    said = invoke("check", *arguments, "-", stdin=b'{"data": {"status": "success"}}')
    assert (said.status, said.out) == (2, b"")
    assert told in said.err
