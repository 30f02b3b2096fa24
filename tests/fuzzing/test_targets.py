"""Every target, without the fuzzer: its seeds, some changes of them, and what was ever found."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.fuzzing.__main__ import begun
from tests.fuzzing.reach import files
from tests.fuzzing.target import FIXTURES, TARGETS, dice

if TYPE_CHECKING:
    from tests.fuzzing.target import Target

FINDS = FIXTURES / "finds"
INDEX = json.loads((FINDS / "index.json").read_bytes())


def target(name: str) -> Target:
    """Return a target by its name."""
    found: Target = import_module(f"tests.fuzzing.{name}").TARGET
    return found


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_changes_keep_every_promise(name: str) -> None:
    """A target's seeds and a few hundred changes keep every promise; there are many outcomes."""
    tried, random = target(name), dice(1)
    seeds = list(begun(name))
    outcomes = {tuple(tried.judge(seed)) for seed in seeds}
    for _ in range(200):
        tried.judge(tried.change(random.choice(seeds), random) or b"")

    assert len(outcomes) > 5
    assert max(map(len, seeds)) <= tried.longest


def test_anything_is_an_input(subtests: pytest.Subtests) -> None:
    """Bytes that are no document are judged too, and changed or left to the fuzzer."""
    data_cases: list[bytes] = [
        b"",
        b"\n",
        b"\xff\xfe",
        b"{}",
        b"[" * 1000,
        b"caas form\n%FF",
        b"airpay signed\n\xff",
        b"caas customer 200\n\xff",
        b"x" * 100,
    ]
    for name, data in product(TARGETS, data_cases):
        with subtests.test(name=name, data=data):
            tried = target(name)
            assert all(isinstance(word, str) for word in tried.judge(data))
            for seed in range(20):
                assert isinstance(tried.change(data, dice(seed)), bytes | None)


@pytest.mark.parametrize("name", TARGETS)
def test_changes_are_the_same_for_the_same_number(name: str) -> None:
    """A change depends on the random number alone, and mostly makes something new."""
    tried = target(name)
    seeds = list(tried.seeds())
    pairs = [
        (seed, tried.change(seed, dice(number)), tried.change(seed, dice(number)))
        for number, seed in enumerate(seeds)
    ]

    assert all(first == second for _, first, second in pairs)
    assert sum(seed != first for seed, first, _ in pairs) > len(pairs) * 0.7


@pytest.mark.parametrize("name", TARGETS)
def test_the_modules_are_there(name: str) -> None:
    """What a target is to reach exists."""
    found = list(files(target(name).modules))
    assert found
    assert all(path.is_file() for path in found)


def test_finds_are_mended(subtests: pytest.Subtests) -> None:
    """What was once found breaks no promise, and comes to what the index tells."""
    for find in INDEX:
        with subtests.test(find=find):
            assert (
                target(find.partition("/")[0]).judge((FINDS / find).read_bytes())
                == INDEX[find]["outcome"]
            )


def test_every_find_is_in_the_index() -> None:
    """No file of a find is left out, and every one says what it was."""
    assert {path.relative_to(FINDS).as_posix() for path in FINDS.glob("*/*")} == set(INDEX)
    assert all(find.partition("/")[0] in TARGETS and row["found"] for find, row in INDEX.items())
