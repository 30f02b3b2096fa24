"""What is mutated is the same module, written otherwise."""

from __future__ import annotations

import inspect

import payloadkit.rules.dates
from payloadkit.conversion import words
from payloadkit.conversion.rule import Rule
from tests.documents import POLICY
from tests.mutation.__main__ import table
from tests.mutation.source import prepared

TEXT = '''\
class Thing:
    @property
    def codes(self):
        """Codes."""
        return ("a", "b")

    def draw(self, draws):  # noqa: X
        """Draw."""
        return 1


@rule("x")
def word(text):
    """A word."""
    return text
'''
EXPECTED = '''\
class Thing:
    def codes(self):
        """Codes."""
        return ("a", "b")
    codes = property(codes)

    def draw(self, draws):  # noqa: X  # pragma: no mutate block
        """Draw."""
        return 1


def word(text):
    """A word."""
    return text
word = rule('x')(word)
'''


def test_decorators_are_called_behind() -> None:
    """A decorator that prevents mutation is called behind its function; draws are excluded."""
    assert prepared(TEXT) == EXPECTED


def test_a_prepared_module_is_the_same() -> None:
    """Modules of ours do the same when they are prepared."""
    for module, check in ((payloadkit.rules.dates, dates), (words, rules)):
        made: dict[str, object] = {"__name__": module.__name__}
        exec(prepared(inspect.getsource(module)), made)  # noqa: S102 - our own source
        check(made)


def dates(made: dict[str, object]) -> None:
    """Hold the prepared dates to what dates are."""
    day = made["Day"]
    assert isinstance(day, type)
    assert day("birth").codes == payloadkit.rules.dates.Day("birth").codes
    assert [fault.code for fault in day().check("?", POLICY)] == ["date.malformed"]


def rules(made: dict[str, object]) -> None:
    """Hold the prepared words to what rules are."""
    found = made["miss"]
    assert isinstance(found, Rule)
    assert (found.name, found.doc) == (words.miss.name, words.miss.doc)


def test_the_table_counts() -> None:
    """A row a module counts the fates of its mutants, and one counts all of them."""
    listed = (
        "    payloadkit.rules.a.x_f__mutmut_1: killed\n"
        "    payloadkit.rules.a.x_f__mutmut_2: survived\n"
        "    payloadkit.rules.b.x_g__mutmut_1: timeout\n"
    )

    assert table(listed)[2:] == [
        "| `rules.a` | 2 | 1 | 0 | 1 | 50.0% |",
        "| `rules.b` | 1 | 0 | 1 | 0 | 100.0% |",
        "| `all` | 3 | 1 | 1 | 1 | 66.7% |",
    ]
