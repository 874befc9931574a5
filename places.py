"""Places in texts, put on the map: a geoparser by itself, offline and without a model.

    from communique.places import find_places

    [(p.text, p.country) for p in find_places("Talks were held in Tripoli, Lebanon.")]
    # [('Tripoli', 'LB'), ('Lebanon', 'LB')]

For more than one text, build a `Geoparser` once and call its `read`. What it finds, and how well: docs/places.md.
"""

from __future__ import annotations

from .pipeline.stages.locations.mentions import Geoparser, PlaceMention, find_places

__all__ = ["Geoparser", "PlaceMention", "find_places"]
