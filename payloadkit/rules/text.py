"""Free text: its length in code points, and characters that have no place in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.characters import invisible, screen
from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from payloadkit.policy import Policy

MASTERS = "it does not know the tenant's lists"
_WORD = "specimen"
# One of each kind: format, mark, letter, symbol, and beyond 16 bits.
_UNSEEN = ("\u200b", "\u202e", "\u034f", "\u3164", "\u2800", "\ufffd", "\U000e0041")


def severity(sure: str) -> Severity:
    """Return how a limit of this mark is judged: a guess (D) warns, all others err."""
    return Severity.WARNING if sure == "D" else Severity.ERROR


def too_long(maximum: int, sure: str) -> Fault:
    """Return the fault of a text that is longer than its limit."""
    return Fault("text.too_long", severity=severity(sure), most=maximum)


def listed(listing: str | None, policy: Policy) -> Mapping[str, str]:
    """Return the names of a tenant's master list by their id; none if there is no such list."""
    names = policy.masters.names(listing) if listing and policy.masters is not None else None
    return names or {}


def unlisted(listing: str | None, value: str | int, policy: Policy) -> Fault | None:
    """Return the fault of an id that a tenant's master data do not list, or None.

    A list without entries refuses nothing. A number is listed with leading zeros too.
    """
    names, written = listed(listing, policy), str(value)
    if not names or written in names:
        return None
    if isinstance(value, int) and any(known.lstrip("0") == written for known in names):
        return None
    return Fault("master.unknown", listing=listing)


@attrs.frozen(eq=False, repr=False)
class Text(Rule):
    """Free text of at most ``maximum`` and at least ``minimum`` code points.

    Args:
        maximum: Most code points, or None.
        sure: Mark of the length; a limit of mark D warns.
        minimum: Least code points of a text that is there.
        lines: Whether it may run over several lines.
        listing: Name of the tenant's master list that the text is an id of, or None.
        sample: What a realistic text is, such as ``given name``; None for plain words.
        trimmed: Whether blanks at its ends warn.
    """

    barred: ClassVar[str] = ""
    maximum: int | None = None
    sure: str = "A"
    minimum: int = 1
    lines: bool = False
    listing: str | None = None
    sample: str | None = None
    trimmed: bool = False

    @property
    def multiline(self) -> bool:
        """Whether it may run over several lines."""
        return self.lines

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        ends = ", no blanks at its ends" if self.trimmed else ""
        if self.maximum is None:
            return f"text{ends}"
        least = "at most" if self.minimum == 1 else f"{self.minimum} to"
        return f"text of {least} {self.maximum}{ends}"

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        bounds = (
            ("text.too_long", self.maximum is not None),
            ("text.too_short", self.minimum > 1),
            ("master.unknown", self.listing is not None),
            ("text.surrounding_blanks", self.trimmed),
        )
        return tuple(code for code, there in bounds if there)

    @property
    def advisory(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """Those of the codes that only warn here, though elsewhere they err."""
        return (
            ("text.too_long", "text.too_short") if severity(self.sure) is Severity.WARNING else ()
        )

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report an id that no master list holds, a wrong length, and blanks at an end."""
        unknown = unlisted(self.listing, value, policy)
        if unknown is not None:
            yield unknown
            return
        if self.maximum is not None and len(value) > self.maximum:
            yield too_long(self.maximum, self.sure)
        elif len(value) < self.minimum:
            yield Fault("text.too_short", severity=severity(self.sure), least=self.minimum)
        if self.trimmed and value.strip() not in ("", value):
            yield Fault("text.surrounding_blanks", severity=Severity.WARNING)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the length, the characters and the ends.

        Master data are looked up by the check.
        """
        if self.listing is not None and policy.masters is not None:
            return None
        most = "" if self.maximum is None else f" <= {self.maximum}"
        ends = "x == x.strip()" if self.trimmed else "not x.isspace()"
        return Expression(
            f"type(x) is str and {max(self.minimum, 1)} <= len(x){most} and {ends} and"
            f" (x.isascii() and x.isprintable() or {{screen}}(x, lines={self.multiline}) is None)",
            screen=screen,
        )

    def limited(self, maximum: int) -> Rule:
        """Return the rule with a tenant's maximum, which errs."""
        return attrs.evolve(self, maximum=maximum, sure="A")

    def schema(self) -> Schema:
        """Return the length keywords; a limit that only warns is an annotation."""
        found: Schema = {"type": "string"}
        if self.maximum is not None:
            found["maxLength" if severity(self.sure) is Severity.ERROR else "x-max-length"] = (
                self.maximum
            )
        if self.minimum > 1:
            found["minLength" if severity(self.sure) is Severity.ERROR else "x-min-length"] = (
                self.minimum
            )
        return found

    def draw(self, draws: Draws) -> Any:
        """Draw plain words and text of every script, within the limits.

        Realistic texts are of the sample. An id of a master list is one of the tenant's.
        """
        ids = listed(self.listing, draws.policy)
        if ids:
            return draws.st.sampled_from(list(ids))
        if draws.realistic:
            return draws.filled(self._fitting(draws, self.sample or "plain words"))
        most = 40 if self.maximum is None else min(self.maximum, max(40, self.minimum))
        drawn = self._visible(draws, self.minimum, most, " ")
        if self.trimmed:
            drawn = drawn.filter(lambda text: not text[-1].isspace())
        return draws.filled(self._fitting(draws, "plain words")) | drawn

    def _visible(self, draws: Draws, least: int, most: int, also: str = "") -> Any:
        """Return a strategy of visible text of at least one character, the first one of all."""
        rest = visible(draws, least - 1, most - 1, also)
        return draws.st.builds(str.__add__, self._first(draws), rest)

    def _first(self, draws: Draws) -> Any:
        """Return a strategy of what a text begins with."""
        return visible(draws, 1, 1, but=self.barred)

    def _fitting(self, draws: Draws, sample: str) -> tuple[str, ...]:
        """Return the texts of a sample that keep the rule, else a word of the right length."""
        length = max(
            self.minimum, len(_WORD) if self.maximum is None else min(self.maximum, len(_WORD))
        )
        return tuple(filter(self._fits, draws.shapes(sample))) or ((_WORD * length)[:length],)

    def _fits(self, shape: str) -> bool:
        long_enough = self.minimum <= len(shape) and (
            self.maximum is None or len(shape) <= self.maximum
        )
        return long_enough and (self.lines or "\n" not in shape) and shape[0] not in self.barred

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the longest and the shortest texts, unless only ids of a master list will do."""
        if listed(self.listing, draws.policy):
            return
        for length in (self.maximum, self.minimum):
            if length is not None:
                # The last character is a first one, which is never a blank.
                yield self.draw(draws).map(
                    lambda text, length=length: (text * length)[: length - 1] + text[0]
                )

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield characters of doubt, blanks at an end, wrong lengths, and ids that no list has."""
        spare = self.draw(draws).map(lambda text: text[:-1] if self.maximum == len(text) else text)
        yield Breaker("text.control_characters", spare.map(lambda text: text + "\x7f"))
        ids = listed(self.listing, draws.policy)
        if ids:
            yield Breaker("master.unknown", draws.st.just(f"{max(ids)}?"), unseen=MASTERS)
            return
        if self.maximum is None or self.maximum > 1:
            letters = draws.st.sampled_from(_UNSEEN)
            yield Breaker(
                "text.invisible_characters",
                draws.st.builds(str.__add__, spare, letters),
                Severity.WARNING,
            )
            if self.trimmed:
                ends = spare.map(" {}".format) | spare.map("{} ".format)
                yield Breaker("text.surrounding_blanks", ends, Severity.WARNING)
        if self.maximum is not None:
            yield Breaker(
                "text.too_long",
                self._visible(draws, self.maximum + 1, self.maximum + 3),
                severity(self.sure),
            )
        if self.minimum > 1:
            yield Breaker(
                "text.too_short", self._visible(draws, 1, self.minimum - 1), severity(self.sure)
            )


def visible(draws: Draws, least: int, most: int, also: str = "", but: str = "") -> Any:
    """Return a strategy of visible text: no control, invisible, unassigned or white-space one.

    ``also`` are allowed as well, and ``but`` are not.
    """
    return draws.st.text(_letters(draws.st, also, but), min_size=least, max_size=most)


@cache
def _letters(st: ModuleType, also: str, but: str) -> Any:
    """Return a strategy of visible characters; it takes long to make, since many are left out."""
    return st.characters(
        exclude_categories=("C", "Z"), include_characters=also, exclude_characters=but + invisible()
    )
