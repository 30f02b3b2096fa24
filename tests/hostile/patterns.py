"""Every regular expression of the package: where it stands, and by which methods it is asked."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import Any

import attrs

import payloadkit as pk

HOUSE = Path(pk.__file__).parent
ASKED = {"match", "fullmatch", "search", "findall", "finditer", "split", "sub"}


@attrs.frozen
class Pattern:
    """A regular expression and how it is asked.

    Args:
        compiled: The expression.
        method: The name of the method that is called.
        name: Module and name where it stands first.
    """

    compiled: re.Pattern[Any]
    method: str
    name: str

    def ask(self, text: str) -> None:
        """Ask it of a text as the package does, to the end."""
        given: Any = (
            text if isinstance(self.compiled.pattern, str) else text.encode("latin-1", "replace")
        )
        arguments = (given[:0], given) if self.method == "sub" else (given,)
        found = getattr(self.compiled, self.method)(*arguments)
        if self.method == "finditer":
            list(found)


@cache
def compiled() -> tuple[Pattern, ...]:
    """Return every expression that a module keeps, once for each method called on it."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py"))
    found: dict[tuple[Any, str], Pattern] = {}
    for info in pkgutil.walk_packages(pk.__path__, "payloadkit."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            expression = (
                value if isinstance(value, re.Pattern) else getattr(value, "__self__", None)
            )
            if isinstance(expression, re.Pattern):
                methods = (
                    set(re.findall(rf"\b{name}\.(\w+)\(", sources)) & ASKED
                    if expression is value
                    else {getattr(value, "__name__", "")}
                )
                for method in sorted(methods):
                    found.setdefault(
                        (expression, method), Pattern(expression, method, f"{info.name}.{name}")
                    )
    return tuple(found.values())


@cache
def of_schemas() -> tuple[Pattern, ...]:
    """Return every expression of the JSON Schemas of all kinds, with its search."""
    found = {pattern: kind for kind in pk.kinds() for pattern in _within(pk.json_schema(kind))}
    return tuple(
        Pattern(re.compile(pattern), "search", kind) for pattern, kind in sorted(found.items())
    )


def _within(schema: Any) -> set[str]:
    parts = (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    )
    own = (
        {schema["pattern"]}
        if isinstance(schema, dict) and isinstance(schema.get("pattern"), str)
        else set()
    )
    keys = set(schema.get("patternProperties", ())) if isinstance(schema, dict) else set()
    return own.union(keys, *map(_within, parts))
