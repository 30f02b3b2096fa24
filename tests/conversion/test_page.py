"""The page of the documentation is what the tables say."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from payloadkit import conversion
from payloadkit.conversion.__main__ import PAGE, main
from payloadkit.conversion.page import page
from payloadkit.declaration import model_of


def test_the_committed_page_is_what_the_generator_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check passes over the repository's own page, run as the command that the page names."""
    monkeypatch.setattr(sys, "argv", ["conversion", "--check"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(Path(conversion.__file__).parent / "__main__.py"), run_name="__main__")
    assert stop.value.code == 0
    assert PAGE.read_text(encoding="utf-8") == page()


def test_writing_and_checking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing or changed page fails the check, which says how to mend it; writing mends it."""
    path = tmp_path / "conversion.md"

    assert main(["--check"], path) == 1
    assert "python -m payloadkit.conversion" in capsys.readouterr().err
    assert main([], path) == 0
    assert main(["--check"], path) == 0
    path.write_text("something else", encoding="utf-8")
    assert main(["--check"], path) == 1


def test_every_field_of_the_payload_is_on_the_page() -> None:
    """Each field is filled by a row or listed as one that only the supplement knows."""
    text = page()

    assert all(f"/{field.key}`" in text or f"/{field.key}[" in text or f"/{field.key}/" in text for field in model_of("caas.onboarding").fields)
