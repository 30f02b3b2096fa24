"""What generated code hangs on: those parts of a policy that the rules read, and that one document after another shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from payloadkit.policy import Policy

if TYPE_CHECKING:
    from datetime import date


class Terms(NamedTuple):
    """The terms on which a value is clean.

    Args:
        kind: The kind of the document, whose limits these are; None where there are none.
        today: As in the policy.
        phones: As in the policy.
        images: As in the policy.
        masters: Whether there are master data, which are looked up in the document's own policy.
        limits: The tenant's limits for the kind.
    """

    kind: str | None
    today: date
    phones: Any
    images: Any
    masters: bool
    limits: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, policy: Policy, kind: str | None) -> Terms:
        """Return the terms of a policy for documents of a kind."""
        limits = policy.limits.get(kind, {}) if kind else {}
        return cls(
            kind if limits else None,
            policy.effective_date(),
            policy.phones,
            policy.images,
            policy.masters is not None,
            tuple(limits.items()),
        )

    @property
    def policy(self) -> Policy:
        """A policy with these terms, and without master data."""
        limits = {self.kind: dict(self.limits)} if self.kind and self.limits else None
        return Policy(today=self.today, phones=self.phones, images=self.images, limits=limits)
