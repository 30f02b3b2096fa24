"""What the clients of all systems share: their life, their settings, and how they refuse."""

from __future__ import annotations

import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

from payloadkit import airpay, azakaw, caas, uaekyc
from tests.caas.test_login import CREDENTIALS
from tests.http.test_drivers import NO_TLS

CANARY = "canary-secret"
KEYS = airpay.Keys.derive(username="shop", password=CANARY, secret=CANARY)
SYSTEMS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "caas": (caas, (CREDENTIALS,)),
    "uaekyc": (uaekyc, (CANARY,)),
    "azakaw": (azakaw, (CANARY,)),
    "airpay": (airpay, (KEYS, "7")),
}
URL = "https://gateway.example"
MIGRATE = "migrate run --batch x --supplements . --journal journal.sqlite"
MINIMAL = Path(__file__).parent.parent.parent / "fixtures/caas/onboarding-minimal.json"


def each(*, http: Any = None) -> list[Any]:
    """Return a client of each system, and its asynchronous one."""
    return [
        found(URL, *secrets, **({"client": http} if http else {}))
        for module, secrets in SYSTEMS.values()
        for found in (module.Client, module.AsyncClient)
    ]


def test_clients_show_nothing() -> None:
    """Neither they nor their calls."""
    assert CANARY not in repr([(client, client.calls) for client in each()])


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_client_closes_its_own_connections(system: str) -> None:
    """A client of httpx2 that it was given stays open."""
    module, secrets = SYSTEMS[system]
    with httpx2.Client(verify=NO_TLS) as http:
        with module.Client(URL, *secrets, client=http) as client:
            pass
        assert not http.is_closed
        with module.Client(URL, *secrets) as client:
            assert not client._client.is_closed  # noqa: SLF001 - no public attribute tells
        assert client._client.is_closed  # noqa: SLF001 - as above

    async def main() -> None:
        async with httpx2.AsyncClient(verify=NO_TLS) as http:
            async with module.AsyncClient(URL, *secrets, client=http) as client:
                pass
            assert not http.is_closed
            async with module.AsyncClient(URL, *secrets) as client:
                assert not client._client.is_closed  # noqa: SLF001 - as above
            assert client._client.is_closed  # noqa: SLF001 - as above

    anyio.run(main)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_client_of_the_other_sort_is_refused(system: str) -> None:
    """The message names both types."""
    module, secrets = SYSTEMS[system]
    with pytest.raises(TypeError, match=r"httpx2\.AsyncClient, not Client"):
        module.AsyncClient(URL, *secrets, client=httpx2.Client(verify=NO_TLS))
    with pytest.raises(TypeError, match=r"httpx2\.Client, not str"):
        module.Client(URL, *secrets, client="x")


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_unknown_option_is_refused(system: str) -> None:
    """A misspelt deadline would be another one."""
    module, secrets = SYSTEMS[system]
    for found in (module.Client, module.AsyncClient, module.Calls):
        with pytest.raises(TypeError, match="dead_line"):
            found(URL, *secrets, dead_line=5.0)


@pytest.mark.parametrize("system", SYSTEMS)
def test_http_is_refused(system: str) -> None:
    """Unless it is allowed, or stays on this host."""
    module, secrets = SYSTEMS[system]
    for found in (module.Client, module.AsyncClient):
        with pytest.raises(ValueError, match="allow_http"):
            found("http://gateway.example", *secrets)
        found("http://gateway.example", *secrets, allow_http=True)
        found("http://localhost:8000", *secrets)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_client_of_the_environment(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base URL comes from the file, and the secrets from variables."""
    module, _ = SYSTEMS[system]
    file = tmp_path / "payloadkit.toml"
    file.write_text(f'[{system}]\nbase_url = "http://gateway.example"\n', encoding="utf-8")
    variables = {
        "caas": ("CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"),
        "uaekyc": ("TRANSACTION_KEY",),
        "azakaw": ("TOKEN",),
        "airpay": ("USERNAME", "PASSWORD", "SECRET", "MERCHANT_ID"),
    }[system]
    with pytest.raises(ValueError, match=f"^set PAYLOADKIT_{system.upper()}_{variables[0]}"):
        module.Client.from_env(file)
    for name in variables:
        value = "7" if name == "MERCHANT_ID" else CANARY
        monkeypatch.setenv(f"PAYLOADKIT_{system.upper()}_{name}", value)

    module.Client.from_env(file, allow_http=True)
    module.AsyncClient.from_env(file, allow_http=True)
    with pytest.raises(ValueError, match="allow_http") as failure:
        module.Client.from_env(file)
    assert CANARY not in shown(failure.value)
    monkeypatch.chdir(tmp_path)
    module.Client.from_env(allow_http=True)


@pytest.mark.parametrize(
    ("system", "wrong"),
    [
        ("caas", (CANARY,)),
        ("uaekyc", (f"{CANARY}\r\nX: y",)),
        ("azakaw", (f"{CANARY} é",)),
        ("airpay", (CANARY, "7")),
    ],
)
def test_wrong_secrets_are_not_shown(system: str, wrong: tuple[Any, ...]) -> None:
    """Neither in the message nor in a frame."""
    module, _ = SYSTEMS[system]
    for found in (module.Client, module.AsyncClient, module.Calls):
        with pytest.raises((TypeError, ValueError)) as failure:
            found(URL, *wrong)
        assert CANARY not in shown(failure.value)


def shown(failure: BaseException) -> str:
    """Return a traceback with the local variables of payloadkit's frames."""
    found = traceback.TracebackException.from_exception(failure, capture_locals=True)
    for frame in list(found.stack):
        if "/payloadkit/" not in frame.filename:
            found.stack.remove(frame)
    return "".join(found.format())


def test_wrong_use_of_a_call_is_not_shown() -> None:
    """The frames of payloadkit hold no argument."""
    with caas.Client(URL, CREDENTIALS) as gateway:
        for wrong in (
            lambda: gateway.look_up(id_type="4", id_number=CANARY),
            lambda: gateway.look_up(CANARY),  # type: ignore[call-arg] # what is refused
            lambda: gateway.customer(CANARY * 9),
        ):
            with pytest.raises((TypeError, ValueError)) as failure:
                wrong()
            assert CANARY not in shown(failure.value)


@pytest.mark.parametrize(
    "use",
    [
        "from payloadkit import caas; caas.Client",
        "from payloadkit.airpay import AsyncClient",
        "from payloadkit import workflows; workflows.Migration",
        "import payloadkit.uaekyc.client",
        f"from payloadkit.cli import main; main(['onboard', {str(MINIMAL)!r}])",
        f"from payloadkit.cli import main; main({MIGRATE!r}.split())",
    ],
)
def test_without_the_extra(use: str) -> None:
    """The message says what to install, in Python and on the command line."""
    code = f"import sys; sys.modules['httpx2'] = sys.modules['anyio'] = None; {use}"
    found = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, check=False, text=True
    )

    assert "pip install 'payloadkit[client]'" in found.stderr
