"""JUnit's XML, which servers of continuous integration show as tests. It needs junitparser.

junitparser writes a whole tree, so the report is kept until the end: about two kilobytes for a
document without violations.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.formats.text import violation_line
from payloadkit.cli.result import MORE
from payloadkit.cli.streams import InputError, printable
from payloadkit.cli.summary import incomplete
from payloadkit.messages.report_forms import counts
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals

try:
    from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
except ImportError as error:
    missing = "the format junit needs junitparser: pip install 'payloadkit[reports]'"
    raise InputError(missing) from error


@attrs.frozen
class JunitFormat:
    """Documents as test cases of one suite. A document with an error is a failure.

    What was not checked is a test case with an error, because servers show nothing else.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _cases: list[TestCase] = attrs.field(init=False, factory=list)

    def document(self, document: Document) -> None:
        """Keep a document: its errors as a failure, all else as output."""
        report = document.report
        errors: list[str] = []
        rest: list[str] = []
        for violation in report.violations:
            line = violation_line(document.place(violation), violation)
            (errors if violation.severity is Severity.ERROR else rest).append(line)
        if report.truncated:
            (errors or rest).append(MORE)
        case = TestCase(document.key, printable(document.kind or "kind unknown"))
        if errors:
            failure = Failure(counts(report.violations, report.language), report.errors[0].code)
            failure.text = "\n".join(errors)
            case.result = failure
        if rest:
            case.system_out = "\n".join(rest)
        self._cases.append(case)

    def end(self, totals: Totals) -> None:
        """Write the suite, in ASCII."""
        for line in incomplete(totals):
            case = TestCase(line, "payloadkit")
            case.result = Error(line, "incomplete")
            self._cases.append(case)
        suite = TestSuite("payloadkit")
        suite.add_testcases(self._cases)
        xml = JUnitXml("payloadkit")
        xml.add_testsuite(suite)
        xml.update_statistics()  # type: ignore[no-untyped-call] # junitparser types most calls
        written: bytes = xml.tostring()  # type: ignore[no-untyped-call] # as above
        text = written.decode().encode("ascii", "xmlcharrefreplace").decode()
        self.stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
