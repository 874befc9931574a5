"""Plain text: decoded and otherwise left alone, line ends included."""

from __future__ import annotations

from .base import Extraction, RawFile
from .decoding import decode


class TextReader:
    """Takes what no other reader takes. Offsets refer to the decoded text, without its byte-order mark."""

    name = "text"

    def reads(self, raw: RawFile) -> bool:
        """True: this reader stands last in the registry."""
        return True

    def extract(self, raw: RawFile) -> Extraction:
        """The decoded text. Refused: binary files, and bytes that no encoding explains."""
        decoded = decode(raw.data)
        return Extraction(decoded.text, "text/plain", encoding=decoded.encoding, notes=decoded.notes)
