"""The keys of a configuration: what each may hold, and what it is for.

A key is declared once. Its reader, its option and its row in the documentation are derived.
"""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import attrs
import click

from payloadkit.cli import configuration_readers as readers
from payloadkit.cli.files import STDIN
from payloadkit.cli.streams import InputError, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.cli.configuration_readers import Reader
    from payloadkit.cli.suppressions import Suppression


def _key(
    reader: Reader,
    value: str,
    about: str,
    *,
    option: str | None = None,
    only: str | None = None,
) -> Any:  # noqa: ANN401 - as attrs.field
    """Declare a key.

    Args:
        reader: Reads its value.
        value: What it may hold, for people.
        about: What it says, for people.
        option: The argument of commands that gets its value, if there is one.
        only: The one command whose option it is; None for every command that has it.
    """
    return attrs.field(
        default=None,
        metadata={"reader": reader, "value": value, "about": about, "option": option, "only": only},
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Configuration:
    """What a file configures. Each attribute is a key of it; None is one that is absent.

    Args:
        file: The name of the file.
        folder: Its folder; None without a file.
    """

    file: str = ""
    folder: str | None = None
    kinds: Mapping[str, str] | None = _key(
        readers.kinds,
        "table",
        "The kind of files by a pattern of their names: `*` is a part of a name, `**` is any "
        "folders. The first that matches decides. `--kind` goes before it.",
    )
    ignore: tuple[Suppression, ...] | None = _key(
        readers.ignore,
        "tables",
        "Violations to leave out: `code`, `path`, `reason` and `until`. `--ignore` adds to it.",
    )
    limits: str | Mapping[str, Any] | None = _key(
        readers.limits,
        "table or path",
        "Your maximum lengths: a table of JSON Pointers for each kind, or a file with these.",
        option="limits",
    )
    masters: str | None = _key(
        readers.path,
        "path",
        "Your master data: a file with a `caas.masters` answer.",
        option="masters",
    )
    strict: bool | None = _key(
        readers.flag, "`true` or `false`", "Whether warnings count as errors.", option="strict"
    )
    images: str | None = _key(
        readers.setting,
        '`"full"` or `"off"`',
        "Whether the bytes of embedded pictures are checked.",
        option="images",
    )
    phones: str | None = _key(
        readers.setting,
        '`"full"` or `"shape"`',
        "Check phone numbers with libphonenumber, or only their form.",
        option="phones",
    )
    workers: int | None = _key(
        readers.setting, "number", "Threads that check pictures.", option="workers"
    )
    max_violations: int | None = _key(
        readers.setting,
        "number",
        "Most violations to report for a document.",
        option="max_violations",
    )
    max_bytes: int | None = _key(
        readers.setting, "number", "Most bytes of a document. It has no option."
    )
    language: str | None = _key(
        readers.setting, '`"en"` or `"ar"`', "Language of the messages.", option="language"
    )
    format: str | None = _key(
        readers.report_format,
        "name",
        "The report format of `payloadkit check`, as `--format` names it.",
        option="form",
        only="check",
    )
    jobs: int | str | None = _key(
        readers.jobs,
        'number or `"auto"`',
        "Processes of `payloadkit check`; `auto` is one for each core.",
        option="jobs",
        only="check",
    )
    caas: str | None = _key(readers.system, "table", "`base_url` of CAAS.")
    uaekyc: str | None = _key(readers.system, "table", "`base_url` of the UAE KYC platform.")
    azakaw: str | None = _key(readers.system, "table", "`base_url` of Azakaw.")
    airpay: str | None = _key(readers.system, "table", "`base_url` of Airpay.")

    @property
    def base_urls(self) -> dict[str, dict[str, str]]:
        """The tables of the systems, as a client reads them."""
        return {
            system: {"base_url": url}
            for system in readers.SECRETS
            if (url := getattr(self, system)) is not None
        }

    @property
    def limit_table(self) -> Mapping[str, Any] | None:
        """The limits if they stand in the configuration itself, else None."""
        return None if isinstance(self.limits, str) else self.limits

    def kind_of(self, file: str) -> str | None:
        """Return the kind that the configuration has for a file's name, or None.

        A pattern need not say that a file is compressed.

        Args:
            file: The file's name from the command line.
        """
        if self.folder is None or not self.kinds or file == STDIN:
            return None
        parts = os.path.relpath(file, self.folder).split(os.sep)
        plain = [*parts[:-1], parts[-1].removesuffix(".gz")]
        for pattern, kind in self.kinds.items():
            wanted = _parts(pattern)
            if _matches(wanted, parts) or _matches(wanted, plain):
                return kind
        return None

    def defaults(self, ctx: click.Context) -> dict[str, object]:
        """Return the values of the options of a command, by the names of its arguments.

        Args:
            ctx: The command that runs.

        Raises:
            InputError: A value is none for the option.
        """
        options = {option.name: option for option in ctx.command.params}
        values: dict[str, object] = {}
        for key in declared():
            name, only = key.metadata["option"], key.metadata["only"]
            value = getattr(self, key.name)
            if value is None or isinstance(value, dict) or name not in options:
                continue
            if only in (None, ctx.command.name):
                try:
                    values[name] = options[name].type_cast_value(ctx, value)
                except click.BadParameter as error:
                    message = f"{printable(self.file)}: {key.name}: {error.message}"
                    raise InputError(message) from None
        return values


def declared() -> list[attrs.Attribute[Any]]:
    """Return the keys, as attributes of the class with what is said of each."""
    return [field for field in attrs.fields(Configuration) if field.metadata]


def _parts(pattern: str) -> list[str]:
    """Return the parts of a pattern. One that ends in a slash is all below a folder."""
    whole = f"{pattern}**" if pattern.endswith("/") else pattern
    return whole.removeprefix("./").split("/")


def _matches(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    """Return whether the parts of a path match those of a pattern."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(pattern[1:], parts[at:]) for at in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(pattern[1:], parts[1:])
