"""Other values that draw the same violations, found by what the rules draw and break."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.judge import Reading
from payloadkit.rules.base64 import Base64, encode
from payloadkit.rules.identifiers import EmiratesIdNumber
from payloadkit.rules.iso import Country
from payloadkit.rules.values import NULL, is_out_of_range
from payloadkit.strategies import plain_draws
from payloadkit.strategies.draws import sample_draws
from payloadkit.strategies.faulty_pictures import pictures_with
from payloadkit.strategies.masking import masked, tells
from payloadkit.strategies.spots import is_listed
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Draws, Rule
    from payloadkit.strategies.spots import Spot

Found = tuple[tuple[str, Severity], ...]
"""Codes and severities of a value, in order."""

_TELLING = 4
"""Characters of a value that is looked for in the result."""
_DRAWN, _BROKEN, _FILES = 12, 3, 9
"""How many values are tried: drawn ones, those of each breaker, and files of each sort."""
_LONGEST = 400
_HOME = "AE"


@attrs.define(eq=False)
class Substitutes:
    """Finds a substitute for every value of a document, the same for the same value.

    Args:
        policy: The policy of the check; its date is fixed.
        hidden: The values that must not be found in the result, as texts.
    """

    policy: Policy
    hidden: AbstractSet[str]
    _draws: Draws = attrs.field(init=False)
    _chosen: dict[tuple[object, ...], Any] = attrs.field(factory=dict, init=False)
    _used: dict[object, set[Any]] = attrs.field(factory=dict, init=False)
    _places: dict[object, dict[object, Spot]] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Make what the rules draw with."""
        self._draws = sample_draws(self.policy, plain_draws, realistic=True)

    def of(self, spot: Spot, value: Any) -> Any:  # noqa: ANN401 - any plain value
        """Return the substitute of a text or a number."""
        key = _key(spot, value)
        if key not in self._chosen:
            self._note(spot, value, self._choose(spot, value, self._used.setdefault(key[0], set())))
        return self._chosen[key]

    def keep(self, spot: Spot, value: object) -> None:
        """Let a value stay, and be no other value's substitute."""
        self._note(spot, value, value)

    def meet(self, spot: Spot, value: object) -> None:
        """Note where a file stands, since one substitute has to suit all of its places."""
        if _is_file(spot, value):
            place = (spot.picture, self._declared(spot), spot.pictured)
            self._places.setdefault(_key(spot, value), {}).setdefault(place, spot)

    def _note(self, spot: Spot, value: object, chosen: object) -> None:
        key = _key(spot, value)
        self._chosen[key] = chosen
        self._used.setdefault(key[0], set()).add(str(chosen))

    def unknown(self, value: Any) -> Any:  # noqa: ANN401 - any plain value
        """Return the substitute of a text or a number of which nothing is declared."""
        large = is_out_of_range(value)
        right = (each for each in masked(value) if is_out_of_range(each) == large)
        return next((each for each in right if self._hides(value, each)), NULL)

    def found(self, spot: Spot, value: object) -> Found:
        """Return what a value draws by itself, and as the number of an Emirates ID."""
        reading = Reading(spot.model, self.policy)
        reading.check_value(spot.field, spot.rule, value, spot.path)
        faults = [(each.fault.code, each.severity) for each in reading.findings.kept()]
        errs = any(severity is Severity.ERROR for _, severity in faults)
        if spot.is_emirates_id and type(value) is str and not errs:
            number = EmiratesIdNumber().check(value, self.policy)
            faults += [(fault.code, fault.severity) for fault in number]
        return tuple(sorted(faults))

    def _choose(
        self,
        spot: Spot,
        value: Any,  # noqa: ANN401 - any plain value
        used: AbstractSet[str],
    ) -> object:
        if isinstance(spot.rule, Country) and value == _HOME:
            return value
        own = self.found(spot, value)
        if _is_file(spot, value):
            return self._file(spot, value, own, used)
        repeated = NULL
        for each in chain(self._candidates(spot, value, own, len(used)), masked(value)):
            if self._hides(value, each) and self.found(spot, each) == own:
                if str(each) not in used:
                    return each
                repeated = each
        silent = is_listed(spot.rule, value, self.policy) or not tells(str(value))
        return value if repeated is NULL and silent else repeated

    def _candidates(self, spot: Spot, value: object, own: Found, number: int) -> Iterator[Any]:
        """Yield values that may draw the same, likely ones first."""
        rules = [EmiratesIdNumber(), spot.rule] if spot.is_emirates_id else [spot.rule]
        if own:
            yield from masked(value)
            codes = {code for code, _ in own}
            for rule in rules:
                yield from self._broken(rule, codes, number)
        words = getattr(spot.rule, "words", ())
        yield from (str(word) for word in reversed(tuple(words)))
        if getattr(spot.rule, "listing", None) is not None and self.policy.masters is None:
            # What is drawn there has a meaning for the rules across fields.
            return
        for rule in rules:
            yield from self._drawn(rule, number)

    def _drawn(self, rule: Rule, number: int) -> Iterator[Any]:
        return _examples(lambda: [rule.draw(self._draws)], number, _DRAWN)

    def _broken(self, rule: Rule, codes: AbstractSet[str], number: int) -> Iterator[Any]:
        def broken() -> list[Any]:
            found = rule.breakers(self._draws)
            return [each.values for each in found if each.code in codes]

        return _examples(broken, number, _BROKEN)

    def _file(self, spot: Spot, value: str, own: Found, used: AbstractSet[str]) -> str:
        """Return the base64 of another file."""
        places = self._places[_key(spot, value)].values()
        if own:
            codes = {code for code, _ in own}
            likely: Iterable[str] = self._broken(spot.rule, codes, len(used))
        else:
            size = len(value) * 3 // 4
            files = (
                pictures_with(set(place.pictured), self._declared(place), number, size)
                for number in range(len(used), len(used) + _FILES)
                for place in places
            )
            likely = map(encode, chain.from_iterable(files))
        fresh = (each for each in likely if each not in self.hidden and each not in used)
        right = (
            each
            for each in fresh
            if all(self._judged(place, each) == (own, place.pictured) for place in places)
        )
        return next(right, NULL)

    def _declared(self, spot: Spot) -> str | None:
        """Return the content type that is declared beside a file, if it is one."""
        if spot.picture is None:
            return None
        field = spot.holder.by_name[spot.picture.declared]
        declared = spot.beside.get(field.key)
        sound = isinstance(declared, str) and not any(field.rule.check(declared, self.policy))
        return declared if sound else None

    def _judged(self, spot: Spot, text: str) -> tuple[Found, tuple[str, ...]]:
        """Return what a file's base64 draws, and what its bytes draw."""
        own = self.found(spot, text)
        rule = spot.picture
        if own or rule is None or rule.idle(self.policy):
            return own, spot.pictured
        beside = {rule.data: text, rule.declared: self._declared(spot)}
        faults = rule.check(beside, lambda _, name: beside[name], self.policy)
        return own, tuple(sorted(fault.code for fault in faults))

    def _hides(self, value: object, candidate: object) -> bool:
        """Return whether a candidate holds no value of the document."""
        old, new = str(value), str(candidate)
        if new == old or (len(old) >= _TELLING and old in new):
            return False
        if len(new) > _LONGEST:
            return new not in self.hidden
        ends = range(_TELLING, len(new) + 1)
        return not any(
            new[start:end] in self.hidden for end in ends for start in range(end - _TELLING + 1)
        )


def _is_file(spot: Spot, value: object) -> bool:
    return isinstance(spot.rule, Base64) and type(value) is str


def _key(spot: Spot, value: object) -> tuple[object, type, str]:
    """Return what values with the same substitute share: their rule, and what they say."""
    family = (type(spot.rule), spot.rule.contract, spot.is_emirates_id)
    return family, type(value), str(value)


def _examples(sources: Callable[[], list[Any]], number: int, count: int) -> Iterator[Any]:
    """Yield some values of each source; none where a rule draws with more than there is."""
    try:
        for source in sources():
            yield from (source.example(number * count + turn) for turn in range(count))
    except AttributeError:
        return
