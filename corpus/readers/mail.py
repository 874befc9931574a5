"""Mails (.eml), web archives (.mht) and boxes of mails (mbox): the body as the article, attachments after it.

The standard library takes the parts of a message apart; its parser is kept from messages whose parts are
nested beyond reason, on which its time would grow faster than their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath

from .base import Extraction, Member, Note, RawFile, RefusedError
from .dates import mail_day
from .decoding import decode
from .html import HtmlReader
from .rows import sound, with_title
from .streams import Stream

_HEADERS = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]{0,4000}\r?\n(?:[ \t][^\r\n]{0,4000}\r?\n){0,60}){2,200}"
)
_SURE = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|X-Mailer):", re.IGNORECASE | re.MULTILINE
)
_MAYBE = re.compile(rb"^(?:From|Subject|Date|To):", re.IGNORECASE | re.MULTILINE)
_SUFFIXES = (".eml", ".mht", ".mhtml", ".mail", ".emlx")
_MAX_BOUNDARIES = 24
_MAX_HEADER = 1_000_000
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MAX_PARTS = 2_000
_SAVED = ("snapshot-content-location", "x-saved-from", "content-location")
_FROM_LINE = re.compile(rb"From \S.{0,300}\d{4}[^\r\n]{0,60}\r?\n\Z", re.DOTALL)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_SILENT = ("image/", "application/pgp-signature", "application/pkcs7-signature", "text/calendar", "font/", "text/css")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_ADDRESS = re.compile(r"https?://[^\s/]\S{0,2000}\Z", re.IGNORECASE)


class MailFile:
    """Takes one message. Its members: the body (without a name), and attachments by their file names.

    Pictures, signatures and invitations among the attachments are passed over. Of a body that comes as text
    and as HTML, the HTML is read, unless it is empty.
    """

    name = "a mail"

    def reads(self, stream: Stream) -> bool:
        """Whether the bytes begin with a mail's headers, or with a few of them under a mail's name."""
        head = stream.peek(65_536)
        found = _HEADERS.match(head)
        if found is None:
            return False
        if _SURE.search(found[0]):
            return True
        return stream.name.lower().endswith(_SUFFIXES) and len(_MAYBE.findall(found[0])) >= 1

    def members(self, stream: Stream) -> Iterator[Member]:
        """The body and the attachments. Refused: parts nested beyond reason."""
        message = parsed(stream.whole())
        parts = _leaves(message)
        chosen = _body(parts)
        taken: set[str] = set()
        attached = [part for part in parts if part is not chosen and _is_attached(part)]
        try:
            yield Member("", _article(message, chosen, len(attached)))
        except RefusedError as refusal:
            if not attached:
                yield Member("", refusal)
        for number, part in enumerate(attached, start=1):
            name = _file_name(part, number, taken)
            payload = _payload(part)
            stream.meter.take(len(payload))
            hints = Extraction("", "", published=mail_day(_header(message, "date")), issuer=None)
            yield Member(name, Stream.of_bytes(name, payload, stream.meter), hints)


class MboxFile:
    """Takes a box of mails (RFC 4155): messages that each begin with a line 'From sender date'."""

    name = "a box of mails (mbox)"

    def reads(self, stream: Stream) -> bool:
        """Whether the first line parts messages and the second is a header."""
        first, feed, rest = stream.peek(4096).partition(b"\n")
        return bool(feed and _FROM_LINE.match(first + feed) and _HEADERS.match(rest))

    def members(self, stream: Stream) -> Iterator[Member]:
        """The messages, numbered from 1. One that is too long is passed over."""
        most = stream.limits.max_bytes
        number, size, blank = 0, 0, True
        lines: list[bytes] = []
        while line := stream.readline(most):
            if blank and _FROM_LINE.match(line):
                if number:
                    yield _message(number, lines, size, stream)
                number, size, lines = number + 1, 0, []
            else:
                size += len(line)
                if size <= most:
                    lines.append(line)
            blank = line in (b"\n", b"\r\n")
        if number:
            yield _message(number, lines, size, stream)


def _message(number: int, lines: list[bytes], size: int, stream: Stream) -> Member:
    most = stream.limits.max_bytes
    if size > most:
        return Member(str(number), RefusedError("too_large", f"holds {size} bytes; the limit is {most}"))
    data = _QUOTED_FROM.sub(rb"\1", b"".join(lines))
    return Member(str(number), Stream.of_bytes(f"{number}.eml", data, stream.meter))


def parsed(data: bytes) -> Message:
    """The message in `data`. Refused: one with more boundaries than mails have."""
    if len(re.findall(rb"boundary\s*\*?\d{0,3}\*?\s*=", data[:5_000_000], re.IGNORECASE)) > _MAX_BOUNDARIES:
        raise RefusedError("unreadable", f"is a mail with more than {_MAX_BOUNDARIES} parts that hold parts")
    if len(data) > _MAX_HEADER and not _HEADER_END.search(data, 0, _MAX_HEADER):
        raise RefusedError("unreadable", f"is a mail with headers of more than {_MAX_HEADER} bytes")
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise RefusedError("unreadable", f"is a broken mail: {error}") from error


def _leaves(message: Message) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        if not part.is_multipart():
            parts.append(part)
        if len(parts) >= _MAX_PARTS:
            break
    return parts


def _body(parts: list[Message]) -> Message | None:
    """The part to read: the first HTML that holds text, else the first text."""
    texts = [p for p in parts if _kind(p) in ("text/html", "text/plain", "application/xhtml+xml") and not _disposed(p)]
    pages = [p for p in texts if _kind(p) != "text/plain"]
    plain = [p for p in texts if _kind(p) == "text/plain"]
    first = next((p for p in pages if len(_payload(p)) > 200), None)
    return first or next(iter((*plain, *pages)), None)


def _article(message: Message, part: Message | None, attached: int) -> Extraction:
    if part is None:
        raise RefusedError("empty", "is a mail without a text" + (f"; {attached} attachment(s)" if attached else ""))
    payload = _payload(part)
    charset = _charset(part)
    notes: tuple[Note, ...] = ()
    title = _header(message, "subject") or None
    if _kind(part) == "text/plain":
        decoded = decode(payload, charset)
        page = Extraction(decoded.text, "message/rfc822", encoding=decoded.encoding, notes=decoded.notes)
    else:
        if charset and b"charset" not in payload[:2048].lower():
            payload = b'<meta charset="' + charset.encode("ascii", "ignore") + b'">' + payload
        page = HtmlReader().extract(RawFile("", payload if payload.lstrip()[:1] == b"<" else b"<p>" + payload))
    saved = _kind(message) == "multipart/related" or any(message.get(key) for key in _SAVED[:2])
    address = next((a for key in _SAVED if _ADDRESS.match(a := _header(message, key))), None)
    address = address or next((a for key in _SAVED if _ADDRESS.match(a := _header(part, key))), None)
    language = _header(message, "content-language")
    day = mail_day(_header(message, "date"))
    if not page.text.strip():
        raise RefusedError("empty", "is a mail without a text")
    return Extraction(
        page.text if saved else with_title(page.text, title),
        "multipart/related" if saved else "message/rfc822",
        encoding=page.encoding,
        extractor=page.extractor,
        title=(page.title or title) if saved else title,
        published=(page.published or day) if saved else day or page.published,
        basis="captured" if saved and not page.published else "metadata",
        issuer=page.issuer or (None if saved else _sender(message)),
        language=language if _LANGUAGE.match(language) else page.language,
        url=page.url or address,
        notes=(*notes, *page.notes),
    )


def _kind(part: Message) -> str:
    return part.get_content_type()


def _disposed(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment"


def _is_attached(part: Message) -> bool:
    """Whether a part is a file of its own: not a picture, not the same body in another form."""
    kind = _kind(part)
    if kind.startswith(_SILENT) or part.get("content-location"):
        return False
    return _disposed(part) or (part.get_filename() is not None and not kind.startswith("text/"))


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None
    return charset if charset and charset.isascii() and len(charset) <= 40 else None


def _file_name(part: Message, number: int, taken: set[str]) -> str:
    try:
        given = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        given = ""
    clean = PurePosixPath(_words(given).replace("\\", "/")).name or f"attachment-{number}"
    name = clean if clean not in taken else f"{number}-{clean}"
    taken.add(name)
    return name


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return _words(str(value)) if value is not None else ""


def _sender(message: Message) -> str | None:
    """The sender's name, where the address comes with one."""
    name = _header(message, "from").partition("<")[0].strip("\"' ")
    return name if name and "@" not in name else None


def _words(value: str) -> str:
    """A header's words: encoded ones (RFC 2047) decoded, lines joined."""
    value = value[:4_000]
    try:
        pieces = decode_header(value)
        words = "".join(_decoded(p, codec) for p, codec in pieces)
    except (ValueError, LookupError, TypeError):
        words = value
    return " ".join(sound(words).split())[:1000]


def _decoded(piece: bytes | str, codec: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(codec or "utf-8", "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")
