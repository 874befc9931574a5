"""The verdicts on a set of gold, and the scores that they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...models import ProducedBy, Record, Source
from ..goldset import GoldArticle
from .judging import judge
from .scores import Column, Counts, Score, count, score_articles
from .verdicts import Claim, Verdict

_NOBODY = ProducedBy(communique="", resources="")


@dataclass(frozen=True)
class Evaluation:
    """Verdicts by article. `texts` are the articles' texts; `absent` the articles that no record was given for."""

    articles: Mapping[str, tuple[Verdict, ...]]
    texts: Mapping[str, str]
    absent: tuple[str, ...] = ()

    @cached_property
    def scores(self) -> dict[Column, Score]:
        """Scores by level and field, with bootstrap intervals, micro and macro."""
        return score_articles(self.articles)

    def counts_by(self, key: Callable[[str, Verdict], str | None]) -> dict[str, dict[Column, Counts]]:
        """Counts of the verdicts that `key` (of article id and verdict) puts together; None leaves one out."""
        groups: dict[str, list[Verdict]] = {}
        for article, verdicts in self.articles.items():
            for verdict in verdicts:
                if (name := key(article, verdict)) is not None:
                    groups.setdefault(name, []).append(verdict)
        return {name: count(groups[name]) for name in sorted(groups)}


def evaluate_records(
    articles: Sequence[GoldArticle],
    records: Mapping[str, Record],
    refused: Mapping[str, Sequence[Claim]] | None = None,
) -> Evaluation:
    """The verdicts on `records`, by id, for each article of a set. An article without record has missed all.

    `refused` holds findings that did not get into the records, to say why something was missed.
    """
    verdicts = {}
    for article in articles:
        name = article.gold.id
        record = records.get(name) or Record(id=name, produced_by=_NOBODY, source=Source())
        verdicts[name] = judge(record, article.gold, (refused or {}).get(name, ()))
    texts = {article.gold.id: article.document.text for article in articles}
    absent = tuple(name for name in verdicts if name not in records)
    return Evaluation(verdicts, texts, absent)
