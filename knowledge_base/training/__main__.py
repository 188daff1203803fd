"""``python -m knowledge_base.training``: makes the shipped encoder again and measures it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console

from knowledge_base.training.bilingual_teacher import BilingualTeacher
from knowledge_base.training.english_teacher import EnglishTeacher
from knowledge_base.training.errors import TrainingError
from knowledge_base.training.measure import measure
from knowledge_base.training.model import encoder_of
from knowledge_base.training.recipe import Recipe, train
from knowledge_base.training.sources import REPOSITORY, data_folder
from knowledge_base.training.teachers import Teachers

MODEL_FOLDER = REPOSITORY / "knowledge_base" / "encoder_model"


class Half(StrEnum):
    """The half of an evaluation set: one to tune on, one to quote."""

    DEV = "dev"
    TEST = "test"


def main(
    output: Annotated[Path, typer.Option(help="Folder of the model.")] = MODEL_FOLDER,
    cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps the teachers' vectors between runs.")
    ] = None,
    measure_only: Annotated[
        bool, typer.Option("--measure", help="Train nothing; measure the model in the folder.")
    ] = False,
    half: Annotated[Half, typer.Option(help="Half of the evaluation sets.")] = Half.DEV,
    threads: Annotated[int, typer.Option(help="Processor cores to use.", min=1)] = 2,
) -> None:
    """Trains the encoder from the folder that RELAY_DATA names, and measures it."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    torch.set_num_threads(threads)
    try:
        data = data_folder()
        if not measure_only:
            teachers = Teachers(
                EnglishTeacher(cache=cache and cache / "english"),
                BilingualTeacher(cache=cache and cache / "bilingual"),
            )
            train(data, output, recipe=Recipe(), teachers=teachers, say=console.print)
        for name, figures in measure(encoder_of(output), data, half=half).items():
            typer.echo(f"{name:20}" + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    except TrainingError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from error


if __name__ == "__main__":
    typer.run(main)
