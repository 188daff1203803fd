"""Questions that a page marks up for search engines, in the vocabulary of schema.org."""

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from bs4.element import Tag

from knowledge_base.importing.reading.html_page import Found, Page, attribute, line_of, text_of
from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.html_tree import nearest

_ANSWERS = ("acceptedAnswer", "suggestedAnswer")
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_IN_ADDRESSES = re.compile(r"[/:#]")
_LOOK_AHEAD = 20_000  # characters, to find the line of a question
_DECODER = json.JSONDecoder(strict=False)  # line breaks within texts are a common fault


def json_ld(page: Page) -> Iterator[Found]:
    """``Question`` objects anywhere in scripts; a script that is no JSON becomes a problem."""
    for line, script in page.data:
        source = _WRAPPED.sub("", script).strip()
        if not source:
            continue
        try:
            data = _DECODER.decode(source)
        except (ValueError, RecursionError):
            if "Question" in source:
                page.problems.append((line, "its data for search engines (JSON-LD) is not JSON"))
            continue
        searched = 0
        for question in _questions(data):
            name = _first_text(question, ("name", "text"))
            written = json.dumps(name, ensure_ascii=False)[1:21]
            place = max(searched, script.find(written, searched, searched + _LOOK_AHEAD))
            line += script.count("\n", searched, place)
            searched = place
            yield Found(line, to_text(name), _answer(question))


def microdata(page: Page) -> Iterator[Found]:
    """``itemtype`` and ``itemprop``, or ``typeof`` and ``property`` (RDFa)."""
    for kind, prop in (("itemtype", "itemprop"), ("typeof", "property")):
        questions = partial(_is_question_tag, kind)
        every = page.soup.find_all(questions)
        around_of = nearest(page.soup, questions)
        holding = {id(around_of[id(tag)]) for tag in every}
        for tag in every:
            if id(tag) in holding:
                continue
            answers = (_with(tag, prop, name) for name in _ANSWERS)
            answer = next((found for found in answers if found), None)
            name = _with(tag, prop, "name", other_than=answer)
            if name is not None and answer is not None:
                text = _with(answer, prop, "text")
                shown = _shown(answer if text is None else text)
                yield Found(line_of(tag), _shown(name), shown, page.category_of(tag))


def _questions(data: Any) -> Iterator[dict[str, Any]]:
    """In the order of the document, without recursion."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            kinds = value.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _is_question(kind) for kind in kinds):
                yield value
            else:
                waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _answer(question: dict[str, Any]) -> str:
    for name in _ANSWERS:
        given = question.get(name)
        for answer in given if isinstance(given, list) else [given]:
            text = answer if isinstance(answer, str) else ""
            if isinstance(answer, dict):
                text = _first_text(answer, ("text", "name", "description"))
            if text.strip():
                return to_text(text)
    return ""


def _first_text(values: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = "\n".join(item for item in value if isinstance(item, str))
        if isinstance(value, dict):  # {"@value": …, "@language": …}
            value = value.get("@value")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _is_question(kind: str) -> bool:
    return any(_IN_ADDRESSES.split(name)[-1] == "Question" for name in kind.split())


def _is_question_tag(kind: str, tag: Tag) -> bool:
    return _is_question(attribute(tag, kind))


def _with(tag: Tag, prop: str, name: str, other_than: Tag | None = None) -> Tag | None:
    inside = set(map(id, other_than.find_all(True))) if other_than is not None else set()
    for found in tag.find_all(True):
        names = [part.rpartition(":")[2] for part in attribute(found, prop).split()]
        if name in names and id(found) not in inside:
            return found
    return None


def _shown(tag: Tag) -> str:
    return to_text(attribute(tag, "content")) or text_of(tag)
