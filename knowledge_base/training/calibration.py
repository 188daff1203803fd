"""``python -m knowledge_base.training.calibration``: makes ``calibration/prior.json`` again.

The model that every shop's calibration starts from, fitted on the demo shop: whole, and thinned to
a few phrasings an entry, since most shops have few.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import structlog

from knowledge_base.calibration.features import NAMES
from knowledge_base.calibration.fitting import Way, fit_model
from knowledge_base.calibration.model import Model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import Sample, samples
from knowledge_base.encoder import SentenceTransformerEncoder
from knowledge_base.entries import LANGUAGES, Content, Entry
from knowledge_base.importing.jsonl_reader import read_jsonl
from knowledge_base.importing.merging import plan
from knowledge_base.importing.rows import Row
from knowledge_base.searcher import Built, build
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.synonyms import Synonyms

log = structlog.get_logger(__name__)

FOLDER = Path(__file__).resolve().parents[1]
PHRASINGS_AN_ENTRY = (2, 5, None)
"""In each language; None for all."""


def main() -> None:
    """Fits both models and writes them."""
    settings = KnowledgeBaseSettings()
    encoder = SentenceTransformerEncoder(settings.encoder)
    entries = _demo_entries()
    found: dict[Way, list[Sample]] = {"learnt": [], "nearest": []}
    for most in PHRASINGS_AN_ENTRY:
        content = Content("demo", f"thinned-{most}", tuple(_thinned(e, most) for e in entries))
        built = build(
            content,
            encoder,
            out_of_scope_lines(),
            wording_weight=settings.wording_weight,
            synonyms=Synonyms(),
        )
        found["learnt"] += samples(content, built)
        nearest = Built(replace(built.searcher, classifier=None), built.texts, built.lines, None)
        found["nearest"] += samples(content, nearest)
        log.info("sampled", phrasings=len(content.phrasings))
    models = {way: fit_model(drawn, _blank(drawn)).to_dict() for way, drawn in found.items()}
    text = json.dumps(models, indent=1) + "\n"
    (FOLDER / "calibration" / "prior.json").write_text(text, encoding="utf-8")


def _demo_entries() -> tuple[Entry, ...]:
    files = sorted((FOLDER / "demo").glob("*.jsonl"))
    rows = [
        row
        for file in files
        for row in read_jsonl(file.read_text("utf-8"), file.name)
        if isinstance(row, Row)
    ]
    return tuple(sorted(plan(rows, {}).added, key=lambda entry: entry.key))


def _thinned(entry: Entry, most: int | None) -> Entry:
    return replace(entry, questions={x: entry.questions.get(x, ())[:most] for x in LANGUAGES})


def _blank(drawn: list[Sample]) -> Model:
    matrix = np.array([sample.features for sample in drawn])
    nothing = (0.0,) * (len(NAMES) + 1)
    mean = tuple(float(value) for value in matrix.mean(axis=0))
    scale = tuple(float(value) for value in matrix.std(axis=0))
    return Model(mean, scale, nothing, nothing, nothing, nothing)


if __name__ == "__main__":
    main()
