"""Suppressions: they note what they match, and end."""

from __future__ import annotations

import pickle
from datetime import date

import payloadkit as pk
from payloadkit.cli.suppressions import Suppression, notes, take
from tests.documents import TODAY, minimal

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


def test_entries_that_match_nothing_are_told() -> None:
    """By position, code and path."""
    found = policy(
        Suppression("text.blank", "/channel", number=1), Suppression("date.minor", number=2)
    )

    [note] = notes(found, {1})
    assert "ignore 2 (date.minor everywhere)" in note


def test_entries_that_ended_count_again_and_are_told() -> None:
    """``until`` is the last day; what an entry matched is still noted behind it."""
    last = Suppression("text.blank", "/channel", until=TODAY, number=1)
    over = Suppression("text.blank", "/channel", until=date(2026, 5, 31), number=1)
    document = {**minimal(), "channel": ""}

    assert pk.check(KIND, document, policy(last)).ok
    assert not pk.check(KIND, document, policy(over)).ok
    assert take(policy(over)) == {1}
    assert list(notes(policy(last), {1})) == []
    [needed] = notes(policy(over), {1})
    [useless] = notes(policy(over), set())
    assert "2026-05-31" in needed
    assert "2026-05-31" in useless
    assert needed != useless
