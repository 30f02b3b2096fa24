"""What is declared of a model and of its fields; everything else is derived from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import attrs

from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.fields import Declaration
    from payloadkit.models.codec import Codec
    from payloadkit.rules.rule import Across, Rule


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Field:
    """One field of a model: its declaration, and what its annotation adds.

    Args:
        name: The attribute.
        key: The key on the wire.
        types: Types that the annotation allows beside None.
        part: Model class of the object, or of the elements, that stand here; None for a plain
            value.
        optional: Whether it may be absent.
        nullable: Whether the documents show ``null`` here.
        declared: The declaration.
    """

    name: str
    key: str
    types: tuple[type, ...]
    part: type | None
    optional: bool
    nullable: bool
    declared: Declaration

    @property
    def rule(self) -> Rule:
        """The rule of the value."""
        return self.declared.rule

    @property
    def certain(self) -> bool:
        """Whether it is sure that the field is mandatory."""
        return not self.declared.sure.endswith("/D")


class Gateway(Protocol):
    """How a system predicts the answer that an error would draw."""

    def __call__(self, code: str, field: Field | None) -> str | None:
        """Return the gateway's error code, or None."""


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class Model:
    """One model class and all that is declared of it.

    Args:
        cls: The class.
        kind: Its public name, or None where it only stands inside others.
        source: The document that describes it.
        tolerant: Whether it is read as an answer: unknown keys are kept, and only a wrong structure
            errs.
        fields: Its fields in declaration order.
        across: Its rules over several fields.
        gateway: How its system predicts an answer, or None.
        codec: The form of its documents where they are not JSON.
    """

    cls: type
    kind: str | None
    source: str
    tolerant: bool
    fields: tuple[Field, ...]
    across: tuple[Across, ...]
    gateway: Gateway | None
    codec: Codec | None = None

    def __repr__(self) -> str:
        """Print which model it is."""
        return f"<{self.kind or self.cls.__name__}>"

    @property
    def summary(self) -> str:
        """The first line of the class's docstring."""
        return (self.cls.__doc__ or "").partition("\n")[0].replace("``", "`")

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their key on the wire."""
        return {field.key: field for field in self.fields}

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their attribute."""
        return {field.name: field for field in self.fields}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that this model or one inside it declares, which may be shown in a path."""
        found = set(self.by_key)
        for field in self.fields:
            if field.part is not None:
                found |= model_of(field.part).keys
        return frozenset(found)

    @cached_property
    def filled(self) -> type:
        """The class of objects that are being filled: not frozen, and with the same slots.

        An object becomes one of ``cls`` when it is whole.
        """
        plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
        # Both, since they share a slot of the class: with one alone, each assignment is a call.
        return type(self.cls.__name__, (self.cls,), {"__slots__": (), **plain})

    def field_at(self, tokens: tuple[str | int, ...]) -> Field | None:
        """Return the field that path tokens lead to; an element of a list belongs to its field."""
        return next(reversed([field for field, _ in self._steps(tokens)]), None)

    def rank(self, tokens: tuple[str | int, ...]) -> tuple[int, ...]:
        """Return what sorts paths into the order of declaration, unknown keys behind the fields."""
        return tuple(number for _, number in self._steps(tokens))

    @cached_property
    def numbered(self) -> dict[str, tuple[int, Field]]:
        """The fields with their numbers in the order of declaration, by key."""
        return {field.key: (number, field) for number, field in enumerate(self.fields)}

    def _steps(self, tokens: tuple[str | int, ...]) -> Iterator[tuple[Field | None, int]]:
        """Yield the field that each token leads to or stays in, and the token's number."""
        model: Model | None = self
        field: Field | None = None
        inside = 0
        for token in tokens:
            if inside:
                inside -= 1
                yield field, token if isinstance(token, int) else 0
                continue
            last = 0 if model is None else len(model.fields)
            known = {} if model is None else model.numbered
            number, field = known.get(token, (last, None))  # type: ignore[arg-type] # or a number
            model = model_of(field.part) if field is not None and field.part is not None else None
            inside = len(field.rule.below) if field is not None else 0
            yield field, number

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
        """Yield every field at every depth with its path, ``*`` for any element of a list."""
        for field in self.fields:
            at = (*above, field.key)
            yield at, field
            if field.part is not None:
                yield from model_of(field.part).walk((*at, *field.rule.below))

    def models(self) -> Iterator[tuple[tuple[str, ...], Model]]:
        """Yield this model and those inside it, each with the path of its objects.

        ``*`` stands for any element of a list.
        """
        yield (), self
        yield from (
            ((*path, *field.rule.below), model_of(field.part))
            for path, field in self.walk()
            if field.part is not None
        )

    def rules(self) -> Iterator[tuple[tuple[str, ...], Rule]]:
        """Yield the rules of all fields and elements, at every depth, with their paths."""
        # Hypothesis loads this module as its entry point, and needs no rules for that.
        from payloadkit.rules.containers import Many

        for path, field in self.walk():
            yield path, field.rule
            if isinstance(field.rule, Many):
                yield (*path, "*"), field.rule.item
