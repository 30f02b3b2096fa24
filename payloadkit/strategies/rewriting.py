"""Writes a document's text anew, with a substitute for every value."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.airpay.rules import ListText
from payloadkit.models.codec import Unreadable
from payloadkit.models.limits import limited
from payloadkit.models.registry import model_of
from payloadkit.policy import split
from payloadkit.rules.containers import Many
from payloadkit.rules.numbers import Flag
from payloadkit.rules.values import NULL, has_no_surrogate
from payloadkit.strategies.masking import masked_text, masks, tells
from payloadkit.strategies.moved_dates import moved_dates
from payloadkit.strategies.spots import Spot, is_listed
from payloadkit.strategies.substitutes import Substitutes
from payloadkit.violation import pointer
from payloadkit.wire.pieces import json_pieces
from payloadkit.wire.scanner import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from payloadkit.models.codec import Piece
    from payloadkit.models.model import Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path
    from payloadkit.violation import Report

_SHORT_TEXT, _SHORT_NUMBER = 3, 5
"""Most characters of a value that stays where its field is not personal."""
_WORDS = frozenset({"true", "false", "null"})


@attrs.frozen(eq=False)
class _Inner:
    """A text, the document's own or a JSON text inside it.

    Args:
        model: The model of its content.
        value: The plain value of the document, for a look at what is beside a value.
        above: Path tokens of the text's root in the model.
    """

    model: Model
    value: object = None
    above: Path = ()


@attrs.define(eq=False)
class Rewriting:
    """Writes one document anew.

    Args:
        document: The document.
        policy: The policy of the check; its date is fixed.
        codes: The codes of its violations by their paths.
        keeps_words: Whether words of a list stay in personal fields too, for what depends on them.
    """

    document: _Inner
    policy: Policy
    codes: Mapping[str, list[str]]
    keeps_words: bool
    _told: AbstractSet[str] = attrs.field(init=False)
    _limits: Mapping[tuple[str, ...], Rule] = attrs.field(init=False)
    _days: Mapping[date, date] = attrs.field(factory=dict, init=False)
    _keys: dict[str, str] = attrs.field(factory=dict, init=False)
    _substitutes: Substitutes = attrs.field(init=False)

    @classmethod
    def of(
        cls, model: Model, policy: Policy, report: Report[Any], value: object, *, keeps_words: bool
    ) -> Rewriting:
        """Return what writes a document anew.

        Args:
            model: The model of the document.
            policy: The policy of the check.
            report: The report of the document.
            value: Its plain value.
            keeps_words: Whether words of a list stay in personal fields too.
        """
        codes: dict[str, list[str]] = defaultdict(list)
        for found in report.violations:
            codes[found.path].append(found.code)
        return cls(_Inner(model, value), policy, codes, keeps_words)

    def __attrs_post_init__(self) -> None:
        """Find the keys that the report names, and the tenant's limits."""
        self._told = {token for path in self.codes for token in split(path)}
        self._limits = limited(self.document.model, self.policy)

    def rewritten(self, text: str, pieces: list[Piece]) -> str | None:
        """Return the text with substitutes, or None where one of its values has none.

        Args:
            text: The text.
            pieces: Its pieces.
        """
        known = list(self._values(pieces, self.document))
        values = {str(value) for value, _ in known if not isinstance(value, bool)}
        self._substitutes = Substitutes(self.policy, {one for one in values if tells(one)})
        for value, spot in known:
            if spot is None:
                continue
            self._substitutes.meet(spot, value)
            if self._stays(spot, value):
                self._substitutes.keep(spot, value)
        days = (_day(spot, value) for value, spot in known)
        self._days = moved_dates(filter(None, days), self.policy.effective_date())
        return self._written(text, pieces, self.document)

    def _values(
        self, pieces: Iterable[Piece], inner: _Inner
    ) -> Iterator[tuple[object, Spot | None]]:
        """Yield every value with its spot, those of texts inside the document too."""
        for piece in pieces:
            if piece.key or piece.path is None:
                continue
            spot = self._spot(inner, piece.path)
            content = None if spot is None else _opened(spot, piece.value)
            if content is None:
                yield piece.value, spot
            else:
                yield from self._values(json_pieces(piece.value), content)

    def _written(self, text: str, pieces: Iterable[Piece], inner: _Inner) -> str | None:
        parts, end = [], 0
        for piece in pieces:
            old = text[piece.at : piece.end]
            new = self._key(inner, piece, old) if piece.key else self._value(inner, piece, old)
            if new is None:
                return None
            parts += [text[end : piece.at], new]
            end = piece.end
        return "".join((*parts, text[end:]))

    def _key(self, inner: _Inner, piece: Piece, old: str) -> str:
        """Return a key as it stands: undeclared ones only if the report names them."""
        key = str(piece.value)
        if key in inner.model.keys or key in self._told or not tells(key):
            return old
        return piece.write(self._keys.setdefault(key, f"key {len(self._keys) + 1}"))

    def _value(self, inner: _Inner, piece: Piece, old: str) -> str | None:
        value = piece.value
        if value is None or (type(value) is str and not tells(value)):
            return old
        if piece.path is None or not has_no_surrogate(value):
            return next(mask for mask in masks(old) if mask != old)
        spot = self._spot(inner, piece.path)
        if isinstance(value, bool):
            stays = spot and isinstance(spot.rule, Flag) and not spot.field.declared.personal
            return old if stays else piece.write(False)  # noqa: FBT003 - a plain value
        if spot is None:
            new: Any = self._substitutes.unknown(value)
        elif (day := _day(spot, value)) is not None:
            new = spot.rule.write(self._days[day])
        elif (content := _opened(spot, value)) is not None:
            new = self._written(value, json_pieces(value), content)
        elif type(value) is str and _holds_list(spot.rule):
            new = masked_text(value, _WORDS)
        else:
            new = self._substitutes.of(spot, value)
        return None if new is NULL or new is None else piece.write(new)

    def _stays(self, spot: Spot, value: object) -> bool:
        """Return whether a value may stay: a word of a list, or a short one, not personal."""
        if value is None or isinstance(value, bool):
            return False
        listed = is_listed(spot.rule, value, self.policy)
        if spot.field.declared.personal:
            stays = self.keeps_words and listed
        else:
            most = _SHORT_TEXT if type(value) is str else _SHORT_NUMBER
            stays = listed or len(str(value)) <= most
        return stays and not self._substitutes.found(spot, value)

    def _spot(self, inner: _Inner, below: Path) -> Spot | None:
        """Return what is declared of a value, or None where nothing is."""
        path = (*inner.above, *below)
        model: Model | None = inner.model
        limits = self._limits if model is self.document.model else {}
        pattern: tuple[str, ...] = ()
        spot: Spot | None = None
        inside: tuple[str, ...] = ()
        at = 0
        while at < len(path):
            field = None if model is None else model.by_key.get(str(path[at]))
            if model is None or field is None:
                return None
            inside = field.rule.below[: len(path) - at - 1]
            pattern = (*pattern, field.key, *inside)
            rule = field.rule.item if inside and isinstance(field.rule, Many) else field.rule
            spot = Spot(inner.model, model, field, limits.get(pattern, rule), path, {})
            at += 1 + len(inside)
            whole = len(inside) == len(field.rule.below)
            model = model_of(field.part) if field.part is not None and whole else None
        if spot is None or inner is not self.document:
            return spot
        codes = self.codes.get(pointer(path, inner.model.keys), ())
        pictured = sorted(code for code in codes if _of_file(code))
        beside = _object_at(inner.value, path[: -1 - len(inside)])
        return attrs.evolve(spot, beside=beside, pictured=tuple(pictured))


def _of_file(code: str) -> bool:
    return code.startswith("image.") and code != "image.duplicate"


def _object_at(value: Any, path: Path) -> Mapping[str, Any]:  # noqa: ANN401 - any plain value
    for token in path:
        value = value[token]
    return value if isinstance(value, dict) else {}


def _day(spot: Spot | None, value: object) -> date | None:
    """Return the date that a value is, or None."""
    if spot is None or spot.rule.python is not date or type(value) is not str:
        return None
    day = spot.rule.read(value)
    return day if isinstance(day, date) else None


def _holds_list(rule: Rule) -> bool:
    """Return whether a rule is of a list in a JSON text."""
    return isinstance(rule, ListText) or (isinstance(rule, Many) and str in rule.json)


def _opened(spot: Spot, value: object) -> _Inner | None:
    """Return the content of a JSON text inside a document, or None where there is none."""
    if not (type(value) is str and _holds_list(spot.rule)):
        return None
    if isinstance(scan(value), Unreadable):
        return None
    if isinstance(spot.rule, ListText):
        model = model_of(spot.rule.model)
        return _Inner(model, above=(model.fields[0].key,))
    return _Inner(spot.model, above=spot.path)
