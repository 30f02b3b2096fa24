"""The fast reading of the kinds: whatever a text is, the report is the thorough reading's own."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import weakref
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import text
from payloadkit.models import glance
from payloadkit.models.judge import Reading
from payloadkit.models.registry import model_of
from payloadkit.strategies import at_limit, one_fault, payloads
from tests.documents import FIXTURES, POLICY, TODAY, full, image, masters, minimal, put
from tests.fuzzing.json_changes import changed
from tests.json_layouts import Writer, spoilt
from tests.test_secrecy import CANARY, reachable, silent, sings
from tests.thoroughly import glanced, same, shape

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = [kind for kind in pk.kinds() if model_of(kind).codec is None]
STRICT = [kind for kind in KINDS if not model_of(kind).tolerant]
KIND = "caas.onboarding"
DEFAULT = settings.default
assert DEFAULT is not None
FEW, MORE = (settings(max_examples=DEFAULT.max_examples // share) for share in (5, 2))
SEEDS = st.integers(0, 2**32 - 1)
POLICIES: dict[str, pk.Policy] = {
    "default": POLICY,
    "now": pk.Policy(),
    "shape of phones": pk.Policy(today=TODAY, phones="shape"),
    "no pictures": pk.Policy(today=TODAY, images="off"),
    "masters": pk.Policy(today=TODAY, masters=masters()),
    "no lists": pk.Policy(today=TODAY, masters=pk.load(caas.MasterData, {})),
    "limits": pk.Policy(
        today=TODAY,
        limits={
            KIND: {
                "/first_name": 5,
                "/id_details/*/issued_by": 300,
                "/customer_classification/employer_name": 3,
            }
        },
    ),
    "ignore": pk.Policy(
        today=TODAY,
        ignore=[
            "date.expired",
            "text.invisible_characters",
            pk.Ignore("field.unknown", "/nick"),
            "country.unknown",
        ],
    ),
    "strict": pk.Policy(today=TODAY, strict=True),
    "workers": pk.Policy(today=TODAY, workers=2),
    "one violation": pk.Policy(today=TODAY, max_violations=1),
    "few bytes": pk.Policy(today=TODAY, max_bytes=400),
    "long ago": pk.Policy(today=date(10, 1, 1)),
}
FORMS: tuple[Callable[[bytes], Any], ...] = (
    bytes,
    bytearray,
    memoryview,
    lambda raw: memoryview(b" " + raw)[1:],
    lambda raw: raw.decode("utf-8", "surrogatepass"),
)


@cache
def sound(kind: str) -> st.SearchStrategy[Any]:
    """Return a strategy of sound documents, some of them with a value at a limit."""
    return payloads(kind, policy=POLICY) | at_limit(kind, policy=POLICY)


@cache
def faulty(kind: str) -> st.SearchStrategy[Any]:
    """Return a strategy of documents with one fault, its code and its path."""
    return one_fault(kind, policy=POLICY)


def dice(seed: int) -> Random:
    """Return what makes the choices of a text."""
    return Random(seed)


def written(document: object, seed: int, odds: int = 0) -> bytes:
    """Write a document in a layout of its own."""
    return Writer(dice(seed), odds).text(document).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("kind", STRICT)
@FEW
@given(st.data(), SEEDS)
def test_sound_documents_are_read_fast(kind: str, data: st.DataObject, seed: int) -> None:
    """A sound document of every strict kind, in any layout, is read fast unless it has escapes, to the object that the thorough reading makes."""
    document = data.draw(sound(kind))
    raw = written(document, seed)
    value = glanced(kind, raw, POLICY)
    assert value is not None or b"\\" in raw
    report = same(kind, raw, POLICY)
    assert report.violations == ()
    assert value is None or shape(report.value) == shape(value)
    assert pk.to_dict(report.value) == document


@pytest.mark.parametrize("kind", KINDS)
@MORE
@given(st.data(), SEEDS)
def test_documents_with_a_fault_are_told_alike(kind: str, data: st.DataObject, seed: int) -> None:
    """A document with one fault has the thorough reading's report, and no fast one where more than a picture is at fault."""
    document, code, path = data.draw(faulty(kind))
    raw = written(document, seed)
    assert [(found.code, found.path) for found in same(kind, raw, POLICY).violations] == [
        (code, path)
    ]
    assert code.startswith("image.") or glanced(kind, raw, POLICY) is None


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(st.data(), SEEDS, st.sampled_from(FORMS))
def test_any_text_is_told_alike(
    kind: str, data: st.DataObject, seed: int, form: Callable[[bytes], object]
) -> None:
    """Whatever stands twice, is spelt oddly, is cut short, is no UTF-8 or is no JSON: the report is the same."""
    document = data.draw(sound(kind))
    for raw in (
        written(document, seed, odds=20),
        spoilt(written(document, seed), dice(seed)),
        changed(json.dumps(document).encode(), dice(seed)),
    ):
        if raw is not None and _in_form(raw, form):
            same(kind, form(raw), POLICY)


def _in_form(raw: bytes, form: Callable[[bytes], object]) -> bool:
    """Tell whether bytes can be given in a form; those that are no UTF-8 at all are no text."""
    try:
        form(raw)
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("name", POLICIES)
@FEW
@given(SEEDS, st.sampled_from([minimal, full]))
def test_every_policy_is_heeded(name: str, seed: int, document: Callable[[], Any]) -> None:
    """Under any policy the report of an onboarding document, sound or changed, is the thorough reading's."""
    policy = POLICIES[name]
    raw = json.dumps(document()).encode()
    for one in (
        written(document(), seed),
        written(document(), seed, odds=150),
        changed(raw, dice(seed)) or raw,
        spoilt(raw, dice(seed)),
    ):
        same(KIND, one, policy)
        same(KIND, one.decode("utf-8", "replace"), policy)


@pytest.mark.parametrize(
    "today",
    [
        date(2008, 7, 27),
        date(2008, 7, 28),
        date(2008, 7, 29),
        date(2024, 2, 29),
        date(2034, 5, 1),
        date(2034, 5, 2),
        date(18, 7, 28),
    ],
)
@pytest.mark.parametrize(
    "born", ["1990-07-28", "2006-02-28", "2006-03-01", "2004-02-29", "0001-01-01", "2024-02-29"]
)
def test_a_day_more_or_less(today: date, born: str) -> None:
    """Around the day on which someone comes of age or a document expires both readings say the same."""
    same(KIND, json.dumps({**full(), "date_of_birth": born}), pk.Policy(today=today))


@pytest.mark.parametrize(
    "raw",
    [
        '{"channel":"WEB"}', '{"channel":"WEB"', '{"channel":"WEB"}x', '{"channel":"WEB"}\x00', '\ufeff{"channel":"WEB"}', '{"channel":"WEB",}', "",
        " ", "[]", "null",
        '{"channel":"WEB","channel":"WEB"}', '{"channel":"WEB","ch\\u0061nnel":"WEB"}', '{"channel" :"WEB", "channel":\n"WEB"}', '{"channel":"W\\u0045B"}',
        '{"channel":"\\u0022"}', '{"channel":"\\""}', '{"channel":"\ud800"}', '{"channel":"\\ud800"}', '{"channel":null}', '{"channel":1}', '{"channel":""}',
        '{"channel":"WEB","extra":{}}', '{"channel":"WEB","":""}', '{"channel":"a\u00a0b"}', '{"channel":"\u00a0"}', '{"channel":"a\tb"}',
        '{"channel":"a\\tb"}',
    ],
)  # fmt: skip
def test_small_texts(raw: str) -> None:
    """What a text may be, one by one, in a document of a single field."""

    @pk.model()
    class Small:
        """A document of one text."""

        channel: str = text(3, doc="a text")

    for form in (raw, *([raw.encode(), memoryview(raw.encode())] if "\ud800" not in raw else [])):
        same(Small, form, POLICY)


FILE = image()["base64_data"]
FILES = (
    '{{"base64_data":"{0}","content_type":"image/jpeg"}}', '{{"base64_data": "{0}","content_type":"image/jpeg"}}',
    '{{"base64_data" : "{0}","content_type":"image/jpeg"}}',
    '{{"base64_data":"{0}","base64_data":"{0}","content_type":"image/jpeg"}}', '{{"base64_data":"{0}","base64_data" : "!0","content_type":"image/jpeg"}}',
    '{{"base64_data" : "!0","base64_data":"{0}","content_type":"image/jpeg"}}', '{{"base64_data":"!0","content_type":"image/jpeg"}}',
    '{{"base64_data" :"!0","content_type":"image/jpeg"}}', '{{"base64_d\\u0061ta":"{0}","content_type":"image/jpeg"}}',
    '{{"base64_d\\u0061ta":"!0","base64_data":"{0}","content_type":"image/jpeg"}}',
    '{{"base64_data":"{0}","base64_d\\u0061ta":"!0","content_type":"image/jpeg"}}',
    '{{"base64_data":"{0}\\n","content_type":"image/jpeg"}}', '{{"base64_data":"{0}\n","content_type":"image/jpeg"}}',
    '{{"base64_data":"{0}","content_type":"base64_data"}}',
    '{{"content_type":"\\"base64_data","base64_data":"{0}"}}', '{{"x\\"base64_data":"{0}","content_type":"image/jpeg"}}',
    '{{"base64_data":"","content_type":"image/jpeg"}}',
    '{{"base64_data":null,"content_type":"image/jpeg"}}', '{{"base64_data":"{0}","content_type":"image/png"}}',
    '{{"base64_data":"{0}é","content_type":"image/jpeg"}}',
    '{{"base64_data":"{0}', '{{"base64_data":"', '{{"base64_data":"{0}"', '{{"base64_data":"data:image/jpeg;base64,{0}","content_type":"image/jpeg"}}',
)  # fmt: skip


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("policy", [POLICY, POLICIES["no pictures"]], ids=["full", "off"])
def test_files_are_neither_lost_nor_changed(form: str, policy: pk.Policy) -> None:
    """A file keeps its text wherever it stands, however its key is written, and whatever looks like the mark that takes its place."""
    escaped = FILE.replace("/", "\\/") if "/" in FILE else FILE
    for file in (FILE, escaped, FILE[:-4] + "AAB=", "!0", "!1"):
        raw = form.format(file)
        same(caas.Image, raw, policy)
        same(caas.Image, raw.encode(), policy)


def test_two_files_keep_their_places() -> None:
    """Where one of two files carries the other's mark, neither is read fast."""
    document = full()["id_details"][0]
    raw = json.dumps(document, separators=(",", ":"))
    front = f'"base64_data":"{document["id_front"]["base64_data"]}"'
    assert glanced(caas.IdDetail, raw, POLICY) is not None
    for mark in ("!0", "!1", "!2"):
        for twin in (
            f'"base64_data" : "{mark}"',
            f'"base64_data":"{mark}"',
            f'{front},"base64_data" : "{mark}"',
        ):
            assert glanced(caas.IdDetail, raw.replace(front, twin), POLICY) is None
            same(caas.IdDetail, raw.replace(front, twin), POLICY)


@pytest.mark.parametrize(
    "path",
    sorted((FIXTURES / "warned").rglob("*.json"))
    + sorted((FIXTURES / "caas").glob("onboarding-*.json")),
    ids=lambda path: path.stem,
)
def test_fixtures_are_told_alike(path: Any) -> None:
    """The documents of the fixtures have the same report."""
    same(KIND, path.read_bytes(), POLICY)


def test_pictures_are_judged_behind_the_fast_reading() -> None:
    """Faults of pictures alone are told of a document that was read fast, at their lines and columns, and within the policy's bounds."""
    broken = pk.Policy(today=TODAY, max_violations=1)
    document = put(
        put(full(), "/id_details/0/id_front/content_type", "image/png"),
        "/customer_classification/profile_photo/content_type",
        "image/png",
    )
    for raw in (json.dumps(document), json.dumps(document, indent=1).encode()):
        assert glanced(KIND, raw, POLICY) is not None
        report = same(KIND, raw, POLICY)
        assert [(found.code, found.path) for found in report.violations] == [
            ("image.type_mismatch", "/id_details/0/id_front/base64_data"),
            ("image.type_mismatch", "/customer_classification/profile_photo/base64_data"),
        ]
        assert same(KIND, raw, broken).truncated
        same(KIND, raw, pk.Policy(today=TODAY, ignore=["image.type_mismatch"]))


def test_objects_read_fast_are_as_good_as_others() -> None:
    """They are frozen, hashable, equal, and of the model's own class, and can be copied, pickled, changed and weakly referred to."""
    fast: Any = glanced(KIND, json.dumps(full()), POLICY)
    slow = pk.load(caas.OnboardingRequest, full(), POLICY)
    assert (fast, hash(fast), repr(fast), shape(fast)) == (
        slow,
        hash(slow),
        repr(slow),
        shape(slow),
    )
    for twin in (
        copy.copy(fast),
        copy.deepcopy(fast),
        pickle.loads(pickle.dumps(fast)),
        pk.replace(fast, policy=POLICY),
    ):
        assert shape(twin) == shape(slow)
    assert pk.replace(fast, channel="MOB", policy=POLICY).channel == "MOB"
    parts: tuple[Any, ...] = (fast, fast.id_details[0], fast.id_details[0].id_front)
    assert len({id(part.extra) for part in parts}) == len(parts)
    for part in parts:
        assert type(part).__mro__ == (type(part), object)
        assert isinstance(part, pk.load(caas.OnboardingRequest, minimal(), POLICY).__class__) == (
            part is fast
        )
        assert not hasattr(part, "__dict__")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            part.extra = {}
        assert weakref.ref(part)() is part
    assert "NADIRA" not in repr(fast)


def test_nothing_of_a_document_stays_behind() -> None:
    """After a reading that fails, be it the fast one or what comes behind it, no object and nothing that the fast reading keeps holds a value."""
    mismatched = put(full(), "/id_details/0/id_front/content_type", "image/png")
    for document in (
        {**full(), "first_name": CANARY, "channel": 1},
        {**full(), CANARY: CANARY},
        {**mismatched, "first_name": CANARY},
    ):
        raw = json.dumps(document)
        for one in (raw, raw[:-1], raw + "x"):
            error = _refused(one)
            assert error is not None
            silent(error)
    gc.collect()
    assert not [
        found
        for found in gc.get_objects()
        if isinstance(found, caas.OnboardingRequest) and found.first_name == CANARY
    ]
    for kept in [value for value in vars(glance).values() if hasattr(value, "cache_info")]:
        assert kept.cache_info().currsize <= kept.cache_info().maxsize
    for made in (
        glance._glance(caas.OnboardingRequest, _terms()),
        glance.known(caas.OnboardingRequest, _terms()),
    ):
        for found in _kept(made):
            assert not sings(repr(found))


def _terms() -> Any:
    return Reading(model_of(KIND), POLICY).terms


def _kept(made: Any) -> list[object]:
    """Return all that a kept reading can reach: its functions, their globals and closures."""
    fill = next(one for one in made if callable(one) and hasattr(one, "__globals__"))
    names = {name: value for name, value in fill.__globals__.items() if name != "__builtins__"}
    return [*reachable([names, fill.__defaults__, fill.__code__.co_consts], {})]


def _refused(raw: str) -> BaseException | None:
    try:
        pk.load(KIND, raw, POLICY)
    except pk.PayloadError as error:
        return error
    return None
