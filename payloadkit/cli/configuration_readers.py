"""How each key of a configuration is read: its type in TOML, and what it may hold.

A reader gets the value and where it stands, and raises a ValueError that shows no value.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from payloadkit.messages.nearest import nearest
from payloadkit.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from payloadkit.cli.suppressions import Suppression

    Reader = Callable[["Place", object], Any]

SECRETS: Mapping[str, tuple[str, ...]] = {
    "caas": ("client_id", "client_secret", "username", "password", "scope"),
    "uaekyc": ("transaction_key",),
    "azakaw": ("token",),
    "airpay": ("username", "password", "secret", "merchant_id"),
}
"""What the clients read from variables of the environment only, by system."""

_PLAIN = r"(?a:[\w-]{1,64})"
_PRIVATE = (
    "(?i:pass|secret|token|user|credential|auth|merchant|scope|client.?id"
    "|(api|access|private|transaction|kyc).?key)"
)


class Place(NamedTuple):
    """Where a value stands.

    Args:
        key: The key, with those of the tables that it is in.
        folder: The folder of the file. Paths are relative to it.
    """

    key: str
    folder: str

    def below(self, key: str) -> Place:
        """Return the place of a key in a table."""
        return self._replace(key=f"{self.key}.{key}")


def text(place: Place, value: object) -> str:
    """Read a text."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place.key} is a text in quotes")
    return value


def table(place: Place, value: object) -> Mapping[str, Any]:
    """Read a table."""
    if not isinstance(value, dict):
        raise ValueError(f"{place.key} is a table")  # noqa: TRY004 - readers raise ValueError
    return value


def setting(place: Place, value: object) -> object:
    """Read a setting of the policy, by the policy's own check of it."""
    settings: dict[str, Any] = {place.key: value}
    try:
        Policy(**settings)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return value


def flag(place: Place, value: object) -> bool:
    """Read a setting that is on or off."""
    if not isinstance(value, bool):
        raise ValueError(f"{place.key} is true or false")  # noqa: TRY004 - as above
    return value


def path(place: Place, value: object) -> str:
    """Read a path, and return it as the program can open it."""
    return os.path.join(place.folder, text(place, value))


def report_format(place: Place, value: object) -> str:
    """Read the name of a report format."""
    from payloadkit.cli.formats import FORMATS

    found = text(place, value)
    if found not in FORMATS:
        raise ValueError(f"{place.key} is one of {', '.join(FORMATS)}{nearest(found, FORMATS)}")
    return found


def jobs(place: Place, value: object) -> object:
    """Read a number of processes."""
    if type(value) is not int and value != "auto":
        raise ValueError(f'{place.key} is a number or "auto"')
    return value


def limits(place: Place, value: object) -> str | Mapping[str, Any]:
    """Read limits: a table, or the path of a file with one."""
    from payloadkit.cli.policy_files import check_limits

    if isinstance(value, str):
        return path(place, value)
    found = table(place, value)
    check_limits(found)
    return found


def kinds(place: Place, value: object) -> Mapping[str, str]:
    """Read patterns of file names with the kind of each."""
    from payloadkit.models.registry import model_of

    found = table(place, value)
    for pattern, kind in found.items():
        below = place.below(f'"{pattern}"')
        try:
            model_of(text(below, kind))
        except ValueError as error:
            raise ValueError(f"{below.key}: {error}") from None
    return found


def ignore(place: Place, value: object) -> tuple[Suppression, ...]:
    """Read the tables of what is ignored."""
    if not isinstance(value, list):
        raise ValueError(f"{place.key} is tables: write [[{place.key}]]")  # noqa: TRY004 - as above
    return tuple(
        _suppression(place._replace(key=f"{place.key} {at}"), entry, at)
        for at, entry in enumerate(value, 1)
    )


def _suppression(place: Place, value: object, position: int) -> Suppression:
    from payloadkit.cli.suppressions import Suppression, checked

    entry = known(place, table(place, value), ("code", "path", "reason", "until"))
    for key in ("code", "reason"):
        if key not in entry:
            raise ValueError(f"{place.key} has no {key}")
    code, reason = (text(place.below(key), entry[key]) for key in ("code", "reason"))
    pattern, until = entry.get("path"), entry.get("until")
    if not isinstance(pattern, str | None):
        raise ValueError(f"{place.key}.path is a text in quotes")  # noqa: TRY004 - as above
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise ValueError(f"{place.key}.until is a date without quotes, such as 2027-03-01")
    try:
        checked(code, pattern)
    except ValueError as error:
        raise ValueError(f"{place.key}: {error}") from None
    return Suppression(code, pattern, reason, until, number=position)


def system(place: Place, value: object) -> str | None:
    """Read the table of a system: its base URL."""
    from payloadkit.http.settings import checked_url

    found = known(place, table(place, value), ("base_url",))
    if "base_url" not in found:
        return None
    url = text(place.below("base_url"), found["base_url"])
    try:
        checked_url(url, allow_http=False)
    except ValueError as error:
        raise ValueError(f"{place.key}: {error}") from None
    return url


def known(
    place: Place | None, found: Mapping[str, Any], keys: Collection[str]
) -> Mapping[str, Any]:
    """Return a table if each of its keys is one of these.

    Args:
        place: Where the table stands; None for the whole configuration.
        found: The table.
        keys: The valid keys.

    Raises:
        ValueError: One is not. Of a secret it says in which variable it belongs.
    """
    strange = next((key for key in found if key not in keys), None)
    if strange is None:
        return found
    where = "" if place is None else f"{place.key}: "
    name = strange if re.fullmatch(_PLAIN, strange) else "?"
    if re.search(_PRIVATE, strange):
        variables = " or ".join(_variables(None if place is None else place.key, strange))
        raise ValueError(f"{where}{name}: a configuration holds no secret; set {variables}")
    close = nearest(strange, keys) or f"; there are {', '.join(keys)}"
    raise ValueError(f"{where}{name}: no such key{close}")


def _variables(system: str | None, key: str) -> list[str]:
    """Return the variables for a secret; all of the system if its key is not known."""
    every = [
        (name, f"PAYLOADKIT_{owner}_{name}".upper())
        for owner, names in SECRETS.items()
        if owner == system or system not in SECRETS
        for name in names
    ]
    meant = key.lower().replace("-", "_")
    return [variable for name, variable in every if name == meant] or [
        variable for _, variable in every
    ]
