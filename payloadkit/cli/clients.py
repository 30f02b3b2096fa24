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


@contextmanager
def connected(system: str) -> Iterator[Any]:
    """Open the client of a system.

    Args:
        system: The system.

    Raises:
        InputError: A base URL or a secret is missing or wrong, or httpx2 is not installed.
    """
    # A handler, so that Python does not print each retry beside the result.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    try:
        client = import_module(f"payloadkit.{system}").Client.from_env(configuration().base_urls)
    except (ImportError, OSError, ValueError) as error:
        raise InputError(str(error)) from None
    with client:
        yield client
