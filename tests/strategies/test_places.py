"""Places in a plain document."""

from __future__ import annotations

from payloadkit.strategies.places import GONE, changed, places


def test_changed_leaves_the_document_as_it_is() -> None:
    """Another value at a path, or nothing there, makes another document."""
    document = {"a": [{"b": 1}, 2], "c": 3}

    assert changed(document, ("a", 0, "b"), 5) == {"a": [{"b": 5}, 2], "c": 3}
    assert changed(document, ("c",), GONE) == {"a": [{"b": 1}, 2]}
    assert changed(document, (), 7) == 7
    assert document == {"a": [{"b": 1}, 2], "c": 3}


def test_places_are_all_that_a_pattern_leads_to() -> None:
    """A pattern leads into every element and key, and to an absent last key."""
    document = {"a": [{"b": 1}, {}], "c": {"x": [1], "y": [2, 3]}}

    assert list(places(document, ("a", "*", "b"))) == [("a", 0, "b"), ("a", 1, "b")]
    assert list(places(document, ("c", "*", "*"))) == [("c", "x", 0), ("c", "y", 0), ("c", "y", 1)]
    assert list(places(document, ("d",))) == [("d",)]
    assert list(places(document, ("d", "e"))) == []
    assert list(places(document, ("a", "*", "*"))) == [("a", 0, "b")]
    assert list(places(5, ("*",))) == []
