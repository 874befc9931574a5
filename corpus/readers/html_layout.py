"""Which blocks of a page are its content, and how they read as text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from .html_events import Page, Region, TextBlock

_ENOUGH = 140  # characters
_LONG_LINE = 120
_NEAR_TOP = 12


def readable_text(page: Page, title: str | None) -> str:
    """The page's content, one block a line, a blank line around paragraphs; `title` first if no block near
    says it.
    """
    blocks = content(page)
    if title and not _says(blocks, title):
        blocks.insert(0, TextBlock(title, True, 1))
    return render(blocks)


def content(page: Page) -> list[TextBlock]:
    """The blocks that are kept: by the strictest of four views of the page that leaves enough text.

    1. within what the page declares as its main part, without furniture; 2. the whole page without furniture;
    3. the same, but with what looks like menus (a page that is a list of links); 4. all of it.
    """
    blocks = page.blocks
    total = sum(len(b.text) for b in blocks)
    enough = min(_ENOUGH, total // 2)
    menus_kept = [r for r in page.dropped if r.rule != "menu"]
    mains = [r for r in page.mains if r.rule == "main"] or page.mains
    dropped = _covered(page.dropped, len(blocks))
    views = []
    if mains:
        in_main = _covered(mains, len(blocks))
        views.append([b for b, main, drop in zip(blocks, in_main, dropped, strict=True) if main and not drop])
    views.append([b for b, drop in zip(blocks, dropped, strict=True) if not drop])
    views.append([b for b, drop in zip(blocks, _covered(menus_kept, len(blocks)), strict=True) if not drop])
    for view in views:
        if sum(len(b.text) for b in view) >= enough:
            return view
    return list(blocks)


def render(blocks: Iterable[TextBlock]) -> str:
    """Blocks as lines. A long line is a paragraph whatever its markup; a line said twice running is said
    once.
    """
    lines: list[str] = []
    last = ""
    after_long = False
    for block in blocks:
        if block.text == last:
            continue
        is_long = len(block.text) >= _LONG_LINE
        if lines:
            lines.append("\n\n" if block.gap or is_long or after_long else "\n")
        lines.append(block.text)
        last, after_long = block.text, is_long
    return "".join(lines)


def folded(text: str) -> str:
    """Text for comparing titles: case, spaces and quotes made equal."""
    return " ".join(text.casefold().replace("’", "'").replace("“", '"').replace("”", '"').split())


def _says(blocks: list[TextBlock], title: str) -> bool:
    wanted = folded(title)
    tops = [b for b in blocks if 1 <= b.heading <= 2][:3] + blocks[:_NEAR_TOP]
    return any(wanted in folded(b.text) for b in tops)


def _covered(regions: Iterable[Region], count: int) -> list[bool]:
    """For each of `count` blocks whether a region holds it; linear however the regions nest."""
    steps = [0] * (count + 1)
    for region in regions:
        steps[region.start] += 1
        steps[region.end] -= 1
    return [depth > 0 for depth in accumulate(steps[:count])]
