"""Fills in the offsets of gold that names its mentions by their words.

People know words, not offsets. In a file to be filled a mention may be written as

- `Oslo`: the words stand in the article once;
- `Oslo#2`: the second place, counted from the beginning; `Oslo#all`: every place, in a list of mentions;
- `{text: Oslo, nth: 2}`, or `{text: Oslo, in: met in Oslo on}`: the words inside a longer stretch that stands there
  once. Both may carry `required`, `zone` and `also` as any mention.

Words are only found where no letter or digit touches them: `Mali` is not in `Somalia`.
"""

from __future__ import annotations

import re
from typing import Any

from .gold.models import Gold
from .gold.plain import Fault, GoldError, Loc, dotted, line_of, plain_data
from .standoff import check_gold

_PLACE = re.compile(r"\A(?P<text>.+)#(?P<nth>\d+|all)\Z", re.DOTALL)
_MENTION_KEYS = frozenset({"mention", "mentions", "titles"})
_FLAGS = ("zone", "required")


def fill_offsets(name: str, raw: bytes, text: str) -> Gold:
    """The gold in `raw`, called `name`, with `start` and `end` of every mention in the article `text`.

    Mentions that have offsets keep them. Refused, as `GoldError` with line and key: all that `load_gold` refuses, words
    that do not stand in the article, and words that stand there more than once and are not told apart.
    """
    lines: dict[Loc, int] = {}
    data = plain_data(name, raw, lines)
    filler = _Filler(text, lines)
    filled = filler.walk(data, ())
    if filler.faults:
        raise GoldError(name, filler.faults)
    return check_gold(name, filled, lines, text)


def word_places(text: str, words: str) -> list[int]:
    """Where `words` start in `text`, each time that no letter or digit touches them."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.start() for m in re.finditer(left + re.escape(words) + right, text)] if words else []


class _Filler:
    def __init__(self, text: str, lines: dict[Loc, int]) -> None:
        self.text, self.lines = text, lines
        self.faults: list[Fault] = []

    def walk(self, value: Any, loc: Loc) -> Any:
        """`value` with its mentions filled in."""
        if isinstance(value, dict):
            return {key: self._child(key, child, (*loc, key)) for key, child in value.items()}
        if isinstance(value, list):
            return [self.walk(child, (*loc, i)) for i, child in enumerate(value)]
        return value

    def _child(self, key: str, child: Any, loc: Loc) -> Any:
        holds_mentions = key in _MENTION_KEYS or (key == "values" and loc[0] == "fields")
        if not holds_mentions or (len(loc) > 1 and loc[-2] == "accept"):
            return self.walk(child, loc)
        if not isinstance(child, list):
            found = self._mentions(child, loc)
            return found[0] if found else child
        return [span for i, item in enumerate(child) for span in self._mentions(item, (*loc, i))]

    def _mentions(self, item: Any, loc: Loc) -> list[dict[str, Any]]:
        """The spans that `item` stands for; several for `#all`, none where it is refused."""
        if item is None:
            return []
        if isinstance(item, dict) and "start" in item:
            return [item]
        written = {"text": item} if isinstance(item, str) else item
        if not isinstance(written, dict) or not isinstance(written.get("text"), str):
            self._fault(loc, "a mention is its words, or a mapping with `text`")
            return []
        if (unknown := sorted(set(written) - {"text", "nth", "in", "also", *_FLAGS})) or not written["text"]:
            self._fault(loc, f"unknown attribute {unknown[0]!r}" if unknown else "has no words")
            return []
        words, starts = self._places(written, loc)
        spans = []
        for start in starts:
            span = {"start": start, "end": start + len(words), "text": words}
            span |= {key: written[key] for key in _FLAGS if key in written}
            if "also" in written:
                span["also"] = self._also(written["also"], start, start + len(words), (*loc, "also"))
            spans.append(span)
        return spans

    def _places(self, written: dict[str, Any], loc: Loc) -> tuple[str, list[int]]:
        words, nth = written["text"], written.get("nth")
        starts = word_places(self.text, words)
        if nth is None and "in" not in written and (form := _PLACE.match(words)) and not starts:
            words, nth = form["text"], form["nth"]
            starts = word_places(self.text, words)
        if not starts:
            self._fault(loc, f"{words!r} is not in the article")
        elif "in" in written:
            return words, self._inside(words, written["in"], loc)
        elif nth == "all":
            return words, starts
        elif nth is not None:
            if not str(nth).isdecimal() or not 1 <= int(nth) <= len(starts):
                self._fault(loc, f"{words!r} stands in the article {len(starts)} times; there is no no. {nth}")
                return words, []
            return words, [starts[int(nth) - 1]]
        elif len(starts) > 1:
            self._fault(loc, f"{words!r} stands in the article {len(starts)} times: {self._shown(starts, len(words))}")
        else:
            return words, starts
        return words, []

    def _inside(self, words: str, around: str, loc: Loc) -> list[int]:
        outer, inner = word_places(self.text, around), word_places(around, words)
        if len(outer) != 1:
            self._fault(loc, f"{around!r} stands in the article {len(outer)} times, not once")
        elif len(inner) != 1:
            self._fault(loc, f"{words!r} stands in {around!r} {len(inner)} times, not once")
        else:
            return [outer[0] + inner[0]]
        return []

    def _also(self, others: Any, start: int, end: int, loc: Loc) -> list[dict[str, Any]]:
        """Other bounds of a mention: the place of their words that overlaps it."""
        spans = []
        for i, other in enumerate(others if isinstance(others, list) else [others]):
            words = str(other.get("text") if isinstance(other, dict) else other or "")
            if isinstance(other, dict) and "start" in other:
                spans.append(other)
                continue
            at = [p for p in word_places(self.text, words) if p < end and p + len(words) > start]
            if len(at) == 1:
                spans.append({"start": at[0], "end": at[0] + len(words), "text": words})
            else:
                self._fault((*loc, i), f"{words!r} overlaps the mention at {start} {len(at)} times, not once")
        return spans

    def _shown(self, starts: list[int], length: int) -> str:
        """The first places of some words, each with its neighbours, numbered."""
        shown = []
        for n, start in enumerate(starts[:6], 1):
            near = self.text[max(0, start - 15) : start + length + 15].replace("\n", "⏎")
            shown.append(f"#{n} …{near}…")
        return "; ".join(shown)

    def _fault(self, loc: Loc, reason: str) -> None:
        self.faults.append(Fault(line_of(loc, self.lines), dotted(loc), reason))
