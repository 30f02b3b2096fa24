"""Nothing that is raised, reported or logged holds a value: a canary in each place in turn."""

from __future__ import annotations

import json
import logging
import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from payloadkit import airpay, caas, uaekyc
from payloadkit.rules.base64 import encode
from tests.documents import POLICY, at, full, put, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CANARY = "ca-nary 1 7 \u0646"
NUMBER = 918273645564738291
MARKS = (
    CANARY,
    str(NUMBER),
    encode(CANARY.encode())[:12],
    repr(CANARY.encode())[2:-1],
    json.dumps(CANARY)[1:-1],
)
HOUSE = str(Path(pk.__file__).parent)

LOAD: Any = pk.load  # for calls that no type checker would let through
CHECK: Any = pk.check
REPLACE: Any = pk.replace
EVOLVE: Any = attrs.evolve
REQUEST: Any = caas.OnboardingRequest
OF: Any = caas.Image.of
NORMALISED: Any = airpay.normalised
SHEET: Any = uaekyc.errored_sheet
PARTS: list[Any] = [
    caas.Address,
    caas.IdDetail,
    caas.Image,
    caas.AdditionalDocument,
    caas.SocialLink,
    caas.Classification,
]


def leaves(node: object, path: str = "") -> Iterator[str]:
    """Yield the pointer of every value of a document, containers too."""
    if path:
        yield path
    if isinstance(node, dict | list):
        for token, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(inner, f"{path}/{token}")


def sings(text: str) -> bool:
    """Tell whether a text holds the canary in any of its forms."""
    return any(mark in text for mark in MARKS)


def reachable(node: object, seen: dict[int, object]) -> Iterator[object]:
    """Yield all that an error tracker can reach from a value: members, attributes, closures."""
    if id(node) in seen or isinstance(node, type | type(json)):
        return
    seen[id(node)] = node
    yield node
    inner: list[object] = []
    if isinstance(node, dict):
        inner = [*node.keys(), *node.values()]
    elif isinstance(node, list | tuple | set | frozenset):
        inner = list(node)
    elif not isinstance(node, str | bytes | int | float | None):
        inner = [
            getattr(node, name, None)
            for kind in type(node).__mro__
            for name in getattr(kind, "__slots__", ())
        ]
        inner += list(getattr(node, "__dict__", {}).values())
        inner += [cell.cell_contents for cell in getattr(node, "__closure__", None) or ()]
    for entry in inner:
        yield from reachable(entry, seen)


def frames(error: BaseException) -> Iterator[Mapping[str, Any]]:
    """Yield the locals of payloadkit's own frames in a traceback."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(HOUSE):
            yield trace.tb_frame.f_locals
        trace = trace.tb_next


def silent(error: BaseException) -> None:
    """Assert that an exception's texts, causes, pickles and our frames show no canary."""
    assert error.__cause__ is None
    assert error.__context__ is None
    assert not getattr(error, "__notes__", None)
    assert not sings("".join((str(error), repr(error), repr(error.args))))
    if isinstance(error, pk.PayloadError):
        assert not sings(repr(error.report))
        assert not sings(repr([attrs.astuple(found) for found in error.report.violations]))
        assert not sings(pickle.dumps(error).decode("utf-8", "replace"))
        assert error.report.value is None
    for known in frames(error):
        for found in reachable(dict(known), {}):
            assert not sings(repr(found)), [name for name, value in known.items() if value is found]


def caught(call: Callable[[], object]) -> BaseException | None:
    """Return what a call raises."""
    try:
        call()
    except (ValueError, TypeError) as error:
        return error
    return None


WRONG: dict[str, Any] = {
    "text": CANARY,
    "long text": CANARY * 99,
    "control character": CANARY + "\x00",
    "number": NUMBER,
    "too large a number": int(f"{NUMBER}{NUMBER}"),
    "decimal": float(f"{NUMBER}.5"),
    "list": [CANARY, NUMBER],
    "object": {CANARY: CANARY},
    "base64": encode(CANARY.encode()),
    "data URI": "data:" + CANARY,
}


# The corpus has each shape in some fields; here is one in every field, and all if asked.
SHAPES = ["text", *(pytest.param(shape, marks=pytest.mark.exhaustive) for shape in [*WRONG][1:])]


@pytest.mark.parametrize("shape", SHAPES)
def test_loads_are_silent(shape: str, caplog: pytest.LogCaptureFixture) -> None:
    """No report, exception, log line or frame of a load shows a field's value."""
    caplog.set_level(logging.DEBUG)
    raised = 0
    for path in leaves(full()):
        document = put(full(), path, WRONG[shape])
        for raw in (document, json.dumps(document), json.dumps(document).encode()):
            report = pk.check("caas.onboarding", raw, POLICY)
            assert not sings(repr(report))
            assert not sings(repr([attrs.astuple(found) for found in report.violations]))
            error = caught(partial(LOAD, "caas.onboarding", raw, POLICY))
            assert (error is None) is report.ok
            if error is not None:
                raised += 1
                silent(error)
    assert raised > 30
    assert caplog.records == []


def test_broken_json_is_silent(subtests: pytest.Subtests) -> None:
    """A text that is no JSON, or no object, is refused without a word of it."""
    cases: list[str | bytes] = [
        CANARY,
        CANARY.encode(),
        f'{{"{CANARY}": NaN}}',
        f'{{"first_name": "{CANARY}\\ud800"}}',
        f'"{CANARY}',
        b'{"first_name": "' + CANARY.encode() + b'\xff"}',
        f'{{"{CANARY}": 1, "{CANARY}": 2}}',
        f"[{NUMBER}",
        f'["{CANARY}"]',
        f"{NUMBER}{NUMBER}",
    ]
    for raw in cases:
        with subtests.test(raw=raw):
            for form in (raw, raw.encode() if isinstance(raw, str) else bytearray(raw)):
                error = caught(partial(LOAD, "caas.onboarding", form, POLICY))
                assert isinstance(error, pk.PayloadError)
                silent(error)


def test_mappings_of_anything_are_silent() -> None:
    """Values that are no JSON, and keys that are no texts, are refused without a word of them."""
    cyclic: dict[str, Any] = {CANARY: CANARY}
    cyclic["x"] = cyclic
    for odd in (
        {CANARY},
        (CANARY,),
        CANARY.encode(),
        CANARY + "\ud800",
        {CANARY + "\ud800": 1},
        {(CANARY,): 1},
        [CANARY, float("nan")],
        cyclic,
    ):
        error = caught(
            partial(LOAD, "caas.onboarding", {**full(), "first_name": odd, CANARY: odd}, POLICY)
        )
        assert isinstance(error, pk.PayloadError)
        silent(error)


def test_constructors_are_silent(subtests: pytest.Subtests) -> None:
    """No exception or frame of a constructor or ``replace`` shows an argument."""
    for shape, value in WRONG.items():
        with subtests.test(shape=shape):
            loaded = pk.load(caas.OnboardingRequest, full(), POLICY)
            raised = 0
            for name in [entry.name for entry in attrs.fields(REQUEST)]:
                for call in (
                    partial(REQUEST, **typed(**{"email_id": CANARY, name: value})),
                    partial(REPLACE, loaded, **{name: value}),
                    partial(EVOLVE, loaded, **{name: value}),
                ):
                    error = caught(call)
                    if error is not None:
                        raised += 1
                        silent(error)
            for part in PARTS:
                for entry in attrs.fields(part):
                    error = caught(partial(part, **{entry.name: value}))
                    if error is not None:
                        raised += 1
                        silent(error)
            assert raised > 60


MISTAKES: dict[str, Callable[[], object]] = {
    "raw of another type": lambda: LOAD("caas.onboarding", [CANARY]),
    "check of another type": lambda: CHECK(caas.OnboardingRequest, (CANARY,)),
    "arguments in the wrong order": lambda: CHECK(
        json.dumps({"x": CANARY}), caas.OnboardingRequest
    ),
    "a document for a kind": lambda: LOAD(json.dumps({"x": CANARY}), "{}"),
    "a Mapping for a kind": lambda: LOAD({"x": CANARY}, "{}"),
    "an unknown kind": lambda: LOAD("caas.nothing", CANARY),
    "no model": lambda: CHECK(dict, {"x": CANARY}),
    "a limit of no field": lambda: CHECK(
        "caas.onboarding", {"x": CANARY}, pk.Policy(limits={"caas.onboarding": {"/x": 1}})
    ),
    "a limit of no kind": lambda: LOAD(
        "caas.onboarding", CANARY, pk.Policy(limits={"caas.nothing": {"/x": 1}})
    ),
    "dump of no object": lambda: pk.dump({"x": CANARY}),
    "to_dict of no object": lambda: pk.to_dict([CANARY]),
    "replace of no object": lambda: REPLACE({"x": CANARY}, x=CANARY),
    "replace of no attribute": lambda: REPLACE(
        LOAD(caas.OnboardingRequest, full(), POLICY), **{CANARY: CANARY}
    ),
    "replace with a limit of no field": lambda: REPLACE(
        LOAD(caas.OnboardingRequest, full(), POLICY),
        policy=pk.Policy(limits={"caas.onboarding": {"/x": 1}}),
        first_name=CANARY,
    ),
    "an unknown keyword": lambda: REQUEST(first_nom=CANARY),
    "a keyword that is a value": lambda: REQUEST(**{CANARY: 1}),
    "a picture that is none": lambda: OF(CANARY.encode() * 9),
    "a picture that is a text": lambda: OF(CANARY),
    "a number in a list": lambda: NORMALISED("PP", [CANARY]),
    "a plain row for a sheet": lambda: SHEET([{"input_data": {"customer_id": CANARY}}]),
    "a page for a sheet": lambda: SHEET({"data": CANARY}),
    "a number for a sheet": lambda: SHEET(NUMBER),
}


def test_mistakes_are_silent(subtests: pytest.Subtests) -> None:
    """A mistake in the caller's program raises without a value in its text or our frames."""
    for mistake, call in MISTAKES.items():
        with subtests.test(mistake=mistake):
            error = caught(call)
            assert error is not None
            silent(error)


def test_objects_hide_what_is_personal() -> None:
    """No repr of object, report or policy shows a personal field, extra key or master data."""
    names = [
        entry.name for entry in attrs.fields(REQUEST) if not entry.repr and entry.name != "extra"
    ]
    texts = {
        name: CANARY for name in names if full().get(name) is None or isinstance(full()[name], str)
    }
    loose = pk.Policy(
        today=POLICY.today,
        ignore=[
            "date.malformed",
            "country.unknown",
            "phone.not_e164",
            "email.malformed",
            "text.too_long",
            "field.unknown",
        ],
    )
    report = pk.check(caas.OnboardingRequest, {**full(), **texts, CANARY: CANARY}, loose)
    assert report.value is not None
    assert not sings(repr(report) + repr(report.value))
    masters: Any = pk.load(
        caas.MasterData, {"data": {"professions": [{"code": 1, "name": "a"}]}, CANARY: CANARY}
    )
    assert not sings(repr(masters) + repr(pk.Policy(masters=masters)))


def test_the_search_finds_what_leaks() -> None:
    """The search itself finds a value in a frame, an attribute, a closure and a cause."""
    holder: Any = type("Holder", (), {})()
    holder.attribute = [CANARY]
    for leak in (CANARY, {"x": [CANARY]}, holder, lambda: holder):
        assert any(sings(repr(found)) for found in reachable({"local": leak}, {}))
    assert at("/a/0") == ("a", 0)
