"""Check and convert documents in Arrow record batches, under any engine that speaks Arrow."""

from __future__ import annotations

try:
    import pyarrow as pa  # noqa: F401 - looked for once, before the modules that use it
except ImportError as error:
    raise ImportError("batches need pyarrow: pip install 'payloadkit[arrow]'") from error

from payloadkit.arrow.checking import check_batches, documents, reports
from payloadkit.arrow.converting import convert_batches
from payloadkit.arrow.schemas import PAYLOADS, VIOLATIONS
from payloadkit.arrow.source import Part, Source, onboarding_source

__all__ = [
    "PAYLOADS",
    "VIOLATIONS",
    "Part",
    "Source",
    "check_batches",
    "convert_batches",
    "documents",
    "onboarding_source",
    "reports",
]
