"""Lines of a table that hold past chats: messages, or a question and its answer each."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge_base.importing.reading.roles import Speaker, role_inbound, role_named
from knowledge_base.importing.reading.times import parse_time
from knowledge_base.importing.rows import Message, Rejected, Role

_NONE = 1_000_000_000  # beyond the last cell of any line


class TranscriptLines:
    """Messages of lines. ``places`` says which columns hold what.

    With a column for questions and one for answers, every line is an exchange of its own: what
    such exports call a conversation holds several that have nothing to do with each other.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self.linked = "conversation" not in places
        self._exchanges = "text" not in places or not {"role", "inbound"} & set(places)
        self._places = places
        self._threads = Threads()

    def link(self, cells: Sequence[str]) -> None:
        """Notes what a line answers."""
        self._threads.add(self._cell(cells, "message"), self._cell(cells, "reply"))

    def read(self, cells: Sequence[str], file: str, line: int) -> Iterator[Message | Rejected]:
        """One message, two of an exchange, none of a system's message, or why there is none."""
        category = self._cell(cells, "category")
        at = parse_time(self._cell(cells, "time"))
        conversation = self._conversation(cells)
        if not conversation:
            yield Rejected(file, line, "the message does not say which conversation it belongs to")
            return
        spoken: list[tuple[Role, str]]
        if self._exchanges:
            conversation = f"{conversation}#{line}"
            question, answer = self._cell(cells, "question"), self._cell(cells, "answer")
            spoken = [("visitor", question), ("agent", answer)]
        else:
            named, speaker = self._speaker(cells)
            if speaker is None:
                reason = f"the role '{named[:20]}' is not known; use visitor or agent (客户、客服)"
                yield Rejected(file, line, reason)
                return
            if speaker == "system":
                return
            spoken = [(speaker, self._cell(cells, "text"))]
        if not any(text for _, text in spoken):
            yield Rejected(file, line, "the message has no text")
        for role, text in spoken:
            if text:
                yield Message(file, line, conversation, role, text, at, category)

    def _conversation(self, cells: Sequence[str]) -> str:
        if not self.linked:
            return self._cell(cells, "conversation")
        self.link(cells)
        return self._threads.conversation_of(self._cell(cells, "message"))

    def _speaker(self, cells: Sequence[str]) -> tuple[str, Speaker | None]:
        if inbound := self._cell(cells, "inbound"):
            return inbound, role_inbound(inbound)
        role = self._cell(cells, "role")
        return role, role_named(role)

    def _cell(self, cells: Sequence[str], ours: str) -> str:
        place = self._places.get(ours, _NONE)
        return cells[place].strip() if place < len(cells) else ""


class Threads:
    """Which messages belong together, by what answers what (a union-find over their ids)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def add(self, message: str, answered: str) -> None:
        """``answered`` is the message that this one answers; it may be empty or not in the file."""
        if message and answered:
            bottom, top = self.conversation_of(message), self.conversation_of(answered)
            if bottom != top:
                self._above[bottom] = top

    def conversation_of(self, message: str) -> str:
        """The id of the message that it all began with."""
        above = self._above
        top = message
        while top in above:
            top = above[top]
        while message in above:  # the next search is short
            above[message], message = top, above[message]
            if message == top:
                break
        return top
