"""The end of a run in a few lines for a terminal: its first events, and what could not be read."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from ..models import Problem, Record
from .terminal import COLORS, plain_table
from .wording import official_words, one_line, period_words, where_words


class Digest:
    """Counts a run as it goes by, and keeps the first `limit` events for a table; no record is held."""

    def __init__(self, limit: int = 20) -> None:
        """An empty digest."""
        self._limit = limit
        self._rows: list[tuple[Text, str, str, str, str]] = []
        self.records = 0
        self.events = 0
        self.problems: Counter[str] = Counter()
        self._first: dict[str, Problem] = {}

    def add(self, record: Record) -> None:
        """Count a record, and keep its events while there is room."""
        self.records += 1
        self.events += len(record.events)
        people = {official.id: official for official in record.officials}
        for number, event in enumerate(record.events):
            if len(self._rows) >= self._limit:
                return
            name = Text(f"{one_line(record.id)}\n", style="dim") if number == 0 else Text()
            name.append(one_line(event.name), style="not dim bold" if event.principal else "not dim")
            who = "; ".join(official_words(people[i]) for i in event.official_ids)
            numbers = ", ".join(str(o.number) for o in record.objectives if o.explicit) if event.principal else ""
            when = period_words(event.start, event.end, event.precision)
            self._rows.append((name, when, where_words(event), who, numbers))

    @property
    def is_full(self) -> bool:
        """Whether no more events fit into the table; then `count` is enough."""
        return len(self._rows) >= self._limit

    def count(self, events: int) -> None:
        """Count a record of so many events."""
        self.records += 1
        self.events += events

    def problem(self, problem: Problem) -> None:
        """Count a problem by its code, and keep the first of each."""
        self.problems[problem.code] += 1
        self._first.setdefault(problem.code, problem)

    def summary(self, articles: int, seconds: float) -> str:
        """The run in one line: '2 articles, 2 records, 5 events, 0 problems in 0.4 s'."""
        problems = self.problems.total()
        counts = {"article": articles, "record": self.records, "event": self.events, "problem": problems}
        words = ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items())
        return f"{words} in {seconds:.1f} s"

    def event_table(self) -> Table:
        """The kept events; in bold what a release is about, with the objectives (GCM) that it names."""
        title = "Events" if self.events == len(self._rows) else f"Events, the first {len(self._rows)} of {self.events}"
        headers = ("event", "when", "where", "who", "GCM")
        return plain_table(title, headers, self._rows, COLORS["events"])

    def problem_table(self) -> Table:
        """Problems by code, each code with its first problem."""
        rows = [
            (code, str(count), f"{self._first[code].path}: {self._first[code].words}")
            for code, count in sorted(self.problems.items())
        ]
        return plain_table("Problems", ("code", "count", "for example"), rows, "bold red")
