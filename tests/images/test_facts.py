"""Facts, and the faults and errors that carry them."""

from __future__ import annotations

import pickle

from payloadkit.images import Facts, ImageError
from payloadkit.images.faults import fault
from payloadkit.violation import Severity


def test_warnings_are_fine() -> None:
    """Only an error makes a picture unfit."""
    assert Facts(violations=(fault("image.not_upright"),)).ok
    assert not Facts(violations=(fault("image.not_upright"), fault("image.corrupt"))).ok


def test_a_fault_may_be_said_otherwise() -> None:
    """Severity and hint may be known better than by the code."""
    assert fault("image.too_many_bytes", severity=Severity.WARNING, hint="Less.").hint == "Less."
    assert fault("image.too_many_bytes").severity is Severity.ERROR


def test_an_error_is_its_violation() -> None:
    """An ImageError is a ValueError with a code, and crosses process borders."""
    error: ImageError = pickle.loads(pickle.dumps(ImageError(fault("image.corrupt"))))
    assert issubclass(ImageError, ValueError)
    assert error.code == error.violation.code == "image.corrupt"
    assert str(error).startswith("image.corrupt: ")
