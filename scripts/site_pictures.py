"""Takes the picture of the tutorial, by doing in Chromium what the tutorial says: `python scripts/site_pictures.py`.

Needs Debian's `chromium` (or CHROMIUM with the path of another) and the package playwright. Run it when the page on
which runs are reviewed looks different. It stops if what the tutorial names is not on that page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
FILES = re.compile(r"^```\w+ title=\"([^\" ]+\.[^\" ]+)\"\n(.*?)^```$", re.M | re.S)
CALL = (sys.executable, "-m", "communique")


def write_files(folder: Path) -> None:
    """The files that the tutorial shows."""
    for name, text in FILES.findall((DOCS / "tutorial.md").read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def correct(page: Page, address: str) -> None:
    """The steps of the tutorial's fourth part, and the picture in the middle of them."""
    page.goto(address)
    page.get_by_role("link", name="Vice Minister visits host communities").click()
    page.locator("[data-name]", has_text="Bogotá Talks").get_by_role("button", name="Delete").first.click()
    page.get_by_text("Deleted.").wait_for(state="visible")
    page.locator("#said:not(.shown)").wait_for(state="attached")
    page.locator("h3", has_text="Andean Dialogue").click()
    page.locator("button[data-act=add]").click()
    page.keyboard.type("Bogotá Talks")
    choice = page.locator("#adder").get_by_role("button", name="mention", exact=True)
    choice.wait_for(state="visible")
    page.wait_for_timeout(1_000)  # what has faded is gone
    page.screenshot(path=DOCS / "assets" / "review.png")
    choice.click()
    card = page.locator("[data-name]", has=page.locator("h3", has_text="Andean Dialogue"))
    card.get_by_text("2 mentions").wait_for()
    card.get_by_role("button", name="Change").click()
    page.get_by_label("also called").fill("Bogotá Talks")
    page.get_by_role("button", name="Save").click()
    card.get_by_text("also called").wait_for()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Reopen").wait_for()


def main() -> None:
    """Read the tutorial's releases, review them, take the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        told = ["extract", "releases", "--metadata", "releases.csv", "--out", "run", "--quiet"]
        subprocess.run([*CALL, *told], cwd=folder, check=True)  # noqa: S603
        told = ["review", "run", "--articles", "releases", "--gold", "gold", "--order", "certainty", "--quiet"]
        with subprocess.Popen([*CALL, *told], cwd=folder, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            try:
                with sync_playwright() as p:
                    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
                    browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                    correct(browser.new_page(viewport={"width": 1280, "height": 760}), address)
                    browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
