"""How a call goes wrong on purpose, and at which moment."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import attrs

from payloadkit.messages.nearest import check_word

When: TypeAlias = Literal["before", "after_commit"]
OnTheWire: TypeAlias = Literal[
    "reset", "close", "silence", "half_headers", "half_body", "dribble", "garbage"
]
How: TypeAlias = Literal[OnTheWire, "html", 502, 503, 429, 401]

MOMENTS: tuple[When, ...] = get_args(When)
ON_THE_WIRE: tuple[OnTheWire, ...] = get_args(OnTheWire)
KINDS: tuple[How, ...] = get_args(How)


@attrs.frozen
class Fault:
    """A call that goes wrong. Another word is a ValueError.

    Args:
        how: ``reset``, ``close`` and ``silence`` are no answer: the connection is reset, closed, or
            stays open without a byte. ``half_headers`` and ``half_body`` end in the middle,
            ``dribble`` is a whole answer byte by byte, ``garbage`` is no HTTP, ``html`` is a page
            with status 200. A number is an answer of this status.
        when: ``before``: the call was not done. ``after_commit``: only its answer goes wrong.
    """

    how: How
    when: When = "before"

    def __attrs_post_init__(self) -> None:
        """Refuse other words."""
        check_word("how", self.how, KINDS)
        check_word("when", self.when, MOMENTS)
