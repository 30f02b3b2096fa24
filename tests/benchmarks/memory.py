"""Peak memory of checking seven photos: how far the resident set of a fresh process grows."""

from __future__ import annotations

import re
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.job import Contest, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

FULL, ALONE, PEER, INPUT = (
    "payloadkit",
    "payloadkit, pictures off",
    "pydantic + extra-types + Pillow",
    "the input",
)
_STATUS = Path("/proc/self/status")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def _sides() -> Mapping[str, Meter]:
    from tests.benchmarks.documents import photos  # noqa: PLC0415 - not in the measured process

    return {
        FULL: partial(_grown, "full"),
        ALONE: partial(_grown, "alone"),
        PEER: partial(_grown, "peer"),
        INPUT: lambda: float(len(photos())),
    }


def _grown(which: str) -> float:
    from tests.benchmarks.documents import photos, small  # noqa: PLC0415 - as above
    from tests.benchmarks.processes import answered  # noqa: PLC0415 - as above

    return max(
        float(
            answered("-m", "tests.benchmarks.memory", which, given=b"\n".join((small(), photos())))
        ),
        1.0,
    )


def checker(which: str) -> Callable[[bytes], object]:
    """Return what checks a document: ``full``, ``alone`` or ``peer``."""
    if which == "peer":
        check: Callable[[bytes], object] = import_module(
            "tests.benchmarks.peers.pydantic_extra"
        ).check
        return check
    import payloadkit as pk  # noqa: PLC0415 - only what is measured is imported
    from tests.benchmarks.peers.today import TODAY  # noqa: PLC0415 - as above

    policy = pk.Policy(today=TODAY, images="full" if which == "full" else "off")
    return lambda raw: pk.check("caas.onboarding", raw, policy)


def growth(check: Callable[[bytes], object], warming: bytes, measured: bytes) -> int:
    """Return by how many bytes the resident set grows at most while a document is checked.

    Args:
        check: What checks it.
        warming: A small document, checked before, so that nothing is imported or compiled
            meanwhile.
        measured: The document.
    """
    check(warming)
    Path("/proc/self/clear_refs").write_text(
        "5", encoding="ascii"
    )  # the peak begins anew at what is resident now
    before = _peak()
    check(measured)
    return _peak() - before


def _peak() -> int:
    found = _PEAK.search(_STATUS.read_text(encoding="ascii"))
    if found is None:
        raise OSError("the system does not tell the peak of the resident set")
    return int(found[1]) * 1024


JOBS = (
    Job(
        name="memory",
        doc=(
            "A fresh process reads the 3 MB payload and checks a small one; then the kernel's "
            "peak of its resident set is reset, and read after one check."
        ),
        sides=_sides,
        contests=(Contest(ALONE, INPUT, 1.2), Contest(FULL, INPUT, 2.0), Contest(PEER, INPUT)),
        unit="B",
    ),
)

if __name__ == "__main__":
    first, _, second = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(str(growth(checker(sys.argv[1]), first, second)))
