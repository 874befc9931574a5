"""Which files a run reads, in which order, and the ids of their records."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..models import Problem
from ..models.problem import ProblemCode
from .patterns import base_of, is_pattern, matches

_MAX_ID_BYTES = 180  # leaves room for '.json' and a temporary suffix within the usual 255
_HASH_DIGITS = 10
# What Windows, macOS or Linux refuse in a file name, and what a shell or a spreadsheet would trip over.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u2028\u2029\ufeff\ud800-\udfff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `root` is the input folder it was found in; `relative` names it uniquely within the
    run.
    """

    path: Path
    root: Path
    relative: str


def find_inputs(paths: Sequence[str | Path]) -> Iterator[Input | Problem]:
    """The files under `paths`, each once, and what is amiss; in the order of `paths`, within a folder by
    name. A path may be a pattern ('releases/**/*.html'): then its files are named relative to `releases`.

    Skipped without a word: hidden files and folders (unless named in `paths`), a file that was met before,
    and links to folders whose files are met anyway. A problem: a path that does not exist (`not_found`),
    what cannot be looked at (`unreadable`), a link that leads back to a folder above it (`loop`), a link to
    a folder outside the input, and what is neither file nor folder (`unsupported`). Links to files are
    followed.
    """
    places = [_place(p) for p in paths]
    seen: set[str] = set()
    taken: set[str] = set()
    for asked, place, label in zip(paths, places, _labels(places), strict=True):
        for found in _found(str(asked), place):
            if isinstance(found, Problem):
                yield found
            elif found.real not in seen:
                seen.add(found.real)
                root = place if found.path != place else place.parent
                relative = _unique_name(found.path, place, label, taken)
                taken.add(relative)
                yield Input(found.path, root, relative)


def _place(asked: str | Path) -> Path:
    return base_of(str(asked)) if is_pattern(str(asked)) else Path(asked)


def _found(asked: str, place: Path) -> Iterator[_File | Problem]:
    """The files of one input, a file or folder or pattern."""
    if not is_pattern(asked):
        yield from _walk(place)
        return
    met = matches(asked)
    if not met:
        yield _problem(asked, "not_found", "no file has a name like that", fatal=True)
    for path in met:
        yield from _walk(path)


def input_roots(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """The folders that `find_inputs` reports as roots: each folder itself, the parent of each file, the folder before
    the wildcards of a pattern.
    """
    places = map(_place, paths)
    return tuple(dict.fromkeys(p if os.path.isdir(p) else p.parent for p in places))  # noqa: PTH112 - never raises


def relative_name(path: Path, root: Path) -> str:
    """`path` relative to `root`, with '/'; the name alone where it does not lie within."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def printable(name: str) -> str:
    """A file name as text that UTF-8 can carry: a byte of a name that is no valid UTF-8 reads as '\\xe9'."""
    return _SURROGATE.sub(_escaped, name)


def _escaped(half: re.Match[str]) -> str:
    code = ord(half[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def assign_ids(relative_paths: Iterable[str]) -> dict[str, str]:
    """A record id for each relative path: unique, and usable as a file name on any system.

    The stem where no other file of the run has it, else parent folders and stem joined by '-', else the
    extension too, else the stem with ten digits of the path's SHA-256. All files that share a name give it
    up, so the order of the paths does not matter. Names that differ only in case or Unicode form count as
    shared.
    """
    paths = list(dict.fromkeys(relative_paths))
    level = dict.fromkeys(paths, 0)
    ids = {path: _candidate(path, 0) for path in paths}
    pending = paths
    while pending:
        groups: dict[str, list[str]] = {}
        for path in paths:
            groups.setdefault(_folded(ids[path]), []).append(path)
        pending = [p for group in groups.values() if len(group) > 1 for p in group if level[p] < 3]
        for path in pending:
            level[path] += 1
            ids[path] = _candidate(path, level[path])
    return ids


def _candidate(path: str, level: int) -> str:
    pure = PurePosixPath(path)
    joined = "-".join((*(p for p in pure.parts[:-1] if p not in ("..", ".", "/")), pure.stem))
    if level == 0:
        return _safe(pure.stem, path)
    if level == 1:
        return _safe(joined, path)
    if level == 2:
        return _safe(f"{joined}-{pure.suffix.removeprefix('.')}", path)
    return _safe(f"{pure.stem}-{_digest(path)}", path)


def _safe(name: str, path: str) -> str:
    clean = _UNSAFE.sub("-", unicodedata.normalize("NFC", printable(name))).strip(" .")
    if not clean or _RESERVED.match(clean):
        clean = f"file-{clean}" if clean else f"file-{_digest(path)}"
    encoded = clean.encode("utf-8")
    if len(encoded) <= _MAX_ID_BYTES:
        return clean
    kept = encoded[: _MAX_ID_BYTES - _HASH_DIGITS - 1].decode("utf-8", "ignore")
    return f"{kept}-{_digest(path)}"


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


class _File(NamedTuple):
    path: Path
    real: str


def _walk(place: Path) -> Iterator[_File | Problem]:
    """Files at and under `place`, a folder's files before its folders. Any depth: it keeps its own stack."""
    kind = _look_at(place)
    if isinstance(kind, Problem):
        yield kind
    elif not stat.S_ISDIR(kind):
        yield _file_or_problem(place, kind, os.path.realpath(place))
    else:
        boundary = os.path.realpath(place)
        pending = [(place, boundary)]
        while pending:
            folder, real = pending.pop()
            folders = []
            for entry in _entries(folder):
                if not isinstance(entry, Problem) and entry.is_dir(follow_symlinks=False):
                    folders.append((folder / entry.name, os.path.join(real, entry.name)))  # noqa: PTH118
                elif (found := _met(entry, folder, real, boundary)) is not None:
                    yield found
            pending.extend(reversed(folders))


def _met(entry: os.DirEntry[str] | Problem, folder: Path, real: str, boundary: str) -> _File | Problem | None:
    """A folder's entry that is no folder itself; None for a link to a folder that is read elsewhere."""
    if isinstance(entry, Problem):
        return entry
    path = folder / entry.name
    kind = _look_at(path)
    if isinstance(kind, Problem):
        return kind
    if stat.S_ISDIR(kind):
        return _linked_folder(path, real, boundary)
    linked = entry.is_symlink()
    return _file_or_problem(path, kind, os.path.realpath(path) if linked else os.path.join(real, entry.name))  # noqa: PTH118


def _entries(folder: Path) -> list[os.DirEntry[str] | Problem]:
    try:
        with os.scandir(folder) as entries:
            shown = [e for e in entries if not e.name.startswith(".")]
    except OSError as error:
        return [_problem(folder, "unreadable", f"the folder cannot be listed: {error.strerror}", fatal=True)]
    return [*sorted(shown, key=lambda e: e.name)]


def _linked_folder(link: Path, home: str, boundary: str) -> Problem | None:
    target = os.path.realpath(link)
    if _within(home, target):
        return _problem(link, "loop", "is a link to a folder above it; it was not followed", fatal=False)
    if _within(target, boundary):
        return None
    words = "is a link to a folder outside the input; name that folder as an input to have it read"
    return _problem(link, "unsupported", words, fatal=True)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _look_at(path: Path) -> int | Problem:
    """The mode of what `path` leads to, or why nobody can tell."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        words = "is a link to nothing" if path.is_symlink() else "there is no such file or folder"
        return _problem(path, "not_found", words, fatal=True)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _problem(path, "loop", "is a link that leads to itself", fatal=True)
        return _problem(path, "unreadable", f"cannot be looked at: {error.strerror}", fatal=True)
    except ValueError:  # a NUL in the path
        return _problem(path, "not_found", "is no possible path", fatal=True)


def _file_or_problem(path: Path, mode: int, real: str) -> _File | Problem:
    if stat.S_ISREG(mode):
        return _File(path, real)
    return _problem(path, "unsupported", "is neither a file nor a folder (a pipe, socket or device)", fatal=True)


def _problem(path: str | Path, code: ProblemCode, words: str, *, fatal: bool) -> Problem:
    return Problem(path=printable(str(path)), stage="read", code=code, words=words, fatal=fatal)


def _labels(places: Sequence[Path]) -> list[tuple[str, ...]]:
    """The shortest tail of each input's path that no other input ends in; nothing where there is one input
    only.
    """
    parts = [Path(os.path.abspath(p)).parts for p in places]  # noqa: PTH100 - keeps links as they are named
    if len(parts) == 1:
        return [()]
    tails = {own: own[-1:] for own in parts}
    pending = list(tails)
    while pending:
        shared = Counter(tails.values())
        pending = [own for own in pending if shared[tails[own]] > 1 and len(tails[own]) < len(own)]
        for own in pending:
            tails[own] = own[-len(tails[own]) - 1 :]
    return [tails[own] for own in parts]


def _unique_name(found: Path, place: Path, label: tuple[str, ...], taken: set[str]) -> str:
    inner = found.relative_to(place).parts if found != place else ()
    name = "/".join((*(label or ((place.name,) if not inner else ())), *inner))
    if name not in taken:
        return name
    return Path(os.path.abspath(found)).as_posix().lstrip("/")  # noqa: PTH100
