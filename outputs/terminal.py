"""A record on a terminal: the text with its mentions in colour, and the record as tables.

Nothing from a document is read as markup, and no control character of it reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue
from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..models import Record
from .flatten import leaves, mention_rows
from .wording import event_notes, official_words, one_line, period_words, visible, where_words

COLORS = {
    "events": "bold magenta",
    "dates": "cyan",
    "locations": "green",
    "officials": "yellow",
    "organizations": "blue",
    "objectives": "bold red",
    "principles": "red",
    "instruments": "bright_blue",
    "quotes": "italic",
    "fields": "dim",
    "annotations": "bold green",
    "warnings": "reverse",
}
"""One style for each field of a record whose mentions are shown in the text."""

_WIDTHS = {"event": 18, "when": 14, "where": 10, "who": 16, "name": 14}


class _FittingTable(Table):
    """A table whose columns keep a least width only where the screen has room for all of them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lines of the table for this width."""
        if options.max_width < sum((column.min_width or 8) + 3 for column in self.columns):
            for column in self.columns:
                column.min_width = None
        return super().__rich_console__(console, options)


def marked_text(text: str, record: Record) -> Text:
    """`text` with each mention in the colour of its field; of nested mentions the shortest shows."""
    marked = Text(visible(text.replace("\r\n", " \n")))
    rows = [row for row in mention_rows(record) if row.table in COLORS]
    order = {table: number for number, table in enumerate(COLORS)}
    rows.sort(key=lambda row: (row.mention.start - row.mention.end, row.mention.start, -order[row.table]))
    for row in rows:
        marked.stylize(f"not bold not italic not dim {COLORS[row.table]}", row.mention.start, row.mention.end)
    return marked


def legend(record: Record) -> Text:
    """The fields that have mentions in the record, each in its colour."""
    present = {row.table for row in mention_rows(record)}
    names = [Text(name, style=style) for name, style in COLORS.items() if name in present]
    return Text(" · ").join(names) if names else Text("nothing found", style="dim")


def record_view(record: Record, text: str) -> RenderableType:
    """All that `communique show` prints: heading, marked text, legend, tables."""
    parts: list[RenderableType] = [
        _heading(record),
        Padding(marked_text(text, record), (1, 2)),
        legend(record),
    ]
    return Group(*parts, *(Padding(table, (1, 0, 0, 0)) for table in record_tables(record)))


def record_tables(record: Record) -> Iterator[Table]:
    """The record's fields as tables, those that are not empty."""
    tables = (
        _events(record), _dates(record), _locations(record), _officials(record), _organizations(record),
        _objectives(record), _instruments(record), _fields(record), _annotations(record), _warnings(record),
    )  # fmt: skip
    return (table for table in tables if table.row_count)


def plain_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[str | Text]], color: str = "") -> Table:
    """A table whose cells are text and nothing but text; strings are made safe, never read as markup.

    On a narrow screen days stay on one line, and names are broken between words as long as there is room.
    """
    table = _FittingTable(
        title=Text(title, style=color or "bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
    )
    for header in headers:
        table.add_column(Text(header), overflow="fold", min_width=_WIDTHS.get(header))
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(one_line(cell)) for cell in row))
    return table


def figure_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """As `plain_table`, with figures, right-aligned, in all columns but the first."""
    table = plain_table(title, headers, rows)
    table.padding = (0, 1, 0, 0)
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    return table


def _heading(record: Record) -> RenderableType:
    title = one_line(record.title.text) if record.title else record.id
    published = ""
    if record.published:
        day = period_words(record.published.date, record.published.date)
        published = f"published {day} (known by {record.published.basis})"
    issuer = one_line(record.issuer.name) if record.issuer else ""
    facts = [fact for fact in (issuer, published, one_line(record.source.path or "")) if fact]
    return Group(
        Rule(Text(one_line(title), style="bold"), align="left", style="dim"),
        Text(" · ".join(facts), style="dim"),
    )


def _events(record: Record) -> Table:
    people = {official.id: official for official in record.officials}
    rows = []
    for event in record.events:
        name = Text(one_line(event.name), style="bold" if event.principal else "")
        if event.acronym and event.acronym not in event.name:
            name.append(f" ({one_line(event.acronym)})")
        name.append(f"\n{event_notes(event)}", style="not bold dim")
        who = "; ".join(official_words(people[i]) for i in event.official_ids)
        when = period_words(event.start, event.end, event.precision)
        rows.append((name, when, where_words(event), who))
    headers = ("event", "when", "where", "who")
    return plain_table("Events (bold: what the release is about)", headers, rows, COLORS["events"])


def _dates(record: Record) -> Table:
    rows = []
    for entry in record.dates:
        notes = ["relative"] if entry.relative else []
        notes += [f"{part} borrowed" for part in entry.borrowed]
        days = period_words(entry.start, entry.end, entry.precision)
        rows.append((entry.text, days, entry.precision, entry.role, ", ".join(notes)))
    return plain_table("Dates", ("text", "days", "precision", "role", "note"), rows, COLORS["dates"])


def _locations(record: Record) -> Table:
    rows = [(p.name, p.canonical or "", p.type, p.country or "", p.role) for p in record.locations]
    headers = ("name", "gazetteer", "type", "country", "role")
    return plain_table("Locations", headers, rows, COLORS["locations"])


def _officials(record: Record) -> Table:
    rows = [
        (
            f"{o.honorific or ''} {o.name}",
            "; ".join(t.text for t in o.titles),
            o.organization or "",
            o.country or "",
            ", ".join(o.roles),
        )
        for o in record.officials
    ]
    headers = ("name", "titles", "organization", "country", "roles")
    return plain_table("Officials", headers, rows, COLORS["officials"])


def _organizations(record: Record) -> Table:
    rows = [(o.name, o.acronym or "", o.kind or "", o.country or "") for o in record.organizations]
    headers = ("name", "acronym", "kind", "country")
    return plain_table("Organizations", headers, rows, COLORS["organizations"])


def _objectives(record: Record) -> Table:
    rows = [(str(o.number), o.title, o.certainty, o.evidence[0].text) for o in record.objectives]
    rows += [(p.letter, p.title, p.certainty, p.evidence[0].text) for p in record.principles]
    headers = ("", "title", "certainty", "words")
    return plain_table("Objectives and principles of the Compact", headers, rows, COLORS["objectives"])


def _instruments(record: Record) -> Table:
    rows = [(i.name, i.kind, i.symbol or "") for i in record.instruments]
    return plain_table("Documents", ("name", "kind", "symbol"), rows, COLORS["instruments"])


def _fields(record: Record) -> Table:
    rows = [(f.label, "; ".join(f.values)) for f in record.fields]
    return plain_table("Page fields", ("label", "values"), rows)


def _annotations(record: Record) -> Table:
    rows = [(a.label, a.mention.text, "; ".join(plain_values(a.value))) for a in record.annotations]
    return plain_table("Annotations", ("label", "text", "value"), rows, COLORS["annotations"])


def plain_values(value: JsonValue) -> list[str]:
    """A JSON value in words, one a plain value in it: 'name: labour', 'scores.1: 2'."""
    return [f"{path}: {words}" if path else words for path, words in leaves(value, "")]


def _warnings(record: Record) -> Table:
    rows = [(w.code, w.words, w.mention.text if w.mention else "") for w in record.warnings]
    return plain_table("Warnings", ("code", "words", "text"), rows)
