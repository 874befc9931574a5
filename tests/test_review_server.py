"""The review page over HTTP: who is answered, what is saved, what is refused, and that nothing is lost or overwritten."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import typer
from communique.commands.reviewing import review
from communique.corpus.goldset import load_gold_set
from communique.corpus.standoff import load_gold
from communique.models import ProducedBy, Record
from communique.outputs import RunWriter
from communique.outputs.report import ArticleText
from communique.review import Card, ConflictError, Desk, GoldStore, Guard, Material, ReviewApp
from communique.review.guard import MOST_BYTES
from typer.testing import CliRunner

testing = pytest.importorskip("werkzeug.test", reason="werkzeug is not installed (pip install 'communique[review]')")

TOKEN, PORT = "t0ken", 8123
HOME = f"http://127.0.0.1:{PORT}"
TEXT = "Harbour talks open\n\nThe Harbour Summit met in Oslo on 3 May 2031.\n"


def mention(words: str, text: str = TEXT) -> dict[str, Any]:
    at = text.index(words)
    return {"start": at, "end": at + len(words), "text": words, "zone": "body", "rule": "test.rule"}


def record_of(name: str, text: str = TEXT, **more: Any) -> Record:
    event = {"id": "e", "name": "Harbour Summit", "kind": "summit", "status": "held", "date_ids": ["d"], "principal": True,
             "mentions": [mention("Harbour Summit", text)]}  # fmt: skip
    day = {"id": "d", "text": "3 May 2031", "start": "2031-05-03", "end": "2031-05-03", "precision": "day", "relative": False,
           "role": "event", "mentions": [mention("3 May 2031", text)]}  # fmt: skip
    made = ProducedBy(communique="0", resources="0")
    return Record.model_validate(
        {"id": name, "produced_by": made, "source": {"path": f"{name}.txt"}, "events": [event], "dates": [day]} | more
    )


@dataclass
class Given:
    """A run whose articles are given."""

    found: dict[str, Material]

    def records(self) -> Iterable[Record]:
        return [material.record for material in self.found.values()]

    def material(self, record_id: str) -> Material:
        return self.found[record_id]


RUN = {
    "a": Material(record_of("a"), ArticleText(TEXT)),
    "b": Material(record_of("b", published={"date": "2031-05-04", "basis": "metadata"}), ArticleText(TEXT)),
    "c d/é": Material(record_of("c d/é"), ArticleText(TEXT)),
    "lost": Material(record_of("lost"), None, lack="The text is not here."),
    "cr": Material(record_of("cr", text="A\r\n" + TEXT), ArticleText("A\r\n" + TEXT)),
}


class Page:
    """A window of a browser on the review page."""

    def __init__(self, folder: Path, run: dict[str, Material] = RUN, **who: str) -> None:
        self.app = ReviewApp(Desk(Given(run), GoldStore(folder, **who)), Guard(TOKEN, PORT))
        self.client = testing.Client(self.app)

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(f"/{TOKEN}{path}", base_url=HOME, **options)

    def version(self, name: str = "a") -> str:
        found = re.search(r'data-version="(\w+)"', self.get(f"/article/{name}/").text)
        assert found is not None
        return found[1]

    def edit(self, *edits: dict[str, Any], name: str = "a", version: str | None = None, **options: Any) -> Any:
        sent = json.dumps({"version": version or self.version(name), "edits": edits})
        headers = {"Origin": HOME, "Content-Type": "application/json"} | options.pop("headers", {})
        return self.client.post(f"/{TOKEN}/article/{name}/edits", base_url=HOME, data=sent, headers=headers, **options)


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path / "gold")


CONFIRM = {"do": "confirm", "entry": "event-1"}


def test_every_answer_forbids_what_a_page_must_not_do(page: Page) -> None:
    for answer in (page.get("/"), page.get("/article/a/"), page.get("/none"), page.client.get("/", base_url=HOME)):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
        assert (
            answer.headers["Referrer-Policy"] == "no-referrer" and "Access-Control-Allow-Origin" not in answer.headers
        )
    assert "style=" not in page.get("/article/a/").text and "<script>" not in page.get("/article/a/").text


@pytest.mark.parametrize(
    "path", ["/", "/wrong/", "/article/a/", "/static/review.js", f"/{TOKEN}x/", f"/{TOKEN[:-1]}/", "//"]
)
def test_without_the_token_nothing_is_told(page: Page, path: str) -> None:
    answer = page.client.get(path, base_url=HOME)
    assert answer.status_code == 403 and "Harbour" not in answer.text and TOKEN not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.test", f"evil.test:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil.test:{PORT}", ""]
)
def test_another_host_is_refused(page: Page, host: str) -> None:
    assert page.get("/", headers={"Host": host}).status_code == 421
    assert page.edit(CONFIRM, version="new", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_is_answered_under_its_own_names(page: Page, name: str) -> None:
    assert page.client.get(f"/{TOKEN}/", base_url=f"http://{name}:{PORT}").status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.test", "null", f"http://evil.test:{PORT}", "http://127.0.0.1:81", f"https://127.0.0.1:{PORT}"],
)
def test_another_origin_is_refused(page: Page, tmp_path: Path, origin: str) -> None:
    assert page.edit(CONFIRM, version="new", headers={"Origin": origin}).status_code == 403
    assert page.get("/", headers={"Origin": origin}).status_code == 403
    assert not list((tmp_path / "gold").iterdir())


def test_an_edit_must_say_where_it_comes_from_and_what_it_is(page: Page) -> None:
    where = f"/{TOKEN}/article/a/edits"
    assert page.client.post(where, base_url=HOME, json={}).status_code == 403
    assert page.edit(CONFIRM, version="new", headers={"Content-Type": "text/plain"}).status_code == 415
    assert page.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert page.get("/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert page.client.put(where, base_url=HOME, headers={"Origin": HOME}).status_code == 405
    assert page.client.post(f"/{TOKEN}/article/a/", base_url=HOME, json={}, headers={"Origin": HOME}).status_code == 405
    assert page.get("/article/a/edits").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../review.js", "/static/..%2f..%2fgold%2fa.yaml", "/static/", "/static/review.html", "/article/../a/",
        "/article/%2e%2e/", "/article/..%2f..%2fetc%2fpasswd/", "/article/a", "/article/a/../../", "/article//", "/nothing",
        "/article/a/other", "/article/none/",
    ],
)  # fmt: skip
def test_a_path_leads_to_what_the_run_holds_and_nowhere_else(page: Page, path: str) -> None:
    assert page.get(path).status_code == 404


def test_static_files_are_told_as_what_they_are(page: Page) -> None:
    for name in ("article.js", "talk.js", "words.js", "forms.js", "review.js"):
        assert page.get(f"/static/{name}").content_type == "text/javascript; charset=utf-8"
        assert "innerHTML" not in page.get(f"/static/{name}").text
    assert page.get("/static/review.css").content_type == "text/css; charset=utf-8"


def test_a_body_too_long_is_refused_unread(page: Page, tmp_path: Path) -> None:
    long = {"do": "change", "entry": "event-1", "values": {"note": "x" * MOST_BYTES}}
    assert page.edit(long, version="new").status_code == 413
    assert not list((tmp_path / "gold").iterdir())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("{", "Invalid JSON"),
        ("[]", "This is no edit"),
        ('{"version": "new", "edits": []}', "at least 1 item"),
        ('{"version": "new", "edits": [{"do": "run", "entry": "x"}]}', "edits.0"),
        ('{"version": "new", "edits": [{"do": "confirm", "entry": "x", "colour": 1}]}', "Extra inputs"),
        (
            '{"version": "new", "edits": [{"do": "add", "field": "dates", "span": {"start": -1, "end": 4}}]}',
            "span.start",
        ),
    ],
)
def test_what_is_no_edit_is_refused(page: Page, sent: str, words: str) -> None:
    headers = {"Origin": HOME, "Content-Type": "application/json"}
    answer = page.client.post(f"/{TOKEN}/article/a/edits", base_url=HOME, data=sent, headers=headers)
    assert answer.status_code == 400 and words in answer.json["problem"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            {"do": "change", "entry": "event-1", "values": {"country": "Norway"}},
            "events.0.country: Value error, 'Norway' is no",
        ),
        ({"do": "change", "entry": "event-1", "values": {"start": "2031-05-09", "end": "2031-05-01"}}, "is after end"),
        ({"do": "change", "entry": "event-1", "values": {"date_ids": ["date-7"]}}, "there is no 'date-7' in dates"),
        ({"do": "change", "entry": "event-1", "values": {"colour": "red"}}, "unknown attribute"),
        ({"do": "change", "entry": "event-1", "values": {"kind": None}}, "is missing; state it"),
        ({"do": "confirm", "entry": "event-9"}, "there is no entry 'event-9' here any more"),
        ({"do": "undo"}, "There is nothing to undo"),
    ],
)
def test_gold_that_is_not_sound_is_refused_and_nothing_is_written(
    page: Page, tmp_path: Path, edit: dict[str, Any], words: str
) -> None:
    answer = page.edit(edit)
    assert answer.status_code == 422 and words in answer.json["problem"]
    assert not list((tmp_path / "gold").iterdir())


def test_each_edit_is_a_whole_file_that_the_loader_takes(page: Page, tmp_path: Path) -> None:
    answer = page.edit(CONFIRM)
    assert answer.status_code == 200 and answer.json["focus"] == "event-1"
    gold = load_gold(tmp_path / "gold" / "a.yaml", TEXT)
    assert gold.draft and gold.review is not None and gold.review.confirmed == ("event-1",)
    page.edit({"do": "change", "entry": "event-1", "values": {"city": "Oslo"}}, {"do": "finish"})
    found = load_gold_set(tmp_path / "gold").articles[0]
    assert (found.gold.events[0].city, found.document.text) == ("Oslo", TEXT)
    assert {path.name for path in (tmp_path / "gold").iterdir()} == {"a.yaml", "a.txt"}


def test_who_and_when_are_written_if_they_are_given(tmp_path: Path) -> None:
    page = Page(tmp_path, who="Ada", day="2031-05-06")
    page.edit(CONFIRM)
    assert "  by:\n    - Ada\n  day: 2031-05-06\n" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "saved · Ada" in page.get("/article/a/").text


def test_what_is_known_from_outside_goes_into_the_metadata(page: Page, tmp_path: Path) -> None:
    page.edit({"do": "finish"}, name="b")
    article = load_gold_set(tmp_path / "gold").articles[0]
    assert str(article.document.published) == "2031-05-04"


def test_an_id_that_no_file_can_have_gets_a_file_all_the_same(page: Page, tmp_path: Path) -> None:
    assert page.edit({"do": "finish"}, name="c%20d%2F%C3%A9").status_code == 200
    (article,) = load_gold_set(tmp_path / "gold").articles
    assert article.gold.id.startswith("c d_é-") and article.document.text == TEXT


def test_a_restart_loses_nothing_and_knows_what_is_next(page: Page, tmp_path: Path) -> None:
    page.edit(CONFIRM)
    page.edit({"do": "finish"}, name="b")
    again = Page(tmp_path / "gold")
    assert again.version() == page.version()
    assert "1 of 2 confirmed" in again.get("/article/a/").text
    assert again.get("/next").headers["Location"] == "article/a/"
    assert again.get("/next?after=a").headers["Location"] == "article/c%20d%2F%C3%A9/"
    assert again.edit({"do": "undo"}).status_code == 422, "steps are known as long as the program runs"
    text = again.get("/").text
    assert (
        text.count('class="state done"') == 1
        and text.count('class="state begun"') == 1
        and "<b>1</b> of 5 done" in text
    )
    assert '"article/b/"' not in again.get("/?show=open").text


def test_two_windows_do_not_overwrite_each_other(page: Page, tmp_path: Path) -> None:
    seen = page.version()
    assert page.edit(CONFIRM, version=seen).status_code == 200
    refused = page.edit({"do": "delete", "entry": "event-1"}, version=seen)
    assert refused.status_code == 409 and refused.json["version"] == page.version()
    assert load_gold(tmp_path / "gold" / "a.yaml", TEXT).events
    assert page.edit({"do": "delete", "entry": "event-1"}, version=refused.json["version"]).status_code == 200


def test_a_file_that_another_program_changed_is_not_overwritten(page: Page, tmp_path: Path) -> None:
    page.edit(CONFIRM)
    seen, file = page.version(), tmp_path / "gold" / "a.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: summit", "kind: talks"), encoding="utf-8")
    assert page.edit(CONFIRM, version=seen).status_code == 409
    assert page.edit({"do": "undo"}).status_code == 422, "what was before is not what it was"
    assert load_gold(file, TEXT).events[0].kind == "talks"


def test_edits_are_undone_and_done_again_down_to_the_first(page: Page, tmp_path: Path) -> None:
    page.edit(CONFIRM)
    page.edit({"do": "delete", "entry": "event-1"})
    deleted = (tmp_path / "gold" / "a.yaml").read_bytes()
    page.edit({"do": "undo"})
    assert load_gold(tmp_path / "gold" / "a.yaml", TEXT).events
    assert page.edit({"do": "undo"}).json["version"] == "new" and not (tmp_path / "gold" / "a.yaml").exists()
    assert 'data-act="undo" disabled' in page.get("/article/a/").text
    page.edit({"do": "redo"})
    page.edit({"do": "redo"})
    assert (tmp_path / "gold" / "a.yaml").read_bytes() == deleted
    assert page.edit({"do": "redo"}).status_code == 422


def test_a_write_that_fails_leaves_the_file_and_says_so(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.edit(CONFIRM)
    before = (tmp_path / "gold" / "a.yaml").read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        answer = page.edit({"do": "delete", "entry": "event-1"})
    assert answer.status_code == 500 and "No space left" in answer.json["problem"]
    assert {p.name for p in (tmp_path / "gold").iterdir()} == {"a.yaml", "a.txt"}
    assert (tmp_path / "gold" / "a.yaml").read_bytes() == before
    assert page.edit({"do": "delete", "entry": "event-1"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "words"), [("lost", "The text is not here."), ("cr", "Line 1 of the article holds a CR")]
)
def test_an_article_that_cannot_have_gold_is_shown_and_says_why(page: Page, name: str, words: str) -> None:
    text = page.get(f"/article/{name}/").text
    assert words in text and "Harbour Summit" in text and "data-act=" not in text.split("</main>")[0]
    answer = page.edit(CONFIRM, name=name, version="new")
    assert answer.status_code == 422 and words in answer.json["problem"]


def test_a_faulty_gold_file_is_shown_with_its_line_and_not_touched(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "gold" / "a.yaml"
    file.write_text("id: a\nevents: 7\n", encoding="utf-8")
    assert "a.yaml:2: events" in page.get("/article/a/").text
    answer = page.edit(CONFIRM, version="new")
    assert answer.status_code == 422 and file.read_text(encoding="utf-8") == "id: a\nevents: 7\n"


def test_another_article_of_the_same_name_is_not_overwritten(page: Page, tmp_path: Path) -> None:
    (tmp_path / "gold" / "a.txt").write_text("Something else, that somebody keeps here.\n", encoding="utf-8")
    answer = page.edit(CONFIRM)
    assert answer.status_code == 422 and "not the article that the run has read" in answer.json["problem"]
    assert not (tmp_path / "gold" / "a.yaml").exists()


def test_the_article_page_is_that_of_the_report_with_tools(page: Page) -> None:
    from communique.outputs.report.pages import article_of, rendered

    plain = rendered(
        "article.html", article=article_of(RUN["a"].record, RUN["a"].text), before=None, after=None, home="../../"
    )
    reviewed = page.get("/article/a/part").text
    text = re.compile(r'<div class="text".*?</section>', re.S)
    assert re.sub(r' title="[^"]*"', "", text.search(reviewed)[0]) == text.search(plain)[0]  # type: ignore[index]
    assert "test.rule" in reviewed and 'data-name="event-1"' in reviewed and "data-name" not in plain


def test_the_form_holds_the_values_of_an_entry(page: Page) -> None:
    text = page.get("/article/a/form?entry=event-1").text
    assert 'value="Harbour Summit"' in text and '<input type="checkbox" value="date-1" checked>' in text
    assert page.get("/article/a/form?entry=%3Cscript%3E").status_code == 422


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    words = "<script>alert(1)</script>"
    text = f'{TEXT}\n"><img src=x onerror=alert(2)> {words} \u202e javascript:alert(3) {{{{7*7}}}}\n'
    record = record_of("x", text, title={"text": f"{words}\u202e"}, instruments=[
        {"id": "i", "name": words, "kind": '"><b>', "mentions": [mention(words, text)]}])  # fmt: skip
    page = Page(tmp_path, {"x": Material(record, ArticleText(text))})
    page.edit({"do": "change", "entry": "document-1", "values": {"note": f"{words}'\""}}, name="x")
    for path in ("/", "/?words=%3Cscript%3E", "/article/x/", "/article/x/part", "/article/x/form?entry=document-1"):
        answer = page.get(path).text
        assert (
            "<script>" not in answer
            and "<img" not in answer
            and '<b>"' not in answer
            and "49" not in answer.split("<body")[1][:200]
        )


def test_the_least_certain_articles_stand_first_if_asked(tmp_path: Path) -> None:
    sure = record_of("sure", published={"date": "2031-05-04", "basis": "metadata"})
    event = sure.events[0].model_copy(update={"country": "NO", "start": sure.dates[0].start})
    run = {
        "sure": Material(sure.model_copy(update={"events": (event,)}), ArticleText(TEXT)),
        "unsure": Material(record_of("unsure"), ArticleText(TEXT)),
    }
    desk = Desk(Given(run), GoldStore(tmp_path), order="certainty")
    assert [card.record_id for card in desk.cards] == ["unsure", "sure"]
    assert [card.doubts for card in desk.cards] == [3, 0]
    assert isinstance(desk.cards[0], Card) and desk.cards[0].uncertainty > 0


def test_thousands_of_articles_are_listed_in_pages(tmp_path: Path) -> None:
    run = {f"r{n}": Material(record_of(f"r{n}"), None) for n in range(250)}
    page = Page(tmp_path, run)
    assert page.get("/").text.count('class="t"') == 100
    assert "3 of 3" in page.get("/?page=99").text and "1 of 3" in page.get("/?page=-4").text
    assert page.get("/?words=R24").text.count('class="t"') == 11


def test_the_store_refuses_an_old_version(tmp_path: Path) -> None:
    store = GoldStore(tmp_path)
    with pytest.raises(ConflictError) as caught:
        store.save(RUN["a"].record, TEXT, "old", [])
    assert caught.value.version == "new"


def cli(*words: object) -> Any:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(review)
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A run of two articles, of which one has changed since, and of one that is not there."""
    home = tmp_path / "articles"
    home.mkdir()
    with RunWriter(tmp_path / "run", produced_by=ProducedBy(communique="0", resources="0")) as writer:
        for name in ("a", "b", "c"):
            source = {
                "path": f"{name}.txt",
                "sha256": sha256(f"{TEXT}{name}\n".encode()).hexdigest(),
                "bytes": len(TEXT) + 2,
            }
            writer.write(record_of(name, source=source))
    (home / "moved.txt").write_text(f"{TEXT}a\n", encoding="utf-8")
    (home / "b.txt").write_text(f"{TEXT}x\n", encoding="utf-8")
    return tmp_path


def test_the_command_serves_a_run_with_its_articles(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Any] = []

    def look(app: Callable[[int], ReviewApp], *, port: int, ready: Callable[[int], None]) -> None:
        made = app(PORT)
        ready(PORT)
        client = testing.Client(made)
        pages.extend(client.get(f"/{made.guard.token}/article/{n}/part", base_url=HOME).text for n in "abc")

    monkeypatch.setattr("communique.review.serve", look)
    result = cli(stored / "run", "--articles", stored / "articles", "--gold", stored / "gold", "--order", "certainty")
    assert result.exit_code == 0 and re.fullmatch(r"http://127\.0\.0\.1:8123/[\w-]{32}/\n", result.stdout)
    assert "3 articles, 0 of them done" in result.stderr
    assert "Harbour talks open" in pages[0] and 'data-act="finish"' in pages[0], "the same bytes under another name"
    assert "no longer the one that the record was made from" in pages[1]
    assert "not among those that were given" in pages[2]


def test_a_call_that_cannot_be_served_is_refused(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "name a RUN, or say --sample" in cli("--gold", stored / "gold").stderr
    assert "name a RUN, or say --sample" in cli(stored / "run", "--sample", "--gold", stored / "gold").stderr
    assert "holds no run" in cli(stored / "articles", "--gold", stored / "gold").stderr
    monkeypatch.setitem(sys.modules, "waitress.server", None)
    result = cli(stored / "run", "--gold", stored / "gold")
    assert (result.exit_code, "pip install 'communique[review]'" in result.stderr) == (2, True)


def test_a_port_in_use_is_refused_in_words(stored: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = cli(stored / "run", "--gold", stored / "gold", "--port", other.getsockname()[1])
    assert result.exit_code == 2 and "in use" in result.stderr
