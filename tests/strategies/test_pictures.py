"""The pictures that other suites build on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import Budget, faults, fit, inspect
from payloadkit.strategies.pictures import Specimen, broken, bulky, sound


@given(st.integers(), st.sampled_from(["image/jpeg", "image/png"]))
def test_sound_specimens_are_sound(seed: int, content_type: str) -> None:
    """A sound specimen is small, has no violation of any severity, and needs no fitting."""
    data = sound(seed, content_type)
    assert len(data) < 1024
    assert inspect(data).violations == ()
    assert fit(data, Budget()).steps == ()


def test_seeds_make_different_pictures() -> None:
    """Specimens vary by seed, and are the same for the same."""
    assert len({sound(seed) for seed in range(20)}) == 20
    assert sound.__wrapped__(3) == sound(3)


def test_there_is_no_specimen_of_another_type() -> None:
    """Only what gateways take can be sound."""
    with pytest.raises(ValueError, match="image/png"):
        sound(0, "image/gif")


def test_a_broken_specimen_has_its_one_fault(subtests: pytest.Subtests) -> None:
    """A broken specimen draws exactly its violation, with its severity."""
    cases: list[Specimen] = [*broken(), bulky()]
    for specimen in cases:
        with subtests.test(specimen=specimen):
            assert [
                (violation.code, violation.severity)
                for violation in inspect(specimen.data).violations
            ] == [(specimen.code, specimen.severity)]


def test_a_broken_specimen_is_of_its_declared_type() -> None:
    """Nothing but its own fault is wrong with it, so its type is no lie."""
    types = {"JPEG": "image/jpeg", "PNG": "image/png"}
    formats = {
        specimen.code: (inspect(specimen.data).format, specimen.content_type)
        for specimen in (*broken(), bulky())
    }
    assert formats.pop("image.unreadable") == (None, "image/jpeg")
    assert all(types[name or ""] == content_type for name, content_type in formats.values())


def test_every_code_has_a_specimen() -> None:
    """No fault is without an example."""
    assert {specimen.code for specimen in (*broken(), bulky())} == set(faults.CODES)


def test_broken_specimens_are_small() -> None:
    """Suites may embed them."""
    assert all(len(specimen.data) < 2048 for specimen in broken())
