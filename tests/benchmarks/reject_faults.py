"""Refuse a payload with ten faults and say where each of them is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import payloadkit as pk
from tests.benchmarks.documents import KIND, MODEL_ALONE, POLICY, faulty, photos, small
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import json_schema, marshmallow_schemas, pydantic_extra, pydantic_tuned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

OURS, PEER = "payloadkit", "pydantic + extra-types + Pillow"
ALONE, TUNED = "payloadkit, model alone", "pydantic, tuned"
PEOPLE = 8
OTHERS = {
    "marshmallow": partial(marshmallow_schemas.check, whole=False),
    "jsonschema-rs": partial(json_schema.check, whole=False),
}


def _sides(fresh: Callable[[int], bytes]) -> Mapping[str, Meter]:
    broken = [faulty(fresh(number)) for number in range(PEOPLE)]

    def made(number: int) -> bytes:
        return broken[number % PEOPLE]

    return {
        OURS: Clock(partial(told, policy=POLICY), made),
        PEER: Clock(pydantic_extra.check, made),
        ALONE: Clock(partial(told, policy=MODEL_ALONE), made),
        TUNED: Clock(pydantic_tuned.check, made),
        **{name: Clock(check, made) for name, check in OTHERS.items()},
    }


def told(raw: bytes, policy: pk.Policy) -> tuple[str, ...]:
    """Return where payloadkit finds faults."""
    return tuple(found.path for found in pk.check(KIND, raw, policy).violations)


def _job(name: str, fresh: Callable[[int], bytes], most: float, alone: float) -> Job:
    return Job(
        name=f"reject 10 faults, {name}",
        doc=(
            f"The {name} payload with ten faults of ten kinds; each side here names all ten "
            "paths. msgspec names the first, attrs + cattrs three of them."
        ),
        sides=partial(_sides, fresh),
        contests=(
            Contest(OURS, PEER, most),
            Contest(ALONE, TUNED, alone),
            *(Contest(ALONE, name) for name in OTHERS),
        ),
        profiled=lambda: partial(told, faulty(fresh(0)), POLICY),
        needed=(
            "Each fault is explained in Python, and the text is searched once more for the lines "
            "and columns of the faults. "
            "A compiled parser that keeps the place of every value would do that at once; no "
            "well-kept wheel has one."
        ),
    )


JOBS = (_job("small", small, 0.62, 2.6), _job("photos", photos, 0.52, 1.8))
