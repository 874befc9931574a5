"""Names of bodies, processes and legislatures that sound like events', told by the words around them."""

from __future__ import annotations

import re

from ...editions import edition_of
from .candidate import Candidate
from .lexicon import EventResource

_PROCESS = re.compile(
    r"\b(?:launch(?:ed|es|ing)?|under|continu(?:e|es|ed|ing)|resum(?:e|es|ed|ing)|re-?launch(?:ed|es|ing)?)\s+(?:the|a)\s+$"
    r"|\b(?:[Mm]emorandum|MoU\)?|MOU\)?|[Aa]greement|[Pp]rotocol|[Uu]nderstanding)\s+(?:on|regarding|concerning)\s+$"
    r"|\bmechanisms?,?\s+(?:including|such as|like)\s+(?:the\s+)?$"
)
_IS_BODY = re.compile(
    r"(?:\s?\([^()]{1,20}\))?,?\s+(?:is|was)\s+an?\s+(?:[\w-]+\s+){0,4}?"
    r"(?:organi[sz]ation|body|partnership|network|association"
    r"|think[- ]tank|alliance|coalition|institution|ngo|non-profit|agency)\b",
    re.I,
)
_RESOLUTION = re.compile(r"\bresolutions?\s+(?:adopted\s+)?(?:of|by)\s+the\s+$", re.I)
_THEN = re.compile(r"(?:\s?\([^()]{1,20}\))?\s+(?:on|in|at)\s")
_GOES_TO = re.compile(r"\b(?:attend(?:ed|s|ing)?|(?:part|participat(?:ed|es|ing)|participate) in)\s+(?:the|this)\s+$")
_MEMBER = re.compile(
    r"\b(?:members?(?:hip)? (?:of|in)|member (?:states|countries) of|joint initiative of|associated with"
    r"|(?:groups|bodies|organi[sz]ations) like|affiliated with|standards of|peer review (?:of|by)"
    r"|leadership of)\s+the\s+$|\bmembers? (?:of|in)\s+$"
    r"|\borgani[sz]ed by\s+(?:the\s+)?$",
    re.I,
)
_ADJECTIVE = re.compile(r"[A-Z]\w+(?:an|ine|ish|ese|il)$")


class Standing:
    """Tells whether what bears the name of a gathering stands all the year. A name with a number never does."""

    def __init__(self, data: EventResource) -> None:
        self._data = data

    def is_body(self, c: Candidate) -> bool:
        """Whether what stands around a name says that it is a body's, a process' or a legislature's."""
        if c.kind == "assembly" and c.tail and _RESOLUTION.search(c.before(40)):
            return True
        before = c.tokens[c.first - 1] if c.left < c.first else None
        if c.kind in self._data.process_kinds and _PROCESS.search(c.before(40)):
            return _THEN.match(c.text, c.tokens[c.right].end) is None
        if self.has_members(c):
            return True
        if before is None or c.tail:
            return False
        if c.kind == "assembly":
            return before.low in ("and", "&") or before.low.endswith(("'s", "s'"))
        return c.kind == "congress" and c.first - c.left == 1 and bool(_ADJECTIVE.match(before.text))

    def has_members(self, c: Candidate) -> bool:
        """Whether the words before say that this is a body: 'a member of the Harbour Forum'."""
        if c.kind not in self._data.body_kinds or edition_of(c.name) is not None:
            return False
        end = c.tokens[c.right].end
        return _MEMBER.search(c.before(40)) is not None or _IS_BODY.match(c.text, end, end + 120) is not None

    def is_attended(self, c: Candidate) -> bool:
        """Whether somebody goes to what bears the name of a body: 'will take part in the Harbour Forum'."""
        return c.kind == "forum" and _GOES_TO.search(c.before(40)) is not None
