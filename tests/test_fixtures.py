"""The tree of fixtures: invented people, whole pictures, folders named by code."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib.util
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import phonenumbers
import pytest
from PIL import Image

import payloadkit as pk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

FIXTURES = Path(__file__).parent.parent / "fixtures"
PEOPLE = sorted(path for path in (FIXTURES / "people").iterdir())
SOUND = sorted(
    path
    for folder in ("people", "profiles", "caas", "uaekyc")
    for path in (FIXTURES / folder).rglob("*.json")
)
FAULTY = sorted(
    path for tree in ("invalid", "warned") for path in (FIXTURES / tree).glob("*/*/*.json")
)
PICTURES = sorted(path for person in PEOPLE for path in person.iterdir() if path.suffix != ".json")
ORIGINAL = FIXTURES / "people" / "whole-name-only" / "phone-original.jpg"
PHOTOS = [ORIGINAL, *sorted((FIXTURES / "people" / "resident-complete").glob("*.jpg"))]

ORIENTATION, GPS = 0x0112, 0x8825
TODAY = date(2026, 6, 1)
KINDS = {
    "profile.json": "uaekyc.customer-data",
    "customer-data-sample.json": "uaekyc.customer-data",
    "masters.json": "caas.masters",
}

# SHA-256, cut short, of names and numbers (last nine digits) of the people in the published
# samples, so that this file does not name them either.
PUBLISHED = re.compile(
    "072931200b|0930ac49ad|251adf6e83|2b040f7894|37c708ee0b|48ad3cfafe|50225284cc|587cb31d17|5d8eb70a0c|63c7b38353|"
    "684785a810|705301a7ca|757d0c774f|77e81f8efe|79064bd5e6|86e6fa1452|8cecd7ae3c|92d6156051|9f98a686dd|a50359e907|"
    "a7c13530ec|ad66072026|adeb6cdbf2|ae772d2c4b|b38366e50d|be26ede0c0|c145d29e5d|d659b82508|e5fc74503f|fd0c77104e"
)

BILINGUAL = {
    "personalInfo": "fullName firstName secondName familyName motherName gender maritalStatus "
    "placeOfBirth title occupation",
    "residenceInfo": "residenceClass residenceDepartment sponsorName",
    "personContactDetails": "emirate city area street",
    "immigrationFile": "fileType",
    "sponsorDetails": "name",
}
PLAIN = {
    "personalInfo": "dateOfBirth hijriDateOfBirth currentNationality personClass mobileNo "
    "insideUAE immigrationStatus",
    "residenceInfo": "emiratesIdNumber documentNo accompanyCount issueDate expiryDate",
    "personContactDetails": "poBox mobileNo homePhone workPhone",
    "activePassport": "documentType documentNo documentNationality documentNationalityAbbr "
    "documentIssueCountry documentIssueCountryAbbr issueDate expiryDate",
    "activeVisa": "visaType visaDepartment passportNo passportExpiryDate passportIssuePlace "
    "visaStatus issueDate createdDate validityDate expiryDate",
    "immigrationFile": "status fileNumber issuePlace issueDate expiryDate",
    "sponsorDetails": "departmentEn sponsorNationality sponsorTypeEn",
    "travelDetail": "isInsideUAE travelType travelDate travelTime travelDocumentNo "
    "travelDocumentIssueDate travelDocumentExpiryDate",
}
DOCUMENTED = {
    section: {
        *fields.split(),
        *(name + tongue for name in BILINGUAL.get(section, "").split() for tongue in ("En", "Ar")),
    }
    for section, fields in PLAIN.items()
}


def loaded(path: Path) -> Any:
    """Return what a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def leaves(node: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Yield every value that is no container, with the key it stands under."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from leaves(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from leaves(child, key)
    else:
        yield key, node


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the sound documents but the pictures, with its key."""
    for path in SOUND:
        for key, value in leaves(loaded(path)):
            if isinstance(value, str) and key != "base64_data":
                yield key, value


def ringing(text: str) -> Iterator[phonenumbers.PhoneNumber]:
    """Yield the valid numbers that a text may mean."""
    for form in (text, f"+{text}"):
        with contextlib.suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(form, "AE")
            if phonenumbers.is_valid_number(number):
                yield number


def luhn(digits: str) -> int:
    """Return the Luhn sum modulo 10, which is 0 for a sound number."""
    doubled = str.maketrans("0123456789", "0246813579")
    return sum(map(int, digits[::-2] + digits[-2::-2].translate(doubled))) % 10


@pytest.fixture(scope="module")
def make_invalid() -> ModuleType:
    """Return the script that derives the faulty documents, as a module."""
    spec = importlib.util.spec_from_file_location("make_invalid", FIXTURES / "make_invalid.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(kind: str, path: Path) -> list[tuple[str, str, str]]:
    """Check a file on a fixed day, and return path, code and severity of each violation."""
    return [
        (v.path, v.code, str(v.severity))
        for v in pk.check(kind, path.read_bytes(), pk.Policy(today=TODAY)).violations
    ]


def test_nobody_is_out_of_a_published_document() -> None:
    """No name and no number of the published samples' people stands in any file of the tree."""
    files = [path for path in FIXTURES.rglob("*") if path.suffix in {".json", ".md", ".py"}]
    words = {
        word
        for path in files
        for word in re.findall(
            r"[a-z]{5,40}", path.read_text(encoding="utf-8", errors="replace").casefold()
        )
    }
    numbers = {
        digits[-9:]
        for path in files
        for digits in re.findall(r"\d{7,20}", path.read_text(encoding="utf-8", errors="replace"))
    }

    assert not any(
        PUBLISHED.match(hashlib.sha256(token.encode()).hexdigest()) for token in words | numbers
    )


def test_phone_numbers_are_examples() -> None:
    """Every number that rings somewhere is one of libphonenumber's examples, but two digits.

    A number without a plus may be local or international.
    """
    numbers = [
        number
        for key, text in texts()
        if re.match(r"\w*(phone|mobile)", key, re.IGNORECASE)
        for number in ringing(text)
    ]
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)

    assert len(numbers) > len(PEOPLE)
    for number in numbers:
        region = phonenumbers.region_code_for_number(number) or ""
        examples = [phonenumbers.example_number_for_type(region, kind) for kind in kinds]
        assert any(
            example and str(example.national_number)[:-2] == str(number.national_number)[:-2]
            for example in examples
        )


def test_addresses_lead_nowhere() -> None:
    """Every e-mail address is at a domain that is kept for examples."""
    assert all(text.endswith("@example.com") for _, text in texts() if "@" in text)


def test_emirates_ids_are_built_by_rule() -> None:
    """Every Emirates ID has a year in which nobody was born, and all but one a sound digit."""
    numbers = [
        re.sub(r"\D", "", text) for _, text in texts() if re.fullmatch(r"784[-\d]{12,}", text)
    ]

    assert len(numbers) > len(PEOPLE) // 2
    assert all(re.fullmatch(r"7843000\d{8}", number) for number in numbers)
    assert len({number for number in numbers if luhn(number) != 0}) == 1


def test_photos_weigh_what_photos_weigh() -> None:
    """A JPEG weighs 200 to 400 kB, the phone's original up to 800 kB, and the tree stays light."""
    for photo in PHOTOS:
        assert 200_000 <= photo.stat().st_size <= (800_000 if photo == ORIGINAL else 400_000)
    assert sum(picture.stat().st_size for picture in PICTURES) <= 2_500_000
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) <= 6_000_000


def test_pictures_are_whole() -> None:
    """Pillow decodes every photo, and every picture of a sound document is of its declared type."""
    for picture in PICTURES:
        with Image.open(picture) as image:
            image.load()
    for path in SOUND:
        for part in re.finditer(
            r'"base64_data": "([^"]*)",\s*"content_type": "([^"]*)"',
            path.read_text(encoding="utf-8"),
        ):
            with Image.open(io.BytesIO(base64.b64decode(part[1], validate=True))) as image:
                image.load()
                assert image.get_format_mimetype() == part[2]


def test_the_original_is_as_phones_leave_it() -> None:
    """The phone's original lies on its side and holds a place; no other picture does."""
    for picture in PICTURES:
        with Image.open(picture) as image:
            exif = image.getexif()
        assert (exif.get(ORIENTATION) == 6, GPS in exif) == (picture == ORIGINAL,) * 2


def test_profiles_have_documented_fields_only(subtests: pytest.Subtests) -> None:
    """Every section and field of a profile is one that the published document has."""
    for person in PEOPLE:
        with subtests.test(person=person):
            answer = loaded(person / "profile.json")
            profile = answer["data"]["data"]
            sections = {name: fields for name, fields in profile.items() if name != "uaeKycId"}

            assert list(answer) == ["data", "message", "success"]
            assert list(answer["data"]) == [
                "batch_id",
                "status",
                "biometric_completed",
                "digitised_on",
                "data",
                "errors",
            ]
            assert all(set(fields) <= DOCUMENTED[name] for name, fields in sections.items())


def test_the_complete_and_the_empty_have_every_field() -> None:
    """Who has everything leaves no field empty, and who has nothing fills none."""
    complete, empty = (
        loaded(FIXTURES / "people" / slug / "profile.json")["data"]["data"]
        for slug in ("resident-complete", "all-empty")
    )

    for profile in (complete, empty):
        assert {
            name: set(fields) for name, fields in profile.items() if name != "uaeKycId"
        } == DOCUMENTED
    assert all(value != "" for _, value in leaves(complete))
    assert all(value == "" for _, value in leaves(empty))


def test_supplements_show_the_pictures_beside_them() -> None:
    """A supplement names every picture of its folder and no other file."""
    for person in PEOPLE:
        named = [
            value for key, value in leaves(loaded(person / "supplement.json")) if key == "file"
        ]
        there = [path.name for path in PICTURES if path.parent == person]
        assert sorted(map(str, named)) == there, person


def test_everybody_is_in_the_readme(subtests: pytest.Subtests) -> None:
    """The tree's README describes each person, and whether a payload comes of the profile."""
    for person in PEOPLE:
        with subtests.test(person=person):
            row = re.search(
                rf"^\| `{person.name}` \|.*\| (yes|no)\b",
                (FIXTURES / "README.md").read_text(encoding="utf-8"),
                re.MULTILINE,
            )
            expected = loaded(person / "expected.json")

            assert row is not None
            assert expected["builds"] == (row[1] == "yes") == (not expected["errors"])


@pytest.mark.parametrize("tree", ["invalid", "warned"])
def test_faulty_documents_are_as_the_script_makes_them(tree: str, make_invalid: ModuleType) -> None:
    """The files and the index of a tree are, byte for byte, what the script derives."""
    there = {
        path.relative_to(FIXTURES / tree).as_posix(): path.read_bytes()
        for path in (FIXTURES / tree).rglob("*.json")
    }

    assert there == make_invalid.tree(getattr(make_invalid, tree.upper()))


def test_the_minimal_document_draws_nothing() -> None:
    """What the faulty documents derive from has no violation, not even a warning."""
    assert found("caas.onboarding", FIXTURES / "caas" / "onboarding-minimal.json") == []


def test_the_published_sample_draws_no_error() -> None:
    """The published sample with real pictures only warns, and the master data know its ids."""
    masters = pk.load("caas.masters", (FIXTURES / "caas" / "masters.json").read_bytes())
    report = pk.check(
        "caas.onboarding",
        (FIXTURES / "caas" / "onboarding-sample.json").read_bytes(),
        pk.Policy(today=TODAY, masters=masters),
    )

    assert {v.code for v in report.violations} == {"date.expired"}
    assert report.ok


def test_every_faulty_document_draws_exactly_its_code(subtests: pytest.Subtests) -> None:
    """A faulty document has one violation: its folder's code, its tree's severity, its own path."""
    index = {tree: loaded(FIXTURES / tree / "index.json") for tree in ("invalid", "warned")}
    for path in FAULTY:
        tree, kind, code = path.parents[2], path.parents[1].name, path.parent.name
        severity = "error" if tree.name == "invalid" else "warning"
        with subtests.test(path=str(path.relative_to(FIXTURES))):
            place = index[tree.name][path.relative_to(tree).as_posix()]
            assert found(kind, path) == [(place, code, severity)]


def test_answers_are_read_without_a_violation(subtests: pytest.Subtests) -> None:
    """Every profile, the published sample's too, and the master data have no violation."""
    for path in SOUND:
        if path.name in KINDS:
            with subtests.test(path=str(path.relative_to(FIXTURES))):
                assert found(KINDS[path.name], path) == []
