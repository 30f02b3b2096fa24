"""``payloadkit airpay hash``: numbers in, hashes out, and no secret on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import pytest

from payloadkit.airpay import Keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told

NUMBERS = b"PP X0000001\r\n\nCN NADIRA FIXTURAN\n"
CREDENTIALS = 'username = "merchant"\npassword = "pässword"\n'
KEYS = Keys.derive(username="merchant", password="pässword", secret="")
HASHES = [f"PP {KEYS.kyc_number('X0000001')}", f"CN {KEYS.kyc_number('NADIRA FIXTURAN')}"]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the credentials in the environment."""
    monkeypatch.setenv("AIRPAY_USERNAME", "merchant")
    monkeypatch.setenv("AIRPAY_PASSWORD", "pässword")


def test_numbers_from_standard_input(invoke: Callable[..., Told]) -> None:
    """Each line's number is hashed behind its type; blank lines are passed over."""
    told = invoke("airpay", "hash", stdin=NUMBERS)

    assert (told.status, told.lines, told.err) == (0, HASHES, b"")


def test_numbers_from_a_file(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A file does as well, a byte order mark aside."""
    (tmp_path / "numbers").write_bytes(b"\xef\xbb\xbf" + NUMBERS)

    assert invoke("airpay", "hash", tmp_path / "numbers").lines == HASHES


def test_credentials_from_a_file(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is named wins over the environment."""
    monkeypatch.setenv("AIRPAY_PASSWORD", "another")
    (tmp_path / "credentials.toml").write_text(CREDENTIALS, encoding="utf-8")

    assert (
        invoke(
            "airpay", "hash", "--credentials", tmp_path / "credentials.toml", stdin=NUMBERS
        ).lines
        == HASHES
    )


def test_the_variables_of_the_clients_go_first(
    invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment of the clients and of the sandbox does as well."""
    monkeypatch.setenv("PAYLOADKIT_AIRPAY_PASSWORD", "pässword")
    monkeypatch.setenv("AIRPAY_PASSWORD", "another")

    assert invoke("airpay", "hash", stdin=NUMBERS).lines == HASHES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "username = 1",
        'username = "merchant"\npassword = ""',
        "CANARY",
        b"\xff",
        "a=" + "[" * 9999,
    ],
)
def test_credentials_that_are_none_are_2(
    text: str | bytes, invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """A file without the two is refused without a word of it."""
    (tmp_path / "credentials.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    told = invoke("airpay", "hash", "--credentials", tmp_path / "credentials.toml", stdin=NUMBERS)

    assert (told.status, told.out) == (2, b"")
    assert b"credentials.toml: " in told.err
    assert b"CANARY" not in told.err


def test_no_credentials_is_2(invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file, the environment and a terminal there is nobody to ask."""
    monkeypatch.delenv("AIRPAY_PASSWORD")
    told = invoke("airpay", "hash", stdin=NUMBERS)

    assert (told.status, told.out) == (2, b"")
    assert b"AIRPAY_PASSWORD" in told.err


def test_the_terminal_is_asked(
    invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A terminal asks for the password, unseen, and standard output has the hashes only."""
    monkeypatch.delenv("AIRPAY_PASSWORD")
    (tmp_path / "numbers").write_bytes(NUMBERS)
    with mock.patch("payloadkit.cli.commands.airpay._can_prompt", return_value=True):
        told = invoke("airpay", "hash", tmp_path / "numbers", stdin="pässword\n".encode())

    assert (told.status, told.lines) == (0, HASHES)
    assert told.err.startswith(b"Password: ")
    assert "pässword".encode() not in told.out + told.err


def test_normalisation(invoke: Callable[..., Told]) -> None:
    """A number that normalisation would change warns, and is hashed so on request."""
    told = invoke("airpay", "hash", stdin=b"PP x 0000001")
    assert told.status == 0
    assert told.lines == [f"PP {KEYS.kyc_number('x 0000001')}"]
    assert b"<stdin>:1:1: warning kyc_number.not_normalised /PP" in told.err

    told = invoke("airpay", "hash", "--normalise", stdin=b"PP x 0000001")
    assert (told.lines, told.err) == ([f"PP {KEYS.kyc_number('X0000001')}"], b"")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"PP X1\t", b"<stdin>:3:1: error text.control_characters /PP"),
        (b"PP", b"<stdin>:3:1: error text.blank /PP"),
        (b"CANARY0451", b"<stdin>:3:1: error text.too_long /?"),
    ],
)
def test_an_error_prints_no_hash(line: bytes, said: bytes, invoke: Callable[..., Told]) -> None:
    """A wrong line is reported by its place, never by its content, and nothing is printed."""
    told = invoke("airpay", "hash", stdin=b"PP X0000001\n\n" + line)

    assert (told.status, told.out) == (1, b"")
    assert said in told.err
    assert b"CANARY" not in told.err


def test_what_is_no_text_is_2(invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no UTF-8, and far too many, are refused."""
    assert invoke("airpay", "hash", stdin=b"\xff").status == 2
    monkeypatch.setattr("payloadkit.policy.LARGEST", 3)
    assert invoke("airpay", "hash", stdin=NUMBERS).status == 2


def test_wrong_usage_is_2(invoke: Callable[..., Told]) -> None:
    """Standard input cannot be both, and no option takes a secret."""
    assert invoke("airpay", "hash", "--credentials", "-").status == 2
    assert invoke("airpay", "hash", "--password", "CANARY").status == 2
    assert invoke("airpay", "hash", "no-such-file").status == 2


@pytest.mark.parametrize("command", ["airpay", "airpay hash"])
def test_the_commands_help(command: str, invoke: Callable[..., Told]) -> None:
    """Both tell what they do."""
    assert invoke(*command.split(), "--help").lines[0].startswith(f"Usage: payloadkit {command}")
