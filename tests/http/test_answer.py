"""What the outcomes of all systems share: when to come again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import azakaw, caas, uaekyc
from payloadkit.http.answer import is_success, is_unavailable, seconds_to_wait

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


def test_seconds_to_wait(subtests: pytest.Subtests) -> None:
    """The header is a number of seconds or a date in any of HTTP's forms, else nothing."""
    value_cases: list[tuple[str, int | None]] = [
        ("30", 30),
        (" 30 ", 30),
        ("0", 0),
        ("Wed, 21 Oct 2026 07:30:00 GMT", 120),
        ("Wednesday, 21-Oct-26 07:30:00 GMT", 120),
        ("Wed Oct 21 07:30:00 2026", 120),
        ("Wed, 21 Oct 2026 07:00:00 GMT", 0),
        ("-30", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("1" * 10, None),
        ("٣٠", None),
        ("Wed, 99 Oct 2026 07:30:00 GMT", None),
        ("Sun Nov  6 08:9:37 197777777777777777777794", None),
    ]
    for (value, seconds), name in product(
        value_cases, ("Retry-After", "retry-after", "RETRY-AFTER")
    ):
        with subtests.test(value=value, seconds=seconds, name=name):
            assert seconds_to_wait({"Date": DATE, name: value}) == seconds


@pytest.mark.parametrize("headers", [None, {}, {"Date": DATE}, {5: "30"}, {"Retry-After": 30}])
def test_no_header(headers: dict[str, str] | None) -> None:
    """Without a header of text there is nothing to wait for."""
    assert seconds_to_wait(headers) is None


@pytest.mark.parametrize("date", [{}, {"Date": "today"}])
def test_the_clock_counts_without_a_date(date: dict[str, str]) -> None:
    """Without the date of the answer the wait begins now."""
    until = format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)

    assert seconds_to_wait({**date, "Retry-After": until}) in range(60, 121)


@given(st.dictionaries(st.sampled_from(["Date", "Retry-After"]), st.text() | st.just(DATE)))
def test_any_header_is_survived(headers: dict[str, str]) -> None:
    """No header makes an exception, and no wait is negative."""
    assert (seconds_to_wait(headers) or 0) >= 0


def test_statuses() -> None:
    """A lost answer and statuses for a moment are unavailable; 2xx are a success."""
    statuses = (None, *range(100, 1000))

    assert [status for status in statuses if is_unavailable(status)] == [
        None,
        408,
        425,
        429,
        *range(500, 600),
    ]
    assert [status for status in statuses if is_success(status)] == [*range(200, 300)]


@pytest.mark.parametrize(
    ("system", "word", "near"),
    [
        (caas, "onbording", "onboarding"),
        (caas, "Lookup", "lookup"),
        (azakaw, "adduser", "add-user"),
        (uaekyc, "record", "records"),
        (uaekyc, "customer_dat", "customer-data"),
    ],
)
def test_the_nearest_endpoint_is_named(system: Any, word: str, near: str) -> None:
    """An endpoint that a system does not have is refused with the one that was meant."""
    with pytest.raises(ValueError, match=rf"did you mean {near}\?$"):
        system.read_answer(word, 200, b"")


@pytest.mark.parametrize("system", [azakaw, caas, uaekyc])
@pytest.mark.parametrize("word", [None, 5, "", [], {}])
def test_what_is_like_no_endpoint_is_refused(system: Any, word: Any) -> None:
    """An endpoint of another type is refused with all that there are."""
    with pytest.raises(ValueError, match=r"^endpoint is customer|^endpoint is (token|status)"):
        system.read_answer(word, 200, b"")
