"""A page as a tree, in time that grows with the page alone.

Beautiful Soup changes one element at a time and looks through all its siblings for that, and through
all its parents for what stands around it; pages may have any number of both.
"""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import PageElement, Tag

_DEEPEST = 500  # tags within each other, about as many as in browsers
_MOST_OPEN = 1_000
# Python's parser looks for the end of each in all of the text.
_ENDS = (
    (re.compile("<"), ">"),
    (re.compile(r"<!\[(?!(?:if|else|endif)\b)", re.IGNORECASE), "]]>"),
    (re.compile(r"<!\["), "]>"),
)


class Soup(BeautifulSoup):
    """A page. What would be deeper than browsers allow stands beside what is around it, since each
    text takes time in proportion to its depth."""

    def __init__(self, text: str) -> None:
        with warnings.catch_warnings():
            # Of a text that is like a file's name, or XML; the reader says if there is nothing in it.
            warnings.simplefilter("ignore", UnusualUsageWarning)
            super().__init__(text, "html.parser")

    def handle_starttag(self, *args: Any, **kwargs: Any) -> Tag | None:
        if len(self.tagStack) > _DEEPEST:
            self.endData()  # the text so far belongs to the tag that ends here
            self.popTag()
        return super().handle_starttag(*args, **kwargs)


def ends(text: str) -> bool:
    """Whether what the page opens has an end; a page has an arrow here and there."""
    return all(
        sum(1 for _ in opener.finditer(text, text.rfind(closer) + 1)) <= _MOST_OPEN
        for opener, closer in _ENDS
    )


def replace(soup: BeautifulSoup, others: Mapping[int, Sequence[PageElement]]) -> None:
    """Puts ``others`` in place of elements, by the elements' ids; none at all removes one."""
    if not others:
        return
    before: PageElement | None = None
    waiting: list[PageElement] = [soup]
    while waiting:
        element = waiting.pop()
        element.previous_element, element.next_element = before, None
        if before is not None:
            before.next_element = element
        before = element
        if isinstance(element, Tag):
            element.contents = [
                new for old in element.contents for new in others.get(id(old), (old,))
            ]
            _link(element)
            waiting.extend(reversed(element.contents))


def _link(tag: Tag) -> None:
    for child in tag.contents:
        child.parent, child.previous_sibling, child.next_sibling = tag, None, None
    for one, other in pairwise(tag.contents):
        one.next_sibling, other.previous_sibling = other, one


def nearest(soup: BeautifulSoup, wanted: Callable[[Tag], bool]) -> dict[int, Tag | None]:
    """By the id of each tag, the nearest tag around it that is wanted."""
    found: dict[int, Tag | None] = {id(soup): None}
    are_wanted = {id(soup): False}
    for tag in soup.find_all(True):
        parent = tag.parent
        assert parent is not None
        found[id(tag)] = parent if are_wanted[id(parent)] else found[id(parent)]
        are_wanted[id(tag)] = wanted(tag)
    return found


def holding(tags: Sequence[Tag]) -> set[int]:
    """The ids of all tags that have one of ``tags`` in them."""
    found: set[int] = set()
    for tag in tags:
        parent = tag.parent
        while parent is not None and id(parent) not in found:
            found.add(id(parent))
            parent = parent.parent
    return found
