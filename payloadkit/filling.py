"""The code that fills objects with values in which there is nothing to find, made of what the rules call clean.

For each model there are two functions: one reads what msgspec has read already, and gives up at the first value that it does not know; the other reads
plain JSON values, and leaves those that it does not know to the rules.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import attrs
import msgspec

from payloadkit.declaration import model_of
from payloadkit.null import NULL
from payloadkit.reading import said
from payloadkit.rules.parts import Many, Part
from payloadkit.rules.rule import Rule
from payloadkit.rules.text import screen, unlisted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.declaration import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Across, Clean

_PAIR = 2
_CHANGES = ("check", "json", "read")
_named = re.compile(r'[^"\\\x00-\x1f]*').fullmatch  # what msgspec can call a field
_KNOWN = {
    "ABSENT": object(),
    "NULL": NULL,
    "UNSET": msgspec.UNSET,
    "date": date,
    "line": lambda text: screen(text, lines=False) is None,
    "lines": lambda text: screen(text, lines=True) is None,
    "new": object.__new__,
    "said": said,
    "unlisted": unlisted,
}


@attrs.frozen
class Value:
    """How one value is read of what msgspec has read.

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

    def whole(self, model: Model, path: tuple[str, ...] = ()) -> tuple[type, Callable[..., object]] | None:
        """Return a struct and the function that makes an object of one; None where a field has no fast reading.

        The function takes the struct, the path of the object, the reading, what gives the file that a mark stands for, and a list that it adds the number of
        double quotes to. It returns None where it does not know a value.

        Args:
            model: The model.
            path: Where it stands, ``*`` for any element.
        """
        vouched = {name for rule in model.across if not rule.idle(self.policy) for name in _vouches(rule)}
        fields: list[tuple[Any, ...]] = []
        body: list[str] = []
        for field in model.fields:
            value = self._value(field, field.rule, (*path, field.key), f"*path, {field.key!r}", vouched=field.name in vouched)
            if value is None or not _named(field.key):
                return None
            name = f"f{len(fields)}"
            form = value.form | None if field.nullable else value.form
            fields.append((name, form | msgspec.UnsetType, msgspec.UNSET) if field.optional else (name, form))
            body += _line(field, name, value)
        keys = {f"f{number}": field.key for number, field in enumerate(model.fields)}
        struct = msgspec.defstruct(model.cls.__name__, fields, forbid_unknown_fields=True, gc=False, kw_only=True, rename=keys)
        lines = (
            f"o = new({self._called(thawed(model.cls))})",
            "q = 0",
            *body,
            "o.extra = {}",
            f"o.__class__ = {self._called(model.cls)}",
            *(line for rule in model.across for line in self._across(model, rule)),
            "quotes.append(q)",
            "return o",
        )
        return struct, self._function("s, path, reading, file, quotes", lines)

    def known(self, model: Model) -> Callable[..., list[int]]:
        """Return the function that fills a thawed object with those plain values that it knows.

        It takes the plain object, the thawed one and the reading, and returns the numbers of the fields that are left.

        Args:
            model: The model.
        """
        lines = ["left = []"]
        for number, field in enumerate(model.fields):
            lines += [f"x = found.get({field.key!r}, ABSENT)", *self._either(field, number)]
        return self._function("found, o, reading", (*lines, "return left"))

    def _either(self, field: Field, number: int) -> list[str]:
        clean = None if field.part is not None else clean_of(field.rule, self.policy)
        absent = f"o.{field.name} = None" if field.optional else f"left.append({number})"
        if clean is None:
            return [f"if x is ABSENT: {absent}", f"else: left.append({number})"]
        asked = " and ".join((*self._typed(field.rule, clean), *self._asked(field, field.rule, clean)))
        return [f"if {asked}: o.{field.name} = {self._made(field, clean)}", f"elif x is ABSENT: {absent}", f"else: left.append({number})"]

    def _typed(self, rule: Rule, clean: Clean) -> list[str]:
        """Return what is asked of a plain value where msgspec has not seen it."""
        if clean.kind is date:
            return ["type(x) is str", f"type(x := {self._called(rule.read)}(x)) is date"]
        return [f"type(x) is {clean.kind.__name__}", *self._bounded(clean)]

    def _bounded(self, clean: Clean) -> list[str]:
        words = [f"x in {self._called(frozenset(clean.words))}"] if clean.words else []
        longest = [] if clean.longest is None else [f"len(x) <= {clean.longest}"]
        bounds = [f"{clean.bounds[0]} <= x <= {clean.bounds[1]}"] if clean.kind is int else []
        return [*words, *longest, *bounds]

    def _value(self, field: Field, rule: Rule, path: tuple[str, ...], at: str, *, vouched: bool = False) -> Value | None:
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
            return self._list(field, rule, path, at) if _checks_as(Many, rule) and not isinstance(rule.item, Many) else None
        if isinstance(rule, Part):
            if field.part is None or not _checks_as(Part, rule):
                return None
            made = self.whole(model_of(field.part), path)
            return None if made is None else Value(made[0], (f"x = {self._called(made[1])}(x, ({at}), reading, file, quotes)", "if x is None: return None"))
        return self._plain(field, rule, vouched=vouched)

    def _list(self, field: Field, rule: Many, path: tuple[str, ...], at: str) -> Value | None:
        element = self._value(field, rule.item, (*path, "*"), f"{at}, n")
        if element is None:
            return None
        bounds = [f"if not {self._called(lambda items: next(rule.check(items, self.policy), None) is None)}(x): return None"] if rule.codes else []
        inside = (*element.lines, f"q += {element.quotes}", "items.append(x)")
        lines = (*bounds, "items = []", "for n, x in enumerate(x):", *(f"    {line}" for line in inside), "x = tuple(items)")
        return Value(list[element.form], lines)  # type: ignore[name-defined] # a type of typing's is none

    def _plain(self, field: Field, rule: Rule, *, vouched: bool) -> Value | None:
        clean = clean_of(rule, self.policy)
        if clean is None:
            return None
        asked = " and ".join(self._asked(field, rule, clean, vouched=vouched))
        lines = (
            *(["x = file(x)"] if embedded(rule) else []),
            *([f"if not ({asked}): return None"] if asked else []),
            *([f"x = {self._made(field, clean)}"] if clean.read else []),
        )
        return Value(_form(clean), lines, 0 if clean.kind in (int, bool) else _PAIR)

    def _made(self, field: Field, clean: Clean) -> str:
        """Return code of the object's value; an empty text that the documents show stays as it is."""
        made = f"{self._called(clean.read)}(x)" if clean.read else "x"
        return f"x and {made}" if clean.read and clean.kind is str and field.declared.blank else made

    def _asked(self, field: Field, rule: Rule, clean: Clean, *, vouched: bool = False) -> list[str]:
        """Return what is asked of a value of the right form: what a rule asks, behind what is asked of every text."""
        asked = clean.tests if vouched else (*clean.tests, *clean.vouched)
        tests = [*_screening(rule, clean), *(f"{self._called(test)}(x)" for test in asked)]
        if clean.listing is not None and self.masters:
            tests.append(f"unlisted({clean.listing!r}, str(x), reading.policy) is None")
        return [f"(not x or {' and '.join(tests)})"] if field.declared.blank and clean.kind is str and tests else tests

    def _across(self, model: Model, rule: Across) -> tuple[str, ...]:
        if rule.idle(self.policy):
            return ()
        if rule.slow:
            look = f"look = {self._called(rule.look)}(o, said, reading.policy)"
            return (look, "if not look.readable: return None", f"reading.put_off({self._called(model)}, look, path)")
        return (f"for _ in {self._called(rule.check)}(o, said, reading.policy): return None",)

    def _called(self, thing: object) -> str:
        """Return the name by which the code calls something."""
        name = f"c{len(self.names)}"
        self.names[name] = thing
        return name

    def _function(self, parameters: str, lines: Iterable[str]) -> Callable[..., Any]:
        source = "\n    ".join((f"def made({parameters}):", *lines))
        exec(compile(source, "<payloadkit.filling>", "exec"), self.names)  # noqa: S102 - it is made of declarations, and of nothing that anyone sends
        made: Callable[..., Any] = self.names["made"]
        return made


def thawed(cls: type) -> type:
    """Return a class whose objects have the slots of a frozen class, take values quickly, and can become that class's.

    Args:
        cls: A model's class.
    """
    return type(cls.__name__, (cls,), {"__slots__": (), "__setattr__": object.__setattr__})


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


def _form(clean: Clean) -> Any:  # noqa: ANN401 - a type of typing's is none
    """Return the type that msgspec reads a clean value as."""
    if clean.words:
        return Literal[clean.words]
    if clean.kind is int:
        return Annotated[int, msgspec.Meta(ge=clean.bounds[0], le=clean.bounds[1])]
    return clean.kind if clean.longest is None else Annotated[str, msgspec.Meta(max_length=clean.longest)]


def _screening(rule: Rule, clean: Clean) -> list[str]:
    """Return what is asked of a free text before its rule is: that it is not blank, and has no characters that no text should have."""
    if clean.kind is not str or clean.words:
        return []
    return ["x.strip()", f"(x.isprintable() or {'lines' if rule.multiline else 'line'}(x))"] if rule.screened else ["x"]


def embedded(rule: Rule) -> bool:
    """Tell whether a rule's texts are files that may be cut out unread: one with a check of its own may welcome escapes in them."""
    return rule.embedded and says(rule, "clean", *_CHANGES)


def _checks_as(cls: type[Rule], rule: Rule) -> bool:
    """Tell whether a rule checks its plain value as a class's own do: msgspec leaves no such value to check otherwise."""
    return cls.json[0] in rule.json and all(getattr(type(rule), one) is getattr(cls, one) for one in ("check", "read"))


def clean_of(rule: Rule, policy: Policy) -> Clean | None:
    """Return what a rule says of its clean values; one that changes what it inherits without saying so is asked by its own check."""
    clean = rule.clean(policy) if says(rule, "clean", *_CHANGES) else Rule.clean(rule, policy)
    if clean is None or not clean.words:
        return clean
    words = tuple(str.__str__(word) for word in clean.words if _passes(rule, word))
    return clean._replace(words=words) if words else None


def _passes(rule: Rule, word: str) -> bool:
    """Tell whether a word passes what every text is asked before its rule is."""
    return bool(word.strip()) and screen(word, lines=rule.multiline) is None if rule.screened else bool(word)


def _vouches(rule: Across) -> tuple[str, ...]:
    """Return what a rule across fields vouches for, unless it has a look of its own and does not say so."""
    return rule.vouches() if says(rule, "vouches", "look") else ()


def says(rule: object, name: str, *of: str) -> bool:
    """Tell whether a rule's class says one thing no higher up than it says the others."""
    above, *others = (next(cls for cls in type(rule).__mro__ if one in vars(cls)) for one in (name, *of))
    return all(issubclass(above, other) for other in others)
