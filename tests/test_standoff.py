"""Gold is refused when it does not fit its article, with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from communique.corpus.standoff import GoldError, load_gold, locate, parse_gold
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Oslo, 3 May 2021\n\nThe Harbour Summit met in Oslo – Minister Åse Lund spoke.\n"
GOLD = """\
id: a
events:
  - id: summit
    name: Harbour Summit
    kind: summit
    start: 2021-05-03
    end: 2021-05-03
    precision: day
    date_ids: [day]
    city: Oslo
    country: NO
    place_ids: [oslo]
    official_ids: [lund]
    status: held
    principal: true
    mentions:
      - {start: 22, end: 36, text: Harbour Summit}
dates:
  - id: day
    start: 2021-05-03
    end: 2021-05-03
    precision: day
    role: event
    mentions:
      - {start: 6, end: 16, text: 3 May 2021, zone: dateline}
locations:
  - id: oslo
    name: Oslo
    type: city
    country: NO
    role: event
    mentions:
      - {start: 0, end: 4, text: Oslo}
      - {start: 44, end: 48, text: Oslo, also: [{start: 41, end: 48, text: in Oslo}]}
officials:
  - id: lund
    name: Åse Lund
    titles:
      - {start: 51, end: 59, text: Minister}
    country: "NO"
    mentions:
      - {start: 60, end: 68, text: Åse Lund}
quotes: []
"""

OSLO = "[{start: 0, end: 4, text: Oslo}]"


def refused(gold: str, text: str = TEXT, name: str = "a.yaml") -> GoldError:
    with pytest.raises(GoldError) as caught:
        parse_gold(name, gold.encode(), text)
    return caught.value


def changed(old: str, new: str) -> str:
    assert GOLD.count(old) == 1, f"{old!r} must stand once in the sample"
    return GOLD.replace(old, new)


def test_sample_is_read() -> None:
    gold = parse_gold("a.yaml", GOLD.encode(), TEXT)
    assert gold.events[0].country == "NO"
    assert gold.events[0].principal is True
    assert gold.dates[0].start is not None and gold.dates[0].start.isoformat() == "2021-05-03"
    assert gold.officials[0].mentions[0].text == TEXT[60:68]
    assert gold.quotes == ()


def test_file_is_read_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(GOLD.encode())
    assert load_gold(path, TEXT) == parse_gold("a.yaml", GOLD.encode(), TEXT)
    path.write_bytes(GOLD.replace("\n", "\r\n").encode())
    with pytest.raises(GoldError, match=r"a\.yaml:1: \(file\): CR"):
        load_gold(path, TEXT)


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "reason"),
    [
        ("{start: 22, end: 36,", "{start: 23, end: 37,", 17, "events.0.mentions.0", "starts at: 22"),
        ("{start: 22, end: 36,", "{start: 22, end: 35,", 17, "events.0.mentions.0", "'Harbour Summi'"),
        ("end: 36, text: Harbour", "end: 36, text: Harvest", 17, "events.0.mentions.0", "nowhere"),
        ("{start: 60, end: 68,", "{start: 60, end: 680,", 42, "officials.0.mentions.0", "out of range"),
        ("{start: 60, end: 68,", "{start: 68, end: 60,", 42, "officials.0.mentions.0", "out of range"),
        ("{start: 60, end: 68,", "{start: -8, end: 68,", 42, "officials.0.mentions.0.start", "greater than"),
        ("end: 59, text: Minister", 'end: 60, text: "Minister "', 39, "officials.0.titles.0", "white space"),
        (
            "{start: 41, end: 48, text: in Oslo}",
            "{start: 0, end: 4, text: Oslo}",
            34,
            "locations.0.mentions.1.also.0",
            "overlap",
        ),
        (
            "{start: 0, end: 4, text: Oslo}",
            "{start: 44, end: 48, text: Oslo}",
            32,
            "locations.0.mentions",
            "twice",
        ),
        ("quotes: []", "quotations: []", 43, "quotations", "unknown label"),
        ("    status: held", "    status: held\n    state: held", 15, "events.0.state", "unknown attribute"),
        ("    status: held", "    status: over", 14, "events.0.status", "Input should be"),
        ("    status: held\n", "", 3, "events.0.status", "is missing"),
        ("    status: held", "    status: held\n    status: held", 15, "events.0.status", "twice"),
        (
            "    status: held",
            "    status: held\n    accept: {colour: [red]}",
            15,
            "events.0.accept.colour",
            "unknown",
        ),
        ("- id: summit", "- id: day", 19, "dates.0.id", "taken by events.0"),
        ("id: a\n", "id: b\n", 1, "id", "the file is called"),
        ("[oslo]", "[bergen]", 12, "events.0.place_ids.0", "no 'bergen' in locations"),
        ("[oslo]", "[day]", 12, "events.0.place_ids.0", "no 'day' in locations"),
        ("[lund]", "[lund, oslo]", 13, "events.0.official_ids.1", "no 'oslo' in officials"),
        (
            "    principal: true",
            "    relations: [{type: part_of, event_id: fair}]",
            15,
            "events.0.relations.0",
            "no 'fair' in events",
        ),
        (
            "    principal: true",
            "    relations: [{type: part_of, event_id: summit}]",
            15,
            "events.0.relations.0",
            "itself",
        ),
        (
            "    principal: true",
            "    accept: {relations: [part_of fair]}",
            15,
            "events.0.accept.relations.0",
            "no 'fair'",
        ),
        (
            "quotes: []",
            "quotes: [{id: q, official_id: x, verb: said, direct: false, mentions: " + OSLO + "}]",
            43,
            "quotes.0.official_id",
            "no 'x' in officials",
        ),
        ("quotes: []", "unjudged: [dates]", 18, "dates", "unjudged"),
        ("quotes: []", "unjudged: [colours]", 43, "unjudged.0", "to judge"),
        ("quotes: []", "quotes: [", 44, "(file)", "no YAML"),
        ("quotes: []", "quotes: &x []\nissuer: *x", 44, "issuer", "alias"),
        (
            "text: Harbour Summit}",
            "text: Harbour Summit, required: false}",
            16,
            "events.0.mentions",
            "needs a required mention",
        ),
        ('country: "NO"', "country: XQ", 40, "officials.0.country", "country code"),
        (
            "end: 2021-05-03\n    precision: day\n    role",
            "end: 2021-05-02\n    precision: day\n    role",
            19,
            "dates.0",
            "after end",
        ),
    ],
)
def test_tampered_gold_is_refused_with_line_and_key(old: str, new: str, line: int, key: str, reason: str) -> None:
    faults = refused(changed(old, new)).faults
    assert [(f.line, f.key) for f in faults] == [(line, key)]
    assert reason in faults[0].reason


def test_message_names_file_line_and_key() -> None:
    assert str(refused(changed("- id: summit", "- id: day"))).startswith("a.yaml:19: dates.0.id: ")


def test_every_fault_is_reported_in_order_of_line() -> None:
    gold = changed("{start: 60, end: 68,", "{start: 61, end: 69,").replace(
        "{start: 22, end: 36,", "{start: 21, end: 35,"
    )
    assert [f.line for f in refused(gold).faults] == [17, 42]


def test_carriage_returns_are_refused_in_either_file() -> None:
    assert "CR" in refused(GOLD.replace("\n", "\r\n")).faults[0].reason
    fault = refused(GOLD, TEXT.replace("\n\n", "\n\r\n")).faults[0]
    assert fault.key == "(article)" and "line 2" in fault.reason


def test_gold_that_is_no_utf8_is_refused() -> None:
    with pytest.raises(GoldError, match=r"a\.yaml:37: \(file\): is no UTF-8"):
        parse_gold("a.yaml", GOLD.replace("Åse", "\udcff").encode("utf-8", "surrogateescape"), TEXT)


def test_empty_file_is_refused() -> None:
    assert refused("").faults[0].line == 1


def test_objective_numbers_and_principal_events_are_single() -> None:
    entry = "  - {{id: o{0}, number: 7, mentions: [{{start: 0, end: 4, text: Oslo}}]}}\n"
    faults = refused(GOLD + "objectives:\n" + entry.format(1) + entry.format(2)).faults
    assert [(f.line, f.key) for f in faults] == [(46, "objectives.1.number")]
    second = f"  - {{id: fair, name: Oslo, kind: fair, status: held, principal: true, mentions: {OSLO}}}\n"
    faults = refused(changed("dates:\n", second + "dates:\n")).faults
    assert [(f.line, f.key) for f in faults] == [(18, "events.1.principal")]


def test_title_is_checked_like_the_rest() -> None:
    title = "title: {{text: {}, mention: {{start: 0, end: 4, text: Oslo}}, accept: {{{}: [x]}}}}\n"
    assert parse_gold("a.yaml", (GOLD + title.format("Oslo", "text")).encode(), TEXT).title is not None
    faults = refused(GOLD + title.format("Bergen", "size")).faults
    assert [(f.line, f.key) for f in faults] == [(44, "title.accept.size"), (44, "title.text")]


def test_omitted_open_attributes_are_not_judged_and_stated_ones_are() -> None:
    gold = parse_gold("a.yaml", changed("    type: city", "    type: city\n    geonames_id: null").encode(), TEXT)
    judged = gold.locations[0].judged()
    assert "geonames_id" in judged and "country" in judged
    assert "latitude" not in judged and "mentions" not in judged


@given(
    shift=st.integers(-80, 80).filter(bool),
    which=st.sampled_from([(0, 4), (6, 16), (22, 36), (51, 59), (60, 68)]),
)
def test_no_shifted_mention_passes(shift: int, which: tuple[int, int]) -> None:
    start, end = which
    old = f"{{start: {start}, end: {end},"
    new = f"{{start: {start + shift}, end: {end + shift},"
    if TEXT[start + shift : end + shift] == TEXT[start:end] and start + shift >= 0:
        return  # 'Oslo' stands twice: the other place is as true
    refused(changed(old, new))


@given(st.text(alphabet="ab–é\n", max_size=40), st.text(alphabet="ab–é", min_size=1, max_size=3))
def test_locate_finds_every_place(text: str, surface: str) -> None:
    spans = locate(text, surface)
    assert [s.start for s in spans] == [i for i in range(len(text)) if text.startswith(surface, i)]
    assert all(text[s.start : s.end] == surface for s in spans)
