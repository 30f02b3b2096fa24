"""The rule that an embedded file is a whole picture of the declared type."""

from __future__ import annotations

from time import process_time
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import find
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.images.inspection import survey
from payloadkit.images.picture_rule import OnePicture, Picture
from payloadkit.rules.base64 import encode
from payloadkit.strategies.draws import sample_draws
from payloadkit.strategies.pictures import Specimen, broken, bulky, sound
from tests.documents import FIXTURES, POLICY, checked, minimal, put
from tests.rules.judging import Told, told

DATA = "/additional_docs/0/base64_data"
DRAWS = sample_draws(POLICY, st)


def document(data: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    """Return an onboarding document with one further document."""
    text = encode(data)
    return {
        **minimal(),
        "additional_docs": [{"document_id": "1", "base64_data": text, "content_type": kind}],
    }


def test_faults_of_pictures(subtests: pytest.Subtests) -> None:
    """Every fault of a picture is reported at its base64, with its own severity."""
    cases: list[Specimen] = [*broken(), bulky()]
    for specimen in cases:
        with subtests.test(specimen=specimen):
            assert (DATA, specimen.code, specimen.severity) in checked(
                document(specimen.data, specimen.content_type)
            )


def test_all_faults_of_one_picture_are_reported() -> None:
    """A picture may have several faults at once."""
    data = (
        next(specimen.data for specimen in broken() if specimen.code == "image.location_data")
        + b"more"
    )
    codes = {code for _, code, _ in checked(document(data, "image/png"))}
    assert codes == {"image.location_data", "image.trailing_data", "image.type_mismatch"}


def test_declared_types() -> None:
    """The bytes are of the declared type; with an unknown type the picture is judged alone."""
    for kind in ("image/jpeg", "image/png"):
        assert checked(document(sound(1, kind), kind)) == []
        other = "image/png" if kind == "image/jpeg" else "image/jpeg"
        assert checked(document(sound(1, kind), other)) == [(DATA, "image.type_mismatch", "error")]
    assert checked(document(sound(1), "image/gif")) == [
        ("/additional_docs/0/content_type", "choice.unknown", "error")
    ]
    assert checked(document(b"GIF89a", "image/gif"))[0][1] == "image.unsupported"


def test_pdfs() -> None:
    """A PDF warns in further documents, must be one, and is no photo of an ID."""
    assert checked(document(b"%PDF-1.7", "application/pdf")) == [
        (DATA, "image.unsupported", "warning")
    ]
    assert checked(document(sound(), "application/pdf")) == [(DATA, "image.type_mismatch", "error")]
    assert checked(document(b"%PDF-1.7", "image/png"))[0][2] == "error"
    photo = put(minimal(), "/id_details/0/id_front/content_type", "application/pdf")
    assert checked(photo) == [("/id_details/0/id_front/content_type", "choice.unknown", "error")]


def test_what_the_pictures_of_a_document_cost_together_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pictures beyond what a document may cost are too much, unseen."""
    data = sound(0, "image/png")
    monkeypatch.setattr("payloadkit.models.slow_rules.LARGEST_EFFORT", 3 * survey(data).effort)
    many = document(data, "image/png")
    many["additional_docs"] = [*many["additional_docs"]] * 5
    assert [code for _, code, _ in checked(many)].count("image.too_many_pixels") >= 2


@pytest.mark.exhaustive
@pytest.mark.parametrize("workers", [1, 2])
def test_the_pictures_of_a_document_are_affordable_together(workers: int) -> None:
    """Sixty small pictures that each inflate to 50 MB cost no more than a few.

    Those beyond are too much.
    """
    bomb = encode(
        (FIXTURES / "images" / "png" / "bomb-of-50-mb-within-the-ceiling.png").read_bytes()
    )
    document = {
        **minimal(),
        "additional_docs": [{"document_id": "1", "base64_data": bomb, "content_type": "image/png"}]
        * 60,
    }
    begun = process_time()
    found = pk.check("caas.onboarding", document, attrs.evolve(POLICY, workers=workers)).violations

    assert process_time() - begun < 8
    assert {violation.code for violation in found} == {"image.too_many_pixels"}
    assert 0 < len(found) < 60
    assert [violation.path for violation in found] == [
        f"/additional_docs/{number}/base64_data" for number in range(60 - len(found), 60)
    ]


def test_the_rule_alone(subtests: pytest.Subtests) -> None:
    """A file is judged against a sound declared type; a PDF only where one may stand."""
    cases: list[tuple[bytes, str | None, bool, Told]] = [
        (sound(), "image/jpeg", False, []),
        (sound(), None, False, []),
        (sound(), "image/png", False, [("image.type_mismatch", "error", ("base64_data",))]),
        (
            b"%PDF-1.7",
            "application/pdf",
            True,
            [("image.unsupported", "warning", ("base64_data",))],
        ),
        (
            b" %PDF-1.7",
            "application/pdf",
            True,
            [("image.type_mismatch", "error", ("base64_data",))],
        ),
        (
            b"%PDF-1.7",
            "application/pdf",
            False,
            [
                (code, "error", ("base64_data",))
                for code in ("image.unsupported", "image.type_mismatch")
            ],
        ),
        (b"none", "image/png", True, [("image.unreadable", "error", ("base64_data",))]),
        (b"", "image/png", True, []),
    ]
    for data, declared, pdf, expected in cases:
        with subtests.test(data=data, declared=declared):
            assert (
                told(Picture(pdf=pdf), base64_data=encode(data), content_type=declared) == expected
            )
            assert (
                told(
                    Picture(pdf=pdf),
                    pk.Policy(images="off"),
                    base64_data=encode(data),
                    content_type=declared,
                )
                == []
            )


def test_a_file_that_is_not_there_is_not_looked_at() -> None:
    """Where there is no sound base64, nothing is reported and nothing costs anything."""
    efforts = [
        Picture()
        .look(SimpleNamespace(base64_data=text, content_type="image/jpeg"), getattr, POLICY)
        .effort
        for text in (None, "?", encode(sound()))
    ]

    assert told(Picture(), base64_data=None, content_type="image/jpeg") == []
    assert efforts[:2] == [0, 0] < efforts[2:]


@pytest.mark.parametrize(
    ("declared", "repaired"),
    [
        ("image/jpeg", "image/jpeg"),
        ("image/png", "image/png"),
        ("application/pdf", "image/png"),
        (None, None),
    ],
)
def test_a_drawn_file_gets_the_bytes_of_its_type(
    declared: str | None, repaired: str | None
) -> None:
    """Repair makes a picture of the declared type, of PNG for a PDF, and leaves the rest alone."""
    drawn = {"base64_data": encode(b"drawn"), "content_type": declared}
    Picture(pdf=True).repair(drawn, DRAWS)

    assert drawn["content_type"] == repaired
    assert (drawn["base64_data"] == encode(b"drawn")) is (declared is None)
    assert declared is None or told(Picture(), POLICY, **drawn) == []


@pytest.mark.parametrize("declared", ["image/jpeg", "image/png"])
def test_every_break_is_told(declared: str) -> None:
    """Each file that the rule breaks draws the code that it promises at the base64."""
    rule = Picture()
    document = {"base64_data": encode(sound(0, declared)), "content_type": declared}
    breaks = list(rule.breaks(document, DRAWS))

    assert {breaker.code for breaker, _ in breaks} == set(rule.codes) - set(rule.undrawn)
    for breaker, place in breaks:
        broken = find(breaker.values, lambda _: True)
        assert place in rule.places
        faults = rule.check(SimpleNamespace(**broken), getattr, POLICY)
        assert (breaker.code, breaker.severity, place) in [
            (fault.code, fault.severity, fault.at) for fault in faults
        ]


FACE = OnePicture(
    (("papers", "front", "base64_data"), ("papers", "back", "base64_data")), ("face", "base64_data")
)


def _shown(text: str | None) -> SimpleNamespace:
    return SimpleNamespace(base64_data=text)


@pytest.mark.parametrize(
    ("face", "repeated"),
    [("A", True), ("B", True), ("C", True), ("D", False), ("", False), (None, False)],
)
def test_the_same_picture_twice(face: str | None, repeated: bool) -> None:
    """A picture that is one of the others warns; pictures that are not there are none."""
    papers = (
        SimpleNamespace(front=_shown("A"), back=_shown("B")),
        SimpleNamespace(front=_shown("C"), back=None),
        SimpleNamespace(front=_shown(None), back=_shown("")),
    )
    expected: Told = [("image.duplicate", "warning", ("face", "base64_data"))]

    assert told(FACE, face=_shown(face), papers=papers) == (expected if repeated else [])
    assert told(FACE, face=None, papers=papers) == []
    assert told(FACE, pk.Policy(images="off"), face=_shown(face), papers=papers) == []
    assert told(FACE, face=_shown("A"), papers=None) == []


def test_a_drawn_picture_is_another_one() -> None:
    """A picture that repeats another is drawn anew, in what is left of the document as it was."""
    draws = sample_draws(POLICY, st)
    first = {"base64_data": encode(draws.picture(0, "image/png")), "content_type": "image/png"}
    document = {"face": first, "papers": [{"front": first, "back": None}]}
    FACE.repair(document, draws)

    assert document["face"] == {
        "base64_data": encode(draws.picture(1, "image/png")),
        "content_type": "image/png",
    }
    assert document["papers"] == [{"front": first, "back": None}]
    for bare in ({"base64_data": first["base64_data"]}, {**first, "content_type": ""}):
        answer = {"face": bare, "papers": [{"front": bare, "back": None}]}
        FACE.repair(answer, draws)
        assert answer["face"] == {**bare, "base64_data": encode(draws.picture(0, "image/jpeg"))}
    before = {"papers": [{"front": first, "back": None}]}
    FACE.repair(before, draws)
    assert before == {"papers": [{"front": first, "back": None}]}
