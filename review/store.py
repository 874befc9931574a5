"""The gold folder as the review page writes it: a file an article, replaced whole, never over what is not known."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus.gold.drafting import draft_gold
from ..corpus.gold.models import Gold
from ..corpus.gold.plain import GoldError, plain_data
from ..corpus.gold.writing import gold_yaml
from ..corpus.goldset import set_folders
from ..corpus.standoff import check_gold, parse_gold
from ..models import InputError, Record
from ..outputs.atomic import write_text
from ..outputs.run_files import record_file_name
from .editing import EditError, edited, plain_gold, sign
from .edits import Edit, Undo
from .settling import ArticleSettler

NEW = "new"
"""The version of a gold file that is not there yet."""
_MOST_STEPS = 500


class ConflictError(InputError):
    """The gold is no longer the one that an edit was meant for. `version` is the one that is there now."""

    def __init__(self, version: str) -> None:
        super().__init__("This article was changed in another window, or its file by another program.")
        self.version = version


@dataclass(frozen=True)
class State:
    """The gold of an article, and the version that an edit must name to be made in it."""

    gold: Gold
    version: str

    @property
    def is_new(self) -> bool:
        """Whether there is no file yet: the gold is what the program read."""
        return self.version == NEW


@dataclass
class _Steps:
    """The gold before each edit (None: no file), and what was undone; `version` is the one that these lead to."""

    past: list[Gold | None] = field(default_factory=list)
    undone: list[Gold | None] = field(default_factory=list)
    version: str = ""


class GoldStore:
    """Reads and writes the gold of one folder; safe to be used by several threads.

    `who` and `day` (ISO) are written into what is saved, if given. Edits can be undone as long as the store lives.
    """

    def __init__(self, folder: Path, *, who: str | None = None, day: str | None = None) -> None:
        """`folder` is made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        articles, self._gold = set_folders(folder)
        self._settler = ArticleSettler(articles)
        self._who, self._day = who, day
        self._lock = threading.Lock()
        self._steps: dict[str, _Steps] = {}
        self._known: dict[str, tuple[bytes, State]] = {}
        self._done: dict[str, tuple[tuple[int, int], bool]] = {}

    def path(self, record_id: str) -> Path:
        """The gold file of a record."""
        return self._gold / f"{gold_id(record_id)}.yaml"

    def is_done(self, record_id: str) -> bool | None:
        """Whether a person has finished the article; None where there is no file."""
        path = self.path(record_id)
        try:
            stat = path.stat()
        except FileNotFoundError:
            return None
        stamp = stat.st_mtime_ns, stat.st_size
        known = self._done.get(path.name)
        if known is None or known[0] != stamp:
            known = self._done[path.name] = stamp, _is_done(path)
        return known[1]

    def state(self, record: Record, text: str) -> State:
        """The gold as the file has it, or a draft of what the program read. Refused, as `GoldError`: a faulty file."""
        name = gold_id(record.id)
        path = self.path(record.id)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raw = b""
        known = self._known.get(name)
        if known is None or known[0] != raw:
            if raw:
                state = State(parse_gold(path.name, raw, text), version_of(raw))
            else:
                state = State(draft_gold(record.model_copy(update={"id": name})), NEW)
            self._known = {name: (raw, state)}  # the one that is worked on
            return state
        return known[1]

    def save(self, record: Record, text: str, version: str, edits: Sequence[Edit], original: Path | None = None) -> str:
        """Make `edits` in the gold of `version`, and write it. Gives the entry that the last one was made in.

        The article is put beside it if it is not there; `original` is its own file, if it has one. Refused, with the
        file as it was: another version than the one that is there (`ConflictError`), what cannot be done
        (`EditError`), and what the gold loader refuses (`GoldError`).
        """
        with self._lock:
            state = self.state(record, text)
            if state.version != version:
                raise ConflictError(state.version)
            steps = self._steps.setdefault(record.id, _Steps())
            if steps.version != state.version:  # changed by others: what was before is not what it was
                steps.past, steps.undone = [], []
            before = None if state.is_new else state.gold
            if len(edits) == 1 and isinstance(edits[0], Undo):
                source, target = (steps.past, steps.undone)[:: 1 if edits[0].do == "undo" else -1]
                if not source:
                    raise EditError(f"There is nothing to {edits[0].do}: steps are known as long as the program runs.")
                steps.version = self._write(record, text, source[-1], original)
                source.pop()
                target.append(before)
                return ""
            gold, focus = self._edited(state.gold, edits, text)
            steps.version = self._write(record, text, gold, original)
            steps.past, steps.undone = [*steps.past, before][-_MOST_STEPS:], []
            return focus

    def steps(self, record_id: str, version: str) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        steps = self._steps.get(record_id)
        if steps is None or steps.version != version:
            return False, False
        return bool(steps.past), bool(steps.undone)

    def _edited(self, gold: Gold, edits: Sequence[Edit], text: str) -> tuple[Gold, str]:
        data, focus = plain_gold(gold), ""
        for edit in edits:
            focus = edited(data, edit, text)
        sign(data, self._who, self._day)
        return check_gold(f"{gold.id}.yaml", data, {}, text), focus

    def _write(self, record: Record, text: str, gold: Gold | None, original: Path | None) -> str:
        path = self.path(record.id)
        if gold is None:  # back to before the first edit
            path.unlink(missing_ok=True)
            return NEW
        self._settler.settle(path.stem, record, text, original)
        content = gold_yaml(gold)
        write_text(path, content)
        raw = content.encode()
        version = version_of(raw)
        self._known = {path.stem: (raw, State(gold, version))}
        return version


def version_of(raw: bytes) -> str:
    """What names the content of a gold file."""
    return hashlib.sha256(raw).hexdigest()[:20]


def gold_id(record_id: str) -> str:
    """The id of a record's gold: the record's own, less what a file name cannot hold."""
    return record_file_name(record_id).removesuffix(".json")


def _is_done(path: Path) -> bool:
    """Whether the gold file is no draft; one that cannot be read is not done."""
    try:
        data = plain_data(path.name, path.read_bytes(), {})
    except GoldError:
        return False
    return isinstance(data, dict) and str(data.get("draft", "false")).casefold() not in ("true", "yes", "on", "1")
