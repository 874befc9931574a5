"""Rich Text Format, as its specification 1.9.1 lays it down: control words, groups, code pages, Unicode."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from datetime import date

from .base import Extraction, RawFile, RefusedError
from .html_events import TextBlock
from .html_layout import render
from .html_rules import join_cells, tidy
from .pdf import own_title

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SIGNS = {
    "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "line": "\n",
}  # fmt: skip
_ESCAPED = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\x1e", b"\r": "\x1e"}
# Destinations whose text is not the document's; those marked with \* are left out unless known.
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict object fldinst xmlnstbl"
    " header headerl headerr headerf footer footerl footerr footerf themedata colorschememapping latentstyles datastore"
    " ftnsep ftnsepc aftnsep aftnsepc bkmkstart bkmkend filetbl private comment annotation atnid atnauthor pntext"
    " nonshppict keywords operator company author doccomm hlinkbase category manager template xe tc info"
    " userprops".split()
)
_KNOWN_STARRED = frozenset(("shpinst", "shptxt"))
# Windows code pages of character sets (fcharset), as the specification lists them.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_MAX_DEPTH = 2_000
_PARAGRAPH, _CELL, _ROW = "\x1e", "\x1f", "\x1d"  # marks in the run of text, until it is cut into blocks
_MARKS = re.compile("[\x1d-\x1f]")
_DAY = re.compile(rb"\\(?:revtim|creatim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_TITLE = re.compile(rb"\{\\title ([^{}]{1,1000})\}")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: whether its text counts, its code page, how many signs stand in for Unicode."""

    skipped: bool = False
    codec: str = "cp1252"
    stand_ins: int = 1
    hidden: bool = False


@dataclass(slots=True)
class _Parse:
    """A walk over the tokens; `pending` are bytes that wait for their code page's decoder."""

    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    out: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    high: int = 0


class RtfReader:
    """Takes RTF. Page heads and feet, pictures, comments, field codes and hidden text are left out."""

    name = "RTF"

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes begin as RTF does."""
        return raw.data.lstrip()[:5] == b"{\\rtf"

    def extract(self, raw: RawFile) -> Extraction:
        """The document's text. Refused: groups nested beyond reason."""
        text = _text_of(raw.data)
        title = _TITLE.search(raw.data, 0, 200_000)
        return Extraction(
            render(_blocks(text)),
            "application/rtf",
            extractor="communique.rtf 1",
            title=own_title(_text_of(b"{\\rtf1 " + title[1] + b"}")) if title else None,
            published=_created(raw.data),
            basis="created",
        )


def _created(data: bytes) -> date | None:
    days = []
    for found in _DAY.finditer(data, 0, 200_000):
        try:
            days.append(date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            continue
    return max((day for day in days if day.year > 1970), default=None)


def _text_of(data: bytes) -> str:
    parse = _Parse()
    state = _State()
    stack: list[_State] = []
    starred = fresh = False
    position, length = 0, len(data)
    while position < length:
        token = _TOKEN.match(data, position)
        if token is None:  # a line feed's neighbour; every other byte is some token
            position += 1
            continue
        position = token.end()
        if token[5] == b"{":
            if len(stack) >= _MAX_DEPTH:
                raise RefusedError("unreadable", f"its groups are nested more than {_MAX_DEPTH} deep")
            _settle(parse, state)
            stack.append(state)
            starred, fresh, parse.to_skip = False, True, 0
        elif token[5] == b"}":
            _settle(parse, state)
            state = stack.pop() if stack else state
            fresh, parse.to_skip = False, 0
        elif token[1] is not None:
            word = token[1].decode("ascii")
            if word == "bin":
                position += max(0, int(token[2] or 0))
            state = _word(parse, state, word, token[2], starred=starred and fresh)
            starred, fresh = False, False
        elif token[4] == b"*":
            starred = fresh
        else:
            _literal(parse, state, token)
            fresh = False
    _settle(parse, state)
    return "".join(parse.out)


def _word(parse: _Parse, state: _State, word: str, argument: bytes | None, *, starred: bool) -> _State:
    """Follows a control word; gives the state from here on."""
    number = int(argument) if argument is not None else None
    if word in _SKIPPED or (starred and word not in _KNOWN_STARRED):
        if word == "fonttbl":
            return replace(state, skipped=True, hidden=False)
        return replace(state, skipped=True)
    if word == "u" and number is not None:
        _settle(parse, state)
        _unicode(parse, state, number)
    elif word in ("par", "sect", "page", "line", "cell", "nestcell", "row", "nestrow") or word in _SIGNS:
        _settle(parse, state)
        _emit(parse, state, _SIGNS.get(word) or _mark(word))
    elif word == "uc" and number is not None:
        return replace(state, stand_ins=max(0, min(number, 16)))
    elif word == "ansicpg" and number is not None:
        parse.codec = _codec(f"cp{number}") or parse.codec
        return replace(state, codec=parse.codec)
    elif word == "mac":
        return replace(state, codec="mac_roman")
    elif word == "fcharset" and number is not None:
        parse.fonts[parse.font] = _CHARSETS.get(number, parse.codec) if number not in (0, 1) else parse.codec
    elif word == "f" and number is not None:
        _settle(parse, state)
        parse.font = number
        return replace(state, codec=parse.fonts.get(number, parse.codec))
    elif word in ("v", "deleted"):
        _settle(parse, state)
        return replace(state, hidden=number != 0)
    elif word == "plain":
        return replace(state, hidden=False)
    return state


def _mark(word: str) -> str:
    if word in ("cell", "nestcell"):
        return _CELL
    return _ROW if word in ("row", "nestrow") else _PARAGRAPH


def _literal(parse: _Parse, state: _State, token: re.Match[bytes]) -> None:
    data = bytes([int(token[3], 16)]) if token[3] else token[6]
    if data is not None:
        if parse.to_skip:
            cut = min(parse.to_skip, len(data))
            parse.to_skip -= cut
            data = data[cut:]
        if not state.skipped and not state.hidden:
            parse.pending += data
    elif token[4] in _ESCAPED:
        _settle(parse, state)
        _emit(parse, state, _ESCAPED[token[4]])


def _unicode(parse: _Parse, state: _State, number: int) -> None:
    """A Unicode sign, given as a signed 16-bit number; two surrogates make one sign."""
    parse.to_skip = state.stand_ins
    code = number % 0x10000 if number < 0x10000 else number
    if 0xD800 <= code < 0xDC00:
        parse.high = code
        return
    if 0xDC00 <= code < 0xE000:
        code = 0x10000 + ((parse.high - 0xD800) << 10) + (code - 0xDC00) if parse.high else 0xFFFD
    parse.high = 0
    _emit(parse, state, chr(code) if 0x20 <= code <= 0x10FFFF else "")


def _emit(parse: _Parse, state: _State, text: str) -> None:
    if not state.skipped and not state.hidden:
        parse.out.append(text)


def _settle(parse: _Parse, state: _State) -> None:
    """Decodes the bytes that were gathered, in the code page that they were written in."""
    if parse.pending:
        parse.out.append(_MARKS.sub("", parse.pending.decode(state.codec, "replace")))
        parse.pending.clear()


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _blocks(text: str) -> list[TextBlock]:
    """The marked run of text as lines, rows of tables as one each."""
    blocks: list[TextBlock] = []
    gap = False
    for row in text.split(_ROW)[:-1]:
        gap = _row(row, blocks, gap)
    _paragraphs(text.rpartition(_ROW)[2].replace(_CELL, _PARAGRAPH), blocks, gap)
    return blocks


def _row(row: str, blocks: list[TextBlock], gap: bool) -> bool:
    """A table row; paragraphs before the table come with its first cell and are told apart by their ends."""
    before, _, _first = row.partition(_CELL)[0].rpartition(_PARAGRAPH)
    gap = _paragraphs(before, blocks, gap)
    rest = row[len(before) + bool(before) :] if before else row
    cells = [tidy(" ".join(cell.split(_PARAGRAPH)).replace("\n", " ")) for cell in rest.split(_CELL)]
    filled = [cell for cell in cells if cell]
    if not filled:
        return True
    joined = join_cells([("td", cell) for cell in filled]) if len(filled) > 1 else filled[0]
    blocks.append(TextBlock(joined, gap, 0))
    return False


def _paragraphs(text: str, blocks: list[TextBlock], gap: bool) -> bool:
    for paragraph in text.split(_PARAGRAPH):
        lines = [line for piece in paragraph.split("\n") if (line := tidy(piece))]
        for number, line in enumerate(lines):
            blocks.append(TextBlock(line, gap and not number, 0))
        gap = not lines
    return gap
