"""Convert a getCustomerData answer and a supplement with photos into an onboarding payload."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

import payloadkit as pk
from tests.benchmarks.documents import KIND, MODEL_ALONE, POLICY
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.documents import PHOTOS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

OURS, ALONE, JSON = "payloadkit", "payloadkit, model alone", "JSON read by msgspec"
_FOLDER = PHOTOS


@attrs.frozen
class Given:
    """What a conversion begins with.

    Args:
        profile: The JSON of the answer.
        supplement: What it cannot know.
    """

    profile: bytes
    supplement: Mapping[str, Any]


def given(_: int = 0) -> Given:
    """Return the answer and the supplement of the fixtures' resident, whose photos are read."""
    supplement = json.loads((_FOLDER / "supplement.json").read_bytes())
    return Given((_FOLDER / "profile.json").read_bytes(), supplement)


def converted(source: Given, policy: pk.Policy = POLICY) -> Any:
    """Return the result of the conversion."""
    profile = pk.load("uaekyc.customer-data", source.profile, policy)
    return pk.convert(profile, KIND, source.supplement, policy, files=_FOLDER)


def _sides() -> Mapping[str, Meter]:
    return {
        OURS: Clock(converted, given),
        ALONE: Clock(lambda source: converted(source, MODEL_ALONE), given),
        JSON: Clock(msgspec.json.decode, lambda number: given(number).profile),
    }


def _profiled() -> Callable[[], object]:
    return lambda: converted(given())


JOBS = (
    Job(
        name="conversion with lineage",
        doc=(
            "An answer is loaded, converted with a supplement, judged with its photos, and every "
            "value traced; then without a look at the pictures."
        ),
        sides=_sides,
        contests=(Contest(ALONE, OURS),),
        floors=(JSON,),
        profiled=_profiled,
    ),
)
