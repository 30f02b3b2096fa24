"""The files of a policy: what is refused before the first document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.policy_files import check_limits, read_limits, read_masters
from payloadkit.cli.streams import InputError
from tests.documents import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path


def test_sound_files_are_read(tmp_path: Path) -> None:
    """Limits are a table by kind, master data an object of their kind."""
    (tmp_path / "limits.toml").write_text('["caas.onboarding"]\n"/first_name" = 3\n')

    assert read_limits(str(tmp_path / "limits.toml")) == {"caas.onboarding": {"/first_name": 3}}
    assert read_masters(str(FIXTURES / "caas/masters.json")).names("relationships")


@pytest.mark.parametrize("text", ["CANARY", '["no.kind"]\n"/a" = 1', "a = 1"])
def test_limits_that_are_none_are_refused(text: str, tmp_path: Path) -> None:
    """The file is named, and nothing of it."""
    (tmp_path / "limits.toml").write_text(text)
    with pytest.raises(InputError, match=r"limits\.toml: ") as failure:
        read_limits(str(tmp_path / "limits.toml"))

    assert "CANARY" not in failure.value.message


def test_master_data_that_are_none_are_refused(tmp_path: Path) -> None:
    """The file is named, and nothing of it."""
    (tmp_path / "masters.json").write_text('{"data": "CANARY"}')
    with pytest.raises(InputError, match=r"masters\.json: ") as failure:
        read_masters(str(tmp_path / "masters.json"))

    assert "CANARY" not in failure.value.message


def test_limits_name_fields() -> None:
    """The nearest field with a maximum length is named."""
    with pytest.raises(ValueError, match=r"did you mean /first_name\?"):
        check_limits({"caas.onboarding": {"/first_nam": 3}})
