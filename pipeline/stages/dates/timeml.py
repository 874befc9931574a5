"""A text with its expressions of time marked in TimeML (ISO-TimeML's inline form, as in TempEval-3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from .timex import Expression

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def timeml_of(text: str, expressions: Sequence[Expression], published: date | None, *, id: str = "text") -> str:
    """The document as TimeML: every expression a TIMEX3 with an id in text order, the day of writing as t0.

    `expressions` are in text order and disjoint. Characters that XML cannot hold become blanks.
    """
    parts = [_HEAD, f"<DOCID>{_plain(id)}</DOCID>\n"]
    if published is not None:
        day = published.isoformat()
        parts.append(
            f'<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" temporalFunction="false" '
            f'functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>\n'
        )
    parts.append("<TEXT>")
    at = 0
    for n, e in enumerate(expressions, 1):
        if e.start < at:
            raise ValueError(f"expressions overlap at {e.start}")
        parts += [_plain(text[at : e.start]), _tag(n, e), _plain(text[e.start : e.end]), "</TIMEX3>"]
        at = e.end
    parts += [_plain(text[at:]), "</TEXT>\n</TimeML>\n"]
    return "".join(parts)


def _tag(n: int, e: Expression) -> str:
    mod = f' mod="{e.mod}"' if e.mod else ""
    counted = "true" if e.relative else "false"
    return f'<TIMEX3 tid="t{n}" type="{e.type}" value={quoteattr(e.value)}{mod} temporalFunction="{counted}">'


def _plain(text: str) -> str:
    return escape(_NOT_XML.sub(" ", text))
