"""Fixtures that all test files share, as test files cannot import each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

_TAG = re.compile(r"<(?P<close>/?)(?P<label>[a-z_]+)(?P<attrs>(?:\s+[a-z_]+=(?:\"[^\"<>]*\"|[^\s\"<>]+))*)\s*>")
_ATTR = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|(\S+))")


@dataclass(frozen=True)
class Mark:
    """A marked stretch of a sentence: `[start, end)` of the sentence without its tags."""

    label: str
    start: int
    end: int
    attrs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Marked:
    """A sentence without its tags, and its marks in order of their start."""

    text: str
    marks: tuple[Mark, ...]

    def of(self, label: str) -> list[Mark]:
        return [m for m in self.marks if m.label == label]

    def words(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end]


def parse_marked(sentence: str) -> Marked:
    """'on <date start=2024-03-12>12 March 2024</date>' to its text and marks.

    Labels and attributes are free; values may stand in quotes; marks may nest. Raises ValueError for a tag
    that closes nothing, is left open, or is written wrong, for an empty mark, and for no mark at all.
    """
    text = ""
    marks: list[Mark] = []
    open_tags: list[tuple[str, int, dict[str, str]]] = []
    at = 0
    for m in _TAG.finditer(sentence):
        text += _plain(sentence[at : m.start()], sentence)
        at = m.end()
        if not m["close"]:
            attrs = {a[1]: a[2] if a[2] is not None else a[3] for a in _ATTR.finditer(m["attrs"])}
            open_tags.append((m["label"], len(text), attrs))
            continue
        if not open_tags or open_tags[-1][0] != m["label"] or m["attrs"]:
            raise ValueError(f"stray {m.group()!r} in {sentence!r}")
        label, start, attrs = open_tags.pop()
        if start == len(text):
            raise ValueError(f"empty <{label}> in {sentence!r}")
        marks.append(Mark(label, start, len(text), attrs))
    text += _plain(sentence[at:], sentence)
    if open_tags:
        raise ValueError(f"<{open_tags[-1][0]}> is left open in {sentence!r}")
    if not marks:
        raise ValueError(f"no mark in {sentence!r}")
    return Marked(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end))))


def _plain(words: str, sentence: str) -> str:
    if "<" in words or ">" in words:
        raise ValueError(f"stray angle bracket in {sentence!r}")
    return words


@pytest.fixture
def marked() -> Callable[[str], Marked]:
    """The strict parser of marked sentences."""
    return parse_marked
