"""What reaches a terminal: colours on the right characters, and nothing that a hostile text makes it do."""

from __future__ import annotations

import io
import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from communique.models import Problem, Record, Warning
from communique.outputs.digest import Digest
from communique.outputs.terminal import COLORS, marked_text, record_view
from communique.outputs.wording import one_line, period_words, visible
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.text import Text

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066 [bold]x[/bold] [link=file:///etc]y[/link] :boom:\rZ\x00\ud800"


@pytest.fixture
def record() -> Record:
    return Record.model_validate(SAMPLE["record"])


def shown(view: RenderableType, *, color: bool = False, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=color, color_system="standard" if color else None).print(view)
    return out.getvalue()


def style_at(marked: Text, offset: int) -> str:
    covering = [span.style for span in marked.spans if span.start <= offset < span.end]
    return str(covering[-1]).removeprefix("not bold not italic not dim ") if covering else ""


def test_each_field_has_its_colour_and_offsets_hold(record: Record) -> None:
    marked = marked_text(SAMPLE["text"], record)
    assert len(marked.plain) == len(SAMPLE["text"])
    for words, field in (
        ("12-13 March", "dates"),
        ("Palais", "locations"),
        ("Ama Koffi", "officials"),
        ("Objective 6", "objectives"),
        ("Second Sahel", "events"),
    ):
        assert style_at(marked, SAMPLE["text"].index(words)) == COLORS[field]
    assert style_at(marked, SAMPLE["text"].index("hosts")) == ""


def test_the_shortest_of_nested_mentions_wins(record: Record) -> None:
    marked = marked_text(SAMPLE["text"], record)
    quote = SAMPLE["text"].index("Work must be safe")
    assert style_at(marked, quote) == COLORS["principles"]  # the quote is one character longer
    assert style_at(marked, quote + len("Work must be safe")) == COLORS["quotes"]


def test_every_coloured_field_is_a_list_of_the_record() -> None:
    assert set(COLORS) <= set(Record.model_fields)


def test_the_view_shows_values_and_a_legend(record: Record) -> None:
    view = shown(record_view(record, SAMPLE["text"]))
    for words in (
        "events · dates · locations",
        "12–13 Mar 2031",
        "Palais des Congrès",
        "chaired by Benin",
        "An invented warning",
    ):
        assert words in view
    assert "\x1b" not in view


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_no_width_of_screen_cuts_values_off(record: Record, width: int) -> None:
    digest = Digest()
    digest.add(record)
    plain = shown(digest.event_table(), width=width)
    assert max(map(len, plain.splitlines())) <= width
    letters = sorted("".join(plain.split()))
    for words in ("Second Sahel Labour Forum", "12–13 Mar 2031", "Palais des Congrès", "Ama Koffi, Minister"):
        for letter in words.replace(" ", ""):
            letters.remove(letter)


def hostile_record(record: Record) -> Record:
    event = record.events[0].model_copy(update={"name": HOSTILE, "kind": HOSTILE, "venue": HOSTILE, "city": HOSTILE})
    person = record.officials[0].model_copy(update={"name": HOSTILE, "organization": HOSTILE})
    return record.model_copy(
        update={
            "id": HOSTILE,
            "events": (event,),
            "officials": (person,),
            "title": record.title and record.title.model_copy(update={"text": HOSTILE}),
            "source": record.source.model_copy(update={"path": HOSTILE}),
            "warnings": (Warning(code=HOSTILE, words=HOSTILE),),
        }
    )


def test_hostile_text_neither_commands_the_terminal_nor_becomes_markup(record: Record) -> None:
    hostile = hostile_record(record)
    digest = Digest()
    digest.add(hostile)
    for view in (record_view(hostile, HOSTILE * 20), digest.event_table()):
        plain = shown(view)
        assert not [c for c in plain if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
        assert "\u202e" not in plain
        assert "\u2066" not in plain
        joined = plain.replace("\n", "").replace(" ", "")
        assert "[bold]" in joined
        assert ":boom:" in plain or ":boom" in joined
        assert "\x1b]" not in shown(view, color=True)


@given(st.text())
def test_visible_text_keeps_its_length_and_loses_its_powers(text: str) -> None:
    safe = visible(text)
    assert len(safe) == len(text)
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    safe.encode("utf-8")
    assert "\n" not in one_line(text)


def test_line_ends_of_windows_are_no_noise(record: Record) -> None:
    assert "␍" not in marked_text("one\r\ntwo\r\n", record.model_copy(update=empty())).plain
    assert "␍" in marked_text("one\rtwo", record.model_copy(update=empty())).plain


def empty() -> dict[str, object]:
    return dict.fromkeys(COLORS, ())


D = date


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (D(2018, 12, 4), D(2018, 12, 7), "day", "4–7 Dec 2018"),
        (D(2018, 12, 4), D(2018, 12, 4), "day", "4 Dec 2018"),
        (D(2018, 4, 30), D(2018, 5, 2), "day", "30 Apr – 2 May 2018"),
        (D(2018, 12, 30), D(2019, 1, 2), "day", "30 Dec 2018 – 2 Jan 2019"),
        (D(2024, 2, 1), D(2024, 2, 29), "month", "Feb 2024"),
        (D(2024, 2, 1), D(2024, 2, 29), "day", "1–29 Feb 2024"),
        (D(2024, 1, 1), D(2024, 3, 31), "quarter", "Jan–Mar 2024"),
        (D(2024, 1, 1), D(2024, 12, 31), "year", "2024"),
        (D(2019, 1, 1), D(2024, 12, 31), "other", "2019–2024"),
        (D(2019, 3, 1), D(2024, 6, 30), "other", "Mar 2019 – Jun 2024"),
        (D(2019, 3, 1), None, "other", "from 1 Mar 2019"),
        (None, D(2019, 3, 1), "other", "until 1 Mar 2019"),
        (None, None, "other", ""),
    ],
)
def test_days_in_words(start: date | None, end: date | None, precision: str, words: str) -> None:
    assert period_words(start, end, precision) == words


def test_the_digest_counts_all_and_keeps_few(record: Record) -> None:
    digest = Digest(limit=3)
    for _ in range(5):
        digest.add(record)
    assert (digest.records, digest.events) == (5, 5)
    table = digest.event_table()
    assert table.row_count == 3
    assert "the first 3 of 5" in shown(table)


def test_problems_are_counted_by_code_with_an_example() -> None:
    digest = Digest()
    for path, code in (("b.txt", "empty"), ("a.txt", "empty"), (HOSTILE, "binary")):
        digest.problem(Problem.model_validate(problem_row(path, code)))
    assert digest.problems == {"empty": 2, "binary": 1}
    plain = shown(digest.problem_table())
    assert "b.txt: cannot be used" in plain
    assert "a.txt" not in plain
    assert "\x1b" not in plain


def problem_row(path: str, code: str) -> dict[str, object]:
    return {"path": path, "stage": "read", "code": code, "words": "cannot be used", "fatal": True}
