"""The HTML report in Chromium: filters, keyboard, print, languages, and no request to anywhere."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import attrs
import pytest

from payloadkit.cli.formats import html
from payloadkit.cli.formats.html import HtmlFormat
from payloadkit.cli.result import Document, Totals
from payloadkit.violation import Fault, Report
from tests.cli.formats.drawn import drawn, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SAMPLE = Path(__file__).parents[3] / "fixtures/caas/onboarding-sample.json"
ROWS = "#documents li"


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only these tests need it

    with sync_playwright() as playwright:
        found = which("chromium") or which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(name="show")
def _show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Give a function that shows a report; nothing may be requested and nothing complain."""
    requests: list[str] = []
    complaints: list[str] = []
    contexts = []
    file = tmp_path / "report.html"

    def show(
        text: str | None = None,
        *,
        size: tuple[int, int] = (1280, 900),
        script: bool = True,
        dark: bool = False,
    ) -> Page:
        file.write_text(text or written("html", drawn()))
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()
    assert set(requests) == {file.as_uri()}
    assert complaints == []


def shown(rows: Locator) -> int:
    """Return how many of some elements can be seen."""
    return sum(row.is_visible() for row in rows.all())


def says(page: Page, violations: int, documents: int) -> None:
    """Wait until the page says how many violations it shows."""
    from playwright.sync_api import expect  # noqa: PLC0415 - as above

    pattern = re.compile(rf"Shown: {violations} of \d+ violations; documents: {documents}")
    expect(page.locator("#shown")).to_have_text(pattern)


def counts(wanted: Callable[[str, str, str], bool]) -> tuple[int, int]:
    """Return how many violations have a name, code and severity, and how many documents."""
    matching = [
        sum(
            wanted(document.key, violation.code, violation.severity)
            for violation in document.report.violations
        )
        for document in drawn()
    ]
    return sum(matching), sum(number > 0 for number in matching)


def test_filters(show: Callable[..., Page]) -> None:
    """Each filter shows what it names and says how much that is; a reset shows everything."""
    page = show()
    everything = page.locator(ROWS).count()

    page.select_option("[name=code]", "field.null")
    says(page, *counts(lambda _, code, __: code == "field.null"))
    assert set(page.locator(f"{ROWS}:visible > a").all_text_contents()) == {"field.null"}

    page.fill("[name=document]", "B.JSON")
    says(page, *counts(lambda name, code, _: "b.json" in name and code == "field.null"))

    page.click("[type=reset]")
    says(page, *counts(lambda *_: True))
    page.uncheck("[name=severity][value=e]")
    says(page, *counts(lambda _, __, severity: severity != "error"))

    page.click("[type=reset]")
    page.fill("[name=text]", "nothing holds this")
    says(page, 0, 0)
    assert shown(page.locator("#documents details")) == 0

    page.click("[type=reset]")
    page.locator("tr[data-code='field.unknown'] button").first.click()
    says(page, *counts(lambda _, code, __: code == "field.unknown"))
    assert page.input_value("[name=code]") == "field.unknown"

    page.click("[type=reset]")
    says(page, *counts(lambda *_: True))
    page.click("#open-all")
    assert shown(page.locator(ROWS)) == everything
    page.click("#close-all")
    assert shown(page.locator(ROWS)) == 0


def test_the_keyboard_alone(show: Callable[..., Page]) -> None:
    """Tab reaches every button, filter, document and violation, and shows where it is."""
    page = show(written("html", drawn()[:6]))
    reachable = "a, button, input, select, summary"
    wanted = page.locator(reachable).count()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box() is not None
    reached = 1
    for _ in range(wanted - 1):
        page.keyboard.press("Tab")
        reached += page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle === 'solid'"
            f" && document.activeElement.matches('{reachable}')"
        )
    assert reached == wanted
    assert page.evaluate("document.activeElement.closest('li') !== null")

    page.locator(".skip").press("Enter")
    assert page.evaluate("document.activeElement.id") == "documents"
    first = page.locator("#documents summary").first
    first.press("Enter")
    assert page.locator("#documents details").first.get_attribute("open") is None
    page.locator("tr[data-code] button").first.press("Space")
    assert page.evaluate("document.activeElement.name") == "code"


def test_a_link_shows_the_code(show: Callable[..., Page]) -> None:
    """A violation's code leads to its meaning and its mend."""
    page = show(written("html", drawn()[:2]))
    link = page.locator(f"{ROWS} > a").first
    link.click()

    row = page.locator("tr:target")
    assert row.get_attribute("data-code") == link.inner_text()
    assert row.is_visible()


def test_a_long_report(show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a long report documents are closed, and get their sentences when they are opened."""
    monkeypatch.setattr(html, "_MOST_IN_FULL", 0)
    monkeypatch.setattr(html, "_MOST_OPEN", 0)
    page = show()
    first = page.locator("#documents details").first

    assert shown(page.locator(ROWS)) == 0
    first.locator("summary").click()
    rows = first.locator("li").all()
    assert rows
    for row in rows:
        target = page.locator(str(row.locator("a").get_attribute("href")))
        row.locator("div").wait_for()
        assert row.locator("div").inner_text() == target.inner_text()
    page.fill("[name=text]", "must be there")
    assert page.locator(f"{ROWS}:visible").first.inner_text()
    page.locator(f"{ROWS}:visible > a").first.click()
    assert page.locator("li:target").is_visible()


def test_lines(show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of one violation are lines, which the filters know as they know all others."""
    monkeypatch.setattr(html, "_MOST_IN_FULL", 0)
    fault = Fault("text.too_long", most=1)
    lines = [
        Document(f"line-{at}.json", kind, Report((fault.violation(f"/{at}"),)))
        for at, kind in enumerate(("caas.onboarding", "caas.lookup"))
    ]
    some = [document.key for document in drawn()[:3]]
    page = show(written("html", (*lines, *drawn()[:3])))

    assert shown(page.locator(".lines > li")) == 2
    page.fill("[name=document]", "line-1.json")
    says(page, 1, 1)
    line = page.locator(".lines > li:visible")
    assert line.locator("h3").inner_text() == "line-1.json caas.lookup"
    line.locator("div").wait_for()
    page.fill("[name=document]", "lookup")
    says(page, 0, 0)
    page.click("[type=reset]")
    page.select_option("[name=code]", "field.unknown")
    says(page, *counts(lambda name, code, _: code == "field.unknown" and name in some))
    assert shown(page.locator(".lines > li")) == 0


@pytest.mark.parametrize("script", [True, False])
def test_print(script: bool, show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    """On paper there are no filters, and closed documents are open; so it takes several pages."""
    monkeypatch.setattr(html, "_MOST_OPEN", 0)
    page = show(script=script)
    page.emulate_media(media="print")
    many = len(re.findall(rb"/Type /Page\b", page.pdf(format="A4")))
    few = len(re.findall(rb"/Type /Page\b", show(written("html", ()), script=script).pdf()))

    assert not page.locator("#filters").is_visible()
    assert not page.locator(".skip").is_visible()
    assert shown(page.locator("#documents details[open]")) == 0
    assert few == 1
    assert many > 5


def test_without_script(show: Callable[..., Page]) -> None:
    """Without its script everything can be read and opened, and there are no dead controls."""
    page = show(script=False)
    first = page.locator("#documents details").first
    if first.get_attribute("open") is None:
        first.locator("summary").click()

    assert not page.locator("#filters").is_visible()
    assert page.locator("button:visible").count() == 0
    assert shown(first.locator("li > a")) == first.locator("li").count() > 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_width_needs_scrolling(width: int, show: Callable[..., Page]) -> None:
    """On a phone and on a screen nothing is wider than the window."""
    page = show(size=(width, 844))
    page.click("#open-all")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arabic(show: Callable[..., Page]) -> None:
    """Arabic runs from right to left; paths in it run from left to right, at the right edge."""
    localized = [attrs.evolve(one, report=one.report.localized("ar")) for one in drawn()[:3]]
    page = show(written("html", localized))
    path = page.locator(f"{ROWS} > p > bdi").first
    direction = "element => getComputedStyle(element).direction"
    code, place = (page.locator(f"{ROWS} > {tag}").first.bounding_box() for tag in ("a", "p"))

    assert code is not None
    assert place is not None
    assert code["x"] > place["x"]
    assert page.locator("body").evaluate(direction) == "rtl"
    assert path.evaluate(direction) == "ltr"


def test_pictures(show: Callable[..., Page]) -> None:
    """The page's policy lets it show the pictures that it holds."""
    report: Report[object] = Report((Fault("text.too_long", most=1).violation("/first_name"),))
    stream = StringIO()
    page = HtmlFormat(stream, with_images=True)
    page.document(Document(str(SAMPLE), "caas.onboarding", report))
    page.end(Totals())
    pictures = show(stream.getvalue()).locator("img")

    assert pictures.count() > 1
    assert all(picture.evaluate("image => image.naturalWidth") > 0 for picture in pictures.all())


def test_dark_and_light(show: Callable[..., Page]) -> None:
    """The page follows the scheme of the system; paper is always light."""
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = show(), show(dark=True)
    colours = [page.evaluate(ground) for page in (light, dark)]
    dark.emulate_media(media="print")

    assert colours[0] == dark.evaluate(ground) == "rgb(255, 255, 255)"
    assert colours[1] != colours[0]
