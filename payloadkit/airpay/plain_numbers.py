"""Check the plain numbers of customers before they are hashed.

A number with an error is not hashed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from payloadkit.airpay.numbers import KycType, Numbers, PlainNumber, normalised
from payloadkit.models.judge import type_fault
from payloadkit.policy import Policy
from payloadkit.rules.characters import is_blank, screen
from payloadkit.rules.choice import OpenChoice
from payloadkit.rules.text import Text
from payloadkit.violation import Fault, Report, Severity, Violation, pointer, sealed
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.airpay.keys import Keys
    from payloadkit.airpay.numbers import Plain
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path

LONGEST_TYPE = 5

_POLICY = Policy()
_KNOWN = frozenset(KycType)  # any other type may be a number in the wrong place, and is not shown
_TYPE = OpenChoice(KycType, LONGEST_TYPE)
_UID = Text()


@attrs.frozen
class Customer:
    """One customer whose numbers are to be hashed.

    Args:
        uid: The customer's UID.
        numbers: Type and plain number of each number without error.
        faults: Errors and warnings of its numbers, each with the path of its type.
    """

    uid: object = attrs.field(repr=False)
    numbers: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    faults: tuple[tuple[Path, Fault], ...]

    def hashed(self, keys: Keys) -> dict[str, object]:
        """Return the customer as the wire has it.

        Args:
            keys: The merchant's keys.
        """
        return {
            "UID": self.uid,
            "kycinfo": [
                {"kyc_type": kyc_type, "kyc_number": keys.kyc_number(plain)}
                for kyc_type, plain in self.numbers
            ],
        }


def check_customer(uid: object, numbers: Plain, *, normalise: bool) -> Customer:
    """Check the numbers of one customer.

    Args:
        uid: The customer's UID.
        numbers: Plain numbers by type; None counts as absent.
        normalise: Whether the numbers are normalised before they are hashed.
    """
    if not isinstance(numbers, Mapping | Numbers):
        return Customer(uid, (), (((), Fault("field.type", variant="numbers")),))
    sound, faults = [], []
    by_type = to_dict(numbers) if isinstance(numbers, Numbers) else dict(numbers)
    for kyc_type, number in by_type.items():
        if number is None:
            continue
        plain = normalised(kyc_type, number) if normalise and isinstance(number, str) else number
        found = [*text_faults(_TYPE, kyc_type), *text_faults(PlainNumber(kyc_type), plain)]
        faults += [((str(kyc_type) if kyc_type in _KNOWN else "?",), fault) for fault in found]
        if not any(fault.severity is Severity.ERROR for fault in found):
            sound.append((kyc_type, plain))
    return Customer(uid, tuple(sound), tuple(faults))


def text_faults(rule: Rule, value: object) -> Iterator[Fault]:
    """Yield the faults of a mandatory text or number, at most one error.

    Args:
        rule: The rule of the value.
        value: The value that the caller passed.
    """
    if not isinstance(value, rule.json) or isinstance(value, bool):
        yield type_fault(rule)
        return
    if isinstance(value, str) and is_blank(value):
        yield Fault("text.blank", variant="number")
        return
    fault = screen(value, lines=False) if isinstance(value, str) else None
    yield from () if fault is None else (fault,)
    if fault is None or fault.severity is not Severity.ERROR:
        yield from rule.check(value, _POLICY)


@sealed
def check_numbers(customers: Mapping[str, Plain], *, normalise: bool = False) -> Report[None]:
    """Report the faults of plain numbers before they are hashed.

    ``add_kyc`` raises the same errors. Only this function reports warnings: numbers that another
    system may write differently, so that its hash differs. A path holds the position of the
    customer in the Mapping, from 0, and the type: ``/customers/0/PP``. An unknown type shows as
    ``?``.

    Args:
        customers: Plain numbers by type, by UID.
        normalise: Whether the numbers will be normalised before they are hashed. If not, a number
            that is not normalised draws a warning.

    Raises:
        TypeError: The customers are no Mapping.
    """
    return numbers_report(check_customers(customers, normalise=normalise))


def check_customers(customers: Mapping[str, Plain], *, normalise: bool) -> tuple[Customer, ...]:
    """Check the numbers of many customers.

    Args:
        customers: Plain numbers by type, by UID.
        normalise: Whether the numbers are normalised before they are hashed.

    Raises:
        TypeError: The customers are no Mapping.
    """
    if not isinstance(customers, Mapping):
        raise TypeError(f"customers are a Mapping, not {type(customers).__name__}")
    return tuple(check_customer(*entry, normalise=normalise) for entry in customers.items())


def numbers_report(customers: tuple[Customer, ...], *others: Violation) -> Report[None]:
    """Return the report of checked customers.

    Args:
        customers: The customers, in the caller's order.
        *others: Violations to report before those of the customers.
    """
    found = list(others)
    for number, entry in enumerate(customers):
        empty = (
            ()
            if entry.numbers or entry.faults
            else (((), Fault("list.too_short", variant="numbers")),)
        )
        uid = (((), fault) for fault in text_faults(_UID, entry.uid))
        found += [
            violation(("customers", number, *path), fault)
            for path, fault in (*uid, *empty, *entry.faults)
        ]
    return Report(tuple(found))


def violation(
    path: Path, fault: Fault, line: int | None = None, column: int | None = None
) -> Violation:
    """Return the violation of a fault at a path.

    Args:
        path: Path tokens of the place.
        fault: The fault.
        line: Line of the place, if the source was text.
        column: Column of the place, if the source was text.
    """
    return fault.violation(pointer(path), line=line, column=column)
