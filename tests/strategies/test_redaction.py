"""Documents without their values: the same codes at the same paths, and no canary."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.fields import base64, field, text
from payloadkit.images.inspection import inspect
from payloadkit.models.codec import Parsed
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import decode, encode
from payloadkit.rules.rule import Across, Rule
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, sites
from payloadkit.strategies.pictures import sound
from payloadkit.strategies.places import changed, places
from payloadkit.strategies.redaction import redact
from tests.documents import ORIGINAL, POLICY, TODAY, full, minimal
from tests.test_corpus import canaries
from tests.test_secrecy import CANARY, WRONG, leaves, sings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import DrawFn

    from payloadkit.strategies.places import Document

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
FAULTY = sorted(path for tree in ("invalid", "warned") for path in FIXTURES.glob(f"{tree}/*/*/*"))
JSON_KINDS = tuple(kind for kind in pk.kinds() if model_of(kind).codec is None)
CSV = "uaekyc.migration-csv"
COLUMNS = tuple(column.key for column in model_of(pk.uaekyc.MigrationRow).fields)
HEADER = ",".join(COLUMNS)
ROW = "100010,784300000000022,01/02/2024,1.0,LAYAN MITHALI,01/02/2024,01/02/2034,01/02/1990"
SLOW = {"caas.customer", "uaekyc.customer-data"}  # to draw; the exhaustive test has them too
SHORT = 3


def codes(kind: str, raw: bytes, policy: pk.Policy = POLICY) -> set[tuple[str, str]]:
    """Return path and code of every violation of a document."""
    return {(found.path, found.code) for found in pk.check(kind, raw, policy).violations}


def values(node: object) -> Iterator[str]:
    """Yield the texts and numbers of a plain value."""
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from values(inner)
    elif isinstance(node, str | int | float) and not isinstance(node, bool):
        yield str(node)


def personal(kind: str, document: Document) -> set[str]:
    """Return the values of personal fields that say something, but for listed words and today."""
    model = model_of(kind)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for path, declared in model.walk():
        for place in places(document, path):
            found[declared.declared.personal] |= set(values(_at(document, place)))
    words = {str(word) for _, rule in model.rules() for word in getattr(rule, "words", ())}
    told = {value for value in found[True] if len(value) > SHORT and any(map(str.isalnum, value))}
    return told - found[False] - words - {TODAY.isoformat(), "null", "true", "false"}


def _at(node: Any, path: tuple[str | int, ...]) -> object:
    for token in path:
        if isinstance(node, dict) and token not in node:
            return None
        node = node[token]
    return node


def hold(kind: str, document: Document) -> None:
    """Assert that a redacted document has the same violations and none of the values."""
    raw = json.dumps(document).encode()
    redacted = pk.redact(kind, raw, POLICY)
    assert codes(kind, redacted) == codes(kind, raw)
    written = set(values(json.loads(redacted)))
    assert not personal(kind, document) & written


@pytest.mark.parametrize("kind", [kind for kind in JSON_KINDS if kind not in SLOW])
def test_one_drawn_fault_stays(kind: str) -> None:
    """A document with one fault has that fault afterwards, and no value of a personal field."""
    drawing = Drawing.of(model_of(kind), POLICY)
    faulty = st.sampled_from(list(sites(drawing))).flatmap(lambda site: broken(drawing, site))

    @settings(max_examples=4, phases=[Phase.generate])
    @given(faulty)
    def run(drawn: tuple[object, Document]) -> None:
        hold(kind, drawn[1])

    run()


@st.composite
def several(draw: DrawFn, drawing: Drawing, size: int) -> list[Document]:
    """Draw a document so many times with several faults, which need not be the only ones."""
    ways = [site for site in sites(drawing) if not isinstance(site.how, Across)]
    sound = draw((drawing.filled if draw(st.booleans()) else drawing).document())
    documents = []
    for _ in range(size):
        document = sound
        for site in draw(st.lists(st.sampled_from(ways), min_size=2, max_size=6)):
            there = [path for path in places(document, site.path) if _holder(document, path)]
            if there and not isinstance(site.how, Across):
                path = draw(st.sampled_from(there))
                document = changed(document, path, draw(site.how.values))
        documents.append(document)
    return documents


def _holder(document: Any, path: tuple[str | int, ...]) -> bool:
    for token in path[:-1]:
        document = document[token]
    return isinstance(document, dict) or isinstance(path[-1], int)


@pytest.mark.parametrize("kind", ["caas.onboarding", "airpay.pull-kyc"])
def test_several_drawn_faults_stay(kind: str) -> None:
    """A document with several faults has all of them afterwards."""
    drawing = Drawing.of(model_of(kind), POLICY)

    @settings(max_examples=3, phases=[Phase.generate])
    @given(several(drawing, 1))
    def run(documents: list[Document]) -> None:
        for document in documents:
            hold(kind, document)

    run()


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", JSON_KINDS)
def test_ten_thousand_documents(kind: str) -> None:
    """10,000 drawn faulty documents of all kinds keep their violations, and no value."""
    drawing = Drawing.of(model_of(kind), POLICY)
    faulty = st.sampled_from(list(sites(drawing))).flatmap(lambda site: broken(drawing, site))
    each = 5  # to draw a sound document takes as long as to redact several

    @settings(max_examples=10_000 // len(JSON_KINDS) // each + 1, phases=[Phase.generate])
    @given(faulty.map(lambda drawn: drawn[1]), several(drawing, each - 1))
    def run(broken_once: Document, documents: list[Document]) -> None:
        for document in (broken_once, *documents):
            hold(kind, document)

    run()


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", JSON_KINDS)
def test_no_canary_of_any_field_remains(kind: str) -> None:
    """A canary in each field in turn, of any shape, is not in the redacted document."""
    for path, document in canaries(kind, 3):
        raw = json.dumps(document).encode()
        redacted = redact(kind, raw, POLICY)
        assert codes(kind, redacted) == codes(kind, raw), path
        assert not sings(redacted.decode()), path


def test_no_canary_remains(subtests: pytest.Subtests) -> None:
    """A document with canaries in all fields is redacted, whatever their shape."""
    for shape in WRONG:
        with subtests.test(shape=shape):
            document: Any = full()
            for path in leaves(full()):
                tokens = tuple(int(one) if one.isdigit() else one for one in path.split("/")[1:])
                if not isinstance(_at(document, tokens), dict | list):
                    document = changed(document, tokens, WRONG[shape])
            raw = json.dumps(document).encode()
            redacted = redact("caas.onboarding", raw, POLICY)

            assert codes("caas.onboarding", redacted) == codes("caas.onboarding", raw)
            assert not sings(redacted.decode())


def test_faulty_fixtures_stay_faulty(subtests: pytest.Subtests) -> None:
    """Every faulty fixture has the same violations afterwards."""
    for path in FAULTY:
        with subtests.test(path=path):
            kind, raw = path.parent.parent.name, path.read_bytes()

            assert codes(kind, redact(kind, raw, POLICY)) == codes(kind, raw) != set()


BROKEN = {
    "cut": f'{{"first_name": "{CANARY}", "last_name": "{CANARY}',
    "leading zero": f'{{"first_name": "{CANARY}", "occupation_id": 0123}}',
    "not a number": f'{{"first_name": "{CANARY}", "occupation_id": NaN}}',
    "single quotes": f"{{'first_name': '{CANARY}'}}",
    "trailing bytes": f'{{"first_name": "{CANARY}"}} {CANARY}',
    "lone surrogate": f'{{"occupation_id": 1e5, "first_name": "{CANARY}\\udc00\\u00e9\\n"}}',
    "lone high surrogate": f'{{"first_name": "{CANARY}\\ud800"}}',
    "byte order mark": f'\ufeff{{"first_name": "{CANARY}"}}',
    "too deep": "[" * 70 + f'"{CANARY}"' + "]" * 70,
    "an escape that is none": f'{{"first_name": "{CANARY}\\x41"}}',
    "no object": f'["{CANARY}", 98765, {{"{CANARY}": true}}]',
    "only a text": f'"{CANARY}"',
    "nothing": "",
    "nines and ex": '{"first_name": "xxxx", "occupation_id": 9999, a}',
    "a key twice": f'{{"first_name": "{CANARY}", "first_name": "{CANARY}"}}',
    "a key of a person": f'{{"{CANARY} @": {{"{CANARY}": [1.5, 9, 1e400, "{CANARY}", null]}}}}',
    "a number of nineteen digits": '{"unknown_key": 5000000000000000000}',
    "a number over 64 bits": '{"unknown_key": 10000000000000000000, "\u0663": "\u0663\u0663"}',
}


def test_a_text_that_is_no_document_keeps_its_fault(subtests: pytest.Subtests) -> None:
    """Broken JSON is broken in the same way afterwards, and its words are masked."""
    kind = "caas.onboarding"
    for name, raw in BROKEN.items():
        with subtests.test(name=name):
            redacted = redact(kind, raw, POLICY)

            assert codes(kind, redacted) == codes(kind, raw.encode()) != set()
            assert not sings(redacted.decode())
            assert "98765" not in redacted.decode()


@pytest.mark.parametrize(
    "data",
    [
        f'{{"first_name": "{CANARY}'.encode() + b'\xe9"}',
        f'{{"first_name": "{CANARY}"}}'.encode("utf-16"),
        f'{{"first_name": "{CANARY}\0"}}'.encode(),
        b"\xff" * 9,
    ],
)
def test_bytes_that_are_no_utf8_keep_their_fault(data: bytes) -> None:
    """A text in another encoding draws the same code afterwards."""
    redacted = redact("caas.lookup", memoryview(data), POLICY)

    assert codes("caas.lookup", redacted) == codes("caas.lookup", data) != set()
    assert not sings(redacted.decode("latin-1"))


@pytest.mark.parametrize("kind", ["caas.lookup", CSV])
@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["marked", "unmarked"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_text_in_utf16_stays_one(kind: str, mark: str, encoding: str) -> None:
    """A text keeps its encoding, its byte order mark and the keys, so a reader finds the cause."""
    text = f'{mark}{{"idNumber": "{CANARY}", "idType": "\u0646\u062f\u064a\u0631\u0629"}}'
    redacted = redact(kind, text.encode(encoding), POLICY).decode(encoding)

    assert redacted.startswith(f"{mark}{{")
    assert ("idNumber" in redacted) == (kind == "caas.lookup")
    assert not sings(redacted)
    assert len(redacted) == len(text)
    assert not set(text[-7:-2]) & set(redacted[-7:-2])


def test_a_file_that_is_no_text_is_refused(subtests: pytest.Subtests) -> None:
    """A mask of such a file would be bytes that nobody can read; the error says what it is."""
    kind_cases: list[str] = ["caas.lookup", CSV]
    data_cases: list[tuple[bytes, str]] = [
        (b"\x1f\x8b", "compressed"),
        (b"PK\x03\x04", "workbook"),
        (b"%PDF-1.7 ", "PDF"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"PAR1\x15\0\xff", "binary"),
    ]
    for kind, (data, form) in product(kind_cases, data_cases):
        with subtests.test(kind=kind, data=data, form=form):
            with pytest.raises(ValueError, match=form) as caught:
                redact(kind, data + b"\xe9" + CANARY.encode())

            assert not sings(str(caught.value))


CELLS = {
    "sound": f"{HEADER}\n{ROW}\n",
    "no line feed": f"{HEADER}\n{ROW}",
    "byte order mark": f"\ufeff{HEADER}\n{ROW}\n",
    "needless quotes": f'{HEADER}\n"{CANARY}"{ROW[6:]}\n',
    "quotes needed": f'{HEADER}\n"a,{CANARY}"{ROW[6:]}\n',
    "quotes inside": f'{HEADER}\na"{CANARY}{ROW[6:]}\n',
    "formula": f"{HEADER}\n={CANARY}{ROW[6:]}\n",
    "rounded number": f"{HEADER}\n2.00001E+14{ROW[6:]}\n",
    "malformed date": f"{HEADER}\n{ROW.replace('01/02/1990', '1990-02-01')}\n",
    "no column": f"{HEADER},{CANARY}\n{ROW},{CANARY}\n",
    "too many cells": f"{HEADER}\n{ROW},{CANARY},{CANARY},{CANARY}\n",
    "blank row": f"{HEADER}\n\n{ROW}\n,,,,,,,\n{ROW.replace('100010', '100011')}\n",
    "same customer": f"{HEADER}\n{ROW}\n{ROW}\n",
    "same card": f"{HEADER}\n{ROW}\n{ROW.replace('100010', '100011')}\n",
    "wrong check digit": f"{HEADER}\n{ROW.replace('22,', '23,')}\n",
    "semicolons": f"{HEADER}\n{ROW}\n".replace(",", ";"),
    "no header": f"{CANARY},{CANARY}\n{ROW}\n",
    "carriage returns": f"{HEADER}\r{ROW}\r",
    "control character": f"{HEADER}\n{CANARY}\x00{ROW[6:]}\n",
}


def test_a_csv_keeps_its_faults(subtests: pytest.Subtests) -> None:
    """A migration CSV has the same violations afterwards, rows and header included."""
    for name, raw in CELLS.items():
        with subtests.test(name=name):
            redacted = redact(CSV, raw, POLICY)

            assert codes(CSV, redacted) == codes(CSV, raw.encode())
            assert not sings(redacted.decode())
            assert "MITHALI" not in redacted.decode()
            assert not {"784300000000022", "784300000000023"} & set(redacted.decode().split(","))


def test_a_csv_with_bytes_that_are_no_text() -> None:
    """A cell that is no UTF-8 is none afterwards."""
    data = f"{HEADER}\n{ROW}\n".encode().replace(b"LAYAN", b"LAY\xe9N")

    assert codes(CSV, redact(CSV, data, POLICY)) == codes(CSV, data) != set()


def test_the_order_of_dates_stays() -> None:
    """Dates move, and lie before and after each other as before."""
    document = full()
    document["date_of_birth"] = "2020-03-01"
    before = codes("caas.onboarding", json.dumps(document).encode())
    redacted = json.loads(redact("caas.onboarding", json.dumps(document), POLICY))

    assert before
    assert redacted["date_of_birth"] != "2020-03-01"
    assert codes("caas.onboarding", json.dumps(redacted).encode()) == before


def test_equal_values_stay_equal_and_others_differ() -> None:
    """Of two nationalities and three countries those that were equal are equal."""
    document = minimal() | {
        "nationality": "FR",
        "country_of_birth": "FR",
        "second_nationality": "JO",
    }
    redacted = json.loads(redact("caas.onboarding", json.dumps(document), POLICY))

    assert redacted["nationality"] == redacted["country_of_birth"] != "FR"
    assert redacted["second_nationality"] not in ("JO", redacted["nationality"])
    assert redacted["country_of_residence"] == document["country_of_residence"] == "AE"


def test_what_says_nothing_of_a_person_stays() -> None:
    """Nulls, empty texts, layout, keys and short words of other fields stay."""
    text = '{ "channel":"WEB",\n "middle_name": "", "po_box" : null, "gender": "Male"}'
    redacted = redact("caas.onboarding", text, POLICY).decode()

    assert redacted.replace("Others", "Male") == text


def test_a_word_stays_where_a_violation_needs_it() -> None:
    """A man who is addressed as Mrs is one afterwards, since nobody else draws that warning."""
    document = minimal() | {"gender": "Male", "salutation": "Mrs"}
    redacted = json.loads(redact("caas.onboarding", json.dumps(document), POLICY))

    assert (redacted["gender"], redacted["salutation"]) == ("Male", "Mrs")
    assert redacted["first_name"] != document["first_name"]


def test_a_photo_of_a_phone_is_replaced() -> None:
    """A photo that lies on its side and tells a place becomes a small one that does the same."""
    data = ORIGINAL.read_bytes()
    document = minimal()
    photo = {"base64_data": encode(data), "content_type": "image/jpeg"}
    document["customer_classification"] = {"profile_photo": photo}
    redacted = json.loads(redact("caas.onboarding", json.dumps(document), POLICY))
    other = decode(redacted["customer_classification"]["profile_photo"]["base64_data"]) or b""
    found = {each.code for each in inspect(data).violations}

    assert {each.code for each in inspect(other).violations} == found >= {"image.not_upright"}
    assert inspect(other).width == 32


def test_pictures_are_replaced_unseen() -> None:
    """Where no picture is looked at, one is replaced all the same."""
    policy = attrs.evolve(POLICY, images="off")
    document = minimal()
    photo = {"base64_data": encode(CANARY.encode()), "content_type": "image/jpeg"}
    document["customer_classification"] = {"profile_photo": photo}

    assert not sings(redact("caas.onboarding", json.dumps(document), policy).decode())


def test_limits_and_lists_of_a_tenant_count() -> None:
    """A text over a tenant's limit stays over it, and an id of no list is of none."""
    masters = pk.load("caas.masters", (FIXTURES / "caas/masters.json").read_bytes(), POLICY)
    limits = {"caas.onboarding": {"/first_name": 4, "/address_list/*/city": 3}}
    policy = attrs.evolve(POLICY, masters=masters, limits=limits)
    document: Document = minimal() | {"occupation_id": 987654321}
    document["address_list"][0]["city"] = "Dubai"
    raw = json.dumps(document).encode()

    assert codes("caas.onboarding", redact("caas.onboarding", raw, policy), policy) == codes(
        "caas.onboarding", raw, policy
    )


def test_an_ignored_fault_stays() -> None:
    """What a policy ignores is shown too, since a colleague has another policy."""
    document = minimal() | {"nationality": "ZZZ"}
    policy = attrs.evolve(POLICY, ignore=["country.unknown"], strict=True)
    raw = json.dumps(document).encode()

    assert codes("caas.onboarding", redact("caas.onboarding", raw, policy)) == codes(
        "caas.onboarding", raw
    )


def test_a_document_redacted_again_has_other_values() -> None:
    """What a first run wrote is not taken for nothing by a second one."""
    once = redact("caas.onboarding", json.dumps(full()), POLICY)
    twice = redact("caas.onboarding", once, POLICY)

    assert not personal("caas.onboarding", json.loads(once)) & set(values(json.loads(twice)))


def test_the_result_is_the_same_at_every_run() -> None:
    """Nothing is drawn by chance."""
    raw = json.dumps(full())

    assert redact("caas.onboarding", raw, POLICY) == redact("caas.onboarding", raw, POLICY)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
@pytest.mark.parametrize("taken", [("9999",), ("9999", "8888"), ("9999", "9797", "9696")])
def test_a_mask_that_is_a_value_of_the_document_is_not_the_last(
    number: int, taken: tuple[str, ...]
) -> None:
    """A number beyond 64 bits stays one, though what masks it stands elsewhere in the document."""
    entries = [{"code": code, "name": "Layan"} for code in taken]

    hold("caas.masters", {"status_code": number, "data": {"professions": entries}})


def test_what_was_redacted_before_is_masked_in_another_way() -> None:
    """Unknown texts become others where the first masks are values of the document."""
    unknown = {"a": "xxxxx", "b": "zzzzz", "c": "Layan", "d": 99999, "e": 88888}
    raw = json.dumps(minimal() | unknown).encode()
    redacted = redact("caas.onboarding", raw, POLICY)

    assert codes("caas.onboarding", redacted) == codes("caas.onboarding", raw)
    assert not {*unknown.values()} & {json.loads(redacted)[key] for key in unknown}


@pytest.mark.parametrize(
    "declared",
    [
        (None, "image/png"),
        ("image/png", None),
        ("image/jpeg", "image/png"),
        ("image/png", "image/jpeg"),
        ("application/pdf", "image/png"),
    ],
)
def test_one_file_in_several_places_suits_all_of_them(declared: tuple[str | None, ...]) -> None:
    """A file is replaced by one file, though its places declare different types."""
    data = encode(sound(7, "image/png"))
    files = [
        {"document_id": "to be confirmed", "base64_data": data, "content_type": content_type}
        for content_type in declared
    ]
    document = {"additional_docs": files, "id_details": {}}
    raw = json.dumps(document).encode()
    redacted = redact("caas.customer", raw, POLICY)
    replaced = {each["base64_data"] for each in json.loads(redacted)["additional_docs"]}

    assert codes("caas.customer", redacted) == codes("caas.customer", raw)
    assert len(replaced) == 1
    assert data not in replaced


@pytest.mark.parametrize("word", ["list", "no list", "twice"])
def test_a_list_in_a_text_is_redacted(word: str) -> None:
    """The JSON text of a list keeps its faults, and is masked where it is none."""
    inner = {
        "list": f'[{{"UID": "{CANARY}", "kycinfo": []}}, {{"{CANARY}": 1}}]',
        "no list": f'[{{"UID": "{CANARY}"',
        "twice": f'[{{"UID": "{CANARY}", "UID": "", "kycinfo": null}}]',
    }[word]
    raw = json.dumps({"username": CANARY, "merchant_id": 98765432, "kyc_data": inner}).encode()
    redacted = redact("airpay.add-kyc", raw, POLICY)

    assert codes("airpay.add-kyc", redacted) == codes("airpay.add-kyc", raw)
    assert not sings(redacted.decode())


@pytest.mark.parametrize("inner", [f'[{{"UID": "{CANARY}", "a": 1}}]', f'[{{"UID": "{CANARY}"'])
def test_a_list_that_may_be_a_text_is_redacted(inner: str) -> None:
    """A text in the place of a list is redacted as the list would be."""
    raw = json.dumps({"UIDDATA": inner}).encode()
    redacted = redact("airpay.pull-kyc", raw, POLICY)

    assert codes("airpay.pull-kyc", redacted) == codes("airpay.pull-kyc", raw)
    assert not sings(redacted.decode())


def test_a_file_that_no_rule_looks_into_is_replaced() -> None:
    """A tenant's file becomes a small picture."""

    @pk.model(kind="tenant.file", source="tenant")
    class Own:
        """A document of a tenant."""

        scan: str = base64(personal=True)

    raw = json.dumps({"scan": encode(CANARY.encode())})

    assert not sings(redact(Own, raw).decode())


@attrs.frozen(repr=False)
class Shy(Rule):
    """A rule that takes one text only, and draws with what only Hypothesis has."""

    codes = ("shy.other",)

    def check(self, value: str, policy: pk.Policy) -> Iterator[pk.Fault]:  # noqa: ARG002 - as Rule
        """Report every other text."""
        if value != "open sesame":
            yield pk.Fault("shy.other", "Say it.")

    def draw(self, draws: Any) -> object:
        """Draw with what is not there."""
        return draws.st.emails()


@pytest.fixture(name="own")
def _own() -> type:
    @pk.model(kind="tenant.shy", source="tenant")
    class Own:
        """A document of a tenant."""

        word: str = field(Shy(), personal=True)
        other: str | None = text(default=None)

    return Own


def test_a_value_without_a_substitute_is_refused(own: type) -> None:
    """Nothing is written where no other value is sound, and the error shows none."""
    with pytest.raises(ValueError, match="no document was found") as caught:
        redact(own, '{"word": "open sesame"}')

    assert "sesame" not in str(caught.value)
    assert redact(own, '{"word": "close sesame"}') == b'{"word": "xxxxx xxxxxx"}'


def test_a_document_over_the_limit_is_refused() -> None:
    """A document that is refused unread is not redacted."""
    policy = attrs.evolve(POLICY, max_bytes=5)

    with pytest.raises(ValueError, match="no document was found"):
        redact("caas.lookup", '{"idType": "4"}', policy)


class Lines:
    """A form of documents that cannot be divided into pieces."""

    def claims(self, raw: bytes) -> bool:
        """Claim nothing."""
        return not raw

    def read(self, raw: bytes, report: object) -> object:
        """Read nothing, since nobody asks for more than a refusal."""
        del raw, report
        nowhere: Any = dict.fromkeys
        return Parsed({}, nowhere, nowhere)

    def write(self, value: Mapping[str, Any]) -> bytes:
        """Write nothing."""
        return b"" if value else b"\n"


def test_a_form_that_cannot_be_divided_is_refused() -> None:
    """A tenant's own form without pieces is refused."""
    lines: Any = Lines()

    @pk.model(kind="tenant.lines", source="tenant", codec=lines)
    class Own:
        """A document of a tenant."""

        word: str | None = text(default=None)

    with pytest.raises(ValueError, match="of this form"):
        redact(Own, "word")


def test_another_type_is_refused() -> None:
    """A Mapping has no text to write anew."""
    with pytest.raises(TypeError, match="dict"):
        redact("caas.lookup", {})  # type: ignore[arg-type] # the test is of that
