"""Build an onboarding payload from typed values and the bytes of seven photos, and write it.

Each side does it the shortest way that it documents. payloadkit: ``Image.of`` and
``AdditionalDocument.of`` with ``Policy(images="off")``, then the constructors of the parts and of
the whole, which judge every field, then ``dump``. pydantic: ``model_construct`` for the pictures,
whose base64 needs no check, then the validating constructors, then ``dump_json`` of the type
adapter.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pybase64

import payloadkit as pk
from payloadkit import caas
from tests.benchmarks.documents import person, pictures
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.benchmarks.peers import pydantic_tuned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmarks.job import Meter

OURS, PEER, BASE64 = "payloadkit", "pydantic, tuned", "base64 encode"
UNSEEN = pk.Policy(images="off")
_DAYS = ("date_of_birth", "visa_expiry_date", "issued_on", "date_of_expiry")


def _sides() -> Mapping[str, Meter]:
    return {
        OURS: Clock(partial(build, shown=pictures()), partial(typed, null=pk.NULL)),
        PEER: Clock(partial(pydantic_tuned.build, shown=pictures()), typed),
        BASE64: Clock(
            lambda shown: [pybase64.b64encode_as_string(picture) for picture in shown],
            lambda _: pictures(),
        ),
    }


def build(values: Mapping[str, Any], shown: Sequence[bytes]) -> bytes:
    """Return the JSON of a new object.

    Args:
        values: The typed values of its fields, those of its parts as dicts, without pictures.
        shown: The pictures: of the identities, of the face, and the further documents.
    """
    photos = [caas.Image.of(data, policy=UNSEEN) for data in shown[:-2]]
    links = tuple(
        caas.SocialLink(**entry) for entry in values["customer_classification"]["social_links"]
    )
    identities = enumerate(values["id_details"])
    parts = {
        "additional_docs": tuple(
            caas.AdditionalDocument.of(data, document_id=str(number), policy=UNSEEN)
            for number, data in enumerate(shown[-2:], 1)
        ),
        "address_list": tuple(caas.Address(**entry) for entry in values["address_list"]),
        "id_details": tuple(
            caas.IdDetail(**entry, id_front=photos[2 * place], id_back=photos[2 * place + 1])
            for place, entry in identities
        ),
        "customer_classification": caas.Classification(
            **{
                **values["customer_classification"],
                "social_links": links,
                "profile_photo": photos[-1],
            }
        ),
    }
    return pk.dump(caas.OnboardingRequest(**{**values, **parts}))


def typed(number: int, null: object = None) -> dict[str, Any]:
    """Return the values of a person as an application has them, without pictures.

    Args:
        number: Which person.
        null: What stands for null.
    """
    document = person(number, ())
    days: dict[str, Any] = {
        name: date.fromisoformat(document[name]) for name in _DAYS if name in document
    }
    identities = [
        {
            name: date.fromisoformat(value) if name in _DAYS else value
            for name, value in entry.items()
        }
        for entry in document["id_details"]
    ]
    bare = [
        {name: value for name, value in entry.items() if name not in ("id_front", "id_back")}
        for entry in identities
    ]
    addresses = [
        {name: null if value is None else value for name, value in entry.items()}
        for entry in document["address_list"]
    ]
    return {**document, **days, "id_details": bare, "address_list": addresses}


def _profiled() -> Callable[[], object]:
    return partial(build, typed(0, pk.NULL), pictures())


JOBS = (
    Job(
        name="build and dump",
        doc=(
            "Seven photos and the values of a person become an object and its JSON of 3 MB; the "
            "pictures are not judged."
        ),
        sides=_sides,
        contests=(Contest(OURS, PEER, 0.45),),
        floors=(BASE64,),
        profiled=_profiled,
    ),
)
