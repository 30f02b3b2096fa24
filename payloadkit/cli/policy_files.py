"""The files of a policy: a tenant's limits and master data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.cli.files import read, read_bounded
from payloadkit.cli.streams import InputError, named, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.policy import Masters


def read_masters(file: str) -> Masters:
    """Return master data.

    Args:
        file: The file's name.

    Raises:
        InputError: The file cannot be read, or holds none.
    """
    from payloadkit.policy import Policy
    from payloadkit.wire.reading import check

    policy = Policy()
    report = check("caas.masters", read(file, policy.max_bytes), policy)
    if report.value is None:
        check_it = "`payloadkit check --kind caas.masters` says why"
        raise InputError(f"{named(file)}: no caas.masters answer; {check_it}.")
    masters: Masters = report.value
    return masters


def read_limits(file: str) -> Mapping[str, Any]:
    """Return maximum lengths by kind and JSON Pointer.

    Args:
        file: The name of a TOML file.

    Raises:
        InputError: The file cannot be read, or does not hold valid limits.
    """
    from tomllib import TOMLDecodeError

    from payloadkit.policy import MEBIBYTE, read_toml

    try:
        limits = read_toml(read_bounded(file, MEBIBYTE))
        check_limits(limits)
    except TOMLDecodeError as error:
        raise InputError(f"{printable(file)}: no TOML") from error
    except ValueError as error:
        raise InputError(f"{printable(file)}: {error}") from error
    return limits


def check_limits(limits: Mapping[str, Any]) -> None:
    """Check limits before the first document.

    Args:
        limits: Maximum lengths by kind and JSON Pointer.

    Raises:
        ValueError: They have another shape, or name no kind, or no field with a maximum length.
    """
    from payloadkit.models.limits import limited
    from payloadkit.models.registry import model_of
    from payloadkit.policy import Policy

    policy = Policy(limits=limits)
    for kind in policy.limits:
        limited(model_of(kind), policy)
