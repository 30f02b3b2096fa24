"""``payloadkit completion``, in a real bash where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told

COMPLETE = """
eval "$(payloadkit completion bash)"
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_payloadkit_completion payloadkit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("payloadkit re", {"redact"}),
        ("payloadkit check --kind caas.l", {"caas.lookup", "caas.lookup-answer"}),
        ("payloadkit build --to azakaw.a", {"azakaw.add-user"}),
    ],
)
def test_bash_completes(words: str, completed: set[str], tmp_path: Path) -> None:
    """Bash completes commands, kinds and the words of options."""
    program = tmp_path / "payloadkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m payloadkit "$@"\n')
    program.chmod(0o700)
    bash = shutil.which("bash")
    assert bash is not None
    told = subprocess.run(
        [bash, "-euc", COMPLETE.format(words=words)],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        check=True,
    )

    assert set(told.stdout.decode().split()) == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str, invoke: Callable[..., Told]) -> None:
    """The script calls the program with the variable that asks for completions."""
    told = invoke("completion", shell)

    assert told.status == 0
    assert f"_PAYLOADKIT_COMPLETE={shell}_complete".encode() in told.out
    assert invoke("completion", "csh").status == 2
