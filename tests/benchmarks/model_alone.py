"""Check all but pictures and number ranges, against every peer: the model alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

import payloadkit as pk
from tests.benchmarks.check_photos import unpacked
from tests.benchmarks.documents import KIND, MODEL_ALONE, encoded, photos, small
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import (
    attrs_cattrs,
    json_schema,
    marshmallow_schemas,
    msgspec_structs,
    pydantic_tuned,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

OURS, PEER = "payloadkit", "pydantic, tuned"
OTHERS = {
    "msgspec": partial(msgspec_structs.check, whole=False),
    "attrs + cattrs": partial(attrs_cattrs.check, whole=False),
    "marshmallow": partial(marshmallow_schemas.check, whole=False),
    "jsonschema-rs": partial(json_schema.check, whole=False),
}
JSON, BASE64 = "JSON read by msgspec", "base64 decode"


def _sides(fresh: Callable[[int], bytes], *, tiny: bool) -> Mapping[str, Meter]:
    texts = encoded(tiny=tiny)
    return {
        OURS: Clock(_check, fresh),
        PEER: Clock(pydantic_tuned.check, fresh),
        **{name: Clock(check, fresh) for name, check in OTHERS.items()},
        JSON: Clock(msgspec.json.decode, fresh),
        BASE64: Clock(unpacked, lambda _: texts),
    }


def _check(raw: bytes) -> object:
    return pk.check(KIND, raw, MODEL_ALONE)


def _job(name: str, fresh: Callable[[int], bytes], most: float, *, tiny: bool) -> Job:
    return Job(
        name=f"model alone, {name}",
        doc=(
            f'The {name} payload under `Policy(images="off", phones="shape")`: JSON, base64, '
            "every field and the rules across fields."
        ),
        sides=partial(_sides, fresh, tiny=tiny),
        contests=(Contest(OURS, PEER, most), *(Contest(OURS, name) for name in OTHERS)),
        floors=(JSON, BASE64),
        needed=(
            "Each field costs a few Python instructions in generated code, which the peer has "
            "compiled; what is left beside them is the copy of the files."
        ),
        profiled=lambda: partial(_check, fresh(0)),
    )


JOBS = (_job("small", small, 1.20, tiny=True), _job("photos", photos, 0.90, tiny=False))
