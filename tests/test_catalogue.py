"""The catalogue of codes: one entry for every code that the source can report, and fields that the declarations tell."""

from __future__ import annotations

import ast
import re
import runpy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.catalogue import CATALOGUE, PAGE, main
from payloadkit.causes import drawings, explain, known
from payloadkit.codes.__main__ import main as main_of_codes
from payloadkit.codes_page import page
from payloadkit.conversion.__main__ import main as main_of_conversion
from payloadkit.declaration import model_of
from payloadkit.images.faults import _WORDING
from payloadkit.images.specimens import broken, bulky
from payloadkit.policy import UNIGNORABLE
from payloadkit.rules.images import Picture
from payloadkit.rules.parts import Many
from payloadkit.rules.rule import Draws
from payloadkit.strategies import breaks, payloads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.rules.rule import Across, Rule

SOURCE = Path(pk.__file__).parent
CODE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
# What is given a code as its first argument, or as its second behind a path.
REPORTERS = {"Fault", "Violation", "Unreadable", "Breaker", "Specimen", "unreadable", "fault", "_violation", "rule", "blame"}
TODAY = date(2026, 11, 21)
ELEMENT = {"field.type", "field.null"}
# What no breaker makes: it takes master data, a longer list, a text with lone surrogates, or five megabytes.
UNBROKEN = {"master.unknown", "list.too_long", "json.encoding", "image.too_many_bytes"}


def literals(tree: ast.AST) -> Iterator[str]:
    """Yield every code that a call is given to report."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in {"code", "reports"})] if name in REPORTERS else []
            for constant in given:
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and CODE.fullmatch(constant.value):
                    yield constant.value


def reported() -> set[str]:
    """Return every code that the source tree reports."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    return {code for tree in trees for code in literals(tree)} | set(_WORDING)


def test_every_code_has_an_entry_and_every_entry_a_code() -> None:
    """The catalogue holds the codes that the source reports, and no others."""
    assert set(CATALOGUE) == reported()


def test_codes_of_rules_are_in_the_catalogue() -> None:
    """What rules say that they may report has an entry."""
    assert {code for kind in pk.kinds() for _, drawing in drawings(kind) for code in drawing} <= set(CATALOGUE)


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_an_entry_says_something(code: str) -> None:
    """An entry has a severity and three texts of one line, with no value of a person."""
    entry = CATALOGUE[code]

    assert re.fullmatch(r"error|warning|info|error or warning|error, in an answer info", entry.severity)
    for text in (entry.meaning, entry.example, entry.mend):
        assert text
        assert "\n" not in text
        assert "|" not in text
    assert entry.meaning.endswith(".")
    assert entry.mend.endswith(".")


def declared(path: tuple[str | int, ...], said: Mapping[tuple[str, ...], Mapping[str, str | None]]) -> Mapping[str, str | None]:
    """Return what is declared of the place that a path is an instance of; the elements of a list are objects of any kind."""
    texts = tuple("*" if isinstance(token, int) else token for token in path)
    places = (place for place in said if len(place) == len(texts) and all(one in ("*", other) for one, other in zip(place, texts, strict=True)))
    return said[found] if (found := next(places, None)) else dict.fromkeys(ELEMENT)


@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
@settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.large_base_example], database=None
)
def test_what_breaks_a_field_is_what_it_says(kind: str, data: st.DataObject) -> None:
    """Every way to break a document draws a code that the declarations name for its place, of a severity that the catalogue names."""
    said = dict(drawings(kind))
    document = data.draw(payloads(kind, full=True, policy=pk.Policy(today=TODAY)))

    for found in breaks(model_of(kind), document, Draws(TODAY, st)):
        code, severity = found.breaker.code, str(found.breaker.severity)
        assert code == "field.unknown" or code in declared(found.at, said)
        assert model_of(kind).tolerant or severity in CATALOGUE[code].severity


def rules() -> Iterator[Rule]:
    """Yield every declared rule of a value once."""
    seen = set()
    for kind in pk.kinds():
        for _, field in model_of(kind).walk():
            for rule in (field.rule, field.rule.item) if isinstance(field.rule, Many) else (field.rule,):
                if repr(rule) not in seen:
                    seen.add(repr(rule))
                    yield rule


@pytest.mark.parametrize("rule", list(rules()), ids=repr)
def test_a_rule_says_what_its_breakers_draw(rule: Rule) -> None:
    """A rule names the codes of its breakers, and no code that nothing draws."""
    broken_by = {breaker.code for breaker in rule.breakers(Draws(TODAY, st))}

    assert broken_by <= {*rule.codes, "field.type", "text.control_characters", "text.invisible_characters"}
    assert set(rule.codes) - broken_by <= UNBROKEN | ({"number.range"} if not rule.json else set())
    assert set(rule.advisory) <= {*rule.codes, "text.too_long", "text.too_short"}


def across() -> list[Across]:
    """Return every declared rule across fields."""
    models = {model_of(field.part) for kind in pk.kinds() for _, field in model_of(kind).walk() if field.part is not None}
    return [rule for model in {*models, *map(model_of, pk.kinds())} for rule in model.across]


@pytest.mark.parametrize("rule", across(), ids=lambda rule: type(rule).__name__)
def test_a_rule_across_fields_names_codes_and_places(rule: Across) -> None:
    """A rule across fields names what it reports and where."""
    assert rule.codes
    assert rule.places
    assert set(rule.advisory) <= set(rule.codes)


def test_a_picture_names_what_images_report() -> None:
    """The codes of an embedded picture are those of the images, and that of another type."""
    assert set(Picture().codes) == {*_WORDING, "image.type_mismatch"}
    assert {specimen.code for specimen in (*broken(), bulky())} <= set(Picture().codes)


def test_the_gateways_unknown_master_is_explained() -> None:
    """45053 is drawn by unknown countries and master ids, and by nothing else."""
    (found,) = explain("45053")

    assert found.others == ("country.unknown", "master.unknown")
    assert list(found.fields) == ["caas.onboarding"]
    assert {"/nationality", "/occupation_id", "/id_details/*/id_type"} <= set(found.fields["caas.onboarding"])
    assert not {"/first_name", "/id_details/*/id_number"} & set(found.fields["caas.onboarding"])


def test_a_code_of_two_meanings_is_explained_twice() -> None:
    """40001 is a malformed lookup, and trouble behind an onboarding."""
    lookup, onboarding = explain("40001")

    assert (lookup.fields, onboarding.fields) == ({"caas.lookup": ("/idNumber", "/idType")}, {})
    assert "Look the customer up" in onboarding.mend


def test_our_codes_are_explained() -> None:
    """A code tells its fields by kind, the answer that it predicts, and the conversions that report it."""
    (same,), (local,), (missing,) = explain("country.same"), explain("phone.local"), explain("field.missing")

    assert (same.fields, same.others, same.targets) == ({"caas.onboarding": ("/second_nationality",)}, (), {})
    assert (local.fields, {target for targets in local.targets.values() for target in targets} > {"/phone_number"}) == ({}, True)
    assert missing.fields["caas.token"] == ("/grant_type", "/scope", "/client_id", "/client_secret", "/username", "/password", "/refresh_token")
    assert missing.others == ("40001", "40002")


def test_every_known_code_is_explained() -> None:
    """What is known has an explanation, and what is not has none."""
    assert all(explain(code) for code in known())
    assert {"45013", "40002", "text.too_long"} <= set(known())
    assert explain("no.code") == explain("") == explain("401") == ()


def test_the_page_is_made_from_the_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The generator writes the page, and says when it is not what it would write."""
    target = tmp_path / "codes.md"

    assert main(["--check"], target) == 1
    assert "out of date" in capsys.readouterr().err
    assert main([], target) == 0
    assert main(["--check"], target) == 0
    assert target.read_text(encoding="utf-8") == page()
    assert all(f"`{code}`" in page() for code in CATALOGUE)


def test_outside_a_checkout_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is installed is no source: every generator refuses with a sentence and 2, and writes nothing."""
    monkeypatch.setattr("payloadkit.generated.CHECKOUT", tmp_path)

    assert {generator([]) for generator in (main, main_of_codes, main_of_conversion)} == {2}
    assert main([], tmp_path / "codes.md") == 2
    assert capsys.readouterr().err.count("checkout") == 4
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_ignored_is_told() -> None:
    """The pages of the documentation name every code that no policy leaves out."""
    limits = (PAGE.parent / "limits.md").read_text(encoding="utf-8")

    assert all(f"`{code}`" in page().partition("\n## ")[0] and f"`{code}`" in limits for code in ("json.*", *UNIGNORABLE))


def test_the_page_in_docs_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/codes.md is what the catalogue makes, and the command says so."""
    monkeypatch.setattr("sys.argv", ["catalogue", "--check"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(SOURCE / "catalogue.py"), run_name="__main__")

    assert caught.value.code == 0
    assert PAGE.read_text(encoding="utf-8") == page()
