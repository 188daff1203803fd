"""Reads the training folder: parallel pairs, the dictionary, unlabelled utterances."""

import csv
import gzip
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.training.errors import TrainingDataMissingError

REPOSITORY = Path(__file__).resolve().parents[2]

# The licence of these rows is not clear, and they paraphrase an evaluation set.
_LEFT_OUT_SOURCES = frozenset({"CLINC150-para(auto)"})
_DICTIONARY_LINE = re.compile(r"^\S+ (?P<word>\S+) \[[^\]]*\] /(?P<glosses>.+)/\s*$")
_PARENTHESES = re.compile(r"\([^)]*+(?:\)|\Z)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts with one meaning. ``language`` is "zh" or "en" for either side."""

    a: str
    b: str
    language_a: str
    language_b: str
    source: str


def data_folder() -> Path:
    """The folder that RELAY_DATA names, else ``../shared/data`` beside the checkout.

    Raises TrainingDataMissingError where it has no ``train`` folder.
    """
    named = os.environ.get("RELAY_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not (folder / "train").is_dir():
        raise TrainingDataMissingError(
            f"No training data in {folder}: name its folder in the environment variable RELAY_DATA."
        )
    return folder


def read_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Pairs of every ``train/*.tsv.gz``, by file name without the endings, in file order."""
    files = sorted((folder / "train").glob("*.tsv.gz"))
    if not files:
        raise TrainingDataMissingError(f"No pairs (*.tsv.gz) in {folder / 'train'}.")
    return {file.name.removesuffix(".tsv.gz"): list(_pairs_of(file)) for file in files}


def read_dictionary(folder: Path) -> dict[str, list[str]]:
    """Simplified Chinese word → English glosses without remarks in parentheses."""
    glosses: dict[str, list[str]] = {}
    with _opened(folder / "train" / "cc_cedict.u8.gz") as lines:
        for line in lines:
            found = _DICTIONARY_LINE.match(line)
            if found:
                cleaned = clean_glosses(found["glosses"])
                if cleaned:
                    glosses.setdefault(found["word"], []).extend(cleaned)
    return glosses


def read_utterances(folder: Path) -> list[str]:
    """What customers typed, in English, without labels; each text once, sorted."""
    with _opened(folder / "train" / "multidogo_en.txt.gz") as lines:
        return sorted({line.strip() for line in lines} - {""})


def clean_glosses(field: str) -> list[str]:
    """Glosses of one dictionary line (``be taken in/(n) a trick; a ruse``), one meaning each."""
    parts = (part for gloss in field.split("/") for part in gloss.split(";"))
    cleaned = (_PARENTHESES.sub(" ", part).replace("to ", "", 1).strip() for part in parts)
    return [gloss for gloss in cleaned if gloss and not gloss.startswith(("CL:", "variant of"))]


def _pairs_of(file: Path) -> Iterator[Pair]:
    with _opened(file) as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            a, b = row["a"].strip(), row["b"].strip()
            if a and b and row["source"] not in _LEFT_OUT_SOURCES:
                yield Pair(a, b, row["lang_a"][:2], row["lang_b"][:2], row["source"])


@contextmanager
def _opened(file: Path) -> Iterator[Iterator[str]]:
    """The lines of a gzipped UTF-8 file; TrainingDataMissingError names one that is not there."""
    if not file.is_file():
        raise TrainingDataMissingError(f"The training data lack {file}.")
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        yield lines
