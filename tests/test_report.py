"""`communique report`: what it writes, what it refuses, and that nothing of a document becomes markup or a link."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import typer
from communique.commands.extracting import extract
from communique.commands.reporting import report
from communique.models import InputError, Problem, Record
from communique.models.stored import record_at
from communique.outputs.report import FolderReport, RunFolder
from communique.outputs.report.naming import country_name, web_address
from communique.outputs.report.overview import Overview
from communique.outputs.report.pages import article_of, policy, rendered, script, style
from communique.outputs.report.world import HEIGHT, WIDTH, project, world
from typer.testing import CliRunner, Result

ARTICLE = "Third Sahel Labour Forum opens\n\nThe Third Sahel Labour Forum was held in Geneva on 12-13 March 2031.\n"
HOSTILE = (
    "Labour Summit opens\n\nMinisters met in Geneva for a day of talks, and said <script>alert(1)</script> to all.\n\n"
    'The <img src=x onerror="alert(2)"> Sahel Labour Forum was held in Geneva on 12-13 March 2031.\n'
    "President Ada \u202eLovelace </template></textarea><!-- of Benin spoke. \u2066 javascript:alert(3) &lt;b&gt;\n"
)
METADATA = {
    "path": "hostile.txt",
    "title": "</script><script>alert(4)</script>\u202eeltit",
    "issuer": "Ministry \"of' <b>Labour</b>",
    "url": "javascript:alert(5)",
    "published": "2031-03-14",
}

app = typer.Typer(pretty_exceptions_enable=False)
app.command("extract")(extract)
app.command("report")(report)


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles") / "releases"
    folder.mkdir()
    (folder / "forum.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def finished(articles: Path) -> Path:
    out = articles.parent / "run"
    sidecar = articles.parent / "metadata.jsonl"
    sidecar.write_text(json.dumps(METADATA), encoding="utf-8")
    result = run("extract", articles, "--metadata", sidecar, "--out", out, "--quiet", "--workers", 0)
    assert result.exit_code == 1  # the empty file
    return out


def test_a_folder_holds_an_overview_and_a_page_for_each_article(finished: Path, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    result = run("report", finished, "--out", out, "--articles", articles)
    assert result.exit_code == 0
    assert "2 articles, 2 with their text" in result.stderr
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert names == {
        "index.html", "report.json", "articles/forum.html", "articles/hostile.html", "assets/article.js",
        "assets/overview.js", "assets/report.css",
    }  # fmt: skip
    page = (out / "articles/forum.html").read_text(encoding="utf-8")
    assert "12–13 Mar 2031" in page
    assert 'data-z="title"' in page
    assert 'rel="next" href="hostile.html"' in page
    assert data_of(out / "index.html")["problems"][0][2] == "empty"


def test_one_file_holds_everything(finished: Path, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run("report", finished, "--out", out, "--articles", articles).exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    html = out.read_text(encoding="utf-8")
    assert html.count("<template id=") == 2
    assert 'href="assets' not in html and "src=" not in re.sub("(?s)<template.*</template>", "", html)


def data_of(page: Path) -> dict[str, list[list[object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found is not None
    data: dict[str, list[list[object]]] = json.loads(found[1])
    return data


def test_the_overview_has_each_event_and_where_it_was(finished: Path, tmp_path: Path) -> None:
    run("report", finished, "--out", tmp_path / "pages")
    data = data_of(tmp_path / "pages/index.html")
    event = data["events"][0]
    assert event[2:7] == ["Third Sahel Labour Forum", "2031-03-12", "2031-03-13", "12–13 Mar 2031", "CH"]
    x, y = project(46.2, 6.15)
    assert event[13] == pytest.approx([x, y], abs=1)
    assert data["articles"][0][0] == "articles/forum.html"


@pytest.mark.parametrize("name", ["pages", "report.html"])
def test_two_reports_of_a_run_are_equal(name: str, finished: Path, articles: Path, tmp_path: Path) -> None:
    contents = []
    for part in ("one", "two"):
        run("report", finished, "--out", tmp_path / part / name, "--articles", articles)
        files = [p for p in (tmp_path / part).rglob("*") if p.is_file()]
        contents.append({p.relative_to(tmp_path / part).as_posix(): p.read_bytes() for p in files})
    assert contents[0] == contents[1]


def test_nothing_of_a_document_becomes_markup(finished: Path, articles: Path, tmp_path: Path) -> None:
    run("report", finished, "--out", tmp_path / "pages", "--articles", articles)
    run("report", finished, "--out", tmp_path / "one.html", "--articles", articles)
    for path in [*tmp_path.rglob("*.html")]:
        html = path.read_text(encoding="utf-8")
        assert "alert(1)</script>" not in html and "<img" not in html and "<b>Labour" not in html
        assert not re.search(r"<[^>]*\son\w+=", html)
        assert not re.search(r"(?i)href=[\"']?\s*javascript:", html)
        assert "\u202eeltit" not in html  # a title is shown without what turns its direction
        for found in re.finditer("\u202e", html):
            assert html[found.start() - 1] == ">" and html[found.end() : found.end() + 6] == "</bdi>"
    text = re.search(r'(?s)<div class="text"[^>]*>(.*)</div>\s*</section>\s*<section class="record"', html_of(tmp_path))
    assert text is not None
    assert unescape(re.sub("<[^>]+>", "", text[1])) == HOSTILE


def html_of(folder: Path) -> str:
    return (folder / "pages/articles/hostile.html").read_text(encoding="utf-8")


def test_the_policy_allows_the_page_s_own_scripts_and_styles_and_nothing_else(finished: Path, tmp_path: Path) -> None:
    run("report", finished, "--out", tmp_path / "one.html")
    html = (tmp_path / "one.html").read_text(encoding="utf-8")
    found = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    rules = dict(rule.split(" ", 1) for rule in unescape(found[1]).split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for rule, tag in (("script-src", "script"), ("style-src", "style")):
        bodies = re.findall(f"(?s)<{tag}>(.*?)</{tag}>", html)
        hashes = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in hashes]
    assert "unsafe" not in found[1] and "http" not in found[1]
    assert "script-src 'self'; style-src 'self'" in policy()


def test_scripts_make_no_markup_and_load_nothing() -> None:
    for name in ("article.js", "overview.js"):
        code = script(name)
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttp",
            "import(",
        ):
            assert word not in code
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", code)
    assert not re.search(r"url\(|@import", style("report"))


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("https://user@example.org", False),
        ("https://exa\u202emple.org", False),
        ('https://example.org/"onclick=', False),
        ("https://example.org/\n", False),
        ("file:///etc/passwd", False),
        ("http://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, good: bool) -> None:
    assert web_address(url) == (url if good else None)


def test_without_texts_the_page_shows_the_record_and_says_so(finished: Path, tmp_path: Path) -> None:
    result = run("report", finished, "--out", tmp_path / "pages")
    assert "2 articles, 0 with their text" in result.stderr
    page = (tmp_path / "pages/articles/forum.html").read_text(encoding="utf-8")
    assert "no --articles were given" in page
    assert "Third Sahel Labour Forum" in page and 'class="text"' not in page


def test_an_article_that_changed_is_not_shown_and_one_that_moved_is(
    finished: Path, articles: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(articles, moved / "elsewhere")
    (moved / "elsewhere/forum.txt").rename(moved / "renamed.txt")
    (moved / "elsewhere/hostile.txt").rename(moved / "hostile.txt")
    (moved / "hostile.txt").write_text(HOSTILE.replace("Benin", "Nepal"), encoding="utf-8")
    run("report", finished, "--out", tmp_path / "pages", "--articles", moved)
    assert 'class="text"' in (tmp_path / "pages/articles/forum.html").read_text(encoding="utf-8")
    assert "no longer the one" in (tmp_path / "pages/articles/hostile.html").read_text(encoding="utf-8")


def test_a_text_that_is_another_is_refused(finished: Path) -> None:
    from communique.outputs.report import ArticleText

    record = next(RunFolder(finished).records())
    with pytest.raises(ValueError, match="was not read from this text"):
        article_of(record, ArticleText("Another article."))


def test_a_report_replaces_a_report_and_nothing_else(finished: Path, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    assert run("report", finished, "--out", out).exit_code == 0
    other = articles.parent / "smaller"
    run("extract", articles / "forum.txt", "--out", other, "--quiet", "--workers", 0)
    assert run("report", other, "--out", out).exit_code == 0
    assert [p.name for p in (out / "articles").iterdir()] == ["forum.html"]
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine")
    assert run("report", finished, "--out", taken).exit_code == 2
    assert run("report", finished, "--out", taken, "--force").exit_code == 0
    assert (taken / "letter.txt").read_text() == "mine"
    page = tmp_path / "page.html"
    page.write_text("<p>mine</p>")
    result = run("report", finished, "--out", page)
    assert result.exit_code == 2 and "in the way" in result.stderr and page.read_text() == "<p>mine</p>"
    assert run("report", finished, "--out", page, "--force").exit_code == 0
    assert run("report", finished, "--out", page).exit_code == 0


def test_a_list_of_files_that_leads_out_of_the_folder_is_not_followed(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    run("report", finished, "--out", out)
    victim = tmp_path / "victim.html"
    victim.write_text("mine")
    (out / "report.json").write_text(json.dumps({"files": ["../victim.html", "articles/../../victim.html", 3]}))
    assert run("report", finished, "--out", out).exit_code == 0
    assert victim.read_text() == "mine"


def test_a_report_that_fails_leaves_what_was_there(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    record = next(RunFolder(finished).records())
    made = RunFolder(finished).manifest.produced_by
    with pytest.raises(RuntimeError), FolderReport(out, produced_by=made) as writer:
        writer.add(record)
        writer.page(record, None)
        raise RuntimeError
    assert not out.exists()


def test_a_folder_that_holds_no_run_is_refused(finished: Path, tmp_path: Path) -> None:
    assert run("report", tmp_path, "--out", tmp_path / "x").exit_code == 2
    broken = tmp_path / "run"
    shutil.copytree(finished, broken)
    (broken / "records.jsonl").write_text('{"id": "a"}\n')
    result = run("report", broken, "--out", tmp_path / "x")
    assert result.exit_code == 2 and "records.jsonl:1" in result.stderr
    assert not (tmp_path / "x").exists()
    (broken / "records.jsonl").unlink()
    shutil.rmtree(broken / "records")
    with pytest.raises(InputError, match="no records"):
        RunFolder(broken)


def test_records_are_read_from_lines_or_from_files(finished: Path, tmp_path: Path) -> None:
    lines = RunFolder(finished)
    copy = tmp_path / "run"
    shutil.copytree(finished, copy)
    (copy / "records.jsonl").unlink()
    files = RunFolder(copy)
    assert list(lines.records()) == list(files.records())
    assert [record_at(p) for p, _ in lines.placed()] == [record_at(p) for p, _ in files.placed()]
    assert [p.code for p in lines.problems()] == ["empty"]


def test_what_is_known_of_an_edition_stands_beside_the_text() -> None:
    from importlib.resources import files

    record = Record.model_validate_json((files("communique") / "outputs/samples/imrf-2022.json").read_bytes())
    event = record.events[0].model_copy(
        update={
            "known": {
                "id": "x", "name": "The Forum", "level": "primary",
                "facts": [
                    {"field": "country", "verdict": "differs", "known": "CH", "sources": ["javascript:alert(1)"]},
                    {"field": "city", "verdict": "silent", "known": "Bern", "sources": ["https://example.org/"]},
                ],
            }
        }
    )  # fmt: skip
    record = Record.model_validate(
        record.model_dump() | {"events": [event.model_dump(warnings=False), *record.events[1:]]}
    )
    html = rendered("article.html", article=article_of(record, None), before=None, after=None, home="#")
    row = '<tr class="v-differs"><th scope="row">country</th><td>United States</td><td>Switzerland</td><td>differs</td>'
    assert row in html
    assert "<td>–</td><td>Bern</td><td>silent</td>" in html
    assert html.count('rel="noopener noreferrer"') == 1
    overview = Overview()
    overview.add(record, "x")
    assert overview.events[0][11] == "differs"


def test_problems_are_clipped_and_made_safe() -> None:
    overview = Overview()
    overview.problem(Problem(path="a" * 900, stage="read", code="empty", words="\u202e" * 3, fatal=True))
    assert len(overview.problems[0][0]) == 200 and overview.problems[0][3] == "\ufffd" * 3


def test_the_map() -> None:
    assert project(0, 0) == (480, pytest.approx(233.6, abs=0.1))
    assert project(0, 180)[0] == pytest.approx(WIDTH)
    assert project(90, 0)[1] > -1e-6 and project(-60, 0)[1] < HEIGHT
    shapes = world()
    assert len(shapes.paths) > 170 and "SG" not in shapes.paths and "SG" in shapes.points
    assert all(re.fullmatch(r"[Mlz\d.,\- ]+", path) for path in shapes.paths.values())
    x, y = shapes.points["FR"]
    assert (x, y) == pytest.approx(project(46.6, 2.4), abs=4)


def test_countries_have_the_names_that_people_use() -> None:
    assert [country_name(c) for c in ("CD", "TW", "XK", None)] == [
        "The Democratic Republic of the Congo", "Taiwan", "Kosovo", "",
    ]  # fmt: skip
