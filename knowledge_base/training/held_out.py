"""Keeps every sentence of the evaluation sets out of the training texts.

The training files were made without them; this also catches a sentence that
differs only in script, case or punctuation, and one written twice by chance.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge_base.training.sources import Pair
from knowledge_base.training.tokenizer import create_normalizer

_NO_LETTER = re.compile(r"\W+")


class HeldOut:
    """Tells whether a text stands in an evaluation set, whatever its script or punctuation."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._normalize = create_normalizer().normalize_str
        self._forms = {self._form(text) for text in texts} - {""}

    def __contains__(self, text: str) -> bool:
        return self._form(text) in self._forms

    def without(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The pairs of which neither side is held out."""
        return [pair for pair in pairs if pair.a not in self and pair.b not in self]

    def _form(self, text: str) -> str:
        return _NO_LETTER.sub("", self._normalize(text))


def evaluation_texts(folder: Path) -> Iterator[str]:
    """Every question and every side of a pair in ``folder/eval``; none where that is absent."""
    for file in sorted((folder / "eval").glob("*/*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["question"] if "question" in row else row["text"]
    for file in sorted((folder / "eval").glob("*/*.tsv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for cells in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield from cells[:2]
