"""Read the body of a Pull KYC call, JSON or form, and the exact text that its checksum covers."""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import cache
from json import JSONDecoder
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.airpay.list_or_text import InText
from payloadkit.airpay.plain_numbers import violation
from payloadkit.airpay.pull import PullKycRequest
from payloadkit.policy import LARGEST, Ignore, Policy
from payloadkit.violation import Fault, Report, Severity, sealed
from payloadkit.wire.form import MOST_FIELDS, read_form
from payloadkit.wire.places import locate
from payloadkit.wire.reading import check
from payloadkit.wire.text import line_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.rules.values import Path
    from payloadkit.violation import Violation

_BLANKS = " \t\r\n"
_JSON = JSONDecoder()

_UNKNOWN = Fault("field.unknown", severity=Severity.WARNING, variant="not_covered")
_TOO_LARGE = Fault("json.too_large", most=LARGEST)
_MALFORMED = Fault("form.malformed", variant="or_json", most=MOST_FIELDS)
_REPEATED = Fault("form.duplicate_key")


@cache
def _policy() -> Policy:
    """Return the policy of a body. Made on first use, since it reads the list of codes."""
    reason = "a key that Airpay adds must not prevent an answer"
    return Policy(ignore=[Ignore("field.unknown", reason=reason)])


@attrs.frozen
class Body:
    """The body of a call.

    Args:
        request: The request of Airpay; None if the body has errors.
        found: The violations of the body, in its order.
        signed: The exact JSON text of UIDDATA.
        text: The JSON text; empty for a form.
        names: The names of the form's fields, in order; empty for JSON.
    """

    request: PullKycRequest | None = attrs.field(repr=False)
    found: tuple[Violation, ...]
    signed: str = attrs.field(default="", repr=False)
    text: str = attrs.field(default="", repr=False)
    names: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def asked(self) -> dict[str, int]:
        """The UIDs that Airpay asks for, each with its first index in UIDDATA."""
        uids = () if self.request is None else self.request.UIDDATA
        return {uid: place for place, uid in reversed(list(enumerate(uids)))}

    @property
    def uids(self) -> tuple[str, ...]:
        """The UIDs that Airpay asks for, each once, in order."""
        return tuple(sorted(self.asked, key=self.asked.__getitem__))

    def report(self, faults: Iterable[tuple[Path, Fault]]) -> Report[PullKycRequest]:
        """Return the report of the body, in its order.

        Args:
            faults: Further faults, each with its path tokens.
        """
        found = sorted([*self.found, *self._placed(dict.fromkeys(faults))], key=self._order)
        errors = any(entry.severity is Severity.ERROR for entry in found)
        return Report(tuple(found), None if errors else self.request)

    def _placed(self, faults: Iterable[tuple[Path, Fault]]) -> Iterator[Violation]:
        places = locate(self.text, (path for path, _ in faults)) if self.text else {}
        for path, fault in faults:
            place = places.get(path)
            yield (
                violation(path, fault)
                if place is None
                else violation(path, fault, *line_column(self.text, place.value))
            )

    def _order(self, entry: Violation) -> tuple[int, int]:
        if entry.line is not None and entry.column is not None:
            return entry.line, entry.column
        name = entry.path.split("/", 2)[1:2]
        return (self.names.index(name[0]) if name and name[0] in self.names else len(self.names)), 0


@sealed
def read(raw: bytes | bytearray | memoryview | str) -> Body:
    """Read the body of a call: JSON if it begins with ``{`` after blanks, else a form.

    A byte order mark before it is no part of it.

    Args:
        raw: The body.

    Raises:
        TypeError: The body is neither bytes nor text.
    """
    if not isinstance(raw, bytes | bytearray | memoryview | str):
        raise TypeError(f"raw is the body as bytes or text, not {type(raw).__name__}")
    body = raw.removeprefix("\ufeff") if isinstance(raw, str) else bytes(raw).removeprefix(BOM_UTF8)
    if len(body) > LARGEST:
        return _refused(_TOO_LARGE)
    begins = (
        body.lstrip(_BLANKS)[:1]
        if isinstance(body, str)
        else body.lstrip(_BLANKS.encode())[:1].decode("latin-1")
    )
    return _json(body) if begins == "{" else _form(body)


def _json(body: bytes | str) -> Body:
    report = check(PullKycRequest, body, _policy())
    if report.value is None:
        return Body(None, report.violations)
    text = body if isinstance(body, str) else body.decode()
    at = locate(text, [("UIDDATA",)])["UIDDATA",].value
    listed = report.value.UIDDATA
    signed = listed.text if isinstance(listed, InText) else text[at : _JSON.raw_decode(text, at)[1]]
    return _known(Body(report.value, report.violations, signed, text))


def _form(body: bytes | str) -> Body:
    text = body.strip(_BLANKS) if isinstance(body, str) else body.strip(_BLANKS.encode())
    pairs = read_form(text, strict=True)
    if isinstance(pairs, Fault):
        return _refused(_MALFORMED if pairs.code == _MALFORMED.code else pairs)
    fields = dict(pairs)
    if len(fields) < len(pairs):
        return _refused(_REPEATED)
    report = check(PullKycRequest, fields, _policy())
    if report.value is None:
        return Body(None, report.violations)
    return _known(Body(report.value, report.violations, fields["UIDDATA"], names=tuple(fields)))


def _known(body: Body) -> Body:
    """Add a warning for every key that the model does not declare."""
    request: Any = body.request  # type checkers do not see the attribute extra
    return attrs.evolve(
        body, found=body.report(((key,), _UNKNOWN) for key in request.extra).violations
    )


def _refused(fault: Fault) -> Body:
    return Body(None, (violation((), fault),))
