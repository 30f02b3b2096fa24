"""What other repositories check with: the hook of pre-commit and the action of GitHub."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PEOPLE = ROOT / "fixtures" / "invalid" / "caas.onboarding"
SOUND = ROOT / "fixtures" / "caas" / "onboarding-minimal.json"
FAULTY = PEOPLE / "country.unknown" / "alpha-3.json"
ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"


def read(path: Path) -> Any:
    """Return what a YAML file holds."""
    yaml: Any = import_module("yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> str:
    """Return a PATH with a program ``payloadkit`` that is this one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "payloadkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m payloadkit "$@"\n')
    program.chmod(0o700)
    return f"{folder}:{os.environ['PATH']}"


def run(*command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder."""
    return subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, check=False
    )


def committed(folder: Path) -> list[str]:
    """Make a repository with a sound and a faulty payload, and return what git knows of it."""
    repository = folder / "repository"
    (repository / "payloads").mkdir(parents=True)
    (repository / "payloads" / "sound.json").write_bytes(SOUND.read_bytes())
    (repository / "payloads" / "faulty.json").write_bytes(FAULTY.read_bytes())
    (repository / "README.md").write_text("# Payloads\n")
    run("git", "init", "-q", folder=repository)
    run("git", "add", ".", folder=repository)
    return run("git", "ls-files", folder=repository).stdout.decode().split()


def test_the_hook_of_pre_commit(path: str, tmp_path: Path) -> None:
    """The hook's entry gets the files that its pattern matches, and fails for a faulty one."""
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    files = [name for name in committed(tmp_path) if re.search(hook["files"], name)]
    entry, repository = shlex.split(hook["entry"]), tmp_path / "repository"
    both = run(*entry, *files, folder=repository, PATH=path)
    sound = run(*entry, "payloads/sound.json", folder=repository, PATH=path)

    assert hook["id"] == "payloadkit-check"
    assert hook["language"] == "python"
    assert files == ["payloads/faulty.json", "payloads/sound.json"]
    assert both.returncode == 1
    assert b"payloads/faulty.json" in both.stdout
    assert b"country.unknown" in both.stdout
    assert (sound.returncode, sound.stdout) == (0, b"")


@pytest.mark.parametrize(("name", "status"), [("sound", 0), ("faulty", 1)])
def test_the_action_of_github(name: str, status: int, path: str, tmp_path: Path) -> None:
    """The action's last step annotates the faulty file, and fails for it."""
    committed(tmp_path)
    *_, check = read(ACTION)["runs"]["steps"]
    told = run(
        "bash",
        "-euo",
        "pipefail",
        "-c",
        check["run"],
        folder=tmp_path / "repository",
        PATH=path,
        OPTIONS="--kind caas.onboarding",
        PATHS=f"payloads/{name}.json",
    )

    assert told.returncode == status
    assert (b",file=payloads/faulty.json," in told.stdout) is bool(status)


def test_the_action_is_one_of_github() -> None:
    """The action is composite, what it uses is pinned, and no input is read as a command."""
    action = read(ACTION)
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    runs = [step for step in action["runs"]["steps"] if "run" in step]

    assert action["runs"]["using"] == "composite"
    assert all(re.search("@[0-9a-f]{40}$", name) for name in used)
    assert all(step["shell"] == "bash" and "${{" not in step["run"] for step in runs)
    assert all(each["description"] for each in action["inputs"].values())


@pytest.mark.exhaustive
def test_the_action_installs_what_it_checks_with(tmp_path: Path) -> None:
    """The installing step of the action installs payloadkit from the action's own repository."""
    _, install, _ = read(ACTION)["runs"]["steps"]
    run(sys.executable, "-m", "venv", "fresh", folder=tmp_path)
    fresh = tmp_path / "fresh" / "bin"
    source = install["env"]["SOURCE"].replace("${{ github.action_path }}", str(ACTION.parent))
    told = run(
        "bash",
        "-euc",
        install["run"],
        folder=tmp_path,
        SOURCE=source,
        PATH=f"{fresh}:{os.environ['PATH']}",
    )

    assert told.returncode == 0, told.stderr
    assert run(str(fresh / "payloadkit"), "--version", folder=tmp_path).returncode == 0
