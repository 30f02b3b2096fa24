"""Valid documents as Hypothesis strategies, constructed from the declarations.

Nothing is drawn to be thrown away: what a document needs is put there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from payloadkit.models.limits import limited
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.containers import Keyed, Many
from payloadkit.strategies.draws import sample_draws

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Across, Draws, Rule
    from payloadkit.rules.values import Path
    from payloadkit.strategies.places import Document, Pattern


@attrs.frozen(eq=False, repr=False)
class Drawing:
    """Draws documents of one model.

    A ``needed`` value is one that is there and says something. It is named by its path tokens, seen
    from the object or list that is drawn, with ``*`` for the first element of a list and for one
    key of an object of lists. It is None where nothing is needed.

    Args:
        model: The model.
        draws: What the rules draw with.
        full: Whether every field is there and says something.
        limits: The rules that a tenant's limits change, by path with ``*`` for any element.
    """

    model: Model
    draws: Draws
    full: bool = False
    limits: Mapping[Pattern, Rule] = attrs.field(factory=dict)
    _made: dict[Pattern, SearchStrategy[Any]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(
        cls, model: Model, policy: Policy | None, *, full: bool = False, realistic: bool = False
    ) -> Drawing:
        """Return what draws a model's documents, valid by a policy whose day is fixed here."""
        policy = policy_of(policy)
        fixed = attrs.evolve(policy, today=policy.effective_date())
        return cls(model, sample_draws(fixed, st, realistic=realistic), full, limited(model, fixed))

    def __repr__(self) -> str:
        """Print what is drawn."""
        return repr(self.model)

    @cached_property
    def filled(self) -> Drawing:
        """The same, with every field there."""
        return self if self.full else attrs.evolve(self, full=True)

    def document(self, needed: Pattern | None = None) -> SearchStrategy[Document]:
        """Return a strategy of documents."""
        return self._object(self.model, needed, ())

    def counted(
        self, field: Field, rule: Many, count: int, at: Pattern
    ) -> SearchStrategy[list[Any]]:
        """Return a strategy of lists of an exact number of elements.

        Args:
            field: The list's field.
            rule: Its rule.
            count: Number of elements.
            at: Path tokens of the list in its document.
        """
        item = self._value(field, rule.item, None, (*at, "*"))
        return st.lists(item, min_size=count, max_size=count)

    def repair(self, document: Document, path: Path, broken: Across | None = None) -> None:
        """Change the objects around a place so that their rules across fields hold.

        Args:
            document: The document; the objects that lead to the place are changed.
            path: Path tokens of the place, whose value stays as it is; or of an object.
            broken: The rule of that object that shall not hold.
        """
        models = {
            len(pattern): model
            for pattern, model in self.model.models()
            if len(pattern) <= len(path)
            and all(wanted in ("*", token) for wanted, token in zip(pattern, path, strict=False))
        }
        for length in sorted(models, reverse=True):
            holder: Any = document
            for token in path[:length]:
                holder = holder[token]
            kept = str(path[length]) if length < len(path) else None
            for rule in models[length].across if isinstance(holder, dict) else ():
                if rule is not broken:
                    rule.repair(holder, self.draws, kept)

    def _object(
        self, model: Model, needed: Pattern | None, above: Pattern
    ) -> SearchStrategy[Document]:
        """Return a strategy of a model's objects, whose path in the document is ``above``."""
        head = needed[0] if needed else None
        certain: dict[str, SearchStrategy[Any]] = {}
        perhaps: dict[str, SearchStrategy[Any]] = {}
        for field in model.fields:
            inside = needed[1:] if needed and field.key == head else None
            there = self.full or not field.optional or field.key == head
            (certain if there else perhaps)[field.key] = self._field(
                field, inside, (*above, field.key)
            )

        def repaired(document: Document) -> Document:
            document = {key: document[key] for key in model.by_key if key in document}
            for rule in model.across:
                rule.repair(document, self.draws)
            return document

        return st.fixed_dictionaries(certain, optional=perhaps).map(repaired)

    def _field(self, field: Field, needed: Pattern | None, at: Pattern) -> SearchStrategy[Any]:
        """Return a field's strategy, null and ``""`` included unless it is needed."""
        if needed is None and at in self._made:
            return self._made[at]
        rule = field.rule
        if isinstance(rule, Many):
            least = max(rule.least, self.full or not field.optional)
            rule = attrs.evolve(rule, least=least)
        drawn = self._value(field, rule, needed, at)
        if needed is not None:
            return drawn
        blank = field.declared.blank or (self.model.tolerant and str in rule.json)
        silent = [] if self.full else [None] * field.nullable + [""] * blank
        self._made[at] = drawn | st.sampled_from(silent) if silent else drawn
        return self._made[at]

    def _value(
        self, field: Field, rule: Rule, needed: Pattern | None, at: Pattern
    ) -> SearchStrategy[Any]:
        """Return a strategy of valid values of a field, or of the elements of its list."""
        rule = self.limits.get(at, rule)
        if isinstance(rule, Many):
            return self._list(field, rule, needed, (*at, "*"))
        if isinstance(rule, Keyed):
            return self._keyed(field, needed[1:] if needed else None, (*at, "*", "*"))
        if field.part is None:
            drawn: SearchStrategy[Any] = rule.draw(self.draws)
            return drawn
        return self._object(model_of(field.part), needed, at)

    def _keyed(
        self, field: Field, needed: Pattern | None, at: Pattern
    ) -> SearchStrategy[dict[str, Any]]:
        keys = st.text("abcdefghij_", min_size=1, max_size=8)
        lists = st.dictionaries(
            keys, self._list(field, Many(), None, at), min_size=int(self.full), max_size=2
        )
        if needed is None:
            return lists
        first = self._list(field, Many(), needed, at)
        return st.builds(lambda one, more: {"first": one, **more}, first, lists)

    def _list(
        self, field: Field, rule: Many, needed: Pattern | None, at: Pattern
    ) -> SearchStrategy[list[Any]]:
        item = self._value(field, rule.item, None, at)
        if not needed:
            return st.lists(item, min_size=rule.least, max_size=_at_most(rule, max(3, rule.least)))
        first = self._value(field, rule.item, needed[1:], at)
        most = _at_most(rule, max(2, rule.least)) - 1
        rest = st.lists(item, min_size=max(0, rule.least - 1), max_size=most)
        return st.builds(lambda one, more: [one, *more], first, rest)


def _at_most(rule: Many, count: int) -> int:
    return count if rule.most is None else min(count, rule.most)
