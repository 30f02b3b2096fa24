"""Writes `docs/api/`: for each public package and module, directives that Sphinx fills in."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, get_origin

from docs.generate.files import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = "docs/api"
MODULES = {
    "payloadkit": "What every program uses: check, load, convert, dump, and what they return.",
    "payloadkit.caas": "CAAS: its models, its calls and a client.",
    "payloadkit.uaekyc": "The UAE KYC platform: its models, its calls and a client.",
    "payloadkit.azakaw": "Azakaw: its models, its calls and a client.",
    "payloadkit.airpay": "Airpay: its models, its keys and hashes, its calls and a client.",
    "payloadkit.images": "Pictures: look at one, and make one fit.",
    "payloadkit.workflows": "A migration, and the onboarding of one person, with a journal.",
    "payloadkit.arrow": "Batches of documents as Arrow tables.",
    "payloadkit.sandbox": "Stand-ins of the four systems for tests.",
    "payloadkit.strategies": "Invented documents for property-based tests.",
    "payloadkit.http.call": "The vocabulary of calls, for those who bring their own HTTP library.",
    "payloadkit.http.answer": "What every outcome of a call has.",
    "payloadkit.fields": "The helpers that declare the fields of a model of your own.",
    "payloadkit.rules.rule": "The base classes of rules of your own.",
}
_CHOSEN = {
    "payloadkit.http.call": ("Answer", "Call", "Lost", "Reply", "Wait"),
    "payloadkit.http.answer": ("Outcome", "Retry"),
    "payloadkit.rules.rule": ("Across", "Breaker", "Expression", "Rule"),
}
"""The public names of modules that have others too."""

_SECTIONS = {
    "autofunction": "Functions",
    "autoclass": "Classes",
    "py:type": "Types",
    "autodata": "Constants",
    "py:data": "Values",
}

_FIRST = ("check", "load", "dump", "to_dict", "convert", "replace")
"""What most programs use stands before the others."""

_QUALIFIED = re.compile(r"\btyping\.|\bcollections\.abc\.|~")

_INDEX = f"""\
{HEAD}

# API

Every public name, with its types. What has no place here is not public.

| module | what it has |
|---|---|"""


def pages() -> dict[str, str]:
    """Return the text of every page by its name in the checkout."""
    rows = (f"| [`{name}`]({name}.md) | {about} |" for name, about in MODULES.items())
    listed = "\n".join(MODULES)
    toctree = f"```{{toctree}}\n:hidden:\n\n{listed}\n```"
    index = "\n".join([_INDEX, *rows, "", toctree]) + "\n"
    return {
        f"{FOLDER}/index.md": index,
        **{f"{FOLDER}/{name}.md": _page(name, about) for name, about in MODULES.items()},
    }


def _page(module: str, about: str) -> str:
    names = _names(module)
    parts = [
        HEAD,
        f"# {module.removeprefix('payloadkit.')}",
        about,
        f"```{{eval-rst}}\n.. py:module:: {module}\n```",
    ]
    for directive, title in _SECTIONS.items():
        found = [name for name in names if _directive(module, name) == directive]
        if found:
            lines = [_line(directive, module, name) for name in found]
            parts += [f"## {title}", "\n".join(["```{eval-rst}", *lines, "```"])]
    return "\n\n".join(parts) + "\n"


def _names(module: str) -> Iterable[str]:
    """Return the public names of a module, but for modules."""
    loaded = import_module(module)
    found: Iterable[str] = (
        _CHOSEN.get(module) or getattr(loaded, "__all__", None) or _of_module(loaded)
    )
    names = [name for name in found if not isinstance(getattr(loaded, name), ModuleType)]
    return sorted(names, key=lambda name: (*_FIRST, name).index(name))


def _of_module(loaded: ModuleType) -> Iterator[str]:
    """Yield the public classes and functions that a module without a list of names defines."""
    for name, value in vars(loaded).items():
        home = getattr(value, "__module__", None)
        if not name.startswith("_") and home == loaded.__name__:
            yield name


def _directive(module: str, name: str) -> str:
    value = getattr(import_module(module), name)
    if isinstance(value, type):
        return "autoclass"
    if inspect.isroutine(value):
        return "autofunction"
    if get_origin(value):
        return "py:type"
    return "autodata" if type(value).__module__.startswith("payloadkit") else "py:data"


def _line(directive: str, module: str, name: str) -> str:
    value = getattr(import_module(module), name)
    if directive == "py:type":
        return f".. py:type:: {name}\n   :canonical: {_QUALIFIED.sub('', str(value))}\n"
    if directive == "py:data":  # the docstring would be that of another library's class
        return f".. py:data:: {name}\n   :type: {type(value).__name__}\n"
    return f".. {directive}:: {module}.{name}"
