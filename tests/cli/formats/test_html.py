"""The HTML report without a browser: what is in it, its structure, and what it may not hold."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO, StringIO, TextIOWrapper
from itertools import pairwise
from time import process_time
from typing import TYPE_CHECKING

import attrs
import pytest

from payloadkit.cli.formats import html
from payloadkit.cli.formats.html import HtmlFormat
from payloadkit.cli.formats.page import words
from payloadkit.cli.result import Document, Totals
from payloadkit.conversion.lineage import Lineage, LineageRow
from payloadkit.messages.catalogue import catalogue, catalogue_in
from payloadkit.violation import Fault, Report, Severity, Violation
from tests.cli.formats import readers
from tests.cli.formats.drawn import drawn, written
from tests.cli.formats.html_reader import in_html, of_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Told

TAGS = frozenset(
    """
    a b bdi body button caption code dd details div dl dt fieldset footer form h1 h2 h3 head header
    html i input label legend li main meta option output p script section select small span style
    summary table tbody td th thead title tr ul
    """.split()  # noqa: SIM905 - a list of names to read
)
LARGE = 100_000


class Elements(HTMLParser):
    """Reads a page as its elements, and the text of those that hold code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text of the last element."""
        tag = self.elements[-1][0] if self.elements else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        """Return the values of an attribute."""
        return [found[attribute] or "" for _, found in self.elements if attribute in found]


def page(documents: tuple[Document, ...], totals: Totals | None = None) -> str:
    """Return the page of documents, which are added to totals."""
    stream, counted = StringIO(), totals or Totals()
    report = HtmlFormat(stream)
    for document in documents:
        counted.add(document)
        report.document(document)
    report.end(counted)
    return stream.getvalue()


def document(*violations: Violation, file: str = "a.json", truncated: bool = False) -> Document:
    """Return a document with violations."""
    return Document(file, "caas.onboarding", Report(violations, None, truncated))


ERROR = Violation(path="/a", code="text.too_long", severity=Severity.ERROR, message="Too long.")
WARNING = Violation(path="/b", code="date.expired", severity=Severity.WARNING, message="Expired.")
CLEAN = document(file="clean.json")
LINEAGE = Lineage(
    (
        LineageRow(target="/channel", sources=(), kind="defaulted", rule="web"),
        LineageRow(target="/first_name", sources=("/x/1", "/x/2"), kind="derived", rule="word"),
    ),
    unused=("/y",),
    keep=("/z",),
)


@pytest.fixture(params=["in full", "long"])
def _both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write short reports, and the same as if they were long."""
    if request.param == "long":
        monkeypatch.setattr(html, "_MOST_IN_FULL", 0)


@pytest.mark.usefixtures("_both")
def test_names_and_keys_are_no_markup() -> None:
    """Whatever names files and keys have, there are no elements but those of the template."""
    odd = attrs.evolve(ERROR, path="/<b>'\"&", message="<i>a</i> `<u>`", hint="&lt;", code="a<s>.b")
    text = page((*drawn(), document(odd, file='"><script>alert(1)</script>')))
    found = Elements(text)

    assert {tag for tag, _ in found.elements} <= TAGS
    assert len(found.of("script")) == len(found.of("style")) == 1
    assert not [name for _, held in found.elements for name in held if name.startswith("on")]
    assert "/&lt;b&gt;&#x27;&quot;&amp;" in text


@pytest.mark.usefixtures("_both")
def test_every_violation_is_in_it() -> None:
    """A long report refers to its sentences, and still lists each violation."""
    expected = readers.expected(drawn(), of_html)

    assert in_html(written("html", drawn())) == expected


@pytest.mark.usefixtures("_both")
def test_it_refers_to_nothing_outside() -> None:
    """All references are to places of the page, which exist once."""
    text = page(drawn())
    found = Elements(text)
    names = found.values("id")

    assert len(set(names)) == len(names)
    assert {reference.removeprefix("#") for reference in found.values("href")} <= set(names)
    assert all(reference.startswith("#") for reference in found.values("href"))
    assert found.values("src") == found.values("srcset") == found.values("style") == []
    assert re.search(r"https?:|url\(|@import|//cdn", text) is None


def test_its_policy_allows_its_style_and_its_script_only() -> None:
    """The Content-Security-Policy is before both, and has their digests."""
    found = Elements(page(drawn()))
    [policy] = [meta["content"] for meta in found.of("meta") if "http-equiv" in meta]
    tags = [tag for tag, _ in found.elements]
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert tags.index("meta") < tags.index("style") < tags.index("script")
    assert directives["default-src"] == "'none'"
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", page(()), re.DOTALL)
        assert text is not None
        assert text[1].isascii()
        digest = b64encode(sha256(text[1].encode()).digest()).decode()
        assert directives[f"{tag}-src"] == f"'sha256-{digest}'"


@pytest.mark.usefixtures("_both")
def test_a_screen_reader_finds_its_way() -> None:
    """There are landmarks, headings without a gap, captions, scopes, and labels."""
    found = Elements(page(drawn()))
    tags = [tag for tag, _ in found.elements]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]

    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    assert found.of("html") == [{"lang": "en", "dir": "ltr"}]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("caption") == tags.count("table")
    assert all("scope" in attributes for attributes in found.of("th"))
    assert found.of("output") == [
        {"id": "shown", "aria-live": "polite", "data-words": found.of("output")[0]["data-words"]}
    ]
    assert found.of("form")[0]["role"] == "search"
    assert tags.count("label") == tags.count("input") + tags.count("select")
    first = next(attributes for tag, attributes in found.elements if tag == "a")
    assert first["href"] == "#documents"


@pytest.mark.parametrize(
    ("documents", "heading"),
    [
        ((CLEAN, document(ERROR)), "failed"),
        ((CLEAN, document(WARNING)), "warned"),
        ((CLEAN,), "sound"),
        ((), "unchecked"),
    ],
)
def test_the_verdict_comes_first(documents: tuple[Document, ...], heading: str) -> None:
    """The heading says whether there are errors, warnings, nothing or no documents."""
    found = Elements(page(documents))

    assert found.texts["h1"].strip() == words("en")[heading]
    assert len(found.of("details")) == len([one for one in documents if one.report.violations])


def test_what_is_missing_is_said() -> None:
    """It says that inputs were not read, that the run was interrupted, or that there is more."""
    said = words("en")
    whole = page((document(ERROR),))
    part = page((document(ERROR, truncated=True),), Totals(unread=3, interrupted=True))

    for name in ("unread", "unreadable", "interrupted", "truncated"):
        assert said[name] in part
        assert said[name] not in whole


def test_errors_come_first() -> None:
    """Documents with errors come first, and in each its errors."""
    text = page((document(WARNING, file="w"), document(WARNING, ERROR, file="e")))
    listed = re.findall(r"<bdi>([we])</bdi>|<li class=([ewi])>", text)

    assert ["".join(found) for found in listed] == ["e", "e", "w", "w", "w"]


def test_what_differs_only_in_its_place_is_one_row() -> None:
    """Equal sentences of a document are one row, with each place; other documents have theirs."""
    again = attrs.evolve(ERROR, path="/c", line=3, column=7)
    text = page((document(ERROR, again), document(ERROR, file="b.json")))

    assert text.count("<li class=e>") == 2
    assert "<bdi>/a</bdi><bdi>/c <i>3:7</i></bdi>" in text


def test_a_document_of_one_violation_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a long report, between the others, with its name as a heading and its kind if need be."""
    one = document(attrs.evolve(ERROR, line=3, column=7), file="<one>.json")
    other = attrs.evolve(document(WARNING, file="other.json"), kind=None)
    several = document(ERROR, attrs.evolve(ERROR, path="/c"), file="several.json")
    more = document(ERROR, file="more.json", truncated=True)
    assert "class=lines" not in page((one, other))
    monkeypatch.setattr(html, "_MOST_IN_FULL", 0)
    text = page((one, several, more, other))

    assert re.findall("<details|class=lines", text) == [
        "class=lines",
        "<details",
        "<details",
        "class=lines",
    ]
    assert "<h3>&lt;one&gt;.json<small> caas.onboarding</small></h3>" in text
    assert "<p>/a <i>3:7</i>" in text
    assert "<small>" not in page((one,)).split("class=lines")[1].split("</ul>")[0]
    assert in_html(text) == readers.expected((one, several, more, other), of_html)


def test_a_code_has_its_meaning_and_its_mend() -> None:
    """Payloadkit's codes have them of the catalogue, a tenant's code has its sentence and hint."""
    entry = catalogue()["text.too_long"]
    own = attrs.evolve(ERROR, code="branch.odd", message="A branch is two letters.")
    text = page((document(ERROR, own, attrs.evolve(own, hint="Copy it.")),))

    assert entry.meaning in text
    assert entry.mend in text
    assert text.count(own.message) == 3  # twice in the list


def test_a_place_may_be_of_another_file() -> None:
    """A value of the supplement has the place of the supplement."""
    placed = attrs.evolve(ERROR, line=4, column=2)
    origins = {"/a": "<supplement>.json"}
    text = page((attrs.evolve(document(placed), origins=origins),))

    assert "<i>&lt;supplement&gt;.json:4:2</i>" in text


def test_kinds_are_shown_where_there_are_several() -> None:
    """A document has its kind beside its name if another one has another kind."""
    other = attrs.evolve(document(ERROR), kind=None)

    assert "</h3> <bdi>" not in page((document(ERROR), CLEAN))
    assert page((document(ERROR), other)).count("</h3> <bdi>") == 2


def test_the_lineage_of_a_payload() -> None:
    """A built payload has the sources of its values, those to be saved and those not used."""
    stream = StringIO()
    HtmlFormat(stream, LINEAGE).end(Totals())
    [listed] = re.findall(
        r'<section aria-labelledby="lineage">.*?</section>', stream.getvalue(), re.DOTALL
    )

    assert re.findall(r"<bdi>(.*?)</bdi>", listed) == [
        "/channel", "web", "/first_name", "/x/1", "/x/2", "word", "/z", "/y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "name"), [("ascii", b"&#1606;&#1575;"), ("utf-8", "\u0646\u0627".encode())]
)
def test_any_encoding_shows_arabic(encoding: str, name: bytes) -> None:
    """A stream that has no Arabic letters gets them as character references."""
    data = BytesIO()
    stream = TextIOWrapper(data, encoding)
    report = HtmlFormat(stream)
    report.document(document(ERROR, file="\u0646\u0627"))
    report.end(Totals())
    stream.flush()

    assert b"<bdi>" + name + b"</bdi>" in data.getvalue()


def test_an_arabic_report_is_an_arabic_page() -> None:
    """The page takes its language, its direction and the meanings from the report."""
    violation = Fault("text.too_long", most=60).violation("/a")
    text = page((Document("a.json", None, Report((violation,)).localized("ar")),))

    assert '<html lang="ar" dir="rtl">' in text
    assert catalogue_in("ar")["text.too_long"].meaning in re.sub("</?bdi>|</?code>", "", text)
    assert "characters" not in text


def test_an_arabic_page_has_every_violation() -> None:
    """Names, paths and codes are the same in Arabic."""
    localized = [attrs.evolve(one, report=one.report.localized("ar")) for one in drawn()]
    text = page(tuple(localized)).replace(words("ar")["whole"], words("en")["whole"])

    assert in_html(text) == readers.expected(drawn(), of_html)


def test_without_jinja2_it_says_what_to_install(
    invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without Jinja2 the command ends before it checks, and writes no file."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    told = invoke("check", "--format", "html", "--out", tmp_path / "report.html", "-", stdin=b"{}")

    assert (told.status, told.out) == (2, b"")
    assert b"payloadkit[reports]" in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_it(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """``check --format html --out`` writes the page."""
    told = invoke("check", "--format", "html", "--out", tmp_path / "report.html", "-", stdin=b"{")

    assert told.status == 1
    assert in_html((tmp_path / "report.html").read_text()) == {("<stdin>", "", "json.invalid")}


def large(each: int) -> Iterator[Document]:
    """Yield documents with so many violations each, of sentences as long as real ones."""
    for number in range(LARGE // each):
        yield document(
            *(
                Violation(
                    path=f"/id_details/{at}/visa_expiry_date",
                    code=f"text.too_long_{at}",
                    severity=list(Severity)[at % 3],
                    message=f"The text must have at most {number % 50 + 50} characters.",
                    hint="Shorten it; nothing is cut off for you.",
                    gateway="40002",
                    line=at * 31 + 1,
                    column=31,
                )
                for at in range(number % 10, number % 10 + each)
            ),
            file=f"customers/batch-{number:06}.json",
        )


@pytest.mark.exhaustive
@pytest.mark.parametrize("each", [1, 10])
def test_a_hundred_thousand_violations(each: int) -> None:
    """A hundred thousand violations take less than 15 MB, and 2 seconds on a quiet machine."""
    documents = list(large(each))
    totals = Totals(documents=len(documents), failed=len(documents))
    data = BytesIO()
    stream = TextIOWrapper(data, "utf-8")
    start = process_time()
    report = HtmlFormat(stream)
    for one in documents:
        report.document(one)
    report.end(totals)
    stream.flush()
    took = process_time() - start

    assert data.getvalue().count(b">/id_details/") == LARGE
    assert len(data.getvalue()) < 15_000_000
    assert took < 4  # 1.4 and 1.9 on a quiet machine
