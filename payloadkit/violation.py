"""What a check found: violations, the report of them, and the exception that carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - attrs resolves it
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

import attrs

from payloadkit import messages
from payloadkit.messages import report_forms
from payloadkit.messages.nearest import check_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

E = TypeVar("E", bound=BaseException)
P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_PLAIN_KEY = r"[A-Za-z_][A-Za-z0-9_]{0,63}"


class Severity(StrEnum):
    """The severity of a violation. Only an error makes a document invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def _severity(word: Severity | str) -> Severity:
    """Return the severity of a word, as a report's JSON or a tenant's rule may have it."""
    if type(word) is Severity:  # nearly always; Enum takes three times as long to tell
        return word
    check_word("severity", word, Severity)
    return Severity(word)


@attrs.frozen(init=False)
class Fault:
    """A fault that a rule found in one value, without the path of the value.

    The sentences of payloadkit's codes are in ``messages/en.toml``, with names of bounds in braces:
    ``Fault("text.too_long", most=100)``. They are looked up on access. A tenant's rule passes its
    own: ``Fault("branch.malformed", "A branch is two letters.", "Copy it.")``. These are the same
    in every language.

    Args:
        code: The stable dotted name of the rule.
        message: The rule's own message. It names the constraint and no value.
        hint: The rule's own hint how to correct the value.
        severity: The severity, or its word.
        at: Path tokens below the value that the rule checked.
        variant: The variant of the code's sentences, if it has several.
        bounds: The values of names in the sentences: limits, names of fields, words of a model;
            never a value of the document. They may be passed as keywords.
    """

    code: str
    _message: str | None
    _hint: str | None
    severity: Severity
    at: tuple[str | int, ...]
    variant: str
    bounds: Mapping[str, object] = attrs.field(hash=False)

    def __init__(  # noqa: PLR0913 - one name for each thing to say
        self,
        code: str,
        message: str | None = None,
        hint: str | None = None,
        severity: Severity | str = Severity.ERROR,
        at: tuple[str | int, ...] = (),
        *,
        variant: str = "",
        bounds: Mapping[str, object] | None = None,
        **named: object,
    ) -> None:
        """Keep the arguments. Sentences are looked up later.

        Raises:
            ValueError: The severity is another word.
        """
        # Written by hand: attrs' own takes twice as long, and a document may have many faults.
        set_field = object.__setattr__
        set_field(self, "code", code)
        set_field(self, "_message", message)
        set_field(self, "_hint", hint)
        known = severity if type(severity) is Severity else _severity(severity)  # saves a call
        set_field(self, "severity", known)
        set_field(self, "at", at)
        set_field(self, "variant", variant)
        set_field(self, "bounds", named if bounds is None else bounds)

    @property
    def message(self) -> str:
        """The demand of the rule in one sentence. It names the constraint and no value."""
        if self._message is not None:
            return self._message
        return messages.message(self.code, self.variant, self.bounds)

    @property
    def hint(self) -> str | None:
        """A hint how to correct the value, or None."""
        if self._hint is not None or self._message is not None:
            return self._hint
        return messages.hint(self.code, self.variant, self.bounds)

    def violation(
        self,
        path: str,
        *,
        severity: Severity | None = None,
        gateway: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> Violation:
        """Return the violation of this fault at a place.

        Args:
            path: JSON Pointer of the place.
            severity: The severity, if it is not that of the fault.
            gateway: The error code that the gateway would answer.
            line: Line of the place.
            column: Column of the place.
        """
        return Violation(
            path=path,
            code=self.code,
            severity=severity or self.severity,
            message=self.message,
            hint=self.hint,
            gateway=gateway,
            line=line,
            column=column,
        )


@attrs.frozen(kw_only=True)
class Violation:
    """One broken rule at one place of a document. It never holds the value.

    Args:
        path: JSON Pointer (RFC 6901) of the place; ``""`` is the whole document. An unknown key
            that is no plain identifier of at most 64 characters shows as ``?``.
        code: The stable dotted name of the rule, ``text.too_long``.
        severity: ``error``, ``warning`` or ``info``; another word is a ValueError.
        message: The demand of the rule in one sentence.
        hint: A hint how to correct the value, or None. Message and hint of payloadkit's own codes
            are ``messages.Sentence``, texts that can be said in another language; ``str(message)``
            is the text alone.
        gateway: The error code that the gateway would answer, or None.
        line: Line of the place, from 1, where the source was text.
        column: Column of the place in code points, from 1, where the source was text.
    """

    path: str
    code: str
    severity: Severity = attrs.field(converter=_severity)
    message: str
    hint: str | None = None
    gateway: str | None = None
    line: int | None = None
    column: int | None = None

    def localized(self, language: str) -> Violation:
        """Return the violation in another language. A tenant's own sentences stay as they are.

        Args:
            language: ``en`` or ``ar``.

        Raises:
            ValueError: There are no messages in this language.
        """
        messages.check_language(language)
        said = messages.localized(self.message, language)
        hint = None if self.hint is None else messages.localized(self.hint, language)
        if said is self.message and hint is self.hint:
            return self
        return attrs.evolve(self, message=said, hint=hint)

    def __str__(self) -> str:
        """Return the violation as one line without its position in a text.

        Severity, code and path are the same in every language, for programs that read the line.
        """
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.severity} {self.code} {self.path or 'document'}: {self.message}{hint}"


@attrs.frozen(repr=False)
class Report(Generic[T_co]):
    """All violations of one document, in document order, and its value where it has no error.

    Args:
        violations: Every violation, errors, warnings and infos alike.
        value: What was read; None beside errors.
        truncated: Whether there were more violations than the policy's ``max_violations``.
        language: The language of its sentences and counts.
    """

    violations: tuple[Violation, ...] = ()
    value: T_co | None = None
    truncated: bool = False
    language: str = messages.ENGLISH

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not self.errors

    @property
    def errors(self) -> tuple[Violation, ...]:
        """The violations that keep the document from being sent."""
        return tuple(v for v in self.violations if v.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Violation, ...]:
        """The violations that a person should look at."""
        return tuple(v for v in self.violations if v.severity is Severity.WARNING)

    def localized(self, language: str) -> Report[T_co]:
        """Return the report in another language. A tenant's own sentences stay as they are.

        Args:
            language: ``en`` or ``ar``.

        Raises:
            ValueError: There are no messages in this language.
        """
        messages.check_language(language)
        violations = tuple(violation.localized(language) for violation in self.violations)
        return attrs.evolve(self, violations=violations, language=language)

    def __repr__(self) -> str:
        """Return the counts as one short line, in English."""
        return f"<Report: {report_forms.summary(self, messages.ENGLISH)}>"

    def __str__(self) -> str:
        """Return a line of counts, then one line a violation, errors first."""
        return report_forms.text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values, in the schema that its ``schema`` names."""
        return report_forms.plain(self)

    def problem(self, status: int = 422) -> dict[str, Any]:
        """Return the report as a problem document (RFC 9457) with one entry a violation.

        Args:
            status: The HTTP status that it is sent with.
        """
        return report_forms.problem(self, status)


class PayloadError(ValueError):
    """A document or an object breaks rules; ``report`` holds all of them at once.

    Args:
        report: The report, whose ``value`` is None.
    """

    def __init__(self, report: Report[object]) -> None:
        """Keep the report, and show its counts and its first ten violations."""
        self.report = report
        super().__init__(report_forms.text(report, most=10))

    def __reduce__(self) -> tuple[Callable[..., PayloadError], tuple[Report[object]]]:
        """Pickle by the report, so that an error crosses process borders whole."""
        return (type(self), (self.report,))


def pointer(tokens: Iterable[str | int], declared: frozenset[str] = frozenset()) -> str:
    """Write path tokens as a JSON Pointer.

    A key that no model declares is shown only if it is a plain identifier.

    Args:
        tokens: Keys and list indexes from the root.
        declared: Keys that a model declares, which are always shown.
    """
    return "".join([f"/{_shown(token, declared)}" for token in tokens])


def shown(key: str) -> str:
    """Return an undeclared key if it is an identifier of at most 64 characters, else ``?``."""
    return key if re.fullmatch(_PLAIN_KEY, key) else "?"


def _shown(token: str | int, declared: frozenset[str]) -> str:
    if isinstance(token, int):
        return str(token)
    return token.replace("~", "~0").replace("/", "~1") if token in declared else shown(token)


def without_frames(error: E) -> E:
    """Return an error without its traceback, cause and context, whose frames may hold a value.

    It is to be raised behind the handler: within, Python would make the old error its context.

    Args:
        error: The error.
    """
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def sealed(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function whose errors keep no argument: no frame, cause or context holds a value.

    Error trackers send the local variables of the frames in a traceback. So the error is raised
    anew from a frame that holds nothing. Only the documented errors of this package are sealed,
    ``TypeError`` and ``ValueError`` with its subclasses; any other one passes as it is.

    Args:
        function: A public function that takes secrets or values of a person.
    """

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except (TypeError, ValueError) as error:
            failure = without_frames(error)
        del args, kwargs
        raise failure

    return call
