"""The code of the fast reading: for each model a struct that msgspec fills, and a function that makes an object of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import attrs
import msgspec

from payloadkit.declaration import model_of
from payloadkit.null import NULL
from payloadkit.rules.parts import Many, Part
from payloadkit.rules.rule import Rule
from payloadkit.rules.text import screen, unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.declaration import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Clean

_PAIR = 2
_CHANGES = ("check", "json", "read")
_KNOWN = {
    "NULL": NULL,
    "UNSET": msgspec.UNSET,
    "line": lambda text: screen(text, lines=False) is None,
    "lines": lambda text: screen(text, lines=True) is None,
    "new": object.__new__,
    "printable": str.isprintable,
    "strip": str.strip,
    "unlisted": unlisted,
}


@attrs.frozen
class Value:
    """How one value is read.

    Args:
        form: The type that msgspec reads it as.
        lines: Lines of Python that turn ``x``, of that type, into the object's value, count further quotes in ``q``, or return None.
        quotes: How many double quotes its text has.
    """

    form: Any
    lines: tuple[str, ...]
    quotes: int = 0


@attrs.define
class Filling:
    """The code for a model under a policy.

    Args:
        policy: How documents are judged, but for its master data.
        limits: Rules that a tenant's limits change, by path.
        masters: Whether ids are looked up in master data, those of the document's own policy.
        names: What the code calls by name, its own functions included once they are made.
    """

    policy: Policy
    limits: Mapping[tuple[str, ...], Rule]
    masters: bool
    names: dict[str, Any] = attrs.field(factory=lambda: dict(_KNOWN))

    def part(self, model: Model, path: tuple[str, ...] = ()) -> tuple[type, str] | None:
        """Make what reads an object: the struct, and the name of the function of it; None where a field has no fast reading.

        Args:
            model: The model.
            path: Where it stands, ``*`` for any element.
        """
        fields: list[tuple[Any, ...]] = []
        body: list[str] = []
        for field in model.fields:
            value = self._value(field, field.rule, (*path, field.key), f"*path, {field.key!r}")
            if value is None:
                return None
            name = f"f{len(fields)}"
            form = Union[value.form, None] if field.nullable else value.form
            fields.append((name, Union[form, msgspec.UnsetType], msgspec.UNSET) if field.optional else (name, form))
            body += _line(field, name, value)
        keys = {f"f{number}": field.key for number, field in enumerate(model.fields)}
        struct = msgspec.defstruct(model.cls.__name__, fields, forbid_unknown_fields=True, gc=False, kw_only=True, rename=keys)
        return struct, self._function(model, body)

    def _function(self, model: Model, body: list[str]) -> str:
        # Slots of a frozen class are set one call each; a subclass that is not frozen has the same ones, and lets its objects become that class's.
        thawed = type(model.cls.__name__, (model.cls,), {"__slots__": (), "__setattr__": object.__setattr__})
        name = f"part_{len(self.names)}"
        lines = (
            f"o = new({self._called(thawed)})",
            "q = 0",
            *body,
            "o.extra = {}",
            f"o.__class__ = {self._called(model.cls)}",
            *([f"reading.across({self._called(model)}, o, path)"] if model.across else []),
            "quotes.append(q)",
            "return o",
        )
        source = "\n    ".join((f"def {name}(s, path, reading, files, quotes):", *lines))
        exec(compile(source, f"<{model!r}>", "exec"), self.names)  # noqa: S102 - it is made of declarations, of nobody's input
        return name

    def _value(self, field: Field, rule: Rule, path: tuple[str, ...], at: str) -> Value | None:
        """Return how a value is read, or None where there is no fast way.

        Args:
            field: The field that it belongs to.
            rule: The field's rule, or that of its elements.
            path: Where it stands, ``*`` for any element.
            at: Code of its path's tokens.
        """
        rule = self.limits.get(path, rule)
        if isinstance(rule, Many):
            return None if isinstance(rule.item, Many) else self._list(field, rule, path, at)
        if isinstance(rule, Part) and field.part is not None:
            made = self.part(model_of(field.part), path)
            return None if made is None else Value(made[0], (f"x = {made[1]}(x, ({at}), reading, files, quotes)", "if x is None: return None"))
        return self._plain(field, rule)

    def _list(self, field: Field, rule: Many, path: tuple[str, ...], at: str) -> Value | None:
        element = self._value(field, rule.item, (*path, "*"), f"{at}, n")
        if element is None:
            return None
        bounds = (f"if not {self._called(lambda items: next(rule.check(items, self.policy), None) is None)}(x): return None",) if rule.codes else ()
        inside = (*element.lines, f"q += {element.quotes}", "items.append(x)")
        return Value(list[element.form], (*bounds, "items = []", "for n, x in enumerate(x):", *(f"    {line}" for line in inside), "x = tuple(items)"))

    def _plain(self, field: Field, rule: Rule) -> Value | None:
        clean = _clean(rule, self.policy)
        if clean is None:
            return None
        tests = [*_screening(rule, clean.form), *(f"{self._called(test)}(x)" for test in clean.tests)]
        if clean.listing is not None and self.masters:
            tests.append(f"unlisted({clean.listing!r}, str(x), reading.policy) is None")
        asked = " and ".join(tests)
        lines = (
            *(["x = files.pop(x, x)"] if rule.embedded else []),
            *([f"if not ({'not x or ' if field.declared.blank else ''}{asked}): return None"] if tests else []),
            *([f"x = {self._called(clean.read)}(x)"] if clean.read else []),
        )
        return Value(clean.form, lines, _PAIR if str in rule.json else 0)

    def _called(self, thing: object) -> str:
        """Return the name by which the code calls something."""
        name = f"c{len(self.names)}"
        self.names[name] = thing
        return name


def _line(field: Field, name: str, value: Value) -> list[str]:
    """Return the code of one field: what the struct has there becomes the object's, and its quotes and its key's are counted."""
    cases = [
        *([("if x is UNSET:", [f"o.{field.name} = None"])] if field.optional else []),
        *([("elif x is None:" if field.optional else "if x is None:", [f"o.{field.name} = NULL", f"q += {_PAIR}"])] if field.nullable else []),
    ]
    taken = [*value.lines, f"o.{field.name} = x", f"q += {_PAIR + value.quotes}"]
    if not cases:
        return [f"x = s.{name}", *taken]
    return [f"x = s.{name}", *(line for case, then in (*cases, ("else:", taken)) for line in (case, *(f"    {one}" for one in then)))]


def _screening(rule: Rule, form: object) -> list[str]:
    """Return what is asked of a free text before its rule is: that it is not blank, and has no characters that no text should have."""
    if form is not str and (get_origin(form) is not Annotated or get_args(form)[0] is not str):
        return []
    return ["strip(x)", f"(printable(x) or {'lines' if rule.multiline else 'line'}(x))"] if rule.screened else ["x"]


def _clean(rule: Rule, policy: Policy) -> Clean | None:
    """Return what a rule says of its clean values; one that changes what it inherits without saying so is asked by its own check."""
    said = _owner(rule, "clean")
    return rule.clean(policy) if all(issubclass(said, _owner(rule, name)) for name in _CHANGES) else Rule.clean(rule, policy)


def _owner(rule: Rule, name: str) -> type:
    return next(cls for cls in type(rule).__mro__ if name in vars(cls))
