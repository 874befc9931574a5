"""Bytes to text: exactly what the bytes say in the encoding that is named; nothing is repaired."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from .base import Note, RefusedError

_BOMS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# Codes below space that do occur in text: tab, line feeds, form feed, end-of-file of DOS, escape of ISO 2022.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
_SAMPLE_BYTES = 65_536
_DETECT_BYTES = 262_144
# Signs of Western European text in Windows-1252. Left out are letters that in running text more often
# betray a neighbour code page: Turkish reads as thorn and eth, Czech and Polish as signs within words.
_WESTERN = re.compile(
    "[^\x00-\x7f\xa0‘’“”‚„–—…•€™®©§°«»·¿¡£½¼¾²³ºª´áàâãäåæçéèêëíìîïñóòôõöøúùûüÁÀÂÃÄÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕÖØÚÙÛÜßœŒ]"
    "|[A-Za-z][¡¿£ºª²³][a-z]|[²³£º][a-z]"
)
_NO_PAGE_ENCODINGS = frozenset(
    ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "undefined")
)
_FEW = 6
_DOUBTFUL = 0.1
_WINDOWS_OF_ISO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}


class Decoded(NamedTuple):
    """`encoding` is Python's name of the codec that `text` was read with."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: by its byte-order mark, as strict UTF-8, as `declared`, or as statistics suggest.

    UTF-8 goes before a declared encoding, since other text is practically never valid UTF-8, and pages that
    were saved again often declare what they no longer are. A declared ISO-8859-1 is read as Windows-1252,
    as browsers do (https://encoding.spec.whatwg.org). Text that is damaged or only guessed comes with a
    `lossy_decoding` note. Refused with `RefusedError`: bytes with NULs or many control codes ('binary'),
    and bytes that no encoding explains ('undecodable').
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _with_bom(data, codec, name)
    if (wide := _utf16_without_bom(data)) is not None:
        note = Note("lossy_decoding", f"no byte-order mark; taken for {wide} by its zero bytes")
        return Decoded(data.decode(wide), wide, (note,))
    refuse_binary(data)
    if declared is not None and b"\x1b" in data and (text := _strict(data, declared)) is not None:
        return Decoded(text, _canonical(declared) or declared)  # ISO 2022 is seven-bit, so it looks like UTF-8
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if (damaged := _damaged_utf8(data)) is not None:
        return damaged
    if declared is not None and (text := _strict(data, declared)) is not None:
        return Decoded(text, _canonical(declared) or declared)
    return _guess(data)


def refuse_binary(data: bytes) -> None:
    """Raises `RefusedError` where bytes cannot be text in any eight-bit or multi-byte encoding."""
    if b"\x00" in data:
        raise RefusedError("binary", "holds zero bytes, so it is no text file")
    sample = data[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise RefusedError("binary", "is full of control codes, so it is no text file")


def _with_bom(data: bytes, codec: str, name: str) -> Decoded:
    body = data.decode(codec, "replace").removeprefix("\ufeff")
    if "\x00" in body:
        raise RefusedError("binary", "holds zero characters, so it is no text file")
    if (exact := _strict(data, codec)) is not None:
        return Decoded(exact.removeprefix("\ufeff"), name)
    return Decoded(body, name, (_damage(body, name),))


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text: every other byte of a sample is zero, and the rest never is."""
    sample = data[:2048]
    if len(data) % 2 or len(sample) < 16:
        return None
    for codec, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) >= 0.9 * len(zeros) and not letters.count(0):
            text = _strict(data, codec)
            return codec if text is not None and "\x00" not in text else None
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes: at least four sound characters beyond ASCII to each bad one."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    sound = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    return Decoded(text, "utf-8", (_damage(text, "utf-8"),)) if sound >= 4 * bad else None


def _damage(text: str, codec: str) -> Note:
    where = text.find("\ufffd")
    count = text.count("\ufffd")
    words = f"{count} place(s) are no valid {codec}, the first at character {where}; each reads U+FFFD"
    return Note("lossy_decoding", words)


def _guess(data: bytes) -> Decoded:
    import chardet

    western = _strict(data, "cp1252")
    beyond = len(re.findall(rb"[\x80-\xff]", data[:_DETECT_BYTES]))
    if western is not None and beyond <= _FEW and not _WESTERN.search(western):
        return Decoded(western, "cp1252")  # too few signs for statistics: the usual case
    found = chardet.detect(data[:_DETECT_BYTES])
    codec = _canonical(found["encoding"] or "")
    text = _strict(data, codec) if codec else None
    if codec is None or text is None:
        if western is None:
            raise RefusedError("undecodable", "is no UTF-8, and no other encoding explains its bytes")
        return Decoded(western, "cp1252", (Note("lossy_decoding", "encoding unknown; read as cp1252"),))
    if codec == "cp1252" and not _WESTERN.search(text):
        return Decoded(text, codec)
    doubtful = (found["confidence"] or 0.0) < _DOUBTFUL
    note = Note("lossy_decoding", f"is no UTF-8; {codec} is a guess from few signs")
    return Decoded(text, codec, (note,) if doubtful else ())


def _canonical(label: str) -> str | None:
    """Python's name for an encoding label that is a text encoding; ISO-8859-1 and its like as browsers read
    them.
    """
    try:
        info = codecs.lookup(label.strip())
    except (LookupError, ValueError):  # ValueError: a label with a NUL
        return None
    is_text = getattr(info, "_is_text_encoding", True)
    if not is_text or info.name in _NO_PAGE_ENCODINGS:
        return None
    return _WINDOWS_OF_ISO.get(info.name, info.name)


def _strict(data: bytes, label: str) -> str | None:
    codec = _canonical(label)
    if codec is None:
        return None
    try:
        text = data.decode(codec)
    except UnicodeError:
        return None
    # Some old codecs let surrogates or zero characters through; neither may reach a Document.
    return text if text.isascii() or not re.search("[\x00\ud800-\udfff]", text) else None
