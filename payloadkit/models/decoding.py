"""The code of the fast reading: for each model a struct that msgspec fills, and a function that makes an object of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec

from payloadkit.models.clean import checks_as, clean_of, embedded, vouches
from payloadkit.models.filling import Filling
from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Many, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Clean, Rule

_PAIR = 2
_named = re.compile(r'[^"\\\x00-\x1f]*').fullmatch  # what msgspec can call a field


class Value(NamedTuple):
    """How one value is read of what msgspec has read.

    Args:
        form: The type that msgspec reads it as.
        lines: Lines of Python that turn ``x``, of that type, into the object's value, count further
            quotes in ``q``, or return None.
        quotes: How many double quotes its text has.
    """

    form: Any
    lines: tuple[str, ...]
    quotes: int = 0


class Decoding(Filling):
    """The code that reads whole objects, and gives up at the first value that it does not know."""

    def whole(
        self, model: Model, path: tuple[str, ...] = ()
    ) -> tuple[type, Callable[..., object]] | None:
        """Return a struct and the function that makes an object of one; None where a field has no fast reading.

        The function takes the struct, the path of the object, the reading, what gives the file that
        a mark stands for, and a list that it adds the number of double quotes to. It returns None
        where it does not know a value.

        Args:
            model: The model.
            path: Where it stands, ``*`` for any element.
        """
        self.names["UNSET"] = msgspec.UNSET
        vouched = {
            name for rule in model.across if not rule.idle(self.policy) for name in vouches(rule)
        }
        fields: list[tuple[Any, ...]] = []
        body: list[str] = []
        for field in model.fields:
            value = self._value(
                field,
                field.rule,
                (*path, field.key),
                f"*path, {field.key!r}",
                vouched=field.name in vouched,
            )
            if value is None or not _named(field.key):
                return None
            name = f"f{len(fields)}"
            form = value.form | None if field.nullable else value.form
            fields.append(
                (name, form | msgspec.UnsetType, msgspec.UNSET) if field.optional else (name, form)
            )
            body += _line(field, name, value)
        keys = {f"f{number}": field.key for number, field in enumerate(model.fields)}
        struct = msgspec.defstruct(
            model.cls.__name__,
            fields,
            forbid_unknown_fields=True,
            gc=False,
            kw_only=True,
            rename=keys,
        )
        lines = (
            f"o = new({self._called(model.thawed)})",
            "q = 0",
            *body,
            "o.extra = {}",
            f"o.__class__ = {self._called(model.cls)}",
            *(line for rule in model.across for line in self._across(model, rule)),
            "quotes.append(q)",
            "return o",
        )
        return struct, self._function("s, path, reading, file, quotes", lines)

    def _value(
        self, field: Field, rule: Rule, path: tuple[str, ...], at: str, *, vouched: bool = False
    ) -> Value | None:
        """Return how a value is read, or None where there is no fast way.

        Args:
            field: The field that it belongs to.
            rule: The field's rule, or that of its elements.
            path: Where it stands, ``*`` for any element.
            at: Code of its path's tokens.
            vouched: Whether a rule across fields vouches for it.
        """
        rule = self.limits.get(path, rule)
        if isinstance(rule, Many):
            return (
                self._list(field, rule, path, at)
                if checks_as(Many, rule) and not isinstance(rule.item, Many)
                else None
            )
        if isinstance(rule, Part):
            if field.part is None or not checks_as(Part, rule):
                return None
            made = self.whole(model_of(field.part), path)
            return (
                None
                if made is None
                else Value(
                    made[0],
                    (
                        f"x = {self._called(made[1])}(x, ({at}), reading, file, quotes)",
                        "if x is None: return None",
                    ),
                )
            )
        return self._plain(field, rule, vouched=vouched)

    def _list(self, field: Field, rule: Many, path: tuple[str, ...], at: str) -> Value | None:
        element = self._value(field, rule.item, (*path, "*"), f"{at}, n")
        if element is None:
            return None
        asked = (
            f"if next({self._called(rule.check)}(x, reading.policy), None) is not None: return None"
        )
        bounds = [asked] if rule.least or rule.most is not None else []
        inside = (*element.lines, f"q += {element.quotes}", "items.append(x)")
        lines = (
            *bounds,
            "items = []",
            "for n, x in enumerate(x):",
            *(f"    {line}" for line in inside),
            "x = tuple(items)",
        )
        return Value(list[element.form], lines)  # type: ignore[name-defined] # a type of typing's is none

    def _plain(self, field: Field, rule: Rule, *, vouched: bool) -> Value | None:
        clean = clean_of(rule, self.policy)
        if clean is None:
            return None
        filed = embedded(rule)
        asked = " and ".join(
            (
                *(self._bounded(clean) if filed else ()),
                *self._asked(field, rule, clean, vouched=vouched),
            )
        )
        lines = (
            *(["x = file(x)"] if filed else []),
            *([f"if not ({asked}): return None"] if asked else []),
            *([f"x = {self._made(field, clean)}"] if clean.read else []),
        )
        return Value(
            str if filed else _form(clean), lines, 0 if clean.kind in (int, bool) else _PAIR
        )


def _line(field: Field, name: str, value: Value) -> list[str]:
    """Return the code of one field: what the struct has there becomes the object's, and its quotes and its key's are counted."""
    cases = [
        *([("if x is UNSET:", [f"o.{field.name} = None"])] if field.optional else []),
        *(
            [
                (
                    "elif x is None:" if field.optional else "if x is None:",
                    [f"o.{field.name} = NULL", f"q += {_PAIR}"],
                )
            ]
            if field.nullable
            else []
        ),
    ]
    taken = [*value.lines, f"o.{field.name} = x", f"q += {_PAIR + value.quotes}"]
    if not cases:
        return [f"x = s.{name}", *taken]
    return [
        f"x = s.{name}",
        *(
            line
            for case, then in (*cases, ("else:", taken))
            for line in (case, *(f"    {one}" for one in then))
        ),
    ]


def _form(clean: Clean) -> Any:
    """Return the type that msgspec reads a clean value as."""
    if clean.words:
        return Literal[clean.words]
    if clean.kind is int:
        return Annotated[int, msgspec.Meta(ge=clean.bounds[0], le=clean.bounds[1])]
    return (
        clean.kind
        if clean.longest is None
        else Annotated[str, msgspec.Meta(max_length=clean.longest)]
    )
