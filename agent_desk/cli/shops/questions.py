"""Asks in a terminal, and again where an answer will not do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import typer

from agent_desk.domain.plain_text import neutral
from agent_desk.errors import DeskError, ShopSetupError
from knowledge_base import KnowledgeBaseError


@dataclass(frozen=True)
class Question:
    """``flag`` answers it without a terminal. Without a ``default`` an answer is needed.

    Several answers in a line are kept apart by ``separator``.
    """

    flag: str
    words: str
    default: str | None = None
    separator: str | None = ","
    hidden: bool = False


@dataclass(frozen=True)
class Terminal:
    """``asks`` is false where there is no terminal, or nothing shall be asked."""

    asks: bool

    def answer(
        self, question: Question, given: Sequence[str], take: Callable[[list[str]], None]
    ) -> None:
        """Calls ``take`` with the answer: what was ``given`` as a flag, else what is asked for.

        Where ``take`` raises an error of ours, that is shown, and the question is asked again.
        Without a terminal the error passes; so does ShopSetupError where an answer is needed.
        """
        if given:
            take(list(given))
            return
        if not self.asks:
            if question.default is None:
                raise ShopSetupError(f"{question.flag} is missing; nothing was changed.")
            take(_split(question.default, question.separator))
            return
        while True:
            try:
                take(self._typed(question))
                return
            except (DeskError, KnowledgeBaseError) as error:
                say(f"  {error}")

    def text(self, question: Question, check: Callable[[str], object] = str) -> str:
        """A text that somebody types. Asks again where ``check`` raises an error of ours."""
        found = ""

        def take(typed: list[str]) -> None:
            nonlocal found
            check("".join(typed))
            found = "".join(typed)

        self.answer(replace(question, separator=None), (), take)
        return found

    def confirms(self, words: str) -> bool:
        """True without a terminal: what was given as flags is meant."""
        return not self.asks or typer.confirm(words, default=True)

    def _typed(self, question: Question) -> list[str]:
        """What somebody types; blanks alone are as nothing: the default, if there is one."""
        typed = _split(self._prompt(question), question.separator)
        if not typed and question.default is None:
            raise ShopSetupError("An answer is needed here.")
        return typed or _split(question.default or "", question.separator)

    def _prompt(self, question: Question) -> str:
        shown = bool(question.default) and not question.hidden
        typed: str = typer.prompt(
            question.words,
            default=question.default or ("" if question.default is not None else None),
            show_default=shown,
            hide_input=question.hidden,
        )
        return typed


def say(line: str) -> None:
    """Prints a line, without what could turn it."""
    typer.echo(neutral(line))


def _split(answer: str, separator: str | None) -> list[str]:
    parts = answer.split(separator) if separator else [answer]
    return [part.strip() for part in parts if part.strip()]
