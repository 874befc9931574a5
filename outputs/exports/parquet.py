"""A run's tables as Parquet files, from its records."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ...models import Record
from ..tables import TABLES
from ..typed_tables import ParquetTables, table_cells
from .target import Exported, whole_folder


def write_parquet(records: Iterable[Record], out: Path) -> Exported:
    """Write each table of `records` to `<table>.parquet` in the folder `out`, as `extract --format parquet` does."""
    count = 0
    with whole_folder(out) as part, closing(ParquetTables(part, TABLES)) as tables:
        for record in records:
            cells = table_cells(TABLES, record)
            count += sum(map(len, cells))
            tables.write(cells)
    return Exported(count, "rows")
