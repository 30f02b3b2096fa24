"""Where clients find their base URLs and secrets, and which URLs they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit.http.settings import base_url_of, checked_seconds, checked_url, secrets_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://cdp.example.com", "https://cdp.example.com"),
        ("cdp.example.com", "https://cdp.example.com"),
        ("HTTPS://cdp.example.com:8443/base/", "HTTPS://cdp.example.com:8443/base/"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_urls_that_are_safe(url: str, expected: str) -> None:
    """HTTPS, and this host."""
    assert checked_url(url, allow_http=False) == expected


def test_urls_that_are_refused(subtests: pytest.Subtests) -> None:
    """The message does not repeat the URL, which may hold a password."""
    for url in (
        "http://cdp.example.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://localhost@cdp.example.com",
        "https://user:hunter2@cdp.example.com",
        "https://cdp.example.com?hunter2",
        "https://cdp.example.com/#hunter2",
        "https://cdp.example.com\\hunter2",
        "https://cdp.example.com\r\nhunter2",
        "https://hunter2@",
        "https://",
        "ftp://cdp.example.com/hunter2",
        "",
    ):
        with subtests.test(url=url):
            with pytest.raises(ValueError, match=r"base_url|https://") as failure:
                checked_url(url, allow_http=False)

            assert "hunter2" not in str(failure.value)


def test_http_can_be_allowed() -> None:
    """In a network of one's own."""
    assert checked_url("http://10.0.0.1", allow_http=True) == "http://10.0.0.1"


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan")])
def test_seconds_are_above_zero_and_finite(seconds: float) -> None:
    """The message names the argument."""
    with pytest.raises(ValueError, match=r"^every is"):
        checked_seconds(every=seconds)


@pytest.mark.parametrize("seconds", ["60", None, True])
def test_seconds_are_a_number(seconds: object) -> None:
    """The message names the argument and the type."""
    with pytest.raises(TypeError, match=r"^deadline is"):
        checked_seconds(deadline=seconds)


def test_base_url_of_a_file(tmp_path: Path) -> None:
    """A BOM is no fault of the file."""
    file = tmp_path / "payloadkit.toml"
    file.write_bytes(b'\xef\xbb\xbf[caas]\nbase_url = "https://cdp.example.com"\n')

    assert base_url_of("caas", file) == "https://cdp.example.com"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable overrides the file, which need not exist."""
    monkeypatch.setenv("PAYLOADKIT_CAAS_BASE_URL", "https://other.example.com")

    assert base_url_of("caas", tmp_path / "payloadkit.toml") == "https://other.example.com"


@pytest.mark.parametrize("text", ["", "[caas]", "caas = 1", "[caas]\nbase_url = 1"])
def test_base_url_that_is_missing(text: str, tmp_path: Path) -> None:
    """The message names both places."""
    file = tmp_path / "payloadkit.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"PAYLOADKIT_CAAS_BASE_URL.*\[caas\]"):
        base_url_of("caas", file)


def test_secrets_that_are_missing_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are set are not named."""
    monkeypatch.setenv("PAYLOADKIT_AIRPAY_PASSWORD", "hunter2")
    with pytest.raises(ValueError, match=r"AIRPAY_USERNAME, PAYLOADKIT_AIRPAY_SECRET$"):
        secrets_of("airpay", "username", "password", "secret")


def test_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """They come in the order of their names."""
    monkeypatch.setenv("PAYLOADKIT_AIRPAY_USERNAME", "a")
    monkeypatch.setenv("PAYLOADKIT_AIRPAY_PASSWORD", "b")

    assert secrets_of("airpay", "password", "username") == ("b", "a")
