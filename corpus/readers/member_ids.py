"""How a container's members are named: the path that a record shows, and the record's id."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from pathlib import PurePosixPath

from ..folder import assign_ids
from .streams import unpacked_name

SEPARATOR = "!"
"""Stands between a container's path and a member's name: 'releases.zip!2019/minister.pdf', 'news.jsonl!17'."""

_HASH_DIGITS = 10


def member_path(relative: str, chain: tuple[str, ...]) -> str:
    """The path of a member, `chain` being its name in the container, its name in that one, and so on."""
    return SEPARATOR.join((relative, *(name for name in chain if name)))


def member_of(source_path: str, relative: str) -> str | None:
    """The member's part of a record's source path; None for the file `relative` itself."""
    start = f"{relative}{SEPARATOR}"
    return source_path[len(start) :] if source_path.startswith(start) else None


class MemberIds:
    """Gives ids, each once: `<record_id>-<stem or number>`, with ten digits of the path's SHA-256 where that
    is taken already or is, or begins like, the id of another file of the run.
    """

    def __init__(self, record_id: str, relative: str, others: Collection[str] = ()) -> None:
        """`others`: ids of the run's other files; only those that begin with `record_id` matter."""
        self._record_id, self._relative = record_id, relative
        self._others = tuple(other.casefold() for other in others if other != record_id)
        self._given: set[int] = set()

    def of(self, chain: tuple[str, ...], *, is_row: bool = False) -> str:
        """The id of a member; that of the file itself for its own article (an empty name). `is_row`: its name is a
        number that no other member of its container has, so that it need not be remembered.
        """
        stems = [_stem(name) for name in chain if name]
        if not stems:
            return self._record_id
        plain = safe_id("-".join((self._record_id, *stems)))
        if self._is_free(plain, once=is_row and len(chain) == 1):
            return plain
        digest = sha256(member_path(self._relative, chain).encode("utf-8", "surrogatepass")).hexdigest()
        longer = safe_id("-".join((self._record_id, digest[:_HASH_DIGITS], *stems)))
        self._is_free(longer)
        return longer

    def _is_free(self, name: str, *, once: bool = False) -> bool:
        folded = name.casefold()
        if any(folded == other or folded.startswith(f"{other}-") for other in self._others):
            return False
        if once:
            return True
        key = int.from_bytes(sha256(folded.encode()).digest()[:8])  # a number takes less memory than the name
        if key in self._given:
            return False
        self._given.add(key)
        return True


def safe_id(name: str) -> str:
    """`name` as an id that is usable as a file name on any system."""
    path = f"{name.replace('/', '-')}.x"
    return assign_ids((path,))[path]


def _stem(name: str) -> str:
    if name.isdigit():
        return name
    pure = PurePosixPath(unpacked_name(name))
    return pure.stem if len(pure.suffix) <= 9 else pure.name
