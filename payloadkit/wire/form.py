"""Form encoding, ``application/x-www-form-urlencoded``: read from bytes, written of an object."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from payloadkit.violation import Fault
from payloadkit.wire.writing import encode, to_dict

CONTENT_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 100


def read_form(body: bytes | str, *, strict: bool = False) -> list[tuple[str, str]] | Fault:
    """Return the fields of a form in their order, or why it cannot be read.

    Args:
        body: The form.
        strict: Whether a field without ``=`` makes it unreadable; else such a field is empty.
    """
    try:
        return parse_qsl(
            body if isinstance(body, str) else body.decode(),
            keep_blank_values=True,
            strict_parsing=strict,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeError:
        return Fault("form.encoding")
    except ValueError:
        return Fault("form.malformed", most=MOST_FIELDS)


def write_form(obj: object) -> bytes:
    """Return an object as a form.

    Args:
        obj: An object of a model.
    """
    return urlencode(form_fields(obj)).encode("ascii")


def form_fields(obj: object) -> dict[str, str]:
    """Return the fields of a form: a text as it is, any other value as compact JSON, no null.

    Args:
        obj: An object of a model.
    """
    return {
        key: value if isinstance(value, str) else encode(value).decode()
        for key, value in to_dict(obj).items()
        if value is not None
    }
