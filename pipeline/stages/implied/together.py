"""Combinations: things that show an objective where a sentence has them all, whatever their order.

`<minor> & <alone> & ~<foreign> & !<tourist>` asks a sentence for words of the first two parts, the sentence, the one
before it or the title for words of the third, and the sentence for none of the fourth. A part is a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from .grammar import CueError

_TRIED = 3
"""Occurrences of a part in a sentence that are tried, the shortest first."""
_NAME = re.compile(r"<(\w+)>")
Occurrence = tuple[int, int, int]
"""Parts as bits, and start and end of words that are of them."""


@dataclass(frozen=True, slots=True)
class Combination:
    """What one objective shows itself by; `here`, `around` and `absent` are sets of parts as bits."""

    objective: int
    strength: str
    key: int
    here: int
    around: int
    absent: int


def combination(source: str, objective: int, strength: str, parts: dict[str, int]) -> Combination:
    """The combination in `source`; its parts get their numbers in `parts`. Refused: less than two parts."""
    bits = {"": 0, "~": 0, "!": 0}
    key = -1
    pieces = [piece.strip() for piece in source.split("&")]
    for piece in pieces:
        mark = piece[:1] if piece[:1] in ("~", "!") else ""
        index = parts.setdefault(piece.removeprefix(mark).strip(), len(parts))
        bits[mark] |= 1 << index
        key = index if key < 0 and not mark else key
    if key < 0 or (bits[""] | bits["~"]).bit_count() < 2:
        raise CueError(f"{source!r} has less than two parts that must be there")
    return Combination(objective, strength, key, bits[""], bits["~"], bits["!"])


def atoms(part: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The cues that a part is made of: its alternatives, and those of the names that it is or holds, each once."""
    seen: dict[str, None] = {}
    left = [part.strip()]
    while left:
        source = left.pop()
        if source in seen:
            continue
        seen[source] = None
        options = _alternatives(source)
        name = _NAME.fullmatch(source)
        if len(options) > 1:
            left += [o.strip() for o in options]
        elif name is not None and name[1] in names:
            left += names[name[1]]
        else:
            yield source


def _alternatives(source: str) -> list[str]:
    """What stands between the bars of a part that is one bracket; else the part."""
    source = source.strip()
    if not (source.startswith("(") and source.endswith(")")):
        return [source]
    depth, options, last = 0, [], 1
    for i, sign in enumerate(source):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and i < len(source) - 1:
            return [source]
        if (sign == "|" and depth == 1) or depth == 0:
            options.append(source[last:i])
            last = i + 1
    return options


class CombinationFinder:
    """Combinations by their first part, asked sentence by sentence."""

    def __init__(self, combinations: Iterable[Combination]) -> None:
        self._by_key: dict[int, list[Combination]] = {}
        for entry in combinations:
            self._by_key.setdefault(1 << entry.key, []).append(entry)

    def find(
        self, sentences: Mapping[int, Sequence[Occurrence]], title: int
    ) -> Iterator[tuple[Combination, bool, int, int]]:
        """Each combination with the narrowest stretch that holds its parts, and whether one sentence has them all.

        `title` are the parts that title and first lines have.
        """
        seen = {i: _bits(found) for i, found in sentences.items()}
        for sentence, found in sentences.items():
            here = seen[sentence]
            next_to = here | seen.get(sentence + 1, 0)
            around = next_to | title | seen.get(sentence - 1, 0)
            for key, entries in self._by_key.items():
                if not next_to & key:
                    continue
                for entry in entries:
                    if entry.here & ~next_to or entry.around & ~around or entry.absent & next_to:
                        continue
                    whole = not entry.here & ~here
                    words = found if whole else [*found, *sentences.get(sentence + 1, ())]
                    span = _narrowest(words, entry.here)
                    if span is not None and (
                        whole or (entry.here & here and span[0] < max(end for _, _, end in found))
                    ):
                        yield entry, whole, *span


def _bits(found: Iterable[Occurrence]) -> int:
    bits = 0
    for parts, _, _ in found:
        bits |= parts
    return bits


def _narrowest(found: Sequence[Occurrence], wanted: int) -> tuple[int, int] | None:
    """The shortest stretch with words of their own for each of `wanted`; None if parts share their words."""
    choices: list[list[tuple[int, int]]] = []
    for i in range(wanted.bit_length()):
        if wanted >> i & 1:
            spans = {(start, end) for parts, start, end in found if parts >> i & 1}
            choices.append(sorted(spans, key=lambda s: (s[1] - s[0], s))[:_TRIED])
    best: tuple[int, int] | None = None
    for picked in product(*choices):
        spans_in_order = sorted(picked)
        low, high = spans_in_order[0][0], max(end for _, end in picked)
        if all(a[1] <= b[0] for a, b in pairwise(spans_in_order)) and (best is None or high - low < best[1] - best[0]):
            best = (low, high)
    return best
