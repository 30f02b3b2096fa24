"""What the outcomes of all systems share: the words for a retry, and when to come again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from math import ceil
from typing import Generic, Literal, TypeAlias, TypeVar

import attrs

from payloadkit.messages.nearest import check_word
from payloadkit.violation import Violation  # noqa: TC001 - attrs resolves it

Body: TypeAlias = bytes | bytearray | memoryview | str
Headers: TypeAlias = Mapping[str, str]
Retry: TypeAlias = Literal["never", "after_mending", "after_login", "later", "after_lookup"]
State_co = TypeVar("State_co", covariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)

RETRIES: dict[Retry, str] = {
    "never": "Do not send it again.",
    "after_mending": "Correct the request, then send it again.",
    "after_login": "Get a new token, then send it again.",
    "later": "Send it again later.",
    "after_lookup": "Look the customer up before you send anything again: it may exist already.",
}


@attrs.frozen(kw_only=True)
class Outcome(Generic[State_co, Answer_co]):
    """The meaning of an answer. Its ``repr`` shows no personal value.

    Args:
        state: The result of the call; ``unknown`` if the answer does not show it.
        retry: Whether to send the call again, and when. ``after_lookup``: the person may be a
            customer already, so look the person up before you post again.
        violations: What is wrong with the request or the answer, as the system's own outcome says.
        retry_after: The seconds to wait, from the header ``Retry-After``.
        answer: The object of the answer, if it can be read.
    """

    state: State_co
    retry: Retry
    violations: tuple[Violation, ...] = ()
    retry_after: int | None = None
    answer: Answer_co | None = attrs.field(default=None, repr=False)


def is_success(status: int | None) -> bool:
    """Return whether a status is one of success: 200 to 299."""
    return status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def is_unavailable(status: int | None) -> bool:
    """Return whether a read may work later: no answer arrived, or one of 408, 425, 429 or 5xx."""
    return status is None or status in {408, 425, 429} or status // 100 == 5  # noqa: PLR2004 - 5xx


def seconds_to_wait(headers: Headers | None) -> int | None:
    """Return the seconds of the header ``Retry-After``, or None if it gives none.

    A date is compared with the answer's own ``Date`` or, without one, with the clock. A date in
    the past is 0.

    Source: RFC 9110, section 10.2.3.
    """
    fields = {
        name.lower(): value.strip()
        for name, value in (headers or {}).items()
        if isinstance(name, str) and isinstance(value, str)
    }
    value = fields.get("retry-after", "")
    if re.fullmatch("[0-9]{1,9}", value):
        return int(value)
    until = _moment(value)
    if until is None:
        return None
    since = _moment(fields.get("date", "")) or datetime.now(UTC)
    return max(0, ceil((until - since).total_seconds()))


def _moment(text: str) -> datetime | None:
    """Return the moment of an HTTP date, None for any other text."""
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def check_answer(
    endpoint: object, endpoints: Iterable[str], status: object, body: object, headers: object
) -> None:
    """Check that these are the parts of an HTTP answer to one of a system's calls.

    Raises:
        TypeError: One of the parts has another type.
        ValueError: The endpoint is none of the system's. The nearest is named.
    """
    check_word("endpoint", endpoint, endpoints)
    if status is not None and not isinstance(status, int):
        raise TypeError(f"status is a whole number or None, not {type(status).__name__}")
    if not isinstance(body, Body):
        raise TypeError(f"body is bytes or text, not {type(body).__name__}")
    if headers is not None and not isinstance(headers, Mapping):
        raise TypeError(f"headers are a Mapping, not {type(headers).__name__}")
