"""Sentences of violations: each site in the source names an entry, a variant and its bounds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import attrs

import payloadkit as pk
from payloadkit import messages
from payloadkit.messages.catalogue import catalogue
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    import pytest

SOURCE = Path(pk.__file__).parent
OWN = {"message", "hint", "severity", "at", "variant", "bounds"}
DEMAND = re.compile(r"\b(must|should|may|cannot|refuses|left)\b")
# Sites whose sentence is made of another one.
COMPOSED = {"airpay/list_or_text.py", "images/picture_rule.py"}


@attrs.frozen
class Site:
    """One call in the source that reports a code.

    Args:
        place: File and line.
        code: The code.
        variants: Every variant that it may name.
        bounds: The names of its bounds.
        literal: Whether it has a message of its own.
        unpacked: Whether variant and bounds come out of a mapping.
    """

    place: str
    code: str
    variants: tuple[str, ...]
    bounds: frozenset[str]
    literal: bool
    unpacked: bool


def constants(node: ast.AST) -> tuple[str, ...]:
    """Return the texts that an expression may give: a constant, or one of a choice."""
    if isinstance(node, ast.IfExp):
        return (*constants(node.body), *constants(node.orelse))
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()


@cache
def sites() -> tuple[Site, ...]:
    """Return every call of ``Fault`` and ``fault`` whose code is written there."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"Fault", "fault"}
            ):
                continue
            codes = constants(node.args[0])
            keywords = {keyword.arg or "": keyword.value for keyword in node.keywords}
            # A variant is written at its call, so that the bounds can be compared.
            variants = constants(keywords["variant"]) if "variant" in keywords else ("",)
            for code in codes:
                site = Site(
                    f"{name}:{node.lineno}",
                    code,
                    tuple(catalogue()[code].texts) if "" in keywords else variants,
                    frozenset(keywords) - OWN,
                    literal=len(node.args) > 1 or "message" in keywords,
                    unpacked="" in keywords,
                )
                found.append(site)
    return tuple(found)


def named(text: Any) -> set[str]:
    """Return the bounds that a sentence names."""
    texts = text.values() if isinstance(text, dict) else (text or "",)
    return {name for each in texts for _, name, _, _ in Formatter().parse(each) if name}


def test_every_sentence_gets_its_bounds() -> None:
    """A call gives every bound that its sentences name, and no other."""
    wrong = []
    for site in sites():
        names = [
            named(texts["message"]) | named(texts.get("hint"))
            for texts in (catalogue()[site.code].texts[variant] for variant in site.variants)
        ]
        usual = site.place.startswith("images/") and not site.bounds
        if set().union(*names) != site.bounds and not (usual or site.literal or site.unpacked):
            wrong.append(site)

    assert [(site.place, site.code, site.variants) for site in wrong] == []


def test_no_sentence_is_written_in_the_code() -> None:
    """Every sentence stands in the file, but for those that are made of another one."""
    assert [
        site.place
        for site in sites()
        if site.literal and site.place.partition(":")[0] not in COMPOSED
    ] == []


def test_every_variant_is_used() -> None:
    """A variant that no call names is not kept."""
    used = {(site.code, variant) for site in sites() for variant in site.variants}

    assert [
        (code, variant)
        for code, entry in catalogue().items()
        for variant in entry.texts
        if variant and (code, variant) not in used
    ] == []


def test_every_phrase_is_used_with_its_bounds() -> None:
    """A call gives every bound that its phrase names, and the source names every phrase."""
    phrases, names, wrong = catalogue().phrases, {"errors", "warnings", "infos"}, []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names.update(constants(node))
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"phrase", "_phrase"}
            ):
                continue
            given = {keyword.arg for keyword in node.keywords}
            wrong += [
                (path.name, name)
                for name in constants(node.args[0])
                if named(
                    {**phrases[name], "number": ""}
                    if isinstance(phrases[name], dict)
                    else phrases[name]
                )
                != given
            ]

    assert wrong == []
    assert phrases.keys() <= names


def test_a_sentence_demands_something(subtests: pytest.Subtests) -> None:
    """A message says what is demanded; message and hint are sentences."""
    for code in list(catalogue()):
        with subtests.test(code=code):
            for texts in catalogue()[code].texts.values():
                message = texts["message"]
                if isinstance(message, dict):
                    assert message.keys() == {"number", "one", "other"}
                    assert message["number"] in named(message["other"])
                for each in (
                    (message,) if isinstance(message, str) else (message["one"], message["other"])
                ):
                    assert DEMAND.search(each)
                    assert each.endswith(".")
                assert texts.get("hint", ".").endswith((".", "{doc}"))


def test_a_number_decides_between_one_and_many() -> None:
    """A sentence that depends on a number is chosen by the bound that it names."""
    one, many = (Fault("list.too_short", least=number).message for number in (1, 2))

    assert one != many
    assert one.replace("1", "2") != many


def test_a_tenants_code_needs_no_entry() -> None:
    """A tenant's own sentences are kept; without any, the sentence names the code."""
    own, bare = Fault("branch.malformed", "A branch must be letters."), Fault("branch.malformed")

    assert (own.message, own.hint) == ("A branch must be letters.", None)
    assert ("branch.malformed" in bare.message, bare.hint) == (True, None)


def test_a_fault_is_changed_with_its_bounds() -> None:
    """A copy of a fault with another severity and place says the same."""
    fault = Fault("text.too_long", most=60)
    other = attrs.evolve(fault, severity=Severity.WARNING, at=("name",))

    assert other.message == fault.message
    assert other != fault
    assert hash(fault) == hash(Fault("text.too_long", most=60))


def test_known_codes_are_those_of_the_catalogue_and_of_tenants(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The codes of rules that are declared elsewhere count too, whenever they are declared."""
    monkeypatch.setattr(messages, "_TENANTS", [])
    assert messages.codes() == set(catalogue())

    messages.add_codes(lambda: ("branch.malformed",))
    assert messages.codes() == {*catalogue(), "branch.malformed"}


def test_no_sentence_is_read_before_a_violation() -> None:
    """A process that finds nothing wrong does not read the file."""
    program = (
        "import payloadkit as pk; from payloadkit import caas\n"
        "raw = {'idNumber': '784300000000022', 'idType': '4'}\n"
        "report = pk.check(caas.LookupRequest, raw)\n"
        "from payloadkit.messages.catalogue import catalogue\n"
        "print(report.violations, catalogue.cache_info().misses)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == ["()", "0"]
