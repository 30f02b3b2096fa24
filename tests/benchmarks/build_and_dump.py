"""Build an onboarding payload from values and the bytes of seven photos, without a look at the pictures, and write it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pybase64

import payloadkit as pk
from tests.benchmarks.documents import KIND, MODEL_ALONE, PLACES, hold, person, pictures
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import pydantic_tuned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter
    from tests.documents import Document

OURS, PEER, BASE64 = "payloadkit", "pydantic, tuned", "base64 encode"
_DAYS = ("date_of_birth", "visa_expiry_date", "issued_on", "date_of_expiry")


def _sides() -> Mapping[str, Meter]:
    return {
        OURS: Clock(build, partial(person, shown=())),
        PEER: Clock(partial(pydantic_tuned.build, shown=pictures()), typed),
        BASE64: Clock(lambda shown: [pybase64.b64encode(picture) for picture in shown], lambda _: pictures()),
    }


def build(document: Document) -> bytes:
    """Return the JSON of a document that the photos are put into."""
    for place, picture in zip(PLACES, pictures(), strict=True):
        hold(document, place, picture)
    return pk.dump(pk.load(KIND, document, MODEL_ALONE))


def typed(number: int) -> dict[str, Any]:
    """Return the values of a person as an application has them, without pictures."""
    document = person(number, ())
    days: dict[str, Any] = {name: date.fromisoformat(document[name]) for name in _DAYS if name in document}
    identities = [{name: date.fromisoformat(value) if name in _DAYS else value for name, value in entry.items()} for entry in document["id_details"]]
    bare = [{name: value for name, value in entry.items() if name not in ("id_front", "id_back")} for entry in identities]
    return {**document, **days, "id_details": bare}


def _profiled() -> Callable[[], object]:
    return lambda: build(person(0, ()))


JOBS = (
    Job(
        name="build and dump",
        doc="Seven photos and the values of a person become an object and its JSON of 3 MB; the pictures are not judged, phone numbers only by their form.",
        sides=_sides,
        contests=(Contest(OURS, PEER, 0.10),),
        floors=(BASE64,),
        profiled=_profiled,
    ),
)
