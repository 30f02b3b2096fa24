"""From plain values to objects and back: what ``dump`` and ``to_dict`` write."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping  # noqa: TC003 - read at run time by the models
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest
from cattrs import Converter
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import amount, anything, base64, day, field, keyed, many, part, text
from payloadkit.rules.base64 import Base64, decode, encode
from payloadkit.rules.dates import Day
from payloadkit.rules.numbers import Amount
from payloadkit.strategies import payloads
from tests.documents import POLICY, full, told


@pk.model()
class Item:
    """An element."""

    price: Decimal = amount(doc="a price")


@pk.model()
class Basket:
    """One field of every shape that is written in its own way."""

    when: date = day(doc="a date")
    days: tuple[date, ...] | None = many(Day(), default=None, doc="dates")
    prices: tuple[Decimal, ...] | None = many(Amount(), default=None, doc="amounts")
    item: Item | None = part(default=None, doc="an object")
    items: tuple[Item, ...] | None = many(default=None, doc="objects")
    lists: Mapping[str, tuple[Item, ...]] | None = keyed(default=None, doc="lists by key")
    free: object | None = anything(default=None, doc="whatever")
    note: str | None = text(default=None, doc="a text", key="no-te")


@pk.model(tolerant=True)
class Loose:
    """The same, read tolerantly."""

    when: date | str = day(doc="a date")
    days: tuple[date, ...] | None = many(Day(), default=None, doc="dates")
    lists: Mapping[str, tuple[Item, ...]] | None = keyed(default=None, doc="lists by key")


@pk.model(tolerant=True)
class Folder:
    """Embedded files, alone and in a list, read tolerantly."""

    file: str = base64(doc="a file")
    files: tuple[str, ...] | None = many(Base64(), default=None, doc="files")


@attrs.frozen(eq=False, repr=False)
class DataUri(Base64):
    """A rule of a tenant: base64 behind a prefix, which is bytes in the object."""

    python: ClassVar[type] = bytes

    def read(self, value: str) -> bytes | str:
        """Return the bytes."""
        return decode(value) or value

    def write(self, value: bytes) -> str:
        """Return the base64 behind a prefix."""
        return f"data:,{encode(value)}"


@pk.model()
class Envelope:
    """A file that is written in a form of a tenant's own."""

    file: bytes = field(DataUri(), doc="a file")


@attrs.frozen
class Delivery:
    """A class of a user that holds one of our models; cattrs structures it by its own hooks."""

    ticket: str
    basket: Basket


DOCUMENT: dict[str, Any] = {
    "when": "2026-06-01",
    "days": ["2026-06-01", "0001-01-01"],
    "prices": [1, 2, 3],
    "item": {"price": 5},
    "items": [{"price": 6}, {"price": 7}],
    "lists": {"b": [{"price": 8}], "a": []},
    "free": {"x": [None, True, "y", 1]},
    "no-te": 'quote " and \\ and \u0646 and \U0001f600 and \u2028 and \t',
}


def test_every_shape_is_read_and_written() -> None:
    """Dates, amounts, objects, lists, lists by key and anything at all come back as they were."""
    ignoring = pk.Policy(ignore=["text.control_characters"])
    for raw in (DOCUMENT, json.dumps(DOCUMENT)):
        loaded = pk.load(Basket, raw, ignoring)
        assert pk.to_dict(loaded) == DOCUMENT
        assert json.loads(pk.dump(loaded)) == DOCUMENT
    assert loaded.days == (date(2026, 6, 1), date(1, 1, 1))
    assert loaded.item == Item(price=Decimal(5))
    assert loaded.lists == {"b": (Item(price=Decimal(8)),), "a": ()}


@pytest.mark.parametrize("text", ["AAAA", "+/8=", 'A"A\\', "AA\nA", "AA==\u0646", "", "=", "AAA"])
def test_embedded_files_are_written_whatever_they_hold(text: str) -> None:
    """Base64 is written as it is, and a text that is none is escaped as any other."""
    loaded = pk.load(Folder, {"file": text, "files": [text, None]})
    assert (
        json.loads(pk.dump(loaded)) == pk.to_dict(loaded) == {"file": text, "files": [text, None]}
    )


def test_a_rule_that_writes_its_files_itself_does_so_in_a_dump() -> None:
    """What a tenant's rule makes of base64 is written, as in the plain values."""
    loaded = pk.load(Envelope, {"file": "AAAA"})
    assert json.loads(pk.dump(loaded)) == pk.to_dict(loaded) == {"file": "data:,AAAA"}


def test_dump_is_compact_utf_8_in_the_order_of_declaration() -> None:
    """Bytes have no blanks, and keys come in the order of declaration, extra ones last."""
    raw = '{"z": 1, "name": "\\u0646", "code": 5, "a": {"y": 2.50, "x": null}}'
    loaded = pk.load(caas.MasterCode, raw)
    assert pk.dump(loaded) == '{"code":5,"name":"\u0646","z":1,"a":{"y":2.50,"x":null}}'.encode()
    assert list(pk.to_dict(loaded)) == ["code", "name", "z", "a"]


@pytest.mark.parametrize(
    "literal",
    ["10.50", "0.10", "-0.01", "123456789012345678901234567890.123456789", "1000000", "0"],
)
def test_money_keeps_its_text(literal: str) -> None:
    """An amount is written with the digits that it was read with, as a number and not as a text."""
    loaded = pk.load(Item, f'{{"price":{literal}}}')
    assert loaded.price == Decimal(literal)
    assert pk.dump(loaded) == f'{{"price":{literal}}}'.encode()
    assert str(pk.to_dict(loaded)["price"]) == literal


def test_numbers_of_unknown_keys_keep_their_text() -> None:
    """Numbers below unknown keys of an answer are written as they were read, beyond 64 bits too."""
    raw = b'{"code":1,"name":"a","x":[1.10,123456789012345678901234567890,1e999999999999999999999]}'
    assert pk.dump(pk.load(caas.MasterCode, raw)) == raw


def test_plain_python_values() -> None:
    """``to_dict`` gives dicts, lists, texts, numbers, flags and None of their exact types."""

    def plain(node: object) -> bool:
        if isinstance(node, dict):
            return type(node) is dict and all(
                type(key) is str and plain(value) for key, value in node.items()
            )
        if isinstance(node, list):
            return all(plain(value) for value in node)
        return type(node) in (str, int, bool, type(None), Decimal)

    assert plain(pk.to_dict(pk.load(caas.OnboardingRequest, full(), POLICY)))
    assert plain(
        pk.to_dict(pk.load(Basket, DOCUMENT, pk.Policy(ignore=["text.control_characters"])))
    )


def test_to_dict_is_a_copy() -> None:
    """Changing what ``to_dict`` gave leaves the object as it was."""
    loaded = pk.load(caas.OnboardingRequest, full(), POLICY)
    plain = pk.to_dict(loaded)
    plain["address_list"][0]["city"] = "elsewhere"
    plain["id_details"].clear()
    assert pk.to_dict(loaded) == full()


@pytest.mark.parametrize(
    "document",
    [
        {
            "when": "soon",
            "days": ["2026-06-01", "then", None, ""],
            "lists": {"a": [None], "b": None, "c": "", "d": [{"price": 1, "x": 2}]},
        },
        {"when": None, "days": "", "lists": ""},
        {"when": "", "days": None, "lists": None},
    ],
)
def test_what_a_tolerant_reading_kept_is_written_as_it_came(document: dict[str, Any]) -> None:
    """Texts that are no dates, nulls and empty texts in any place come back."""
    loaded = pk.load(Loose, document)
    assert pk.to_dict(loaded) == document
    assert json.loads(pk.dump(loaded)) == document


def test_lists_by_key_are_judged_inside() -> None:
    """What is wrong inside lists by key is told at its place."""
    assert told(
        pk.check(
            Basket,
            {"when": "2026-06-01", "lists": {"a": [{"price": "1"}, 5], "b": {}, "c d": None}},
        )
    ) == [
        ("/lists/a/0/price", "field.type", "error"),
        ("/lists/a/1", "field.type", "error"),
        ("/lists/b", "field.type", "error"),
        ("/lists/?", "field.null", "error"),
    ]


@pytest.mark.parametrize("kind", ["caas.onboarding", "caas.masters"])
@given(data=st.data())
def test_sound_documents_come_back(kind: str, data: st.DataObject) -> None:
    """Whatever the strategies draw comes back key by key, through bytes, text and Mapping."""
    document = data.draw(payloads(kind, full=data.draw(st.booleans()), policy=POLICY))
    for raw in (document, json.dumps(document), json.dumps(document, ensure_ascii=False).encode()):
        loaded = pk.load(kind, raw, POLICY)
        assert pk.to_dict(loaded) == json.loads(pk.dump(loaded)) == document


def test_amounts_keep_their_text(subtests: pytest.Subtests) -> None:
    """An amount, and a number of an unknown key, are dumped with their text, also after a copy."""
    for written in ("1E2", "1e5", "1e400", "0.0000000", "0.00000001", "8410.60", "-0.0", "12"):
        with subtests.test(written=written):
            raw = f'{{"result":{{"bankAccounts":[{{"balance":{written}}}],"unheard":[{written}]}}}}'
            loaded = pk.load("azakaw.customer", raw)

            assert pk.dump(loaded).decode() == raw
            assert pk.dump(pickle.loads(pickle.dumps(loaded))).decode() == raw
            assert pk.dump(pk.load("azakaw.customer", pk.to_dict(loaded))).decode() == raw


def test_plain_values_are_nobody_elses() -> None:
    """What a caller does to plain values does not reach the object that they came from."""
    loaded = pk.load("caas.token-answer", {"unheard": {"a": [1]}})
    pk.to_dict(loaded)["unheard"]["a"].append(2)

    assert pk.to_dict(loaded) == {"unheard": {"a": [1]}}


def test_a_converter_of_a_user_structures_and_unstructures_models() -> None:
    """After ``register_hooks`` models inside a user's own classes are read and written."""
    converter = Converter()
    pk.register_hooks(converter)
    document = DOCUMENT | {"no-te": "a note"}
    plain = {"ticket": "T-1", "basket": document}

    delivery = converter.structure(plain, Delivery)

    assert delivery.basket == pk.load(Basket, document)
    assert converter.unstructure(delivery) == plain


def test_a_converter_of_a_user_raises_the_report_of_load() -> None:
    """A converter without detailed validation raises ``PayloadError`` as it comes."""
    converter = Converter(detailed_validation=False)
    pk.register_hooks(converter)

    with pytest.raises(pk.PayloadError) as caught:
        converter.structure({"ticket": "T-1", "basket": {"when": "2026-06-31"}}, Delivery)

    assert told(caught.value.report) == [("/when", "date.impossible", "error")]
