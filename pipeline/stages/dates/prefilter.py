"""What a rule needs to match at all, and may begin with, read off the rule: it need not be tried elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Needs = tuple[frozenset[str], ...]
"""Sets of class letters; a text without any letter of one of them cannot match."""

_OPENERS = ("(", "SPAN{")
_AROUND = ("(?=", "(?!", "(?<")


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


def begins_with_class(items: Sequence[str]) -> bool:
    """Whether every match of a pattern begins with the class that the pattern's items begin with."""
    i = 0
    while i < len(items) and items[i] in _OPENERS:
        end = _group_end(items, i)
        if "|" in items[i:end] or (end < len(items) and items[end] in ("?", "*")):
            return False
        i += 1
    if "|" in items or i == len(items) or not items[i][0].isalpha():
        return False
    return i + 1 == len(items) or items[i + 1] not in ("?", "*")


def first_of(items: Sequence[str], letters: Callable[[str], frozenset[str]]) -> tuple[frozenset[str], bool]:
    """The class letters that a match of the items can begin with, and whether it may be empty."""
    first: set[str] = set()
    may_be_empty = False
    open_end = True  # whether all items of this alternative so far may be left out
    i = 0
    while i < len(items):
        item = items[i]
        grouped = item.startswith("(") or item == "SPAN{"
        end = _group_end(items, i) if grouped else i + 1
        optional = end < len(items) and items[end] in ("?", "*")
        if item == "|":
            may_be_empty, open_end = may_be_empty or open_end, True
        elif open_end and not item.startswith(_AROUND):
            inner, empty = first_of(items[i + 1 : end - 1], letters) if grouped else (letters(item), False)
            first |= inner
            open_end = optional or empty
        i = end + 1 if optional else end
    return frozenset(first), may_be_empty or open_end


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
