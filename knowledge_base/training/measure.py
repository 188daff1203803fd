"""Measures an encoder on the evaluation sets, which it must never be trained on."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

OUT_OF_SCOPE = "OOS"

_PAIR_HEADER = ["a", "b", "label"]


def measure(encode: Encode, folder: Path, *, half: str) -> dict[str, dict[str, float]]:
    """Figures of every set in ``folder/eval``, by the name of the set.

    ``half`` is "dev" (to tune on) or "test" (to quote). Question sets give
    ``recall`` (share of in-scope questions whose nearest phrasing belongs to
    the right entry) and, where some are out of scope, ``auroc`` (how well the
    nearest similarity separates in from out); pair sets give ``pair_auc``.
    """
    figures: dict[str, dict[str, float]] = {}
    for base in sorted(path for path in (folder / "eval").iterdir() if path.is_dir()):
        figures[base.name] = {}
        if (base / f"queries.{half}.jsonl").is_file():
            figures[base.name] |= _measure_questions(encode, base, half)
        if (base / f"pairs.{half}.tsv").is_file():
            figures[base.name]["pair_auc"] = _pair_auc(encode, base / f"pairs.{half}.tsv")
    return figures


def _measure_questions(encode: Encode, base: Path, half: str) -> dict[str, float]:
    phrasings = _json_lines(base / "kb.jsonl")
    queries = _json_lines(base / f"queries.{half}.jsonl")
    similarity = (
        encode([query["text"] for query in queries])
        @ encode([phrasing["question"] for phrasing in phrasings]).T
    )
    entries = np.array([phrasing["entry"] for phrasing in phrasings])
    wanted = np.array([query["entry"] for query in queries])
    in_scope = wanted != OUT_OF_SCOPE
    right = entries[similarity.argmax(axis=1)] == wanted
    figures = {"recall": float(right[in_scope].mean())}
    if not in_scope.all():
        figures["auroc"] = float(roc_auc_score(in_scope, similarity.max(axis=1)))
    return figures


def _pair_auc(encode: Encode, file: Path) -> float:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [
            row
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row != _PAIR_HEADER  # it stands in one half only
        ]
    similarity = (encode([row[0] for row in rows]) * encode([row[1] for row in rows])).sum(axis=1)
    return float(roc_auc_score([int(row[2]) for row in rows], similarity))


def _json_lines(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
