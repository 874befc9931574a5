"""What a text must hold for a rule to match at all, read off the rule: most rules need not be tried on most texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Needs = tuple[frozenset[str], ...]
"""Sets of class letters; a text without any letter of one of them cannot match."""

_OPENERS = ("(", "SPAN{")


def needs_of(items: Sequence[str], letters: Callable[[str], frozenset[str]]) -> Needs:
    """The needs of a pattern's items. `letters` gives the class letters of an item that names a class."""
    alternatives: list[list[frozenset[str]]] = [[]]
    i = 0
    while i < len(items):
        item = items[i]
        end = _group_end(items, i) if item.startswith("(?") or item in _OPENERS else i + 1
        optional = end < len(items) and items[end] in ("?", "*")
        if item == "|":
            alternatives.append([])
        elif item in _OPENERS and not optional:
            alternatives[-1].extend(needs_of(items[i + 1 : end - 1], letters))
        elif item[0].isalpha() and item not in _OPENERS and not optional:
            alternatives[-1].append(letters(item))
        i = end + 1 if optional else end
    if len(alternatives) == 1:
        return tuple(dict.fromkeys(alternatives[0]))
    if not all(alternatives):
        return ()
    return (frozenset().union(*(min(needs, key=len) for needs in alternatives)),)


def _group_end(items: Sequence[str], start: int) -> int:
    """Index behind the bracket that closes the group opened at `start`."""
    depth = 0
    for i in range(start, len(items)):
        if items[i].startswith("(") or items[i] == "SPAN{":
            depth += 1
        elif items[i] in (")", "}"):
            depth -= 1
            if depth == 0:
                return i + 1
    return len(items)
