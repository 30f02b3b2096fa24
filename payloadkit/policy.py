"""The policy of a check. Only through it a rule gets a date, a tenant's limits or master data."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

from payloadkit import messages
from payloadkit.messages.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

UAE = timezone(timedelta(hours=4))
MEBIBYTE = 1024 * 1024
LARGEST = 64 * MEBIBYTE

_HEAD = 256

UNIGNORABLE = frozenset(
    {"field.missing", "field.type", "csv.columns", "csv.encoding", "csv.header", "csv.quoting"}
)

Limits = Mapping[str, Mapping[str, int]]


class Masters(Protocol):
    """The interface of a tenant's master data for rules."""

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by id, as text; None if there is no such list."""


def _is_pointer(_entry: object, _field: object, path: str | None) -> None:
    if path is None:
        return
    if not isinstance(path, str):
        raise TypeError("path is a text")
    split(path)


def _is_date(_owner: object, field: attrs.Attribute[date | None], value: object) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise TypeError(f"{field.name} is a date")


@attrs.frozen
class Ignore:
    """One code that a tenant ignores, everywhere or at a path.

    Args:
        code: The code to ignore. ``json.*``, ``field.missing`` and ``field.type`` cannot be
            ignored, nor ``csv.columns``, ``csv.encoding``, ``csv.header`` and ``csv.quoting``:
            without these values nothing can be checked.
        path: JSON Pointer pattern: ``*`` is one token, a final ``/*`` is everything below. None
            for everywhere.
        reason: The reason, for the next reader of the configuration.
        until: The last day on which the code is ignored; None for no end.
    """

    code: str
    path: str | None = attrs.field(default=None, validator=_is_pointer)
    reason: str = ""
    until: date | None = attrs.field(default=None, validator=_is_date)

    def matches(self, code: str, tokens: tuple[str | int, ...]) -> bool:
        """Return whether this entry covers a violation of a code at path tokens."""
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
    """Return the unescaped tokens of a JSON Pointer.

    Raises:
        ValueError: The text is no JSON Pointer.
    """
    if pointer and not pointer.startswith("/"):
        msg = "a path is a JSON Pointer: empty, or beginning with a slash"
        raise ValueError(msg)
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def _ignores(ignore: Iterable[Ignore | str]) -> tuple[Ignore, ...]:
    if isinstance(ignore, str | Ignore) or not isinstance(ignore, Iterable):
        raise TypeError("ignore takes a list of codes and of Ignore entries")
    entries = tuple(entry if isinstance(entry, Ignore) else Ignore(entry) for entry in ignore)
    if any(not isinstance(entry.code, str) for entry in entries):
        raise TypeError("ignore takes a list of codes and of Ignore entries")
    known = messages.codes() if entries else frozenset()
    for entry in entries:
        if entry.code not in known:
            raise ValueError(f"ignore: no rule reports such a code{nearest(entry.code, known)}")
    return entries


def _limits(limits: Limits | str | PathLike[str] | None) -> Limits:
    if limits is None:
        return {}
    if not isinstance(limits, Mapping):
        from pathlib import Path

        limits = read_toml(Path(limits).read_bytes())
    for paths in limits.values():
        if not isinstance(paths, Mapping) or any(
            not isinstance(path, str) or type(limit) is not int or limit < 1
            for path, limit in paths.items()
        ):
            raise ValueError(
                "limits are tables by kind, with JSON Pointers and whole numbers from 1"
            )
    return {kind: dict(paths) for kind, paths in limits.items()}


def read_toml(data: bytes) -> Mapping[str, Any]:
    """Return a TOML document, with or without a byte order mark.

    Raises:
        ValueError: The data are no TOML, nest too deep, or are no UTF-8.
    """
    import tomllib

    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in data[:_HEAD]:
        raise ValueError("it is UTF-16: save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line} is no UTF-8: save the file as UTF-8") from None
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it nests too deep") from None


def _has_names(_policy: object, _field: object, masters: Masters | None) -> None:
    if masters is not None and not callable(getattr(masters, "names", None)):
        raise TypeError("masters have a method names(listing), as caas.MasterData has")


def _is_whole(_policy: object, field: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int:
        raise TypeError(f"{field.name} is a whole number")
    if value < 1:
        raise ValueError(f"{field.name} is 1 or more")


def _is_flag(_policy: object, field: attrs.Attribute[bool], value: object) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{field.name} is True or False")


def _is_language(_policy: object, _field: object, value: object) -> None:
    messages.check_language(value)


def _is_one_of(*words: str) -> Callable[[object, attrs.Attribute[Any], object], None]:
    def check(_policy: object, field: attrs.Attribute[Any], value: object) -> None:
        if value not in words:
            known = " or ".join(words)
            raise ValueError(f"{field.name} is {known}{nearest(value, words)}")

    return check


@attrs.frozen(kw_only=True)
class Policy:
    """How documents are checked. Same input and same policy give the same output anywhere.

    Args:
        today: The date for expiry and age; None for the date in the UAE (UTC+4) at each call.
        limits: A tenant's maximum lengths by kind and JSON Pointer, or the path of a TOML file with
            them. A text over such a limit is an error.
        masters: The tenant's master data (``caas.MasterData``). Ids are checked against it, and
            conversions look up names in it.
        ignore: Codes, or ``Ignore`` entries, that are left out of reports.
        strict: Whether warnings count as errors.
        max_bytes: The largest document that is read, in bytes.
        max_violations: The most violations of a report.
        images: ``full`` checks the bytes of every embedded image, ``off`` only its base64.
        phones: ``full`` checks with libphonenumber, ``shape`` only the E.164 form.
        workers: Threads that check images in parallel.
        language: The language of reports, ``en`` or ``ar``. No verdict depends on it.

    Raises:
        ValueError: A setting is out of its range, no rule reports an ignored code, or a limits
            file does not have the shape. The nearest valid word is named.
        TypeError: A setting is of another type.
        OSError: A limits file cannot be read.
    """

    today: date | None = attrs.field(default=None, validator=_is_date)
    limits: Limits = attrs.field(default=None, converter=_limits)
    masters: Masters | None = attrs.field(default=None, repr=False, validator=_has_names)
    ignore: tuple[Ignore, ...] = attrs.field(default=(), converter=_ignores)
    strict: bool = attrs.field(default=False, validator=_is_flag)
    max_bytes: int = attrs.field(default=LARGEST, validator=_is_whole)
    max_violations: int = attrs.field(default=1000, validator=_is_whole)
    images: Literal["full", "off"] = attrs.field(
        default="full", validator=_is_one_of("full", "off")
    )
    phones: Literal["full", "shape"] = attrs.field(
        default="full", validator=_is_one_of("full", "shape")
    )
    workers: int = attrs.field(default=1, validator=_is_whole)
    language: str = attrs.field(default=messages.ENGLISH, validator=_is_language)

    def effective_date(self) -> date:
        """Return the date for expiry and age."""
        return datetime.now(UAE).date() if self.today is None else self.today

    def fixed(self, masters: Masters | None) -> Policy:
        """Return this policy for one document, with a date and master data that do not change.

        Args:
            masters: The master data at the start of the check.
        """
        if self.today is not None and masters is self.masters:
            return self
        found = object.__new__(type(self))
        # Converters and validators need not run, since all values are valid. `copy` takes longer.
        for field in attrs.fields(type(self)):
            object.__setattr__(found, field.name, getattr(self, field.name))
        object.__setattr__(found, "today", self.effective_date())
        object.__setattr__(found, "masters", masters)
        return found

    def ignores(self, code: str, tokens: tuple[str | int, ...]) -> bool:
        """Return whether a violation of a code at path tokens is left out."""
        return bool(self.ignore) and any(
            entry.matches(code, tokens)
            and (entry.until is None or self.effective_date() <= entry.until)
            for entry in self.ignore
        )


def policy_of(policy: Policy | None) -> Policy:
    """Return the policy that a caller gave, or the default one.

    Args:
        policy: What the caller gave.

    Raises:
        TypeError: It is no policy.
    """
    if policy is not None and not isinstance(policy, Policy):
        raise TypeError(f"policy is a Policy, not {type(policy).__name__}")
    return policy or _DEFAULT


_DEFAULT = Policy()
