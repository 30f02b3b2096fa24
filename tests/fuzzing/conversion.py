"""The conversions: an input is the JSON of a source, a supplement and a target."""

from __future__ import annotations

import base64
import json
from binascii import crc32
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import payloadkit as pk
from payloadkit.airpay import Numbers
from payloadkit.models.registry import model_of
from payloadkit.strategies.pictures import tiny
from tests.fuzzing.documents import TODAY
from tests.fuzzing.held import held
from tests.fuzzing.json_changes import changed, parsed
from tests.fuzzing.program import run
from tests.fuzzing.reports import codes, silent, whole
from tests.fuzzing.target import FIXTURES, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit import Result
    from payloadkit.violation import Violation

PAIRS: tuple[tuple[str, Any], ...] = (
    ("uaekyc.customer-data", "caas.onboarding"),
    ("uaekyc.customer-data", "azakaw.add-user"),
    ("azakaw.customer", "caas.onboarding"),
    ("uaekyc.customer-data", Numbers),
    ("uaekyc.errored-records", "uaekyc.migration-csv"),
)
PROGRAMS = {
    "uaekyc.customer-data": ("build", "--supplement"),
    "azakaw.customer": ("build", "--supplement"),
    "uaekyc.errored-records": ("migrate", "correct", "--corrections"),
}
_SHARE = 16  # so many inputs for one that goes through the command line too


@cache
def _policies() -> tuple[pk.Policy, ...]:
    masters = pk.load("caas.masters", (FIXTURES / "caas/masters.json").read_bytes())
    return (
        pk.Policy(today=TODAY),
        pk.Policy(today=TODAY, masters=masters),
        pk.Policy(today=TODAY, strict=True, max_violations=3),
    )


def seeds() -> Iterator[bytes]:
    """Give each person of the fixtures for each conversion of a profile, and the other samples."""
    for folder in sorted((FIXTURES / "people").iterdir()):
        profile, supplement = (
            json.loads((folder / name).read_bytes()) for name in ("profile.json", "supplement.json")
        )
        for pair in (0, 1, 3):
            yield _written(pair, profile, _small(supplement) if pair == 0 else None)
    read = {
        path.stem: json.loads(path.read_bytes())
        for folder in ("uaekyc", "azakaw")
        for path in sorted((FIXTURES / folder).glob("*.json"))
    }
    yield _written(2, read["customer-sample"], None)
    yield _written(4, read["errored-records-sample"], read["corrections"])
    yield _written(4, read["errored-records-sample"], None)


def _written(pair: int, source: object, supplement: object) -> bytes:
    return json.dumps(
        {"pair": pair, "policy": pair % 3, "source": source, "supplement": supplement},
        ensure_ascii=False,
    ).encode()


def _small(node: Any) -> Any:
    """Return a supplement with a tiny picture for every file."""
    if isinstance(node, dict):
        return (
            {"base64_data": base64.b64encode(tiny(1)).decode()}
            if "file" in node
            else {key: _small(inner) for key, inner in node.items()}
        )
    return [_small(inner) for inner in node] if isinstance(node, list) else node


def judge(data: bytes) -> list[str]:
    """Hold ``convert`` to its word for one source and one supplement."""
    try:
        given = parsed(data)
    except (ValueError, RecursionError):
        return ["no JSON"]
    if not isinstance(given, dict):
        return ["no object"]
    kind, target = PAIRS[_number(given, "pair") % len(PAIRS)]
    policy = _policies()[_number(given, "policy") % len(_policies())]
    supplement = given.get("supplement")
    document = given.get("source")
    if crc32(data) % _SHARE == 0:
        _program(PROGRAMS[kind], document, supplement)
    source = pk.check(kind, document if isinstance(document, dict) else {}, policy).value
    if source is None:
        return ["no source"]
    return _converted(source, target, supplement if isinstance(supplement, dict) else None, policy)


def _program(arguments: tuple[str, ...], source: object, supplement: object) -> None:
    """The command line ends as it should, whatever stands in the two files."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "supplement.json"
        file.write_text(json.dumps(supplement), encoding="utf-8")
        run(json.dumps(source).encode(), *arguments, str(file), "--today", TODAY.isoformat(), "-")


def _number(given: dict[str, Any], key: str) -> int:
    found = given.get(key)
    return found if isinstance(found, int) else 0


def _converted(
    source: Any, target: Any, supplement: dict[str, Any] | None, policy: pk.Policy
) -> list[str]:
    with held():
        result: Result[Any] = pk.convert(source, target, supplement, policy)
    assert pk.convert(source, target, supplement, policy) == result
    whole(result.report, model_of(target).keys)
    assert (result.payload is None) == bool(result.report.errors)
    used = {path for row in result.lineage for path in row.sources}
    assert used.isdisjoint(result.lineage.unused), "a source is used and unused"
    shown = [
        row.target for row in result.lineage if "/?" not in row.target
    ]  # a question mark may be several keys
    assert len(set(shown)) == len(shown), "two rows for one value"
    if result.payload is not None and isinstance(target, str):
        assert pk.check(target, pk.dump(result.payload), policy).ok, "what was converted has errors"
    said = json.dumps([pk.to_dict(source), supplement], ensure_ascii=False, default=str)
    silent(said, result.report.violations, lambda text: _again(type(source), target, text, policy))
    return codes(result.report)


def _again(kind: Any, target: Any, text: str, policy: pk.Policy) -> tuple[Violation, ...]:
    """Return the violations of another source and supplement."""
    try:
        document, supplement = json.loads(text)
    except ValueError:  # what was replaced was a number, and the new one begins with 0
        return ()
    source = pk.check(kind, document, policy).value
    return (
        () if source is None else pk.convert(source, target, supplement, policy).report.violations
    )


TARGET = Target(seeds=seeds, judge=judge, change=changed, modules=("conversion",), longest=8192)
