"""The measuring machine: its processor and what is installed, and nothing of its owner."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "attrs",
    "cattrs",
    "email-validator",
    "jsonschema-rs",
    "marshmallow",
    "msgspec",
    "numpy",
    "phonenumbers",
    "pillow",
    "pybase64",
    "pydantic",
    "pydantic-extra-types",
    "simplejpeg",
)
_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)
_CPUINFO = Path("/proc/cpuinfo")


def described() -> str:
    """Return the machine in a few lines of Markdown."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor()}, {os.cpu_count()} cores, {platform.system()}; {python}; {libraries}."


def processor() -> str:
    """Return the processor's model, or its architecture where the system does not tell."""
    found = _MODEL.search(_CPUINFO.read_text(encoding="utf-8")) if _CPUINFO.exists() else None
    return found[1] if found else platform.machine()
