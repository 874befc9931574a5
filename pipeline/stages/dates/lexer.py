"""Text to tokens of date words, only near the places where a date could be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .elsewhere import OtherLanguages
from .lexicon import PUNCTUATION, Lexicon
from .runs import run_of_unknown
from .windows import Windows

_PIECE = r"""\ *+(?:(?P<run>RUN)
    |(?P<word>[a-z]+|[A-Z][a-z]+|(?![QH][1-4](?![^\W_]))(?:[A-Z]+(?![a-z])|[^\W\d_]))
    |(?P<mark>[,./():&]|['’](?![2-9]0))
    |(?P<iso>(?<![\d.-])\d{4}(?P<sep>[-/.‐‑–])\d{1,2}(?P=sep)\d{1,2}(?![\d-]|/(?!\d{4}-))
        (?:[T\ ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)
    |(?P<numeric>(?<![\d/.-])\d{1,2}(?P<parting>[./‐‑-])\d{1,2}(?P=parting)(?:\d{4}|\d{2})(?![\d/-]|\.\d))
    |(?P<time>(?<![\d.:])(?:\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)(?:\s?[AaPp]\.?\s?[Mm]\b\.?|\s?(?:hrs|hours)\b)?
        |\d{1,2}(?:\.\d{2})?\s?(?:[AaPp]\.[Mm]\.?|[AaPp][Mm]\b)|\d{1,2}\.\d{2}\s?(?:hrs|hours|h)\b|\d{4}\s?(?:hrs|hours)\b
        |\d{1,2}\ ?o['’]clock\b))
    |(?P<ordinal>(?<![\d.,])\d{1,2}\ ?(?:st|nd|rd|th|ST|ND|RD|TH)(?![a-z]))
    |(?P<decade_num>(?<![\w])(?:(?:1[5-9]|20)\d0|['’]?[2-9]0)['’]?s\b)
    |(?P<number>\d{1,3}(?:,\d{3})+(?![\d])|\d+[.,]\d+(?:[.,]\d+)*)
    |(?P<digits>\d+)
    |(?P<quarter_num>(?<![^\W_])(?:Q[1-4]|[1-4]Q)(?![^\W_]))
    |(?P<half_num>(?<![^\W_])(?:H[12]|[12]H)(?![^\W_]))
    |(?P<dash>-{1,2}|[‐-―−])
    |(?P<line>\n\s*\n|\n)
    |(?P<quote>['’])
    |(?P<wall>[^\s]))"""
"""One token, blanks before it left out. RUN: see `run_of_unknown`."""

_HYPHENATED = re.compile(r"[A-Za-z]+-[a-z]+")
_CURRENCY = frozenset("$€£¥₹#№=+")

Token = tuple[str, int, int, int]
"""Class letter, start, end and value."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens near dates: `codes[i]` is the class letter of the token at `[starts[i], ends[i])`."""

    text: str
    names: Mapping[str, str]
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    values: Sequence[int]

    def kind(self, i: int) -> str:
        """The class of token `i`."""
        return self.names[self.codes[i]]

    def words(self, i: int) -> str:
        """The characters of token `i`."""
        return self.text[self.starts[i] : self.ends[i]]


class Lexer:
    """Cuts a text into tokens of the lexicon's classes. Built once; keeps nothing of a text."""

    def __init__(self, lexicon: Lexicon, seeds: Sequence[str] = ()) -> None:
        self._windows = Windows(lexicon, seeds)
        self._token = re.compile(_PIECE.replace("RUN", run_of_unknown(lexicon)), re.VERBOSE)
        self._run, self._word = self._token.groupindex["run"], self._token.groupindex["word"]
        self._table = lexicon.table
        self._codes = c = lexicon.codes
        self._names = {letter: name for name, letter in c.items()}
        self._misspelt = lexicon.misspelt
        known = {word.lower() for word in lexicon.table} | lexicon.misspelt.keys()
        self._elsewhere = OtherLanguages(lexicon.languages, frozenset(known))
        self._punct = {char: c[name] for name, char in PUNCTUATION.items()} | {"’": c["apostrophe"]}
        number = "".join(c[n] for n in ("day_num", "ordinal", "year"))
        self._beside_number = re.compile(f"(?<=[{number}]){c['word']}|{c['word']}(?={c['comma']}?[{number}])")
        glued = ("month", "month_vague", "month_low", "month_vague_low", "on", "from", "to", "of", "until", "fy")
        self._before_glued = frozenset(c[n] for n in glued)

    def read(self, text: str, language: str | None = None) -> Tokens:
        """All tokens near dates, windows parted by a wall. `language` is the tag that the document declares."""
        found: list[Token] = []
        wall, last = self._codes["wall"], 0
        windows = list(self._windows.of(text))
        gaps = self._elsewhere.gaps(text, language, windows)
        gap = next(gaps, None)
        for start, end in windows:
            begin = max(last, start)
            found.append((wall, begin, begin, 0))
            while gap is not None and gap[1] <= end:
                if gap[0] >= begin:
                    self._read_window(text, begin, gap[0], found)
                    found.append((self._codes["month_elsewhere"], *gap))
                    begin = gap[1]
                gap = next(gaps, None)
            self._read_window(text, begin, end, found)
            last = max(last, end)
        self._mend(text, found)
        codes = "".join([t[0] for t in found])
        return Tokens(text, self._names, codes, [t[1] for t in found], [t[2] for t in found], [t[3] for t in found])

    def _read_window(self, text: str, start: int, end: int, found: list[Token]) -> None:
        pos = start
        table, add, unknown = self._table, found.append, (self._codes["word"], 0)
        run, word = self._run, self._word
        for m in self._token.finditer(text, start, end):
            group = m.lastindex or 0  # groups by their number: most tokens are words, and these need no more
            s, e = m.span(group)
            if s < pos:
                continue
            kind = m.lastgroup or "wall" if group > word else ""
            if group == run:
                code, value = unknown
            elif group == word:
                code, value = table.get(text[s:e], unknown)
                if e < end and text[e] == "-":
                    code, value, e = self._hyphenated(text, s, e, end, code, value)
            elif kind == "mark" or kind == "quote":
                code, value = self._punct[text[s]], 0
            elif kind == "line" and e - s == 1:
                continue
            else:
                code, value = self._of_kind(kind, text, s, e, found)
            add((code, s, e, value))
            pos = e

    def _of_kind(self, kind: str, text: str, s: int, e: int, found: list[Token]) -> tuple[str, int]:
        """Class letter and value of a token that is no word."""
        if kind == "digits":
            return self._digits(text, s, e, found)
        if kind == "ordinal":
            value = int(text[s : s + 2]) if text[s + 1].isdigit() else int(text[s])
            return self._codes["ordinal" if 1 <= value <= 31 else "number"], value
        if kind == "quarter_num" or kind == "half_num":
            return self._codes[kind], int(text[s:e].strip("QH"))
        return self._codes[kind], 0

    def _hyphenated(self, text: str, s: int, e: int, limit: int, code: str, value: int) -> tuple[str, int, int]:
        """The word with what a hyphen joins to it, if the lexicon has the whole; else the word alone."""
        match = _HYPHENATED.match(text, s, limit)
        hit = self._table.get(match.group()) if match else None
        return (hit[0], hit[1], match.end()) if match and hit else (code, value, e)

    def _digits(self, text: str, s: int, e: int, found: list[Token]) -> tuple[str, int]:
        before, after = text[s - 1 : s], text[e : e + 1]
        number = self._codes["number"]
        if e - s > 4 or (before in _CURRENCY and before) or after in ("%", "°"):
            return number, 0
        if before.isalpha() and not (found and found[-1][2] == s and found[-1][0] in self._before_glued):
            return number, 0
        if after.islower() and not text[e : e + 5].lower().startswith(("to", "and", "er ", "º", "ª")):
            return number, 0
        value = int(text[s:e])
        if e - s == 4:
            return self._codes["year" if 1400 <= value <= 2199 else "number"], value
        if e - s > 2:
            return number, value
        return self._codes["day_num" if 1 <= value <= 31 else "small_num"], value

    def _mend(self, text: str, found: list[Token]) -> None:
        """Read misspelt months and weekdays beside a number."""
        for m in self._beside_number.finditer("".join([t[0] for t in found])):
            _, s, e, _ = found[m.start()]
            if text[s].isupper() and (hit := self._misspelt.get(text[s:e].lower())):
                found[m.start()] = (hit[0], s, e, hit[1])
