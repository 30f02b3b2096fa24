"""How a caller wants documents judged: the one door through which a clock, a tenant's limits or its master data enter a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

if TYPE_CHECKING:
    from os import PathLike

UAE = timezone(timedelta(hours=4))
MEBIBYTE = 1024 * 1024
LARGEST = 64 * MEBIBYTE

UNIGNORABLE = frozenset(
    {"field.missing", "field.type", "csv.columns", "csv.encoding", "csv.header", "csv.quoting"}
)

Limits = Mapping[str, Mapping[str, int]]


class Masters(Protocol):
    """Master data of a tenant, as a rule sees it."""

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by their id as text, or None where the tenant gives no such list."""


@attrs.frozen
class Ignore:
    """One code that a tenant has decided to live with, at one place or everywhere.

    Args:
        code: The code to ignore. Those that leave nothing to read stay whatever is said here:
            ``json.*``, ``field.missing``, ``field.type``, and ``csv.columns``, ``csv.encoding``,
            ``csv.header`` and ``csv.quoting``.
        path: JSON Pointer pattern: ``*`` is one token, a trailing ``/*`` everything below; None is
            everywhere.
        reason: Why, for whoever reads the configuration next.
    """

    code: str
    path: str | None = attrs.field(
        default=None, validator=lambda _entry, _field, path: _pointer(path)
    )
    reason: str = ""

    def matches(self, code: str, tokens: tuple[str | int, ...]) -> bool:
        """Tell whether a violation of this code at these path tokens is ignored."""
        if code != self.code or code.startswith("json.") or code in UNIGNORABLE:
            return False
        if self.path is None:
            return True
        wanted = split(self.path)
        if wanted and wanted[-1] == "*" and len(tokens) > len(wanted):
            tokens = tokens[: len(wanted)]
        return len(wanted) == len(tokens) and all(
            w in ("*", str(t)) for w, t in zip(wanted, tokens, strict=True)
        )


def split(pointer: str) -> tuple[str, ...]:
    """Split a JSON Pointer into its tokens, escapes undone.

    Raises:
        ValueError: The text is no JSON Pointer.
    """
    if pointer and not pointer.startswith("/"):
        msg = "a path is a JSON Pointer: empty, or beginning with a slash"
        raise ValueError(msg)
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def _pointer(path: str | None) -> None:
    if path is not None:
        split(path)


def _ignores(given: Iterable[Ignore | str]) -> tuple[Ignore, ...]:
    if isinstance(given, str | Ignore):
        raise TypeError("ignore takes a list of codes and of Ignore entries")
    entries = tuple(entry if isinstance(entry, Ignore) else Ignore(entry) for entry in given)
    if any(not isinstance(entry.code, str) for entry in entries):
        raise TypeError("ignore takes a list of codes and of Ignore entries")
    return entries


def _date(today: object) -> None:
    if today is not None and (not isinstance(today, date) or isinstance(today, datetime)):
        raise TypeError("today is a date")


def _limits(given: Limits | str | PathLike[str] | None) -> Limits:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        given = _read(given)
    for kind, paths in given.items():
        if not isinstance(paths, Mapping) or any(
            type(limit) is not int or limit < 1 for limit in paths.values()
        ):
            msg = f"limits of {kind!r}: a table of JSON Pointers and whole numbers from 1"
            raise ValueError(msg)
    return {kind: dict(paths) for kind, paths in given.items()}


def _read(file: str | PathLike[str]) -> Mapping[str, Any]:
    import tomllib
    from pathlib import Path

    return tomllib.loads(Path(file).read_text(encoding="utf-8"))


def _masters(masters: object) -> None:
    if masters is not None and not callable(getattr(masters, "names", None)):
        raise TypeError("masters have a method names(listing), as caas.MasterData has")


def _whole(_policy: object, field: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int:
        msg = f"{field.name} is a whole number"
        raise TypeError(msg)
    if value < 1:
        msg = f"{field.name} is 1 or more"
        raise ValueError(msg)


@attrs.frozen(kw_only=True)
class Policy:
    """How documents are judged. Same input and same policy give the same output anywhere.

    Args:
        today: The date that expiry and age are judged by; None is the date in the UAE (UTC+4) at
            each call.
        limits: Maximum lengths of a tenant by kind and JSON Pointer, or the path of a TOML file of
            that shape; an overridden limit errs.
        masters: Master data of the tenant (``caas.MasterData``), which ids are checked against and
            names looked up in.
        ignore: Codes, or ``Ignore`` entries, that are left out of reports.
        strict: Whether warnings count as errors.
        max_bytes: Longest document that is read, in bytes.
        max_violations: Most violations that a report holds.
        images: ``full`` judges every embedded image by its bytes, ``off`` only its base64.
        phones: ``full`` asks libphonenumber, ``shape`` only looks at the E.164 form.
        workers: Threads that judge images side by side.

    Raises:
        ValueError: A setting is out of its range or a limits file does not have the shape.
        TypeError: A setting is of another type.
        OSError: A limits file cannot be read.
    """

    today: date | None = attrs.field(
        default=None, validator=lambda _policy, _field, today: _date(today)
    )
    limits: Limits = attrs.field(default=None, converter=_limits)
    masters: Masters | None = attrs.field(
        default=None, repr=False, validator=lambda _policy, _field, masters: _masters(masters)
    )
    ignore: tuple[Ignore, ...] = attrs.field(default=(), converter=_ignores)
    strict: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    max_bytes: int = attrs.field(default=LARGEST, validator=_whole)
    max_violations: int = attrs.field(default=1000, validator=_whole)
    images: Literal["full", "off"] = attrs.field(
        default="full", validator=attrs.validators.in_(("full", "off"))
    )
    phones: Literal["full", "shape"] = attrs.field(
        default="full", validator=attrs.validators.in_(("full", "shape"))
    )
    workers: int = attrs.field(default=1, validator=_whole)

    def on(self) -> date:
        """Return the date that this policy judges by."""
        return datetime.now(UAE).date() if self.today is None else self.today

    def fixed(self, masters: Masters | None) -> Policy:
        """Return this policy for one document: its day does not pass, and its master data do not change.

        Args:
            masters: The master data as they are now.
        """
        if self.today is not None and masters is self.masters:
            return self
        found = copy(self)
        object.__setattr__(
            found, "today", self.on()
        )  # what is set again was valid before, and a copy is nobody else's yet
        object.__setattr__(found, "masters", masters)
        return found

    def ignores(self, code: str, tokens: tuple[str | int, ...]) -> bool:
        """Tell whether a violation of this code at these path tokens is left out."""
        return any(entry.matches(code, tokens) for entry in self.ignore)
