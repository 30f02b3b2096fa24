"""What a library cannot say, checked on its objects: pictures, phones, e-mail address."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from email_validator import validate_email

from tests.benchmarks.peers.checks import decoded, phone, picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Get = Callable[[Any, str], Any]


def wrong(document: Any, get: Get, *, whole: bool) -> tuple[str, ...]:
    """Return where pictures, phone numbers or the e-mail address are wrong, as JSON Pointers.

    Args:
        document: The object of a whole document.
        get: Returns a field of an object, None where it is absent.
        whole: Whether pictures are loaded and phone numbers looked up, or only base64 and form are
            looked at.
    """
    found = [
        f"{at}/base64_data"
        for at, image in _images(document, get)
        if not _passes(partial(_picture, image, get, whole=whole))
    ]
    if whole:
        found += [
            at for at, number in _phones(document, get) if not _passes(partial(phone, number))
        ]
    if not _passes(partial(validate_email, get(document, "email_id"), check_deliverability=False)):
        found.append("/email_id")
    return tuple(found)


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except ValueError:  # the library's own errors are some
        return False
    return True


def _picture(image: object, get: Get, *, whole: bool) -> None:
    data = decoded(get(image, "base64_data"))
    if whole:
        picture(data, get(image, "content_type"))


def _images(document: object, get: Get) -> Iterator[tuple[str, object]]:
    classification = get(document, "customer_classification")
    places = (
        [("/customer_classification/profile_photo", get(classification, "profile_photo"))]
        if classification is not None
        else []
    )
    places += [
        (f"/additional_docs/{number}", entry)
        for number, entry in enumerate(get(document, "additional_docs") or ())
    ]
    places += [
        (f"/id_details/{number}/{side}", get(entry, side))
        for number, entry in enumerate(get(document, "id_details"))
        for side in ("id_front", "id_back")
    ]
    return ((at, image) for at, image in places if image is not None)


def _phones(document: object, get: Get) -> Iterator[tuple[str, str]]:
    classification = get(document, "customer_classification")
    places = [
        (f"/{name}", get(document, name))
        for name in ("primary_mobile_number", "secondary_mobile_number", "phone_number")
    ]
    places += [
        (f"/address_list/{number}/mobile_number", get(entry, "mobile_number"))
        for number, entry in enumerate(get(document, "address_list"))
    ]
    places += (
        [("/customer_classification/employer_phone", get(classification, "employer_phone"))]
        if classification is not None
        else []
    )
    return ((at, number) for at, number in places if number is not None)
