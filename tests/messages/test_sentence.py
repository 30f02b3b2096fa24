"""Sentences in another language: of reports, of errors, and after a pickle."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import attrs
import pytest

import payloadkit as pk
from payloadkit import caas, uaekyc
from payloadkit.conversion.supplement_file import supplement_in, supplied
from payloadkit.images import ImageError, fit
from payloadkit.messages import Sentence, Series, followed, phrase
from payloadkit.violation import Fault, Report, Violation
from tests.documents import POLICY, full, put
from tests.test_secrecy import SHAPES, WRONG, leaves, silent, sings

ARABIC = attrs.evolve(POLICY, language="ar")
LETTER = re.compile("[\u0621-\u064a]")
MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")


def sentences(report: Report[Any]) -> list[str]:
    """Return every message and hint of a report."""
    return [text for found in report.violations for text in (found.message, found.hint) if text]


def test_a_report_speaks_its_language_everywhere() -> None:
    """Counts, lines, problem and JSON values are in the language of the policy."""
    report = pk.check("caas.onboarding", b"{}", attrs.evolve(ARABIC, max_violations=12))
    problem = report.problem()

    assert report.language == "ar"
    assert str(report).splitlines()[0] == "12 خطأً؛ وهناك المزيد"
    assert all(LETTER.search(line) for line in str(report).splitlines())
    assert LETTER.search(problem["title"])
    assert problem["detail"] == "12 خطأً؛ وهناك المزيد"
    assert problem["errors"][0]["detail"] == report.to_dict()["violations"][0]["message"]
    assert {type(problem["errors"][0]["hint"]), type(problem["errors"][0]["detail"])} == {str}
    assert not MARKS.search(json.dumps([problem, report.to_dict()], ensure_ascii=False))
    assert repr(report) == "<Report: 12 errors; there are more>"
    assert str(report.violations[0]).startswith("error field.missing /channel: ")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "لا يوجد ما يستدعي التصحيح"),
        (1, "خطأ واحد"),
        (2, "خطآن"),
        (3, "3 أخطاء"),
        (11, "11 خطأً"),
    ],
)
def test_counts_have_their_plural(number: int, told: str) -> None:
    """Counts are written as Arabic counts."""
    violation = Fault("json.invalid").violation("")
    report: Report[object] = Report((violation,) * number).localized("ar")

    assert str(report).splitlines()[0] == told
    assert ("المستند" in str(report)) == bool(number)


def test_a_long_error_ends_with_how_many_more() -> None:
    """An exception lists ten violations, and says in its language how many there are more."""
    with pytest.raises(pk.PayloadError) as caught:
        pk.load("caas.onboarding", b"{}", ARABIC)

    assert str(caught.value).splitlines()[-1] == "و3 مخالفات أخرى"


@pytest.mark.parametrize("number", [0, 1, 2, 5, 60, 100])
def test_limits_have_their_plural(number: int) -> None:
    """Each category of a limit is a sentence of its own."""
    found = Fault("text.too_long", most=number).violation("").localized("ar")
    others = {
        Fault("text.too_long", most=other).violation("").localized("ar").message
        for other in (0, 1, 2, 5, 60, 100)
    }

    assert len(others) == 6
    assert found.message in others
    assert (str(number) in found.message) == (number > 2)


def test_a_tenants_sentence_stays() -> None:
    """What a tenant's rule, or anyone else, has said itself is the same in every language."""
    own = Fault("branch.malformed", "A branch is two letters.", "Copy it.").violation("/branch")
    bare = Fault("branch.malformed").violation("/branch")
    mixed = attrs.evolve(Fault("json.invalid").violation(""), hint="Ask the branch.")

    assert own.localized("ar") is own
    assert LETTER.search(bare.localized("ar").message)
    assert bare.localized("ar").hint is None
    assert mixed.localized("ar").hint == "Ask the branch."
    assert LETTER.search(mixed.localized("ar").message)


def test_a_violation_has_no_other_fields() -> None:
    """The language of a sentence shows in no field, JSON value or text of a violation."""
    found = Fault("text.too_long", most=60).violation("/a")
    plain = Violation(**{**attrs.asdict(found), "message": str(found.message)})

    assert found == plain
    assert hash(found) == hash(plain)
    assert repr(found) == repr(plain)
    assert json.dumps(attrs.asdict(found)) == json.dumps(attrs.asdict(plain))
    for again in (copy.copy(found.message), copy.deepcopy(found.message)):
        assert isinstance(again, Sentence)
        assert again.source == ("en", "text.too_long", "", "message")


@pytest.mark.parametrize("language", ["AR", "arabic", "", "fr", None, ["ar"]])
def test_an_unknown_language(language: Any) -> None:
    """Another language is refused, with the known ones named."""
    with pytest.raises(ValueError, match="language is en or ar"):
        pk.Policy(language=language)
    with pytest.raises(ValueError, match="language is en or ar"):
        Report().localized(language)
    with pytest.raises(ValueError, match="language is en or ar"):
        Fault("json.invalid").violation("").localized(language)


def test_the_nearest_language_is_named() -> None:
    """A slip is told what was meant."""
    with pytest.raises(ValueError, match=r"did you mean ar\?"):
        pk.Policy(language="arb")


def test_every_verb_follows_the_policy() -> None:
    """Constructors, forms, corrections, supplements and conversions report in the language."""
    lookup = caas.LookupRequest(idNumber="784300000000022", idType="4")
    profile = pk.load("uaekyc.customer-data", {"success": True, "data": {"status": "success"}})
    reports: list[Report[Any]] = [
        uaekyc.read_corrections(b"x", ARABIC),
        supplied(b"[]", ARABIC, frozenset()),
        pk.convert(profile, "caas.onboarding", policy=ARABIC).report,
    ]
    for call in (
        lambda: pk.replace(lookup, policy=ARABIC, idType="4" * 999, idNumber=""),
        lambda: caas.TokenRequest.from_form(b"username=%FF", ARABIC),
        lambda: caas.TokenRequest.from_form(b"username=a&username=b", ARABIC),
    ):
        with pytest.raises(pk.PayloadError) as caught:
            call()
        reports.append(caught.value.report)

    for report in reports:
        assert report.language == "ar"
        assert report.violations
        assert [text for text in sentences(report) if not LETTER.search(text)] == []
        assert not [text for text in sentences(report.localized("en")) if LETTER.search(text)]


def test_an_unreadable_supplement(tmp_path: Any) -> None:
    """A supplement that cannot be read is reported in the language."""
    (tmp_path / "a.json").mkdir()
    report = supplement_in(tmp_path, "a", frozenset(), ARABIC)

    assert report is not None
    assert LETTER.search(report.violations[0].message)


def test_a_conversion_tells_its_hints_in_both_languages() -> None:
    """The origins of missing values, and the candidates of names, are told in the language."""
    profile = pk.load(
        "uaekyc.customer-data",
        {
            "success": True,
            "data": {
                "status": "success",
                "data": {
                    "personalInfo": {
                        "fullNameAr": "ليان",
                        "maritalStatusEn": "Other",
                        "nationalityCode": "YUG",
                        "occupationEn": "Pilot",
                    }
                },
            },
        },
    )
    english = pk.convert(profile, "caas.onboarding", policy=POLICY)
    arabic = pk.convert(profile, "caas.onboarding", policy=ARABIC)

    assert [text for text in sentences(arabic.report) if not LETTER.search(text)] == []
    assert arabic.report == english.report.localized("ar")
    assert arabic.report.localized("en") == english.report
    assert str(arabic) == str(arabic.report)


def test_a_picture_is_told_in_arabic() -> None:
    """The violation of a picture, which no policy judges, can be said in another language."""
    with pytest.raises(ImageError) as caught:
        fit(b"no picture")

    told = caught.value.violation.localized("ar")
    assert LETTER.search(told.message)
    assert LETTER.search(told.hint or "")


def test_sentences_are_joined() -> None:
    """Two sentences become one, which can be said in another language; one stays alone."""
    both = followed(phrase("text_is_json"), phrase("file", file="a.jpg"))
    mixed = followed("My own.", "Another.")

    assert isinstance(both, Sentence)
    assert both == "The text must be JSON. It is the file a.jpg."
    assert LETTER.search(phrase("both", "ar", **both.bounds))
    assert mixed == "My own. Another."
    assert (followed(None, "b"), followed("a", None), followed(None, None)) == ("b", "a", None)


def test_series() -> None:
    """Words stand in a series with the joint of the language."""
    bounds: dict[str, Any] = {"listing": "rows", "names": Series(("a", "b")), "apart": None}
    found = Fault("id.duplicate", bounds=bounds).violation("")

    assert "a and b" in found.message
    assert "a و b" in found.localized("ar").message


@pytest.mark.parametrize("shape", SHAPES)
def test_no_language_shows_a_value(shape: str) -> None:
    """No sentence, pickle or exception in Arabic holds a value of the document."""
    for path in leaves(full()):
        report = pk.check("caas.onboarding", put(full(), path, WRONG[shape]), ARABIC)
        assert not sings(str(report))
        assert not sings(json.dumps(report.problem(), ensure_ascii=False))
        if not report.ok:
            silent(pk.PayloadError(attrs.evolve(report, value=None)))
