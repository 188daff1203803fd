"""A page as sections: its headings, and the text between each and the next."""

import re
from collections.abc import Iterable

from bs4.element import NavigableString, PageElement, Tag

from knowledge_base.importing.reading.html_page import (
    HEADINGS,
    Page,
    headings_in,
    is_small,
    line_of,
    text_of,
)
from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.html_tree import replace
from knowledge_base.importing.reading.questions import asks, marked_question
from knowledge_base.importing.reading.sections import Block, Section

# Stands where a heading was; a character that no text has.
_MARK = "\ufdd0"
_BOLD_LINE = "\ufdd1"
_OURS = re.compile(f"[{_MARK}{_BOLD_LINE}]")


def sections_of(page: Page) -> list[Section]:
    """Of the main part of the page, where it says which that is. Changes the page."""
    root = page.soup.find("main")
    root = root if root is not None and root.find(HEADINGS) else page.soup
    others: dict[int, list[PageElement]] = {
        id(text): [NavigableString(_OURS.sub("", text))] for text in root.find_all(string=_OURS)
    }
    for bold in root.find_all(("b", "strong")):
        if _is_line(bold) and is_small(bold) and asks(text_of(bold)):
            others[id(bold)] = [NavigableString(_BOLD_LINE), bold]
    replace(page.soup, others)
    headings = headings_in(root)
    sections = [Section(0, "", 1)]
    sections += [Section(int(tag.name[1]), text_of(tag), line_of(tag)) for tag in headings]
    # Sections that are broken apart by their headings are no trouble: tags need no partner.
    replace(page.soup, {id(tag): [NavigableString(_MARK)] for tag in headings})
    pieces = root.decode_contents().split(_MARK)
    for section, piece in zip(sections, pieces, strict=True):
        section.blocks = _blocks(to_text(piece, page=True), section.line)
    return [section for section in sections if section.level or section.blocks]


def _is_line(bold: Tag) -> bool:
    """Whether nothing else stands on its line."""
    parent = bold.parent
    if parent is None or parent.name not in (
        "p",
        "div",
        "td",
        "body",
        "section",
        "main",
        "[document]",
    ):
        return False
    return all(
        beside is None or (isinstance(beside, Tag) and beside.name in ("br", "p", "div"))
        for beside in (_beside(bold.previous_siblings), _beside(bold.next_siblings))
    )


def _beside(siblings: Iterable[PageElement]) -> PageElement | None:
    return next((one for one in siblings if isinstance(one, Tag) or str(one).strip()), None)


def _blocks(text: str, line: int) -> list[Block]:
    """``line`` is that of the heading: where in the text a question stands is not known."""
    blocks: list[Block] = []
    lines: list[str] = []

    def end() -> None:
        if any(map(str.strip, lines)):
            blocks.append(Block(line, "\n".join(lines)))
        lines.clear()

    for part in text.split("\n"):
        if part.startswith(_BOLD_LINE) and marked_question(part[1:]) is None:
            end()
            if part[1:]:
                blocks.append(Block(line, "", part[1:]))
        else:
            lines.append(part.replace(_BOLD_LINE, ""))
    end()
    return blocks
