"""The supplements of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit import Policy
from payloadkit.conversion.supplement_file import supplement_in

if TYPE_CHECKING:
    from pathlib import Path


def codes(folder: Path, customer: str, policy: Policy | None = None) -> list[str] | None:
    """Return the codes of a supplement, None if there is none."""
    found = supplement_in(folder, customer, frozenset(), policy)
    return None if found is None else [violation.code for violation in found.violations]


def test_a_supplement_of_a_folder(tmp_path: Path) -> None:
    """A supplement is read by the number of the customer, up to the size of the policy."""
    (tmp_path / "1.json").write_text('{"email_id": "omar@example.com"}')
    assert codes(tmp_path, "1") == []
    assert codes(tmp_path, "1", Policy(max_bytes=9)) == ["json.too_large"]
    assert codes(tmp_path, "2") is None


@pytest.mark.parametrize("customer", ["../1", "/1", "sub/1"])
def test_a_number_that_names_another_folder(tmp_path: Path, customer: str) -> None:
    """No number leads out of the folder."""
    (tmp_path / "1.json").write_text("{}")
    folder = tmp_path / "sub"
    folder.mkdir()
    assert codes(folder, customer) is None


@pytest.mark.parametrize("customer", ["n" * 300, "nu\0ll", "folder"])
def test_a_file_that_cannot_be_read(tmp_path: Path, customer: str) -> None:
    """What cannot be read is a fault of that customer."""
    (tmp_path / "folder.json").mkdir()
    assert codes(tmp_path, customer) == ["file.unreadable"]
