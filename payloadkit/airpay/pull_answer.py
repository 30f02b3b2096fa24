"""Answer a Pull KYC call as a merchant, with a report that only the merchant sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import attrs

from payloadkit.airpay.keys import Form, Keys, check_keys, same
from payloadkit.airpay.numbers import Numbers
from payloadkit.airpay.plain_numbers import check_customer
from payloadkit.airpay.pull import PullKycAnswer
from payloadkit.airpay.pull_body import read
from payloadkit.messages.nearest import nearest
from payloadkit.violation import Fault, Severity, sealed
from payloadkit.wire.reading import load
from payloadkit.wire.writing import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from payloadkit.airpay.numbers import Plain
    from payloadkit.airpay.plain_numbers import Customer
    from payloadkit.airpay.pull import PullKycRequest
    from payloadkit.airpay.pull_body import Body
    from payloadkit.rules.values import Path
    from payloadkit.violation import Report

_FORMS_OF_DATA = ("array", "text")
_MERCHANT = Fault("signature.merchant_id")
_PRIVATE_KEY = Fault("signature.private_key")
_CHECKSUM = Fault("signature.checksum")
_UNKNOWN = Fault("uid.unknown", severity=Severity.WARNING)
_NUMBERLESS = Fault("list.too_short", severity=Severity.WARNING, variant="sound_numbers")


def answer_pull(  # noqa: PLR0913 - three for every call, four for what the documents leave open
    raw: bytes | bytearray | memoryview | str,
    keys: Keys,
    numbers_of: Callable[[str], Plain | None],
    *,
    merchant_id: str | int | None = None,
    accept: Iterable[Form] = (Form(),),
    kyc_data: Literal["array", "text"] = "array",
    normalise: bool = False,
) -> tuple[PullKycAnswer, Report[PullKycRequest]]:
    """Answer a Pull KYC call. The content of the call never raises an exception.

    The answer is 400 Failed, without data and reason, in three cases: the call is malformed; it is
    for another merchant, or not signed with the merchant's keys; no known customer has a valid
    number. The report, which is for the merchant, holds the reasons. Undeclared keys are warnings.
    A number with an error is left out with a warning at its customer, ``/UIDDATA/0/PP``; one that
    only warns is hashed. A customer without numbers is left out too.

    Args:
        raw: The body of the call, JSON or form encoded.
        keys: The merchant's keys.
        numbers_of: Returns the plain numbers of a customer by type, or None for an unknown
            customer. Its exceptions pass through.
        merchant_id: The merchant's own number: a call for another one is refused. None does not
            look at it.
        accept: The forms of the checksum that are accepted. No pull has the form ``kyc_data``.
        kyc_data: Whether the answer holds the customers as an array or as JSON text.
        normalise: Whether numbers are normalised before they are hashed. If not, a number that is
            not normalised is hashed as it is and draws a warning.

    Raises:
        TypeError: ``raw`` is neither bytes nor text, ``keys`` are no keys, ``merchant_id`` is
            neither text nor whole number, ``accept`` holds something else than forms, or
            ``numbers_of`` is no function, or returns no Mapping.
        ValueError: ``kyc_data`` is another word, or ``merchant_id`` has no digits only.
    """
    try:
        _check_types(keys, numbers_of)
        body = read(raw)
    except TypeError:
        del keys, numbers_of
        raise
    finally:
        del raw  # exceptions of numbers_of pass through this frame
    if kyc_data not in _FORMS_OF_DATA:
        words = " or ".join(map(repr, _FORMS_OF_DATA))
        raise ValueError(f"kyc_data is {words}{nearest(kyc_data, _FORMS_OF_DATA)}")
    merchant, forms = _merchant(merchant_id), _forms(accept)
    refused: list[tuple[Path, Fault]] = []
    if body.request is not None:
        if merchant is not None and str(body.request.merchant_id) != merchant:
            refused.append((("merchant_id",), _MERCHANT))
        refused += _signature(body, body.request, keys, forms)
    if body.request is None or refused:
        return _failed(), body.report(refused)
    # No local variable holds a UID or a number while numbers_of runs, whose errors are not sealed.
    known = _customers(body.uids, [*map(numbers_of, body.uids)], normalise=normalise)
    report = body.report(_customer_faults(body, known))
    customers = [entry.hashed(keys) for entry in known if entry is not None and entry.numbers]
    return (_succeeded(customers, kyc_data) if customers else _failed()), report


def _merchant(merchant_id: str | int | None) -> str | None:
    """Return the text of a merchant's own number."""
    if merchant_id is None:
        return None
    text = str(merchant_id) if type(merchant_id) is int else merchant_id
    if not isinstance(text, str):
        raise TypeError(f"merchant_id is a text or an int, not {type(merchant_id).__name__}")
    if not (text.isascii() and text.isdigit()):
        raise ValueError("merchant_id has digits only")
    return text


def _forms(accept: Iterable[Form]) -> tuple[Form, ...]:
    """Return the accepted forms."""
    forms = () if isinstance(accept, Form) else tuple(accept)
    if isinstance(accept, Form) or not all(isinstance(form, Form) for form in forms):
        raise TypeError("accept holds instances of airpay.Form: accept=(airpay.Form(),)")
    return forms


@sealed
def _check_types(keys: object, numbers_of: object) -> None:
    check_keys(keys)
    if not callable(numbers_of):
        raise TypeError(f"numbers_of is a function of a UID, not {type(numbers_of).__name__}")


def _signature(
    body: Body, request: PullKycRequest, keys: Keys, accept: tuple[Form, ...]
) -> Iterator[tuple[Path, Fault]]:
    """Yield the faults of the signature.

    Every form is compared, each in constant time, so that the duration reveals nothing.
    """
    if not same(request.private_key, keys.private_key):
        yield ("private_key",), _PRIVATE_KEY
    checksums = [
        keys.checksum(request.merchant_id, form.covered(body.signed))
        for form in accept
        if form.alldata != "kyc_data"
    ]
    fits = [same(request.checksum, checksum) for checksum in checksums]
    if not any(fits):
        yield ("checksum",), _CHECKSUM


@sealed
def _customers(
    uids: Iterable[str], found: list[Plain | None], *, normalise: bool
) -> list[Customer | None]:
    """Return each customer with checked numbers; None for a customer the merchant does not know."""
    for entry in found:
        if not (entry is None or isinstance(entry, Mapping | Numbers)):
            raise TypeError(f"numbers_of returns a Mapping or None, not {type(entry).__name__}")
    return [
        None if numbers is None else check_customer(uid, numbers, normalise=normalise)
        for uid, numbers in zip(uids, found, strict=True)
    ]


def _customer_faults(body: Body, known: list[Customer | None]) -> Iterator[tuple[Path, Fault]]:
    """Yield the faults of the customers and their numbers."""
    for uid, entry in zip(body.uids, known, strict=True):
        at = ("UIDDATA", body.asked[uid])
        if entry is None:
            yield at, _UNKNOWN
            continue
        if not entry.numbers:
            yield at, _NUMBERLESS
        yield from (
            ((*at, *path), attrs.evolve(fault, severity=Severity.WARNING))
            for path, fault in entry.faults
        )


def _succeeded(customers: list[dict[str, object]], form: Literal["array", "text"]) -> PullKycAnswer:
    kyc_data = customers if form == "array" else encode(customers).decode()
    return load(PullKycAnswer, {"status": "200", "message": "Success", "kyc_data": kyc_data})


def _failed() -> PullKycAnswer:
    return PullKycAnswer(status="400", message="Failed")
