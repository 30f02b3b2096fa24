"""The versions that matter for a report of a bug."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, requires, version

import payloadkit

_NEEDED = ("attrs", "cattrs", "jiter", "msgspec", "pillow", "phonenumbers", "pycountry")
_MORE = ("simplejpeg", "pillow-heif")
_WITH_EXTRA = "; extra == "


def versions() -> str:
    """Return the versions of payloadkit, Python and what judges documents, one in each line."""
    found = {
        "payloadkit": payloadkit.__version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "platform": platform.platform(),
        **{name: _version(name) for name in (*_NEEDED, *_MORE)},
        "extras": ", ".join(_extras()) or "none",
    }
    return "\n".join(f"{name} {value}" for name, value in found.items())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _extras() -> list[str]:
    """Return the extras whose packages are installed."""
    needed: dict[str, list[str]] = {}
    for entry in requires("payloadkit") or ():
        name, _, extra = entry.partition(_WITH_EXTRA)
        if extra:
            needed.setdefault(extra.strip("'\""), []).append(name.split(">")[0].split("[")[0])
    return [extra for extra, names in needed.items() if all(_has(name) for name in names)]


def _has(name: str) -> bool:
    return _version(name.strip()) != "not installed"
