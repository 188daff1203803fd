"""The command line: ``python -m knowledge_base --help``."""

import logging
import sys

import structlog
import typer

from knowledge_base.commands import (
    golden,
    importing,
    inspecting,
    outcomes,
    personal_data,
    refitting,
    reviewing,
    versions,
)
from knowledge_base.commands.context import messages
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.private_files import keep_files_private
from knowledge_base.search.encoder import Encoder

app = typer.Typer(
    name="python -m knowledge_base",
    help="Past questions and answers: bring them in, search them, take them out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("import")(importing.import_command)
app.command()(importing.intents)
app.command()(reviewing.review)
app.add_typer(golden.app, name="golden")
app.add_typer(outcomes.app, name="outcomes")
app.command("versions")(versions.list_versions)
app.command()(versions.rollback)
app.command()(versions.history)
app.command()(personal_data.scan)
app.command("purge")(personal_data.purge_command)
app.command()(inspecting.search)
app.command("list")(inspecting.list_entries)
app.command()(inspecting.export)
app.command()(inspecting.rebuild)
app.command()(refitting.refit)
app.command()(inspecting.evaluate)
app.command()(inspecting.replay)


def main(arguments: list[str] | None = None, encoder: Encoder | None = None) -> None:
    """Runs a command and exits; what goes wrong is one line on stderr and exit code 1.

    ``arguments`` are those of the process, ``encoder`` the configured one, unless given.
    """
    keep_files_private()
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    )
    try:
        app(arguments, obj=encoder)
    except KnowledgeBaseError as error:
        messages.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
