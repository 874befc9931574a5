"""Places: countries, cities, divisions, regions, waters and venues, by gazetteer, patterns and context."""

from .stage import LocationStage, read_locations

__all__ = ["LocationStage", "read_locations"]
