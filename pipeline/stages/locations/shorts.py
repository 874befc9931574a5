"""Short forms of divisions: 'Rochester, Minn.', 'D-S.C.'"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Finding
from .gazetteer import Gazetteer, Place
from .keys import fold_key
from .resources import LocationRules
from .values import value_of

_RULE = "locations.short_form"


class ShortForms:
    """Finds them. Of those without a dot inside only such count as stand behind a comma and end in a dot."""

    def __init__(self, rules: LocationRules, gazetteer: Gazetteer) -> None:
        """Compile the table. A division that the gazetteer lacks is left out."""
        self._places: dict[str, Place] = {}
        for code, (name, *forms) in sorted(rules.divisions_short.items()):
            states = [p for p in gazetteer.places(fold_key(name)) if p.country == "US" and p.division == code]
            for form in (code, *forms):
                if states:
                    self._places[fold_key(form).replace(" ", "")] = states[0]
        forms = sorted({f for _, *rest in rules.divisions_short.values() for f in rest}, key=lambda f: (-len(f), f))
        dotted = "|".join(re.escape(f) for f in forms if "." in f)
        plain = "|".join(re.escape(f) for f in forms if "." not in f)
        self._pattern = re.compile(rf"(?:{dotted})(?<![^\W_].)\b\.?|(?<=, )(?:{plain})\.")

    def find(self, text: str, codes: list[tuple[int, int]]) -> Iterator[Finding]:
        """Short forms in the text; `codes` are spans known to be such."""
        spans = {m.span() for m in self._pattern.finditer(text) if not text[: m.start()][-1:].isalnum()}
        for start, end in sorted(spans.union(codes)):
            place = self._places.get(fold_key(text[start:end]).replace(" ", ""))
            if place is not None:
                yield Finding("location", start, end, _RULE, value_of(place, reason="only"))
