"""Training data of Rasa: examples of intents are questions, responses are answers.

Files may hold only one of the two: what belongs together has the same entry, the name of the
intent, which is that of the response without "utter_".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge_base.content.results import Language
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.yaml_values import (
    Mapping,
    Scalar,
    Sequence,
    Value,
    documents,
)
from knowledge_base.importing.rows import Note, Read, Rejected, Row, language_named
from knowledge_base.language.text import detect_language

_BLOCKS = ("intent", "synonym", "regex", "lookup")
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\}|\[\s*\{[^\[\]]*\}\s*\])")
_SLOT = re.compile(r"\{[A-Za-z_]\w*\}")
_MARKDOWN_BLOCK = re.compile(r"##\s*(intent|synonym|regex|lookup)\s*:\s*(\S.*)", re.IGNORECASE)
_ITEM = re.compile(r"\s*[-*+]\s+(.*)")
_LEFT_OUT = ("buttons", "quick_replies", "image", "attachment", "elements", "custom")


def read_rasa(text: str, file: str, options: ReadOptions) -> Read:
    """A row for each example and each response; ``options`` say nothing about this format.

    Raises UnreadableFileError for a file that is no YAML, or one with neither examples nor responses.
    """
    if any(map(_MARKDOWN_BLOCK.match, text.splitlines())):
        yield from _read_markdown(text, file)
        return
    found = False
    for document in documents(text, file):
        if isinstance(document, Mapping) and (document.get("nlu") or document.get("responses")):
            found = True
            yield from read_document(document, file)
    if not found:
        raise UnreadableFileError(f"{file} has no 'nlu' and no 'responses' in it")


def is_rasa(document: Value) -> bool:
    """Whether a YAML document is training data or a domain."""
    if not isinstance(document, Mapping):
        return False
    nlu, responses = document.get("nlu"), document.get("responses")
    if isinstance(nlu, Sequence):
        return any(isinstance(block, Mapping) and _kind(block) for block in nlu.items)
    return isinstance(responses, Mapping) and any(
        (_text(name) or "").startswith("utter_") and isinstance(said, Sequence)
        for name, said in responses.pairs
    )


def read_document(document: Value, file: str) -> Read:
    """The rows of one YAML document."""
    if not isinstance(document, Mapping):
        return
    nlu, responses = document.get("nlu"), document.get("responses")
    for block in nlu.items if isinstance(nlu, Sequence) else ():
        if not isinstance(block, Mapping) or _kind(block) is None:
            yield Rejected(file, block.line, "neither an intent, synonym, regex nor lookup")
        elif _kind(block) == "intent":
            yield from _examples(block, file)
    for name, said in responses.pairs if isinstance(responses, Mapping) else ():
        yield from _answers(_text(name) or "", said, file)


def _kind(block: Mapping) -> str | None:
    return next((kind for kind in _BLOCKS if block.get(kind) is not None), None)


def _examples(block: Mapping, file: str) -> Iterator[Row | Rejected]:
    intent = (_text(block.get("intent")) or "").strip()
    examples = block.get("examples")
    common = _language(block)
    if isinstance(examples, Sequence):
        for item in examples.items:
            text = _text(item.get("text") if isinstance(item, Mapping) else item)
            language = _language(item) if isinstance(item, Mapping) else None
            if text and text.strip():
                yield _question(file, item.line, intent, text, language or common)
            else:
                yield Rejected(file, item.line, f"an example of '{intent[:60]}' has no text")
    elif isinstance(examples, Scalar) and examples.text:
        first = examples.line + examples.block
        for number, line in enumerate(examples.text.split("\n"), start=first):
            if example := _ITEM.fullmatch(line):
                yield _question(file, number, intent, example[1], common)
            elif line.strip():
                yield Rejected(file, number, f"'{line.strip()[:40]}' does not begin with '- '")


def _question(file: str, line: int, intent: str, text: str, language: Language | None) -> Row:
    text = _ENTITY.sub(r"\1", text).strip()
    return Row(file, line, intent, _category(intent), language=language, question=text)


def _answers(name: str, said: Value, file: str) -> Iterator[Row | Rejected]:
    entry = name.removeprefix("utter_")
    taken: dict[str, int] = {}
    for variation in said.items if isinstance(said, Sequence) else [said]:
        values = variation if isinstance(variation, Mapping) else Mapping(variation.line)
        text = (_text(values.get("text")) or _text(variation) or "").strip()
        language = _language(values)
        row = Row(file, values.line, entry, _category(entry), language=language, answer=text)
        if not text:
            yield Rejected(file, values.line, f"the response '{name[:60]}' has no text")
            continue
        spoken = language or ("en" if detect_language(text, "en") == "en" else "zh")
        reason = ""
        if values.get("condition") is not None or values.get("channel") is not None:
            reason = f"'{name[:60]}' is said so only under a condition, or on one channel"
        elif spoken in taken:
            reason = f"another variation of '{name[:60]}' on line {taken[spoken]}"
        if reason:
            yield Rejected(file, values.line, reason, row)
        else:
            taken[spoken] = values.line
            yield replace(row, notes=tuple(_notes(values, text)))


def _notes(variation: Mapping, text: str) -> Iterator[Note]:
    for part in _LEFT_OUT:
        if variation.get(part) is not None:
            yield Note("repaired", f"left out of the response: its {part}")
    if slot := _SLOT.search(text):
        yield Note("repaired", f"the answer holds {slot.group()}, which nothing fills in")


def _category(entry: str) -> str:
    """Of a retrieval intent such as "faq/ask_shipping"."""
    return entry.partition("/")[0] if "/" in entry else ""


def _language(block: Mapping) -> Language | None:
    metadata = block.get("metadata")
    found = metadata.get("language") if isinstance(metadata, Mapping) else None
    return language_named(_text(found) or "")


def _text(value: Value | None) -> str | None:
    return value.text if isinstance(value, Scalar) else None


def _read_markdown(text: str, file: str) -> Read:
    """The form of Rasa 1: "## intent:name", and a list of examples below."""
    intent: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            block = _MARKDOWN_BLOCK.fullmatch(line.strip())
            is_intent = block is not None and block[1].lower() == "intent"
            intent = block[2].strip() if block and is_intent else None
        elif intent and (item := _ITEM.fullmatch(line)) and item[1].strip():
            yield _question(file, number, intent, item[1], None)
