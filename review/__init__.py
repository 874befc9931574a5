"""A run as pages that a person corrects: what is confirmed and corrected becomes gold, a file an article.

The page is served to this machine's own browser alone. Layers of the package, the lower first: `edits` (what can be
asked), `editing` (how it is done), `store` (the gold files), `desk` (which article, in which order), `pages`, `server`.
"""

from .desk import Card, Desk, Material, Order, Run
from .guard import Guard
from .server import MissingServerError, ReviewApp, listen, serve
from .store import ConflictError, GoldStore

__all__ = [
    "Card",
    "ConflictError",
    "Desk",
    "GoldStore",
    "Guard",
    "Material",
    "MissingServerError",
    "Order",
    "ReviewApp",
    "Run",
    "listen",
    "serve",
]
