"""The columns of what comes out of batches."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

_VIOLATION: Final = (
    pa.field("path", pa.string()),
    pa.field("code", pa.string()),
    pa.field("severity", pa.string()),
    pa.field("line", pa.int32()),
    pa.field("column", pa.int32()),
    pa.field("message", pa.string()),
    pa.field("hint", pa.string()),
    pa.field("gateway", pa.string()),
)
_LINEAGE: Final = (
    pa.field("target", pa.string()),
    pa.field("sources", pa.list_(pa.string())),
    pa.field("kind", pa.string()),
    pa.field("rule", pa.string()),
)
_OF_CONVERSION: Final = (pa.field("document", pa.string()), *_VIOLATION)
VIOLATIONS: Final = pa.schema([pa.field("key", pa.string()), *_VIOLATION])
"""The columns of ``check_batches``."""
PAYLOADS: Final = pa.schema(
    [
        pa.field("key", pa.string()),
        pa.field("state", pa.string()),
        pa.field("payload", pa.binary()),
        pa.field("violations", pa.list_(pa.struct(_OF_CONVERSION))),
        pa.field("lineage", pa.list_(pa.struct(_LINEAGE))),
    ]
)
"""The columns of ``convert_batches``."""


def keyed(schema: pa.Schema, key: pa.DataType) -> pa.Schema:
    """Return a schema whose keys are of another type than text.

    Args:
        schema: ``VIOLATIONS`` or ``PAYLOADS``.
        key: The type of the keys.
    """
    return schema.set(0, pa.field("key", key))
