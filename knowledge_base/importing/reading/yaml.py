"""YAML: questions and answers in the same shapes as JSON, or training data of Rasa."""

import json
from dataclasses import replace

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.json import read_json
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.rasa import is_rasa, read_document
from knowledge_base.importing.reading.yaml_values import (
    DEEPEST,
    MOST_VALUES,
    Mapping,
    Scalar,
    Value,
    documents,
)
from knowledge_base.importing.rows import Read, Rejected


def read_yaml(text: str, file: str, options: ReadOptions) -> Read:
    """Rows and messages of all documents of the file, with their lines.

    Raises UnreadableFileError, with the line, for text that is no YAML, or nested, repeated (aliases)
    or tagged in a way that could do harm.
    """
    found = False
    for document in documents(text, file):
        if is_rasa(document):
            found = True
            yield from read_document(document, file)
        elif not isinstance(document, Scalar):
            found = True
            for item in read_json(_Writer(file).written(document), file, options):
                if isinstance(item, Rejected):
                    reason = item.reason.replace("a JSON object", "a mapping")
                    item = replace(item, reason=reason)
                yield item
        elif document.text is not None:
            yield Rejected(file, document.line, "the document is neither a list nor a mapping")
    if not found:
        raise UnreadableFileError(f"{file} has no list and no mapping in it")


class _Writer:
    """The same as JSON in which every value stands on the line that it has in the YAML. So one
    module knows the shapes, and its lines are right."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._pieces: list[str] = []
        self._line = 1
        self._size = 0

    def written(self, document: Value) -> str:
        self._value(document, 0)
        return "".join(self._pieces)

    def _value(self, value: Value, depth: int) -> None:
        self._size += 1
        if depth > DEEPEST or self._size > MOST_VALUES:
            # Through aliases; the file itself was measured before.
            raise UnreadableFileError(f"{self._file} line {value.line}: nested too deeply")
        if value.line > self._line:  # an alias stands for what came before
            self._pieces.append("\n" * (value.line - self._line))
            self._line = value.line
        if isinstance(value, Scalar):
            text = value.text
            self._pieces.append("null" if text is None else json.dumps(text, ensure_ascii=False))
        elif isinstance(value, Mapping):
            self._pieces.append("{")
            for number, (key, item) in enumerate(value.pairs):
                self._pieces.append("," if number else "")
                # Unquoted "{{name}}" is a mapping whose key is a mapping: no answer, in any case.
                name = key if isinstance(key, Scalar) else Scalar(key.line, "{…}")
                self._value(Scalar(name.line, name.text or ""), depth + 1)
                self._pieces.append(":")
                self._value(item, depth + 1)
            self._pieces.append("}")
        else:
            self._pieces.append("[")
            for number, item in enumerate(value.items):
                self._pieces.append("," if number else "")
                self._value(item, depth + 1)
            self._pieces.append("]")
