"""``python -m knowledge_base.training.calibration``: makes ``calibration/prior.json`` again.

The model that every shop's calibration starts from. The demo shop is made small in several ways:
few phrasings an entry, since most shops have few; one language alone, since a question may come in
the other; and without a third of its entries. It is asked the phrasings that were left out.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import structlog

from knowledge_base.calibration.features import NAMES
from knowledge_base.calibration.fitting import RankingMethod, fit_model
from knowledge_base.calibration.model import Model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import Sample, samples_of_lines, samples_of_questions
from knowledge_base.content.entries import (
    LANGUAGES,
    Content,
    Entry,
)
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.content.results import Language
from knowledge_base.importing.cleaning import Cleaned, clean
from knowledge_base.importing.merging import entries_of
from knowledge_base.importing.reading.formats import ReadOptions, open_file
from knowledge_base.importing.rows import Row
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.encoder import SentenceTransformerEncoder
from knowledge_base.search.fitting import FittedSearcher, fit_searcher
from knowledge_base.search.phrasings import encode
from knowledge_base.settings import KnowledgeBaseSettings

log = structlog.get_logger(__name__)

FOLDER = Path(__file__).resolve().parents[1]
PHRASINGS_AN_ENTRY = (1, 2, 5)
"""In each language."""
LANGUAGES_OF_A_SHOP: tuple[tuple[Language, ...], ...] = (LANGUAGES, ("en",), ("zh",))
MISSING = 0.35
"""Share of the entries that are left out, so that their questions are near and have no answer."""
ASKED_AN_ENTRY = 4
"""Phrasings of an entry and a language that are asked, at most."""


@dataclass(frozen=True)
class _SmallShop:
    """A shop, and questions with the number of the entry that is right, None where it is missing."""

    content: Content
    questions: list[tuple[str, int | None]]


def main() -> None:
    """Fits both models and writes them."""
    settings = KnowledgeBaseSettings()
    encoder = SentenceTransformerEncoder(settings.encoder)
    found: dict[RankingMethod, list[Sample]] = {"learnt": [], "nearest": []}
    for shop in _small_shops(_demo_entries()):
        fitted = fit_searcher(
            encode(shop.content, encoder, Synonyms()),
            encoder,
            out_of_scope_lines(),
            wording_weight=settings.wording_weight,
            synonyms=Synonyms(),
        )
        nearest = FittedSearcher(
            replace(fitted.searcher, classifier=None), fitted.texts, fitted.lines, None
        )
        variants: dict[RankingMethod, FittedSearcher] = {"learnt": fitted, "nearest": nearest}
        for method, variant in variants.items():
            found[method] += samples_of_questions(shop.questions, variant.searcher, encoder)
            found[method] += samples_of_lines(variant)
        log.info("sampled", phrasings=len(shop.content.phrasings))
    models = {method: fit_model(drawn, _blank(drawn)).to_dict() for method, drawn in found.items()}
    text = json.dumps(models, indent=1) + "\n"
    (FOLDER / "calibration" / "prior.json").write_text(text, encoding="utf-8")


def _small_shops(entries: tuple[Entry, ...]) -> Iterator[_SmallShop]:
    for most, languages in product(PHRASINGS_AN_ENTRY, LANGUAGES_OF_A_SHOP):
        draw = random.Random(f"{most} {languages}")
        kept: list[Entry] = []
        questions: list[tuple[str, int | None]] = []
        for entry in entries:
            missing = draw.random() < MISSING
            stored: dict[LanguageTag, tuple[str, ...]] = {}
            for language in LANGUAGES:
                phrasings = draw.sample(all_of := entry.asked_in(language), len(all_of))
                taken = 0 if missing or language not in languages else most
                stored[language] = tuple(phrasings[:taken])
                right = None if missing else len(kept)
                asked = phrasings[taken : taken + ASKED_AN_ENTRY]
                questions += [(text, right) for text in asked]
            if not missing:
                kept.append(replace(entry, questions=stored))
        name = f"{most}-{'-'.join(languages)}"
        yield _SmallShop(Content("demo", name, tuple(kept)), questions)


def _demo_entries() -> tuple[Entry, ...]:
    files = sorted((FOLDER / "demo").glob("*.jsonl"))
    rows = [
        cleaned
        for file in files
        for row in open_file(file, ReadOptions()).rows
        if isinstance(row, Row) and isinstance(cleaned := clean(row), Cleaned)
    ]
    return tuple(entries_of(rows, today=datetime.now(UTC).date())[0])


def _blank(drawn: list[Sample]) -> Model:
    matrix = np.array([sample.features for sample in drawn])
    nothing = (0.0,) * (len(NAMES) + 1)
    mean = tuple(float(value) for value in matrix.mean(axis=0))
    scale = tuple(float(value) for value in matrix.std(axis=0))
    return Model(mean, scale, nothing, nothing, nothing, nothing)


if __name__ == "__main__":
    main()
