"""The pages of the API name every public name once, each as what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import payloadkit as pk
from docs.generate.api import FOLDER, MODULES, pages
from payloadkit import airpay, arrow, azakaw, caas, images, sandbox, strategies, uaekyc, workflows

if TYPE_CHECKING:
    import pytest

PACKAGES = (pk, caas, uaekyc, azakaw, airpay, images, workflows, arrow, sandbox, strategies)
PAGES = pages()


def test_every_public_name_is_there(subtests: pytest.Subtests) -> None:
    """Each name that a package exports is on its page, but for modules, which have their own."""
    for package in PACKAGES:
        with subtests.test(package=package):
            name = getattr(package, "__name__", "")
            text = PAGES[f"{FOLDER}/{name}.md"]
            named = re.findall(
                rf"^\.\. (?:auto\w+:: {name}\.|py:(?:type|data):: )(\w+)$", text, re.MULTILINE
            )
            modules = {module.rpartition(".")[2] for module in MODULES}

            assert sorted(named) == sorted(set(getattr(package, "__all__", ())) - modules)


def test_a_name_is_shown_as_what_it_is() -> None:
    """Functions, classes, aliases of types and constants have directives of their own."""
    assert ".. autofunction:: payloadkit.check\n" in PAGES[f"{FOLDER}/payloadkit.md"]
    assert ".. autoclass:: payloadkit.Report\n" in PAGES[f"{FOLDER}/payloadkit.md"]
    assert ".. autodata:: payloadkit.NULL\n" in PAGES[f"{FOLDER}/payloadkit.md"]
    assert ".. py:type:: State\n   :canonical: Lit" in PAGES[f"{FOLDER}/payloadkit.caas.md"]


def test_a_module_without_a_list_shows_what_it_defines() -> None:
    """The helpers of ``payloadkit.fields`` are there, and nothing that it imports."""
    text = PAGES[f"{FOLDER}/payloadkit.fields.md"]

    assert ".. autofunction:: payloadkit.fields.country\n" in text
    assert "Iban" not in text


def test_the_index_leads_to_every_module() -> None:
    """The first page links every other one, and has it in its list of pages."""
    index = PAGES[f"{FOLDER}/index.md"]

    assert set(re.findall(r"\]\(([\w.]+)\.md\)", index)) == set(MODULES)
    assert index.split("```")[1].split()[2:] == list(MODULES)
