"""Tags the objectives that a release is clearly about and does not name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ....models.entities import Certainty
from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import ObjectiveValue, PrincipleValue
from .lexicon import PRINCIPLES, ImpliedLexicon
from .scene import Scene
from .weighing import Hit, verdict


class ImpliedStage(Stage):
    """Objectives by subject: `explicit` false, `inferred` where strong cues show them, else `weak`.

    A text that does not speak of migration has none, nor does a number that the text names anyway. Cues in page
    furniture do not count, nor those in the name of a body, an office or a known treaty.
    """

    name = "implied"
    reads = frozenset({"objective", "principle", "organization", "official", "instrument", "event"})
    writes = frozenset({"objective", "principle"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = ImpliedLexicon(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """A finding for each stretch that shows an objective that the text is about."""
        scene = Scene.of(draft, self._lexicon)
        if scene is None:
            return
        named = {n for f in draft.get("objective") for n in f.value.numbers}
        by_number: dict[int, list[Hit]] = {}
        principles: dict[str, list[Hit]] = {}
        for hit in scene.hits():
            if hit.number < 0:
                principles.setdefault(chr(ord("a") + hit.number - PRINCIPLES), []).append(hit)
            elif hit.number not in named:
                by_number.setdefault(hit.number, []).append(hit)
        verdicts = {number: verdict(hits, scene.length) for number, hits in by_number.items()}
        sure = {number: certainty for number, certainty in verdicts.items() if certainty is not None}
        shown = [h for n in sorted(sure) for h in by_number[n] if h.strength != "hints"]  # a hint alone shows nothing
        yield from _findings(shown, sure)
        stated = {f.value.letter for f in draft.get("principle")}
        yield from _principles({letter: hits for letter, hits in principles.items() if letter not in stated})


def _principles(shown: Mapping[str, Sequence[Hit]]) -> Iterator[Finding]:
    """Guiding principles, `inferred` where title or first lines speak of them; once, further down, says nothing."""
    for letter, hits in sorted(shown.items()):
        first = any(h.place != "text" for h in hits)
        if first or len({h.sentence for h in hits}) > 1:
            value = PrincipleValue(letter, explicit=False, certainty="inferred" if first else "weak")
            for start, end in dict.fromkeys((h.start, h.end) for h in hits):
                yield Finding("principle", start, end, "implied.principle", value)


def _findings(hits: Sequence[Hit], sure: Mapping[int, Certainty]) -> Iterator[Finding]:
    """A finding for each run of cues that overlap, with all their numbers."""
    run: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.end, h.number)):
        if run and hit.start >= max(h.end for h in run):
            yield _finding(run, sure)
            run = []
        run.append(hit)
    if run:
        yield _finding(run, sure)


def _finding(run: Sequence[Hit], sure: Mapping[int, Certainty]) -> Finding:
    numbers = tuple(sorted({h.number for h in run}))
    weak = tuple(n for n in numbers if sure[n] == "weak")
    value = ObjectiveValue(numbers, explicit=False, certainty="inferred", weak=weak)
    rule = "implied.hint" if len(weak) == len(numbers) else "implied.cue"
    return Finding("objective", run[0].start, max(h.end for h in run), rule, value)
