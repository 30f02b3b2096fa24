"""The documents of the benchmarks: onboarding payloads of invented people, with every field."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

import payloadkit as pk
from payloadkit.rules.base64 import encode
from payloadkit.rules.identifiers import luhn
from tests.benchmarks.peers.today import TODAY
from tests.documents import GONE, PHOTOS, Document, at, full

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KIND = "caas.onboarding"
POLICY = pk.Policy(today=TODAY)
MODEL_ALONE = pk.Policy(today=TODAY, images="off", phones="shape")

PLACES = (
    "/id_details/0/id_front",
    "/id_details/0/id_back",
    "/id_details/1/id_front",
    "/id_details/1/id_back",
    "/customer_classification/profile_photo",
    "/additional_docs/0",
    "/additional_docs/1",
)
"""Where a document has its pictures."""
FAULTS: Mapping[str, object] = {
    "/first_name": "N" * 101,
    "/country_of_residence": GONE,
    "/date_of_birth": "1990-02-30",
    "/primary_mobile_number": "+0501234567",
    "/email_id": "nadira@@example.com",
    "/occupation_id": "2856",
    "/address_list/1/country": "ZZ",
    "/id_details/0/id_front/base64_data": "\n",
    "/customer_classification/annual_income_currency_code": "DHS",
    "/customer_classification/favourite_colour": "blue",
}
"""The ten faults: what stands there instead; a line break is put into what stands there."""
_PHOTOS = (
    ("eid-front", False),
    ("eid-back", False),
    ("passport", False),
    ("passport", True),
    ("face", False),
    ("eid-back", True),
    ("eid-front", True),
)
_THUMBNAIL = (64, 64)


@cache
def pictures(*, tiny: bool = False) -> tuple[bytes, ...]:
    """Return seven pictures, no two of them alike.

    Args:
        tiny: Whether they are of 64 pixels instead of photos.
    """
    return tuple(_picture(name, mirrored=mirrored, tiny=tiny) for name, mirrored in _PHOTOS)


@cache
def encoded(*, tiny: bool = False) -> tuple[str, ...]:
    """Return the base64 of the seven pictures.

    Args:
        tiny: As above.
    """
    return tuple(map(encode, pictures(tiny=tiny)))


def _picture(name: str, *, mirrored: bool, tiny: bool) -> bytes:
    path = PHOTOS / f"{name}.jpg"
    if not (mirrored or tiny):
        return path.read_bytes()
    with Image.open(path) as photo:
        changed = ImageOps.mirror(photo) if mirrored else photo.copy()
    if tiny:
        changed.thumbnail(_THUMBNAIL)
    out = BytesIO()
    changed.save(out, "JPEG", quality=75 if tiny else 88)
    return out.getvalue()


def photos(number: int = 0) -> bytes:
    """Return the payload of about 3 MB: seven photos.

    Args:
        number: Whose; there are 8 people, who take turns.
    """
    return _sent(number % 8, tiny=False)


def small(number: int = 0) -> bytes:
    """Return the payload of about 17 KB: seven tiny pictures.

    Args:
        number: Whose; there are 2,000 people, who take turns, so that no cache of values sees them
            again soon.
    """
    return _sent(number % 2000, tiny=True)


@cache
def _sent(number: int, *, tiny: bool) -> bytes:
    return sent(person(number, pictures(tiny=tiny)))


def faulty(document: bytes) -> bytes:
    """Return a payload with the ten faults."""
    changed = json.loads(document)
    for place, value in FAULTS.items():
        holder, last = _leading(changed, place)
        if value is GONE:
            del holder[last]
        else:
            holder[last] = f"{holder[last][:76]}\n{holder[last][76:]}" if value == "\n" else value
    return sent(changed)


def _leading(document: Document, place: str) -> tuple[Any, str | int]:
    """Return the object or list that holds what stands at a pointer, and the last token."""
    *above, last = at(place)
    holder: Any = document
    for token in above:
        holder = holder[token]
    return holder, last


def sent(document: Document) -> bytes:
    """Return the compact JSON that a partner's service sends."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def person(number: int, shown: Sequence[bytes]) -> Document:
    """Return the plain document of an invented person with every field.

    Args:
        number: Which person: names, phone numbers, e-mail address and identities are this one's.
        shown: Its pictures; none for a document that is still to be filled.
    """
    document = full()
    mobile, other, landline = (
        f"{prefix}{number % 10_000:04}" for prefix in ("+97150123", "+97155123", "+9714212")
    )
    document |= {
        "first_name": f"NADIRA {_letters(number)}",
        "middle_name": "\u0646\u0627\u062f\u0631\u0629",
        "preferred_name": "\u0646\u0627\u062f\u0631\u0629 "
        "\u0627\u0644\u0646\u0645\u0648\u0630\u062c",
        "ecrn": f"7843{number:06}",
        "primary_mobile_number": mobile,
        "secondary_mobile_number": other,
        "phone_number": mobile,
        "email_id": f"nadira.{number}@example.com",
        "additional_docs": [{"document_id": "1"}, {"document_id": "2"}],
    }
    for address in document["address_list"]:
        address["mobile_number"] = mobile
    document["customer_classification"]["employer_phone"] = landline
    front, passport = document["id_details"]
    front["id_number"] = _emirates_id(number)
    passport["id_number"] = f"X{number:07}"
    for place, picture in zip(PLACES, shown, strict=False):
        hold(document, place, picture)
    return document


def hold(document: Document, place: str, picture: bytes) -> None:
    """Put a picture into a document.

    Args:
        document: The plain document, which is changed.
        place: The JSON Pointer of the object that holds it.
        picture: The bytes of a JPEG.
    """
    holder, last = _leading(document, place)
    kept: Document = holder[last] if isinstance(last, int) else {}
    holder[last] = {**kept, "base64_data": encode(picture), "content_type": "image/jpeg"}


def _letters(number: int) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:06}")


def _emirates_id(number: int) -> str:
    body = f"7843000{number:07}"
    return f"{body}{luhn(body)}"
