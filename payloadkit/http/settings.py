"""Where a client finds its base URL and its secrets: ``payloadkit.toml`` and the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from math import isfinite
from pathlib import Path
from typing import Any, TypeAlias

from payloadkit.http.request import check_header_text
from payloadkit.policy import read_toml

CONFIG = "payloadkit.toml"
Config: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]
_URL = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[^?#\\]*)?",
    re.IGNORECASE | re.ASCII,
)


def checked_seconds(**seconds: object) -> float:
    """Return a number of seconds, finite and above 0, given by the name of the argument."""
    ((name, number),) = seconds.items()
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise TypeError(f"{name} is a number of seconds, not {type(number).__name__}")
    if not isfinite(number) or number <= 0:
        raise ValueError(f"{name} is a number of seconds above 0")
    return float(number)


def checked_url(base_url: str, *, allow_http: bool) -> str:
    """Return a base URL with its scheme, HTTPS if it names none.

    Raises:
        ValueError: It is no URL of HTTPS, or has more than a scheme, a host and a path.
    """
    check_header_text(base_url=base_url)
    match = _URL.fullmatch(base_url)
    if match is None:
        raise ValueError("base_url is https://, a host and a path; no user, query or fragment")
    scheme = (match["scheme"] or "https").lower()
    if scheme == "http" and not (allow_http or _is_loopback(match["host"])):
        raise ValueError("http:// would show secrets to the network: use https:// or allow_http")
    return base_url if match["scheme"] else f"https://{base_url}"


def _is_loopback(host: str) -> bool:
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:  # another name
        return False


def base_url_of(system: str, config: Config = CONFIG) -> str:
    """Return the base URL of a system: ``PAYLOADKIT_CAAS_BASE_URL``, or ``base_url`` in a file.

    Args:
        system: The system.
        config: The file, or what it holds.

    Raises:
        ValueError: There is none, or the file is no TOML.
    """
    name = f"PAYLOADKIT_{system.upper()}_BASE_URL"
    if os.environ.get(name):
        return os.environ[name]
    if isinstance(config, Mapping):
        settings, file = config, CONFIG
    else:
        path = Path(config)
        settings, file = read_toml(path.read_bytes()) if path.exists() else {}, path.name
    table = settings.get(system)
    found = table.get("base_url") if isinstance(table, Mapping) else None
    if isinstance(found, str):
        return found
    raise ValueError(f'set {name}, or write base_url = "…" under [{system}] in {file}')


def secrets_of(system: str, *names: str) -> tuple[str, ...]:
    """Return secrets of a system from the environment, such as ``PAYLOADKIT_AZAKAW_TOKEN``.

    Raises:
        ValueError: Some of them are not set; it names all of these.
    """
    variables = [f"PAYLOADKIT_{system}_{name}".upper() for name in names]
    missing = [variable for variable in variables if not os.environ.get(variable)]
    if missing:
        raise ValueError("set " + ", ".join(missing))
    return tuple(os.environ[variable] for variable in variables)
