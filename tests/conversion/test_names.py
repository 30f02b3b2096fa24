"""Names: parts are copied, whole names are split, and no word gets lost in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conversion.people import (
    BEREFT,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
    row,
    value,
)

if TYPE_CHECKING:
    import payloadkit as pk


def test_names_in_parts() -> None:
    """First, second and family name are copied, whatever the whole name says."""
    result = converted(answer(personalInfo={"fullNameEn": "SOMEBODY ELSE ALTOGETHER"}))

    assert [value(result, f"/{part}_name") for part in ("first", "middle", "last")] == [
        "MEERA",
        "SAMPAT",
        "EXAMPLARY",
    ]
    assert row(result, "/last_name") == (("personalInfo/familyNameEn",), "copied")
    assert codes(result, "/first_name") == ["name.differs"]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("ANNA EXAMPLE", ("ANNA", None, "EXAMPLE")),
        (" ANNA  OF\tTHE\u00a0HILL ", ("ANNA", "OF THE", "HILL")),
        ("ANNA B", ("ANNA", None, "B")),
    ],
)
def test_a_whole_name_is_split(whole: str, parts: tuple[str | None, ...]) -> None:
    """Without first or family name the whole name is split, and every part says so."""
    result = converted(
        answer(
            personalInfo={**BEREFT, "firstNameEn": "IGNORED", "fullNameEn": whole},
            residenceInfo={"emiratesIdNumber": ""},
            activePassport={"documentNo": ""},
        )
    )

    names = {
        part: next((r for r in result.lineage if r.target == f"/{part}_name"), None)
        for part in ("first", "middle", "last")
    }
    assert tuple(None if names[part] is None else "split" for part in names) == tuple(
        None if part is None else "split" for part in parts
    )
    assert [codes(result, f"/{part}_name") for part in names] == [
        [] if part is None else ["name.split"] for part in parts
    ]


def test_split_parts_are_the_words() -> None:
    """Splitting loses no word."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "ANNA OF THE HILL"}))

    assert [value(result, f"/{part}_name") for part in ("first", "middle", "last")] == [
        "ANNA",
        "OF THE",
        "HILL",
    ]
    assert row(result, "/middle_name") == (("personalInfo/fullNameEn",), "derived")


def test_one_word_is_a_first_name_only() -> None:
    """A single word is the first name, and the last name stays missing, with a hint."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "ANNA"}))
    missing = next(violation for violation in result.report.errors)

    assert codes(result, "/first_name") == ["name.single"]
    assert [(missing.path, missing.code)] == [("/last_name", "field.missing")]
    assert missing.hint is not None
    assert "personalInfo.familyNameEn" in missing.hint
    assert "supplement" in missing.hint
    assert (
        converted(
            answer(personalInfo={**BEREFT, "fullNameEn": "ANNA"}),
            {**SUPPLEMENT, "last_name": "EXAMPLE"},
        ).payload
        is not None
    )


def test_a_part_alone_is_better_than_nothing() -> None:
    """Without a whole name the part that is there is copied, and the other one missing."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "", "firstNameEn": "ANNA"}))

    assert row(result, "/first_name") == (("personalInfo/firstNameEn",), "copied")
    assert codes(result, "/last_name") == ["field.missing"]


NAMES = ("first", "middle", "last")


def sent(result: pk.Result[Any]) -> tuple[str | None, ...]:
    """Return the parts of the name in the payload."""
    return tuple(value(result, f"/{part}_name") for part in NAMES)


def unused(result: pk.Result[Any]) -> list[int]:
    """Return the numbers of the words of the whole name that went nowhere."""
    above = "/data/data/personalInfo/fullNameEn/"
    return [int(path[len(above) :]) for path in result.lineage.unused if path.startswith(above)]


def test_how_a_whole_name_is_split(subtests: pytest.Subtests) -> None:
    """A particle stays with the word that follows it, and one comma turns the name round."""
    cases: list[tuple[str, tuple[str | None, ...]]] = [
        ("MOHAMMED BIN RASHID AL FIXTURANI", ("MOHAMMED", "BIN RASHID", "AL FIXTURANI")),
        ("ABDUL RAHMAN AL FIXTURANI", ("ABDUL RAHMAN", None, "AL FIXTURANI")),
        ("abd el rahman de silva", ("abd el rahman", None, "de silva")),
        ("ANNA VAN DE FIXTURE", ("ANNA", None, "VAN DE FIXTURE")),
        ("NADIRA AL", ("NADIRA", None, "AL")),
        ("AL FIXTURANI NADIRA", ("AL FIXTURANI", None, "NADIRA")),
        ("FIXTURAN, NADIRA", ("NADIRA", None, "FIXTURAN")),
        ("AL FIXTURANI,NADIRA BINT SALEM", ("NADIRA", "BINT SALEM", "AL FIXTURANI")),
        ("NADIRA FIXTURAN,", ("NADIRA", None, "FIXTURAN")),
        ("A, B, C", ("A,", "B,", "C")),
        ("AHMED AHMED FIXTURANI", ("AHMED", "AHMED", "FIXTURANI")),
        ("NADIRA FNU FIXTURAN", ("NADIRA", None, "FIXTURAN")),
    ]
    for whole, parts in cases:
        with subtests.test(whole=whole, parts=parts):
            result = converted(answer(personalInfo={**BEREFT, "fullNameEn": whole}))

            assert sent(result) == parts
            assert [codes(result, f"/{part}_name") for part in NAMES] == [
                [] if part is None else ["name.split"] for part in parts
            ]


@pytest.mark.parametrize(
    "whole", ["ANNA", "ABDUL RAHMAN", "AL", "ANNA,", ",ANNA", "FNU ANNA", "ANNA, LNU"]
)
def test_one_name_alone(whole: str) -> None:
    """One word, with its particles, is the first name and nothing else."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": whole}))
    (missing,) = result.report.errors

    assert codes(result, "/first_name") == ["name.single"]
    assert codes(result, "/middle_name") == []
    assert (missing.path, missing.code) == ("/last_name", "field.missing")
    assert "personalInfo.familyNameAr holds one in Arabic" in (missing.hint or "")


@pytest.mark.parametrize("whole", ["", "N/A", ",", "FNU LNU"])
def test_no_name_at_all(whole: str) -> None:
    """A name that says nothing leaves both names missing, with the Arabic one as a clue."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": whole, "familyNameAr": "-"}))

    assert [(v.path, v.code) for v in result.report.errors] == [
        ("/first_name", "field.missing"),
        ("/last_name", "field.missing"),
    ]
    assert all("firstNameAr holds" in (v.hint or "") for v in result.report.errors)


def test_parts_beside_a_whole_name(subtests: pytest.Subtests) -> None:
    """Parts go out as they are; what the whole name has beyond them is told and listed."""
    cases: list[tuple[str, tuple[str, str, str], list[str], list[int]]] = [
        ("ANNA BEA CARA DORA EVE", ("ANNA", "CARA", "EVE"), ["name.words_lost"], [1, 3]),
        ("ANNA CARA EVE", ("ANNA", "", "EVE"), ["name.words_lost"], [1]),
        ("OTHER PERSON", ("ANNA", "CARA", "EVE"), ["name.differs"], [0, 1]),
        ("ANNA EVE", ("ANNA", "CARA", "EVE"), ["name.differs"], []),
        ("ANNA EVE", ("ANNA EVE", "", "EVE"), ["name.differs"], []),
        ("MOHD BEA EVE", ("MOHAMMED", "", "EVE"), ["name.words_lost", "name.differs"], [0, 1]),
        ("anna  cara\u00a0Eve", ("ANNA", "CARA", "EVE"), [], []),
        ("EVE, ANNA CARA", ("ANNA", "CARA", "EVE"), [], []),
        ("ABDULRAHMAN AL-FIXTURANI", ("ABDUL RAHMAN", "", "AL FIXTURANI"), [], []),
        ("JOS\u00c9 M. FIXTURE", ("JOSE", "M", "FIXTURE"), [], []),
        ("", ("ANNA", "CARA", "EVE"), [], []),
    ]
    for whole, parts, reported, lost in cases:
        with subtests.test(whole=whole):
            first, second, family = parts
            result = converted(
                answer(
                    personalInfo={
                        "fullNameEn": whole,
                        "firstNameEn": first,
                        "secondNameEn": second,
                        "familyNameEn": family,
                    }
                )
            )

            assert sent(result) == (first, second or None, family)
            assert codes(result, "/first_name") == reported
            assert unused(result) == lost


def test_a_part_that_is_too_long_is_no_secret() -> None:
    """A middle name that does not fit is left out with a warning, and its words are listed."""
    whole = f"ANNA {' '.join(['BEATRICE'] * 8)} EVE"
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": whole}))

    assert sent(result) == ("ANNA", None, "EVE")
    assert codes(result, "/middle_name") == ["text.too_long"]
    assert unused(result) == list(range(1, 9))


def test_no_word_goes_out_beside_a_supplied_one(subtests: pytest.Subtests) -> None:
    """A whole name is split into what the supplied parts leave of it."""
    cases: list[tuple[str, dict[str, str], tuple[str | None, ...]]] = [
        ("ANNA BEA CARA DORA", {"last_name": "CARA DORA"}, ("ANNA", "BEA", "CARA DORA")),
        ("ANNA BEA CARA DORA", {"first_name": "ANNA BEA"}, ("ANNA BEA", "CARA", "DORA")),
        (
            "ANNA BEA CARA DORA",
            {"first_name": "Anna Bea", "last_name": "Cara Dora"},
            ("Anna Bea", None, "Cara Dora"),
        ),
        (
            "ANNA BEA CARA DORA",
            {"first_name": "ANNA", "last_name": "DORA"},
            ("ANNA", "BEA CARA", "DORA"),
        ),
        ("DORA, ANNA BEA", {"first_name": "ANNA BEA"}, ("ANNA BEA", None, "DORA")),
        ("DORA, ANNA BEA", {"last_name": "DORA"}, ("ANNA", "BEA", "DORA")),
        ("ANNA BEA DORA", {"first_name": "ANN"}, ("ANN", "BEA", "DORA")),
        ("ANNA BEA DORA", {"first_name": "EVE", "last_name": "FAY"}, ("EVE", None, "FAY")),
        ("ANNA DORA", {"last_name": "ANNA DORA"}, ("ANNA", None, "ANNA DORA")),
        ("ANNA", {"last_name": "ANNA"}, ("ANNA", None, "ANNA")),
        ("ANNA", {"last_name": "DORA"}, ("ANNA", None, "DORA")),
    ]
    for whole, supplied, parts in cases:
        with subtests.test(whole=whole):
            result = converted(
                answer(personalInfo={**BEREFT, "fullNameEn": whole}), {**SUPPLEMENT, **supplied}
            )

            assert sent(result) == parts


@pytest.mark.parametrize(
    ("first", "second"), [("MEERA SAMPAT", None), ("Meera", "SAMPAT"), ("SAM", "SAMPAT")]
)
def test_a_second_name_beside_a_supplied_first(first: str, second: str | None) -> None:
    """The second name of the source goes out unless the supplied name has it already."""
    result = converted(answer(), {**SUPPLEMENT, "first_name": first})

    assert sent(result) == (first, second, "EXAMPLARY")


@pytest.mark.parametrize("whole", [f"{'A' * 101} EVE", f"EVE {'A' * 61}", f"EVE BEA {'A' * 61}"])
def test_a_mandatory_part_that_is_too_long_is_reported_once(whole: str) -> None:
    """A first or last name that does not fit is no single name, and has one fault of its length."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": whole}))

    assert result.payload is None
    assert [code for _, code, _ in found(result)].count("text.too_long") == 1
    assert "name.single" not in codes(result, "/first_name")


WORD = st.sampled_from(
    [
        "ANNA",
        "BEA",
        "AL",
        "BIN",
        "VAN",
        "ABDUL",
        "FIXTURANI",
        "JOSÉ",
        "O'HARA",
        "AL-FIXTURE",
        "FNU",
        "N/A",
        "M.",
    ]
)
PHRASE = st.lists(WORD, max_size=6).map(" ".join) | st.tuples(WORD, WORD).map(", ".join)


@given(PHRASE, PHRASE, PHRASE, PHRASE)
def test_every_word_goes_out_once_or_is_told(
    whole: str, first: str, second: str, family: str
) -> None:
    """The words that go out are those of the source, each once, or a violation says so."""
    fields = {
        "fullNameEn": whole,
        "firstNameEn": first,
        "secondNameEn": second,
        "familyNameEn": family,
    }
    result = converted(answer(personalInfo=fields), {**SUPPLEMENT, "id_details": [{"id_type": 4}]})
    cells = {row.target: row for row in result.lineage if row.target.endswith("_name")}
    names = sorted(" ".join(filter(None, sent(result) if result.payload else ())).split())
    reported = {code for _, code, _ in found(result) if code.startswith("name.")}

    if result.payload is None:
        assert {path for path, code, _ in found(result) if code == "field.missing"}
    elif cells["/first_name"].kind == "copied":
        assert names == sorted(f"{first} {second} {family}".split()) or "N/A" in fields.values()
        assert reported or not unused(result)
    else:
        said = [word.strip(",") if whole.count(",") == 1 else word for word in whole.split()]
        assert names == sorted(word for word in said if word != "FNU")
        assert reported == {"name.split"}
        assert unused(result) == [n for n, word in enumerate(said) if word == "FNU"]
