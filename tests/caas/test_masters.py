"""Master data: read tolerantly, and looked up by id."""

from __future__ import annotations

import json
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from tests.documents import FIXTURES, checked, masters


def test_sample_comes_back() -> None:
    """The sample has no violation and comes back key by key."""
    raw = (FIXTURES / "caas" / "masters.json").read_bytes()
    assert pk.check("caas.masters", raw).violations == ()
    assert json.loads(pk.dump(pk.load("caas.masters", raw))) == json.loads(raw)


def test_names_by_id() -> None:
    """A list gives names by the id as text, whichever way the id is written; no list is None."""
    assert (masters().names("professions") or {})["223"] == "ACCOUNTANT"
    assert masters().names("no_such_list") is None
    both = pk.load(
        caas.MasterData, {"data": {"x": [{"code": 1, "name": "a"}, {"code": "2", "name": "b"}]}}
    )
    assert both.names("x") == {"1": "a", "2": "b"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        {"x": None},
        {"x": ""},
        {"x": [None, {"code": None, "name": None}, {"name": "b"}]},
        {},
    ],
)
def test_data_that_says_nothing(data: Any) -> None:
    """Null, empty and incomplete lists are no reason to fail, nor to refuse an id by."""
    read = pk.load(caas.MasterData, {"data": data})
    names = read.names("x")
    assert not names
    assert read.names("y") is None
    assert pk.to_dict(read) == {"data": data}


def test_an_id_is_checked_against_what_is_listed(subtests: pytest.Subtests) -> None:
    """A list without entries refuses no id; a number counts however its zeros are written."""
    cases: list[tuple[list[Any], bool]] = [
        ([], True),
        ([None], True),
        (["223"], True),
        ([223], True),
        (["0223"], True),
        (["A", "223"], True),
        (["2230", "22", "x223"], False),
        (["224"], False),
    ]
    for codes, known in cases:
        with subtests.test(codes=codes, known=known):
            entries = [{"code": code, "name": "clerk"} for code in codes]
            policy = pk.Policy(masters=pk.load(caas.MasterData, {"data": {"professions": entries}}))
            report = pk.check("caas.onboarding", {"occupation_id": 223}, policy=policy)

            found = [v.path for v in report.violations if v.code == "master.unknown"]
            assert found == ([] if known else ["/occupation_id"])


def test_wrong_structure_errs() -> None:
    """Only a wrong structure errs, and no answer of the gateway is foretold for its own answer."""
    report = pk.check(
        "caas.masters", {"data": {"x": 5, "y": [5, {"code": 1.5, "name": []}]}, "status": 5}
    )
    assert [
        (found.path, found.code, found.severity, found.gateway) for found in report.violations
    ] == [
        ("/data/x", "field.type", "error", None),
        ("/data/y/0", "field.type", "error", None),
        ("/data/y/1/code", "field.type", "warning", None),
        ("/data/y/1/name", "field.type", "error", None),
        ("/status", "field.type", "warning", None),
    ]
    assert checked({"data": {}, "status": "x\x00", "status_code": None}, kind="caas.masters") == [
        ("/status", "text.control_characters", "warning")
    ]
    assert checked({}, kind="caas.masters") == [("/data", "field.missing", "warning")]
