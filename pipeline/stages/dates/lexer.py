"""Text to tokens of date words, only near the places where a date could be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .lexicon import PUNCTUATION, Lexicon

_DIGITS = re.compile(r"[0-9]+")
_SEEDS = (
    "day", "DAY", "week", "WEEK", "month", "MONTH", "year", "YEAR", "morrow", "MORROW", "onight", "orning", "fternoon",
    "vening", "ecade", "entur", "uarter", "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December", "JANUARY", "FEBRUARY", "MARCH", "APRIL", "JUNE", "JULY", "AUGUST",
    "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER", "spring", "summer", "autumn", "winter", "Spring",
    "Summer", "Autumn", "Winter", " fall", "ineties", "ixties", "eventies",
    "ighties", "ifties", "hirties", "wenties", "ast night",
)  # fmt: skip
"""What every date holds one of, beside digits: found as substrings, which is faster than any pattern."""

_REACH = 40  # characters on each side of a seed that can belong to its date
_SNAP = 24  # how much further a window may reach to end at a blank

_TOKEN = re.compile(
    r"""(?P<word>[a-z]+|[A-Z][a-z]+|(?![QH][1-4](?![^\W_]))(?:[A-Z]+(?![a-z])|[^\W\d_]))
    |(?P<iso>(?<![\d.-])\d{4}([-/.‐‑–])\d{1,2}\3\d{1,2}(?![\d-]|/(?!\d{4}-))
        (?:[T\ ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)
    |(?P<numeric>(?<![\d/.-])\d{1,2}([./‐‑-])\d{1,2}\5(?:\d{4}|\d{2})(?![\d/-]|\.\d))
    |(?P<time>(?<![\d.:])(?:\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)(?:\s?[AaPp]\.?\s?[Mm]\b\.?|\s?(?:hrs|hours)\b)?
        |\d{1,2}(?:\.\d{2})?\s?(?:[AaPp]\.[Mm]\.?|[AaPp][Mm]\b)|\d{1,2}\.\d{2}\s?(?:hrs|hours|h)\b|\d{4}\s?(?:hrs|hours)\b))
    |(?P<ordinal>(?<![\d.,])\d{1,2}\ ?(?:st|nd|rd|th|ST|ND|RD|TH)(?![a-z]))
    |(?P<decade_num>(?<![\w])(?:(?:1[5-9]|20)\d0|['’]?[2-9]0)['’]?s\b)
    |(?P<number>\d{1,3}(?:,\d{3})+(?![\d])|\d+[.,]\d+(?:[.,]\d+)*)
    |(?P<digits>\d+)
    |(?P<quarter_num>(?<![^\W_])(?:Q[1-4]|[1-4]Q)(?![^\W_]))
    |(?P<half_num>(?<![^\W_])(?:H[12]|[12]H)(?![^\W_]))
    |(?P<dash>-{1,2}|[‐-―−])
    |(?P<line>\n\s*\n|\n)
    |(?P<punct>[,./():&'’])
    |(?P<wall>[^\s])""",
    re.VERBOSE,
)
_HYPHENATED = re.compile(r"[A-Za-z]+-[a-z]+")
_CURRENCY = frozenset("$€£¥₹#№=+")
_JOINABLE = frozenset(" \t\xa0\u2009\u202f\n\r\ufeff\u200b")


@dataclass(slots=True)
class Tokens:
    """Tokens near dates: `codes[i]` is the class letter of the token at `[starts[i], ends[i])`."""

    text: str
    names: Mapping[str, str]
    codes: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)

    def kind(self, i: int) -> str:
        """The class of token `i`."""
        return self.names[self.codes[i]]

    def words(self, i: int) -> str:
        """The characters of token `i`."""
        return self.text[self.starts[i] : self.ends[i]]


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Disjoint stretches of `text` that hold every seed with `_REACH` characters around it."""
    start = end = -1
    for seed, stop in _seeds(text):
        s, e = seed - _REACH, stop + _REACH
        if s <= end:
            end = e
            continue
        if end >= 0:
            yield _snapped(text, start, end)
        start, end = s, e
    if end >= 0:
        yield _snapped(text, start, end)


def _seeds(text: str) -> list[tuple[int, int]]:
    """Spans of all seeds in text order."""
    found = [m.span() for m in _DIGITS.finditer(text)]
    for seed in _SEEDS:
        at = text.find(seed)
        while at >= 0:
            found.append((at, at + len(seed)))
            at = text.find(seed, at + len(seed))
    found.sort()
    return found


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    if start > 0:
        blank = max(text.rfind(" ", max(0, start - _SNAP), start), text.rfind("\n", max(0, start - _SNAP), start))
        start = blank if blank >= 0 else start
    if end < len(text):
        blank = text.find(" ", end, end + _SNAP)
        end = blank if blank >= 0 else end
    return start, end


class Lexer:
    """Cuts a text into tokens of the lexicon's classes. Built once; keeps nothing of a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._table = lexicon.table
        self._codes = lexicon.codes
        self._names = {letter: name for name, letter in lexicon.codes.items()}
        self._misspelt = lexicon.misspelt
        self._punct = {char: lexicon.codes[name] for name, char in PUNCTUATION.items()} | {
            "’": lexicon.codes["apostrophe"]
        }
        c = self._codes
        self._beside_number = frozenset(c[n] for n in ("day_num", "ordinal", "year"))
        self._before_glued = frozenset(
            c[n]
            for n in (
                "month",
                "month_vague",
                "month_low",
                "month_vague_low",
                "on",
                "from",
                "to",
                "of",
                "until",
                "fy",
            )
        )

    def read(self, text: str) -> Tokens:
        """All tokens near dates, windows parted by a wall."""
        out = Tokens(text, self._names)
        codes: list[str] = []
        last = 0
        for start, end in windows(text):
            codes.append(self._codes["wall"])
            out.starts.append(max(last, start))
            out.ends.append(max(last, start))
            out.values.append(0)
            self._read_window(text, max(last, start), end, out, codes)
            last = max(last, end)
        self._mend(out, codes)
        out.codes = "".join(codes)
        return out

    def _read_window(self, text: str, start: int, end: int, out: Tokens, codes: list[str]) -> None:
        pos = start
        table, word = self._table, self._codes["word"]
        for m in _TOKEN.finditer(text, start, end):
            s, e = m.span()
            if s < pos:
                continue
            kind = m.lastgroup
            if kind == "word":
                code, value = table.get(m.group(), (word, 0))
                if e < end and text[e] == "-":
                    code, value, e = self._hyphenated(text, s, e, end, code, value)
            elif kind == "digits":
                code, value = self._digits(text, s, e, codes, out)
            elif kind == "punct":
                code, value = self._punct[m.group()], 0
            elif kind == "line":
                code, value = (self._codes["line"], 0) if m.group().count("\n") > 1 else ("", 0)
            elif kind == "ordinal":
                value = int(m.group()[:2]) if m.group()[1].isdigit() else int(m.group()[0])
                code = self._codes["ordinal" if 1 <= value <= 31 else "number"]
            elif kind in ("quarter_num", "half_num"):
                code, value = self._codes[kind], int(m.group().strip("QHqh"))
            else:
                code, value = self._codes[kind or "wall"], 0
            if code:
                codes.append(code)
                out.starts.append(s)
                out.ends.append(e)
                out.values.append(value)
            pos = e

    def _hyphenated(self, text: str, s: int, e: int, limit: int, code: str, value: int) -> tuple[str, int, int]:
        """The word with what a hyphen joins to it, if the lexicon has the whole; else the word alone."""
        match = _HYPHENATED.match(text, s, limit)
        hit = self._table.get(match.group()) if match else None
        return (hit[0], hit[1], match.end()) if match and hit else (code, value, e)

    def _digits(self, text: str, s: int, e: int, codes: list[str], out: Tokens) -> tuple[str, int]:
        before, after = text[s - 1 : s], text[e : e + 1]
        number = self._codes["number"]
        if e - s > 4 or (before in _CURRENCY and before) or after in ("%", "°"):
            return number, 0
        if before.isalpha() and not (codes and out.ends[-1] == s and codes[-1] in self._before_glued):
            return number, 0
        if after.islower() and text[s:e] and not text[e : e + 5].lower().startswith(("to", "and")):
            return number, 0
        value = int(text[s:e])
        if e - s == 4:
            return self._codes["year" if 1400 <= value <= 2199 else "number"], value
        if e - s > 2:
            return number, value
        return self._codes["day_num" if 1 <= value <= 31 else "small_num"], value

    def _mend(self, out: Tokens, codes: list[str]) -> None:
        """Read misspelt months and weekdays beside a number."""
        word = self._codes["word"]
        for i, code in enumerate(codes):
            if code != word or out.ends[i] - out.starts[i] < 4:
                continue
            ahead = codes[i + 1 : i + 3]
            if ahead[:1] == [self._codes["comma"]]:
                ahead = ahead[1:]
            beside = (i and codes[i - 1] in self._beside_number) or (ahead and ahead[0] in self._beside_number)
            first = out.text[out.starts[i]]
            if beside and first.isupper():
                hit = self._misspelt.get(out.words(i).lower())
                if hit:
                    codes[i], out.values[i] = hit
