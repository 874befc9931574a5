"""`read_file`: a file that holds one article."""

from __future__ import annotations

from pathlib import Path

from ...models import Problem
from ..folder import printable, relative_name
from .articles import read_articles
from .base import Limits, Reading

_DEFAULT = Limits()


def read_file(
    path: Path,
    *,
    root: Path,
    record_id: str | None = None,
    relative: str | None = None,
    limits: Limits = _DEFAULT,
) -> Reading:
    """The document in the file `path`, or why there is none; and problems that did not stop the reading.

    As `read_articles`, for files of which one article is wanted. A container counts as one if it holds one;
    one of several articles is refused ('unsupported'). Of a mail, the body is read, and attachments are named
    in a problem. Nothing is raised for a file that cannot be read: that is a fatal problem with one of the
    codes empty, binary, too_large, unreadable, undecodable, unsupported, not_found.
    """
    name = printable(relative if relative is not None else relative_name(path, root))
    found: Reading | None = None
    failed: list[Reading] = []
    readings = read_articles(path, root=root, record_id=record_id, relative=relative, limits=limits)
    try:
        for reading in readings:
            if reading.document is None:
                failed.append(reading)
            elif found is None:
                found = reading
            elif found.document is not None and found.document.source.path == name:
                return _with(found, name, "has attachments, which were not read", fatal=False)
            else:
                words = "holds several articles; this reads one: use `communique extract` for all, or unpack it"
                return _with(Reading(None), name, words, fatal=True)
            if found is None and len(failed) > _MAX_FAILED:
                break
    finally:
        readings.close()  # type: ignore[attr-defined]
    if found is None:
        return failed[0]
    lost = tuple(p.model_copy(update={"fatal": False}) for reading in failed for p in reading.problems)
    return Reading(found.document, (*found.problems, *lost))


_MAX_FAILED = 1_000


def _with(reading: Reading, name: str, words: str, *, fatal: bool) -> Reading:
    problem = Problem(path=name, stage="read", code="unsupported", words=words, fatal=fatal)
    return Reading(reading.document, (*reading.problems, problem))
