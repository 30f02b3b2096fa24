"""``payloadkit --version``."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import payloadkit
from payloadkit.cli import versions

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.cli.conftest import Told


def test_the_versions_of_a_bug_report(invoke: Callable[..., Told]) -> None:
    """One line each tells payloadkit, Python, the platform, the libraries and the extras."""
    told = invoke("--version")
    found = dict(line.split(" ", 1) for line in told.lines)

    assert told.status == 0
    assert found["payloadkit"] == payloadkit.__version__
    assert found["Python"].startswith(platform.python_version())
    assert found["phonenumbers"] == version("phonenumbers")
    assert "test" in found["extras"].split(", ")


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is missing is named as such, and its extras are not listed."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(versions, "version", missing)
    found = dict(line.split(" ", 1) for line in versions.versions().splitlines())

    assert found["pillow-heif"] == "not installed"
    assert found["extras"] == "none"
