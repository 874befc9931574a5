"""Cuts a text into the tokens that titles and names are made of: words, initials, punctuation, line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate, chain, compress, count
from operator import itemgetter

_UPPER = "".join(
    chr(c)
    for lo, hi in ((0x41, 0x5A), (0xC0, 0x24F), (0x386, 0x3AB), (0x400, 0x42F), (0x1E00, 0x1EFF))
    for c in range(lo, hi + 1)
    if chr(c).isupper() or chr(c) in "ǅǈǋǲ"
)
_U = f"[{_UPPER}]"

# Each alternative begins with a class or a letter of its own, so that the engine passes over it at a glance.
_WORD = rf"""
      [a-z]++(?=[ ,.\n]) | [A-Z][a-z]++(?=[ ,.\n])                           # most words, and fast to tell
    | {_U}\.(?:{_U}\.){{0,5}}(?:-?(?:{_U}\.)){{0,4}}(?:{_U}\b(?!['’]))?     # J.  G.L.  D.C
    | [^\W\d_](?<!Â(?![^\W\d_]))[^\WÂ]*                                    # a word, with what is joined to it
      (?:(?:['’ʼ`](?![sS](?:\b|Â))|[-‐‑]|&(?=\w))\w+)*(?:[’'](?=\s[{_UPPER}])(?<![sS]['’]))?
    | ['’][sS](?:\b|(?=Â)) | (?<=[sS])['’](?=\s)                                      # possessive
    | \d[\w.,/]*\w | \d
    | \n\s*
    | \.+ | [-‐‑–—]+ | [^\w\s]
    """
TOKEN = re.compile(_WORD, re.X)
_SPLIT = re.compile(f"({_WORD})", re.X)

_ADDRESS = re.compile(r"\b[\w.+-]{1,64}+@[\w.-]{1,255}|(?:www\.|://)[^\s]{1,300}")
"""Addresses of mail and pages, whose words are in lower case although they may be names."""

UP, CAPS, INITIAL, WORD, NUMBER, BREAK, POSSESSIVE = 1, 2, 4, 8, 16, 32, 64
"""What a token is by its shape: begins in upper case; is all in upper case; initials; a word; and so on."""


def plain(text: str) -> str:
    """`text` in lower case, without diacritics, with plain apostrophes and hyphens."""
    if not text.isascii():
        text = text.replace("’", "'").replace("ʼ", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ı", "i").replace("ł", "l")
    return text.casefold()


def _shape(word: str) -> int:
    first = word[0]
    if first.isalpha():
        if not first.isupper():
            inner = re.search(r"[-'’]", word)
            return WORD | (UP if inner and word[inner.end() : inner.end() + 1].isupper() else 0)
        shape = WORD | UP
        if word.endswith(".") or (len(word) > 1 and "." in word):
            return shape | INITIAL
        if len(word) == 1:
            return shape | INITIAL | CAPS
        return shape | (CAPS if word.isupper() else 0)
    if first.isdigit():
        return NUMBER
    if "\n" in word:
        return BREAK
    if len(word) <= 2 and first in "'’":
        return POSSESSIVE
    return 0


_HELD = re.compile(rf"['’]\s[{_UPPER}](?<![sS]['’]\s.)")
"""An apostrophe that belongs to a word because of what stands behind the blank."""
_ENDS_HELD = ("' ", "'\n", "’ ", "’\n")

Token = tuple[str, str, int, int, bool, str, bool, int]
"""A word with its key, shape and flags, whether it begins in upper case, its key if it is in lower case or '', whether
a title can be found at it, and the characters from its start to that of the next token."""
_key, _shape_of, _flags_of, _up, _lower, _titular, _advance = map(itemgetter, range(1, 8))
_NOTHING = ""
"""The word of the empty tokens behind the text."""


class Irregular(Exception):  # noqa: N818 - says of a text how it is to be read; nothing is wrong with it
    """A piece of text does not tell its tokens by itself."""


class Vocabulary(dict[str, Token]):
    """What is known of words by themselves, kept from text to text; a word is learnt when it is first looked up.

    `pieces` holds the tokens of what stands between two blanks, kept likewise.
    """

    most, longest = 1 << 17, 64

    def __init__(self, flags: Callable[[str, bool], int], titular: int) -> None:
        """`flags(key, up)` are those of a word that begins, or does not begin, in upper case; with one of `titular` a
        word can head a title."""
        super().__init__()
        self._flags = flags
        self._titular = titular
        self._shared: dict[int, int] = {}
        self.pieces = _Pieces(self)

    def trim(self) -> None:
        """Forget all words when there are too many."""
        for table in (self, self.pieces):
            if len(table) > self.most:
                table.clear()

    def __missing__(self, word: str) -> Token:
        """Learn a word; equal parts are one object, as what is spread over the memory is slow to come by."""
        shape = _shape(word) if word else 0
        key = "," if word == "|" else plain(word)  # a bar sets off what a comma does
        key = key.rstrip("'") if shape & WORD else key
        key = word if key == word else key
        up = bool(shape & UP)
        flags = self._flags(key, up)
        flags = self._shared.setdefault(flags, flags)
        advance = len(word) + (not shape & BREAK)
        known = word, key, shape, flags, up, key if shape == WORD else "", bool(flags & self._titular), advance
        if len(word) <= self.longest and len(self) <= 2 * self.most:
            self[word] = known
        return known


class _Pieces(dict[str, tuple[Token, ...]]):
    """The tokens of pieces of text without blanks inside, but perhaps with line ends behind them.

    Raises `Irregular` for a piece in which something is no token.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, piece: str) -> tuple[Token, ...]:
        words = TOKEN.findall(piece)
        if sum(map(len, words)) != len(piece) or not words:
            raise Irregular
        if len(words) == 1:
            known: tuple[Token, ...] = (self._vocabulary[piece],)
        else:
            tokens = [self._vocabulary[word] for word in words]
            inner = ((*token[:-1], len(token[0])) for token in tokens[:-1])  # the next follows without a blank
            known = (*inner, tokens[-1])
        if len(piece) <= self._vocabulary.longest and len(self) <= 2 * self._vocabulary.most:
            self[piece] = known
        return known


def _words_of_addresses(text: str) -> frozenset[str]:
    if not any(mark in text for mark in ("@", "://", "www.")):
        return frozenset()
    lines = (line for line in text.split("\n") if "@" in line or "://" in line or "www." in line)
    found = (address for line in lines for address in _ADDRESS.findall(line))
    return frozenset(plain(word) for address in found for word in TOKEN.findall(address))


QUOTES = frozenset(("‘", "’", "'", "“", "”", '"', "«", "»", "„"))
"""Tokens that open or close a quotation."""

PADDING = 80
"""Empty tokens behind the text: more than any parser looks ahead."""


class Scan:
    """The tokens of one text as parallel sequences.

    Nothing but blanks stands between neighbouring tokens. `keys` holds the words as `plain` gives them, `flags`
    what the lexicon says of them; `lower` is the set of words that the text also writes in lower case; `capitals` and
    `titular` are the tokens that begin in upper case and at which a title can be found. The other sequences end
    in empty tokens, so that looking a few tokens ahead or behind needs no check of bounds; `size` does not count them.
    """

    __slots__ = ("_tokens", "capitals", "flags", "keys", "lower", "shapes", "size", "starts", "text", "titular", "up")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Cut `text`; it is kept as it is."""
        self.text = text
        vocabulary.trim()
        try:
            tokens, starts = _by_pieces(text, vocabulary)
        except Irregular:
            tokens, starts = _by_words(text, vocabulary)
        self.size = len(tokens)
        self.starts = starts + [len(text)] * PADDING
        tokens += [vocabulary[_NOTHING]] * PADDING
        self._tokens = tokens
        self.keys = list(map(_key, tokens))
        self.shapes = list(map(_shape_of, tokens))
        self.flags = list(map(_flags_of, tokens))
        self.up = list(map(_up, tokens))
        self.capitals = list(compress(count(), self.up))
        self.titular = list(compress(count(), map(_titular, tokens)))
        self.lower: set[str] = set(map(_lower, tokens))
        self.lower.difference_update(_words_of_addresses(text), ("",))

    def word(self, i: int) -> str:
        """Token i as it stands in the text."""
        return self._tokens[i][0]

    def end(self, i: int) -> int:
        """Offset behind token i."""
        return self.starts[i] + len(self._tokens[i][0])

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Character offsets of tokens [first, end)."""
        return self.starts[first], self.end(end - 1)

    def slice(self, first: int, end: int) -> str:
        """The text of tokens [first, end)."""
        return self.text[self.starts[first] : self.end(end - 1)] if end > first else ""

    def after_break(self, i: int) -> bool:
        """Whether token i opens a line."""
        return i == 0 or bool(self.shapes[i - 1] & BREAK)

    def soft_break(self, i: int) -> bool:
        """Whether token i is a line end inside running text: a single one, behind a long line."""
        if not self.shapes[i] & BREAK or self.text.count("\n", self.starts[i], self.end(i)) != 1:
            return False
        line = self.text.rfind("\n", max(0, self.starts[i] - 400), self.starts[i])
        return self.starts[i] - line > 45


def _by_pieces(text: str, vocabulary: Vocabulary) -> tuple[list[Token], list[int]]:
    """Tokens and where they start, cut piece by piece: each piece is cut once for all texts.

    Raises `Irregular` unless single blanks and line ends are all that parts the pieces, as in nearly all texts.
    """
    if "\n " in text or (any(end in text for end in _ENDS_HELD) and _HELD.search(text) is not None):
        raise Irregular
    parted = text.replace("\n", "\n ")
    while "\n \n" in parted:
        parted = parted.replace("\n \n", "\n\n")  # line ends on end are one token
    pieces = parted.split(" ")
    if not pieces[-1]:
        pieces.pop()
    tokens = list(chain.from_iterable(map(vocabulary.pieces.__getitem__, pieces)))
    starts = list(accumulate(map(_advance, tokens), initial=0))
    del starts[-1]
    return tokens, starts


def _by_words(text: str, vocabulary: Vocabulary) -> tuple[list[Token], list[int]]:
    """Tokens of any text and where they start."""
    parts = _SPLIT.split(text)  # blanks and tokens in turn: offsets are sums of lengths
    bounds = list(accumulate(map(len, parts)))
    return list(map(vocabulary.__getitem__, parts[1::2])), bounds[0:-1:2]
