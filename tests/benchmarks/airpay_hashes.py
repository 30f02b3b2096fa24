"""Hash the 300 numbers of fifty customers and a checksum: the answer to one Pull KYC call."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from payloadkit import airpay
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmarks.job import Meter

OURS, NAIVE, CAREFUL, FLOOR = (
    "payloadkit",
    "the naive loop",
    "a loop that derives the key once",
    "SHA-256 of the same bytes",
)
USERNAME, PASSWORD, SECRET, MERCHANT = "merchant", "password", "secret", "11111"
UIDS = json.dumps([f"UID{number}" for number in range(50)], separators=(",", ":"))


def numbers(call: int) -> list[str]:
    """Return the plain numbers of a call."""
    return [f"X{call % 10_000:04}{number:04}" for number in range(300)]


def ours(plain: Sequence[str]) -> list[str]:
    """Return the hashes and the checksum as a user of the library makes them."""
    keys = airpay.Keys.derive(username=USERNAME, password=PASSWORD, secret=SECRET)
    return [*map(keys.kyc_number, plain), keys.checksum(MERCHANT, UIDS)]


def naive(plain: Sequence[str]) -> list[str]:
    """Return the same by the published formulas, written out for each number."""
    hashes = [_hex(f"{_hex(f'{USERNAME}~:~{PASSWORD}')}@{number}") for number in plain]
    private_key = _hex(f"{SECRET}@{USERNAME}:|:{PASSWORD}")
    return [*hashes, _hex(f"{_hex(f'{USERNAME}~:~{PASSWORD}')}@{MERCHANT}{private_key}{UIDS}")]


def careful(plain: Sequence[str]) -> list[str]:
    """Return the same with the key derived once."""
    key, private_key = _hex(f"{USERNAME}~:~{PASSWORD}"), _hex(f"{SECRET}@{USERNAME}:|:{PASSWORD}")
    return [
        *(_hex(f"{key}@{number}") for number in plain),
        _hex(f"{key}@{MERCHANT}{private_key}{UIDS}"),
    ]


def _hex(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _floor(given: tuple[list[bytes], bytes]) -> None:
    for number in given[0]:
        sha256(number)
    sha256(given[1])


def _raw(call: int) -> tuple[list[bytes], bytes]:
    return [number.encode() for number in numbers(call)], ("0" * 133 + UIDS).encode()


def _sides() -> Mapping[str, Meter]:
    return {
        OURS: Clock(ours, numbers),
        NAIVE: Clock(naive, numbers),
        CAREFUL: Clock(careful, numbers),
        FLOOR: Clock(_floor, _raw),
    }


def _profiled() -> Callable[[], object]:
    return lambda: ours(numbers(0))


JOBS = (
    Job(
        name="300 Airpay hashes",
        doc=(
            "Keys are derived, 300 numbers and the checksum of a call over fifty UIDs hashed. "
            "The naive loop writes the formulas out for each number."
        ),
        sides=_sides,
        contests=(Contest(OURS, NAIVE, 0.55), Contest(OURS, CAREFUL)),
        floors=(FLOOR,),
        profiled=_profiled,
    ),
)
