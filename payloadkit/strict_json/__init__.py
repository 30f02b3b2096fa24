"""JSON texts read strictly (RFC 8259), and the places of their values.

One scanner serves two readings. ``scan`` gives the value of a text, or says what keeps it from being one. ``locate`` tells where
given paths stand in a text that ``scan`` accepted, and is only asked once there is something to point at.

What cannot be read comes back as an ``Unreadable``, never as an exception: an exception would carry frames, and with them the
document, to whoever logs it. Its codes:

* ``json.encoding``: a byte order mark, bytes that are not UTF-8, a lone surrogate in the text or in an escape.
* ``json.depth``: the 65th array or object inside one another.
* ``json.invalid``: whatever else RFC 8259 does not allow, from an empty text to one that goes on after its value.

``decode`` judges all bytes before ``scan`` sees any of the text. Within ``scan`` the first fault in the text counts. It stands at
the first character of what cannot be there: a broken number where its sound part ends, a broken escape at its backslash, a text
that is cut short at its end.
"""

from __future__ import annotations

from payloadkit.strict_json.numerals import Literal, OutOfRange
from payloadkit.strict_json.places import Place, locate, walk_order
from payloadkit.strict_json.scanner import DEPTH, Path, Scanned, scan
from payloadkit.strict_json.text import Unreadable, decode, line_column, line_columns

__all__ = ["DEPTH", "Literal", "OutOfRange", "Path", "Place", "Scanned", "Unreadable", "decode", "line_column", "line_columns", "locate", "scan", "walk_order"]
