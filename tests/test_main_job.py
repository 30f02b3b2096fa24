"""The main job from end to end: profile, supplement and photos become a sound payload."""

from __future__ import annotations

import base64
import io
import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

import payloadkit as pk
from payloadkit.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parent.parent / "fixtures"
PEOPLE = sorted(path.name for path in (FIXTURES / "people").iterdir())


def build(who: str, out: Path) -> int:
    """Run the command that the README shows, for one of the invented people."""
    folder = FIXTURES / "people" / who
    return main(
        [
            "build",
            str(folder / "profile.json"),
            "--supplement",
            str(folder / "supplement.json"),
            "--out",
            str(out),
            "--today",
            "2026-11-21",
        ]
    )


def pictures(value: object) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes and the declared type of every picture inside a plain payload."""
    if isinstance(value, dict):
        if "base64_data" in value:
            yield base64.b64decode(value["base64_data"], validate=True), value["content_type"]
        for item in value.values():
            yield from pictures(item)
    elif isinstance(value, list):
        for item in value:
            yield from pictures(item)


@pytest.mark.parametrize("who", PEOPLE)
def test_build_does_what_the_fixture_expects(
    who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each person's profile becomes a payload, or reports at its place what prevents one."""
    expected = json.loads((FIXTURES / "people" / who / "expected.json").read_text(encoding="utf-8"))
    out = tmp_path / "payload.json"

    assert build(who, out) == (0 if expected["builds"] else 1)

    assert out.exists() is expected["builds"]
    shown = "".join(capsys.readouterr())
    assert all(path in shown and code in shown for path, code in expected["errors"].items())


def test_payload_agrees_with_an_independent_validator_and_decoder(tmp_path: Path) -> None:
    """The README's payload is valid by its JSON Schema, and Pillow opens each of its pictures."""
    out = tmp_path / "payload.json"
    assert build("resident-complete", out) == 0

    payload = json.loads(out.read_bytes())
    Draft202012Validator(pk.json_schema("caas.onboarding")).validate(payload)
    assert pk.check("caas.onboarding", out.read_bytes()).ok
    decoded = 0
    for data, content_type in pictures(payload):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.get_format_mimetype() == content_type
        decoded += 1
    supplement = (FIXTURES / "people" / "resident-complete" / "supplement.json").read_text(
        encoding="utf-8"
    )
    assert decoded == supplement.count('"file"') > 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_sample_of_the_document_is_sound() -> None:
    """The published onboarding sample, with real pictures, has no error and dumps as it came."""
    raw = (FIXTURES / "caas" / "onboarding-sample.json").read_bytes()

    loaded = pk.load("caas.onboarding", raw)

    assert json.loads(pk.dump(loaded)) == json.loads(raw)
    assert pk.check("caas.onboarding", pk.to_dict(loaded)).ok


def test_every_invalid_fixture_is_refused_by_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every document of the faulty tree makes the command exit 1, each that only warns 0."""
    for tree, status in (("invalid", 1), ("warned", 0)):
        for path in sorted((FIXTURES / tree).rglob("*.json")):
            if path.name != "index.json":
                assert (
                    main(["check", "--kind", "caas.onboarding", "--today", "2026-11-21", str(path)])
                    == status
                ), path.name
                assert path.parent.name in capsys.readouterr().out
