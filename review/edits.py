"""What a person can ask for on the review page, one step at a time, as it comes in from the page.

An entry is named by its id; the title, day of publication and issuer by 'title', 'published' and 'issuer'.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from ..models import Frozen


class Span(Frozen):
    """`[start, end)` of the article's text, in code points."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)


class Confirm(Frozen):
    """An entry was looked at and is right; or, with `on` false, is to be looked at again."""

    do: Literal["confirm"]
    entry: str
    on: bool = True


class Change(Frozen):
    """New values for attributes of an entry; an attribute that is null here is taken out."""

    do: Literal["change"]
    entry: str
    values: dict[str, JsonValue]


class Add(Frozen):
    """A new entry of a field, read from these words."""

    do: Literal["add"]
    field: str
    span: Span
    values: dict[str, JsonValue] = Field(default_factory=dict)


class Delete(Frozen):
    """An entry is taken out, and what links to it."""

    do: Literal["delete"]
    entry: str


class AddMention(Frozen):
    """Words of the text are added to a part of an entry."""

    do: Literal["add_mention"]
    entry: str
    part: str = "mentions"
    span: Span


class MoveMention(Frozen):
    """A mention has other bounds, or is one that a reader may pass over."""

    do: Literal["move_mention"]
    entry: str
    part: str = "mentions"
    number: int = Field(ge=0)
    span: Span | None = None
    required: bool | None = None


class DeleteMention(Frozen):
    """A mention is taken out of an entry."""

    do: Literal["delete_mention"]
    entry: str
    part: str = "mentions"
    number: int = Field(ge=0)


class Finish(Frozen):
    """The article is done: its gold is measured by from now on. With `on` false it is a draft again."""

    do: Literal["finish"]
    on: bool = True


class Undo(Frozen):
    """Back to the state before the last edit; `redo` goes forward again."""

    do: Literal["undo", "redo"]


Edit = Annotated[
    Confirm | Change | Add | Delete | AddMention | MoveMention | DeleteMention | Finish | Undo,
    Field(discriminator="do"),
]
