"""HTML inside an answer as plain text.

A tokenizer of its own instead of a parser: it is called for every answer, takes linear time, needs
no tree, and so cannot be brought to recurse by markup that is broken on purpose.
"""

import html
import re
from html.entities import html5
from typing import NamedTuple

from knowledge_base.importing.reading.html_names import (
    AMBIGUOUS,
    BLOCKS,
    INLINE,
    KNOWN,
    LISTS,
    SKIPPED,
    TABLES,
)
from knowledge_base.importing.reading.plain_text import PlainText

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[|\]\]>"
    r"|<[!?][a-z][^<>]*>"
    r"|<(?P<raw>script|style)\b[^>]*(?:>.*?(?:</(?P=raw)\s*>|\Z)|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][a-z0-9:-]*+)"
    # Possessive: what does not end in ">" is given up at once.
    r"(?P<attributes>(?:\s|/)(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+'|[\"'])*+)?>"
    # "</p①…" came from a careless hand: the text behind it counts.
    r"|</(?:a|b|div|em|font|h[1-6]|li|p|span|strong|td)(?![a-z0-9:>\s-])",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(r"</([a-z][a-z0-9:-]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?<![\w:-])([a-z][\w:-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
# With a semicolon only: "?a=1&copy=2" is an address.
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});|&nbsp(?![a-z0-9=])", re.IGNORECASE
)

_SURE = re.compile(
    r"</(?:" + "|".join(sorted(KNOWN | {"script", "style"})) + r")\s*>"
    r"|<(?:br|hr|p|div|ul|ol|li|table|tbody|tr|td|h[1-6]|blockquote)\s*/?>"
    r"|<(?:" + "|".join(sorted(KNOWN)) + r")\s+[a-z][a-z0-9:_-]*\s*=[^<>]*+>"
    r"|<(?:script|style)\b[^<>]*>|<!doctype html|<!--",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-f]{2,5}|([a-z][a-z0-9]{1,31}));", re.I)


class _Tag(NamedTuple):
    name: str
    closes: bool
    attributes: str


def looks_like_html(text: str) -> bool:
    """Whether the text is surely HTML: a tag or an entity that hardly anybody writes otherwise.

    "a < b and c > d", "<3" and "size <M>" are not.
    """
    if "<" in text and _SURE.search(text):
        return True
    if "&" not in text:
        return False
    return any(
        match[1] is None or f"{match[1]};" in html5 for match in _NAMED_ENTITY.finditer(text)
    )


def to_text(html: str, *, page: bool = False) -> str:
    """The text of the page or piece of a page, in lines, without any markup.

    Lists become "- " and "1. ", links "text (url)", images their description, and a table one line
    a row. Line breaks of the source are kept where no tag makes any. Never raises.

    In an answer, "<name>" may be a gap that somebody fills in, and stays; on a ``page`` every tag
    is one, even if its end is in another piece.
    """
    text, has_tags = _convert(html, page)
    # Some shops' exports hold HTML that was escaped once more.
    if not has_tags and "<" in text and _SURE.search(text):
        text, _ = _convert(text, page)
    return text


def unescape(text: str) -> str:
    """The text with its entities decoded."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match.group().rstrip(";") + ";"), text)


def _convert(source: str, page: bool) -> tuple[str, bool]:
    last_closing = {m[1].lower(): m.start() for m in _CLOSING.finditer(source)}
    pieces: list[str | _Tag] = []
    position = 0
    for match in _TAG.finditer(source):
        name = (match["name"] or "").lower()
        attributes = match["attributes"] or ""
        closed = last_closing.get(name, -1) >= match.start()
        if name and not (page or _is_tag(name, attributes, closed)):
            continue
        pieces.append(source[position : match.start()])
        position = match.end()
        if name and not (name in SKIPPED and not match["close"] and not closed):
            pieces.append(_Tag(name, bool(match["close"]), attributes))
    pieces.append(source[position:])
    tags = [piece for piece in pieces if isinstance(piece, _Tag)]
    breaks = any(tag.name not in INLINE for tag in tags)
    return _Walk(PlainText(keep_breaks=not breaks)).over(pieces), len(pieces) > 1


def _is_tag(name: str, attributes: str, closed: bool) -> bool:
    if name in KNOWN and name not in AMBIGUOUS:
        return True
    return closed or "=" in attributes or ":" in name


class _Walk:
    """Tells the text what comes, tag by tag."""

    def __init__(self, out: PlainText) -> None:
        self._out = out
        self._lists: list[int | None] = []  # number of the last item; None in a list of bullets
        self._skipping: str = ""
        self._skipped_depth = 0
        self._preformatted = 0

    def over(self, pieces: list[str | _Tag]) -> str:
        for piece in pieces:
            if isinstance(piece, _Tag):
                self._tag(piece)
            elif piece and not self._skipping:
                self._out.text(unescape(piece), keep_breaks=self._preformatted > 0)
        return self._out.finish()

    def _tag(self, tag: _Tag) -> None:
        if self._skipping:
            if tag.name == self._skipping:
                self._skipped_depth += -1 if tag.closes else 1
                if not self._skipped_depth:
                    self._skipping = ""
        elif tag.name in SKIPPED:
            if not tag.closes:
                self._skipping, self._skipped_depth = tag.name, 1
        elif tag.name in LISTS:
            self._list(tag)
        elif tag.name in TABLES:
            self._table(tag)
        elif tag.name in BLOCKS:
            self._out.block()
            if tag.name == "pre":
                self._preformatted = max(0, self._preformatted + (-1 if tag.closes else 1))
        else:
            self._inline(tag)

    def _list(self, tag: _Tag) -> None:
        if tag.name == "li":
            self._out.end_item()
            if not tag.closes:
                self._out.item(self._next_marker())
            return
        self._out.block()
        if not tag.closes:
            start = _attribute(tag, "start")
            first = int(start) if start.isdecimal() and len(start) <= 4 else 1
            self._lists.append(first - 1 if tag.name == "ol" else None)
        elif self._lists:
            self._lists.pop()

    def _next_marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number + 1}. "

    def _table(self, tag: _Tag) -> None:
        if tag.name == "table":
            (self._out.close_table if tag.closes else self._out.open_table)()
        elif tag.name == "tr":
            self._out.row()
        else:
            (self._out.end_cell if tag.closes else self._out.cell)()

    def _inline(self, tag: _Tag) -> None:
        if tag.name == "br":
            self._out.line_break()
        elif tag.name == "a":
            self._out.close_link()
            if not tag.closes and (url := _attribute(tag, "href")):
                self._out.open_link(url)
        elif tag.name == "img":
            self._out.text(_attribute(tag, "alt"))


def _attribute(tag: _Tag, name: str) -> str:
    for match in _ATTRIBUTE.finditer(tag.attributes):
        if match[1].lower() == name:
            return unescape(match[2] or match[3] or match[4] or "").strip()
    return ""
