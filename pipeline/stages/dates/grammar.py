"""The grammar of `dates_grammar.yaml`, compiled: classes become letters, patterns regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import model_validator

from ....models import Frozen
from ...loading import ResourceError
from .lexer import Tokens
from .lexicon import Lexicon
from .prefilter import Needs, begins_with_class, first_of, needs_of

_ITEM = re.compile(r"SPAN\{|\}|\(\?[:!=<]*[!=]?|[A-Za-z_]+(?:@\d)?(?::\w+)?|[()|?*]|(?P<bad>\S)")

FILE = "dates_grammar.yaml"

MOST = 12
"""How often '*' may repeat: no list of days is longer, and a bound keeps matching linear."""


class RuleSpec(Frozen):
    """One rule: an id, the builder that reads its slots, and its pattern or variants of it."""

    id: str
    build: str
    pattern: str | None = None
    variants: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one(self) -> RuleSpec:
        if (self.pattern is None) == (not self.variants):
            raise ValueError(f"rule {self.id} needs either a pattern or variants")
        return self


class GrammarSpec(Frozen):
    """`dates_grammar.yaml`: groups of classes, macros, rules in order of preference."""

    groups: dict[str, tuple[str, ...]]
    macros: dict[str, str]
    rules: tuple[RuleSpec, ...]

    def with_rules(self, groups: dict[str, tuple[str, ...]], rules: tuple[RuleSpec, ...]) -> GrammarSpec:
        """The grammar with more groups and rules, which come after its own."""
        return GrammarSpec(groups=self.groups | groups, macros=self.macros, rules=(*self.rules, *rules))


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule."""

    id: str
    build: str
    regex: re.Pattern[str]
    rank: int
    slots: tuple[tuple[str, int], ...]
    spanned: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match: tokens `[first, last)` are the mention; `slots` name token indices."""

    rule: Rule
    tokens: Tokens
    first: int
    last: int
    slots: Mapping[str, int]

    def value(self, slot: str) -> int | None:
        """The value of the token in `slot`, None where the slot is empty."""
        i = self.slots.get(slot)
        return None if i is None else self.tokens.values[i]

    def word(self, slot: str) -> str:
        """The token in `slot` in small letters; '' where the slot is empty."""
        i = self.slots.get(slot)
        return "" if i is None else self.tokens.words(i).lower()

    @property
    def start(self) -> int:
        """Offset of the mention's first character."""
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """Offset behind the mention's last character."""
        return self.tokens.ends[self.last - 1]


class Grammar:
    """Compiled rules. Refused: a pattern with an unknown name or a stray character."""

    def __init__(self, spec: GrammarSpec, lexicon: Lexicon) -> None:
        self._spec = spec
        self._codes = lexicon.codes
        self.rules: list[Rule] = []
        self._rules_in_need: dict[frozenset[str], int] = {}
        for rank, r in enumerate(spec.rules):
            for pattern in [r.pattern] if r.pattern is not None else r.variants:
                for need in self._needs(r.id, pattern):
                    self._rules_in_need[need] = self._rules_in_need.get(need, 0) | 1 << len(self.rules)
                self.rules.append(self._rule(r, rank, pattern))

    def hits(self, tokens: Tokens) -> Iterator[Hit]:
        """Every rule's matches, rule by rule."""
        for rule in self._possible(frozenset(tokens.codes)):
            for m in rule.regex.finditer(tokens.codes):
                slots = {name: at for name, group in rule.slots if (at := m.start(group)) >= 0}
                first, last = m.span("span") if rule.spanned else m.span()
                if last > first and tokens.kind(last - 1) == "dot":
                    last -= 1  # 'Dec.' at the end of a sentence
                yield Hit(rule, tokens, first, last, slots)

    def _possible(self, present: frozenset[str]) -> Iterator[Rule]:
        """The rules that find all they need among the classes of a text."""
        blocked = 0  # a bit a rule
        for need, rules in self._rules_in_need.items():
            if present.isdisjoint(need):
                blocked |= rules
        return (rule for k, rule in enumerate(self.rules) if not blocked >> k & 1)

    def _rule(self, spec: RuleSpec, rank: int, pattern: str) -> Rule:
        regex = self._regex(spec.id, pattern)
        groups = dict(regex.groupindex)
        spanned = groups.pop("span", None) is not None
        slots = tuple((name.partition("__")[0], group) for name, group in groups.items())
        return Rule(spec.id, spec.build, regex, rank, slots, spanned)

    def _items(self, pattern: str) -> list[str]:
        return [m.group() for m in _ITEM.finditer(self._expand(pattern))]

    def _class_letters(self, rule: str, item: str) -> frozenset[str]:
        return frozenset(self._codes[n] for n in self._members(rule, item.partition(":")[0]))

    def _needs(self, rule: str, pattern: str) -> Needs:
        return needs_of(self._items(pattern), lambda item: self._class_letters(rule, item))

    def _regex(self, rule: str, pattern: str) -> re.Pattern[str]:
        body = self._compile(rule, pattern)
        first, optional = first_of(self._items(pattern), lambda item: self._class_letters(rule, item))
        # Without a look ahead the engine itself skips to the next letter of a class that the pattern begins with.
        skipped = optional or begins_with_class(self._items(pattern))
        ahead = "" if skipped else f"(?=[{re.escape(''.join(sorted(first)))}])"
        try:
            return re.compile(ahead + body)
        except re.error as error:
            raise ResourceError(FILE, rule, f"is no pattern: {error}") from error

    def _compile(self, rule: str, pattern: str) -> str:
        counts: dict[str, int] = {}
        out = []
        for m in _ITEM.finditer(self._expand(pattern)):
            item = m.group()
            if m.group("bad"):
                raise ResourceError(FILE, rule, f"stray {item!r}")
            if item == "SPAN{":
                out.append("(?P<span>")
            elif item == "}":
                out.append(")")
            elif item == "(":
                out.append("(?:")
            elif item == "*":
                out.append(f"{{0,{MOST}}}")
            elif item[0].isalpha():
                name, _, slot = item.partition(":")
                letters = self._letters(rule, name)
                if slot:
                    counts[slot] = counts.get(slot, 0) + 1
                    slot = slot if counts[slot] == 1 else f"{slot}__{counts[slot]}"
                    out.append(f"(?P<{slot}>{letters})")
                else:
                    out.append(letters)
            else:
                out.append(item)
        return "".join(out)

    def _expand(self, pattern: str) -> str:
        def put(m: re.Match[str]) -> str:
            if m[1] not in self._spec.macros:
                raise ResourceError(FILE, m[1], "is no macro")
            return f"({self._spec.macros[m[1]].replace('#', m[2])})"

        return re.sub(r"\b([A-Z]+)@(\d)", put, pattern)

    def _letters(self, rule: str, name: str) -> str:
        letters = "".join(self._codes[n] for n in self._members(rule, name))
        return f"[{re.escape(letters)}]"

    def _members(self, rule: str, name: str) -> tuple[str, ...]:
        """The word classes that a name stands for."""
        members = self._spec.groups.get(name, (name,))
        for member in members:
            if member not in self._codes:
                raise ResourceError(FILE, rule, f"unknown name {member!r}")
        return members
