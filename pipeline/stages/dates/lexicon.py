"""The words of dates, from `dates.yaml`: each has a class, and each class is a letter of the grammar."""

from __future__ import annotations

import string
from functools import cached_property

from pydantic import Field, model_validator

from ....models import Frozen

PUNCTUATION = {
    "comma": ",",
    "dot": ".",
    "slash": "/",
    "open": "(",
    "close": ")",
    "colon": ":",
    "apostrophe": "'",
    "ampersand": "&",
}
"""Classes of single characters; dashes of all lengths are class 'dash', anything else is 'wall'."""

NUMERIC = (
    "day_num", "small_num", "year", "number", "ordinal", "iso", "numeric", "time", "decade_num",
    "quarter_num", "half_num", "wall", "word", "dash", "line", "month_elsewhere",
)  # fmt: skip
"""Classes that the lexer makes of digits, unknown words, line ends and months of other languages."""


class WordClass(Frozen):
    """Words of one class with their values. `capital`: only with one; `low`: else class '<name>_low'."""

    capital: bool = False
    low: bool = False
    entries: dict[str, int] = Field(min_length=1)


class TenseWords(Frozen):
    """Words that place a day without a year in the past or future; `plans` only if they stand before it."""

    future: tuple[str, ...]
    plans: tuple[str, ...] = ()
    past: tuple[str, ...]


class Lexicon(Frozen):
    """`dates.yaml`. Refused: a word in two classes."""

    words: dict[str, WordClass]
    not_misspelt: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tense: TenseWords

    def with_words(self, more: dict[str, WordClass]) -> Lexicon:
        """The lexicon with more classes, or more words in its own. Refused: a word that is taken."""
        words = dict(self.words)
        for name, group in more.items():
            old = words.get(name)
            words[name] = old.model_copy(update={"entries": old.entries | group.entries}) if old else group
        return Lexicon(words=words, not_misspelt=self.not_misspelt, languages=self.languages, tense=self.tense)

    @model_validator(mode="after")
    def _one_class_a_word(self) -> Lexicon:
        seen: dict[str, str] = {}
        for name, group in self.words.items():
            for word in group.entries:
                if seen.setdefault(word, name) != name:
                    raise ValueError(f"{word!r} stands in {seen[word]} and in {name}")
        return self

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """All class names, in a fixed order."""
        lows = [f"{name}_low" for name, c in self.words.items() if c.low]
        return (*NUMERIC, *PUNCTUATION, *self.words, *lows)

    @cached_property
    def codes(self) -> dict[str, str]:
        """Class name to its letter."""
        letters = string.ascii_letters + "".join(chr(c) for c in range(0x100, 0x180))
        return dict(zip(self.classes, letters, strict=False))

    @cached_property
    def table(self) -> dict[str, tuple[str, int]]:
        """Every accepted spelling (small, capital, all capitals) to (letter, value)."""
        out: dict[str, tuple[str, int]] = {}
        for name, group in self.words.items():
            for word, value in group.entries.items():
                code = self.codes[name]
                if not group.capital:
                    out[word] = (code, value)
                elif group.low:
                    out[word] = (self.codes[f"{name}_low"], value)
                out[word.capitalize()] = out[word.upper()] = (code, value)
        return out

    @cached_property
    def misspelt(self) -> dict[str, tuple[str, int]]:
        """Months and weekdays with one letter wrong, small letters, to (letter, value)."""
        out: dict[str, tuple[str, int]] = {}
        known = {w.lower() for w in self.table} | set(self.not_misspelt)
        for name in ("month", "month_vague", "wday"):
            for word, value in self.words[name].entries.items():
                for wrong in _one_letter_off(word):
                    if wrong not in known:
                        out.setdefault(wrong, (self.codes[name], value))
        return out


def _one_letter_off(word: str) -> set[str]:
    """Spellings one slip away that keep the first letter.

    Five letters: only swaps, doublings and a lost last letter, as many real words lie near. None for shorter words.
    """
    if len(word) < 5:
        return set()
    cuts = range(1, len(word))
    near = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    near |= {word[:i] + word[i] + word[i:] for i in cuts} | {word[:-1]}
    if len(word) > 5:
        letters = string.ascii_lowercase
        near |= {word[:i] + word[i + 1 :] for i in cuts}
        near |= {word[:i] + c + word[i + 1 :] for i in cuts for c in letters}
        near |= {word[:i] + c + word[i:] for i in cuts for c in letters}
    return near - {word}
