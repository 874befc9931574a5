"""Kinds of file that are recognised in order to say clearly that they are not read."""

from __future__ import annotations

from collections.abc import Iterator

# Leading bytes ("magic numbers") as registered with the formats' own specifications.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%!PS", "a PostScript document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document (.doc, .xls, .ppt, .msg)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg media file"),
)
_RIFF_KINDS = {b"WEBP": "a WebP image", b"AVI ": "an AVI video", b"WAVE": "a WAV sound file"}


def unread_kind(head: bytes) -> str | None:
    """What the file is, in words, if its first bytes are those of a known kind that no reader takes."""
    return next(_kinds(head), None)


def _kinds(head: bytes) -> Iterator[str]:
    if head.startswith(b"RIFF"):
        yield _RIFF_KINDS.get(head[8:12], "a RIFF media file")
    if head[4:8] == b"ftyp":
        yield "a video or HEIF image"
    yield from (words for magic, words in _SIGNATURES if head.startswith(magic))
