"""The explicit null of JSON, which is neither an absent field nor an empty text."""

from __future__ import annotations

from typing import Final, final


@final
class Null:
    """The type of ``NULL``, its only instance: falsy, and dumped as ``null``."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Nothing is there."""
        return False

    def __repr__(self) -> str:
        """Show the name that code uses."""
        return "NULL"

    def __reduce__(self) -> str:
        """Copy and unpickle to the one instance."""
        return "NULL"


NULL: Final = Null()
