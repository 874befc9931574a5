"""One row of problems.jsonl: what could not be read, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Frozen

ProblemCode = Literal[
    "empty", "binary", "too_large", "unreadable", "undecodable", "unsupported", "loop", "not_found",
    "metadata_unmatched", "metadata_duplicate", "metadata_invalid", "lossy_decoding", "crash", "timeout", "worker_died",
]  # fmt: skip


class Problem(Frozen):
    """A file, or a row of metadata, that did not become a record as it should."""

    path: str = Field(description="The file, as found")
    stage: str = Field(description="Where it happened: read, metadata, or the name of a pipeline stage")
    code: ProblemCode
    words: str = Field(description="What happened, in a sentence")
    fatal: bool = Field(description="True: there is no record for this file")
    traceback: str | None = Field(default=None, description="For a crash: where in the code")
