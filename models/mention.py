"""A mention: the characters of the text that a value was read from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import Frozen

Zone = Literal["title", "dateline", "body", "field", "contact", "furniture"]
"""Part of the page that a mention lies in."""


def _is_none(value: object) -> bool:
    return value is None


class Mention(Frozen):
    """`[start, end)` in Unicode code points into the document's text; `text` is that slice.

    Refused: an empty or negative span, and a text whose length is not `end - start`.
    """

    start: int = Field(ge=0, description="Offset of the first character, in Unicode code points")
    end: int = Field(gt=0, description="Offset behind the last character")
    text: str = Field(description="The characters of the document in [start, end)")
    zone: Zone = Field(description="Part of the page that the mention lies in")
    rule: str = Field(description="Id of the rule that read it, as stage.rule")
    page: int | None = Field(
        default=None,
        ge=1,
        exclude_if=_is_none,
        description="Page it begins on, from 1; absent where the file has no pages",
    )

    # No validator behind the model: pydantic runs one again whenever the mention is put into another model.
    def model_post_init(self, context: Any, /) -> None:
        """Refuse a span that does not fit its text."""
        if self.end - self.start != len(self.text) or self.start >= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) does not fit {self.text!r}")
