"""Who took part, in which office: officials, their titles, and the bodies that they stand for."""

from .stage import OfficialStage, read_officials

__all__ = ["OfficialStage", "read_officials"]
