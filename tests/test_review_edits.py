"""Edits of gold, one by one: what they change, what they refuse, and that the loader takes what comes out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from communique.corpus.gold.models import Gold
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import check_gold, parse_gold
from communique.review.editing import Data, EditError, edited, open_entries, plain_gold, sign
from communique.review.edits import Edit
from communique.review.forms import form_of
from communique.review.guessing import Selection, first_values
from pydantic import TypeAdapter

TEXT = "Harbour talks open\n\nThe Harbour Summit met in Oslo on 3 May 2031. “We did well,” said Minister Ada Berg of Norway.\n"
EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


def span(words: str, nth: int = 0) -> dict[str, int]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return {"start": at, "end": at + len(words)}


def mention(words: str) -> Data:
    return {**span(words), "text": words}


@pytest.fixture
def data() -> Data:
    return {
        "id": "harbour", "draft": True, "unjudged": ["warnings"],
        "title": {"text": "Harbour talks open", "mention": mention("Harbour talks open")},
        "events": [{"id": "event-1", "name": "Harbour Summit", "kind": "summit", "status": "held", "date_ids": ["date-1"],
                    "place_ids": ["place-1"], "official_ids": ["official-1"], "accept": {"place_ids": ["place-1"]},
                    "mentions": [mention("Harbour Summit")]}],
        "dates": [{"id": "date-1", "start": "2031-05-03", "end": "2031-05-03", "precision": "day", "role": "event",
                   "mentions": [mention("3 May 2031")]}],
        "locations": [{"id": "place-1", "name": "Oslo", "type": "city", "country": "NO", "role": "event",
                       "mentions": [mention("Oslo")]}],
        "officials": [{"id": "official-1", "name": "Ada Berg", "titles": [mention("Minister")], "mentions": [mention("Ada Berg")]}],
        "quotes": [{"id": "quote-1", "official_id": "official-1", "verb": "said", "direct": True, "mentions": [mention("We did well,")]}],
    }  # fmt: skip


def do(data: Data, **edit: Any) -> str:
    return edited(data, EDIT.validate_python(edit), TEXT)


def checked(data: Data) -> Gold:
    """The gold, as the loader reads its file."""
    gold = check_gold("harbour.yaml", data, {}, TEXT)
    assert parse_gold("harbour.yaml", gold_yaml(gold).encode(), TEXT) == gold
    return gold


def test_a_draft_counts_what_is_not_confirmed(data: Data) -> None:
    assert open_entries(data) == ["title", "event-1", "date-1", "place-1", "official-1", "quote-1"]
    assert do(data, do="confirm", entry="date-1") == "date-1"
    do(data, do="confirm", entry="title")
    assert open_entries(data) == ["event-1", "place-1", "official-1", "quote-1"]
    do(data, do="confirm", entry="date-1", on=False)
    assert checked(data).review.confirmed == ("title",)  # type: ignore[union-attr]


def test_a_finished_file_is_no_draft_and_lists_nothing(data: Data) -> None:
    do(data, do="confirm", entry="date-1")
    do(data, do="finish")
    sign(data, "Ada", "2031-05-04")
    gold = checked(data)
    assert not gold.draft and gold.review is not None and open_entries(data) == []
    assert (gold.review.by, gold.review.day, gold.review.confirmed) == (("Ada",), date(2031, 5, 4), ())
    sign(data, "Ben", None)
    assert checked(data).review.model_dump(exclude_unset=True) == {"by": ("Ada", "Ben")}  # type: ignore[union-attr]
    do(data, do="finish", on=False)
    assert checked(data).draft


def test_values_and_links_are_changed_and_taken_out(data: Data) -> None:
    do(data, do="change", entry="event-1", values={"city": "Oslo", "country": "NO", "date_ids": None, "edition": "3"})
    event = checked(data).events[0]
    assert (event.city, event.country, event.date_ids, event.edition) == ("Oslo", "NO", (), 3)
    assert "event-1" not in open_entries(data)
    with pytest.raises(EditError, match="changed by its words"):
        do(data, do="change", entry="event-1", values={"mentions": []})


def test_words_are_added_moved_made_optional_and_taken_out(data: Data) -> None:
    do(data, do="add_mention", entry="event-1", span=span("talks"))
    do(data, do="add_mention", entry="event-1", part="organizers", span=span("Norway"))
    event = checked(data).events[0]
    assert [m.text for m in event.mentions] == ["talks", "Harbour Summit"]
    assert [(p.name, p.mention.text) for p in event.organizers] == [("Norway", "Norway")]
    do(data, do="move_mention", entry="event-1", number=0, required=False)
    do(data, do="move_mention", entry="event-1", number=1, span=span("The Harbour Summit"))
    event = checked(data).events[0]
    assert [(m.text, m.required) for m in event.mentions] == [("talks", False), ("The Harbour Summit", True)]
    assert event.name == "The Harbour Summit", "a name that was these words goes with them"
    do(data, do="delete_mention", entry="event-1", number=0)
    do(data, do="delete_mention", entry="event-1", part="organizers", number=0)
    assert "organizers" not in data["events"][0] and len(checked(data).events[0].mentions) == 1
    with pytest.raises(EditError, match="only mention"):
        do(data, do="delete_mention", entry="event-1", number=0)


def test_the_title_goes_with_its_words(data: Data) -> None:
    do(data, do="move_mention", entry="title", part="mention", number=0, span=span("Harbour talks"))
    assert checked(data).title.text == "Harbour talks"  # type: ignore[union-attr]


def test_white_space_around_words_is_left_out(data: Data) -> None:
    at = TEXT.index(" Oslo ")
    do(data, do="add_mention", entry="event-1", span={"start": at, "end": at + 6})
    assert [m.text for m in checked(data).events[0].mentions][-1] == "Oslo"
    with pytest.raises(EditError, match="no words"):
        do(data, do="add", field="dates", span={"start": at, "end": at + 1})


def test_what_links_to_a_deleted_entry_is_unlinked(data: Data) -> None:
    do(data, do="confirm", entry="place-1")
    do(data, do="delete", entry="place-1")
    gold = checked(data)
    assert gold.events[0].place_ids == () and gold.events[0].accept == {"place_ids": ()} and gold.locations == ()
    with pytest.raises(EditError, match="quote-1 has this person as its speaker"):
        do(data, do="delete", entry="official-1")
    do(data, do="delete", entry="quote-1")
    do(data, do="delete", entry="official-1")
    assert checked(data).events[0].official_ids == ()


@pytest.mark.parametrize(
    "edit",
    [
        {"do": "confirm", "entry": "event-9"},
        {"do": "add_mention", "entry": "date-1", "part": "titles", "span": span("Oslo")},
        {"do": "add_mention", "entry": "date-1", "span": span("3 May 2031")},
        {"do": "move_mention", "entry": "date-1", "number": 3, "span": span("Oslo")},
        {"do": "delete_mention", "entry": "date-1", "part": "id", "number": 0},
        {"do": "delete_mention", "entry": "title", "part": "mention", "number": 0},
        {"do": "add", "field": "warnings", "span": span("Oslo")},
        {"do": "add", "field": "id", "span": span("Oslo")},
        {"do": "add", "field": "title", "span": span("Oslo")},
        {"do": "add", "field": "dates", "span": {"start": 9_000, "end": 9_001}},
        {"do": "undo"},
    ],
)
def test_what_cannot_be_done_is_refused_in_words(data: Data, edit: dict[str, Any]) -> None:
    with pytest.raises(EditError, match=r"\w+ \w+"):
        do(data, **edit)


def added(data: Data, field: str, words: str) -> Any:
    """The entry that is made of some words, with the first values that are guessed for it."""
    where = span(words)
    values = first_values(field, Selection(TEXT, where["start"], where["end"], data, date(2031, 5, 4)))
    name = do(data, do="add", field=field, span=where, values=values)
    gold = checked(data)
    return getattr(gold, name) if hasattr(gold, name) else next(e for e in getattr(gold, field) if e.id == name)


def test_added_words_have_first_values_that_the_loader_takes(data: Data) -> None:
    day = added(data, "dates", "May 2031")
    assert (day.start, day.end, day.precision) == (date(2031, 5, 1), date(2031, 5, 31), "month")
    place = added(data, "locations", "Norway")
    assert (place.type, place.country) == ("country", "NO")
    assert added(data, "events", "Harbour talks").kind == "conference"
    assert added(data, "instruments", "talks").name == "talks"
    assert added(data, "quotes", "did well").direct is False
    assert added(data, "quotes", "We did well").direct is True
    assert added(data, "organizations", "Minister").name == "Minister"
    assert (added(data, "objectives", "3").number, added(data, "objectives", "Oslo").number) == (3, 1)
    assert added(data, "principles", "Oslo").letter == "a"
    assert added(data, "fields", "Ada Berg of Norway").label == "Ada Berg of Norway"
    assert added(data, "published", "3 May 2031").date == date(2031, 5, 3)
    assert added(data, "issuer", "Norway").name == "Norway"
    assert added(data, "officials", "Berg").id not in open_entries(data)


def test_a_quote_needs_a_speaker_and_a_day_of_publication_a_day(data: Data) -> None:
    with pytest.raises(EditError, match="name no day"):
        first_values("published", Selection(TEXT, 0, 7, data))
    with pytest.raises(EditError, match="Add the person who speaks first"):
        first_values("quotes", Selection(TEXT, 0, 7, {}))


def test_entries_stand_in_the_order_of_the_text(data: Data) -> None:
    added(data, "dates", "May")
    assert [e["id"] for e in data["dates"]] == ["date-1", "date-2"]
    added(data, "officials", "Harbour")
    assert [e["id"] for e in data["officials"]] == ["official-2", "official-1"]


@pytest.mark.parametrize("name", ["event-1", "date-1", "place-1", "official-1", "quote-1", "title"])
def test_every_entry_has_a_form_with_its_values(data: Data, name: str) -> None:
    form = form_of(checked(data), data, name)
    kinds = {i.name: i for i in form.inputs}
    assert form.entry == name and "note" in kinds and "mentions" not in kinds and "titles" not in kinds
    if name == "event-1":
        assert [c.value for c in kinds["date_ids"].choices if c.chosen] == ["date-1"]
        assert kinds["name"].value == "Harbour Summit" and "summit" in [c.value for c in kinds["kind"].choices]
    if name == "quote-1":
        assert [c.words for c in kinds["official_id"].choices] == ["Ada Berg"]
    if name == "date-1":
        assert kinds["start"].value == "2031-05-03"


def test_a_file_that_says_too_much_of_its_review_is_refused(data: Data) -> None:
    data["review"] = {"confirmed": ["event-7"]}
    with pytest.raises(ValueError, match="there is no entry 'event-7'"):
        checked(data)
    data["review"] = {"confirmed": ["event-1"]}
    del data["draft"]
    with pytest.raises(ValueError, match="belongs to a draft"):
        checked(data)


def test_plain_gold_is_the_gold_again(data: Data) -> None:
    gold = checked(data)
    assert check_gold("harbour.yaml", plain_gold(gold), {}, TEXT) == gold
