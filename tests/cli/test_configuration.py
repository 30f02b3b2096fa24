"""The keys of a configuration: what each changes, and that options go before them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from payloadkit.cli.configuration import Configuration, declared
from tests.documents import FIXTURES, minimal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told

Found = list[tuple[str, str]]


@pytest.fixture
def found(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Found]:
    """Give code and severity of what a changed document draws under a configuration."""
    monkeypatch.chdir(tmp_path)

    def check(text: str, *options: object, **changes: Any) -> Found:
        (tmp_path / "payloadkit.toml").write_text(text, encoding="utf-8")
        (tmp_path / "a.json").write_text(json.dumps({**minimal(), **changes}))
        told = invoke("check", "--format", "json", *options, "a.json")
        assert told.status in (0, 1), told.err
        return [
            (violation["code"], violation["severity"])
            for violation in told.json["documents"][0]["violations"]
        ]

    return check


PHOTO = {"profile_photo": {"content_type": "image/jpeg", "base64_data": "aGVsbG8="}}


@pytest.mark.parametrize(
    ("text", "changes", "without", "within"),
    [
        (
            "strict = true",
            {"salutation": "Sir"},
            [("choice.unknown", "warning")],
            [("choice.unknown", "error")],
        ),
        (
            'images = "off"',
            {"customer_classification": PHOTO},
            [("image.unreadable", "error")],
            [],
        ),
        (
            'phones = "shape"',
            {"primary_mobile_number": "+97112"},
            [("phone.not_valid", "error")],
            [],
        ),
        ("workers = 2", {"channel": ""}, [("text.blank", "error")], [("text.blank", "error")]),
        (
            "max_violations = 1",
            {"channel": "", "gender": ""},
            [("text.blank", "error")] * 2,
            [("text.blank", "error")],
        ),
        ("max_bytes = 9", {}, [], [("json.too_large", "error")]),
        (
            'limits = {"caas.onboarding" = {"/first_name" = 3}}',
            {},
            [],
            [("text.too_long", "error")],
        ),
        (
            f'masters = "{FIXTURES}/caas/masters.json"',
            {"occupation_id": 999_999},
            [],
            [("master.unknown", "error")],
        ),
        (
            '[[ignore]]\ncode = "text.blank"\npath = "/channel"\nreason = "set later"',
            {"channel": "", "gender": ""},
            [("text.blank", "error")] * 2,
            [("text.blank", "error")],
        ),
    ],
)
def test_a_key_changes_the_policy(
    text: str,
    changes: dict[str, Any],
    without: Found,
    within: Found,
    found: Callable[..., Found],
) -> None:
    """Each key of the policy has its effect, and none of it with ``--no-config``."""
    assert found("", **changes) == without
    assert found(text, **changes) == within
    assert found(text, "--no-config", **changes) == without


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("strict = true", ["--no-strict"]),
        ('images = "off"', ["--images", "full"]),
        ('phones = "shape"', ["--phones", "full"]),
        ("max_violations = 1", ["--max-violations", "9"]),
        ('language = "ar"', ["--lang", "en"]),
        ('limits = {"caas.onboarding" = {"/first_name" = 3}}', ["--limits", "none.toml"]),
        ('limits = "missing.toml"', ["--limits", "none.toml"]),
        ('masters = "missing.json"', ["--masters", FIXTURES / "caas/masters.json"]),
    ],
)
def test_an_option_goes_before_its_key(
    text: str, options: list[object], found: Callable[..., Found], tmp_path: Path
) -> None:
    """What the command line says is done, whatever the file says."""
    (tmp_path / "none.toml").write_text("")
    changes = {
        "salutation": "Sir",
        "primary_mobile_number": "+97112",
        "customer_classification": PHOTO,
    }

    assert found(text, *options, **changes) == found("", *options, **changes)


def test_a_value_that_no_option_takes_is_refused(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an option refuses is refused in the file too, which is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "payloadkit.toml").write_text("workers = 65")
    told = invoke("check", "a.json")

    assert told.status == 2
    assert told.err.startswith(b"Error: payloadkit.toml: workers: ")


def test_the_format_is_that_of_check(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other commands have other formats."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "payloadkit.toml").write_text('format = "json"')
    (tmp_path / "a.json").write_text(json.dumps(minimal()))

    assert invoke("check", "a.json").out.startswith(b"{")
    assert not invoke("build", "a.json").err.startswith(b"{")


def test_ignore_is_added_to(found: Callable[..., Found]) -> None:
    """``--ignore`` leaves the entries of the file, since each has its reason."""
    text = '[[ignore]]\ncode = "text.blank"\nreason = "set later"'
    faults = {"channel": "", "salutation": "Sir"}

    assert found(text, "--ignore", "choice.unknown", **faults) == []


def test_paths_are_relative_to_the_file(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A configuration means the same files from every folder below it."""
    (tmp_path / "payloadkit.toml").write_text('limits = "rules/limits.toml"')
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/limits.toml").write_text('["caas.onboarding"]\n"/first_name" = 3\n')
    (tmp_path / "a.json").write_text(json.dumps(minimal()))
    monkeypatch.chdir(tmp_path / "rules")

    told = invoke("check", "--format", "json", "../a.json")

    assert [found["code"] for found in told.json["documents"][0]["violations"]] == ["text.too_long"]


@pytest.mark.parametrize(
    ("pattern", "file", "fits"),
    [
        ("*.json", "a.json", True),
        ("*.json", "b/a.json", False),
        ("profiles/*.json", "profiles/a.json", True),
        ("profiles/*.json", "profiles/b/a.json", False),
        ("**/*.json", "a.json", True),
        ("**/*.json", "b/c/a.json", True),
        ("profiles/**", "profiles/b/a.json", True),
        ("profiles/**/a.json", "profiles/a.json", True),
        ("profiles/**/a.json", "profiles/b.json", False),
        ("profiles/[ab].json", "profiles/a.json", True),
        ("profiles/?.json", "profiles/ab.json", False),
        ("../*.json", "../a.json", True),
        ("*.json", "../a.json", False),
        ("*.json", "A.JSON", False),
        ("./*.json", "a.json", True),
        ("profiles/", "profiles/b/a.json", True),
        ("profiles/", "a.json", False),
        ("*.json", "a.json.gz", True),
        ("*.json.gz", "a.json.gz", True),
    ],
)
def test_patterns_of_names(pattern: str, file: str, fits: bool, tmp_path: Path) -> None:
    """``*`` stays in a folder, ``**`` is any folders, names are relative to the configuration."""
    configuration = Configuration(folder=str(tmp_path), kinds={pattern: "caas.masters"})

    assert configuration.kind_of(str(tmp_path / file)) == ("caas.masters" if fits else None)


def test_the_first_pattern_decides(tmp_path: Path) -> None:
    """A pattern below is asked only where those above do not match."""
    kinds = {"a*": "caas.masters", "*": "caas.token"}
    configuration = Configuration(folder=str(tmp_path), kinds=kinds)

    assert configuration.kind_of(str(tmp_path / "ab")) == "caas.masters"
    assert configuration.kind_of(str(tmp_path / "b")) == "caas.token"


def test_a_pattern_names_the_kind(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``check`` takes the kind of the pattern, and that of ``--kind`` before it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "payloadkit.toml").write_text('kinds = {"in/*" = "caas.masters"}\njobs = "auto"')
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_text(json.dumps(minimal()))

    def kind(*options: object) -> object:
        return invoke("check", "--format", "json", *options, "in").json["documents"][0]["kind"]

    assert kind() == "caas.masters"
    assert kind("--kind", "caas.token") == "caas.token"
    assert kind("--no-config") == "caas.onboarding"


def test_without_patterns_no_kind_is_known(tmp_path: Path) -> None:
    """Neither without a file, nor with a file that names none, nor for standard input."""
    assert Configuration().kind_of("a.json") is None
    assert Configuration(folder=str(tmp_path)).kind_of("a.json") is None
    assert Configuration(folder=str(tmp_path), kinds={"**": "caas.token"}).kind_of("-") is None


def test_every_key_is_described() -> None:
    """The documentation of a key stands at its declaration."""
    assert [key.name for key in declared()][:2] == ["kinds", "ignore"]
    assert all(key.metadata["value"] and key.metadata["about"] for key in declared())


def test_the_language_of_the_configuration(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports are written in the language that the file names; an unknown one is refused."""
    monkeypatch.chdir(tmp_path)
    check = ("check", "--format", "json", "--kind", "caas.lookup", "-")
    (tmp_path / "payloadkit.toml").write_text('language = "ar"')
    told = invoke(*check, stdin=b"{}").json["documents"][0]["violations"]
    (tmp_path / "payloadkit.toml").write_text('language = "arb"')

    assert ["إلزامي" in violation["message"] for violation in told] == [True, True]
    assert b"did you mean ar?" in invoke(*check, stdin=b"{}").err
