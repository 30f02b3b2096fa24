"""Rules across the elements of a list: no repetition, and words that each have an element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.messages import Series
from payloadkit.rules.rule import Across, Breaker, Draws
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from payloadkit.policy import Policy


@attrs.frozen(eq=False, repr=False)
class NoRepeat(Across):
    """No two elements of a list share the fields that identify them.

    The violation stands at the later one.

    Args:
        listing: Name of the list.
        names: Names of the identifying fields; the violation stands at the last.
        severity: Whether a repetition errs or warns.
        apart: Name of a field in which the elements must differ to be reported; elements that
            share it too are left to another rule.
    """

    codes: ClassVar[tuple[str, ...]] = ("id.duplicate",)
    listing: str
    names: tuple[str, ...]
    severity: Severity = Severity.WARNING
    apart: str | None = None

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        apart = "" if self.apart is None else f" under another {self.apart}"
        return f"no two elements of {self.listing} share {' and '.join(self.names)}{apart}"

    @property
    def advisory(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """Those of the codes that only warn here, though elsewhere they err."""
        return self.codes if self.severity is Severity.WARNING else ()

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.listing, self.names[-1]),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report every element that repeats an earlier one."""
        for number in self._repeated(sound(holder, self.listing) or (), sound):
            yield Fault(
                "id.duplicate",
                severity=self.severity,
                at=(self.listing, number, self.names[-1]),
                variant="" if self.apart is None else "apart",
                listing=self.listing,
                names=Series(self.names),
                apart=self.apart,
            )

    def _repeated(self, parts: Sequence[Any], read: Callable[[Any, str], Any]) -> Iterator[int]:
        """Yield the numbers of the elements that repeat an earlier one."""
        seen: dict[tuple[object, ...], object] = {}
        for number, part in enumerate(parts):
            identity = tuple([read(part, name) for name in self.names])
            holder = number if self.apart is None else read(part, self.apart)
            if (
                None not in identity
                and holder is not None
                and seen.setdefault(identity, holder) != holder
            ):
                yield number

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Leave repeated elements out of a drawn list, the later ones."""
        parts = document.get(self.listing) or []
        repeated = set(self._repeated(parts, lambda part, name: part.get(name)))
        if repeated:
            document[self.listing] = [
                part for number, part in enumerate(parts) if number not in repeated
            ]

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with one element twice."""
        parts = document[self.listing]
        again = parts[0]
        if self.apart is not None:
            # Longer than every other one, so that it is of none of them.
            other = max((part[self.apart] for part in parts), key=len) + "0"
            again = {**again, self.apart: other}
        twice = {**document, self.listing: [*parts, again]}
        yield (
            Breaker(
                "id.duplicate",
                draws.st.just(twice),
                self.severity,
                unseen="it compares no two elements",
            ),
            (self.listing, len(parts), self.names[-1]),
        )


@attrs.frozen(eq=False, repr=False)
class Expected(Across):
    """A list should hold one element for each of some words, and no two of one word.

    Each missing one is a warning at the list, each further one at its word.

    Args:
        listing: Name of the list.
        name: Name of the field that holds the word.
        words: The words, each with its meaning.
    """

    codes: ClassVar[tuple[str, ...]] = ("address.missing_type", "address.duplicate")
    listing: str
    name: str
    words: tuple[tuple[str, str], ...]

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{self.listing} holds " + " and ".join(
            f"one {word!r} ({meaning})" for word, meaning in self.words
        )

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.listing,), (self.listing, self.name))

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report every word without an element, then every element of an earlier one's word."""
        parts = sound(holder, self.listing)
        if parts is None:
            return
        words = [sound(part, self.name) for part in parts]
        found = set(words)
        for word, meaning in self.words:
            if word not in found and None not in found:
                yield Fault(
                    "address.missing_type",
                    severity=Severity.WARNING,
                    at=(self.listing,),
                    meaning=meaning,
                    field=self.name,
                    word=word,
                )
        seen: set[object] = set()
        for number, word in enumerate(words):
            if word is not None and word in seen:
                yield Fault(
                    "address.duplicate",
                    severity=Severity.WARNING,
                    at=(self.listing, number, self.name),
                    listing=self.listing,
                    names=self.name,
                )
            seen.add(word)

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Add a copy of the first element with each word that a drawn list misses.

        Later elements of one word are left out, and so is an empty list.
        """
        parts = document.get(self.listing)
        if parts == []:
            del document[self.listing]
        elif parts is not None:
            more = [{**parts[0], self.name: word} for word, _ in self.words]
            first: dict[object, Any] = {}
            for number, part in enumerate([*parts, *more]):
                first.setdefault(part.get(self.name) or number, part)
            document[self.listing] = list(first.values())

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object without the elements of one word, and with one element twice."""
        parts = document[self.listing]
        twice = draws.st.just({**document, self.listing: [*parts, parts[0]]})
        yield (
            Breaker("address.duplicate", twice, Severity.WARNING),
            (self.listing, len(parts), self.name),
        )
        for word, _ in self.words:
            less = [
                part
                for part in document[self.listing]
                if part.get(self.name) not in (None, "", word)
            ]
            yield (
                Breaker(
                    "address.missing_type",
                    draws.st.just({**document, self.listing: less}),
                    Severity.WARNING,
                ),
                (self.listing,),
            )
