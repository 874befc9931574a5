"""Where a text speaks of migration, and which cues count there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...draft import Draft
from ...layout import Layout
from .lexicon import NEAR, PART, REJECT, TOPIC, ImpliedLexicon, Sign, Strength
from .names import Names, Span, Spans
from .together import Occurrence
from .weighing import Hit, Place

_SHORTEST_LEAD = 60
"""Characters of the first block of text that is more than a line of its own."""
_MOST_NEAR = 8
"""Words about migration that are kept of a sentence: enough to find one that is not part of a cue."""
_BRIEF, _LONG = 1500, 5000
"""Characters of a text that is read whatever it says, and of one that would say in its first lines what it is about."""
_OFTEN, _SHARE = 2, 3
_APART = 700
"""Characters of a text in which there must be a word of the gate, if it does not begin with migration."""
"""A text is about migration too if so many sentences speak of it, and one in so many at least touches it."""


@dataclass(frozen=True)
class Scene:
    """Where a text that is about migration speaks of it, and which cues count there.

    `about` is false of a text that may be about it only by what it tells: there, only combinations count.
    """

    draft: Draft
    lexicon: ImpliedLexicon
    names: Names
    titles: frozenset[int]
    lead: int
    signs: Sequence[tuple[Sign, int, int]]
    near: Mapping[int, Sequence[Span]]
    about: bool

    @classmethod
    def of(cls, draft: Draft, lexicon: ImpliedLexicon) -> Scene | None:
        """The scene of a text; None if it is not about migration.

        It is if its title, its first lines or the name of an event speak of migration, if it does so again and again,
        or if it names objectives of the Compact.
        """
        titles, lead = _top_blocks(draft.layout)
        claims = [] if draft.get("objective") else _claims(draft, lexicon, titles, lead)
        length = len(draft.text)
        silent = not draft.get("objective") and not claims and length > _BRIEF
        if silent and (length > _LONG or not lexicon.speaks_of_migration(draft.lower, 1 + length // _APART)):
            return None
        names = Names(draft, lexicon.bodies)
        about = bool(draft.get("objective")) or not all(names.nested(*span) for span in claims)
        if not about and length > _LONG:
            return None
        often = max(_OFTEN, len(draft.layout.sentences) // _SHARE)
        signs = list(lexicon.cues.find(draft.lower))
        near: dict[int, list[Span]] = {}
        for sign, start, end in signs:
            if sign.number in (TOPIC, NEAR) and not names.nested(start, end):
                here = near.setdefault(draft.layout.sentence_index(start), [])
                if len(here) < _MOST_NEAR:
                    here.append((start, end))
        return cls(draft, lexicon, names, titles, lead, signs, near, about or len(near) >= often)

    @property
    def length(self) -> int:
        """Characters of the text, without page furniture."""
        return sum(b.end - b.start for b in self.draft.layout.blocks if b.zone != "furniture")

    def hits(self) -> Iterator[Hit]:
        """The cues and combinations that count."""
        rejects = ((s, e) for sign, s, e in self.signs if sign.number == REJECT)
        refused = Spans((*rejects, *((f.start, f.end) for f in self.draft.get("objective"))))
        parts: dict[int, list[Occurrence]] = {}
        cues: list[tuple[Sign, int, int]] = []
        title = 0
        for sign, start, end in self.signs:
            if sign.number in (TOPIC, NEAR, REJECT) or refused.meet(start, end):
                continue
            block = self._block(start, end)
            if block < 0 or self.names.nested(start, end):
                continue
            if sign.number != PART:
                cues.append((sign, start, end))
                continue
            parts.setdefault(self.draft.layout.sentence_index(start), []).append((sign.parts, start, end))
            if block in self.titles or block == self.lead:
                title |= sign.parts
        combined = list(self.lexicon.combined.find(parts, title))
        index = self.draft.layout.sentence_index
        telling = {index(start) for entry, whole, start, _ in combined if whole and entry.strength == "alone"}
        about = self.about or len(telling) >= _OFTEN or bool(telling and len({*telling, *self.near}) > _OFTEN)
        for entry, whole, start, end in combined:
            if self._block(start, end) < 0:
                continue
            if entry.strength == "alone" and (about or whole):
                yield self._hit(entry.objective, "alone" if whole else "among", start, end)
            elif about and whole:
                yield self._hit(entry.objective, "among", start, end)
        for sign, start, end in cues:
            near = self._near(self.draft.layout.sentence_index(start), start, end)
            counts = near or sign.strength != "hints" if about else near and sign.strength == "alone"
            if counts:
                yield self._hit(sign.number, sign.strength, start, end)

    def _hit(self, number: int, strength: Strength, start: int, end: int) -> Hit:
        sentence = self.draft.layout.sentence_index(start)
        place = self._place(self._block(start, start + 1), start, end)
        return Hit(number, start, end, strength, place, sentence, self._near(sentence, start, end))

    def _near(self, sentence: int, start: int, end: int) -> bool:
        return any(e <= start or end <= s for s, e in self.near.get(sentence, ()))

    def _block(self, start: int, end: int) -> int:
        """The block that holds the stretch; -1 if there is none or it is page furniture."""
        layout = self.draft.layout
        block = layout.block_index(start)
        held = block >= 0 and block == layout.block_index(end - 1) and layout.blocks[block].zone != "furniture"
        return block if held else -1

    def _place(self, block: int, start: int, end: int) -> Place:
        if block in self.titles or self.names.in_event(start, end):
            return "name"
        return "lead" if block == self.lead else "text"


def _claims(draft: Draft, lexicon: ImpliedLexicon, titles: frozenset[int], lead: int) -> list[Span]:
    """Where title, first lines or the name of an event speak of migration; the first lines in words that are sure."""
    blocks = draft.layout.blocks
    spans = [(blocks[i].start, blocks[i].end, i == lead) for i in sorted({*titles, lead}) if i >= 0]
    spans += [(f.start, f.end, False) for f in draft.get("event")]
    return [
        (start, end)
        for low, high, sure in spans
        for sign, start, end in lexicon.topics.find(draft.lower, low, high)
        if sign.number == TOPIC or not sure
    ]


def _top_blocks(layout: Layout) -> tuple[frozenset[int], int]:
    """The blocks of the title, and the first block of text (-1 without one), of several the first of some length."""
    titles = frozenset(i for i, block in enumerate(layout.blocks) if block.zone == "title")
    texts = [i for i, block in enumerate(layout.blocks) if block.zone in ("body", "dateline")]
    long = (i for i in texts if layout.blocks[i].end - layout.blocks[i].start >= _SHORTEST_LEAD)
    return titles, next(long, texts[0] if texts else -1)
