"""``payloadkit schema``: one kind, or all as OpenAPI components."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from payloadkit.reference.openapi import components

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told


def test_a_kind(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """What is printed is the schema of the library, and nothing else."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            told = invoke("schema", kind)

            assert (told.status, told.json, told.err) == (0, pk.json_schema(kind), b"")


def test_all_kinds(invoke: Callable[..., Told]) -> None:
    """With --openapi it is the components of all kinds."""
    told = invoke("schema", "--openapi")

    assert (told.status, told.json, told.err) == (0, components(), b"")


@pytest.mark.parametrize("words", [(), ("caas.token", "--openapi")])
def test_neither_or_both_is_2(words: tuple[str, ...], invoke: Callable[..., Told]) -> None:
    """A kind or all of them: neither and both are a usage error."""
    told = invoke("schema", *words)

    assert (told.status, told.out) == (2, b"")
    assert b"--openapi" in told.err


def test_an_unknown_kind_is_2(invoke: Callable[..., Told]) -> None:
    """A kind that nobody knows ends with 2; those of its system are listed if none is near."""
    assert invoke("schema", "no.kind").status == 2
    assert b"did you mean caas.token" in invoke("schema", "caas.tokens").err
    told = invoke("schema", "caas.x")
    assert b"did you mean" not in told.err
    assert all(kind in told.err.decode() for kind in pk.kinds() if kind.startswith("caas."))
