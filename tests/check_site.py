"""Checks the built documentation: `check_site.py SITE`, and with `--browser` opens it in Chromium, too.

Every link inside the site leads to a page and a place that are there. Nothing is loaded from elsewhere. In the browser,
without a network and from files: no error, no page wider than a phone, and a search that finds.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
LOADING_RELATIONS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest", "modulepreload"}


class Page(HTMLParser):
    """Where a page's links lead, what it loads, and what in it can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.names |= {values[key] for key in ("id", "name") if key in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and LOADING_RELATIONS & set(values.get("rel", "").split()):
            self.loads.append(values["href"])
        elif values.get(LOADED.get(tag, "")):
            self.loads.append(values[LOADED[tag]])


@cache
def parsed(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages_of(site: Path) -> list[Path]:
    """All pages but the one for addresses that there are not: its links are absolute, as it may stand for any."""
    return sorted(path for path in site.rglob("*.html") if path.name != "404.html")


def wrong(site: Path) -> list[str]:
    """What is wrong with the files, in words."""
    found = []
    for path in pages_of(site):
        here, page = path.relative_to(site), parsed(path)
        for target in page.loads:
            if urlsplit(target).scheme not in ("", "data"):
                found.append(f"{here} loads {target}")
        for target in [*page.links, *page.loads]:
            parts = urlsplit(target)
            if parts.scheme in ("https", "data", "mailto"):
                continue
            other = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme or not other.is_relative_to(site) or not other.is_file():
                found.append(f"{here} links to {target}, which is not there")
            elif parts.fragment and other.suffix == ".html" and unquote(parts.fragment) not in parsed(other).names:
                found.append(f"{here} links to {target}, and there is no such place in it")
    for path in sorted(site.rglob("*.css")):
        for target in re.findall(r"(?:url\(|@import )[\"']?(https?:[^)\"']+)", path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(site)} loads {target}")
    return found


def wrong_in_browser(site: Path) -> list[str]:
    """What is wrong when the site is read, from files and without a network."""
    from playwright import sync_api

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    found: list[str] = []
    with sync_api.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 850}, offline=True)
            found += wrong_in_tab(site, context.new_page(), width)
            context.close()
        browser.close()
    return found


def wrong_in_tab(site: Path, tab: Any, width: int) -> list[str]:
    from playwright import sync_api

    found: list[str] = []
    local = ("file:", "data:", "blob:")
    tab.on("request", lambda r: None if r.url.startswith(local) else found.append(f"{tab.url} asks for {r.url}"))
    tab.on("pageerror", lambda error: found.append(f"{tab.url}: {error}"))
    tab.on("console", lambda m: found.append(f"{tab.url}: {m.text}") if m.type == "error" else None)
    for path in pages_of(site):
        tab.goto(path.as_uri())
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path.relative_to(site)} is wider than {width} pixels")
    tab.goto((site / "index.html").as_uri())
    if width < 500:
        tab.locator("label[for=__search].md-header__button").click()
    tab.locator("input.md-search__input").press_sequentially("scheduler")
    try:
        tab.locator(".md-search-result__item a[href*=cluster]").first.wait_for(timeout=60_000)
    except sync_api.TimeoutError:
        found.append(f"the search finds nothing at {width} pixels")
    return found


def main(arguments: list[str]) -> str | None:
    site = Path(arguments[0]).resolve()
    pages = len(pages_of(site))
    if pages < 20:
        return f"{site} has {pages} pages; the site has more"
    found = wrong(site) + (wrong_in_browser(site) if "--browser" in arguments[1:] else [])
    return "\n".join(found) or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
