"""A page without the parts that all pages of a site share, and the places of its headings."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Comment, PageElement, Tag

from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.html_tree import holding, nearest, replace
from knowledge_base.importing.reading.questions import tidy_question

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_NEVER_SHOWN = ("script", "style", "template", "noscript", "iframe", "svg", "select", "dialog")
_AROUND = ("nav", "header", "footer")
_CONTENT = ("main", "article", "section", "details", "dl", "li")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPENERS = (*HEADINGS, "dt", "summary", "button", "a", "label")
_LONGEST_CATEGORY = 100
_MOST_IN_HEADING = 200  # tags and texts


class Found(NamedTuple):
    """A question of a page, in plain text."""

    line: int
    question: str
    answer: str
    category: str = ""


class Page:
    """``data`` are the JSON-LD scripts with their lines, ``problems`` what finders could not read,
    ``address`` is where the page says that it lives."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.data = [
            (line_of(script), script.get_text())
            for script in soup.find_all("script")
            if "ld+json" in attribute(script, "type").lower()
        ]
        self.problems: list[tuple[int, str]] = []
        self.address = self._address()
        self._remove_what_surrounds()
        self._categories = self._read_headings()

    def category_of(self, tag: Tag) -> str:
        """The nearest heading above; empty where there is none."""
        return self._categories.get(id(tag), "")

    def _address(self) -> str:
        for link in self.soup.find_all("link", href=True):
            href = attribute(link, "href")
            if "canonical" in attribute(link, "rel") and href.startswith(("http://", "https://")):
                return href
        return ""

    def _remove_what_surrounds(self) -> None:
        content = nearest(self.soup, lambda tag: tag.name in _CONTENT)
        opened = nearest(self.soup, lambda tag: tag.name in ("details", "dl"))
        is_opener = holding(self.soup.find_all(_OPENERS))
        is_opener.update(map(id, self.soup.find_all(_OPENERS)))
        panels = set(_panels(self.soup))
        removed: list[PageElement] = [
            text for text in self.soup.find_all(string=True) if isinstance(text, Comment)
        ]
        waiting = _children(self.soup)
        while waiting:
            tag = waiting.pop()
            around = tag.name in _AROUND and (tag.name == "nav" or not content[id(tag)])
            shown_later = (
                opened[id(tag)] is not None
                or attribute(tag, "id") in panels
                or id(tag.find_previous_sibling()) in is_opener
            )
            if tag.name in _NEVER_SHOWN or around or (_is_hidden(tag) and not shown_later):
                removed.append(tag)
            else:
                waiting.extend(_children(tag))
        replace(self.soup, {id(element): () for element in removed})

    def _read_headings(self) -> dict[int, str]:
        categories: dict[int, str] = {}
        title = ""
        headings = {id(tag) for tag in headings_in(self.soup)}
        for tag in self.soup.find_all(True):
            categories[id(tag)] = title
            if id(tag) in headings and not tag.find("button"):
                text = tidy_question(text_of(tag))
                title = text if len(text) <= _LONGEST_CATEGORY else title
        return categories


def headings_in(root: Tag) -> list[Tag]:
    """Headings with a text, outermost ones only."""
    found: list[Tag] = []
    inner: set[int] = set()
    for tag in root.find_all(HEADINGS):
        # One that holds half the page was never closed.
        if id(tag) not in inner and is_small(tag) and text_of(tag):
            inner.update(map(id, tag.find_all(HEADINGS)))
            found.append(tag)
    return found


def is_small(tag: Tag) -> bool:
    """Whether it can be a heading or a line, by how much is in it."""
    waiting: list[Tag] = [tag]
    size = 0
    while waiting and size < _MOST_IN_HEADING:
        contents = waiting.pop().contents
        size += len(contents)
        waiting.extend(child for child in contents if isinstance(child, Tag))
    return size < _MOST_IN_HEADING


def _children(tag: Tag) -> list[Tag]:
    return [child for child in tag.contents if isinstance(child, Tag)]


def text_of(tag: Tag) -> str:
    """What the tag shows, as plain text."""
    return to_text(tag.decode_contents(), page=True)


def attribute(tag: Tag, name: str) -> str:
    """Empty where it is missing; one text where it has several."""
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def line_of(tag: Tag) -> int:
    """From 1."""
    return tag.sourceline or 1


def panel_id(control: Tag) -> str:
    """The id of what the control opens; empty for one that opens nothing."""
    if opened := attribute(control, "aria-controls"):
        return opened.split()[0]
    if "collapse" in attribute(control, "data-toggle") + attribute(control, "data-bs-toggle"):
        for name in ("data-target", "data-bs-target", "href"):
            if (target := attribute(control, name)).startswith("#"):
                return target[1:]
    return ""


def _panels(soup: BeautifulSoup) -> Iterator[str]:
    return (panel for tag in soup.find_all(True) if (panel := panel_id(tag)))


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN.search(attribute(tag, "style")) is not None
