"""One line of a class declares a field, and all that is derived knows of it."""

from __future__ import annotations

import pytest
from hypothesis import find

import payloadkit as pk
from payloadkit.fields import country, text
from payloadkit.models.registry import model_of
from payloadkit.reference.field_table import markdown, rows
from payloadkit.strategies import at_limit, one_fault, payloads
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import sites


@pk.model(source="example")
class Before:
    """A person at a counter."""

    nationality: str = country(personal=True, doc="ISO 3166-1 alpha-2")


@pk.model(source="example")
class After(Before):
    """A person at a counter, with one line more."""

    nickname: str = text(12, personal=True, doc="What friends say")


CANARY = "Fixturina"
GOOD = {"nationality": "AE", "nickname": CANARY}
HIDDEN = "After(nationality=<hidden>, nickname=<hidden>)"


def test_the_check_knows_it() -> None:
    """It is mandatory, has a type and a length, and is unknown where it is not declared."""
    broken = ({"nationality": "AE"}, {**GOOD, "nickname": 5}, {**GOOD, "nickname": "x" * 13})
    assert [
        [(found.path, found.code) for found in pk.check(After, document).violations]
        for document in broken
    ] == [
        [("/nickname", "field.missing")],
        [("/nickname", "field.type")],
        [("/nickname", "text.too_long")],
    ]
    assert [(found.path, found.code) for found in pk.check(Before, GOOD).violations] == [
        ("/nickname", "field.unknown")
    ]


def test_reader_writer_and_repr_know_it() -> None:
    """It is read, written, demanded by the constructor, and hidden in ``repr``."""
    loaded = pk.load(After, GOOD)
    assert (loaded.nickname, pk.to_dict(loaded), repr(loaded)) == (CANARY, GOOD, HIDDEN)
    assert pk.dump(loaded) == b'{"nationality":"AE","nickname":"Fixturina"}'
    assert isinstance(loaded, Before)
    with pytest.raises(pk.PayloadError) as caught:
        After(nationality="AE")  # type: ignore[call-arg] # type checkers know it too
    assert [(found.path, found.code) for found in caught.value.report.errors] == [
        ("/nickname", "field.missing")
    ]


def test_the_limits_know_it() -> None:
    """A tenant may override its maximum."""
    pk.model(kind="example.after")(type("Known", (After,), {}))
    pk.model(kind="example.before")(type("Known", (Before,), {}))
    policy = pk.Policy(limits={"example.after": {"/nickname": 4}})
    assert [found.code for found in pk.check("example.after", GOOD, policy).errors] == [
        "text.too_long"
    ]
    with pytest.raises(ValueError, match="no such field"):
        pk.check("example.before", GOOD, pk.Policy(limits={"example.before": {"/nickname": 4}}))


def test_schema_and_table_know_it() -> None:
    """The JSON Schema demands it and states its limit; the table has a row of it."""
    schema = pk.json_schema(After)
    assert (schema["required"], schema["properties"]["nickname"]["maxLength"]) == (
        ["nationality", "nickname"],
        12,
    )
    pk.model(kind="example.after")(type("Known", (After,), {}))
    assert [row.path for row in rows("example.after")] == ["/nationality", "/nickname"]
    assert "`/nickname`" in markdown("example.after")


def test_strategies_and_breakers_know_it() -> None:
    """It is drawn, drawn at its limit, and broken in every way that a text can be."""
    assert find(payloads(After), lambda _: True).keys() == GOOD.keys()
    assert (
        len(find(at_limit(After), lambda document: len(document["nickname"]) == 12)["nickname"])
        == 12
    )
    assert (
        find(one_fault(After), lambda drawn: drawn[1:] == ("text.too_long", "/nickname"))[0].keys()
        == GOOD.keys()
    )
    ways = {
        site.code for site in sites(Drawing.of(model_of(After), None)) if site.path == ("nickname",)
    }
    assert {
        "field.missing",
        "field.null",
        "field.type",
        "text.blank",
        "text.control_characters",
        "text.invisible_characters",
        "text.too_long",
    } == ways
    pk.assert_agreement(After, examples=5)
