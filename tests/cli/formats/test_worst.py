"""What is kept of very many violations."""

from __future__ import annotations

from random import Random

from payloadkit.cli.formats.worst import Worst
from payloadkit.violation import Severity


def test_the_worst_and_first_are_kept() -> None:
    """Errors are kept before warnings and these before infos; of equal ones the first."""
    random = Random(13)  # noqa: S311 - chooses severities
    for most in (0, 1, 5, 30, 100):
        drawn = [(random.choice(list(Severity)), number) for number in range(60)]
        worst: Worst[tuple[Severity, int]] = Worst(most)
        for thing in drawn:
            worst.add(thing[0], thing)
        expected = sorted(drawn, key=lambda thing: list(Severity).index(thing[0]))[:most]

        assert worst.kept() == expected
        assert worst.kept_in_order() == sorted(expected, key=lambda thing: thing[1])
        assert worst.left_out == 60 - len(expected)
