"""Names of the source that become ids of the tenant's master data."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.supplement import DIGITS
from payloadkit.messages import Series, phrase
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit.policy import Policy

MARRIED, UNMARRIED = 1, 2

_MARITAL = {"married": MARRIED, "single": UNMARRIED, "unmarried": UNMARRIED}
_COMPARED = 100

_INFERRED = Fault("value.inferred", severity=Severity.WARNING)


@rule("mapped", "choice.unknown", "value.inferred")
def marital_status(text: str, read: Read) -> Made:
    """By the masters' `marital_statuses`, else `Married` → `1`, `Single`, `Unmarried` → `2`."""
    names = names_of("marital_statuses", read.policy)
    word = folded(text)
    if not names and word in _MARITAL:
        return Made(_MARITAL[word], (_INFERRED,))
    meaning = _MARITAL.get(word)
    alike = [other for other, status in _MARITAL.items() if status == meaning]
    for one in (word, *alike):
        found = id_of(one, names)
        if found is not None:
            return Made(found)
    hint = _candidates(text, names)
    fault = Fault("choice.unknown", hint=hint, severity=Severity.WARNING, variant="marital_status")
    return Made(faults=(fault,))


@rule("mapped", "master.unknown")
def profession(text: str, read: Read) -> Made:
    """By the masters' `professions`: the same name, ignoring case and blanks."""
    names = names_of("professions", read.policy)
    found = id_of(text, names)
    if found is not None:
        return Made(found)
    hint, severity = _candidates(text, names), Severity.WARNING if names else Severity.INFO
    fault = Fault("master.unknown", hint=hint, severity=severity, variant="occupation")
    return Made(faults=(fault,))


def only_id(listing: str, names: tuple[str, ...], policy: Policy) -> int | None:
    """Return the id of the one entry of a master list that has one of some names, or None.

    Args:
        listing: The name of the list.
        names: The names, without blanks and in lower case.
        policy: The policy with the master data.
    """
    return _only(
        names_of(listing, policy),
        lambda name: "".join(filter(str.isalnum, folded(name))) in names,
    )


def names_of(listing: str, policy: Policy) -> Mapping[str, str]:
    """Return the names of a master list by id; empty without such a list."""
    return (policy.masters.names(listing) if policy.masters is not None else None) or {}


def id_of(text: str, names: Mapping[str, str]) -> int | None:
    """Return the id of the entry with a name, or None if there is not exactly one usable entry."""
    wanted = folded(text)
    return _only(names, lambda name: folded(name) == wanted)


def _only(names: Mapping[str, str], fits: Callable[[str], bool]) -> int | None:
    """Return the one number among the ids of the names that fit, or None."""
    found = [code for code, name in names.items() if fits(name) and DIGITS.fullmatch(code)]
    return int(found[0]) if len(found) == 1 else None


def folded(text: str) -> str:
    """Return a text in lower case and without blanks."""
    return "".join(text.casefold().split())


def _candidates(text: str, names: Mapping[str, str]) -> str:
    """Return a hint with every entry of a master list whose name is equal or near."""
    if not names:
        return phrase("no_masters")
    wanted = folded(text[:_COMPARED])
    near = difflib.get_close_matches(wanted, {folded(name) for name in names.values()}, len(names))
    rank = {name: number for number, name in enumerate(near)}
    found = sorted(
        (rank[folded(name)], f"{name} ({code})")
        for code, name in names.items()
        if folded(name) in rank
    )
    if not found:
        return phrase("no_candidates")
    return phrase("candidates", names=Series(tuple(entry for _, entry in found), "comma"))
