"""The clients of commands: base URLs from the configuration, secrets from the environment."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from payloadkit.cli.options import configuration
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = {"caas": "the gateway", "uaekyc": "the platform"}


@contextmanager
def connected(system: str, *, quiet: bool) -> Iterator[Any]:
    """Open the client of a system.

    Args:
        system: The system.
        quiet: Whether it does not say what it waits for.

    Raises:
        InputError: A base URL or a secret is missing or wrong, or httpx2 is not installed.
    """
    # A handler, so that Python does not print each retry beside the result.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    try:
        client = import_module(f"payloadkit.{system}").Client.from_env(configuration().base_urls)
    except (ImportError, OSError, ValueError) as error:
        raise InputError(str(error)) from None
    from payloadkit.cli.pauses import Pauses

    client.run = Pauses(client.run, _NAMES[system], quiet=quiet)
    with client:
        yield client
