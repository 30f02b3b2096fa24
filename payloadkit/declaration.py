"""What is declared of a model and of its fields, in the form that everything else is derived from."""

from __future__ import annotations

import re
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from payloadkit.rules.rule import Across, Rule
    from payloadkit.strict_json import Path, Place, Unreadable
    from payloadkit.violation import Fault

ATTRIBUTE = "__payloadkit__"
SYSTEMS = ("caas", "uaekyc", "azakaw", "airpay")


@attrs.frozen(kw_only=True)
class Declaration:
    """What one line of a class says of its field.

    Args:
        rule: The rule of the value.
        doc: What the field is, in one line.
        sure: How sure the limit is and, behind a slash, how sure it is that the field is mandatory: marks A to D.
        source: Where the fact comes from, or None where it is the model's source.
        personal: Whether the value is a person's and hides in ``repr``.
        blank: Whether the documents show ``""`` here.
        key: The key on the wire where it is no identifier.
    """

    rule: Rule
    doc: str
    sure: str = attrs.field(default="A", validator=attrs.validators.matches_re(re.compile(r"[ABCD](/[ABCD])?")))
    source: str | None = None
    personal: bool = False
    blank: bool = False
    key: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class Field:
    """One field of a model: its declaration, and what its annotation adds.

    Args:
        name: The attribute.
        key: The key on the wire.
        types: Types that the annotation allows beside None and Null.
        part: Model class of the object, or of the elements, that stand here; None for a plain value.
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


@attrs.frozen(eq=False, repr=False)
class Parsed:
    """What a document's text holds, and where.

    Args:
        value: Its plain value; ``FOREIGN`` wherever there is none and the fault is told already.
        locate: Where path tokens stand in the text.
        lines: Lines and columns of offsets in the text.
    """

    value: object
    locate: Callable[[Iterable[Path]], Mapping[Path, Place]]
    lines: Callable[[Iterable[int]], Mapping[int, tuple[int, int]]]


class Tell(Protocol):
    """How the reading of a text reports a fault."""

    def __call__(self, path: Path, fault: Fault, offset: int) -> bool:
        """Report a fault at a path and an offset, and return whether there is room for further errors."""
        ...


class Codec(Protocol):
    """The form of a kind whose documents are not JSON."""

    def claims(self, raw: bytes) -> bool:
        """Tell whether a document looks like one of this form, however broken."""
        ...

    def read(self, raw: bytes | bytearray | memoryview | str, tell: Tell) -> Parsed | Unreadable:
        """Return what a document holds, or why nothing of it can be read."""
        ...

    def write(self, value: Mapping[str, Any]) -> bytes:
        """Return the bytes of a plain value."""
        ...


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class Model:
    """One model class and all that is declared of it.

    Args:
        cls: The class.
        kind: Its public name, or None where it only stands inside others.
        source: The document that describes it.
        tolerant: Whether it is read as an answer: unknown keys are kept, and only a wrong structure errs.
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
    def keys(self) -> frozenset[str]:
        """Every key that this model or one inside it declares, which may be shown in a path."""
        found = set(self.by_key)
        for field in self.fields:
            if field.part is not None:
                found |= model_of(field.part).keys
        return frozenset(found)

    @cached_property
    def files(self) -> tuple[tuple[str, ...], ...]:
        """The paths of embedded files, at any depth, ``*`` for any element of a list."""
        return tuple(path for path, field in self.walk() if field.rule.embedded)

    @cached_property
    def file_keys(self) -> tuple[str, ...]:
        """The keys of embedded files, at any depth."""
        return tuple(sorted({path[-1] for path in self.files}))

    @cached_property
    def thawed(self) -> type:
        """A class whose objects have the slots of the frozen one, take values quickly, and can become that one's."""
        return type(self.cls.__name__, (self.cls,), {"__slots__": (), "__setattr__": object.__setattr__})

    def field_at(self, tokens: tuple[str | int, ...]) -> Field | None:
        """Return the field that path tokens below this model lead to; what is inside a list belongs to the list's field."""
        return next(reversed([field for field, _ in self._steps(tokens)]), None)

    def rank(self, tokens: tuple[str | int, ...]) -> tuple[int, ...]:
        """Return what sorts paths into the order of declaration, unknown keys behind the fields."""
        return tuple(number for _, number in self._steps(tokens))

    def _steps(self, tokens: tuple[str | int, ...]) -> Iterator[tuple[Field | None, int]]:
        """Yield the field that each token leads to or stays in, and the token's number among its neighbours."""
        model: Model | None = self
        field: Field | None = None
        inside = 0
        for token in tokens:
            if inside:
                inside -= 1
                yield field, token if isinstance(token, int) else 0
                continue
            field = None if model is None else model.by_key.get(token)  # type: ignore[arg-type] # an index is nobody's key
            number = 0 if model is None else len(model.fields) if field is None else model.fields.index(field)
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
        """Yield this model and those inside it with the paths of their objects, ``*`` for any element of a list."""
        yield (), self
        yield from (((*path, *field.rule.below), model_of(field.part)) for path, field in self.walk() if field.part is not None)

    def rules(self) -> Iterator[tuple[tuple[str, ...], Rule]]:
        """Yield the rule of every field at every depth, and that of the elements of its list, with the path of what it judges."""
        from payloadkit.rules.parts import Many  # Hypothesis loads this module as its entry point, and needs no rules for that

        for path, field in self.walk():
            yield path, field.rule
            if isinstance(field.rule, Many):
                yield (*path, "*"), field.rule.item


_KINDS: dict[str, type] = {}
_MADE: list[type] = []
_TOLD: list[Callable[[type], object]] = []
_KIND = re.compile(r"[a-z0-9.-]{1,64}")


def register(model: Model) -> None:
    """Make a model known by its kind, and its class to whoever is told.

    Raises:
        ValueError: Another class has the kind already.
    """
    if model.kind in _KINDS:
        msg = f"two models of the kind {model.kind!r}"
        raise ValueError(msg)
    if model.kind is not None:
        _KINDS[model.kind] = model.cls
    _MADE.append(model.cls)
    for listener in _TOLD:
        listener(model.cls)


def tell(listener: Callable[[type], object]) -> None:
    """Call a listener with the class of every model that there is, and of every one that will be made.

    Args:
        listener: What is called.
    """
    if listener not in _TOLD:
        _TOLD.append(listener)
        for cls in _MADE:
            listener(cls)


def kinds() -> tuple[str, ...]:
    """Return the names of every kind, those of the four systems first; within a system, in the order of declaration."""
    for system in SYSTEMS:
        import_module(f"payloadkit.{system}")
    rank = {system: number for number, system in enumerate(SYSTEMS)}
    return tuple(sorted(_KINDS, key=lambda kind: rank.get(kind.partition(".")[0], len(SYSTEMS))))


def model_of(kind: str | type) -> Model:
    """Return the model of a class, or of a kind's name.

    Raises:
        ValueError: No model has this kind.
        TypeError: The class is no model.
    """
    if isinstance(kind, str):
        if kind not in _KINDS and kind.partition(".")[0] in SYSTEMS:
            import_module(f"payloadkit.{kind.partition('.')[0]}")
        if kind not in _KINDS:
            msg = f"no kind {kind if _KIND.fullmatch(kind) else '?'}; payloadkit.kinds() lists them"
            raise ValueError(msg)
        kind = _KINDS[kind]
    refusal = unmodelled(kind)
    if refusal is not None:
        raise TypeError(refusal)
    found: Model = vars(kind)[ATTRIBUTE]
    return found


def unmodelled(cls: object) -> str | None:
    """Say that this is no model's class, without a word of what it is instead; None for one."""
    if isinstance(cls, type) and ATTRIBUTE in vars(cls):
        return None
    return f"{cls.__qualname__ if isinstance(cls, type) else type(cls).__qualname__} is not a class made with @payloadkit.model"
