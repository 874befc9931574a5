"""Whether the words beside a name make it a part of another name: of a body, a document, a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from .context import Surroundings
from .meaning import is_strong
from .resources import LocationRules
from .scan import Hit

_PARTNER = re.compile(r" & (?=[A-Z])")

_OPENS = re.compile(r" (?:H[ei]s?|She|It|Its|Mr|Mrs|Ms)\b")
"""What opens a sentence behind 'U.S.', rather than go on with a name."""

Inside = Literal["no", "name", "other"]
"""'name': of a body, document or event that is called after the place; 'other': of a person or what else."""


class Neighbours:
    """Looks to the right and left of names of places.

    `is_known` tells a place that makes no longer name, `is_plain` a name that is rather a word or a person's.
    """

    def __init__(self, rules: LocationRules, is_known: Callable[[Hit], bool], is_plain: Callable[[Hit], bool]) -> None:
        self._rules = rules
        self._is_known = is_known
        self._is_plain = is_plain

    def inside(self, around: Surroundings, hit: Hit) -> Inside:
        """Whether the name is a part of a longer one."""
        if hit.best.type == "venue" and " " in hit.key:
            return "no"
        if around.is_apart(hit):
            return "name" if around.body_before(hit) else "no"
        closed = self._closed_right(around, hit, 2)
        if (closed and not self._called_after(around, hit)) or self.closed_left(around, hit, cased=True):
            return "other"
        return "name" if closed or around.body_before(hit) else "no"

    def _called_after(self, around: Surroundings, hit: Hit) -> bool:
        """Whether what follows is a body, document or office: 'Lusaka Declaration', 'Pune Fire Brigade'."""
        right = around.right(hit)
        if right is None:
            return around.next_word(hit) is not None
        return right.key in self._rules.offices or right.key in self._rules.public_words or around.heads_behind(hit)

    def _closed_right(self, around: Surroundings, hit: Hit, depth: int) -> bool:
        word = around.next_word(hit)
        if word is None:
            if not around.text.startswith(" &", hit.end):
                return False
            joined = _PARTNER.match(around.text, hit.end)
            return joined is not None and joined.end() not in around.by_start
        if around.text[hit.end - 1] == "." and (hit.best.type == "city" or _OPENS.match(around.text, hit.end)):
            return False  # 'in Washington, D.C. Secretary N went on': the full stop may end the sentence
        right = around.right(hit) if word[0].isupper() else None
        if right is None:
            return word in self._rules.plain_heads and hit.best.type != "country"
        partner = around.by_start.get(right.start)
        apart = partner is not None and (self._is_known(partner) or (right.hyphen and not self._is_plain(partner)))
        if partner is not None and apart and depth:
            return right.hyphen and self._closed_right(around, partner, depth - 1)
        if around.in_heading(hit):
            return around.heads_behind(hit) and not (right.hyphen and right.key not in self._rules.name_heads)
        if right.key in self._rules.areas and right.key.endswith("s"):
            return False
        if right.key in self._rules.offices:
            return hit.best.type not in ("country", "admin")
        return True

    def closed_left(self, around: Surroundings, hit: Hit, *, cased: bool) -> bool:
        """Whether the word before belongs to the name; `cased`: whether a heading's capitals are looked through."""
        left = around.left(hit)
        if left is None or left.key in self._rules.directions:
            return False
        before = around.by_end.get(hit.start - 1)
        if (
            before is not None
            and (self._is_known(before) or (left.hyphen and not self._is_plain(before)))
            and (left.hyphen or before.best.type != "city" or hit.best.type == "country")
        ):
            return False
        heading = cased and around.in_heading(hit)
        if left.key in self._rules.honorifics:
            return not (heading and hit.best.type == "country")
        if heading:
            return hit.best.type not in ("country", "region") and not is_strong(hit.best, self._rules)
        return True
