"""What a text is, by how it begins."""

import json
import re

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.chat_text import is_chat
from knowledge_base.importing.reading.csv import understand
from knowledge_base.importing.reading.options import Findings, ReadOptions
from knowledge_base.importing.reading.text_files import WrittenText

BEGINNING = 100_000
"""Characters that ``sniffed`` looks at."""

_HTML = re.compile(
    r"\s*<(!doctype html|!--|\?xml|html|head|meta|title|style|script|body|main|section|h\d|div|p"
    r"|center|font|span|b|ul|ol|dl|table|tr|details)\b",
    re.I,
)
_OBJECT = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
_RASA = re.compile(r"^(nlu|responses|stories|intents):\s*(#.*)?$", re.MULTILINE)
_RASA_MARKDOWN = re.compile(r"^## *(intent|synonym|lookup|regex):", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6} |\*\*|(Q|问|問)\d*[:：.])", re.MULTILINE)
_YAML = re.compile(r"^(---\s*$|- \w+: |\w+:\s*$)", re.MULTILINE)


def sniffed(text: str, named: str | None, options: ReadOptions) -> str:
    """The format. ``named`` is what the end of the file's name says, or the person who sends it:
    JSON may be JSON Lines, a table may be JSON, YAML may be Rasa's, and a transcript may be a table
    as well."""
    if named == "transcript":
        found = _json(text) or ("csv" if _is_table(text, options) else None)
        return "transcript" if found is None or is_chat(text) else found
    if named == "json":
        return _json(text) or named
    if named in ("csv", "tsv"):
        return (_json(text) if _OBJECT.match(text) else None) or named
    if named == "yaml":
        return "rasa" if _RASA.search(text) else named
    if named == "markdown":
        return "rasa" if _RASA_MARKDOWN.search(text) else named
    return named or _guessed(text, options)


def is_page(text: str) -> bool:
    """Whether the text is surely HTML, by how it begins."""
    return _HTML.match(text) is not None


def _guessed(text: str, options: ReadOptions) -> str:
    if is_page(text):
        return "html"
    if is_chat(text):
        return "transcript"
    if found := _json(text):
        return found
    if _RASA.search(text) or _RASA_MARKDOWN.search(text):
        return "rasa"
    if _is_table(text, options):
        return "csv"
    if _HEADING.search(text):
        return "markdown"
    return "yaml" if _YAML.match(text) else "csv"


def _json(text: str) -> str | None:
    if not text.lstrip().startswith(("{", "[")):
        return None
    lines = [line for line in text.split("\n", 3)[:3] if line.strip()]
    try:
        first = json.loads(lines[0])
    except (ValueError, RecursionError):
        return "json"
    return "jsonl" if isinstance(first, dict) and lines[1:2] != [] else "json"


def _is_table(text: str, options: ReadOptions) -> bool:
    try:
        understand(WrittenText(text), "", ReadOptions(columns=options.columns, findings=Findings()))
    except UnreadableFileError:
        return False
    return True
