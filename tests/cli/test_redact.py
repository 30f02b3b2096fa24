"""``payloadkit redact``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from payloadkit.strategies import redaction
from tests.test_secrecy import CANARY, sings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Told


def test_the_document_goes_to_standard_output(
    invoke: Callable[..., Told], minimal: dict[str, Any]
) -> None:
    """The document is the result, and the summary stands beside it."""
    minimal |= {"first_name": CANARY, "nationality": "ZZZ"}
    told = invoke("redact", "-", stdin=json.dumps(minimal).encode())

    assert told.status == 0
    assert not sings((told.out + told.err).decode())
    assert json.loads(told.out).keys() == minimal.keys()
    assert b"1 error" in told.err
    assert b"caas.onboarding" in told.err


def test_the_document_goes_to_a_file(
    invoke: Callable[..., Told], minimal: dict[str, Any], tmp_path: Path
) -> None:
    """With --out the summary is the result, and only the owner can read the file."""
    (tmp_path / "raw.json").write_text(json.dumps(minimal | {"email_id": CANARY}))
    told = invoke("redact", "--out", tmp_path / "safe.json", tmp_path / "raw.json")
    checked = invoke("check", "--format", "json", tmp_path / "safe.json")

    assert (told.status, told.err) == (0, b"")
    assert b"safe.json" in told.out
    assert (tmp_path / "safe.json").stat().st_mode & 0o077 == 0
    codes = [found["code"] for found in checked.json["documents"][0]["violations"]]
    assert "email.malformed" in codes


def test_what_is_no_json_is_redacted_too(invoke: Callable[..., Told]) -> None:
    """A text that is no JSON has no kind, and keeps its fault."""
    told = invoke("redact", "-", stdin=f'{{"a": "{CANARY}"'.encode())

    assert told.status == 0
    assert not sings(told.out.decode())
    assert b"no JSON" in told.err


def test_a_file_that_is_no_text_is_refused(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Nothing is written for a workbook, and the error names the file and what it is."""
    (tmp_path / "rows.xlsx").write_bytes(b"PK\x03\x04\x14\0\xe9" + CANARY.encode())
    told = invoke("redact", tmp_path / "rows.xlsx")

    assert (told.status, told.out) == (2, b"")
    assert b"rows.xlsx" in told.err
    assert b"workbook" in told.err
    assert not sings(told.err.decode())


def test_an_unclear_kind_is_refused(invoke: Callable[..., Told]) -> None:
    """Nothing is written for a document of no known kind, unless the kind is named."""
    unclear = invoke("redact", "-", stdin=b'{"a": 1}')

    assert (unclear.status, unclear.out) == (2, b"")
    assert invoke("redact", "--kind", "caas.lookup", "-", stdin=b'{"a": 1}').status == 0


def test_a_document_that_cannot_be_redacted_is_refused(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a document that has the same violations nothing is written."""

    def refuse(*_: object) -> bytes:
        raise ValueError("no document was found")

    monkeypatch.setattr(redaction, "redact", refuse)
    told = invoke("redact", "--kind", "caas.lookup", "--out", tmp_path / "out", "-", stdin=b"{}")

    assert (told.status, told.out) == (2, b"")
    assert b"no document was found" in told.err
    assert not (tmp_path / "out").exists()
