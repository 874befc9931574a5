"""The report in a real Chromium: filters, from words to values and back, keyboard, dark mode, phone, hostile articles.

Needs Debian's `chromium` (or CHROMIUM with the path of another) and the package playwright; skipped without them, unless
BROWSER_TESTS is set to `required`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
import typer
from communique.commands.extracting import extract
from communique.commands.reporting import report
from communique.models import InstrumentEntry, Mention, ProducedBy, Record, Source
from communique.outputs.report import ArticleText, FileReport, FolderReport
from typer.testing import CliRunner

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if os.environ.get("BROWSER_TESTS") != "required":
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (apt-get install chromium)", allow_module_level=True)
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
from playwright import sync_api  # noqa: E402 - where it is missing, the reason was told above

MADE = ProducedBy(communique="0", resources="0")
HOSTILE = (
    "<script>window.hit=1</script><img src=x onerror='window.hit=2'>\n\n"
    "\u202ereversed\u2066 and \x00 <a href='javascript:window.hit=3'>Forum</a> </template></script><svg onload=hit=4>\r\n"
    "&lt;b&gt; \x1b[31m {{7*7}} ${hit=5} --> ]]> end\r\n\r\nlast"
)

app = typer.Typer()
app.command("extract")(extract)
app.command("report")(report)
Open = Callable[..., Any]


def record_of(text: str, spans: list[tuple[int, int]], *, id: str, title: str | None = None) -> Record:
    mentions = [Mention(start=a, end=b, text=text[a:b], zone="body", rule="test.rule") for a, b in spans]
    entries = [InstrumentEntry(id=f"i{n}", name=m.text, kind="<b>pact", mentions=(m,)) for n, m in enumerate(mentions)]
    source = Source(path=f"{id}.txt", url="javascript:window.hit=6")
    heading = {"text": title} if title else None
    return Record(id=id, produced_by=MADE, source=source, instruments=tuple(entries), title=heading)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens a file in a browser of its own; at the end there was no error, no refused load, no request elsewhere."""
    said: list[str] = []
    contexts = []

    def go(path: Path, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith("file:") else said.append(r.url))
        page.goto(f"{path.as_uri()}{fragment}")
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the founding documents, as a folder and as a file."""
    out = tmp_path_factory.mktemp("founding")
    with as_file(files("communique") / "corpus" / "articles") as articles:
        for words in (
            ("extract", articles, "--metadata", articles / "metadata.csv", "--out", out / "run", "--workers", 0),
            ("report", out / "run", "--out", out / "pages", "--articles", articles),
            ("report", out / "run", "--out", out / "one.html", "--articles", articles),
        ):
            result = CliRunner().invoke(app, [*map(str, words), "--quiet"], catch_exceptions=False)
            assert result.exit_code == 0, result.output
    return out


@pytest.fixture(params=["pages/index.html", "one.html"])
def overview(request: pytest.FixtureRequest, founding: Path) -> Path:
    return founding / request.param


def test_filters_narrow_the_events_and_clear_brings_them_back(overview: Path, open_page: Open) -> None:
    page = open_page(overview)
    rows = page.locator("#events tbody tr")
    everything = rows.count()
    assert everything >= 4
    page.select_option("#filters [name=series]", "imrf")
    page.locator("#shown", has_text="1 of").wait_for()
    assert rows.count() == 1 and "International Migration Review Forum" in rows.inner_text()
    page.locator("#filters button[type=reset]").click()
    page.locator("#shown", has_text=f"{everything} of").wait_for()
    page.locator("#filters [name=words]").fill("marrak no-such-word")
    page.locator("#shown", has_text="0 of").wait_for()
    assert page.locator("#events .empty").is_visible()
    page.locator("#filters [name=words]").fill("MARRAKESH")
    page.locator("#shown", has_text=f"2 of {everything} events, 1 of 2 articles").wait_for()


def test_columns_sort_both_ways_and_say_so(overview: Path, open_page: Open) -> None:
    page = open_page(overview)
    names = page.locator("#events tbody tr td:first-child > a")
    head = page.locator("#events th", has_text="Event")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    ascending = names.all_inner_texts()
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == ascending[::-1]


def test_map_timeline_and_heat_map_filter(overview: Path, open_page: Open) -> None:
    page = open_page(overview)
    page.locator('#map [data-c="MA"]').dispatch_event("click")
    page.locator("#shown", has_text="1 of").wait_for()
    assert page.locator("#filters [name=country]").input_value() == "MA"
    clear(page)
    cell = page.locator("#heat td button").first
    words = cell.get_attribute("aria-label")
    cell.click()
    assert f"objective {page.locator('#filters [name=objective]').input_value()}," in words
    clear(page)
    page.locator("#timeline .bar").last.dispatch_event("click")
    assert page.locator("#filters [name=from]").input_value() == "2022-05-01"
    assert page.locator("#filters [name=to]").input_value() == "2022-05-31"


def clear(page: Any) -> None:
    page.locator("#filters button[type=reset]").click()
    page.locator("#shown", has_text="2 of 2 articles").wait_for()


def test_from_an_event_to_its_words_and_back(overview: Path, open_page: Open) -> None:
    page = open_page(overview)
    page.locator("#events tbody a", has_text="International Migration Review Forum").click()
    page.locator("article.cq h1").wait_for()
    entry = page.locator("#events-1")
    entry.locator("a.h").click()
    words = page.evaluate("document.activeElement.textContent")
    assert words == "International Migration Review Forum"
    assert page.locator(".text .s.on").count() >= 5
    tip = page.locator(".tip")
    assert "17–20 May 2022" in tip.inner_text() and "events.proper_name" in tip.inner_text()
    page.locator(".text .s", has_text="New York").first.click()
    chosen = page.locator(".entry.on h3").all_inner_texts()
    assert "New York" in chosen
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.locator(".crumbs a", has_text="Overview").click()
    page.locator("#events tbody tr").first.wait_for()


def test_marked_words_are_reached_by_keyboard(founding: Path, open_page: Open) -> None:
    page = open_page(founding / "pages/articles/imrf-2022.html")
    assert page.locator('.text .s[tabindex="0"]').count() == 1
    page.locator('.text .s[tabindex="0"]').focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") != first
    assert page.locator(".tip").is_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("Enter")
    assert page.locator(".entry.on").count() == 1


def test_a_field_can_be_switched_off(founding: Path, open_page: Open) -> None:
    page = open_page(founding / "pages/articles/imrf-2022.html")
    colour = "getComputedStyle(document.querySelector('.s.dates-0')).backgroundImage"
    before = page.evaluate(colour)
    page.locator('.legend [data-field="dates"]').uncheck()
    assert page.evaluate(colour) != before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_and_page_follow_the_scheme(scheme: str, founding: Path, open_page: Open) -> None:
    page = open_page(founding / "one.html", "#a0", color_scheme=scheme)
    brightness = "getComputedStyle({}).{}.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)"
    paper = page.evaluate(brightness.format("document.body", "backgroundColor"))
    ink = page.evaluate(brightness.format("document.querySelector('.text')", "color"))
    assert (paper > 700 and ink < 150) if scheme == "light" else (paper < 100 and ink > 600)


@pytest.mark.parametrize("fragment", ["", "#a0", "#a1"])
def test_on_a_phone_nothing_is_wider_than_the_screen(fragment: str, founding: Path, open_page: Open) -> None:
    page = open_page(founding / "one.html", fragment, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_article_can_be_read_and_its_links_lead(founding: Path, open_page: Open) -> None:
    page = open_page(founding / "pages/articles/imrf-2022.html", java_script_enabled=False)
    entry = page.locator("#events-1")
    entry.locator("a.h").click()
    assert "#s" in page.url
    assert page.locator(".text").inner_text().count("Forum") > 3


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_hostile_articles_are_inert_and_whole(kind: str, tmp_path: Path, open_page: Open) -> None:
    text = HOSTILE
    record = record_of(
        text, [(0, 30), (8, 70), (60, 90), (5, len(text))], id="a", title="<svg onload=hit=7>\u202eeltit"
    )
    out = tmp_path / "r"
    path = tmp_path / "r.html" if kind == "file" else out
    with (FileReport if kind == "file" else FolderReport)(path, produced_by=MADE) as writer:
        writer.add(record)
        writer.page(record, ArticleText(text))
    page = open_page(path if kind == "file" else out / "articles/a.html", "#a0" if kind == "file" else "")
    page.locator(".text .s").first.click()
    page.locator(".cq h1").wait_for()
    assert page.evaluate("document.querySelector('.text').textContent") == text.replace("\x00", "␀")
    assert page.evaluate("window.hit") is None
    assert page.locator(".text script, .text img, .text svg, .record b, h1 svg").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.text .c')).unicodeBidi") == "isolate"


def test_an_article_of_megabytes_with_thousands_of_mentions_stays_usable(tmp_path: Path, open_page: Open) -> None:
    text = "The Minister of Labour of Benin met the delegation of Togo in the afternoon of that day. \n" * 56_000
    spans = [(n * 250, n * 250 + 40) for n in range(20_000)]
    record = record_of(text, spans, id="large")
    with FolderReport(tmp_path / "r", produced_by=MADE) as writer:
        writer.add(record)
        writer.page(record, ArticleText(text))
    page = open_page(tmp_path / "r/articles/large.html")
    piece = page.locator(".text .s").nth(3)
    piece.click(timeout=20_000)
    assert page.locator(".tip").is_visible()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.m") == "19999"
    assert page.evaluate("document.querySelector('.text').textContent.length") == len(text)
