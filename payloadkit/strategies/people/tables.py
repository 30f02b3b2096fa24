"""The tables of invented texts, by the word that a field's ``sample`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.strategies.people import civil, names, numbers, papers, places, plain, work

if TYPE_CHECKING:
    from payloadkit.strategies.people.pairs import Tables

TABLES: Tables = {
    sample: shapes
    for module in (civil, names, numbers, papers, places, plain, work)
    for sample, shapes in module.TABLES.items()
}


def shapes_of(sample: str) -> tuple[str, ...]:
    """Return the invented texts of a sample word.

    In a text, ``#`` stands for any digit and ``?`` for the Luhn check digit of those before it.

    Args:
        sample: The word, such as ``given name``.

    Raises:
        ValueError: There is no table of this name.
    """
    if sample not in TABLES:
        msg = f"no invented texts are called {sample!r}; known are {', '.join(sorted(TABLES))}"
        raise ValueError(msg)
    return TABLES[sample]
