"""Markdown: headings that ask and the text below them, and pairs that are marked in the text."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.markdown_text import inline_text, text_of
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.questions import asks, marked_question
from knowledge_base.importing.reading.sections import Block, Section, read_sections
from knowledge_base.importing.rows import Read, Row

_FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_SUMMARY = re.compile(
    r"<summary\b[^<>]*+>((?:(?!<summary\b).)*?)</summary\s*+>", re.IGNORECASE | re.DOTALL
)


def read_markdown(text: str, file: str, options: ReadOptions) -> Read:
    """A row for each question: a heading with text and no headings below it, "Q: … A: …", a line
    in bold that asks, items of a list that begin with one, and ``<details>``.

    The category is the nearest heading above. Raises UnreadableFileError when there is no question.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FRONT_MATTER.sub(lambda match: "\n" * match.group().count("\n"), text, count=1)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found = False
    for item in read_sections(_sections(tokens), file, options):
        found = found or isinstance(item, Row)
        yield item
    if not found:
        raise UnreadableFileError(f"{file} has no heading with a text below it, and no 'Q: … A: …'")


def _sections(tokens: Sequence[Token]) -> list[Section]:
    sections = [Section(0, "", 1)]
    position = 0
    while position < len(tokens):
        token, end = tokens[position], _end(tokens, position)
        if token.type == "heading_open":
            title = inline_text(tokens[position + 1].children or [])
            sections.append(Section(int(token.tag[1:]), title, _line(token)))
        else:
            sections[-1].blocks.extend(_blocks(tokens[position:end]))
        position = end
    return sections


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth <= 0:
            return position + 1
    return len(tokens)


def _blocks(tokens: Sequence[Token]) -> list[Block]:
    """Of one block of the document: itself, or several where it holds questions."""
    first = tokens[0]
    if first.type == "paragraph_open":
        return [_paragraph(tokens)]
    if first.type == "html_block" and (
        "<summary" in first.content.lower() or "</details" in first.content.lower()
    ):
        return _details(first)
    if first.type in ("bullet_list_open", "ordered_list_open"):
        items = _children(tokens)
        questions = [_question_in_bold(item[1:-1]) for item in items]
        if all(questions) and 2 * sum(map(asks, questions)) >= len(questions):
            return [_item(item[1:-1]) for item in items]
        if all(marked_question(text_of(item[1:-1])) for item in items):
            return [block for item in items for part in _children(item) for block in _blocks(part)]
    return [Block(_line(first), text_of(tokens), lines=_lines(first))]


def _children(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The blocks directly within a block."""
    children = []
    position = 1
    while position < len(tokens) - 1:
        end = _end(tokens, position)
        children.append(tokens[position:end])
        position = end
    return children


def _paragraph(tokens: Sequence[Token]) -> Block:
    line = _line(tokens[0])
    question = _question_in_bold(tokens)
    if question and asks(question) and marked_question(question) is None:
        rest = _after_bold(tokens)
        if not rest.strip() or "\n" in rest.lstrip(" "):
            return Block(line, rest.strip(), question)
    return Block(line, text_of(tokens), lines=_lines(tokens[0]))


def _item(tokens: Sequence[Token]) -> Block:
    own_end = _end(tokens, 0)
    rest = (_after_bold(tokens[:own_end]), text_of(tokens[own_end:]))
    answer = "\n".join(part.strip(" :：-–—\n") for part in rest if part.strip())
    return Block(_line(tokens[0]), answer, _question_in_bold(tokens), closed=True)


def _inline(tokens: Sequence[Token]) -> list[Token]:
    if len(tokens) < 2 or tokens[0].type != "paragraph_open":
        return []
    return [token for token in tokens[1].children or [] if token.type != "text" or token.content]


def _question_in_bold(tokens: Sequence[Token]) -> str:
    """What a paragraph has in bold at its beginning."""
    inline = _inline(tokens)
    if not inline or inline[0].type != "strong_open":
        return ""
    return inline_text(inline[1 : _end(inline, 0) - 1])


def _after_bold(tokens: Sequence[Token]) -> str:
    """The rest of the paragraph; it begins with a line break where the bold text had its line."""
    rest = _inline(tokens)
    rest = rest[_end(rest, 0) :]
    broken = bool(rest) and rest[0].type in ("softbreak", "hardbreak")
    return ("\n" if broken else "") + inline_text(rest)


def _details(token: Token) -> list[Block]:
    """``<details><summary>``, whose text may be Markdown in the blocks that follow."""
    pieces = _SUMMARY.split(token.content)
    line = _line(token)
    closed = "</details" in pieces[0].lower()
    blocks = [Block(line, to_text(pieces[0], page=True), closed=closed)]
    line += pieces[0].count("\n")
    for question, answer in zip(pieces[1::2], pieces[2::2], strict=True):
        closed = "</details" in answer.lower()
        blocks.append(Block(line, to_text(answer, page=True), to_text(question), closed))
        line += question.count("\n") + answer.count("\n")
    return blocks


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _lines(token: Token) -> int:
    return max(1, token.map[1] - token.map[0]) if token.map else 1
