"""The clients of commands: base URLs from ``payloadkit.toml``, secrets from the environment."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.options import FILE
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

config_option = click.option(
    "--config",
    type=FILE,
    default="payloadkit.toml",
    show_default=True,
    help="File with the base URL of each system. Secrets are in PAYLOADKIT_… variables.",
)


@contextmanager
def connected(system: str, config: str) -> Iterator[Any]:
    """Open the client of a system.

    Args:
        system: The system.
        config: The TOML file.

    Raises:
        InputError: A base URL or a secret is missing or wrong, or httpx2 is not installed.
    """
    # A handler, so that Python does not print each retry beside the result.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    try:
        client = import_module(f"payloadkit.{system}").Client.from_env(config)
    except (ImportError, OSError, ValueError) as error:
        raise InputError(str(error)) from None
    with client:
        yield client
