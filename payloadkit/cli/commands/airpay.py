"""``payloadkit airpay``: commands for a merchant of Airpay."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN, read_bounded
from payloadkit.cli.options import FILE
from payloadkit.cli.streams import InputError, named, open_stream, status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.airpay import Keys
    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault, Report

# Names of environment variables. They are no secrets.
_CREDENTIALS = {
    "username": ("PAYLOADKIT_AIRPAY_USERNAME", "AIRPAY_USERNAME"),
    "password": ("PAYLOADKIT_AIRPAY_PASSWORD", "AIRPAY_PASSWORD"),
}


@click.group("airpay")
def command() -> None:
    """Hash numbers for Airpay."""


@command.command("hash")
@click.option(
    "--credentials",
    type=FILE,
    help="A TOML file with username and password."
    "  [default: PAYLOADKIT_AIRPAY_USERNAME and PAYLOADKIT_AIRPAY_PASSWORD, else a prompt]",
)
@click.option(
    "--normalise",
    is_flag=True,
    help="Normalise numbers before they are hashed.",
)
@click.argument("file", type=FILE, default=STDIN)
def hashes(*, credentials: str | None, normalise: bool, file: str) -> None:
    """Print the types and hashes of plain numbers.

    FILE has one number on each line: its type (CN name, EM e-mail, PN phone, DL driving licence, PC
    PAN card, PP passport), one blank, and the number; `-`, the default, is standard input. If a
    number has an error, no hash is printed.
    """
    from payloadkit.airpay import Keys
    from payloadkit.airpay.plain_numbers import check_customer
    from payloadkit.cli.finish import print_report
    from payloadkit.cli.result import Document

    if credentials == file == STDIN:
        raise click.UsageError("Standard input can be read only once.")
    keys = Keys.derive(**_credentials(credentials), secret="")  # hashes do not use the secret
    checked = [
        (line, check_customer(None, {kyc_type: plain}, normalise=normalise))
        for line, kyc_type, plain in _lines(file)
    ]
    report = _report((line, path, fault) for line, entry in checked for path, fault in entry.faults)
    if report.violations:
        print_report([Document(file, None, report)], "text", error=True)
    if report.ok:
        _write(keys, [pair for _, entry in checked for pair in entry.numbers])
    raise click.exceptions.Exit(status(complete=True, sound=report.ok))


def _lines(file: str) -> Iterator[tuple[int, str, str]]:
    """Yield line number, type and plain number of each line that is not blank."""
    from payloadkit.policy import LARGEST

    text = _decoded(read_bounded(file, LARGEST))
    if text is None:
        raise InputError(f"{named(file)}: no UTF-8.")
    for number, line in enumerate(text.split("\n"), 1):
        kyc_type, _, plain = line.removesuffix("\r").partition(" ")
        if line.strip():
            yield number, kyc_type, plain


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _report(faults: Iterator[tuple[int, Path, Fault]]) -> Report[None]:
    from payloadkit.airpay.plain_numbers import violation
    from payloadkit.violation import Report

    return Report(tuple(violation(path, fault, line, 1) for line, path, fault in faults))


def _write(keys: Keys, numbers: list[tuple[str, str]]) -> None:
    with open_stream() as stream:
        stream.writelines(f"{kyc_type} {keys.kyc_number(plain)}\n" for kyc_type, plain in numbers)


def _credentials(credentials: str | None) -> dict[str, str]:
    """Return username and password from the file, the environment or a prompt."""
    if credentials is not None:
        read = _from_file(credentials)
        if read is None:
            raise InputError(
                f"{named(credentials)}: no TOML with username and password, both texts."
            )
        return read
    found = {
        name: os.environ.get(variable) or os.environ.get(short)
        for name, (variable, short) in _CREDENTIALS.items()
    }
    if not all(found.values()) and not _can_prompt():
        variables = " and ".join(variable for variable, _ in _CREDENTIALS.values())
        raise InputError(f"No credentials: set {variables}, or name a file with --credentials.")
    return {
        name: value or click.prompt(name.capitalize(), hide_input=name == "password", err=True)
        for name, value in found.items()
    }


def _can_prompt() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _from_file(file: str) -> dict[str, str] | None:
    """Return username and password of a TOML file, or None if one of them is missing."""
    from payloadkit.policy import MEBIBYTE, read_toml

    try:
        table = read_toml(read_bounded(file, MEBIBYTE))
    except ValueError:
        table = {}
    found = {name: table.get(name) for name in _CREDENTIALS}
    if not all(isinstance(value, str) and value for value in found.values()):
        return None
    return {name: str(value) for name, value in found.items()}
