"""Hypothesis' entry point: with it ``hypothesis.strategies.from_type`` draws sound objects of every model, those of a tenant too."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from payloadkit.models.registry import tell

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def register() -> None:
    """Let Hypothesis know every model that there is and will be; Hypothesis calls this when it is imported."""
    tell(_register)


def _register(cls: type) -> None:
    from hypothesis import strategies as st

    st.register_type_strategy(cls, _drawn)


def _drawn(cls: type[T]) -> SearchStrategy[T]:
    from payloadkit.strategies import objects

    return objects(cls)
