"""Regular expressions: none is slow, none ends before a line end."""

from __future__ import annotations

import re
from functools import partial
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile.costs import timed
from tests.hostile.patterns import Pattern, compiled, of_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSER: Any = import_module("re._parser")  # how the standard library takes a pattern apart
PARTS = 8  # of the expressions, so that the workers share them
UNITS = [
    *" \t\n\r01a\u0661A+-(.@\",\\=/[]'{}\xff\x00\ud800",
    '""',
    "\r\n",
    "\\u0041",
    "\\ud83d",
    "customer",
    "Invalid",
    "784",
    "WORK",
    "ispe",
    "00",
    " ,",
]
LONG, SHORT = 2_000, 0.001
SHELTERED = {
    # is asked of libjpeg's own warnings, of at most 200 characters
    "payloadkit.images.jpeg_pixels._PADDING",
    "payloadkit.rules.bank._RUN",  # is asked of our own table
}


def test_no_expression_ends_before_a_line_end() -> None:
    """``$`` is true before a last line feed too, so nothing of ours ends with it."""
    for pattern in compiled():
        source = pattern.compiled.pattern
        text = source if isinstance(source, str) else source.decode("latin-1")
        assert "$" not in re.sub(r"\\.|\[[^\]]*\]", "", text), pattern.name


def shapes() -> Iterator[str]:
    """Yield long texts of one unit, of two in turn, and of two in a row.

    Some have an end that fits and some one that does not.
    """
    for first, second in product(UNITS, UNITS):
        yield first * (LONG // len(first)) + second
        yield (first + second) * (LONG // len(first + second))
        yield first * (LONG // 2 // len(first)) + second * (LONG // 2 // len(second)) + "!"


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(PARTS))
def test_no_expression_is_slower_than_linear(part: int, subtests: pytest.Subtests) -> None:
    """A text of four times the length takes about four times as long."""
    asked = [one for one in (*compiled(), *of_schemas()) if one.name not in SHELTERED]
    for pattern in asked[part::PARTS]:
        with subtests.test(name=pattern.name, method=pattern.method):
            linear(pattern)


def linear(pattern: Pattern) -> None:
    """Hold an expression to it."""
    for shape in shapes():
        if timed(partial(pattern.ask, shape))[1] < SHORT:
            continue
        costs = [
            min(timed(partial(pattern.ask, shape * times))[1] for _ in range(3)) for times in (1, 4)
        ]
        # linear is 4, quadratic 16
        assert costs[1] < 10 * max(costs[0], SHORT / 4), ascii(shape[:20])


def test_no_expression_of_a_schema_nests_repeats() -> None:
    """No unbounded repeat holds another, which makes other engines exponential."""
    for pattern in of_schemas():
        source = pattern.compiled.pattern
        assert not _nests(PARSER.parse(source), inside=False), source


def _nests(parsed: Any, *, inside: bool) -> bool:
    """Tell whether a repeat of varying length stands inside one without bound."""
    for name, argument in parsed:
        repeat = "REPEAT" in str(name)
        if repeat and inside and argument[0] != argument[1]:
            return True
        unbounded = repeat and argument[1] == PARSER.MAXREPEAT
        if any(_nests(part, inside=inside or unbounded) for part in _parts(argument)):
            return True
    return False


def _parts(argument: Any) -> Iterator[Any]:
    """Yield the expressions that one part of an expression holds."""
    if isinstance(argument, PARSER.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for inner in argument:
            yield from _parts(inner)


@pytest.mark.parametrize(
    ("source", "nested"),
    [
        (r"(a+)+", True),
        (r"(?:a*b?)*", True),
        (r"(?:[a-z]{4})*(?:[a-z]{2}==)?", False),
        (r"^[^@\s]+@[^@\s]+$", False),
    ],
)
def test_the_search_finds_nested_repeats(source: str, nested: bool) -> None:
    """The search itself tells a nested repeat from one that is not."""
    assert _nests(PARSER.parse(source), inside=False) is nested


def test_the_search_finds_slow_expressions() -> None:
    """The measure itself finds an expression that is quadratic."""
    with pytest.raises(AssertionError):
        linear(Pattern(re.compile(r"\s+x"), "search", "here"))


def test_every_expression_is_collected() -> None:
    """What is collected is what the sources compile, and each is asked somewhere."""
    assert len({pattern.name for pattern in compiled()}) > 40
    assert len(of_schemas()) > 10
