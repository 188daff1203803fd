"""The recipe from the first to the last step: texts, pieces, start vectors, fit, files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge_base.training.fit import FitSettings, bags_of, fit
from knowledge_base.training.held_out import HeldOut, evaluation_texts
from knowledge_base.training.model import compressed, save
from knowledge_base.training.pairs import (
    PHRASINGS_SOURCE,
    SHARES,
    UTTERANCES_SOURCE,
    pairs_of_phrasings,
    pairs_of_utterances,
    read_phrasings,
    texts_of,
    training_pairs,
)
from knowledge_base.training.sources import Pair, read_dictionary, read_pairs, read_utterances
from knowledge_base.training.teachers import Space, Teachers
from knowledge_base.training.tokenizer import create_normalizer, create_tokenizer
from knowledge_base.training.vectors import start_vectors
from knowledge_base.training.vocabulary import PieceLimits, choose_pieces, count_words


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was tuned on the dev halves. Pieces times dimensions times two bytes is the size."""

    pieces: PieceLimits = field(default_factory=PieceLimits)
    fitted_dimensions: int = 384
    dimensions: int = 256
    fit: FitSettings = field(default_factory=FitSettings)


def train(
    data: Path, output: Path, *, recipe: Recipe, teachers: Teachers, say: Callable[[str], None]
) -> None:
    """Trains on ``data`` and writes the model to ``output``; ``say`` hears of every step."""
    files = training_files(data)
    glosses = read_dictionary(data)

    say("choosing the pieces")
    pieces = choose_pieces(
        _counts(files),
        dictionary=glosses,
        english_words=teachers.english.words(),
        limits=recipe.pieces,
    )
    tokenizer = create_tokenizer(pieces)
    names = [tokenizer.id_to_token(i) or "" for i in range(tokenizer.get_vocab_size())]
    pairs = training_pairs(files)
    bags = bags_of(pairs.texts, tokenizer)
    seen = np.bincount(bags.ids, minlength=len(names)).astype(np.float32)

    say(f"asking the teachers about {len(pairs.texts)} texts")
    meanings = teachers.of_texts(pairs)
    space = Space.of(meanings, recipe.fitted_dimensions)
    say(f"asking the teachers about {len(names)} pieces")
    start = start_vectors(
        names,
        space.project(teachers.of_pieces(names, glosses)),
        counts=dict(zip(names, seen.tolist(), strict=True)),
        seed=recipe.fit.seed,
    )

    say(f"fitting for {recipe.fit.steps} steps")
    trained = fit(
        start,
        bags=bags,
        pairs=pairs,
        meanings=space.project(meanings),
        settings=recipe.fit,
        report=lambda step, loss: say(f"step {step}: {loss:.3f}") if step % 50 == 0 else None,
    )
    importance = np.sqrt(seen + 1)
    save(
        output, compressed(trained, importance=importance, dimensions=recipe.dimensions), tokenizer
    )


def training_files(data: Path) -> dict[str, list[Pair]]:
    """All pairs to learn from, by file, without what stands in an evaluation set."""
    held_out = HeldOut(evaluation_texts(data))
    utterances = [text for text in read_utterances(data) if text not in held_out]
    files = read_pairs(data) | {
        PHRASINGS_SOURCE: pairs_of_phrasings(read_phrasings()),
        UTTERANCES_SOURCE: pairs_of_utterances(utterances),
    }
    return {name: held_out.without(pairs) for name, pairs in files.items()}


def _counts(files: dict[str, list[Pair]]) -> dict[str, float]:
    """Words of the texts, each file counted by its share."""
    normalize = create_normalizer().normalize_str
    return count_words(
        (normalize(text), SHARES[name] * 100_000 / len(pairs))
        for name, pairs in files.items()
        for text in texts_of(pairs)
    )
