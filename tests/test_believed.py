"""What the fast reading may believe: a rule that asks a policy, or says less than it checks, is asked itself."""

from __future__ import annotations

import gc
import time
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

import payloadkit as pk
from payloadkit.fields import base64, field, many, open_choice, part, text
from payloadkit.rules.base64 import Base64
from payloadkit.rules.containers import Many
from payloadkit.rules.rule import Across, Clean, Rule
from payloadkit.rules.text import Text
from payloadkit.violation import Fault
from payloadkit.wire import abridged
from payloadkit.wire.embedded import cut
from tests.thoroughly import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy


@attrs.frozen
class Lists:
    """Master data with one list."""

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the entries of the list."""
        return {"11": "Eleven"} if listing == "l" else None


MASTERS = pk.Policy(masters=Lists())


class Asking(Rule):
    """A rule that asks the policy whatever it likes."""

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report what a strict policy, or one with master data, does not want."""
        if policy.strict or policy.masters is not None:
            yield Fault("text.too_short", "It must not be there.")


class Idle(Across):
    """A rule that looks only where there are master data."""

    def idle(self, policy: Policy) -> bool:
        """Tell whether there are none."""
        return policy.masters is None

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report any object."""
        yield Fault("id.duplicate", "It must not be there.", at=("listed",))


@attrs.frozen
class Bare:
    """A first look that says no more than it has to."""

    effort: int = 0

    def faults(self, *, affordable: bool = True) -> Iterator[Fault]:
        """Report where it was affordable."""
        if affordable:
            yield Fault("id.duplicate", "It must not be there.", at=("listed",))


class Slow(Across):
    """A slow rule that vouches for nothing."""

    slow: ClassVar[bool] = True

    def look(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Any:
        """Return a bare look."""
        return Bare()


class Small(Base64):
    """Files of at most eight letters."""

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a longer one."""
        if len(value) > 8:
            yield Fault("text.too_long", "It must be small.")

    def clean(self, policy: Policy) -> Clean | None:
        """Say so."""
        inherited = super().clean(policy)
        return None if inherited is None else inherited._replace(longest=8)


class Spelt(StrEnum):
    """A word that prints as another one."""

    ALPHA = "a"

    def __str__(self) -> str:
        """Print the word in full."""
        return "Alpha"


class Quiet(Many):
    """A list that does not tell its codes."""

    @property
    def codes(self) -> tuple[str, ...]:
        """None."""
        return ()


@pk.model()
class Listed:
    """An id of a list."""

    listed: str = text(50, minimum=2, listing="l", doc="id")


@pk.model()
class Asks:
    """A value that is asked for the policy."""

    listed: str = field(Asking(), doc="value")


@pk.model(across=(Idle(),))
class Idles:
    """An object that is looked at sometimes."""

    listed: str = text(50, doc="value")


@pk.model(across=(Slow(),))
class Slows:
    """An object that is looked at late."""

    listed: str = text(50, doc="value")


@pk.model()
class Smalls:
    """A small file."""

    listed: str = field(Small(), doc="file")


@pk.model()
class Spells:
    """A word."""

    listed: str = open_choice(Spelt, doc="word")


@pk.model()
class Quiets:
    """A list."""

    listed: tuple[str, ...] = field(Quiet(Text(), 1), doc="list")


@pytest.mark.parametrize(
    "policy", [pk.Policy(), pk.Policy(strict=True), MASTERS], ids=["default", "strict", "masters"]
)
@pytest.mark.parametrize("value", ["zz", "11", "a", "Alpha", "AAAAAAAA", "AAAAAAAAAAAA"])
@pytest.mark.parametrize("cls", [Listed, Asks, Idles, Slows, Smalls, Spells])
def test_who_asks_is_heard(cls: type, value: str, policy: pk.Policy) -> None:
    """From a text and from a Mapping the same is found, whichever way is taken."""
    raw = f'{{"listed":"{value}"}}'
    report = same(cls, raw, policy)
    mapped = same(cls, {"listed": value}, policy)

    assert [found.code for found in mapped.violations] == [
        found.code for found in report.violations
    ]


@pytest.mark.parametrize(
    ("cls", "value", "policy", "codes"),
    [
        (Listed, "zz", MASTERS, ["master.unknown"]),
        (Asks, "zz", MASTERS, ["text.too_short"]),
        (Asks, "zz", pk.Policy(strict=True), ["text.too_short"]),
        (Idles, "zz", MASTERS, ["id.duplicate"]),
        (Idles, "zz", pk.Policy(), []),
        (Slows, "zz", pk.Policy(), ["id.duplicate"]),
        (Smalls, "A" * 12, pk.Policy(), ["text.too_long"]),
        (Spells, "Alpha", pk.Policy(), ["choice.unknown"]),
        (Spells, "a", pk.Policy(), []),
    ],
)
def test_what_is_found(cls: type, value: str, policy: pk.Policy, codes: list[str]) -> None:
    """Each finds what its check says."""
    assert [found.code for found in pk.check(cls, {"listed": value}, policy).violations] == codes
    assert [
        found.code for found in pk.check(cls, f'{{"listed":"{value}"}}', policy).violations
    ] == codes


def test_a_list_that_tells_no_codes() -> None:
    """Its bounds hold all the same."""
    assert [found.code for found in same(Quiets, '{"listed":[]}', pk.Policy()).violations] == [
        "list.too_short"
    ]
    assert same(Quiets, '{"listed":["a"]}', pk.Policy()).ok


def test_constructors_ask_too() -> None:
    """A rule that asks the policy is asked where an object is made."""
    assert Asks(listed="zz").listed == "zz"
    with pytest.raises(pk.PayloadError):
        pk.replace(Asks(listed="zz"), policy=pk.Policy(strict=True), listed="yy")


def test_a_class_is_extended_once() -> None:
    """However often and on whatever terms objects are made, there is one class more."""
    made: list[type] = []

    class Watch:
        """Counts the classes below it."""

        __slots__ = ()

        def __init_subclass__(cls) -> None:
            """Count one."""
            made.append(cls)

    @pk.model()
    class Watched(Watch):
        name: str = text(3, doc="name")

    begun = len(made)
    for day in (1, 2):
        policy = pk.Policy(today=date(2026, 1, day))
        pk.check(Watched, b'{"name":"a"}', policy)
        pk.check(Watched, {"name": "a"}, policy)

    assert len(made) - begun == 1


def test_what_is_cut_shows_nothing() -> None:
    """Nothing of a text is printed, be it cut or not."""
    assert "Secret" not in repr(cut(b'{"name":"Secret","file":"AA=="}', ("file",)))


def test_many_files_take_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the files take about twice the time, however small they are."""
    monkeypatch.setattr(abridged, "_LARGE", 0)

    def taken(number: int) -> float:
        raw = b'{"a":[' + b",".join([b'{"base64_data":"AA=="}'] * number) + b"]}"
        begun = time.process_time()
        pk.check("caas.onboarding", raw, pk.Policy(images="off"))
        return time.process_time() - begun

    gc.collect()
    gc.freeze()  # what else the process holds is not looked through meanwhile
    try:
        few, many_more = (min(taken(number) for _ in range(3)) for number in (4_000, 16_000))
    finally:
        gc.unfreeze()

    assert many_more < 10 * max(few, 0.01)  # linear is 4, quadratic 16


@pk.model()
class Inner:
    """A part with a file."""

    file: str = base64(doc="file")


@pk.model()
class Outer:
    """Parts in a list."""

    parts: tuple[Inner, ...] = many(doc="parts")
    one: Inner | None = part(default=None, doc="one")


def test_small_files_of_a_long_text_stay() -> None:
    """Only what is large is cut out of a text that is explained; the report is the same."""
    raw = '{"parts":[' + ",".join(['{"file":"AAAA"}'] * 6_000) + '],"one":{"file":"A"}}'
    report = same(Outer, raw, pk.Policy())
    assert [(found.path, found.code) for found in report.violations] == [
        ("/one/file", "base64.malformed")
    ]
