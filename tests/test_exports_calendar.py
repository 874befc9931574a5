"""The calendar, read back by two parsers that are not ours: the same days, states, places; the same identifiers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from communique.models import Record
from communique.outputs.exports import ExportError
from communique.outputs.exports.target import Exported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("icalendar")
pytest.importorskip("ical")

from communique.outputs.exports.ical import write_calendar
from ical.calendar_stream import IcsCalendarStream

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))["record"]
KNOWN = {"series": "lab", "edition": 2}


def record(record_id: str, *, published: str | None = "2031-03-14", url: str | None = None, **event: Any) -> Record:
    changes: dict[str, Any] = {"id": record_id, "events": [SAMPLE["events"][0] | event]}
    changes["source"] = SAMPLE["source"] | {"url": url}
    changes["published"] = SAMPLE["published"] | {"date": published} if published else None
    return Record.model_validate(SAMPLE | changes)


def calendar(tmp_path: Path, *records: Record, **options: Any) -> tuple[list[Any], Exported]:
    path = tmp_path / "events.ics"
    exported = write_calendar(records, path, **options)
    events = IcsCalendarStream.calendar_from_ics(path.read_bytes().decode()).events
    assert len(events) == exported.written
    return list(events), exported


def test_an_entry_says_what_the_record_says(tmp_path: Path) -> None:
    [event], exported = calendar(tmp_path, record("a", url="https://example.org/lome?x=1"))
    assert event.summary == "Second Sahel Labour Forum"
    assert (event.dtstart, event.dtend) == (date(2031, 3, 12), date(2031, 3, 14)), "the end is the day after"
    assert event.dtstamp == datetime(2031, 3, 14, tzinfo=UTC)
    assert event.sequence == (date(2031, 3, 14) - date(1970, 1, 1)).days
    assert event.status == "CONFIRMED"
    assert event.location == "Palais des Congrès, Lomé, Togo"
    assert (event.geo.lat, event.geo.lng) == (6.13748, 1.21227)
    assert str(event.url) == "https://example.org/lome?x=1"
    assert event.categories == ["forum", "GCM objective 6"]
    assert event.description == (
        "Chaired by: Benin\nLed to: Lomé Call\nAlso called: Sahel Labour Forum; Forum\n"
        "Source: Lomé hosts the Sahel Labour Forum, Ministry of Labour, 2031-03-14, a"
    )
    assert exported.notes == ()


def test_another_parser_reads_the_same(tmp_path: Path) -> None:
    vobject = pytest.importorskip("vobject")
    calendar(tmp_path, record("a"), record("b", start="2031-12-31", end="2031-12-31", status="planned"))
    found = vobject.readOne((tmp_path / "events.ics").read_bytes().decode()).vevent_list
    assert [(e.dtstart.value, e.dtend.value, e.status.value) for e in found] == [
        (date(2031, 3, 12), date(2031, 3, 14), "CONFIRMED"),
        (date(2031, 12, 31), date(2032, 1, 1), "TENTATIVE"),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(start=st.dates(date(1600, 1, 1), date(9998, 1, 1)), length=st.integers(0, 400))
def test_days_come_back(tmp_path: Path, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    [event], _ = calendar(tmp_path, record("a", start=start.isoformat(), end=end.isoformat()))
    assert (event.dtstart, event.dtend - timedelta(days=1)) == (start, end)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("held", "CONFIRMED"),
        ("planned", "TENTATIVE"),
        ("postponed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("unknown", None),
    ],
)
def test_states(tmp_path: Path, status: str, word: str | None) -> None:
    [event], _ = calendar(tmp_path, record("a", status=status))
    assert event.status == word
    assert f"\r\nX-COMMUNIQUE-STATUS:{status}\r\n" in (tmp_path / "events.ics").read_bytes().decode()


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"start": None, "end": None}, "events left out, as no day is stated"),
        ({"start": None}, "events left out, as only the last day is stated"),
        (
            {"start": "2031-03-01", "end": "2031-03-31", "precision": "month"},
            "events left out, as only the month, the year or a vague time is known",
        ),
        (
            {"start": "2031-03-20", "end": "2031-03-31", "precision": "other"},
            "events left out, as only the month, the year or a vague time is known",
        ),
        ({"end": "9999-12-31"}, "events left out, as no day follows the last, and entries end before a day"),
    ],
)
def test_events_without_days_are_left_out_and_counted(tmp_path: Path, event: dict[str, Any], words: str) -> None:
    events, exported = calendar(tmp_path, record("a"), record("b", **event))
    assert len(events) == 1
    assert [(n.count, n.words) for n in exported.notes] == [(1, words)]


def test_a_first_day_alone_is_an_entry_and_says_so(tmp_path: Path) -> None:
    [event], exported = calendar(tmp_path, record("a", end=None))
    assert event.dtstart == date(2031, 3, 12)
    assert "DTEND" not in (tmp_path / "events.ics").read_text()
    assert "The last day is not stated." in event.description
    assert exported.notes[0].count == 1


def test_the_middle_of_a_country_is_no_position(tmp_path: Path) -> None:
    country = SAMPLE["locations"][2] | {"latitude": 8.6, "longitude": 0.8}
    told = record("a", venue=None, city=None, place_ids=["l3"])
    told = Record.model_validate(told.model_dump() | {"locations": [*SAMPLE["locations"][:2], country]})
    [event], _ = calendar(tmp_path, told)
    assert (event.geo, event.location) == (None, "Togo")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "not a url", None])
def test_addresses_that_are_none_of_the_web_are_left_out(tmp_path: Path, url: str | None) -> None:
    [event], _ = calendar(tmp_path, record("a", url=url))
    assert event.url is None


@pytest.mark.parametrize(
    "name",
    [
        "Forum; part 1, day 2 \\ more", "Line\nbreak", "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:other", "x" * 500, "Größe 日本 😀 " * 30,
        "a:b;c=\"d\"", "\u202eabc",
    ],
)  # fmt: skip
def test_names_come_back_whatever_is_in_them(tmp_path: Path, name: str) -> None:
    [event], _ = calendar(tmp_path, record("a", name=name))
    assert event.summary == name.replace("\r\n", "\n")
    lines = (tmp_path / "events.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545 folds lines longer than 75 octets"
    assert lines[-2:] == [b"END:VCALENDAR", b""]


def test_control_characters_are_marked(tmp_path: Path) -> None:
    [event], _ = calendar(tmp_path, record("a", name="a\x00b\x0cc\x1bd\ud800"))
    assert event.summary == "a\ufffdb\ufffdc\ufffdd\ufffd"


def test_a_second_import_updates(tmp_path: Path) -> None:
    before = record("a", published="2031-01-05", status="planned", start="2031-03-10", end="2031-03-11", **KNOWN)
    [first], _ = calendar(tmp_path, before)
    [second], exported = calendar(tmp_path, before, record("b", **KNOWN), record("c", **KNOWN))
    assert second.uid == first.uid
    assert second.sequence > first.sequence and second.dtstamp > first.dtstamp
    assert (second.dtstart, second.status) == (date(2031, 3, 12), "CONFIRMED")
    assert "Releases differ: 2031-03-10 to 2031-03-11; 2031-03-12 to 2031-03-13" in second.description
    assert exported.notes[0].count == 1
    [corrected], _ = calendar(tmp_path, before, revision=1)
    assert corrected.uid == first.uid and corrected.sequence > second.sequence


def test_identifiers_are_different_for_different_events(tmp_path: Path) -> None:
    events, _ = calendar(tmp_path, record("a"), record("b"), record("c", **KNOWN), record("d", known_as="lab-3"))
    assert len({event.uid for event in events}) == 4


def test_without_a_day_of_publication_the_stamp_is_the_first_of_1970(tmp_path: Path) -> None:
    [event], _ = calendar(tmp_path, record("a", published=None))
    assert (event.dtstamp, event.sequence) == (datetime(1970, 1, 1, tzinfo=UTC), 0)
    [old], _ = calendar(tmp_path, record("a", published="1931-01-01"))
    assert (old.dtstamp.year, old.sequence) == (1931, 0)


def test_many_releases_of_one_event_are_listed_the_newest_first(tmp_path: Path) -> None:
    told = [record(f"r{n:02}", published=f"2031-04-{n:02}", **KNOWN) for n in range(1, 26)]
    [event], _ = calendar(tmp_path, *told)
    sources = [line for line in event.description.split("\n") if line.startswith("Source")]
    assert len(sources) == 20 and sources[0].endswith("r25")
    assert event.description.endswith("and 5 earlier releases")


@pytest.mark.parametrize("revision", [-1, 20_001])
def test_a_revision_out_of_range_is_refused(tmp_path: Path, revision: int) -> None:
    with pytest.raises(ExportError, match="not between"):
        write_calendar([record("a")], tmp_path / "x.ics", revision=revision)
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_events_is_a_calendar_without_entries(tmp_path: Path) -> None:
    events, exported = calendar(tmp_path)
    assert (events, exported.written) == ([], 0)
