"""The page of the rules is what the rules say of themselves."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING

import payloadkit as pk
from docs.generate.codes import page as codes_page
from docs.generate.rules import across_fields, of_values, page
from payloadkit.messages.catalogue import catalogue

if TYPE_CHECKING:
    import pytest


@cache
def made() -> str:
    """Return the page."""
    return page(pk.kinds())


@cache
def sections() -> dict[str, str]:
    """Return the sections of the page by their headings."""
    found = re.split(r"^##+ ", made(), flags=re.MULTILINE)[1:]
    return {name: text for name, _, text in (section.partition("\n") for section in found)}


def row(rule: str, code: str) -> tuple[str, str]:
    """Return the cells of a code in a rule's table: its severity, and what a schema does."""
    (found,) = [line for line in sections()[rule].splitlines() if line.startswith(f"| [`{code}`]")]
    _, _, severity, refused, _ = (cell.strip() for cell in found.split("|"))
    return severity, refused


def test_every_rule_has_a_section(subtests: pytest.Subtests) -> None:
    """A section has the class's first words, a row a code, its keywords and its kinds."""
    for refusals in [*of_values(pk.kinds()), *across_fields(pk.kinds())]:
        with subtests.test(rule=refusals.cls.__name__):
            text = sections()[refusals.cls.__name__]

            assert (inspect.getdoc(refusals.cls) or "?").partition("\n")[0].replace(
                "``", "`"
            ) in text
            assert text.count("](codes.md#") == len(refusals.codes)
            assert all(f"`{key}`" in text for schema in refusals.schemas for key in schema)
            assert all(f"`{kind}` ({count})" in text for kind, count in refusals.uses.items())
            assert "``" not in text


def test_what_a_json_schema_does() -> None:
    """It refuses what errs, some of it, or nothing for a reason; a warning has no entry."""
    assert row("Country", "country.unknown") == ("error", "refuses it")
    assert row("Country", "country.unofficial") == ("warning", "")
    assert row("Day", "date.future")[1].startswith("does not refuse it: ")
    assert row("Email", "email.malformed")[1].startswith("refuses it, but not all of it: ")
    assert row("Phone", "phone.not_valid")[0] == "error or warning"
    assert row("Choice", "choice.unknown") == ("error", "refuses it")
    assert row("OpenChoice", "choice.unknown") == ("warning", "")


def test_what_is_not_tried() -> None:
    """A code that no breaker draws has the severity of the catalogue."""
    assert row("Picture", "image.too_many_bytes") == (
        catalogue()["image.too_many_bytes"].severity,
        "",
    )


def test_keywords_have_values_where_they_are_always_the_same() -> None:
    """A short keyword that never differs is shown with its value, another by its name alone."""
    assert '`format` `"uuid"`' in sections()["Uuid"]
    assert "`enum`." in sections()["Country"]
    assert "`maxLength`," in sections()["Text"]


def test_arguments_are_a_list() -> None:
    """What a rule is given is told, continued lines and all."""
    (line,) = [line for line in sections()["Day"].splitlines() if line.startswith("* `role`: ")]

    assert line.endswith(".")
    assert "expiry" in line


def test_what_every_field_may_draw() -> None:
    """The codes of no particular rule stand at the top."""
    assert {"field.missing", "field.null", "field.type", "text.blank"} <= set(
        re.findall(r"\[`([^`]+)`\]", sections()["Every field"])
    )


def test_links_lead_to_the_codes() -> None:
    """Every link to a code has its place on the page of the codes."""
    codes = re.findall(r"^### `([^`]+)`$", codes_page(), re.MULTILINE)
    anchors = {code.replace(".", "") for code in codes}

    assert sorted(codes) == sorted(catalogue())
    assert len(anchors) == len(codes)
    assert set(re.findall(r"codes\.md#([^)]+)\)", made())) <= anchors


def test_a_page_of_some_kinds() -> None:
    """Rules that the named kinds do not use are left out, and empty headings too."""
    rules = re.findall(r"^### (\w+)", page(["caas.lookup"]), re.MULTILINE)
    assert rules == ["Text", "EmiratesId"]
