"""Facts about pictures, and changes to them, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.files import read_bounded
from payloadkit.cli.result import counted
from payloadkit.cli.streams import unicode_name
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from payloadkit.images import Facts, Fitted

_FACTS = (
    "format",
    "width",
    "height",
    "size_bytes",
    "orientation",
    "has_location",
    "animated",
    "ok",
)


@attrs.frozen
class Picture:
    """A picture and its facts.

    Args:
        file: The file's name from the command line, ``-`` for standard input.
        facts: The facts about its bytes.
    """

    file: str
    facts: Facts

    @classmethod
    def read(cls, file: str) -> Picture:
        """Read and inspect a picture.

        Raises:
            InputError: The file cannot be read, or is too large.
        """
        from payloadkit.images import inspect

        return cls(file, inspect(read_bounded(file, LARGEST)))


def picture_json(picture: Picture) -> dict[str, Any]:
    """Return a picture's facts and violations as JSON values."""
    return {
        "file": unicode_name(picture.file),
        **{name: getattr(picture.facts, name) for name in _FACTS},
        "violations": [attrs.asdict(violation) for violation in picture.facts.violations],
    }


def facts_line(facts: Facts) -> str:
    """Return the facts of a picture, in words."""
    size = "" if facts.width is None else f"{facts.width} x {facts.height} pixels, "
    turned = "" if facts.orientation in {1, None} else f", orientation {facts.orientation}"
    place = ", tells where it was taken" if facts.has_location else ""
    moving = ", animated" if facts.animated else ""
    name = facts.format or "no picture"
    return f"{name}, {size}{counted(facts.size_bytes, 'byte')}{turned}{place}{moving}"


def fitted_json(file: str, fitted: Fitted) -> dict[str, Any]:
    """Return the changes to a picture as JSON values."""
    names = ("content_type", "width", "height", "quality", "steps")
    facts = {name: getattr(fitted, name) for name in names}
    return {"file": unicode_name(file), "size_bytes": len(fitted.data), **facts}


def fitted_line(fitted: Fitted) -> str:
    """Return the changes to a picture, in words."""
    quality = "" if fitted.quality is None else f", quality {fitted.quality}"
    done = ", ".join(fitted.steps) or "as it was"
    size = f"{fitted.width} x {fitted.height} pixels, {counted(len(fitted.data), 'byte')}"
    return f"{fitted.content_type}, {size}{quality}; {done}"
