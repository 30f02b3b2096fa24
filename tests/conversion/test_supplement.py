"""Supplements: they fill and override, merge lists by type, and have pictures made fit."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pybase64
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import payloadkit as pk
from payloadkit import caas
from payloadkit.images import ImageError, fit
from tests.conversion.people import (
    FIXTURES,
    POLICY,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
    value,
)
from tests.documents import ORIGINAL, PHOTOS

if TYPE_CHECKING:
    from collections.abc import Mapping

UPRIGHT = PHOTOS / "eid-front.jpg"
LYING = ORIGINAL
PDF = b"%PDF-1.7 an invented document"


def png() -> bytes:
    """Return a small picture that is fit as it is."""
    file = io.BytesIO()
    Image.new("RGB", (32, 24), "navy").save(file, "PNG")
    return file.getvalue()


def base64(data: bytes) -> str:
    """Return the base64 text of bytes."""
    return pybase64.b64encode(data).decode()


def front(picture: object) -> dict[str, Any]:
    """Return the supplement with a picture of the Emirates ID's front."""
    return {**SUPPLEMENT, "id_details": [{"id_type": 4, "id_front": picture}]}


def docs(*documents: Mapping[str, object]) -> dict[str, Any]:
    """Return the supplement with additional documents."""
    return {**SUPPLEMENT, "additional_docs": list(documents)}


def rules(result: Any, path: str) -> list[tuple[str, str]]:
    """Return kind and rule of the lineage rows at a path and below."""
    return [(row.kind, row.rule) for row in result.lineage if row.target.startswith(path)]


def test_it_overrides() -> None:
    """A supplied value wins, nothing is reported of the source's, and the lineage says so."""
    supplied = {
        "first_name": "ANNA",
        "nationality": "GB",
        "primary_mobile_number": "+447400123456",
        "channel": "BRANCH",
    }
    result = converted(
        answer(personalInfo={"currentNationality": "XXA"}), {**SUPPLEMENT, **supplied}
    )

    assert {key: value(result, f"/{key}") for key in supplied} == supplied
    assert value(result, "/address_list/0/mobile_number") == "+447400123456"
    assert all(rules(result, f"/{key}") == [("supplied", "supplement")] for key in supplied)
    assert not any(codes(result, f"/{key}") for key in supplied)
    assert "/data/data/personalInfo/firstNameEn" in result.lineage.unused


def test_elements_are_matched_by_type() -> None:
    """An element is merged with the first one of its type; others are appended."""
    supplied = {
        "address_list": [
            {"address_type_id": "2", "country": "IN"},
            {"address_type_id": "1", "zip": 12345, "city": "Al Ain"},
        ],
        "id_details": [
            {"id_type": 29, "id_number": "U1"},
            {"id_type": 2, "issued_at": "Kochi"},
            {"id_type": 2, "id_number": "X0000099"},
        ],
    }
    result = converted(answer(), {**SUPPLEMENT, **supplied})
    missing = [path for path, code, _ in found(result) if code == "field.missing"]

    assert [
        row.kind
        for row in result.lineage
        if row.target in ("/address_list/0/city", "/address_list/0/state", "/address_list/0/zip")
    ] == [
        "supplied",
        "copied",
        "supplied",
    ]
    assert [row.rule for row in result.lineage if row.target.endswith("/id_number")] == [
        "without_dashes",
        "copied",
        "supplement",
        "supplement",
    ]
    assert [row.target for row in result.lineage if row.target.endswith("issued_at")] == [
        "/id_details/1/issued_at"
    ]
    assert {path.rpartition("/")[0] for path in missing} == {"/id_details/2", "/id_details/3"}


def test_objects_are_merged() -> None:
    """A nested object keeps what the source says beside what is supplied."""
    result = converted(
        answer(),
        {
            **SUPPLEMENT,
            "customer_classification": {"first_language": "ml", "employer_name": "ANOTHER LLC"},
        },
    )

    assert value(result, "/customer_classification") == {
        "marital_status": 1,
        "employer_name": "ANOTHER LLC",
        "employer_phone": "+97122345679",
        "first_language": "ml",
    }


FILLED: list[tuple[str, object]] = [("id_details", []), ("customer_classification", {})]


def test_values_of_another_shape(subtests: pytest.Subtests) -> None:
    """What is no list or object overrides all that would stand there.

    An empty one is filled like none, but for what the source does not tell.
    """
    cases: list[tuple[str, object, list[str]]] = [
        ("address_list", None, ["field.missing"]),
        ("address_list", {"address_type_id": "1"}, ["field.type"]),
        ("address_list", [], ["list.too_short"]),
        ("id_details", [], []),
        ("customer_classification", None, []),
        ("customer_classification", "text", ["field.type"]),
        ("customer_classification", {}, ["classification.partial"]),
        ("date_of_birth", None, ["field.missing"]),
    ]
    for key, supplied, reported in cases:
        with subtests.test(key=key, supplied=supplied):
            result = converted(answer(personContactDetails=None), {**SUPPLEMENT, key: supplied})

            assert codes(result, f"/{key}") == reported
            assert (len(rules(result, f"/{key}")) > 1) == ((key, supplied) in FILLED)


def test_unknown_keys_are_errors() -> None:
    """A misspelt key is an error at its place; one that is no plain word is not shown."""
    strangers: dict[Any, Any] = {"frist_name": "A", "784-3000": {"deep": [1]}, 5: "five"}
    result = converted(
        answer(),
        {**SUPPLEMENT, **strangers, "address_list": [{"address_type_id": "1", "steet": "B"}]},
    )

    assert [path for path, code, _ in found(result) if code == "field.unknown"] == [
        "/address_list/0/steet",
        "/frist_name",
        "/?",
        "/?",
    ]
    assert "/frist_name" in [row.target for row in result.lineage]


def test_an_ignored_unknown_key_is_sent() -> None:
    """A tenant's own field goes through where the policy lets it."""
    result = converted(
        answer(),
        {**SUPPLEMENT, "tier": "gold"},
        evolve(POLICY, ignore=[pk.Ignore("field.unknown", "/tier")]),
    )

    assert value(result, "/tier") == "gold"


@pytest.mark.parametrize(
    ("given", "kept", "reported"),
    [
        (682001, 682001, []),
        ("682001", 682001, []),
        ("00123", 123, ["zip.leading_zero"]),
        ("0", 0, []),
        ("00", 0, ["zip.leading_zero"]),
    ],
)
def test_zip(given: object, kept: int, reported: list[str]) -> None:
    """A postal code in digits becomes a number, which is said where that loses zeros."""
    result = converted(
        answer(),
        {**SUPPLEMENT, "address_list": [{"address_type_id": "2", "country": "IN", "zip": given}]},
    )

    assert value(result, "/address_list/1/zip") == kept
    assert codes(result, "/address_list/1/zip") == reported
    assert rules(result, "/address_list/1/zip") == [
        ("supplied", "number" if isinstance(given, str) else "supplement")
    ]


@pytest.mark.parametrize("given", ["", "SW1A 1AA", "12345678901234567890", "\u0661\u0662", True])
def test_no_zip(given: object) -> None:
    """Anything else stays as it is, and draws what it draws."""
    result = converted(
        answer(),
        {**SUPPLEMENT, "address_list": [{"address_type_id": "2", "country": "IN", "zip": given}]},
    )

    assert codes(result, "/address_list/1/zip") == ["field.type"]


@pytest.mark.parametrize(
    "picture",
    [
        png(),
        bytearray(png()),
        memoryview(png()),
        base64(png()),
        {"base64_data": base64(png())},
        {"base64_data": png(), "content_type": "image/jpeg"},
        {"base64_data": base64(png()), "content_type": "image/png"},
    ],
    ids=["bytes", "bytearray", "memoryview", "text", "object", "object of bytes", "whole object"],
)
def test_pictures_of_bytes_and_base64(picture: object) -> None:
    """A picture that is fit goes through as it is, with the type that it is of."""
    result = converted(answer(), front(picture))

    assert value(result, "/id_details/0/id_front") == {
        "base64_data": base64(png()),
        "content_type": "image/png",
    }
    assert rules(result, "/id_details/0/id_front") == [("supplied", "supplement")] * 2


def webp() -> bytes:
    """Return a picture that is made another kind before it is sent."""
    file = io.BytesIO()
    Image.new("RGB", (32, 24), "navy").save(file, "WEBP")
    return file.getvalue()


def test_pictures_of_another_type_than_declared(subtests: pytest.Subtests) -> None:
    """A declared type that the bytes belie is put right, and warned of."""
    cases: list[tuple[object, list[str]]] = [
        ({"base64_data": UPRIGHT, "content_type": "image/png"}, ["image.type_mismatch"]),
        (
            {"base64_data": base64(UPRIGHT.read_bytes()), "content_type": "image/png"},
            ["image.type_mismatch"],
        ),
        (
            {"base64_data": base64(UPRIGHT.read_bytes()), "content_type": "application/pdf"},
            ["image.type_mismatch"],
        ),
        ({"base64_data": UPRIGHT, "content_type": ["image/jpeg"]}, ["image.type_mismatch"]),
        ({"base64_data": webp(), "content_type": "image/jpeg"}, ["image.type_mismatch"]),
        ({"base64_data": webp(), "content_type": "image/webp"}, []),
        ({"base64_data": webp(), "content_type": "image/x-webp"}, []),
        ({"base64_data": UPRIGHT, "content_type": "image/jpeg"}, []),
        ({"base64_data": UPRIGHT, "content_type": None}, []),
    ]
    for picture, reported in cases:
        with subtests.test(picture=picture, reported=reported):
            result = converted(answer(), front(picture))
            severities = {
                severity for _, code, severity in found(result) if code == "image.type_mismatch"
            }

            assert codes(result, "/id_details/0/id_front/base64_data") == reported
            assert severities <= {"warning"}
            assert value(result, "/id_details/0/id_front/content_type") in (
                "image/jpeg",
                "image/png",
            )


def test_pictures_that_are_objects() -> None:
    """A picture made in code is as good as its plain values."""
    picture = caas.Image(base64_data=base64(png()), content_type="image/png")
    document = caas.AdditionalDocument(
        document_id="1", base64_data=base64(png()), content_type="image/png"
    )
    result = converted(answer(), {**front(picture), "additional_docs": [document]})

    assert value(result, "/id_details/0/id_front") == pk.to_dict(picture)
    assert value(result, "/additional_docs/0") == pk.to_dict(document)


@pytest.mark.parametrize("picture", [UPRIGHT, {"base64_data": UPRIGHT}])
def test_pictures_of_paths(picture: object) -> None:
    """A path that the caller's code gives is read, in whatever folder it lies."""
    assert value(
        converted(answer(), front(picture)), "/id_details/0/id_front/base64_data"
    ) == base64(UPRIGHT.read_bytes())


@pytest.mark.parametrize(
    "path", [f"photos/{UPRIGHT.name}", f"people/../photos/./{UPRIGHT.name}", "link.jpg"]
)
def test_files_inside_the_folder(path: str, tmp_path: Path) -> None:
    """A relative path that stays inside the folder is read, by way of links too."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "people").mkdir()
    (tmp_path / "photos" / UPRIGHT.name).write_bytes(UPRIGHT.read_bytes())
    (tmp_path / "link.jpg").symlink_to(tmp_path / "photos" / UPRIGHT.name)
    result = converted(answer(), front({"file": path}), files=tmp_path)

    assert value(result, "/id_details/0/id_front/base64_data") == base64(UPRIGHT.read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        str(UPRIGHT),
        UPRIGHT,
        "../secret.jpg",
        "inside/../../secret.jpg",
        "link/secret.jpg",
        "link.jpg",
        "/etc/passwd",
    ],
)
def test_files_outside_the_folder(path: str | Path, tmp_path: Path) -> None:
    """An absolute path, and one that leaves the folder by dots or links, is refused unread."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "inside").mkdir()
    (tmp_path / "secret.jpg").write_bytes(UPRIGHT.read_bytes())
    (folder / "link").symlink_to(tmp_path)
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    result = converted(answer(), front({"file": path}), files=folder)

    assert codes(result, "/id_details/0/id_front/base64_data") == ["file.refused"]


def test_a_circle_of_links(tmp_path: Path) -> None:
    """A link that leads to itself is a file that cannot be read."""
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    result = converted(answer(), front({"file": "circle.jpg"}), files=tmp_path)

    assert codes(result, "/id_details/0/id_front/base64_data") == ["file.unreadable"]


def test_files_without_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder no file is read, though it lies in the working directory."""
    monkeypatch.chdir(UPRIGHT.parent)
    result = converted(answer(), front({"file": UPRIGHT.name}))

    assert codes(result, "/id_details/0/id_front/base64_data") == ["file.refused"]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("photos/front 1.jpg", True),
        ("../front.jpg", True),
        ("/srv/photos/front", True),
        ("784-1990-1234567-1", False),
        ("Canary Person", False),
        ("canary@example.com", False),
        ("a/" + "b" * 65, False),
        ("a/" * 128, False),
        ("line\nbreak.jpg", False),
    ],
)
def test_the_path_of_a_file_is_named(path: str, named: bool, tmp_path: Path) -> None:
    """A violation of a file names its path as written, but nothing that does not look like one."""
    for files in (tmp_path, None):
        result = converted(answer(), front({"file": path}), files=files)
        [violation] = [v for v in result.report.errors if v.code.startswith("file.")]

        assert (path in violation.message) is named
        assert path not in str(violation.hint)


def test_a_folder_that_is_no_path() -> None:
    """A folder of another type is refused at once."""
    folder: Any = 5
    with pytest.raises(TypeError):
        converted(answer(), files=folder)


def test_a_picture_that_cannot_be_fitted_names_its_file(tmp_path: Path) -> None:
    """The path as the supplement wrote it is in the hint, beside what is wrong."""
    (tmp_path / "front.jpg").write_bytes(b"no picture")
    result = converted(answer(), front({"file": "front.jpg"}), files=tmp_path)
    bytes_only = converted(answer(), front(b"no picture"))

    hints = [
        next(v.hint or "" for v in one.report.errors if v.code == "image.unreadable")
        for one in (result, bytes_only)
    ]
    assert ["front.jpg" in hint for hint in hints] == [True, False]


def test_where_a_value_was_supplied() -> None:
    """A result knows the place in the supplement, though elements stand elsewhere."""
    supplied = {
        "id_details": [{"id_type": 29, "id_number": "U1"}, {"id_type": 4, "issued_by": "ICA"}]
    }
    places = converted(answer(), {**SUPPLEMENT, **supplied}).supplied

    assert places["/id_details/2/id_number"] == ("id_details", 0, "id_number")
    assert places["/id_details/0/issued_by"] == ("id_details", 1, "issued_by")
    assert places["/email_id"] == ("email_id",)
    assert "/first_name" not in places


def test_pictures_are_fitted() -> None:
    """A photo straight from the phone is turned and stripped, without a warning."""
    result = converted(
        answer(), {**front(LYING), "customer_classification": {"profile_photo": LYING}}
    )

    assert codes(result, "/id_details/0/id_front/base64_data") == []
    assert rules(result, "/id_details/0/id_front") == [("supplied", "fit")] * 2
    assert rules(result, "/customer_classification/profile_photo") == [("supplied", "fit")] * 2


def test_pictures_that_cannot_be(subtests: pytest.Subtests) -> None:
    """A picture that cannot be had is one error at its data, without its bytes."""
    cases: list[tuple[object, str]] = [
        (b"no picture", "image.unreadable"),
        (UPRIGHT.read_bytes()[:9000], "image.truncated"),
        (b"", "image.unreadable"),
        (PDF, "image.unsupported"),
        ({"file": "nowhere.jpg"}, "file.unreadable"),
        ({"file": "nul\0.jpg"}, "file.unreadable"),
        ({"file": b"bytes.jpg"}, "field.type"),
        ({"file": "people"}, "file.unreadable"),
        (Path(os.devnull), "file.unreadable"),
        (FIXTURES / "nowhere.jpg", "file.unreadable"),
        ("no base64", "base64.malformed"),
        ("data:image/png;base64," + base64(png()), "base64.data_uri"),
        ("", "text.blank"),
        ({"base64_data": 5, "content_type": "image/png"}, "field.type"),
    ]
    for picture, code in cases:
        with subtests.test(picture=picture, code=code):
            result = converted(answer(), front(picture), files=FIXTURES)

            assert [
                (path, code) for path, code, severity in found(result) if severity == "error"
            ] == [("/id_details/0/id_front/base64_data", code)]
            assert "id.missing_side" not in codes(result, "/id_details/0/id_front")
            assert result.payload is None
            assert "nowhere" not in repr(result)


@pytest.mark.parametrize(
    ("picture", "errors"),
    [
        (5, [("", "field.type")]),
        ({}, [("/base64_data", "field.missing"), ("/content_type", "field.missing")]),
        ({"file": "a.jpg", "base64_data": base64(png())}, [("/file", "field.unknown")]),
        ({"base64_data": png(), "caption": "me"}, [("/caption", "field.unknown")]),
        ({"base64_data": "?", "content_type": "image/png"}, [("/base64_data", "base64.malformed")]),
    ],
)
def test_pictures_of_another_shape(picture: object, errors: list[tuple[str, str]]) -> None:
    """What is no picture object, or one with more in it, is judged as it stands."""
    result = converted(answer(), front(picture))

    assert [
        (path.removeprefix("/id_details/0/id_front"), code)
        for path, code, severity in found(result)
        if severity == "error"
    ] == errors


class Elsewhere(os.PathLike[bytes]):
    """A path in bytes."""

    def __fspath__(self) -> bytes:
        """Return the bytes."""
        return b"nowhere.jpg"


def test_a_path_in_bytes() -> None:
    """A path in bytes is read like any other."""
    assert codes(converted(answer(), front(Elsewhere())), "/id_details/0/id_front/base64_data") == [
        "file.unreadable"
    ]


@pytest.mark.parametrize(
    ("element", "withheld", "missing"),
    [
        ("/address_list/2", {"address_type_id": None}, {"address_type_id", "country"}),
        ("/address_list/2", {}, {"address_type_id", "country"}),
        ("/id_details/2", {"id_number": None}, {"id_type", "id_number"}),
        (
            "/customer_classification/social_links/0",
            {"text_field": None},
            {"social_links_id", "text_field"},
        ),
    ],
)
def test_an_element_without_any_value_lacks_its_fields(
    element: str, withheld: dict[str, None], missing: set[str]
) -> None:
    """Where everything is withheld, an element draws what an empty one draws, and no other type."""
    listing, _, _ = element.rpartition("/")
    *above, name = listing.split("/")[1:]
    kept = SUPPLEMENT.get(name, []) if not above else []
    listed: dict[str, Any] = {name: [*kept, withheld]}
    supplement = {**SUPPLEMENT, **({above[0]: listed} if above else listed)}

    drawn = found(converted(answer(), supplement, files=PHOTOS))

    assert {(f"{element}/{name}", "field.missing", "error") for name in missing} <= set(drawn)
    assert (element, "field.type", "error") not in drawn


def test_null_for_a_picture() -> None:
    """A null picture is the null of an optional field."""
    assert codes(converted(answer(), front(None)), "/id_details/0/id_front") != []


def test_documents() -> None:
    """An additional document has its picture fitted, and a PDF goes through as it is."""
    result = converted(
        answer(),
        docs(
            {"document_id": "1", "file": UPRIGHT.name},
            {"document_id": "2", "base64_data": PDF},
        ),
        files=PHOTOS,
    )

    assert value(result, "/additional_docs/0") == {
        "document_id": "1",
        "base64_data": base64(UPRIGHT.read_bytes()),
        "content_type": "image/jpeg",
    }
    assert value(result, "/additional_docs/1") == {
        "document_id": "2",
        "base64_data": base64(PDF),
        "content_type": "application/pdf",
    }
    assert codes(result, "/additional_docs/1/base64_data") == ["image.unsupported"]


def test_a_document_that_is_declared_otherwise() -> None:
    """The declared type of a PDF stays, and is judged."""
    result = converted(
        answer(), docs({"document_id": "2", "base64_data": PDF, "content_type": "image/png"})
    )

    assert [
        (path, severity)
        for path, _, severity in found(result)
        if path.startswith("/additional_docs")
    ] == [("/additional_docs/0/base64_data", "error")] * 2


def test_documents_of_another_shape() -> None:
    """A document that is none is judged as it stands."""
    assert codes(
        converted(answer(), {**SUPPLEMENT, "additional_docs": [5]}), "/additional_docs/0"
    ) == ["field.type"]


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2**70)
    | st.floats(allow_nan=True)
    | st.text(max_size=4)
    | st.binary(max_size=4)
    | st.just(object()),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.text(max_size=3)
            | st.sampled_from(["id_type", "zip", "file", "base64_data", "country"])
            | st.integers(),
            inner,
            max_size=2,
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [*SUPPLEMENT, "id_details", "additional_docs", "customer_classification", "zip"]
        ),
        JUNK,
        max_size=4,
    )
)
def test_any_supplement_is_survived(supplement: dict[str, Any]) -> None:
    """No supplement makes an exception, and there is a payload exactly where there is no error."""
    result = converted(answer(), supplement)

    assert (result.payload is None) == bool(result.report.errors)


def test_what_cannot_be_fitted_is_told_like_fit_tells_it() -> None:
    """The error of a picture that cannot be made fit is that of ``fit``, at its data."""
    data = UPRIGHT.read_bytes()[:9000]
    with pytest.raises(ImageError) as stop:
        fit(data)
    error = converted(answer(), front(data)).report.errors[0]

    assert evolve(stop.value.violation, path=error.path, gateway=error.gateway) == error


def test_a_picture_that_is_none_keeps_what_is_said_of_it() -> None:
    """Each field of a picture object whose data is no picture is listed as supplied."""
    lineage = converted(answer(), front({"base64_data": 5, "content_type": "image/png"})).lineage
    assert [
        row.target.rpartition("/")[2]
        for row in lineage
        if row.target.startswith("/id_details/0/id_front")
    ] == ["base64_data", "content_type"]


@pytest.mark.parametrize("kind", [[4], {"4": 4}, True])
def test_a_type_of_document_that_is_none(kind: object) -> None:
    """A type that is no number is an error at its place, and its element is like no other."""
    result = converted(answer(), {**SUPPLEMENT, "id_details": [{"id_type": kind}]})

    assert codes(result, "/id_details/2/id_type") == ["field.type"]


def test_elements_that_are_made_say_so() -> None:
    """The type of an element made from the source has the source's first text in its lineage."""
    made = [row for row in converted(answer()).lineage if row.target == "/id_details/0/id_type"]
    assert [(row.kind, row.rule, row.sources) for row in made] == [
        ("derived", "element", ("/data/data/residenceInfo/emiratesIdNumber",))
    ]
