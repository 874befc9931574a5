"""The little language of cues, and how it becomes regular expressions.

A cue is words in small letters. A space stands for white space, hyphens, a comma or
the end of a genitive. Besides plain words there are

- `traffick*`: any ending;
- `(birth|civil) registration`, `(safe|) return`: alternatives, the empty one making a part optional; they may nest;
- `recruitment .. fee*`: up to four other words in between, within the sentence;
- `cost* + remittanc*`: both, in either order, with up to six words in between;
- `<migrant>`: any of the words listed under that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_SEP = r"(?:['’]s?)?[\s,\u2010-\u2015-]{1,3}"
_LOOSE = r"[\s,'’“”\"()\u2010-\u2015-]{1,3}"
_OTHER = r"(?:" + _LOOSE + r"\w[\w’'-]{0,29})"
_FEW, _MORE = 4, 6
_TOKEN = re.compile(r"\s*(?:(?P<word>[^\W_]+(?:['’/][^\W_]+)*\*?)|(?P<mark>\.\.|[(|)+])|<(?P<name>\w+)>)")
_DEEPEST = 8
_MANY = 100
"""A name of more plain words is not spelt out where a cue begins: who looks cues up by stem knows the word."""


class CueError(ValueError):
    """A cue that the language does not allow; the words say which and why."""


@dataclass(frozen=True)
class Cue:
    """One compiled cue: `stems` are the words that it may begin with, `*` behind those that may go on."""

    source: str
    expression: str
    stems: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The cue as a pattern for text in small letters, to be matched where its first word begins."""
        return re.compile(self.expression)


@dataclass(frozen=True)
class _Part:
    """A part of a cue: its expression, the stems of its first word, whether it may be absent, whether it is a gap."""

    expression: str
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False


def parse_cue(source: str, names: Mapping[str, tuple[str, ...]]) -> tuple[Cue, ...]:
    """The cue in `source`; two, one for each order, if it joins its parts by `+`.

    Refused, as `CueError`: unbalanced brackets, unknown names, a gap or nothing at either end, stems of one letter.
    Example: `parse_cue("(birth|civil) registration*", {})[0].pattern.match("birth registrations")`.
    """
    sides = [side.strip() for side in _outer_split(source)]
    if len(sides) > 2:
        raise CueError(f"{source!r} joins more than two parts by +")
    parts = [_Parser(side, names).whole() for side in sides]
    if len(parts) == 1:
        return (_cue(source, parts[0].expression, parts[0].stems),)
    between = rf"{_OTHER}{{0,{_MORE}}}?{_LOOSE}"
    a, b = parts
    return tuple(_cue(source, f"{x.expression}{between}{y.expression}", x.stems) for x, y in ((a, b), (b, a)))


def _cue(source: str, expression: str, stems: tuple[str, ...]) -> Cue:
    if any(len(stem.rstrip("*")) < 2 for stem in stems):
        raise CueError(f"{source!r} begins with less than two letters")
    return Cue(source, rf"{expression}(?!\w)", tuple(sorted(set(stems))))


def _outer_split(source: str) -> list[str]:
    depth, sides, last = 0, [], 0
    for i, sign in enumerate(source):
        depth += (sign == "(") - (sign == ")")
        if sign == "+" and depth == 0:
            sides.append(source[last:i])
            last = i + 1
    return [*sides, source[last:]]


class _Parser:
    """Reads one side of a cue from left to right."""

    def __init__(self, source: str, names: Mapping[str, tuple[str, ...]], depth: int = 0) -> None:
        self.source, self.names, self.depth = source, names, depth
        self.tokens = list(self._tokens())
        self.at = 0

    def whole(self) -> _Part:
        """The part that is all of the source."""
        part = self._options()
        if self.at != len(self.tokens):
            raise CueError(f"{self.source!r} closes a bracket that is not open")
        if part.optional or not part.stems:
            raise CueError(f"{self.source!r} says nothing")
        return part

    def _tokens(self) -> Iterable[tuple[str, str]]:
        at = 0
        while at < len(self.source.rstrip()):
            match = _TOKEN.match(self.source, at)
            if match is None or match.group() != match.group().lower():
                raise CueError(f"{self.source!r} cannot be read at {self.source[at:]!r}")
            at = match.end()
            kind = match.lastgroup or ""
            yield kind, match[kind]

    def _options(self) -> _Part:
        options = [self._sequence()]
        while self._takes("|"):
            options.append(self._sequence())
        full = [o for o in options if o.expression]
        optional = len(full) < len(options)
        if len(options) == 1:
            return options[0]
        stems = tuple(stem for o in full for stem in o.stems)
        return _Part("(?:" + "|".join(o.expression for o in full) + ")", stems, optional or not full)

    def _takes(self, mark: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("mark", mark):
            self.at += 1
            return True
        return False

    def _sequence(self) -> _Part:
        parts = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in (("mark", "|"), ("mark", ")")):
            parts.append(self._part())
        return _joined(parts, self.source)

    def _part(self) -> _Part:
        kind, words = self.tokens[self.at]
        self.at += 1
        if kind == "word":
            stem = words.removesuffix("*")
            return _Part(re.escape(stem) + (r"\w{0,20}" if words.endswith("*") else ""), (words,))
        if kind == "name":
            if words not in self.names or self.depth > _DEEPEST:
                raise CueError(f"{self.source!r} uses <{words}>, which is not listed")
            plain = self.names[words]
            if len(plain) > _MANY and self.at == 1 and all(w.isalpha() for w in plain):
                return _Part(r"\w+", plain)
            inner = [_Parser(w, self.names, self.depth + 1).whole() for w in self.names[words]]
            return _Part("(?:" + "|".join(p.expression for p in inner) + ")", tuple(s for p in inner for s in p.stems))
        if words == "..":
            return _Part(rf"{_OTHER}{{0,{_FEW}}}?", gap=True)
        if words == "(":
            part = self._options()
            if not self._takes(")"):
                raise CueError(f"{self.source!r} does not close a bracket")
            return part
        raise CueError(f"{self.source!r} has a {words!r} that does not belong there")


def _joined(parts: list[_Part], source: str) -> _Part:
    """Parts one behind the other. Optional parts before the first certain one bring their space behind them."""
    if parts and (parts[0].gap or parts[-1].gap):
        raise CueError(f"{source!r} has a gap at its end")
    out, certain, sep = "", False, _SEP
    stems: list[str] = []
    for part in parts:
        if part.gap:
            out, sep = out + part.expression, _LOOSE
            continue
        if not certain:
            stems += part.stems
            out += f"(?:{part.expression}{sep})?" if part.optional else part.expression
            certain = not part.optional
        else:
            out += f"(?:{sep}{part.expression})?" if part.optional else f"{sep}{part.expression}"
        sep = _SEP
    if parts and not certain:
        raise CueError(f"{source!r} has only parts that may be absent")
    return _Part(out, tuple(stems), optional=not parts)


def any_stem(stems: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of `stems` at the beginning of a word, as a tree of letters: group 1.

    A stem without `*` is found as a whole word only.
    """
    tree: dict[str, dict[str, object]] = {}
    for stem in sorted(stems):
        node: dict[str, object] = tree  # type: ignore[assignment]
        for letter in stem.removesuffix("*"):
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node["*" if stem.endswith("*") else ""] = {}
    return re.compile(rf"(?<!\w)({_branches(tree)})\w{{0,20}}")


def _branches(node: Mapping[str, object]) -> str:
    options = []
    for letter in sorted(k for k in node if k not in ("", "*")):
        child: Mapping[str, object] = node[letter]  # type: ignore[assignment]
        options.append(re.escape(letter) + _branches(child))
    if "*" in node:
        options.append("")
    elif "" in node:
        options.append(r"(?!\w)")
    return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"
