"""The table of root keys is made from the models."""

from __future__ import annotations

import payloadkit as pk
from docs.generate.__main__ import CHECKOUT
from docs.generate.root_keys import FILE, WIDTH, source
from payloadkit.cli.root_keys import ROOT_KEYS
from payloadkit.models.registry import SYSTEMS, model_of

KINDS = [kind for kind in pk.kinds() if kind.partition(".")[0] in SYSTEMS]


def test_the_committed_table_is_what_the_generator_makes() -> None:
    """The committed file has the keys of every kind's model, in lines that the house allows."""
    text = (CHECKOUT / FILE).read_text(encoding="utf-8")

    assert text == source(KINDS)
    assert max(map(len, text.split("\n"))) <= WIDTH


def test_the_table_holds_the_keys_of_json_kinds() -> None:
    """Each JSON kind has the keys of its model, each other one none."""
    keys = {
        kind: model_of(kind).by_key.keys() if model_of(kind).codec is None else frozenset()
        for kind in KINDS
    }

    assert keys == ROOT_KEYS
