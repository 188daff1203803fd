"""Pages with headings: which headings are questions, and which questions stand below them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.questions import (
    asks,
    marked_answer,
    marked_question,
    tidy_answer,
    tidy_question,
)
from knowledge_base.importing.rows import Rejected, Row

_LONGEST_TITLE = 500


@dataclass
class Block:
    """A piece of plain text, made of ``lines`` lines of the file. ``question`` is what the page makes look like one: a line in bold, or
    the summary of something that opens; ``closed`` where its answer ends with the block."""

    line: int
    text: str
    question: str = ""
    closed: bool = False
    lines: int = 1


@dataclass
class Section:
    """A heading (level 0: none, at the beginning) and what stands between it and the next one."""

    level: int
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, in paragraphs; an opening question is a part of the text."""
        parts = (part for block in self.blocks for part in (block.question, block.text))
        return "\n\n".join(part for part in parts if part.strip())


@dataclass
class _Pair:
    line: int
    question: str
    answer: list[str] = field(default_factory=list)
    marked: bool = False


def read_sections(
    sections: list[Section], file: str, options: ReadOptions, *, source: str = ""
) -> Iterator[Row | Rejected]:
    """Questions that are marked within a section ("Q: … A: …"), else the heading as a question.

    A heading with headings below it is their category, and never a question, unless it asks one.
    """
    above: list[tuple[int, str]] = []
    left_out: list[int] = []
    for number, section in enumerate(sections):
        while above and above[-1][0] >= section.level:
            above.pop()
        title = tidy_question(section.title)
        category = next((name for _, name in reversed(above) if not asks(name)), "")
        holds_more = number + 1 < len(sections) and sections[number + 1].level > section.level > 0
        if pairs := _pairs(section.blocks, inside_question=section.level > 0 and asks(title)):
            for pair in pairs:
                yield _row(pair, file, title or category, source)
        elif title and (not holds_more or title.endswith(("?", "？"))):
            answer = tidy_answer(section.text)
            row = Row(file, section.line, "", category, source, question=title, answer=answer)
            if answer:
                yield row
            elif not holds_more:
                yield Rejected(file, section.line, f"there is no text below '{title[:60]}'", row)
        elif section.text:
            left_out.append(section.line)
        if section.level:
            above.append((section.level, title[:_LONGEST_TITLE]))
    if left_out and len(left_out) < len(sections):
        options.findings.warn(
            f"{len(left_out)} texts that answer no question are left out, "
            f"the first on line {left_out[0]}"
        )


def _row(pair: _Pair, file: str, category: str, source: str) -> Row | Rejected:
    question, answer = tidy_question(pair.question), "\n".join(pair.answer).strip()
    row = Row(file, pair.line, "", category, source, question=question, answer=answer)
    if not answer:
        return Rejected(file, pair.line, f"there is no answer to '{question[:60]}'", row)
    return row


def _pairs(blocks: list[Block], *, inside_question: bool) -> list[_Pair]:
    """``inside_question``: the heading asks already, so only what is marked is another question."""
    pairs: list[_Pair] = []
    open_pair: _Pair | None = None
    for block in blocks:
        if block.question and not inside_question:
            open_pair = _Pair(block.line, block.question)
            pairs.append(open_pair)
        elif block.question and open_pair:
            open_pair.answer.append(block.question)
        for number, line in enumerate(block.text.split("\n")):
            question = marked_question(line)
            answer = marked_answer(line)
            if question is not None and question.strip():
                open_pair = _Pair(block.line + min(number, block.lines - 1), question)
                pairs.append(open_pair)
            elif open_pair and answer is not None and not open_pair.marked:
                open_pair.marked = True
                open_pair.answer.append(answer)
            elif open_pair:
                open_pair.answer.append(line)
        if open_pair and open_pair.answer:
            open_pair.answer.append("")
        if block.closed:
            open_pair = None
    return pairs
