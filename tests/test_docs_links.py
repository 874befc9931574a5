"""Links between the pages, the navigation of the site, and what the pages have made for them."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import communique
import communique.models
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
MADE = {"changelog.md", "notice.md", "reference/commands.md"}
"""Pages that scripts/site_pages.py adds."""


def script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """What links to a page's headings are called, on the site as elsewhere."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.M)
    titles += re.findall(r"^<!-- made: model (\w+) -->$", prose(page), re.M)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", title) for title in titles)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in plain}


def in_navigation(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    return [page for part in (entry.values() if isinstance(entry, dict) else entry) for page in in_navigation(part)]


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"https://", target):
            continue
        path, _, anchor = target.partition("#")
        other = (page.parent / path).resolve() if path else page
        made = other.is_relative_to(DOCS) and other.relative_to(DOCS).as_posix() in MADE
        if not made and (not other.exists() or (anchor and anchor not in anchors(other))):
            dead.append(target)
    assert dead == []


def test_every_page_stands_in_the_navigation_once() -> None:
    listed = in_navigation(SITE["nav"])
    assert sorted(listed) == sorted([*(page.relative_to(DOCS).as_posix() for page in PAGES), *MADE])


def test_the_site_asks_nobody_for_anything() -> None:
    assert SITE["theme"]["font"] is False
    assert "offline" in SITE["plugins"]
    assert all("://" not in str(SITE.get(key, "")) for key in ("extra_css", "extra_javascript", "extra"))
    for asset in (DOCS / "assets").glob("*.*s"):
        assert "//" not in re.sub(r"/\*.*?\*/", "", asset.read_text(encoding="utf-8"), flags=re.S), asset


def test_the_page_of_commands_has_all_of_them() -> None:
    from communique.cli import app

    page = script("command_pages").commands_page()
    named = set(re.findall(r"^## communique (\w[\w ]*)$", page, re.M))
    expected = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        inner = group.typer_instance.registered_commands
        expected |= {f"{group.name} {c.name or (c.callback.__name__ if c.callback else '')}" for c in inner}
    assert named == expected
    assert "| `--out, -o DIR|FILE.html` | A folder of pages, or one file that holds all. Required. |" in page
    assert (
        "| `--format LIST` | Any of json, jsonl, csv, sqlite, parquet, joined by commas. Default: json,jsonl,csv. |"
        in page
    )
    assert "| `PATH...` |" in page and "| `[RUN]` |" in page


def test_a_model_is_shown_with_all_its_fields() -> None:
    text = script("model_pages").model_section(communique.models.EventEntry, frozenset({"Mention"}))
    assert [f for f in communique.models.EventEntry.model_fields if f"| `{f}` |" not in text] == []
    assert "| `start` | day or null | First day, ISO |" in text
    assert "| `mentions` | list of [Mention](#mention) |" in text


def test_all_that_can_be_imported_is_in_the_reference() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (DOCS / "reference").glob("*.md"))
    shown = set(re.findall(r"^::: communique\.(?:\w+\.)*(\w+)$", pages, re.M))
    shown |= set(re.findall(r"^<!-- made: model (\w+) -->$", pages, re.M))
    assert set(communique.__all__) <= shown
    internal = {"Frozen", "CountryCode"}
    models = {n for n in communique.models.__all__ if isinstance(getattr(communique.models, n), type)}
    assert models - internal <= shown


def test_what_the_reference_names_is_there() -> None:
    from importlib import import_module

    for page in (DOCS / "reference").glob("*.md"):
        for name in re.findall(r"^::: (communique[\w.]+)$", page.read_text(encoding="utf-8"), re.M):
            home, _, last = name.rpartition(".")
            assert hasattr(import_module(home), last) or import_module(name), name
