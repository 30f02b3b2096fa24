"""An example of each code: the lines of a document with the fault, and those that mend it."""

from __future__ import annotations

import difflib
import json
import textwrap
import tomllib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from docs.generate.code_documents import FIXTURES, POLICY, Document, checked, documents
from payloadkit.messages.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.strategies.pictures import Specimen

FILE = "payloadkit/reference/changes.json"
_WIDTH = 88
_END = 24
_VAST = 10_000
_MOST = 16
_LARGEST = 1_000_000


@attrs.frozen
class Example:
    """A document with a fault, and the same document without it.

    Args:
        code: The code of the fault.
        faulty: The text with the fault.
        sound: The document that is mended.
    """

    code: str
    faulty: str
    sound: Document

    @property
    def diff(self) -> str:
        """The lines that change; nothing if what changes in a line cannot be shown."""
        return _diff(self.faulty, self.sound.text)


@cache
def examples() -> dict[str, Example]:
    """Return the first example of each code that can be shown."""
    found: dict[str, Example] = {}
    for drawn in (_of_edits(), _of_fixtures(), _of_pictures()):
        for example in drawn:
            if example.code not in found and example.diff:
                found[example.code] = example
    return found


@cache
def changes() -> dict[str, list[str]]:
    """Return the lines of each example by code, in the order of the catalogue."""
    return {code: examples()[code].diff.splitlines() for code in catalogue()}


def _of_edits() -> Iterator[Example]:
    """Yield the edits of the file beside this module."""
    edits = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for family, entries in edits.items():
        for name, (base, *pairs) in entries.items():
            document = documents()[base]
            faulty = sound = document.text
            for right, wrong in zip(pairs[::2], pairs[1::2], strict=True):
                if right in sound:
                    faulty = faulty.replace(right, wrong, 1)
                else:  # the document has the fault
                    sound = sound.replace(wrong, right, 1)
            yield Example(f"{family}.{name}", faulty, attrs.evolve(document, text=sound))


def _of_fixtures() -> Iterator[Example]:
    """Yield the documents with one fault."""
    for tree in ("invalid", "warned"):
        for name in json.loads((FIXTURES / tree / "index.json").read_bytes()):
            faulty = (FIXTURES / tree / name).read_text(encoding="utf-8", errors="surrogateescape")
            yield Example(name.split("/")[1], faulty, documents()["minimal"])


def _of_pictures() -> Iterator[Example]:
    """Yield documents with a picture that has one fault; one of them is too large as a whole."""
    from payloadkit.strategies.pictures import broken, bulky

    sound = documents()["minimal"]
    small = checked("caas.onboarding", attrs.evolve(POLICY, max_bytes=_LARGEST))
    yield from (Example(each.code, _with(each), sound) for each in (*broken(), bulky()))
    yield Example("json.too_large", _with(bulky()), attrs.evolve(sound, codes=small))


def _with(picture: Specimen) -> str:
    """Return the minimal document with this picture as the front of the card."""
    document = json.loads(documents()["minimal"].text)
    document["id_details"][0]["id_front"] = {
        "base64_data": b64encode(picture.data).decode(),
        "content_type": picture.content_type,
    }
    return json.dumps(document, indent=2) + "\n"


def _diff(faulty: str, sound: str) -> str:
    """Return the lines that change; nothing if what changes in a line cannot be shown."""
    lines = list(difflib.unified_diff(_shown(faulty), _shown(sound), lineterm="", n=0))[2:]
    changes = [line for line in lines if not line.startswith("@@")]
    changes = [line for line in changes if line[1:].strip()] or changes
    if not 0 < len(changes) <= _MOST:
        return ""
    inside = textwrap.dedent("\n".join(line[1:] for line in changes)).split("\n")
    return "\n".join(
        f"{change[0]} {line}".rstrip() for change, line in zip(changes, inside, strict=True)
    )


def _shown(text: str) -> list[str]:
    """Return the lines of a document, cut, with what is not printed as escapes."""
    lines = text.split("\n")
    return [
        "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in _cut(line)) for line in lines
    ]


def _cut(line: str) -> str:
    """Return a line, without its middle if it is long; a vast one says how much that was."""
    left_out = len(line) - _WIDTH
    if left_out <= 0:
        return line
    mark = "…" if left_out < _VAST else f"… {left_out:,} more …"
    return f"{line[: _WIDTH - _END]}{mark}{line[-_END:]}"
