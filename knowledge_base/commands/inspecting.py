"""Commands that show, search and measure entries, and change none."""

import time
from pathlib import Path
from typing import Annotated

import typer

from knowledge_base.commands.context import (
    Shop,
    console,
    content_of,
    encoder_of,
    messages,
    named,
    open_knowledge_base,
    open_shop,
    settings_of_command,
    write_lines,
)
from knowledge_base.commands.terminal import (
    print_entries,
    print_replay,
    print_result,
    progress_bars,
)
from knowledge_base.configuration import resolve_path
from knowledge_base.content.language_tags import LANGUAGE_TAGS
from knowledge_base.content.own_intents import imported
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.evaluation.replay import lines as replay_lines
from knowledge_base.evaluation.replay import (
    read_questions,
    temporary_index,
)
from knowledge_base.evaluation.replay import replay as replay_questions
from knowledge_base.exporting.formats import FORMATS, SUFFIXES, format_of, print_out, write


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What a visitor asks.")],
    shop: Shop,
    language: Annotated[
        str | None,
        typer.Option(
            help="The visitor's: zh-Hans, zh-Hant, zh (as it is stored) or en. Default: that of the text."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Matches shown at most.")] = 3,
) -> None:
    """Ask as a visitor would."""
    if language not in (None, *LANGUAGE_TAGS):
        raise typer.BadParameter(f"use {', '.join(LANGUAGE_TAGS)}", param_hint="--language")
    knowledge_base = open_shop(context, shop)
    with messages.status("loading"):
        knowledge_base.search(text, shop, limit=1)
    start = time.perf_counter()
    result = knowledge_base.search(text, shop, language, limit)
    print_result(console, result, time.perf_counter() - start)


def rebuild(
    context: typer.Context,
    shop: Annotated[str | None, typer.Option("--shop", help="Default: every shop.")] = None,
) -> None:
    """Rebuild the index from the database."""
    knowledge_base = open_shop(context, shop) if shop else open_knowledge_base(context)
    shops = [shop] if shop else knowledge_base.store.shops()
    if not shops:
        raise KnowledgeBaseError(
            "every shop's knowledge base is empty; "
            "run: python -m knowledge_base import FILE --shop SHOP"
        )
    for shop_id in shops:
        content = content_of(knowledge_base, shop_id)
        with progress_bars(messages) as progress:
            index = knowledge_base.index_store.rebuild(content, progress)
        judged = index.calibration.fitted_on
        console.print(
            f"shop '{shop_id}': {len(content.phrasings):,} questions indexed, version "
            f"{content.version}; answers from a confidence of {index.calibration.answer_from:.2f} "
            + f"({judged:,} samples)"
        )


def replay(
    context: typer.Context,
    kb: Annotated[Path, typer.Option("--kb", help="The entries: JSON Lines, as for an import.")],
    questions: Annotated[Path, typer.Option(help='JSON Lines of {"id", "text"}.')],
    out: Annotated[
        Path,
        typer.Option(
            help="Where the decisions go, as JSON Lines.", callback=named(".jsonl", ".ndjson")
        ),
    ],
    target_precision: Annotated[
        float | None,
        typer.Option(min=0.01, max=0.999, help="Default: knowledge_base.answer_precision."),
    ] = None,
) -> None:
    """Try old questions on an index made only for that: what would have been answered?"""
    settings = settings_of_command()
    if target_precision is not None:
        settings = settings.model_copy(update={"answer_precision": target_precision})
    encoder = encoder_of(context, settings)
    replayed = read_questions(questions)
    with progress_bars(messages) as progress:
        index, rejected = temporary_index(kb, settings, encoder, progress)
        found = replay_questions(
            index, [question.text for question in replayed], settings, encoder, progress
        )
    write_lines(out, replay_lines(replayed, found.results))
    print_replay(messages, index.content, found, rejected)


def evaluate(
    context: typer.Context,
    shop: Shop,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the pictures and the page. Default: var/evaluation."),
    ] = None,
) -> None:
    """Say what becomes of visitors' questions, and draw how sure the knowledge base may be."""
    # Draws with matplotlib, which no other command needs and which takes a second to import.
    from knowledge_base.evaluation.page import summary
    from knowledge_base.evaluation.run import evaluate_content, write_evaluation

    knowledge_base = open_shop(context, shop)
    content = content_of(knowledge_base, shop)
    asked = knowledge_base.index_store.question_log(content.shop_id).all()
    with progress_bars(messages) as progress:
        report = evaluate_content(
            content,
            knowledge_base.settings,
            knowledge_base.encoder,
            asked,
            knowledge_base.known_outcomes(shop),
            progress,
        )
    written = write_evaluation(content, report, output or resolve_path("var/evaluation"))
    learnt = [report.learnt.sentence] if report.learnt else []
    for line in (*report.sentences, *map(summary, report.evaluations), *learnt):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    messages.print(f"written: {', '.join(map(str, written))}", markup=False, soft_wrap=True)


def list_entries(context: typer.Context, shop: Shop) -> None:
    """Show the entries."""
    print_entries(console, content_of(open_shop(context, shop), shop))


def export(
    context: typer.Context,
    shop: Shop,
    output: Annotated[
        Path | None,
        typer.Option(help=f"A file that ends with {', '.join(SUFFIXES)}. Default: the terminal."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help=f"For another name: {', '.join(FORMATS)}."),
    ] = None,
) -> None:
    """Write the entries, to be edited and imported again."""
    chosen = format_of(output, format_)
    content = imported(content_of(open_shop(context, shop), shop))
    if output is None:
        print_out(content, chosen)
        return
    write(content, output, chosen)
    messages.print(
        f"{len(content.entries):,} entries written to {output}", markup=False, soft_wrap=True
    )
