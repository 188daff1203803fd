"""Commands about golden questions, which must keep their answers whatever is imported."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from knowledge_base.commands.context import Shop, console, content_of, open_shop
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.reading.formats import ReadOptions, open_file
from knowledge_base.importing.rows import Row
from knowledge_base.privacy.masking import mask
from knowledge_base.privacy.pseudonyms import Pseudonyms
from knowledge_base.storage.golden import GoldenQuestion, GoldenQuestions

app = typer.Typer(
    help="Questions that must keep their answers: every import asks them before it publishes.",
    no_args_is_help=True,
)


@app.command()
def add(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="As a customer asks.")],
    entry: Annotated[str, typer.Argument(help="The key of the entry that answers it.")],
    shop: Shop,
) -> None:
    """Add one, or name another entry for one that is there. Personal data is masked."""
    _keep(context, shop, [GoldenQuestion(mask(question.strip()), entry)])


@app.command("import")
def import_questions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Columns question and entry, in any format.")],
    shop: Shop,
) -> None:
    """Add those in a file."""
    rows = [row for row in open_file(file, ReadOptions()).rows if isinstance(row, Row)]
    found = [
        GoldenQuestion(mask(row.question.strip()), row.entry)
        for row in rows
        if row.question and row.entry
    ]
    if not found:
        raise KnowledgeBaseError(f"{file} has no row with a question and the key of an entry")
    _keep(context, shop, found)


@app.command("list")
def show(context: typer.Context, shop: Shop) -> None:
    """Show them."""
    table = Table("question", "entry")
    for golden in GoldenQuestions(open_shop(context, shop).store.database).all(shop):
        table.add_row(escape(golden.question), escape(golden.entry))
    console.print(table)


@app.command()
def remove(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="As it was added.")],
    shop: Shop,
) -> None:
    """Take one out."""
    golden = GoldenQuestions(open_shop(context, shop).store.database)
    asked = question.strip()
    if not (golden.remove(shop, asked) or golden.remove(shop, mask(asked))):
        raise KnowledgeBaseError(f"there is no golden question '{question}'")
    console.print("removed")


def _keep(context: typer.Context, shop: str, questions: list[GoldenQuestion]) -> None:
    knowledge_base = open_shop(context, shop)
    known = content_of(knowledge_base, shop).by_key
    hide = Pseudonyms(knowledge_base.store.pseudonym_secret)
    # A file may name an entry as the import got it, before its name was hidden.
    questions = [
        golden if golden.entry in known else replace(golden, entry=hide(golden.entry))
        for golden in questions
    ]
    unknown = [golden.entry for golden in questions if golden.entry not in known]
    if unknown:
        raise KnowledgeBaseError(f"shop '{shop}' has no entry '{unknown[0]}'")
    new = GoldenQuestions(knowledge_base.store.database).add(shop, questions)
    console.print(f"{new:,} added, {len(questions) - new:,} known before")
