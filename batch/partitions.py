"""Records of texts that stand in a data frame: for Dask's `map_partitions`, Spark's `mapInPandas`, or pandas alone.

frame.map_partitions(communique.read_frame, text="body", meta={"id": object, "record": object, "problem": object})
spark_frame.mapInPandas(communique.read_frames, schema="id string, record string, problem string")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from ..models import Document, Problem
from ..outputs.json_text import json_line
from ..pipeline import Config, Pipeline

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "record", "problem")
_pipelines: dict[str, Pipeline] = {}


def read_frame(
    frame: pd.DataFrame,
    *,
    text: str = "text",
    id: str | None = "id",
    published: str | None = "published",
    config: Config | None = None,
) -> pd.DataFrame:
    """A row for each row of `frame`, with the same index: id, the record as JSON, and what went wrong, or null.

    `text`, `id`, `published` name columns; `id` None takes the index, and a column `published` that is not there counts
    as unknown. Days are dates, or ISO text. Refused, as `ValueError`: a frame without the columns `text` or `id`.
    """
    import pandas as pd

    for name in (text, *([id] if id else [])):
        if name not in frame.columns:
            raise ValueError(f"there is no column {name!r}; the frame has {', '.join(map(str, frame.columns))}")
    ids = frame[id] if id else frame.index
    days: Iterable[Any] = frame[published] if published in frame.columns else [None] * len(frame)
    documents = [
        Document(id=str(i), text="" if pd.isna(t) else str(t), published=_day(d))
        for i, t, d in zip(ids, frame[text], days, strict=True)
    ]
    rows = []
    for document, result in zip(documents, _pipeline(config).pipe(documents), strict=True):
        broken = isinstance(result, Problem)
        line = json_line(result).rstrip("\n")
        rows.append((document.id, None if broken else line, line if broken else None))
    return pd.DataFrame(rows, columns=list(COLUMNS), index=frame.index, dtype=object)


def read_frames(frames: Iterable[pd.DataFrame], **options: Any) -> Iterator[pd.DataFrame]:
    """`read_frame` over frames that come one by one, as Spark gives them."""
    for frame in frames:
        yield read_frame(frame, **options)


def _pipeline(config: Config | None) -> Pipeline:
    """The pipeline of a configuration, built once in each process."""
    key = (config or Config()).model_dump_json()
    if key not in _pipelines:
        _pipelines[key] = Pipeline(config)
    return _pipelines[key]


def _day(value: Any) -> date | None:
    import pandas as pd

    if value is None or pd.isna(value) or value == "":
        return None
    return date.fromisoformat(value[:10]) if isinstance(value, str) else pd.Timestamp(value).date()
