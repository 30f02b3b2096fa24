"""The valid word that a wrong one most likely meant."""

from __future__ import annotations

import pytest

import payloadkit as pk
from payloadkit.messages.nearest import nearest, slip

WORDS = ("first_name", "email_id", "zip", "po_box")


def test_another_form_and_one_slip_mean_a_word(subtests: pytest.Subtests) -> None:
    """Another case or other joints, and one letter wrong, lost, added or exchanged."""
    cases: list[tuple[str, str]] = [
        ("firstName", "first_name"),
        ("FIRST_NAME", "first_name"),
        ("first-name", "first_name"),
        ("first name", "first_name"),
        ("emailid", "email_id"),
        ("frist_name", "first_name"),
        ("first_nam", "first_name"),
        ("irst_name", "first_name"),
        ("first_names", "first_name"),
        ("firsst_name", "first_name"),
        ("first_mame", "first_name"),
        ("email_di", "email_id"),
        ("pobox", "po_box"),
        ("ZIP", "zip"),
    ]
    for word, meant in cases:
        with subtests.test(word=word, meant=meant):
            assert slip(word, WORDS) == meant


def test_another_word_means_none(subtests: pytest.Subtests) -> None:
    """Nothing is guessed from a short word, two slips or a long text."""
    cases: list[str] = ["", "zap", "zi", "name", "fisrt_nmae", "e_mail", "first_name_en", "x" * 200]
    for word in cases:
        with subtests.test(word=word):
            assert slip(word, WORDS) is None


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("a.colours", "; did you mean a.colour?"),
        ("A.COLOUR", "; did you mean a.colour?"),
        ("b.colour", "; did you mean b.colouring?"),
        ("colour", "; did you mean a.colour?"),
        ("/list/*/cty", "; did you mean /list/*/city?"),
        ("a.x", "; there are a.colour, a.token"),
        ("a.", "; there are a.colour, a.token"),
        ("a", "; there are a.colour, a.token"),
        ("/list/x", "; there are /list/*/city"),
        ("many.x", ""),
        ("c.x", ""),
        ("", ""),
        ("x" * 200, ""),
        (None, ""),
    ],
)
def test_a_name_is_compared_within_its_family(word: object, answer: str) -> None:
    """What a family shares makes no word near; where none is near, a small family is listed."""
    many = [f"many.y{number}" for number in range(30)]

    assert nearest(word, ["a.token", "a.colour", "b.colouring", "/list/*/city", *many]) == answer


@pytest.mark.parametrize(
    ("document", "path", "meant"),
    [
        ({"emailId": "x"}, "/emailId", "email_id"),
        ({"address_list": [{"pobox": "1"}]}, "/address_list/0/pobox", "po_box"),
        ({"id_details": [{"idNumber": "1"}]}, "/id_details/0/idNumber", "id_number"),
        ({"weight": 3}, "/weight", "misspelt"),
    ],
)
def test_the_hint_of_an_unknown_key_names_the_field(
    document: dict[str, object], path: str, meant: str
) -> None:
    """The hint names the field of that object that was meant, and nothing of the document."""
    report = pk.check("caas.onboarding", document)
    (found,) = (v for v in report.violations if v.code == "field.unknown")

    assert (found.path, found.severity) == (path, "error")
    assert meant in (found.hint or "")
