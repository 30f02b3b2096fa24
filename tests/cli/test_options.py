"""What the commands can be told of the policy."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.shell_completion import ShellComplete

from payloadkit.cli.options import Jobs
from payloadkit.cli.program import program
from payloadkit.messages.plurals import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

CAAS = Path(__file__).parent.parent.parent / "fixtures" / "caas"
SAMPLE = CAAS / "onboarding-sample.json"


def codes(told: Told) -> list[str]:
    """Return the codes of a JSON report."""
    return [
        violation["code"]
        for document in told.json["documents"]
        for violation in document["violations"]
    ]


@pytest.fixture
def judged(invoke: Callable[..., Told], minimal: dict[str, Any]) -> Callable[..., list[str]]:
    """Give the codes that the smallest document, changed, draws with some options."""

    def judge(*options: object, **changes: object) -> list[str]:
        return codes(
            invoke(
                "check",
                "--format",
                "json",
                *options,
                "-",
                stdin=json.dumps({**minimal, **changes}).encode(),
            )
        )

    return judge


def test_today(judged: Callable[..., list[str]]) -> None:
    """Dates are judged by the date given."""
    assert judged("--today", "2026-06-01", date_of_birth="1990-01-02") == []
    assert "date.future" in judged("--today", "1990-01-01", date_of_birth="1990-01-02")


@pytest.mark.parametrize(
    "day", ["2026-6-1", "2026-02-30", "2026-W01-1", "\u0662026-06-01", "today"]
)
def test_no_date_is_2(day: str, invoke: Callable[..., Told]) -> None:
    """A date is exactly YYYY-MM-DD in ASCII digits."""
    assert invoke("check", "--today", day, SAMPLE).status == 2


def test_ignore(invoke: Callable[..., Told]) -> None:
    """A code is left out everywhere, or only at a place."""
    at = ("check", "--format", "json", "--today", "2040-01-01", SAMPLE)

    assert set(codes(invoke(*at))) == {"date.expired"}
    assert codes(invoke(*at, "--ignore", "date.expired")) == []
    assert (
        len(codes(invoke(*at, "--ignore", "date.expired:/id_details/0/*")))
        == len(codes(invoke(*at))) - 1
    )


@pytest.mark.parametrize(
    "given",
    [
        "",
        "expired",
        "date.expired:id_details",
        "json.invalid",
        "field.missing",
        "field.type:/a",
        "Date.expired",
    ],
)
def test_what_cannot_be_ignored_is_2(given: str, invoke: Callable[..., Told]) -> None:
    """What is no code, no place, or never ignored, is said at once rather than without effect."""
    assert invoke("check", "--ignore", given, SAMPLE).status == 2


def test_limits(judged: Callable[..., list[str]], tmp_path: Path) -> None:
    """A tenant's limits come from a TOML file."""
    path = tmp_path / "limits.toml"
    path.write_text('["caas.onboarding"]\n"/first_name" = 3\n')

    assert judged("--limits", path, first_name="Meera") == ["text.too_long"]
    assert judged(first_name="Meera") == []


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b"\xff",
        "a = 1".encode("utf-16"),
        b"a = 1",
        b'["no.kind"]\n"/a" = 1',
        b'["caas.onboarding"]\n"/nowhere" = 1',
        b'["caas.onboarding"]\n"/nationality" = 1',
        b'["caas.onboarding"]\n"/a" = 0',
        b"a=" + b"[" * 9999,
    ],
)
def test_limits_that_are_none_are_2(
    text: bytes, invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """A limits file that is no TOML or names no field is refused before any check."""
    (tmp_path / "limits.toml").write_bytes(text)
    told = invoke("check", "--limits", tmp_path / "limits.toml", SAMPLE)

    assert (told.status, told.out) == (2, b"")
    assert b"limits.toml: " in told.err


def test_masters(judged: Callable[..., list[str]]) -> None:
    """Ids are looked up in the tenant's master data."""
    assert judged("--masters", CAAS / "masters.json", occupation_id=999_999) == ["master.unknown"]
    assert judged(occupation_id=999_999) == []


@pytest.mark.parametrize("option", ["--masters", "--limits"])
def test_missing_files_are_2(option: str, invoke: Callable[..., Told]) -> None:
    """A file of the policy that cannot be read is told by name."""
    told = invoke("check", option, "missing", SAMPLE)

    assert told.status == 2
    assert b"missing: No such file or directory" in told.err


def test_masters_that_are_none_are_2(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A broken answer is refused without a word of it."""
    (tmp_path / "masters.json").write_text('{"data": "CANARY"}')
    told = invoke("check", "--masters", tmp_path / "masters.json", SAMPLE)

    assert told.status == 2
    assert b"CANARY" not in told.err


def test_images_and_phones(judged: Callable[..., list[str]]) -> None:
    """Pictures and phone numbers are judged as far as wanted."""
    photo = {"profile_photo": {"content_type": "image/jpeg", "base64_data": "aGVsbG8="}}

    assert judged(customer_classification=photo) == ["image.unreadable"]
    assert judged("--images", "off", customer_classification=photo) == []
    assert judged(primary_mobile_number="+97112") == ["phone.not_valid"]
    assert judged("--phones", "shape", primary_mobile_number="+97112") == []


def test_workers_change_nothing(judged: Callable[..., list[str]]) -> None:
    """Several threads find what one finds."""
    assert judged("--workers", "4", first_name="") == judged(first_name="")


def test_kinds_complete() -> None:
    """A shell completes the names of kinds and of commands."""
    completion = ShellComplete(program, {}, "payloadkit", "_PAYLOADKIT_COMPLETE")

    assert [item.value for item in completion.get_completions(["check", "--kind"], "caas.on")][
        :1
    ] == ["caas.onboarding"]
    assert "check" in [item.value for item in completion.get_completions([], "")]


def test_the_languages_are_those_of_the_messages() -> None:
    """The option offers each language that has a file. It names them itself, to start sooner."""
    option = next(
        option for option in program.commands["explain"].params if option.name == "language"
    )

    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == LANGUAGES


def test_messages_in_arabic(invoke: Callable[..., Told]) -> None:
    """A report tells the same codes, with the sentences of the language."""
    english, arabic = (
        invoke(
            "check",
            "--format",
            "json",
            "--kind",
            "caas.lookup",
            "--lang",
            language,
            "-",
            stdin=b"{}",
        )
        for language in ("en", "ar")
    )
    assert codes(arabic) == codes(english) == ["field.missing"] * 2
    assert "إلزامي" in arabic.json["documents"][0]["violations"][0]["message"]
    assert "mandatory" in english.json["documents"][0]["violations"][0]["message"]


def test_jobs(invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of processes, or ``auto`` for one on each core that may be used."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    convert = Jobs().convert
    chosen = [convert(text, None, None) for text in ("1", "256", "0", "auto")]
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    chosen.append(convert("auto", None, None))

    assert chosen == [1, 256, 3, 3, 1]
    assert invoke("check", "--jobs", "257", SAMPLE).status == 2
    assert invoke("check", "--jobs", "all", SAMPLE).status == 2
