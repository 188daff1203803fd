"""Conversations as turns: what one side said before the other side spoke. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from knowledge_base.importing.rows import Message, Role


@dataclass
class Turn:
    """Messages of one side in a row; ``line`` is where the first of them stands."""

    role: Role
    messages: list[Message] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where the turn begins in its file."""
        return self.messages[0].line


def conversations(messages: Iterable[Message]) -> Iterator[list[Message]]:
    """Messages that stand together and have file and conversation in common."""
    for _, together in groupby(messages, key=lambda message: (message.file, message.conversation)):
        yield list(together)


def turns(conversation: Iterable[Message]) -> Iterator[Turn]:
    """The turns of one conversation, in order; messages without text are in none."""
    said = (message for message in conversation if message.text.strip())
    for role, together in groupby(said, key=lambda message: message.role):
        yield Turn(role, list(together))
