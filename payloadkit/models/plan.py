"""A model compiled into one function that fills an object from plain or typed values.

Each value first meets the quick test of its rule (``Rule.probe``). A value that passes goes
straight into the object. Every other value goes to the reading, which explains it and continues.
JSON texts, Mappings, constructors and ``replace`` all take this way; there is no second reading.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from payloadkit.models.compiler import Compiler
from payloadkit.models.limits import limited
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from payloadkit.models.elements import Fill
    from payloadkit.models.judge import Reading

_KEPT = 256
"""Compiled plans that are kept: one a class, day, tenant's limits and form of the values."""


class PlanKey(NamedTuple):
    """The parts of a policy that a compiled plan depends on. Used as its cache key."""

    today: date
    phones: Any
    images: Any
    masters: bool
    limits: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, policy: Policy, kind: str | None) -> PlanKey:
        """Return the key of a policy for documents of a kind.

        Raises:
            ValueError: The policy has limits of an unknown kind.
        """
        for limited_kind in policy.limits:
            model_of(limited_kind)
        limits = tuple(policy.limits.get(kind or "", {}).items())
        masters = policy.masters is not None
        return cls(policy.effective_date(), policy.phones, policy.images, masters, limits)

    def policy(self, kind: str | None) -> Policy:
        """Return a policy that agrees with all those that have this key."""
        return Policy(
            today=self.today,
            phones=self.phones,
            images=self.images,
            masters=_Masters() if self.masters else None,
            limits={kind: dict(self.limits)} if kind and self.limits else None,
        )


class _Masters:
    """Stands for the master data of any policy while a plan is compiled; it has no lists."""

    def names(self, listing: str) -> None:
        """Return None: the lists of a document's own policy are looked up by the check."""


def fill_plain(reading: Reading, value: dict[str, Any]) -> object:
    """Return the object of a plain dict; the reading's findings say whether it is valid.

    Args:
        reading: The pass.
        value: The plain dict.
    """
    model = reading.model
    fill = plan_of(model.cls, PlanKey.of(reading.policy, model.kind), typed=False)
    found = fill(object.__new__(model.filled), value, (), reading)
    reading.finish()
    return found


@lru_cache(_KEPT)
def plan_of(cls: type, key: PlanKey, *, typed: bool) -> Fill:
    """Return the function that fills objects of a model.

    Args:
        cls: The model's class.
        key: What it depends on of a policy.
        typed: Whether it takes values by attribute, as a constructor gives them, instead of plain
            values by key.

    Raises:
        ValueError: A limit names no field.
    """
    model = model_of(cls)
    policy = key.policy(model.kind)
    return Compiler(policy, limited(model, policy), typed=typed).compile(model, ())
