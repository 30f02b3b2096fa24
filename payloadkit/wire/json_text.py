"""JSON texts: jiter reads them, and the strict scanner says why it refuses one."""

from __future__ import annotations

from jiter import from_json

from payloadkit.models.codec import Unreadable
from payloadkit.wire.text import DUPLICATES, Scanned, decode


def parse(
    raw: bytes | bytearray | memoryview | str, *, duplicates: int = DUPLICATES
) -> Scanned | Unreadable:
    """Read the value of a JSON text; where jiter refuses it, the strict scanner says why.

    jiter bounds the depth at 200 levels only.
    Numbers with a fraction or an exponent are jiter's: ``values.exact`` makes plain ones of them.

    Args:
        raw: The JSON text, or its bytes.
        duplicates: How many repeated keys to remember at most.
    """
    try:
        data = raw.encode() if isinstance(raw, str) else bytes(raw)
        value: object = from_json(
            data,
            allow_inf_nan=False,
            cache_mode="keys",  # the default keeps texts of documents in the process
            catch_duplicate_keys=True,
            float_mode="lossless-float",
        )
    except ValueError:
        return explain(raw, duplicates=duplicates)
    return Scanned(value)


def explain(raw: bytes | bytearray | memoryview | str, *, duplicates: int) -> Scanned | Unreadable:
    """Read the value of a JSON text by the strict scanner, which says what is wrong with it.

    Args:
        raw: The JSON text, or its bytes.
        duplicates: How many repeated keys to remember at most.
    """
    from payloadkit.wire.scanner import scan  # only a fault needs it

    text = raw if isinstance(raw, str) else decode(raw)
    return text if isinstance(text, Unreadable) else scan(text, duplicates=duplicates)
