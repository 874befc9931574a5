"""A run for other tools: spreadsheets, calendars, maps, search engines, investigators' graphs.

Each format is a module; its library is imported when it is written. Files are the same bytes for the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from ...models import Record
from ...models.stored import stored_records
from .target import Exported, ExportError, Note, check_target

__all__ = ["ExportError", "ExportFormat", "Exported", "Note", "export_run"]


class ExportFormat(StrEnum):
    """What a run can be exported to."""

    xlsx = "xlsx"
    ics = "ics"
    jsonld = "jsonld"
    geojson = "geojson"
    ftm = "ftm"
    parquet = "parquet"


def export_run(
    run: Path,
    to: ExportFormat,
    out: Path,
    *,
    revision: int = 0,
    force: bool = False,
    advance: Callable[[int], None] | None = None,
) -> Exported:
    """Export the records of `run` (see `stored_records`) to `out`: a file, for Parquet a folder.

    `revision` is for calendars (see `write_calendar`); `advance` is called for each record. Refused, as `ExportError`:
    an `out` that is there already unless `force`, a library that is missing, a revision without a
    calendar; as `RecordsError`: what is no record. After a refusal, `out` is as it was.

    Example: `export_run(Path("run"), ExportFormat.ics, Path("events.ics"))`.
    """
    if revision and to is not ExportFormat.ics:
        raise ExportError("a revision goes with ics alone")
    check_target(run, out, folder=to is ExportFormat.parquet, force=force)
    records = _counted(run, advance)
    if to is ExportFormat.xlsx:
        from .excel import write_workbook

        return write_workbook(records, out)
    if to is ExportFormat.ics:
        from .ical import write_calendar

        return write_calendar(records, out, revision=revision)
    if to is ExportFormat.jsonld:
        from .jsonld import write_jsonld

        return write_jsonld(records, out)
    if to is ExportFormat.geojson:
        from .geojson import write_geojson

        return write_geojson(records, out)
    if to is ExportFormat.ftm:
        from .ftm import write_ftm

        return write_ftm(records, out)
    from .parquet import write_parquet

    return write_parquet(records, out)


def _counted(run: Path, advance: Callable[[int], None] | None) -> Iterator[Record]:
    for _, record in stored_records(run):
        yield record
        if advance is not None:
            advance(1)
