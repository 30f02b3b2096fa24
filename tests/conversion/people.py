"""The people of the fixtures as source documents, and conversions of changed ones."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

import payloadkit as pk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit import caas

FIXTURES = Path(__file__).parents[2] / "fixtures"
FOLDERS = sorted((FIXTURES / "people").iterdir())
TODAY = date(2026, 6, 1)
POLICY = pk.Policy(today=TODAY)
MASTERS = pk.load("caas.masters", (FIXTURES / "caas" / "masters.json").read_bytes())
COMPLETE: dict[str, Any] = json.loads(
    (FIXTURES / "people" / "resident-complete" / "profile.json").read_bytes()
)

# What no profile says; photos are left out, since a missing side only warns.
SUPPLEMENT: dict[str, Any] = {
    "email_id": "meera@example.com",
    "country_of_birth": "IN",
    "address_list": [{"address_type_id": "2", "city": "Kochi", "country": "IN"}],
}

# The parts of a name left empty, so that the whole name is split.
BEREFT = {"firstNameEn": "", "secondNameEn": "", "familyNameEn": ""}

Triples = list[tuple[str, str, str]]


def answer(**changes: Mapping[str, object] | None) -> dict[str, Any]:
    """Return the complete answer with some fields of some sections changed.

    A section of None is left out.
    """
    changed = copy.deepcopy(COMPLETE)
    profile = changed["data"]["data"]
    for section, fields in changes.items():
        if fields is None:
            del profile[section]
        else:
            profile[section].update(fields)
    return changed


def converted(
    document: Mapping[str, Any],
    supplement: Mapping[str, Any] | None = SUPPLEMENT,
    policy: pk.Policy = POLICY,
    files: Path | None = None,
) -> pk.Result[caas.OnboardingRequest]:
    """Convert an answer."""
    result: pk.Result[caas.OnboardingRequest] = pk.convert(
        pk.load("uaekyc.customer-data", document),
        "caas.onboarding",
        supplement,
        policy,
        files=files,
    )
    return result


def person(folder: Path, policy: pk.Policy = POLICY) -> pk.Result[caas.OnboardingRequest]:
    """Convert a person of the fixtures."""
    supplement = json.loads((folder / "supplement.json").read_bytes())
    profile = json.loads((folder / "profile.json").read_bytes())
    return converted(profile, supplement, policy, folder)


def found(result: pk.Result[Any]) -> Triples:
    """Return path, code and severity of every violation."""
    return [
        (violation.path, violation.code, str(violation.severity))
        for violation in result.report.violations
    ]


def codes(result: pk.Result[Any], path: str) -> list[str]:
    """Return the codes of the violations at a path."""
    return [violation.code for violation in result.report.violations if violation.path == path]


def at(document: Any, path: str) -> Any:
    """Return what stands at a JSON Pointer, or None."""
    for token in path.split("/")[1:]:
        inside = document[int(token)] if isinstance(document, list) else None
        document = document.get(token) if isinstance(document, dict) else inside
    return document


def value(result: pk.Result[Any], path: str) -> Any:
    """Return what the payload holds at a path."""
    assert result.payload is not None
    return at(pk.to_dict(result.payload), path)


def said(document: object, above: str = "") -> Iterator[tuple[str, object]]:
    """Yield the pointer and the value of everything that a document says."""
    if isinstance(document, dict):
        for key, inner in document.items():
            yield from said(inner, f"{above}/{key}")
    elif isinstance(document, list):
        for number, inner in enumerate(document):
            yield from said(inner, f"{above}/{number}")
    elif document not in ("", None):
        yield above, document


def with_masters(**listings: dict[str, str]) -> pk.Policy:
    """Return a policy with some master lists."""
    data = {
        listing: [{"code": code, "name": name} for code, name in names.items()]
        for listing, names in listings.items()
    }
    return evolve(POLICY, masters=pk.load("caas.masters", {"data": data}))


def row(result: Any, target: str) -> tuple[tuple[str, ...], str] | None:
    """Return sources, without what they share, and kind of a target."""
    return next(
        (
            (tuple(source.removeprefix("/data/data/") for source in row.sources), row.kind)
            for row in result.lineage
            if row.target == target
        ),
        None,
    )


def told(result: Any, path: str) -> pk.Violation:
    """Return the one violation at a path, whose message and hint are sentences."""
    violation: pk.Violation
    (violation,) = (violation for violation in result.report.violations if violation.path == path)
    for sentence in (violation.message, violation.hint or ""):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not sentence.isupper()
    return violation
