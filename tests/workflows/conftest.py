"""What the tests of migrations share."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is made for its owner alone


@pytest.fixture
def journals(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory if there is one: thousands of journals would wait for the disk."""
    parent = MEMORY if os.access(MEMORY, os.W_OK) else tmp_path
    with TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)
