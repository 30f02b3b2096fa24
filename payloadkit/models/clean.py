"""What a rule calls clean, as far as it may be believed: a rule that changes what it inherits, and does not say so, is asked by its own check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.rules.rule import Rule
from payloadkit.rules.text import screen

if TYPE_CHECKING:
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Across, Clean

_CHANGES = ("check", "json", "read")


def clean_of(rule: Rule, policy: Policy) -> Clean | None:
    """Return what a rule says of its clean values; one that changes what it inherits without saying so is asked by its own check."""
    clean = rule.clean(policy) if says(rule, "clean", *_CHANGES) else Rule.clean(rule, policy)
    if clean is None or not clean.words:
        return clean
    words = tuple(str.__str__(word) for word in clean.words if _passes(rule, word))
    return clean._replace(words=words) if words else None


def _passes(rule: Rule, word: str) -> bool:
    """Tell whether a word passes what every text is asked before its rule is."""
    return (
        bool(word.strip()) and screen(word, lines=rule.multiline) is None
        if rule.screened
        else bool(word)
    )


def vouches(rule: Across) -> tuple[str, ...]:
    """Return what a rule across fields vouches for, unless it has a look of its own and does not say so."""
    return rule.vouches() if says(rule, "vouches", "idle", "look") else ()


def says(rule: object, name: str, *of: str) -> bool:
    """Tell whether a rule's class says one thing no higher up than it says the others."""
    above, *others = (
        next(cls for cls in type(rule).__mro__ if one in vars(cls)) for one in (name, *of)
    )
    return all(issubclass(above, other) for other in others)


def embedded(rule: Rule) -> bool:
    """Tell whether a rule's texts are files that may be cut out unread: one with a check of its own may welcome escapes in them."""
    return rule.embedded and says(rule, "clean", *_CHANGES)


def checks_as(cls: type[Rule], rule: Rule) -> bool:
    """Tell whether a rule checks its plain value as a class's own do: msgspec leaves no such value to check otherwise."""
    return cls.json[0] in rule.json and all(
        getattr(type(rule), one) is getattr(cls, one) for one in ("check", "read")
    )
