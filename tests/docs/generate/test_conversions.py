"""The page of the documentation is what the tables say."""

from __future__ import annotations

from pathlib import Path

from docs.generate.conversions import page
from docs.generate.files import COMMAND
from payloadkit.models.registry import model_of


def test_every_field_of_the_payload_is_on_the_page() -> None:
    """Each field is filled by a row or listed as one that only the supplement knows."""
    text = page()

    assert all(
        f"/{field.key}`" in text or f"/{field.key}[" in text or f"/{field.key}/" in text
        for field in model_of("caas.onboarding").fields
    )


def test_the_page_names_its_command() -> None:
    """Who looks at the page learns what writes it."""
    assert COMMAND in page()


def test_the_page_is_the_committed_one() -> None:
    """The page shows target, sources, rule, kind, condition and codes of every row."""
    committed = Path(__file__).parents[3] / "docs" / "conversion.md"
    assert page() == committed.read_text(encoding="utf-8")
