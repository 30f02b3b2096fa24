"""JSON of every kind: an input's first line names the kind and the policy."""

from __future__ import annotations

import json
from binascii import crc32
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

import payloadkit as pk
from payloadkit.models.registry import kinds, model_of
from payloadkit.rules.values import DEPTH
from payloadkit.wire.scanner import scan
from payloadkit.wire.text import Scanned
from tests.fuzzing.held import held
from tests.fuzzing.json_changes import changed
from tests.fuzzing.program import is_one_document, run
from tests.fuzzing.reports import codes, loaded, ordered, resolved, silent, triples, whole
from tests.fuzzing.target import FIXTURES, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

TODAY = date(2026, 6, 1)
POLICY = pk.Policy(today=TODAY, images="off")
KINDS = tuple(name for name in kinds() if model_of(name).codec is None)
WAYS = {
    "": POLICY,
    "program": POLICY,
    "unnamed": POLICY,
    "strict": pk.Policy(today=TODAY, images="off", phones="shape", strict=True),
    "few": pk.Policy(today=TODAY, images="off", max_violations=2),
    "ignoring": pk.Policy(
        today=TODAY, images="off", ignore=("field.unknown", "text.too_long", "date.expired")
    ),
    "pictures": pk.Policy(today=TODAY),
}
UNREADABLE = {"json.invalid", "json.encoding", "json.depth"}
SAMPLES = {
    "caas/aml-callback": "caas.aml-callback",
    "caas/lookup": "caas.lookup",
    "caas/lookup-answer": "caas.lookup-answer",
    "caas/masters": "caas.masters",
    "caas/onboarding-answer": "caas.onboarding-answer",
    "caas/onboarding-minimal": "caas.onboarding",
    "caas/token-answer": "caas.token-answer",
    "caas/token": "caas.token",
    "azakaw/add-user": "azakaw.add-user",
    "azakaw/customer": "azakaw.customer",
    "azakaw/onboarding-pending": "azakaw.onboarding-pending",
    "airpay/pull-kyc-answer": "airpay.pull-kyc-answer",
    "airpay/pull-kyc": "airpay.pull-kyc",
    "uaekyc/batch-status": "uaekyc.batch-status",
    "uaekyc/batch-records": "uaekyc.batch-records",
    "uaekyc/customer-data": "uaekyc.customer-data",
    "uaekyc/errored-records": "uaekyc.errored-records",
}
_PROGRAM = ("program", "unnamed")  # these go through the command line too
_SHARE = 16  # so many changes for one that changes the first line
_LONGEST = 8192


def seeds() -> Iterator[bytes]:
    """Give the fixtures, each with its kind, and for every kind an object of nothing."""
    for kind in KINDS:
        yield f"{kind}\n{{}}".encode()
    for path in sorted(FIXTURES.glob("*/*.json")):
        name = path.relative_to(FIXTURES).as_posix()
        sample = next(
            (
                SAMPLES[begin]
                for begin in sorted(SAMPLES, key=len, reverse=True)
                if name.startswith(begin)
            ),
            None,
        )
        if sample is not None:
            yield sample.encode() + b"\n" + path.read_bytes()
    for path in sorted(FIXTURES.glob("people/*/profile.json")):
        yield b"uaekyc.customer-data\n" + path.read_bytes()
    for tree in ("invalid", "warned"):
        for path in sorted((FIXTURES / tree).glob("*/*/*.json")):
            yield path.parts[-3].encode() + b"\n" + path.read_bytes()


def split(data: bytes) -> tuple[str, str, bytes]:
    """Return kind, way and document of an input; a strange first line is one of the kinds too."""
    line, _, document = data.partition(b"\n")
    kind, _, way = line.decode("latin-1").partition(" ")
    return (
        kind if kind in KINDS else KINDS[crc32(line) % len(KINDS)],
        way if way in WAYS else "",
        document,
    )


def change(data: bytes, random: Random) -> bytes | None:
    """Change the document, now and then its kind and the way it is judged."""
    kind, way, document = split(data)
    if random.randrange(_SHARE) == 0:
        kind = random.choice(KINDS)
    if random.randrange(_SHARE) == 0:
        way = random.choice(tuple(WAYS))
    found = changed(document, random)
    return None if found is None else f"{kind} {way}".rstrip().encode() + b"\n" + found


def judge(data: bytes) -> list[str]:
    """Hold ``check``, ``load`` and ``dump`` to their word for one document."""
    kind, way, raw = split(data)
    policy = WAYS[way]
    with held():
        report = pk.check(kind, raw, policy)
    whole(report, model_of(kind).keys)
    ordered(report)
    pk.check(kind, raw, policy)
    _loads(kind, raw, report, policy)
    text = raw.decode("utf-8", "replace")
    silent(text, report.violations, lambda other: pk.check(kind, other, policy).violations)
    readable = not any(found.code in UNREADABLE and not found.path for found in report.violations)
    assert readable == _is_json(raw), "the standard library has another opinion of this JSON"
    if readable:
        _plain(kind, text, report, policy)
    else:
        assert not pk.check(kind, raw.decode("utf-8", "surrogateescape"), policy).ok, (
            "a text is read whose bytes are not"
        )
    if way in _PROGRAM:
        _program(kind, raw, report, named=way == "program")
    return codes(report)


def _loads(kind: str, raw: bytes, report: pk.Report[Any], policy: pk.Policy) -> None:
    """Loading finds the same, and what is loaded is written and read again as it was."""
    value = loaded(kind, raw, policy)
    assert value == (report.value if report.ok else report)
    if not report.ok:
        return
    body = pk.dump(value)
    again = pk.check(kind, body, policy)
    assert again.ok, "what was read and written has errors"
    assert pk.dump(again.value) == body
    assert json.loads(body, parse_float=str, parse_int=Decimal) == json.loads(
        raw, parse_float=str, parse_int=Decimal
    ), "what is written is not what was read"


def _plain(kind: str, text: str, report: pk.Report[Any], policy: pk.Policy) -> None:
    """The text instead of its bytes draws the same, and so does a Mapping of its values."""
    assert pk.check(kind, text, policy) == report, "a text draws something else than its bytes"
    scanned = scan(text)
    assert isinstance(scanned, Scanned)
    resolved(report, scanned.value)
    if (
        isinstance(scanned.value, dict)
        and "json.duplicate_key" not in codes(report)
        and not report.truncated
    ):
        mapped = pk.check(kind, scanned.value, policy)
        assert triples(mapped.violations) == triples(report.violations), (
            "a Mapping draws something else than its text"
        )


def _program(kind: str, raw: bytes, report: pk.Report[Any], *, named: bool) -> None:
    """Hold the command line to the same report and exit status, unless it guesses another kind."""
    options = ["--format", "json", "--today", TODAY.isoformat(), "--images", "off"]
    status, out = run(raw, "check", *(["--kind", kind] if named else []), *options, "-")
    if named and is_one_document(raw):
        assert status == (0 if report.ok else 1), "another exit status"
        found = json.loads(out)["documents"][0]["violations"]
        assert [violation["code"] for violation in found] == codes(report)
    run(raw, "check", "--kind", kind, "-")


def _is_json(raw: bytes) -> bool:
    """Return whether the strict standard library reads a text, without surrogates or depth."""
    try:
        text = raw.decode("utf-8")
        read = json.loads(
            text, parse_constant=_refused, parse_int=str, parse_float=str, object_pairs_hook=list
        )
        json.dumps(read, ensure_ascii=False, default=str).encode("utf-8")
        return not text.startswith("\ufeff") and _depth(read) <= DEPTH
    except (ValueError, RecursionError):
        return False


def _refused(_: str) -> NoReturn:
    raise ValueError


def _depth(value: object) -> int:
    """Count how deep lists nest; an object is a list of its members, repeated ones too."""
    inner = (
        [member[1] if isinstance(member, tuple) else member for member in value]
        if isinstance(value, list)
        else []
    )
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, list) else 0


TARGET = Target(
    seeds=seeds,
    judge=judge,
    change=change,
    modules=("airpay", "azakaw", "caas", "models", "rules", "uaekyc", "wire"),
    longest=_LONGEST,
)  # fmt: skip
