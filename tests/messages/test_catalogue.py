"""The catalogue: an entry for every code that the source reports, and the fields that draw it."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from docs.generate.codes import page
from payloadkit.images import faults
from payloadkit.images.picture_rule import Picture
from payloadkit.messages.catalogue import catalogue
from payloadkit.models.registry import model_of
from payloadkit.policy import UNIGNORABLE
from payloadkit.reference.explain import codes_by_field, common_codes, explain, known
from payloadkit.rules.containers import Many
from payloadkit.rules.rule import Breaker
from payloadkit.rules.text import listed
from payloadkit.strategies import pictures as specimens
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, sites
from tests.corpus import drawn
from tests.documents import masters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.rules.rule import Across

SOURCE = Path(pk.__file__).parent
CODE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
# What is given a code as its first argument, or as its second behind a path.
REPORTERS = {
    "Fault",
    "Violation",
    "Breaker",
    "Specimen",
    "fault",
    "rule",
    "blame",
    "Suits",
}
TODAY = date(2026, 11, 21)
ELEMENT = {"field.type", "field.null"}
POLICY = pk.Policy(today=TODAY, masters=masters())


def literals(tree: ast.AST) -> Iterator[str]:
    """Yield every code that a call is given to report."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            given = (
                [
                    *node.args,
                    *(
                        keyword.value
                        for keyword in node.keywords
                        if keyword.arg in {"code", "reports"}
                    ),
                ]
                if name in REPORTERS
                else []
            )
            for constant in given:
                if (
                    isinstance(constant, ast.Constant)
                    and isinstance(constant.value, str)
                    and CODE.fullmatch(constant.value)
                ):
                    yield constant.value


def reported() -> set[str]:
    """Return every code that the source tree reports."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    return {code for tree in trees for code in literals(tree)} | set(faults.CODES)


def test_every_code_has_an_entry_and_every_entry_a_code() -> None:
    """The catalogue holds the codes that the source reports, and no others."""
    assert set(catalogue()) == reported()


def test_entries_are_those_of_the_file() -> None:
    """An entry that is parsed by itself has what the whole file has."""
    whole = tomllib.loads((SOURCE / "messages" / "en.toml").read_text(encoding="utf-8"))

    assert catalogue().phrases == whole.pop("phrases")
    assert set(catalogue()) == {f"{name}.{each}" for name, few in whole.items() for each in few}
    assert len(catalogue()) == len(list(catalogue()))
    for code, entry in catalogue().items():
        family, _, name = code.partition(".")
        table = whole[family][name]
        assert entry.texts[""] == table
        assert entry.meaning == table["meaning"]
        for variant in entry.texts.keys() - {""}:
            assert entry.texts[variant] == table[variant]


def test_codes_of_rules_are_in_the_catalogue() -> None:
    """What rules say that they may report has an entry."""
    assert {
        code for kind in pk.kinds() for _, drawing in codes_by_field(kind) for code in drawing
    } <= set(catalogue())


def test_an_entry_says_something(subtests: pytest.Subtests) -> None:
    """An entry has a severity and three texts of one line, with no value of a person."""
    for code in list(catalogue()):
        with subtests.test(code=code):
            entry = catalogue()[code]

            assert re.fullmatch(
                r"error|warning|info|error or warning|error or info|warning or info"
                r"|error, warning or info"
                r"|error, in an answer info",
                entry.severity,
            )
            for text in (entry.meaning, entry.example, entry.mend):
                assert text
                assert "\n" not in text
                assert "|" not in text
            assert entry.meaning.endswith(".")
            assert entry.mend.endswith(".")


def declared(
    path: tuple[str | int, ...], said: Mapping[tuple[str, ...], Mapping[str, str | None]]
) -> Mapping[str, str | None]:
    """Return the codes that are declared for the place of a path."""
    texts = tuple("*" if isinstance(token, int) else token for token in path)
    places = (
        place
        for place in said
        if len(place) == len(texts)
        and all(one in ("*", other) for one, other in zip(place, texts, strict=True))
    )
    return said[found] if (found := next(places, None)) else dict.fromkeys(ELEMENT)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
def test_what_breaks_a_field_is_what_it_says(kind: str) -> None:
    """Every breaker draws a declared code of its place, with a severity of the catalogue."""
    said = dict(codes_by_field(kind))
    drawing = Drawing.of(model_of(kind), POLICY)

    for site in sites(drawing):
        found = None if isinstance(site.how, Breaker) else drawn(broken(drawing, site), 1)[0][0]
        at, breaker = (site.path, site.how) if found is None else (found.path, found.breaker)
        assert isinstance(breaker, Breaker)
        assert site.code == "field.unknown" or site.code in declared(at, said)
        assert drawing.model.tolerant or str(breaker.severity) in catalogue()[site.code].severity


def test_a_rule_says_what_its_breakers_draw(subtests: pytest.Subtests) -> None:
    """A rule names the codes of its breakers, but for common ones, and no code without one."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            model = model_of(kind)
            drawn: dict[tuple[str, ...], set[str]] = {}
            for site in (
                *sites(Drawing.of(model, pk.Policy(today=TODAY))),
                *sites(Drawing.of(model, POLICY)),
            ):
                if isinstance(site.how, Breaker):
                    drawn.setdefault(site.path, set()).add(site.code)

            for path, field in model.walk():
                inside = [((*path, "*"), field.rule.item)] if isinstance(field.rule, Many) else []
                for at, rule in [(path, field.rule), *inside]:
                    codes = set(rule.codes)
                    assert codes - drawn.get(at, set()) <= (
                        {"master.unknown"}
                        if not listed(getattr(rule, "listing", None), POLICY)
                        else set()
                    )
                    assert drawn.get(at, set()) <= {
                        *codes,
                        *common_codes(field, rule, tolerant=model.tolerant),
                        "field.missing",
                    }
                    assert set(rule.advisory) <= {*codes, "text.too_long", "text.too_short"}


def across() -> list[Across]:
    """Return every declared rule across fields."""
    models = dict.fromkeys(model for kind in pk.kinds() for _, model in model_of(kind).models())
    return [rule for model in models for rule in model.across]


def test_a_rule_across_fields_names_codes_and_places(subtests: pytest.Subtests) -> None:
    """A rule across fields names what it reports and where."""
    for rule in across():
        with subtests.test(rule=rule):
            assert rule.codes
            assert rule.places
            assert set(rule.advisory) <= set(rule.codes)


def test_a_picture_names_what_images_report() -> None:
    """The codes of an embedded picture are those of the images, and that of another type."""
    assert set(Picture().codes) == {*faults.CODES, "image.type_mismatch"}
    assert {specimen.code for specimen in (*specimens.broken(), specimens.bulky())} <= set(
        Picture().codes
    )


def test_the_gateways_unknown_master_is_explained() -> None:
    """45053 is drawn by unknown countries and master ids, and by nothing else."""
    (found,) = explain("45053")

    assert found.others == ("country.unknown", "master.unknown")
    assert list(found.fields) == ["caas.onboarding"]
    assert {"/nationality", "/occupation_id", "/id_details/*/id_type"} <= set(
        found.fields["caas.onboarding"]
    )
    assert not {"/first_name", "/id_details/*/id_number"} & set(found.fields["caas.onboarding"])


def test_a_code_of_two_meanings_is_explained_twice() -> None:
    """40001 is a malformed lookup, and trouble behind an onboarding."""
    lookup, onboarding = explain("40001")

    assert (lookup.fields, onboarding.fields) == ({"caas.lookup": ("/idNumber", "/idType")}, {})
    assert "Look the customer up" in onboarding.mend


def test_our_codes_are_explained() -> None:
    """A code has its fields by kind, the answer it predicts, and the conversions reporting it."""
    (same,), (local,), (missing,) = (
        explain("country.same"),
        explain("phone.local"),
        explain("field.missing"),
    )

    assert (same.fields, same.others, same.targets) == (
        {"caas.onboarding": ("/second_nationality",)},
        (),
        {},
    )
    assert (
        local.fields,
        {target for targets in local.targets.values() for target in targets} > {"/phone_number"},
    ) == ({}, True)
    assert missing.fields["caas.token"] == (
        "/grant_type",
        "/scope",
        "/client_id",
        "/client_secret",
        "/username",
        "/password",
        "/refresh_token",
    )
    assert missing.others == ("40001", "40002")


def test_every_known_code_is_explained() -> None:
    """What is known has an explanation, and what is not has none."""
    assert all(explain(code) for code in known())
    assert {"45013", "40002", "text.too_long"} <= set(known())
    assert explain("no.code") == explain("") == explain("401") == ()


def test_the_page_has_a_place_for_every_code() -> None:
    """Each code stands on the page once, where links lead to."""
    text = page()

    assert [
        code for code in catalogue() if text.count(f'<a id="{code}"></a>\n\n### `{code}`\n') != 1
    ] == []


def test_what_cannot_be_ignored_is_told() -> None:
    """The pages of the documentation name every code that no policy leaves out."""
    limits = (SOURCE.parent / "docs" / "limits.md").read_text(encoding="utf-8")

    assert all(
        f"`{code}`" in page().partition("\n## ")[0] and f"`{code}`" in limits
        for code in ("json.*", *UNIGNORABLE)
    )
