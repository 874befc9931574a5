"""The review page in a real Chromium: correcting, adding, undoing, by mouse and by keys; windows that differ; hostile texts.

Needs Debian's `chromium` (or CHROMIUM with the path of another), playwright and the extra `review`; skipped without them,
unless BROWSER_TESTS is set to `required`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from threading import Thread
from typing import Any

import communique
import pytest
from communique.corpus.standoff import load_gold
from communique.models import InstrumentEntry, Mention, ProducedBy, Record, Source
from communique.outputs import RunWriter
from communique.outputs.report import ArticleText
from communique.review import Desk, GoldStore, Guard, Material, ReviewApp, listen

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if os.environ.get("BROWSER_TESTS") != "required":
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (apt-get install chromium)", allow_module_level=True)
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    pytest.importorskip("waitress", reason="waitress is not installed (pip install 'communique[review]')")
from playwright import sync_api  # noqa: E402 - where it is missing, the reason was told above

TOKEN = "token-of-a-test"
HOSTILE = (
    "Harbour talks open\n\nMinisters met for a day of talks. <script>window.hit=1</script><img src=x onerror='window.hit=2'> Benin pact\n\n"
    "\u202ereversed\u2066 and <a href='javascript:window.hit=3'>Forum</a> </template></script><svg onload=hit=4>\n"
    "&lt;b&gt; \x1b[31m {{7*7}} ${hit=5} --> ]]> 😀 Togo pact end\n"
)
Open = Callable[..., Any]


@dataclass
class Given:
    """A run whose articles are given."""

    found: dict[str, Material]

    def records(self) -> Iterable[Record]:
        return [material.record for material in self.found.values()]

    def material(self, record_id: str) -> Material:
        return self.found[record_id]


def material_of(
    text: str, entries: Iterable[tuple[str, list[tuple[int, int]]]], *, id: str, title: str | None = None
) -> Material:
    made = tuple(
        InstrumentEntry(id=f"i{n}", name=name, kind="<b>pact", mentions=tuple(mention(text, a, b) for a, b in spans))
        for n, (name, spans) in enumerate(entries)
    )
    source = Source(path=f"{id}.txt", url="javascript:window.hit=6")
    heading = {"text": title} if title else None
    record = Record(
        id=id, produced_by=ProducedBy(communique="0", resources="0"), source=source, instruments=made, title=heading
    )  # type: ignore[arg-type]
    return Material(record, ArticleText(text))


def mention(text: str, start: int, end: int) -> Mention:
    return Mention(start=start, end=end, text=text[start:end], zone="body", rule="test.rule")


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address of a review page that this process serves."""
    server, port = listen(lambda bound: ReviewApp(desk, Guard(TOKEN, bound)))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/{TOKEN}/"
    finally:
        server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens an address in a window of its own; at the end there was no error and no request to anywhere else."""
    said: list[str] = []
    contexts = []

    def go(address: str, *, expected: str = "(nothing)", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900} | options.pop("viewport", {}), **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: None if expected in message.text else said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith("http://127.0.0.1:") else said.append(r.url))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the founding documents, with the articles beside it."""
    home = tmp_path_factory.mktemp("founding")
    with as_file(files("communique") / "corpus" / "articles") as articles:
        shutil.copytree(articles, home / "articles")
    samples = sorted((files("communique") / "outputs" / "samples").iterdir(), key=lambda file: file.name)
    records = [Record.model_validate_json(file.read_bytes()) for file in samples if file.name.endswith(".json")]
    with RunWriter(home / "run", produced_by=records[0].produced_by) as writer:
        for record in records:
            writer.write(record)
    return home


@contextmanager
def started(home: Path, gold: Path) -> Iterator[str]:
    """The address that the command prints; it is stopped at the end as by a person."""
    words = [
        "review",
        home / "run",
        "--articles",
        home / "articles",
        "--gold",
        gold,
        "--who",
        "Ada",
        "--date",
        "2031-05-06",
    ]
    command = [sys.executable, "-m", "communique", *map(str, words)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=gold.parent
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        address = process.stdout.readline().strip()
        assert address, process.stderr.read()
        try:
            yield address
        finally:
            process.terminate()


def saved(page: Any, act: Callable[[], Any]) -> None:
    """Do something that is saved, and wait until it is."""
    with page.expect_response(lambda r: r.url.endswith("/edits")) as answer:
        act()
    assert answer.value.status == 200, answer.value.text()
    page.wait_for_function(
        "version => document.querySelector('article.cq').dataset.version === version",
        arg=answer.value.json()["version"],
    )


def choose(page: Any, words: str, *, part: str) -> None:
    """Select words of the text as a person does, with the mouse, and press a button of what opens."""
    box = page.evaluate(
        """(words) => {
             const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
             while (walker.nextNode()) {
               const at = walker.currentNode.data.indexOf(words);
               if (at < 0) continue;
               const range = document.createRange();
               range.setStart(walker.currentNode, at);
               range.setEnd(walker.currentNode, at + words.length);
               walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
               const rects = [...range.getClientRects()];
               const [first, last] = [rects[0], rects[rects.length - 1]];
               return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
             }
           }""",
        words,
    )
    page.mouse.move(box[0] + 2, box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, box[3])
    page.mouse.move(box[2] - 2, box[3])
    page.mouse.up()
    page.locator("#adder .quoted").wait_for()
    assert page.locator("#adder .quoted").inner_text().strip("“”") == words
    saved(page, lambda: page.locator(f"#adder {part}").click())


def close_form(page: Any) -> None:
    """What was added opens its form by itself."""
    page.locator("#form[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("#form[open]").wait_for(state="detached")


def test_corrections_become_gold_that_outlives_a_restart_and_moves_the_scores(
    founding: Path, tmp_path: Path, open_page: Open
) -> None:
    gold = tmp_path / "gold"
    with started(founding, gold) as address:
        page = open_page(address)
        page.locator(".articles a", has_text="Marrakesh").click()
        event = page.locator('.entry[data-name="event-1"]')
        # A value is corrected in the form,
        event.locator("[data-act=edit]").click()
        page.locator("#form [name=city]").fill("Casablanca")
        saved(page, lambda: page.locator("#form button[type=submit]").click())
        # a mention by other words,
        event.locator("summary").click()
        event.locator("[data-act=move]").first.click()
        page.locator("#adder [name=words]").fill("Global Compact")
        saved(page, lambda: page.locator("#adder .instead button").click())
        # one is added with the mouse, from the middle of words that are marked already, and a new entry too.
        event.locator("h3").click()
        choose(page, "Safe, Orderly", part="[data-part=mentions]")
        choose(page, "Morocco", part="[data-new=organizations]")
        close_form(page)
        saved(page, lambda: page.locator('.entry[data-field="locations"] [data-act=delete]').first.click())
        saved(page, lambda: page.locator("[data-act=finish]").click())
        assert page.locator(".bar .state").inner_text() == "done"
    found = load_gold(gold / "marrakesh-2018.yaml", (gold / "marrakesh-2018.txt").read_text(encoding="utf-8"))
    words = [m.text for m in found.events[0].mentions]
    assert found.events[0].city == "Casablanca" and "Global Compact" in words and "Safe, Orderly" in words
    assert "Morocco" in [o.name for o in found.organizations] and not found.draft
    assert found.review is not None and (found.review.by, str(found.review.day)) == (("Ada",), "2031-05-06")
    scores = communique.evaluate(gold, records=founding / "run").scores
    assert scores["value", "locations"].precision < 1 and scores["exact", "events"].recall < 1
    assert scores["value", "dates"].f1 == 1
    with started(founding, gold) as address:
        page = open_page(f"{address}article/marrakesh-2018/")
        assert page.locator(".bar .state").inner_text() == "done"
        assert "Casablanca" in page.locator('.entry[data-name="event-1"]').inner_text()
        page.locator("[data-next]").click()
        page.wait_for_url("**/article/imrf-2022/")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    text = "Pact of Lomé signed\n\nThe Pact of Lomé was signed by Benin and Togo. The Pact holds. Benin was glad.\n"
    at = [m.start() for m in re.finditer("Pact", text)]
    entries = [("Pact of Lomé", [(at[0], at[0] + 12), (at[1], at[1] + 12)]), ("Pact", [(at[2], at[2] + 4)])]
    run = {"a": material_of(text, entries, id="a"), "b": material_of(text, entries, id="b")}
    with served(Desk(Given(run), GoldStore(tmp_path / "gold"))) as address:
        yield address, tmp_path / "gold" / "a.yaml"


def test_an_article_is_reviewed_by_keys_alone(small: tuple[str, Path], open_page: Open) -> None:
    address, file = small
    page = open_page(f"{address}article/a/")
    page.keyboard.press("n")
    page.locator('.entry[data-name="document-1"]:focus').wait_for()
    saved(page, lambda: page.keyboard.press("c"))
    page.locator('.entry.on[data-name="document-2"]').wait_for()
    assert page.locator(".bar .left").inner_text() == "1 of 2 confirmed"
    page.keyboard.press("a")
    page.keyboard.type("Benin")
    assert page.locator("#adder [name=place] option").count() == 2
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("#adder [data-new=locations]").focus()
    saved(page, lambda: page.keyboard.press("Enter"))
    page.locator("#form[open]").wait_for()
    assert page.locator("#form [name=country]").input_value() == "BJ"
    close_form(page)
    where = load_gold(file, file.with_suffix(".txt").read_text(encoding="utf-8")).locations[0].mentions[0]
    assert (where.text, where.start) == ("Benin", 84), "the second place"
    saved(page, lambda: page.keyboard.press("u"))
    assert page.locator('.entry[data-field="locations"]').count() == 0
    page.keyboard.press("k")
    saved(page, lambda: page.keyboard.press("Delete"))
    saved(page, lambda: page.keyboard.press("Control+z"))
    saved(page, lambda: page.keyboard.press("f"))
    page.keyboard.press(".")
    page.wait_for_url("**/article/b/")


def test_letters_do_nothing_when_they_are_switched_off(small: tuple[str, Path], open_page: Open) -> None:
    page = open_page(f"{small[0]}article/a/")
    page.keyboard.press("?")
    page.locator("#help [name=keys]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("f")
    assert page.locator(".entry.on").count() == 0 and page.locator(".bar .state").inner_text() == "not looked at"


@pytest.mark.parametrize("mine", [True, False])
def test_two_windows_ask_before_one_changes_what_the_other_has_saved(
    small: tuple[str, Path], open_page: Open, mine: bool
) -> None:
    address, file = small
    one, other = (open_page(f"{address}article/a/", expected="409") for _ in range(2))
    saved(one, lambda: one.locator("[data-act=confirm]").first.click())
    other.locator('.entry[data-name="document-2"] [data-act=delete]').click()
    other.locator("#ask", has_text="changed in another window").wait_for()
    other.locator("#ask button", has_text="Make it there too" if mine else "Drop it").click()
    other.locator(".bar .left", has_text=f"1 of {1 if mine else 2} confirmed").wait_for()
    assert ("document-2" not in file.read_text(encoding="utf-8")) is mine


def test_what_is_refused_is_said_in_the_form_and_can_be_mended(small: tuple[str, Path], open_page: Open) -> None:
    page = open_page(f"{small[0]}article/a/", expected="422")
    page.locator("[data-act=edit]").first.click()
    page.locator("#form [name=kind]").fill("")
    page.locator("#form button[type=submit]").click()
    page.locator("#form .problem", has_text="is missing").wait_for()
    page.locator("#form [name=kind]").fill("treaty")
    saved(page, lambda: page.locator("#form button[type=submit]").click())
    assert "treaty" in page.locator(".entry").first.inner_text() and not page.locator("#form").is_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(small: tuple[str, Path], open_page: Open) -> None:
    page = open_page(small[0], viewport={"width": 360, "height": 740}, color_scheme="dark", has_touch=True)
    for part in ("", "article/a/"):
        page.goto(small[0] + part)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[data-act=edit]").first.tap()
    page.locator("#form").wait_for()
    box = page.locator("#form").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert page.evaluate("getComputedStyle(document.querySelector('#form')).backgroundColor") == "rgb(13, 17, 23)"


def test_hostile_articles_are_inert_and_can_be_corrected(tmp_path: Path, open_page: Open) -> None:
    at = HOSTILE.index("Benin")
    entries = [("<svg onload=hit=7>", [(20, 50), (at, at + 10)]), ('\u202e"><script>hit=8</script>', [(28, 72)])]
    run = {"x": material_of(HOSTILE, entries, id="x", title="<svg onload=hit=9>\u202eeltit")}
    with served(Desk(Given(run), GoldStore(tmp_path))) as address:
        page = open_page(address)
        page.locator(".articles a").click()
        assert page.evaluate("document.querySelector('.text').textContent") == HOSTILE
        page.locator('.entry[data-name="document-1"] [data-act=edit]').click()
        page.locator("#form [name=note]").evaluate("node => (node.value = '<img src=x onerror=hit=10>')")
        saved(page, lambda: page.locator("#form button[type=submit]").click())
        choose(page, "Togo", part="[data-new=locations]")
        close_form(page)
        assert page.evaluate("window.hit") is None
        assert (
            page.locator(".text script, .text img, .text svg, .record b b, h1 svg, .record img, .record script").count()
            == 0
        )
        assert page.locator("a[href^='javascript']").count() == 0
    (place,) = load_gold(tmp_path / "x.yaml", HOSTILE).locations
    assert place.mentions[0].text == "Togo", "characters beyond the basic plane count as one"


def test_an_article_of_megabytes_with_thousands_of_mentions_stays_usable(tmp_path: Path, open_page: Open) -> None:
    line = "The Minister of Labour of Benin met the delegation of Togo in the afternoon of that day. \n"
    text = line * 56_000
    spans = [(n * 2 * len(line), n * 2 * len(line) + 31) for n in range(20_000)]
    entries = [(f"Pact {n}", spans[n * 40 : n * 40 + 40]) for n in range(500)]
    with served(Desk(Given({"x": material_of(text, entries, id="x")}), GoldStore(tmp_path))) as address:
        page = open_page(f"{address}article/x/")
        page.set_default_timeout(30_000)
        saved(page, lambda: page.locator("[data-act=confirm]").first.click())
        page.locator(".text .s").nth(3).click()
        assert page.locator(".tip").is_visible() and page.locator(".entry.on h3").inner_text() == "Pact 0"
        page.keyboard.press("End")
        assert page.evaluate("document.activeElement.dataset.m") == "19999"
    assert (tmp_path / "x.yaml").stat().st_size > 1_000_000
