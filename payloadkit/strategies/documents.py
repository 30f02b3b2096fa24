"""Sound documents as Hypothesis strategies, constructed from the declarations: what is wanted in one is put there, and nothing is drawn to be thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from payloadkit.models.judge import limited
from payloadkit.models.model import Field, Model
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy
from payloadkit.rules.containers import Keyed, Many
from payloadkit.rules.rule import Draws

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from payloadkit.rules.rule import Rule

Document = dict[str, Any]
Pattern = tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Wish:
    """What has to be in a drawn document.

    Args:
        path: Path tokens of a value that is there, ``*`` for the first element of a list and for
            any key of an object of lists.
        value: Strategy of that value, which stays as it is drawn; None where any sound one will do.
        rule: Number of the rule across fields, of the object at the path, that finds something to
            look at; None for none.
    """

    path: Pattern
    value: SearchStrategy[Any] | None = None
    rule: int | None = None

    def below(self, steps: int) -> Wish:
        """Return what is wished inside the value that so many tokens lead to."""
        return attrs.evolve(self, path=self.path[steps:])


@attrs.frozen(eq=False, repr=False)
class Drawing:
    """Draws documents of one model.

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
        """Return what draws a model's documents, sound by a policy whose day is fixed here."""
        policy = policy or Policy()
        settled = attrs.evolve(policy, today=policy.effective_date())
        return cls(model, Draws(settled, st, realistic), full, limited(model, settled))

    def __repr__(self) -> str:
        """Print what is drawn."""
        return repr(self.model)

    def document(self, *wishes: Wish) -> SearchStrategy[Document]:
        """Return a strategy of documents with all that is wished in them."""
        return self.object(self.model, wishes)

    def object(
        self, model: Model, wishes: tuple[Wish, ...] = (), above: Pattern = ()
    ) -> SearchStrategy[Document]:
        """Return a strategy of a model's objects with all that is wished in them.

        Args:
            model: The model.
            wishes: What has to be there.
            above: Path tokens of the object in its document.
        """
        wishes = tuple(_completed(model, wishes))
        named = {wish.path[0] for wish in wishes if wish.path}
        pinned = next(
            (
                tuple(token for token in wish.path if token != "*")
                for wish in wishes
                if wish.value is not None
            ),
            (),
        )
        values = {}
        for field in model.fields:
            least = max((rule.least(field.key, pinned) for rule in model.across), default=0)
            inside = tuple(wish.below(1) for wish in wishes if wish.path[:1] == (field.key,))
            values[field.key] = self._field(field, inside, (*above, field.key), least)
        always = {
            field.key
            for field in model.fields
            if self.full or not field.optional or field.key in named
        }
        arranged = [
            model.across[wish.rule] for wish in wishes if not wish.path and wish.rule is not None
        ]

        def settled(document: Document) -> Document:
            document = {
                field.key: document[field.key] for field in model.fields if field.key in document
            }
            for rule in arranged:
                rule.arrange(document)
            for rule in model.across:
                rule.settle(document, pinned)
            return document

        certain = {key: value for key, value in values.items() if key in always}
        perhaps = {key: value for key, value in values.items() if key not in always}
        return st.fixed_dictionaries(certain, optional=perhaps).map(settled)

    def _field(
        self, field: Field, wishes: tuple[Wish, ...], at: Pattern, least: int
    ) -> SearchStrategy[Any]:
        """Return a field's strategy; where nothing is wished of it, it is made once."""
        if wishes:
            return self._said(field, wishes, at, least)
        if at not in self._made:
            self._made[at] = self._said(field, (), at, least)
        return self._made[at]

    def _said(
        self, field: Field, wishes: tuple[Wish, ...], at: Pattern, least: int
    ) -> SearchStrategy[Any]:
        rule = field.rule
        if isinstance(rule, Many):
            wanted = max(rule.least, least, self.full or not field.optional)
            rule = attrs.evolve(rule, least=wanted if rule.most is None else min(wanted, rule.most))
        said = self.value(field, rule, wishes, at)
        if self.full or wishes:
            return said
        silent = [None] * field.nullable + [""] * (
            field.declared.blank or (self.model.tolerant and str in field.rule.json)
        )
        return said | st.sampled_from(silent) if silent else said

    def value(
        self, field: Field, rule: Rule, wishes: tuple[Wish, ...], at: Pattern
    ) -> SearchStrategy[Any]:
        """Return a strategy of sound values of a field, or of what its list holds.

        Args:
            field: The field.
            rule: The field's rule, or that of an element.
            wishes: What has to be there, seen from the value.
            at: Path tokens of the value in its document.
        """
        wished = next(
            (wish.value for wish in wishes if not wish.path and wish.value is not None), None
        )
        if wished is not None:
            return wished
        rule = self.limits.get(at, rule)
        if isinstance(rule, Many):
            return self._list(field, rule, wishes, (*at, "*"))
        if isinstance(rule, Keyed):
            return self._keyed(field, tuple(wish.below(1) for wish in wishes), (*at, "*", "*"))
        if field.part is None:
            drawn: SearchStrategy[Any] = rule.draw(self.draws)
            return drawn
        return self.object(model_of(field.part), wishes, at)

    def counted(
        self, field: Field, rule: Many, count: int, at: Pattern
    ) -> SearchStrategy[list[Any]]:
        """Return a strategy of lists of so many elements.

        Args:
            field: The list's field.
            rule: Its rule.
            count: Number of elements.
            at: Path tokens of the list in its document.
        """
        return st.lists(
            self.value(field, rule.item, (), (*at, "*")), min_size=count, max_size=count
        )

    def _keyed(
        self, field: Field, wishes: tuple[Wish, ...], at: Pattern
    ) -> SearchStrategy[dict[str, Any]]:
        lists = st.dictionaries(
            st.text("abcdefghij_", min_size=1, max_size=8),
            self._list(field, Many(), (), at),
            min_size=int(self.full),
            max_size=2,
        )
        if not wishes:
            return lists
        return st.builds(
            lambda first, more: {"first": first, **more},
            self._list(field, Many(), wishes, at),
            lists,
        )

    def _list(
        self, field: Field, rule: Many, wishes: tuple[Wish, ...], at: Pattern
    ) -> SearchStrategy[list[Any]]:
        inside = tuple(wish.below(1) for wish in wishes if wish.path)
        item = self.value(field, rule.item, (), at)
        if not inside:
            return st.lists(item, min_size=rule.least, max_size=_capped(rule, max(3, rule.least)))
        first = self.value(field, rule.item, inside, at)
        rest = st.lists(
            item,
            min_size=max(0, rule.least - 1),
            max_size=max(0, _capped(rule, max(2, rule.least)) - 1),
        )
        return st.builds(lambda one, more: [one, *more], first, rest)


def _capped(rule: Many, count: int) -> int:
    return count if rule.most is None else min(count, rule.most)


def _completed(model: Model, wishes: tuple[Wish, ...]) -> Iterator[Wish]:
    """Yield the wishes, and what the wished rules across fields read, together with what the rules read that share a field with them."""
    yield from wishes
    reading = {
        name
        for wish in wishes
        if not wish.path and wish.rule is not None
        for name in model.across[wish.rule].reads
    }
    grown = True
    while grown:
        more = {name for rule in model.across if reading & set(rule.reads) for name in rule.reads}
        grown = not more <= reading
        reading |= more
    yield from (Wish(tuple(_starred(model, names))) for names in sorted(reading))


def _starred(model: Model, names: Pattern) -> Iterator[str]:
    """Yield path tokens of names without list indexes."""
    for number, name in enumerate(names):
        yield name
        field = model.by_key[name]
        if number < len(names) - 1 and field.part is not None:
            yield from field.rule.below
            model = model_of(field.part)
