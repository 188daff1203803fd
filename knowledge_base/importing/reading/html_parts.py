"""Questions that a page shows with what opens and closes, or as terms and definitions."""

import re
from collections.abc import Iterator

from bs4.element import Tag

from knowledge_base.importing.reading.html_page import (
    Found,
    Page,
    attribute,
    line_of,
    panel_id,
    text_of,
)
from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.html_tree import nearest
from knowledge_base.importing.reading.questions import tidy_answer

_DEFINITION = re.compile(r"<(/?(?:dl|dt|dd))\b[^<>]*>")


def details(page: Page) -> Iterator[Found]:
    """``<details><summary>``; one that holds others is their category."""
    every = page.soup.find_all("details")
    outer_of = nearest(page.soup, lambda tag: tag.name == "details")
    outer = {id(outer_of[id(tag)]) for tag in every}
    summaries = {id(tag): _summary(tag) for tag in every}
    for tag in every:
        summary = summaries[id(tag)]
        if summary is None or id(tag) in outer:
            continue
        above = summaries.get(id(outer_of[id(tag)]))
        category = text_of(above) if above else page.category_of(tag)
        rest = "".join(str(part) for part in tag.children if part is not summary)
        answer = to_text(rest, page=True)
        yield Found(line_of(tag), text_of(summary), answer, category)


def _summary(tag: Tag) -> Tag | None:
    children = (child for child in tag.children if isinstance(child, Tag))
    return next((child for child in children if child.name == "summary"), None)


def definitions(page: Page) -> Iterator[Found]:
    """``<dl><dt><dd>``; several terms share what follows them, several definitions are one.

    By the order of the tags: HTML lets ``<dt>`` and ``<dd>`` go without an end.
    """
    tags = iter(page.soup.find_all("dt"))
    terms: list[tuple[Tag, str]] = []
    answer: list[str] = []
    pieces = _DEFINITION.split(page.soup.decode_contents()) if page.soup.find("dt") else [""]
    for name, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if answer and name in ("dt", "dl", "/dl"):
            yield from _defined(page, terms, answer)
            terms, answer = [], []
        if name == "dt":
            terms.append((next(tags), to_text(piece, page=True)))
        elif name == "dd":
            answer.append(to_text(piece, page=True))
    yield from _defined(page, terms, answer)


def _defined(page: Page, terms: list[tuple[Tag, str]], answer: list[str]) -> Iterator[Found]:
    shared = tidy_answer("\n".join(answer))
    for tag, term in terms:
        yield Found(line_of(tag), term, shared, page.category_of(tag))


def accordions(page: Page) -> Iterator[Found]:
    """Buttons that name the panel that they open; a panel that holds others is a category."""
    wanted = {panel_id(tag) for tag in page.soup.find_all(True)}
    panels = {
        found: tag
        for tag in page.soup.find_all(id=True)
        if (found := attribute(tag, "id")) in wanted
    }
    around_of = nearest(page.soup, lambda tag: attribute(tag, "id") in panels)
    opened: dict[int, Tag] = {}
    controls: list[Tag] = []
    holding: set[int] = set()
    for tag in page.soup.find_all(True):
        panel = panels.get(panel_id(tag))
        around = around_of[id(tag)]
        if panel is None or around is panel:  # that would be a button to close it
            continue
        holding.update((id(around), id(around_of[id(panel)])))
        if attribute(tag, "role") != "tab" and id(panel) not in opened:
            opened[id(panel)] = panel
            controls.append(tag)
    for tag, panel in zip(controls, opened.values(), strict=True):
        if id(panel) not in holding:
            yield Found(line_of(tag), text_of(tag), text_of(panel), page.category_of(tag))
