"""Reads the sets in the folders ``eval`` and ``eval2`` of the data folder, which README.md there describes."""

from __future__ import annotations

import csv
import json
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Half = Literal["dev", "test"]
"""``dev`` is for tuning, ``test`` is quoted."""

HALVES: tuple[Half, ...] = ("test", "dev")
OUT_OF_SCOPE = "OOS"
ROOT = Path(__file__).parents[2]

QUESTION_SETS = (
    "banking77_oos",
    "clinc150",
    "dstc11_insurance",
    "smp2017_domains",
    "massive_zh_test",
    "xsid_zh",
    "xquad_zh2en",
    "lcqmc_dev",
    "bitext_cs",
    "hint3_curekart",
    "hint3_sofmattress",
    "hint3_powerplay11",
    "rasa_sara",
    "ths_fund",
    "covid_q",
    "health_line_zh",
    "stackfaq_webapps",
)
JUDGED_SETS = (
    "hint3_curekart",
    "hint3_sofmattress",
    "hint3_powerplay11",
    "rasa_sara",
    "ths_fund",
    "covid_q",
    "health_line_zh",
    "banking77_oos",
    "clinc150",
    "smp2017_domains",
)
"""Sets with questions that no entry answers, by which the confidence is judged."""
PAIR_SETS = ("lcqmc_dev", "bq_dev", "atec_test", "bustm_test_public", "afqmc_dev", "mqp_en")

_PAIR_HEADER = ["a", "b", "label"]


class DataMissingError(Exception):
    """The data folder or the set does not exist."""


@dataclass(frozen=True)
class Phrasings:
    """The phrasings of a knowledge base, and the entry of each."""

    path: Path
    texts: list[str]
    entries: list[str]

    @property
    def chinese(self) -> bool:
        """Whether most of the texts are Chinese."""
        return sum(any("\u3400" <= c <= "\u9fff" for c in text) for text in self.texts) * 2 > len(
            self.texts
        )


@dataclass(frozen=True)
class Questions:
    """Questions, and the right entry of each, or OUT_OF_SCOPE."""

    texts: list[str]
    entries: list[str]


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts; ``alike`` is 1 if the two mean the same, else 0."""

    a: list[str]
    b: list[str]
    alike: list[int]


def data_folder() -> Path:
    """The folder that RELAY_DATA names, else ``../shared/data`` beside the checkout."""
    named = os.environ.get("RELAY_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not (folder / "eval").is_dir():
        raise DataMissingError(
            f"no question sets in {folder / 'eval'}: name the data folder in the environment"
            " variable RELAY_DATA"
        )
    return folder


def phrasings(folder: Path, name: str) -> Phrasings:
    """The phrasings of a question set."""
    path = _of_set(folder, name) / "kb.jsonl"
    rows = _json_lines(path)
    return Phrasings(path, [row["question"] for row in rows], [row["entry"] for row in rows])


def cut(base: Phrasings, most: int, path: Path) -> None:
    """Writes a knowledge base with at most so many phrasings an entry, drawn at random, the same every
    time."""
    rows = _json_lines(base.path)
    draw = random.Random(f"{base.path.parent.name} {most}")
    by_entry: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_entry.setdefault(row["entry"], []).append(row)
    kept = [row for own in by_entry.values() for row in draw.sample(own, min(most, len(own)))]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")


def questions(folder: Path, name: str, half: Half) -> Questions:
    """The questions of one half of a question set."""
    rows = _json_lines(_of_set(folder, name) / f"queries.{half}.jsonl")
    return Questions([row["text"] for row in rows], [row["entry"] for row in rows])


def pairs(folder: Path, name: str, half: Half) -> Pairs:
    """The pairs of one half of a pair set."""
    with _existing(_of_set(folder, name) / f"pairs.{half}.tsv").open(
        encoding="utf-8", newline=""
    ) as lines:
        found = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [row for row in found if row != _PAIR_HEADER]  # only one half has a header
    return Pairs([row[0] for row in rows], [row[1] for row in rows], [int(row[2]) for row in rows])


def _of_set(folder: Path, name: str) -> Path:
    first, second = folder / "eval" / name, folder / "eval2" / name
    return first if first.is_dir() else second


def _json_lines(path: Path) -> list[dict[str, Any]]:
    with _existing(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DataMissingError(f"there is no {path}")
    return path
