"""Whose objectives and principles a text numbers: the Compact's, or something else's."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ...draft import Draft
from .lexicon import ObjectiveLexicon

_OTHER_REACH = 400
"""Characters before a mention in which another plan's name says that the objectives are its own."""
_MOST_NAMES = 200
_AFTER = 600
"""Characters behind a mention in which the Compact may be named for the first time."""
_OF = re.compile(r"\s?(?:[-–—:,(][^.\n]{0,180}?)?[\s)]?(?:of|under|in|from)\s+(?:the|its|our|their|this|that|a)\s+")
_STRAIGHT = re.compile(r"[\s)]{0,2}(?:of|under|in|from)\s+(?:the|its|our|their|this|that|a)\s+([^.,;:()\n]{1,80})")
_MOST_WORDS = 6


@dataclass(frozen=True)
class Contexts:
    """Where the text names the Compact, and where something else with numbered aims, up to where that reaches."""

    offsets: list[int]
    reaches: list[int | None]  # None: the Compact
    about_compact: bool

    @classmethod
    def of(cls, draft: Draft, lexicon: ObjectiveLexicon) -> Contexts:
        """All names in a text. Short names of the Compact ('the Compact') count in a text about migration."""
        found = list(lexicon.contexts.finditer(draft.text))
        full = any(m["compact"] for m in found)
        about = full or ("igra" in draft.text and any(m["short"] for m in found))
        kept = [m for m in found if about or not m["short"]]
        return cls([m.start() for m in kept], [_reach(draft, m) for m in kept], about)

    def with_own(self, offsets: list[int]) -> Contexts:
        """The same, with places that speak of the Compact without naming it: a number with its official title."""
        if not offsets:
            return self
        own: list[tuple[int, int | None]] = [(o, None) for o in offsets]
        both = sorted([*zip(self.offsets, self.reaches, strict=True), *own], key=lambda pair: pair[0])
        return Contexts([o for o, _ in both], [r for _, r in both], True)

    def owns(self, offset: int) -> bool:
        """Whether what is numbered at `offset` is the Compact's by what was named before it, or soon after."""
        if not self.about_compact:
            return False
        i = bisect_left(self.offsets, offset)
        for reach in reversed(self.reaches[max(0, i - _MOST_NAMES) : i]):
            if reach is None or offset <= reach:
                return reach is None
        return i < len(self.offsets) and self.offsets[i] - offset <= _AFTER and self.reaches[i] is None


def _reach(draft: Draft, match: re.Match[str]) -> int | None:
    """Up to where something else that is named here may own what is numbered: goals have 'targets', so that they
    count within their sentence only; plans count within their paragraph."""
    if match["goals"]:
        return draft.layout.sentence_at(match.start())[1]
    if match["other"]:
        line_end = draft.text.find("\n", match.end(), match.end() + _OTHER_REACH)
        return line_end if line_end >= 0 else match.end() + _OTHER_REACH
    return None


def owner_behind(draft: Draft, end: int, lexicon: ObjectiveLexicon) -> bool | None:
    """Whether 'of the ...' behind a number names the Compact (True) or something else (False); None without it."""
    if straight := _STRAIGHT.match(draft.text, end):
        named = lexicon.contexts.search(draft.text, end, straight.end(1) + 20)
        if named is not None and named.start() - straight.start(1) <= 30:
            return bool(named["compact"] or named["short"])
        words = re.findall(r"[\w-]+", straight.group(1))[:_MOST_WORDS]
        if any(w.casefold() in lexicon.owners for w in words) or (words and words[0][0].isupper()):
            return False
    if of := _OF.match(draft.text, end, end + 240):
        named = lexicon.contexts.match(draft.text, of.end())
        if named is not None:
            return bool(named["compact"] or named["short"])
    return None
