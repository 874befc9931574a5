"""What a reader hands to the pipeline: a text, and what is known of it from outside."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Literal

from pydantic import Field

from .base import CountryCode, Frozen

PublishedBasis = Literal["argument", "metadata", "field", "dateline", "text", "created", "captured"]
"""How a publication date is known: given by the caller, carried by file metadata or a sidecar, printed in a
page field, in the dateline, or elsewhere on the page. Two are no more than hints: `created`, the day on which the
file says that it was made (PDF, office documents), and `captured`, the day on which somebody saved the page."""


class Source(Frozen):
    """Where a text comes from and what its reader did to it."""

    path: str | None = Field(default=None, description="Path relative to the input folder, with '/'")
    media_type: str = Field(default="text/plain", description="Media type by content")
    sha256: str | None = Field(default=None, description="SHA-256 of the file's bytes, hexadecimal")
    bytes: int | None = Field(default=None, ge=0, description="Size of the file in bytes")
    encoding: str | None = Field(default=None, description="Encoding that the text was decoded from")
    extractor: str | None = Field(default=None, description="What extracted the text from a page, with version")
    language: str | None = Field(default=None, description="BCP 47 tag that the page declares")
    url: str | None = Field(default=None, description="Address of the page, as metadata gives it")
    duplicate_of: str | None = Field(default=None, description="Id of the record of the same text, if any")
    near_duplicate_of: str | None = Field(default=None, description="Id of an earlier record of nearly the same text")


class Document(Frozen):
    """One article as the pipeline takes it. `text` is final: nothing edits it after the reader.

    `published` is an input, never read from a clock. `published_basis` says how it is known.
    """

    id: str = Field(min_length=1, description="Id of the record to be: file stem, made unique by its path")
    text: str
    published: date | None = None
    published_basis: PublishedBasis = "argument"
    title: str | None = Field(default=None, description="Title as metadata gives it")
    issuer: str | None = Field(default=None, description="Issuing office as metadata gives it")
    issuer_country: CountryCode | None = None
    source: Source = Field(default_factory=Source)
    pages: tuple[int, ...] = Field(default=(), description="Offsets at which the pages begin, where there are pages")

    def page_at(self, offset: int) -> int | None:
        """Number of the page, from 1, that `offset` lies on; None for a text without pages."""
        return bisect_right(self.pages, offset) or None
