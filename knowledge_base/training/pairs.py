"""The pairs to learn from."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.training.errors import MalformedPhrasingsError, UnknownSourceError
from knowledge_base.training.sources import Pair

PHRASINGS = Path(__file__).with_name("phrasings.tsv")
PHRASINGS_SOURCE = "phrasings"
UTTERANCES_SOURCE = "multidogo_en"

# Share of a batch that a file gets. Documentation is far from what shops are asked.
SHARES = {
    "convlab2_dialog_zh_en": 0.20,
    "docs_zh_en": 0.06,
    "tatoeba_zh_en": 0.20,
    "massive_zh_en_train": 0.17,
    "ui_strings_zh_en": 0.10,
    "misc_zh_en": 0.10,
    "en_paraphrase_misc": 0.04,
    PHRASINGS_SOURCE: 0.15,
    UTTERANCES_SOURCE: 0.10,
}
_NEIGHBOURS = 8
_LONGEST_ENGLISH_WORDS = 25
_SHORTEST_WORDS = 3  # of an utterance; shorter ones are names, numbers and thanks
_MOST_PAIRS = {
    "convlab2_dialog_zh_en": 20_000,
    "docs_zh_en": 5_000,
    "en_paraphrase_misc": 6_000,
}


@dataclass(frozen=True, slots=True)
class TrainingPairs:
    """Rows of ``texts`` that mean the same, and how often each pair is drawn (sums to 1)."""

    texts: list[str]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    group: NDArray[np.int64]
    probability: NDArray[np.float64]


def read_phrasings(file: Path = PHRASINGS) -> list[list[str]]:
    """Groups of phrasings that mean the same, one group a line: a name, then the phrasings."""
    groups = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        phrasings = [cell.strip() for cell in line.split("\t")[1:]]
        if len(phrasings) < 2 or not all(phrasings):
            raise MalformedPhrasingsError(f"{file.name}, line {number}: fewer than two phrasings")
        groups.append(phrasings)
    return groups


def pairs_of_phrasings(groups: Sequence[Sequence[str]]) -> list[Pair]:
    """Every phrasing with as many others of its group, so that a large group weighs no more than
    its phrasings. ``source`` is the group's number."""
    return [
        Pair(a, b, language_of(a), language_of(b), f"{PHRASINGS_SOURCE}/{number}")
        for number, group in enumerate(groups)
        for a, b in _around(group)
    ]


def _around(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """In a circle, each with the _NEIGHBOURS that follow."""
    circle = random.Random(len(group)).sample(group, len(group))
    for distance in range(1, min(_NEIGHBOURS, len(group) // 2) + 1):
        for place, text in enumerate(circle):
            yield text, circle[(place + distance) % len(group)]


def pairs_of_utterances(utterances: Iterable[str]) -> list[Pair]:
    """Every second utterance with itself: learnt from is only what the teacher says of it."""
    worded = [text for text in utterances if _SHORTEST_WORDS <= len(text.split()) <= 20]
    return [Pair(text, text, "en", "en", UTTERANCES_SOURCE) for text in worded[::2]]


def language_of(text: str) -> str:
    """ "zh" for a text with a Han character, else "en"."""
    return "zh" if any("\u3400" <= character <= "\u9fff" for character in text) else "en"


def training_pairs(files: Mapping[str, Sequence[Pair]]) -> TrainingPairs:
    """The pairs of the ``files`` that are short enough, each file drawn by its share.

    Raises UnknownSourceError for a file that has none.
    """
    unknown = sorted(files.keys() - SHARES.keys())
    if unknown:
        raise UnknownSourceError(f"No share is set for {', '.join(unknown)} (SHARES in pairs.py).")
    kept = {name: _kept(name, pairs) for name, pairs in files.items()}
    total = sum(SHARES[name] for name, pairs in kept.items() if pairs)

    place: dict[str, int] = {}
    groups: dict[str, int] = {}
    left, right, group, probability = [], [], [], []
    for name, pairs in kept.items():
        for pair in pairs:
            left.append(place.setdefault(pair.a, len(place)))
            right.append(place.setdefault(pair.b, len(place)))
            key = pair.source if name == PHRASINGS_SOURCE else f"{len(groups)}"
            group.append(groups.setdefault(key, len(groups)))
            probability.append(SHARES[name] / total / len(pairs))
    return TrainingPairs(
        list(place), np.array(left), np.array(right), np.array(group), np.array(probability)
    )


def texts_of(pairs: Iterable[Pair]) -> Iterator[str]:
    """Both sides of every pair."""
    for pair in pairs:
        yield pair.a
        yield pair.b


def _kept(name: str, pairs: Sequence[Pair]) -> Sequence[Pair]:
    short = [pair for pair in pairs if _short_enough(pair)]
    most = _MOST_PAIRS.get(name)
    # Every n-th, so that what is left is spread over the file.
    return short if most is None else short[:: max(1, -(-len(short) // most))]


def _short_enough(pair: Pair) -> bool:
    return all(len(text.split()) <= _LONGEST_ENGLISH_WORDS for text in (pair.a, pair.b))
