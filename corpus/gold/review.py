"""Who has looked at a gold file, and how far."""

from __future__ import annotations

from datetime import date

from ...models import Frozen


class GoldReview(Frozen):
    """How far a person has come with the file, and who it was, where they wished to be named.

    `confirmed` names the entries of a draft that were looked at, by id; 'title', 'published' and 'issuer' by these
    words. Once the file is no draft, all of them were.
    """

    by: tuple[str, ...] = ()
    day: date | None = None
    confirmed: tuple[str, ...] = ()
