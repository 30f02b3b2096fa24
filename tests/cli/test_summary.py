"""The end of a report: counts, kinds and codes in words."""

from __future__ import annotations

from collections import Counter

from payloadkit.cli.result import Totals
from payloadkit.cli.summary import summary
from payloadkit.messages import phrase
from payloadkit.messages.catalogue import catalogue_in
from payloadkit.violation import Severity


def test_one_document_is_one_line() -> None:
    """Its violations are above, and need no list of codes."""
    totals = Totals(
        documents=1,
        failed=1,
        codes=Counter({(Severity.ERROR, "date.order"): 2}),
        kinds=Counter("k"),
    )

    assert summary(totals) == "1 document: 2 errors (k)\n"


def test_several_documents_are_counted_by_code() -> None:
    """The failed ones are counted; the worst codes come first, then the most frequent."""
    totals = Totals(
        documents=1200,
        failed=1,
        codes=Counter(
            {
                (Severity.INFO, "field.unknown"): 1,
                (Severity.WARNING, "date.expired"): 2000,
                (Severity.ERROR, "tenant.own"): 3,
                (Severity.ERROR, "field.missing"): 4,
            }
        ),
        kinds=Counter({"caas.lookup": 1199, None: 1}),
        unread=2,
        interrupted=True,
        expected=1300,
    )
    lines = summary(totals).splitlines()

    assert lines[0] == (
        "1,200 documents, 1 failed: 7 errors, 2,000 warnings, 1 info (1,199 caas.lookup, 1 no JSON)"
    )
    assert [line.split()[:3] for line in lines[1:5]] == [
        ["4", "error", "field.missing"],
        ["3", "error", "tenant.own"],
        ["2,000", "warning", "date.expired"],
        ["1", "info", "field.unknown"],
    ]
    assert lines[5:] == ["2 inputs not checked", "interrupted after 1,200 of 1,300 documents"]


def test_nothing_at_all() -> None:
    """Where nothing was checked, the number of documents may be unknown."""
    totals = Totals(interrupted=True)

    assert summary(totals).splitlines() == [
        "no document was checked",
        "interrupted after 0 documents",
    ]
    assert summary(Totals(documents=2, kinds=Counter("kk"))).startswith(
        "2 documents, 0 failed: nothing to mend (k)"
    )


def test_it_is_in_the_language_of_the_reports() -> None:
    """Meanings, counts and what was not checked are Arabic; severities and codes stay."""
    totals = Totals(
        documents=3,
        failed=1,
        codes=Counter({(Severity.ERROR, "field.missing"): 4, (Severity.ERROR, "tenant.own"): 1}),
        kinds=Counter({"k": 2, None: 1}),
        unread=1,
        interrupted=True,
        language="ar",
    )
    first, known, own, *rest = summary(totals).splitlines()

    assert first.startswith(phrase("checked", "ar", count=3))
    assert phrase("no_json", "ar") in first
    assert known.split()[:3] == ["4", "error", "field.missing"]
    assert known.endswith(catalogue_in("ar")["field.missing"].meaning)
    assert own.split() == ["1", "error", "tenant.own"]
    assert rest == [phrase("unread", "ar", count=1), phrase("interrupted", "ar", count=3)]
    assert summary(Totals(language="ar")) == phrase("unchecked", "ar") + "\n"


def test_meanings_are_broken_at_a_terminal() -> None:
    """No line is wider than the terminal, and the meanings stay in their column."""
    codes = Counter({(Severity.ERROR, "field.missing"): 4, (Severity.ERROR, "tenant.own"): 1})
    totals = Totals(documents=2, failed=1, codes=codes, kinds=Counter({"k": 2}))
    _, *broken = summary(totals, 60).splitlines()
    _, *whole = summary(totals).splitlines()
    column = whole[0].index("A mandatory")

    assert max(map(len, broken)) <= 60
    assert {line[:column].strip() for line in broken[1:-1]} == {""}
    assert " ".join(" ".join(broken).split()) == " ".join(" ".join(whole).split())
    assert broken[-1] == whole[-1]
