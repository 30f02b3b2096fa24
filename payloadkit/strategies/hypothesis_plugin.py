"""Hypothesis' entry point: ``hypothesis.strategies.from_type`` draws objects of every model."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from payloadkit.models.registry import on_register

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def register() -> None:
    """Register every model, now and when it is declared; Hypothesis calls this when imported."""
    on_register(_register)


def _register(cls: type) -> None:
    from hypothesis import strategies as st

    st.register_type_strategy(cls, _drawn)


def _drawn(cls: type[T]) -> SearchStrategy[T]:
    from payloadkit.strategies.api import objects

    return objects(cls)
