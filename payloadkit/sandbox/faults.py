"""How a call goes wrong on purpose, and at which moment."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import attrs

from payloadkit.messages.nearest import nearest

When: TypeAlias = Literal["before", "after_commit"]
OnTheWire: TypeAlias = Literal[
    "reset", "close", "silence", "half_headers", "half_body", "dribble", "garbage"
]
How: TypeAlias = OnTheWire | Literal["html", 502, 503, 429, 401]

MOMENTS: tuple[When, ...] = get_args(When)
ON_THE_WIRE: tuple[OnTheWire, ...] = get_args(OnTheWire)
KINDS: tuple[How, ...] = (*ON_THE_WIRE, "html", 502, 503, 429, 401)


@attrs.frozen
class Fault:
    """A call that goes wrong.

    Args:
        how: ``reset``, ``close`` and ``silence`` are no answer: the connection is reset, closed, or
            stays open without a byte. ``half_headers`` and ``half_body`` end in the middle,
            ``dribble`` is a whole answer byte by byte, ``garbage`` is no HTTP, ``html`` is a page
            with status 200. A number is an answer of this status.
        when: ``before``: the call was not done. ``after_commit``: it was, and only the answer goes
            wrong.

    Raises:
        ValueError: Another word.
    """

    how: How
    when: When = "before"

    def __attrs_post_init__(self) -> None:
        """Refuse other words."""
        if self.when not in MOMENTS:
            raise ValueError(f"when is {' or '.join(MOMENTS)}{nearest(self.when, MOMENTS)}")
        if self.how not in KINDS:
            kinds = [str(kind) for kind in KINDS]
            raise ValueError(f"how is one of {', '.join(kinds)}{nearest(self.how, kinds)}")
