"""Suppressions: they note what they match, and end."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from payloadkit.cli.suppressions import Suppression, take
from tests.documents import TODAY, minimal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told

KIND = "caas.onboarding"


def policy(*entries: Suppression) -> pk.Policy:
    """Return a policy with entries of a configuration, and one of the command line."""
    return pk.Policy(today=TODAY, ignore=(*entries, pk.Ignore("country.same")))


def test_an_entry_notes_that_it_matched() -> None:
    """Only once for each document."""
    found = policy(
        Suppression("text.blank", "/channel", number=1), Suppression("text.blank", number=2)
    )
    assert pk.check(KIND, {**minimal(), "channel": ""}, found).violations == ()

    assert take(found) == {1}
    assert take(found) == set()


def test_entries_work_in_other_processes() -> None:
    """A copy notes for itself."""
    found = policy(Suppression("text.blank", "/channel", number=3))
    copy = pickle.loads(pickle.dumps(found))
    assert pk.check(KIND, {**minimal(), "channel": ""}, copy).ok

    assert take(copy) == {3}
    assert take(found) == set()


def test_what_is_left_out_takes_no_room() -> None:
    """``max_violations`` bounds what is left, since the policy ignores and no later filter."""
    found = pk.Policy(today=TODAY, max_violations=1, ignore=[Suppression("text.blank", "/channel")])
    report = pk.check(KIND, {**minimal(), "channel": "", "gender": ""}, found)

    assert [violation.path for violation in report.violations] == ["/gender"]
    assert not report.truncated


@pytest.fixture
def run(
    invoke: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Told]:
    """Give a run over two documents, each with one fault, under some entries."""
    monkeypatch.chdir(tmp_path)
    for name, fault in (("a", {"channel": ""}), ("b", {"gender": ""})):
        (tmp_path / f"{name}.json").write_text(json.dumps({**minimal(), **fault}))

    def check(*options: object, **entries: str) -> Told:
        text = "".join(
            f'[[ignore]]\ncode = "text.blank"\npath = "/{path}"\nreason = "later"\n{until}\n'
            for path, until in entries.items()
        )
        (tmp_path / "payloadkit.toml").write_text(text)
        return invoke("check", "--today", TODAY, *options, "a.json", "b.json")

    return check


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_entries_that_match_are_not_told(jobs: str, run: Callable[..., Told]) -> None:
    """They leave out what they match, in other processes too."""
    told = run("--quiet", "--jobs", jobs, channel="", gender="until = 2026-06-01")

    assert (told.status, told.out) == (0, b"")


def test_an_entry_that_matches_nothing_is_told(run: Callable[..., Told]) -> None:
    """By position, code and path, and only after a run over all documents."""
    told = run(channel="", gender="", first_name="")

    assert told.status == 0
    assert told.err.startswith(b"payloadkit.toml: ignore 3 (text.blank at /first_name) ")
    assert b"ignore" not in run("missing.json", channel="", gender="", first_name="").err


def test_an_entry_that_ended_counts_again_and_is_told(run: Callable[..., Told]) -> None:
    """Also if nothing matches it."""
    told = run(channel="until = 2026-05-31", gender="", first_name="until = 2026-05-31")
    [needed, useless, *_] = told.err.decode().splitlines()

    assert told.status == 1
    assert b"/channel" in told.out
    assert "ignore 1 " in needed
    assert "ignore 3 " in useless
    assert needed.partition("ended on 2026-05-31: ")[2] == "what it matches counts again"
    assert useless.partition("ended on 2026-05-31: ")[2] == "remove it"


def test_quiet_tells_nothing(run: Callable[..., Told]) -> None:
    """As of all that is no error."""
    assert run("--quiet", channel="", gender="", first_name="").err == b""
