"""What lies on the reviewer's desk: the articles of a run in an order, their gold, what is to be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from ..models import Record
from ..outputs.report.facts import clipped
from ..outputs.report.marking import ArticleText
from ..outputs.wording import one_line, period_words
from .certainty import doubts, uncertainty
from .editing import EditError, open_entries, plain_gold
from .edits import Add, Edit
from .guessing import Selection, first_values
from .settling import unfit
from .store import GoldStore, State

Order = Literal["run", "certainty"]


@dataclass(frozen=True)
class Material:
    """An article of the run: its record, its text or why there is none, and its own file where it has one."""

    record: Record
    text: ArticleText | None
    lack: str = ""
    original: Path | None = None


class Run(Protocol):
    """Where articles come from, one at a time."""

    def records(self) -> Iterable[Record]:
        """All records, in the order of the run."""

    def material(self, record_id: str) -> Material:
        """One of them, with its text."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article in the list. `uncertainty` lies between 0 and 1; `doubts` is the number of doubtful values."""

    record_id: str
    title: str
    published: str
    events: int
    doubts: int
    uncertainty: float


class Desk:
    """The articles of `run` with their gold in `store`, in an order: that of the run, or the least certain first."""

    def __init__(self, run: Run, store: GoldStore, *, order: Order = "run") -> None:
        """Looks at every record once."""
        self.store = store
        self.order: Order = order
        self._run = run
        cards = [_card(record) for record in run.records()]
        if order == "certainty":
            cards.sort(key=lambda card: -card.uncertainty)  # stable: the run's order decides where they are the same
        self.cards: Sequence[Card] = tuple(cards)
        self._places = {card.record_id: n for n, card in enumerate(cards)}
        self.material = lru_cache(maxsize=4)(run.material)

    def __contains__(self, record_id: str) -> bool:
        """Whether the run has such an article."""
        return record_id in self._places

    def neighbours(self, record_id: str) -> tuple[Card | None, Card | None]:
        """The articles before and after one, in the desk's order."""
        at = self._places[record_id]
        return (
            self.cards[at - 1] if at else None,
            self.cards[at + 1] if at + 1 < len(self.cards) else None,
        )

    def next_open(self, after: str | None = None) -> Card | None:
        """The next article that nobody has finished, behind `after` or from the beginning; None if all are done."""
        start = self._places[after] + 1 if after in self._places else 0
        around = [*self.cards[start:], *self.cards[:start]]
        return next((c for c in around if c.record_id != after and not self.store.is_done(c.record_id)), None)

    def done(self) -> int:
        """Number of articles that are finished."""
        return sum(1 for card in self.cards if self.store.is_done(card.record_id))

    def state(self, material: Material) -> State:
        """The gold of an article. Refused, as `EditError`: one without a text, or whose text cannot have gold."""
        if material.text is None:
            raise EditError(material.lack)
        if reason := unfit(material.text.text):
            raise EditError(reason)
        return self.store.state(material.record, material.text.text)

    def save(self, material: Material, version: str, edits: Sequence[Edit]) -> str:
        """Make edits, each addition with first values of its own, and write the gold; see `GoldStore.save`."""
        state = self.state(material)
        assert material.text is not None
        text = material.text.text
        published = material.record.published
        day = published.date if published else None
        filled: list[Edit] = []
        for edit in edits:
            if isinstance(edit, Add):
                data = plain_gold(state.gold)
                guessed = first_values(edit.field, Selection(text, edit.span.start, edit.span.end, data, day))
                edit = edit.model_copy(update={"values": guessed | edit.values})
            filled.append(edit)
        return self.store.save(material.record, text, version, filled, material.original)


def unreviewed(state: State) -> list[str]:
    """Names of the entries that nobody has looked at."""
    return open_entries(plain_gold(state.gold))


def _card(record: Record) -> Card:
    published = record.published.date if record.published else None
    return Card(
        record_id=record.id,
        title=clipped(one_line(record.title.text) if record.title else record.id, 200),
        published=period_words(published, published, "day"),
        events=len(record.events),
        doubts=len(doubts(record)),
        uncertainty=uncertainty(record),
    )
