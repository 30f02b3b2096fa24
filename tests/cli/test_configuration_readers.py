"""What the keys of a configuration refuse. Messages name the file and the key, and no value."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.configuration_file import read
from payloadkit.cli.configuration_readers import SECRETS
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = '[[ignore]]\ncode = "date.expired"\n'
CANARY = "CANARY"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour = 1", "colour: no such key"),
        ("workers_ = 1", "did you mean workers?"),
        ('"CANARY " = 1', "?: no such key"),
        ("strict = 1", "strict is true or false"),
        ('strict = "CANARY"', "strict"),
        ('workers = "CANARY"', "workers"),
        ("workers = 0", "workers"),
        ("workers = true", "workers"),
        ("max_bytes = 1.5", "max_bytes"),
        ('images = "fully"', "did you mean full?"),
        ('phones = "CANARY"', "phones"),
        ("format = 1", "format"),
        ('format = "CANARY"', "format is one of text"),
        ('format = "jsonn"', "did you mean json?"),
        ('jobs = "CANARY"', "jobs"),
        ("jobs = true", "jobs"),
        ("limits = 1", "limits"),
        ('limits = {"caas.onboardin" = {}}', "did you mean caas.onboarding?"),
        ('limits = {"caas.onboarding" = {"/first_nam" = 1}}', "did you mean /first_name?"),
        ('limits = {"caas.onboarding" = {"/first_name" = 0}}', "limits"),
        ("masters = 1", "masters"),
        ('masters = " "', "masters"),
        ("kinds = 1", "kinds"),
        ('kinds = {"*.json" = 1}', 'kinds."*.json"'),
        ('kinds = {"*.json" = "caas.onboardin"}', "did you mean caas.onboarding?"),
        ('kinds = {"*.json" = "CANARY"}', 'kinds."*.json"'),
        ("ignore = 1", "[[ignore]]"),
        ("ignore = [1]", "ignore 1"),
        (ENTRY, "ignore 1 has no reason"),
        ('[[ignore]]\nreason = "CANARY"', "ignore 1 has no code"),
        (ENTRY + 'reason = " "', "ignore 1.reason"),
        (ENTRY + 'reason = "a"\nfiles = "*"', "ignore 1: files: no such key"),
        (ENTRY + 'reason = "a"\nuntl = 1', "did you mean until?"),
        (ENTRY + 'reason = "a"\nuntil = "2027-01-01"', "ignore 1.until"),
        (ENTRY + 'reason = "a"\nuntil = 2027-01-01T00:00:00', "ignore 1.until"),
        (ENTRY + 'reason = "a"\npath = 1', "ignore 1.path"),
        (ENTRY + 'reason = "a"\npath = "CANARY"', "ignore 1: a path"),
        (ENTRY + f'reason = "a"\n{ENTRY}', "ignore 2 has no reason"),
        ('[[ignore]]\ncode = "date.expird"\nreason = "a"', "did you mean date.expired?"),
        ('[[ignore]]\ncode = "CANARY"\nreason = "a"', "ignore 1"),
        ('[[ignore]]\ncode = "json.invalid"\nreason = "a"', "cannot be ignored"),
        ("caas = 1", "caas is a table"),
        ("[caas]\nbase_url = 1", "caas.base_url"),
        ('[caas]\nbase_url = "https://CANARY:CANARY@example.com"', "caas: "),
        ('[caas]\nbase_url = "http://example.com"', "caas: "),
        ("[caas]\nbase = 1", "did you mean base_url?"),
    ],
)
def test_what_is_wrong_is_named(text: str, expected: str, tmp_path: Path) -> None:
    """The message has the file, the key and the nearest valid word, and no value."""
    file = tmp_path / "payloadkit.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as failure:
        read(str(file))

    assert failure.value.message.startswith(f"{file}: ")
    assert expected in failure.value.message
    assert CANARY not in failure.value.message
    assert failure.value.__suppress_context__


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("[caas]\npassword = 'CANARY'", {"PAYLOADKIT_CAAS_PASSWORD"}),
        ("[caas]\nclient-secret = 'CANARY'", {"PAYLOADKIT_CAAS_CLIENT_SECRET"}),
        ("[caas]\nclient_id = 'CANARY'", {"PAYLOADKIT_CAAS_CLIENT_ID"}),
        ("[uaekyc]\napi_key = 'CANARY'", {"PAYLOADKIT_UAEKYC_TRANSACTION_KEY"}),
        ("[azakaw]\ntoken = 'CANARY'", {"PAYLOADKIT_AZAKAW_TOKEN"}),
        ("username = 'CANARY'", {"PAYLOADKIT_CAAS_USERNAME", "PAYLOADKIT_AIRPAY_USERNAME"}),
        (f"{ENTRY}reason = 'a'\npassword = 'CANARY'", {"PAYLOADKIT_CAAS_PASSWORD"}),
    ],
)
def test_a_secret_belongs_into_a_variable(text: str, variables: set[str], tmp_path: Path) -> None:
    """A key that looks like a secret is refused with the variable, whatever its value is."""
    file = tmp_path / "payloadkit.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as failure:
        read(str(file))

    words = set(failure.value.message.replace(",", " ").split())
    assert variables <= words
    assert CANARY not in failure.value.message


@pytest.mark.parametrize("system", SECRETS)
def test_the_variables_are_those_that_clients_read(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all of them set, a client finds its secrets."""
    variables = [f"PAYLOADKIT_{system}_{name}".upper() for name in SECRETS[system]]
    for variable in variables:
        monkeypatch.setenv(variable, "1")
    client = import_module(f"payloadkit.{system}").Client

    assert client.from_env({system: {"base_url": "https://example.com"}})
    monkeypatch.delenv(variables[0])
    with pytest.raises(ValueError, match=variables[0]):
        client.from_env({system: {"base_url": "https://example.com"}})


def test_base_urls_are_read(tmp_path: Path) -> None:
    """A table without one is no fault."""
    file = tmp_path / "payloadkit.toml"
    file.write_text('[caas]\nbase_url = "https://cdp.example.com"\n[airpay]\n')

    assert read(str(file)).base_urls == {"caas": {"base_url": "https://cdp.example.com"}}
