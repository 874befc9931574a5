"""Labelled page fields: 'Location: Astana', and a label on one line over its values on the next ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..layout import PageFieldSpan
from ..values import FieldValue, Span
from .lexicon import ZoneLexicon
from .lines import Line

_LABEL = re.compile(r"([^\W\d_][^:\n]{0,45}?)\s*:\s*")
_LONGEST_VALUE = 300
_LONGEST_LIST_VALUE = 120
_MOST_VALUES = 40
_MOST_LABEL_WORDS = 4
_LONGEST_LABEL = 60


@dataclass(frozen=True)
class FieldLines:
    """A field and the indexes of the lines that it takes up."""

    field: PageFieldSpan
    lines: range


def read_fields(lines: list[Line], lexicon: ZoneLexicon) -> list[FieldLines]:
    """All fields, in order. A label alone without colon counts if it is distinctive or follows a field."""
    found: list[FieldLines] = []
    i = 0
    while i < len(lines):
        after_field = bool(found) and found[-1].lines.stop == i
        field = _field_at(lines, i, lexicon, after_field)
        if field is None:
            i += 1
        else:
            found.append(field)
            i = field.lines.stop
    return found


def _field_at(lines: list[Line], i: int, lexicon: ZoneLexicon, after_field: bool) -> FieldLines | None:
    line = lines[i]
    label = _label_of(line, lexicon, after_field)
    if label is None and ":" in line.text[:_LONGEST_LABEL] and _in_run(lines, i, lexicon, after_field):
        label = _label_of(line, lexicon, after_field, True)
    if label is None:
        return None
    label_end, key, inline = label
    values: list[Span] = []
    stop = i + 1
    if inline is not None:
        values.append(inline)
    elif not (key == "issuer" and stop < len(lines) and lexicon.names_a_person(lines[stop].text)):  # a signature
        while stop < len(lines) and len(values) < _MOST_VALUES and _is_value(lines, stop, lexicon):
            values.append((lines[stop].start, lines[stop].end))
            stop += 1
    value = FieldValue(line.text[: label_end - line.start], key, tuple(values))
    return FieldLines(PageFieldSpan(line.start, label_end, value), range(i, stop))


def _in_run(lines: list[Line], i: int, lexicon: ZoneLexicon, after_field: bool) -> bool:
    """Whether a known label stands right above or right below line `i`: it is one of a list of fields."""
    if after_field and not lines[i].gap:
        return True
    if i + 1 >= len(lines) or lines[i + 1].gap or not (lines[i].gap or i == 0):
        return False
    below = _LABEL.match(lines[i + 1].text)
    return below is not None and lexicon.field_key(below.group(1)) is not None


def _label_of(
    line: Line, lexicon: ZoneLexicon, after_field: bool, in_run: bool = False
) -> tuple[int, str, Span | None] | None:
    """End of the label, its key, and the value on the same line, if any.

    In a run of fields a short label that nobody knows counts too ('other'), and a value may have two sentences.
    """
    match = _LABEL.match(line.text)
    if match is not None:
        key = lexicon.field_key(match.group(1))
        rest = line.text[match.end() :]
        if key is None and in_run and len(match.group(1).split()) <= _MOST_LABEL_WORDS:
            key = "other"
        prose = ". " in rest.strip(" .") and (not in_run or key == "other")
        if key is None or len(rest) > _LONGEST_VALUE or prose or not line.text[0].isupper():
            return None
        inline = (line.start + match.end(), line.end) if rest else None
        return line.start + match.end(1), key, inline
    key = lexicon.bare_key(line.text)
    if key is not None and (after_field or lexicon.stands_alone(line.text)) and line.text[0].isupper():
        return line.end, key, None
    return None


def _is_value(lines: list[Line], i: int, lexicon: ZoneLexicon) -> bool:
    """Whether a line is a further value of the field above it: short, no label, not behind a blank line
    unless it is the first under its label."""
    line = lines[i]
    if len(line.text) > _LONGEST_LIST_VALUE or (line.text[-1] == "." and len(line.text) > 40) or line.text[-1] == ":":
        return False
    if any(
        test(line.text)
        for test in (lexicon.is_furniture, lexicon.is_separator, lexicon.is_stamp, lexicon.opens_contacts)
    ):
        return False
    if lexicon.bare_key(line.text) is not None:
        return False
    match = _LABEL.match(line.text)
    if match is not None and lexicon.field_key(match.group(1)) is not None:
        return False
    return not (line.gap and i > 0 and _label_of(lines[i - 1], lexicon, True) is None)
