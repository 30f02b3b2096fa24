"""The file of a configuration: ``payloadkit.toml``, or ``[tool.payloadkit]`` of a project.

It is the nearest one from the working folder upwards; files are not merged. The search ends below a
folder that everybody may write to, such as ``/tmp``: a stranger's file there could name base URLs
that secrets would be sent to.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from payloadkit.cli.configuration import Configuration, declared
from payloadkit.cli.configuration_readers import Place, known, table
from payloadkit.cli.files import read_bounded
from payloadkit.cli.streams import InputError, printable
from payloadkit.policy import MEBIBYTE, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE, PROJECT = "payloadkit.toml", "pyproject.toml"
_OTHERS_WRITE = 0o002
_CONFIGURES = rb"""tool["']?[ \t]*([]=]|\.[ \t]*["']?payloadkit)"""
"""How the table ``tool.payloadkit``, or one that may hold it, begins."""


def found() -> Configuration:
    """Return the nearest configuration from the working folder upwards, or an empty one.

    Raises:
        InputError: It cannot be read, or is wrong.
    """
    for folder in _folders():
        for file in (os.path.join(folder, name) for name in (FILE, PROJECT)):
            if os.path.isfile(file):
                configuration = _read(file, os.path.relpath(file))
                if configuration is not None:
                    return configuration
    return Configuration()


def _folders() -> Iterator[str]:
    """Yield the working folder and those above it, up to one that everybody may write to."""
    with suppress(OSError):  # the working folder was removed
        folder = os.getcwd()
        yield folder
        while (above := os.path.dirname(folder)) != folder:
            if os.stat(above).st_mode & _OTHERS_WRITE:
                return
            yield above
            folder = above


def read(file: str) -> Configuration:
    """Return the configuration of a file.

    Args:
        file: The file's name from the command line.

    Raises:
        InputError: It cannot be read, or is wrong.
    """
    configuration = _read(os.path.abspath(file), file)
    if configuration is None:
        raise InputError(f"{printable(file)}: it has no [tool.payloadkit]")
    return configuration


def _read(file: str, name: str) -> Configuration | None:
    """Return the configuration of a file; None for a project that does not configure payloadkit."""
    folder, base = os.path.split(file)
    is_project = base == PROJECT
    data = read_bounded(file, MEBIBYTE)
    if is_project and not re.search(_CONFIGURES, data):
        return None  # to parse it would take milliseconds
    try:
        document = read_toml(data)
        settings = _tool(document) if is_project else document
        return None if settings is None else _configuration(settings, name, folder)
    except ValueError as error:
        raise InputError(f"{printable(name)}: {_problem(error)}") from None


def _tool(project: Mapping[str, Any]) -> object:
    tools = project.get("tool")
    return tools.get("payloadkit") if isinstance(tools, dict) else None


def _configuration(settings: object, name: str, folder: str) -> Configuration:
    readers = {field.name: field.metadata["reader"] for field in declared()}
    given = known(None, table(Place("tool.payloadkit", folder), settings), readers)
    values = {key: readers[key](Place(key, folder), value) for key, value in given.items()}
    return Configuration(file=name, folder=folder, **values)


def _problem(error: ValueError) -> str:
    """Return what is wrong. What is said of wrong TOML may hold its keys: only its place is."""
    from tomllib import TOMLDecodeError

    if not isinstance(error, TOMLDecodeError):
        return str(error)
    place = re.search(r"line \d+, column \d+", str(error))
    return f"no TOML: {place[0]}" if place else "no TOML"
