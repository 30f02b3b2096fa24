"""An example of each code: the lines of a document with the fault, and those that mend it."""

from __future__ import annotations

import difflib
import json
import textwrap
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import payloadkit as pk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).parents[2] / "fixtures"
_WIDTH = 88
_END = 24
_MOST = 12
_MINIMAL = FIXTURES / "caas/onboarding-minimal.json"
_PERSON = FIXTURES / "people/resident-complete"
_POLICY = pk.Policy(today=date(2026, 1, 1))
_MASTERS = FIXTURES / "caas/masters.json"


@cache
def examples() -> dict[str, str]:
    """Return a diff from the faulty to the sound document by code, for codes that have one."""
    drawn = {**dict(_of_fixtures()), **dict(_of_edits())}
    return {code: diff for code, (faulty, sound) in drawn.items() if (diff := _diff(faulty, sound))}


def _of_fixtures() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each code of the documents with one fault, and a document before and after."""
    sound = _MINIMAL.read_text(encoding="utf-8")
    for tree in ("warned", "invalid"):
        index = json.loads((FIXTURES / tree / "index.json").read_bytes())
        for name in reversed(index):
            faulty = (FIXTURES / tree / name).read_text(encoding="utf-8", errors="replace")
            yield name.split("/")[1], (faulty, sound)


def _of_edits() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each code of the edits, and the document before and after. Each is tried out."""
    edits = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for family, entries in edits.items():
        for name, (base, *pairs) in entries.items():
            path, report = _BASES[base]
            faulty = sound = path.read_text(encoding="utf-8")
            for right, wrong in zip(pairs[::2], pairs[1::2], strict=True):
                if right in sound:
                    faulty = faulty.replace(right, wrong, 1)
                else:  # the document has the fault
                    sound = sound.replace(wrong, right, 1)
            code = f"{family}.{name}"
            drawn, left = report(faulty)[code], report(sound)[code]
            if drawn <= left:
                raise ValueError(f"{code}: the example draws it {drawn} times, mended {left} times")
            yield code, (faulty, sound)


def _codes(*reports: pk.Report[Any]) -> Counter[str]:
    return Counter(found.code for report in reports for found in report.violations)


def _checked(kind: str, policy: pk.Policy = _POLICY) -> Callable[[str], Counter[str]]:
    return lambda text: _codes(pk.check(kind, text, policy))


def _of_profile(text: str) -> Counter[str]:
    return _converted(text, (_PERSON / "supplement.json").read_text(encoding="utf-8"))


def _of_supplement(text: str) -> Counter[str]:
    return _converted((_PERSON / "profile.json").read_text(encoding="utf-8"), text)


def _converted(profile: str, supplement: str) -> Counter[str]:
    """Return the codes of a conversion. The photos of identity documents are left out."""
    supplied = json.loads(supplement)
    del supplied["id_details"]
    value = pk.check("uaekyc.customer-data", profile, _POLICY).value
    result = pk.convert(value, "caas.onboarding", supplied, _POLICY, files=_PERSON)
    return _codes(result.report)


def _of_customer(text: str) -> Counter[str]:
    report = pk.check("azakaw.customer", text, _POLICY)
    return _codes(report, pk.convert(report.value, "caas.onboarding", None, _POLICY).report)


def _of_errored(text: str, corrections: str = '{"rows": []}') -> Counter[str]:
    value = pk.check("uaekyc.errored-records", text, _POLICY).value
    supplied = json.loads(corrections)
    return _codes(pk.convert(value, "uaekyc.migration-csv", supplied, _POLICY).report)


def _of_corrections(text: str) -> Counter[str]:
    return _of_errored(_BASES["errored"][0].read_text(encoding="utf-8"), text)


def _of_ids(text: str) -> Counter[str]:
    masters = pk.load("caas.masters", _MASTERS.read_bytes())
    return _checked("caas.onboarding", pk.Policy(today=_POLICY.today, masters=masters))(text)


_BASES: dict[str, tuple[Path, Callable[[str], Counter[str]]]] = {
    "minimal": (_MINIMAL, _checked("caas.onboarding")),
    "sample": (FIXTURES / "caas/onboarding-sample.json", _checked("caas.onboarding")),
    "csv": (FIXTURES / "uaekyc/migration.csv", _checked("uaekyc.migration-csv")),
    "pull": (FIXTURES / "airpay/pull-kyc-sample.json", _checked("airpay.pull-kyc")),
    "masters": (FIXTURES / "caas/onboarding-sample.json", _of_ids),
    "profile": (_PERSON / "profile.json", _of_profile),
    "supplement": (_PERSON / "supplement.json", _of_supplement),
    "customer": (FIXTURES / "azakaw/customer-sample.json", _of_customer),
    "errored": (FIXTURES / "uaekyc/errored-records-sample.json", _of_errored),
    "corrections": (FIXTURES / "uaekyc/corrections.json", _of_corrections),
}
"""Sound documents, and what gives the codes that a text in place of one draws."""


def _diff(faulty: str, sound: str) -> str:
    """Return the lines that change; nothing if what changes in a line cannot be shown."""
    lines = list(difflib.unified_diff(_shown(faulty), _shown(sound), lineterm="", n=0))[2:]
    changes = [line for line in lines if not line.startswith("@@")]
    changes = [line for line in changes if line[1:].strip()] or changes
    if not 0 < len(changes) <= _MOST:
        return ""
    inside = textwrap.dedent("\n".join(line[1:] for line in changes)).split("\n")
    return "\n".join(
        f"{change[0]} {line}".rstrip() for change, line in zip(changes, inside, strict=True)
    )


def _shown(text: str) -> list[str]:
    """Return the lines of a document, cut, with what is not printed as escapes."""
    lines = text.split("\n")
    cut = (
        line if len(line) <= _WIDTH else f"{line[: _WIDTH - _END]}…{line[-_END:]}" for line in lines
    )
    return ["".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line) for line in cut]
