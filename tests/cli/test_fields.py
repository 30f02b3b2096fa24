"""``payloadkit fields``: the table of a kind's fields, in each format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs

import payloadkit as pk
from payloadkit.reference.field_table import markdown, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.cli.conftest import Told


def test_a_pipe_gets_markdown(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """Through a pipe the table is that of the library."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            told = invoke("fields", kind)

            assert (told.status, told.out.decode(), told.err) == (0, markdown(kind), b"")


def test_machines_get_the_rows(invoke: Callable[..., Told]) -> None:
    """JSON has every attribute of every row."""
    told = invoke("fields", "caas.lookup", "--format", "json").json

    assert told == {
        "kind": "caas.lookup",
        "fields": [json.loads(json.dumps(attrs.asdict(row))) for row in rows("caas.lookup")],
    }


def test_a_terminal_gets_a_table(terminal: Callable[..., Told]) -> None:
    """At a terminal the table fits the width, and tells the gateway's answer where it is known."""
    told = terminal("fields", "caas.onboarding", width=90, NO_COLOR="1")

    assert told.status == 0
    assert max(map(len, told.lines)) <= 90
    assert all(
        word in told.out.decode()
        for word in ("Field", "Sure", "/channel", "M C/C", "45053", "integer, 1 to 999")
    )


def test_an_unknown_kind_is_2(invoke: Callable[..., Told]) -> None:
    """An unknown kind ends with 2."""
    told = invoke("fields", "no.kind")

    assert (told.status, told.out) == (2, b"")
    assert b"kinds" in told.err
