"""An evaluation as tables, error listings, JSON, Markdown and JUnit XML. All of it is text; nothing is printed here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree

from .context import around
from .evaluation import Evaluation
from .implied import NOTHING, confusion
from .scores import MACRO, MICRO, Column, Counts, Score, score
from .verdicts import Level, Verdict

_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
Grouping = Literal["article", "stage", "rule"]


class Table(NamedTuple):
    """A table for people: all cells are strings; cells of a column but the first are figures."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_TITLES: Mapping[Level, str] = {
    "exact": "Mentions, by exact bounds (last column: F1 by any overlap)",
    "value": "Values, normalised, one an entry",
    "record": "Whole entries: events with days and place, officials with titles and body",
    "implied": "Implied objectives and principles, one a number and article",
    "attribute": "Attributes of the entries that were found",
}
_FIGURES = ("P", "R", "F1", "95 %", "gold", "false", "missed")


def score_tables(evaluation: Evaluation, *, attributes: bool = False) -> Iterator[Table]:
    """The scores, a table a level; those of attributes if asked for."""
    scores = evaluation.scores
    for level, title in _TITLES.items():
        if level == "attribute" and not attributes:
            continue
        rows = []
        for (row_level, field), s in scores.items():
            if row_level == level:
                overlap = (figure(scores["overlap", field].f1),) if level == "exact" else ()
                rows.append((field, *_figures(s), *overlap))
        if rows:
            last = ("overlap",) if level == "exact" else ()
            yield Table(title, (("attribute" if level == "attribute" else "field"), *_FIGURES, *last), tuple(rows))


def confusion_table(evaluation: Evaluation) -> Table | None:
    """Which implied objectives were reported of the articles in which one was missed; None without any judged."""
    if ("implied", MICRO) not in evaluation.scores:
        return None
    rows = []
    for missed, instead in sorted(confusion(evaluation.articles).items(), key=lambda row: (len(row[0]), row[0])):
        shown = ", ".join(f"{name} ({n})" if name != NOTHING else f"nothing ({n})" for name, n in instead.most_common())
        rows.append(("(nothing missed)" if missed == NOTHING else missed, shown))
    title = "Confusion: missed, and what was falsely reported of the same articles"
    return Table(title, ("missed", "false"), tuple(rows))


def group_table(evaluation: Evaluation, by: Grouping) -> Table:
    """Mentions and values by article, or what each stage or rule got right and wrong; the worst first."""
    rows: list[tuple[str, ...]] = []
    if by == "article":
        groups = evaluation.counts_by(lambda article, verdict: article)
        rows += [(name, *_summary(groups[name], "exact"), *_summary(groups[name], "value")) for name in groups]
        headers = ("article", "mentions", "false", "missed", "values", "false", "missed")
        return Table("By article: F1 of mentions and of values", headers, tuple(rows))
    groups = evaluation.counts_by(lambda article, v: _agent(v, by) if v.level == "exact" else None)
    totals = {name: _sum(counts, "exact") for name, counts in groups.items()}
    for name in sorted(totals, key=lambda name: (-totals[name].fp - totals[name].fn, name)):
        total = totals[name]
        rows.append((name, str(total.tp), str(total.fp), figure(score(total).precision), str(total.fn)))
    title = f"Mentions by {by}; misses: read or refused in their place"
    return Table(title, (by, "right", "false", "precision", "misses"), tuple(rows))


def error_blocks(evaluation: Evaluation) -> Iterator[str]:
    """Every miss and false alarm, each with the words around it and the rule behind it.

    A mention that is wrong as a value already is not told again.
    """
    for article, verdicts in evaluation.articles.items():
        text = evaluation.texts[article]
        told: set[tuple[str, str, int | None, int | None]] = set()
        for level in ("value", "exact", "implied", "attribute"):
            for v in verdicts:
                if v.level != level or v.outcome == "hit" or (v.outcome, v.field, v.start, v.end) in told:
                    continue
                if level == "value":
                    told.add((v.outcome, v.field, v.start, v.end))
                yield error_block(article, v, text)


def error_block(article: str, v: Verdict, text: str) -> str:
    """A verdict for a person: article, field, what, where, why."""
    what = "missed" if v.outcome == "miss" else "false alarm"
    head = f"{article}  {v.field}  {what}  {' '.join(v.shown.split())}"
    where = f"\n    {around(text, v.start, v.end)}" if v.start is not None and v.end is not None else ""
    return f"{head}{where}\n    {v.why}"


def as_json(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The evaluation as a JSON object: scores by level and field; with `errors` every verdict that is no hit."""
    levels: dict[str, dict[str, Any]] = {}
    for (level, field), s in evaluation.scores.items():
        levels.setdefault(level, {})[field] = s.model_dump()
    data: dict[str, Any] = {"articles": len(evaluation.articles), "scores": levels, "absent": list(evaluation.absent)}
    if errors:
        data["errors"] = [
            {"article": article, **v._asdict()}
            for article, verdicts in evaluation.articles.items()
            for v in verdicts
            if v.outcome != "hit"
        ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_markdown(tables: Sequence[Table]) -> str:
    """Tables in Markdown, figures to the right."""
    blocks = []
    for table in tables:
        lines = [
            f"**{table.title}**",
            "",
            _md_row(table.headers),
            _md_row(["---", *["--:"] * (len(table.headers) - 1)]),
        ]
        blocks.append("\n".join([*lines, *(_md_row(row) for row in table.rows)]) + "\n")
    return "\n".join(blocks)


def as_junit(evaluation: Evaluation) -> str:
    """JUnit XML: a test case for each article and field, of values; misses and false alarms are failures."""
    suite = ElementTree.Element("testsuite", name="communique evaluate")
    cases = failures = 0
    for article, verdicts in evaluation.articles.items():
        fields = dict.fromkeys(v.field for v in verdicts if v.level == "value")
        for field in fields:
            case = ElementTree.SubElement(suite, "testcase", classname=article, name=field)
            wrong = [v for v in verdicts if (v.level, v.field) == ("value", field) and v.outcome != "hit"]
            cases += 1
            if wrong:
                failures += 1
                failure = ElementTree.SubElement(case, "failure", message=f"{len(wrong)} wrong")
                failure.text = xml_text("\n".join(error_block(article, v, evaluation.texts[article]) for v in wrong))
    suite.set("tests", str(cases))
    suite.set("failures", str(failures))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def xml_text(words: str) -> str:
    """`words` with what XML 1.0 has no place for replaced."""
    return _NOT_XML.sub("\ufffd", words)


def figure(value: float | None) -> str:
    """A score in three places; '-' where there is none."""
    return "-" if value is None else f"{value:.3f}"


def _figures(s: Score) -> tuple[str, ...]:
    interval = "-" if s.low is None else f"{figure(s.low)}-{figure(s.high)}"
    shares = (figure(s.precision), figure(s.recall), figure(s.f1), interval)
    return (*shares, str(s.support), str(s.fp), str(s.fn))


def _sum(counts: Mapping[Column, Counts], level: Level) -> Counts:
    return Counts(*(sum(c[k] for (own, _), c in counts.items() if own == level) for k in range(3)))


def _summary(counts: Mapping[Column, Counts], level: Level) -> tuple[str, ...]:
    total = _sum(counts, level)
    return figure(score(total).f1), str(total.fp), str(total.fn)


def _agent(v: Verdict, by: Grouping) -> str:
    """The rule or stage behind a verdict."""
    if v.rule is None:
        return "(no rule)"
    return v.rule if by == "rule" else v.rule.split(".")[0]


def _md_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def headline(scores: Mapping[Column, Score]) -> str:
    """The macro F1 of values in words: the one figure to look at first."""
    s = scores.get(("value", MACRO))
    return "nothing to measure" if s is None else f"macro F1 of values {figure(s.f1)}, over {s.support} values"
