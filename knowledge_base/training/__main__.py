"""``python -m knowledge_base.training``: makes the shipped encoder again and measures it."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from rich.console import Console

from knowledge_base.training.errors import TrainingError
from knowledge_base.training.fit import FitSettings, bags_of, fit
from knowledge_base.training.held_out import HeldOut, evaluation_texts
from knowledge_base.training.measure import measure
from knowledge_base.training.model import compressed, encoder_of, save
from knowledge_base.training.pairs import (
    PHRASINGS_SOURCE,
    SHARES,
    UTTERANCES_SOURCE,
    meanings,
    pairs_of_phrasings,
    pairs_of_utterances,
    read_phrasings,
    texts_of,
    training_pairs,
)
from knowledge_base.training.sources import (
    REPOSITORY,
    data_folder,
    read_dictionary,
    read_pairs,
    read_utterances,
)
from knowledge_base.training.teacher import Teacher
from knowledge_base.training.tokenizer import build_normalizer, build_tokenizer
from knowledge_base.training.vectors import start_vectors
from knowledge_base.training.vocabulary import PieceLimits, choose_pieces, count_words

MODEL_FOLDER = REPOSITORY / "knowledge_base" / "encoder_model"
LIMITS = PieceLimits(english=18_000, chinese=20_000, characters=4_500)
DIMENSIONS = 256
SEED = 20

console = Console(stderr=True)


def main(
    output: Annotated[
        Path, typer.Option(help="Folder that the model is written to.")
    ] = MODEL_FOLDER,
    cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps the teacher's vectors between runs.")
    ] = None,
    measure_only: Annotated[
        bool, typer.Option("--measure", help="Train nothing; measure the model in the folder.")
    ] = False,
    half: Annotated[str, typer.Option(help="Half of the evaluation sets: dev or test.")] = "dev",
) -> None:
    """Trains the encoder from the folder that RELAY_DATA names, and measures it."""
    torch.set_num_threads(2)
    try:
        data = data_folder()
        if not measure_only:
            train(data, output, cache)
        for name, figures in measure(encoder_of(output), data, half=half).items():
            typer.echo(f"{name:20}" + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    except TrainingError as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from error


def train(data: Path, output: Path, cache: Path | None) -> None:
    """Trains the model and writes it to ``output``."""
    teacher = Teacher(cache=cache)
    held_out = HeldOut(evaluation_texts(data))
    utterances = [text for text in read_utterances(data) if text not in held_out]
    files = read_pairs(data) | {
        PHRASINGS_SOURCE: pairs_of_phrasings(read_phrasings()),
        UTTERANCES_SOURCE: pairs_of_utterances(utterances),
    }
    files = {name: held_out.without(pairs) for name, pairs in files.items()}
    glosses = read_dictionary(data)
    normalize = build_normalizer().normalize_str

    console.print("choosing pieces")
    counts = count_words(
        [
            (normalize(text), SHARES[name] * 100_000 / len(pairs))
            for name, pairs in files.items()
            for text in texts_of(pairs)
        ]
    )
    pieces = choose_pieces(counts, dictionary=glosses, english_words=teacher.words(), limits=LIMITS)
    tokenizer = build_tokenizer(pieces)
    names = [tokenizer.id_to_token(i) for i in range(tokenizer.get_vocab_size())]

    console.print(f"{len(names)} pieces; asking the teacher about them")
    pairs = training_pairs(files)
    bags = bags_of(pairs.texts, tokenizer)
    seen = np.bincount(bags.ids, minlength=len(names)).astype(np.float32)
    start = start_vectors(
        names,
        glosses=glosses,
        counts=Counter(dict(zip(names, seen.tolist(), strict=True))),
        teacher=teacher,
        seed=SEED,
    )
    console.print(f"asking the teacher about {len(pairs.texts)} texts")
    taught, known = meanings(pairs, teacher)

    settings = FitSettings(seed=SEED)
    trained = fit(
        start,
        bags=bags,
        pairs=pairs,
        meanings=taught,
        has_meaning=known,
        settings=settings,
        report=lambda step, loss: (
            console.print(f"step {step}: {loss:.3f}") if step % 50 == 0 else None
        ),
    )
    save(
        output, compressed(trained, importance=np.sqrt(seen + 1), dimensions=DIMENSIONS), tokenizer
    )
    size = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    console.print(f"{size / 1e6:.1f} MB in {output}")


if __name__ == "__main__":
    typer.run(main)
