"""What holds for the conversion of any profile at all."""

from __future__ import annotations

import copy
import json
from typing import Any

import phonenumbers
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import LineageRow
from payloadkit.conversion.profile_to_onboarding import ONBOARDING
from payloadkit.conversion.row import Row
from tests.conversion.people import (
    COMPLETE,
    MASTERS,
    POLICY,
    SUPPLEMENT,
    answer,
    converted,
    found,
    said,
)

PROFILE: dict[str, Any] = COMPLETE["data"]["data"]
SECTIONS = [name for name in PROFILE if name != "uaeKycId"]
FIELDS = [
    (section, field) for section in SECTIONS for field in PROFILE[section] if field != "isInsideUAE"
]
CANARY = "Qvxj7"

WORDS = st.sampled_from(
    [
        "Male",
        "Miss",
        "Married",
        "D",
        "RKS",
        "XXA",
        "0501234567",
        "+971501234567",
        "784300000000030",
        "2020-02-30",
        "WORK",
        "Resident",
        "No",
        "  ",
        "India",
        "\u200b",
    ]
)
TEXTS = st.one_of(st.text(max_size=30), st.text("0123456789+- ", max_size=18), WORDS)
TEXT = TEXTS.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))

REPORTED = {
    "value.defaulted",
    "value.inferred",
    "name.split",
    "name.single",
    "name.words_lost",
    "name.differs",
    "salutation.gender",
    "country.no_alpha2",
    "country.differs",
    "country.unofficial",
    "choice.unknown",
    "phone.local",
    "phone.not_e164",
    "phone.not_mobile",
    "master.unknown",
    "visa.other_passport",
}


def sound(
    document: dict[str, Any], supplement: dict[str, Any] | None, policy: pk.Policy = POLICY
) -> Any:
    """Convert, and hold the result to what every result keeps."""
    result = converted(document, supplement, policy)
    used = [source for row in result.lineage for source in row.sources]

    assert (result.payload is None) == bool(result.report.errors)
    paths = [path for path in result.lineage.unused if "fullNameEn/" not in path]
    assert sorted({*used, *paths}) == sorted({path for path, _ in said(document)})
    assert set(used).isdisjoint(result.lineage.unused)
    assert len({row.target for row in result.lineage}) == len(result.lineage)
    if result.payload is not None:
        plain = pk.to_dict(result.payload)
        assert pk.check("caas.onboarding", plain, policy).ok
        assert [row.target for row in result.lineage] == [path for path, _ in said(plain)]
    return result


@given(st.sets(st.sampled_from(SECTIONS)), st.sampled_from(["", None, "absent", {}]), st.booleans())
def test_any_sections_may_be_missing(missing: set[str], instead: object, complete: bool) -> None:
    """Every subset of sections converts, and with all of them supplied it even builds."""
    document = copy.deepcopy(COMPLETE)
    for name in missing:
        if instead == "absent":
            del document["data"]["data"][name]
        else:
            document["data"]["data"][name] = instead
    whole = pk.to_dict(converted(answer()).payload)

    result = sound(document, whole if complete else SUPPLEMENT)

    assert result.report.ok or not complete


@given(st.sets(st.sampled_from(FIELDS)))
def test_any_fields_may_be_empty(empty: set[tuple[str, str]]) -> None:
    """Every subset of empty fields converts like the same fields left out."""
    blank, absent = copy.deepcopy(COMPLETE), copy.deepcopy(COMPLETE)
    for section, field in empty:
        blank["data"]["data"][section][field] = ""
        del absent["data"]["data"][section][field]

    first, second = sound(blank, SUPPLEMENT), sound(absent, SUPPLEMENT)

    assert first == second


@given(st.dictionaries(st.sampled_from(FIELDS), TEXT), st.sampled_from([None, SUPPLEMENT]))
def test_any_text_may_stand_anywhere(
    junk: dict[tuple[str, str], str], supplement: dict[str, Any] | None
) -> None:
    """No text in any field makes an exception or a payload with an error."""
    document = copy.deepcopy(COMPLETE)
    for (section, field), text in junk.items():
        document["data"]["data"][section][field] = text

    sound(document, supplement, evolve(POLICY, masters=MASTERS))


@given(
    st.sampled_from(FIELDS),
    st.sampled_from([CANARY, f"{CANARY} Two", f"{CANARY}\n", f"{CANARY}@example.com"]),
    st.booleans(),
)
def test_nothing_tells_a_value(field: tuple[str, str], text: str, strict: bool) -> None:
    """No repr, message, hint or lineage row holds a value of the source or the supplement."""
    supplement = {
        **SUPPLEMENT,
        "preferred_name": CANARY,
        "zip code": CANARY,
        "id_details": [{"id_type": 4, "id_front": CANARY, "id_back": {"file": CANARY}}],
    }

    result = converted(
        answer(**{field[0]: {field[1]: text}}),
        supplement,
        evolve(POLICY, strict=strict, masters=MASTERS),
    )

    assert CANARY not in repr(result) + str(result) + repr(result.report) + repr(
        list(result.lineage)
    ) + repr(result.lineage.unused)


@given(st.integers(1, 30), st.booleans())
def test_the_bound_holds(most: int, empty: bool) -> None:
    """A report is cut at the policy's limit, keeps errors first, and says that it is cut."""
    document = answer(**dict.fromkeys(SECTIONS)) if empty else answer()
    whole, cut = (
        converted(document),
        converted(document, policy=evolve(POLICY, max_violations=most)),
    )

    assert len(found(cut)) == min(most, len(found(whole)))
    assert cut.report.truncated == (len(found(whole)) > most)
    assert len(cut.report.errors) == min(most, len(whole.report.errors))
    assert (cut.payload is None) == (whole.payload is None)


NUMBERS = st.one_of(
    st.text("0123456789+-() .", max_size=20),
    st.integers(0, 10**13).map(str),
    st.sampled_from(["05", "5", "9715", "009715", "+9715", "0", "+", "00"]).flatmap(
        lambda start: st.text("0123456789", max_size=12).map(lambda rest: start + rest)
    ),
    st.integers(0, 10**12),
    st.floats(0, 10**12, allow_nan=False).map(lambda number: round(number, 1)),
)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_no_invalid_number_goes_out_in_silence(
    own: object, contact: object, home: object, work: object
) -> None:
    """Every phone number of a payload is valid, or draws a warning at its path."""
    result = converted(
        answer(
            personalInfo={"mobileNo": own},
            personContactDetails={"mobileNo": contact, "homePhone": home, "workPhone": work},
        )
    )
    warned = {path for path, _, severity in found(result) if severity == "warning"}

    for path, number in said({} if result.payload is None else pk.to_dict(result.payload)):
        if "phone" in path or "mobile" in path:
            parsed = phonenumbers.parse(str(number))
            assert phonenumbers.is_valid_number(parsed) or path in warned


@given(st.permutations(FIELDS))
def test_order_does_not_matter(order: list[tuple[str, str]]) -> None:
    """The same fields in another order give the same payload and the same report."""
    shuffled = answer(**dict.fromkeys(SECTIONS))
    for section, field in order:
        shuffled["data"]["data"].setdefault(section, {})[field] = PROFILE[section][field]

    first, second = converted(answer()), converted(shuffled)

    assert json.dumps(pk.to_dict(first.payload)) == json.dumps(pk.to_dict(second.payload))
    assert first.report.violations == second.report.violations


def test_the_table_declares_what_it_reports() -> None:
    """The codes of the table's rows are those that the documents name."""
    rows = [
        row
        for entry in ONBOARDING.entries
        for row in ((entry,) if isinstance(entry, Row) else entry.rows)
    ]

    assert {code for row in rows for code in row.reports} == REPORTED
    assert all(row.rule.doc and row.rule.name.isidentifier() for row in rows)


def test_the_sources_are_fields_of_the_profile() -> None:
    """Every path that a row reads is a documented one."""
    rows = [
        row
        for entry in ONBOARDING.entries
        for row in ((entry,) if isinstance(entry, Row) else entry.rows)
    ]

    assert {source for row in rows for source in row.sources} <= {
        f"{section}.{field}" for section, field in FIELDS
    }


def test_rows_of_the_lineage_are_a_sequence() -> None:
    """The lineage has a length, indexes and slices, and rows that can be compared."""
    lineage = converted(answer()).lineage

    assert lineage[0] == LineageRow(target="/channel", sources=(), kind="defaulted", rule="web")
    assert len(lineage[:2]) == 2
    assert list(lineage)[-1] == lineage[len(lineage) - 1]
