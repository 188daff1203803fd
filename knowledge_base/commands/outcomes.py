"""Commands about outcomes: what became of visitors' questions, from which the confidence learns."""

from typing import Annotated

import typer
from rich.table import Table

from knowledge_base.calibration.features import made_of
from knowledge_base.calibration.weighing import Weighed, weighed
from knowledge_base.commands.context import console, only_shop, open_knowledge_base, open_shop
from knowledge_base.content.outcomes import OutcomeRecord

app = typer.Typer(help="What became of visitors' questions, from which the confidence learns.")


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    shop: Annotated[
        str | None, typer.Option("--shop", help="Default: the one in config.yml, if there is one.")
    ] = None,
) -> None:
    """Show what there is, by kind, and how much it counts."""
    if context.invoked_subcommand is not None:
        return
    shop = shop or only_shop()
    knowledge_base = open_shop(context, shop)
    stored = knowledge_base.outcomes.all(shop)
    if not stored:
        console.print(f"shop '{shop}': no outcomes yet")
        return
    current = made_of(knowledge_base.encoder.fingerprint)
    comparable = [record for record in stored if record.judged.made_of == current]
    counted = weighed(comparable)
    table = Table("kind", "number", "right", "wrong", "not known", "counts as", "since")
    for kind in dict.fromkeys(record.kind for record in stored):
        table.add_row(*_row([record for record in stored if record.kind == kind], counted))
    console.print(table)
    total = sum(one.outcome.counts_as for one in counted if one.outcome)
    console.print(
        f"shop '{shop}': {len(stored):,} outcomes of {len({r.origin for r in stored}):,} visitors, "
        f"which count as {total:.1f} questions whose right answer is known",
        soft_wrap=True,
    )
    if len(comparable) < len(stored):
        console.print(
            f"{len(stored) - len(comparable):,} of them are of another encoder and do not count",
            soft_wrap=True,
        )


@app.command()
def forget(
    context: typer.Context,
    origin: Annotated[
        str, typer.Option("--origin", help="The id of the visitor they came from, in every shop.")
    ],
) -> None:
    """Delete all that came from one person."""
    count = open_knowledge_base(context).forget(origin)
    console.print(f"{count:,} outcomes deleted")


def _row(records: list[OutcomeRecord], counted: list[Weighed]) -> list[str]:
    """A row of the table, for the outcomes of one kind."""
    kind = records[0].kind
    labels = [record.right for record in records]
    numbers = [len(records), *(labels.count(label) for label in (True, False, None))]
    own = [one.outcome for one in counted if one.outcome and one.record.kind == kind]
    weight = sum(outcome.counts_as for outcome in own)
    since = min(record.at for record in records)
    return [
        kind.replace("_", " "),
        *(f"{number:,}" for number in numbers),
        f"{weight:.1f}",
        f"{since:%Y-%m-%d}",
    ]
