"""One command makes all generated files: the committed bytes, on any machine."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from docs.generate import code_examples, root_keys
from docs.generate.__main__ import CHECKOUT, OWNED, main, pages, tables
from docs.generate.files import COMMAND
from payloadkit.models.registry import SYSTEMS
from payloadkit.reference.field_table import markdown
from payloadkit.reference.openapi import components

if TYPE_CHECKING:
    from pathlib import Path

KINDS = [kind for kind in pk.kinds() if kind.partition(".")[0] in SYSTEMS]
LINK = re.compile(r"\]\(([^)#]+)(?:#([^)]+))?\)")


@cache
def made() -> dict[str, str]:
    """Return the text of every generated page."""
    return pages()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout without generated files; the command's own runs stay in this process."""
    (tmp_path / "pyproject.toml").touch()

    def call(command: list[str], cwd: Path) -> int:
        assert command == [sys.executable, *COMMAND.split()[1:]]
        return main([], cwd)

    monkeypatch.setattr("docs.generate.__main__.subprocess.call", call)
    return tmp_path


def committed(root: Path = CHECKOUT) -> dict[str, bytes]:
    """Return the bytes of every generated file of a checkout."""
    return {name: (root / name).read_bytes() for name in (*tables(), *made())}


def test_every_kind_has_its_files() -> None:
    """Each kind has a schema and a table of fields, beside the pages that tell of all."""
    single = {
        f"docs/{name}"
        for name in (
            "reference.md",
            "rules.md",
            "codes.md",
            "command-line.md",
            "configuration.md",
            "conversion.md",
            "severities.md",
            "schemas/openapi.json",
        )
    }
    single |= {root_keys.FILE, code_examples.FILE}

    assert {name for name in made() if not name.startswith("docs/api/")} == single | {
        name for kind in KINDS for name in (f"docs/schemas/{kind}.json", f"docs/fields/{kind}.md")
    }


def test_a_generated_file_is_plain_text(subtests: pytest.Subtests) -> None:
    """Every line ends with a line feed alone; a page names the command that writes it."""
    for name, text in made().items():
        with subtests.test(name=name):
            assert text.endswith("\n")
            assert not text.endswith("\n\n")
            assert not re.search(r"[ \t\r]$", text, re.MULTILINE)
            assert name.endswith(".json") or COMMAND in text


def test_links_lead_somewhere(subtests: pytest.Subtests) -> None:
    """Every link to a file of the checkout has its file, and its place there."""
    for name, text in made().items():
        if not name.endswith(".md"):
            continue
        with subtests.test(name=name):
            for target, anchor in LINK.findall(text):
                path = (CHECKOUT / name / ".." / target).resolve()

                assert path.is_file()
                assert not anchor or anchor in headings(path)


def headings(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and the site make them."""
    found = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found}


def test_what_a_kind_has_is_what_the_library_gives(subtests: pytest.Subtests) -> None:
    """Schema and table are those of ``json_schema`` and ``tables``; the reference links both."""
    for kind in KINDS:
        with subtests.test(kind=kind):
            assert json.loads(made()[f"docs/schemas/{kind}.json"]) == pk.json_schema(kind)
            assert made()[f"docs/fields/{kind}.md"].endswith(f"\n\n{markdown(kind)}")
            assert {f"fields/{kind}.md", f"schemas/{kind}.json"} <= {
                target for target, _ in LINK.findall(made()["docs/reference.md"])
            }


def test_components_are_those_of_the_library() -> None:
    """The committed components are those of the four systems."""
    assert json.loads(made()["docs/schemas/openapi.json"]) == components(KINDS)


@pytest.mark.exhaustive
def test_the_command_finds_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check of this checkout passes in silence, run as the command that the heads name."""
    monkeypatch.setattr(sys, "argv", ["docs.generate", "--check"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(CHECKOUT / "docs/generate/__main__.py"), run_name="__main__")

    assert stop.value.code == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.exhaustive
def test_what_is_stale_is_named(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is written where nothing was is what is committed.

    The check names missing, changed and stray files and fails; the command mends them.
    """
    assert main([], checkout) == 0
    assert committed(checkout) == committed()
    strangers = [checkout / folder / "caas.gone.json" for folder in OWNED]
    for path in strangers:
        path.touch()
    (checkout / "payloadkit/codes/currencies.py").unlink()
    (checkout / "docs/rules.md").write_bytes(
        (checkout / "docs/rules.md").read_bytes().replace(b"\n", b"\r\n")
    )
    (checkout / "docs/mine.md").touch()
    capsys.readouterr()

    assert main(["--check"], checkout) == 1
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.err.splitlines()] == [
        "payloadkit/codes/currencies.py",
        "docs/api/caas.gone.json",
        "docs/fields/caas.gone.json",
        "docs/rules.md",
        "docs/schemas/caas.gone.json",
    ]
    assert COMMAND in told.err
    assert not told.out
    assert all(path.exists() for path in strangers)
    assert main([], checkout) == main(["--check"], checkout) == 0
    assert not any(path.exists() for path in strangers)
    assert (checkout / "docs/mine.md").exists()


def test_outside_a_checkout_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a checkout the command refuses with a sentence and 2, and writes nothing."""
    assert main([], tmp_path) == main(["--check"], tmp_path) == 2
    assert capsys.readouterr().err.count("checkout") == 2
    assert list(tmp_path.iterdir()) == []


def test_tables_of_other_releases_are_told(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a source makes another table, its name is told, and nothing else happens."""
    for name, text in tables().items():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(text.replace("AFN", "AFM"), encoding="ascii")

    assert main(["--tell"], checkout) == main(["--tell"]) == 0
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.out.splitlines()] == [
        "payloadkit/codes/currencies.py",
        "payloadkit/codes/withdrawn.py",
    ]
    assert not told.err
    assert not (checkout / "docs").exists()


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The command knows two options."""
    with pytest.raises(SystemExit) as stop:
        main(["--fix"])

    assert stop.value.code == 2
    assert capsys.readouterr().err


def somewhere(seed: str, zone: str, locale: str) -> dict[str, str]:
    """Return an environment of another hash seed, time zone and locale."""
    settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
    return {**os.environ, **settings, "PYTHONUTF8": "0"}


@pytest.mark.exhaustive
def test_hash_seed_time_zone_and_locale_do_not_matter() -> None:
    """Any hash seed, time zone and locale makes the committed bytes; so does the next test."""
    environment = somewhere("0", "Pacific/Kiritimati", "C")
    done = subprocess.run(
        [sys.executable, *COMMAND.split()[1:], "--check"],
        check=False,
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.exhaustive
def test_one_run_is_enough(tmp_path: Path) -> None:
    """What is made from a table that was stale itself is made from the new one, in the same run."""
    for room in ("payloadkit", "docs/generate", "fixtures"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / room, tmp_path / room, ignore=ignored)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    table = tmp_path / "payloadkit/codes/currencies.py"
    table.write_text(table.read_text(encoding="ascii").replace(" AFN ", " "), encoding="ascii")
    environment = somewhere("4294967295", "America/Anchorage", "tr_TR.UTF-8")
    environment.pop("PYTHONPATH", None)

    subprocess.run(
        [sys.executable, *COMMAND.split()[1:]], check=True, cwd=tmp_path, env=environment
    )

    assert committed(tmp_path) == committed()
