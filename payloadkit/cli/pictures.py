"""A picture and what its bytes are, as every report format is given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.cli.files import whole
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from payloadkit.images import Facts


@attrs.frozen
class Picture:
    """A picture and what its bytes are.

    Args:
        file: Its file's name as it was given, ``-`` for standard input.
        facts: What its bytes are.
    """

    file: str
    facts: Facts

    @classmethod
    def read(cls, file: str) -> Picture:
        """Read a picture and look at it.

        Raises:
            Trouble: It cannot be read, or is no size for a picture.
        """
        from payloadkit.images import inspect

        return cls(file, inspect(whole(file, LARGEST)))
