"""Names that an installed spaCy pipeline finds: further evidence for the stages behind, never a finding by itself."""

from .stage import ModelStage

__all__ = ["ModelStage"]
