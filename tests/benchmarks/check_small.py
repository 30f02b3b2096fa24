"""Check a payload of tiny pictures in full, against every peer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

import payloadkit as pk
from tests.benchmarks.check_photos import decode, unpacked
from tests.benchmarks.documents import KIND, POLICY, encoded, pictures, small
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import (
    attrs_cattrs,
    json_schema,
    marshmallow_schemas,
    msgspec_structs,
    pydantic_extra,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

OURS, PEER = "payloadkit", "pydantic + extra-types + Pillow"
OTHERS = {
    "msgspec + Pillow": msgspec_structs.check,
    "attrs + cattrs + Pillow": attrs_cattrs.check,
    "marshmallow + Pillow": marshmallow_schemas.check,
    "jsonschema-rs + Pillow": json_schema.check,
}
JSON, BASE64, JPEG = "JSON read by msgspec", "base64 decode", "JPEG decode (strict, grey, 1/8)"


def _sides() -> Mapping[str, Meter]:
    texts = encoded(tiny=True)
    return {
        OURS: Clock(_check, small),
        PEER: Clock(pydantic_extra.check, small),
        **{name: Clock(check, small) for name, check in OTHERS.items()},
        JSON: Clock(msgspec.json.decode, small),
        BASE64: Clock(unpacked, lambda _: texts),
        JPEG: Clock(decode, lambda _: pictures(tiny=True)),
    }


def _check(raw: bytes) -> object:
    return pk.check(KIND, raw, POLICY)


def _profiled() -> Callable[[], object]:
    return partial(_check, small())


JOBS = (
    Job(
        name="check small",
        doc="A payload of 17 KB with seven tiny pictures is checked in full.",
        sides=_sides,
        contests=(Contest(OURS, PEER, 0.36), *(Contest(OURS, name) for name in OTHERS)),
        floors=(JSON, BASE64, JPEG),
        profiled=_profiled,
        needed=(
            "Most of the rest is the walk over seven JPEG headers and the handing over of what "
            "it finds, in Python, some ten microseconds a picture; it "
            "would have to be compiled, or to be left to a decoder that tells what it passes over."
        ),
    ),
)
