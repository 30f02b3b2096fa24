"""The page on the configuration has every key, and its example is one."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from docs.generate.configuration import EXAMPLE, page
from payloadkit.cli.configuration import declared
from payloadkit.cli.configuration_file import read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_example_is_read(tmp_path: Path) -> None:
    """Each of its keys is taken."""
    file = tmp_path / "payloadkit.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    configuration = read(str(file))

    assert all(getattr(configuration, key) is not None for key in tomllib.loads(EXAMPLE))
    assert (
        configuration.kind_of(str(tmp_path / "fixtures/profiles/a/b.json"))
        == "uaekyc.customer-data"
    )


def test_every_key_has_a_row(subtests: pytest.Subtests) -> None:
    """With what it may hold, and what it is for."""
    for key in [key.name for key in declared()]:
        with subtests.test(key=key):
            [row] = [line for line in page().splitlines() if line.startswith(f"| `{key}` |")]

            assert all(cell.strip() for cell in row.split("|")[1:-1])
