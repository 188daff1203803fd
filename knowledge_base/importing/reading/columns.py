"""Which columns of a table hold what, and the rows or messages that its lines make."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Self

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.aliases import ENTRIES, TRANSCRIPT
from knowledge_base.importing.reading.blocks import blocks_beside
from knowledge_base.importing.reading.doubled_columns import DoubledColumns
from knowledge_base.importing.reading.entry_lines import EntryColumns, EntryLines
from knowledge_base.importing.reading.names import BY_LANGUAGE, parsed
from knowledge_base.importing.reading.transcripts import TranscriptLines
from knowledge_base.importing.rows import Message, Rejected, Row

Kind = Literal["entries", "transcript"]

_SHOWN = 20
_LONGEST_SHOWN = 40


class Columns:
    """Made by ``guess`` from the names in a header. ``named`` gives our names and the file's,
    ``places`` the positions of the columns that are used, ``unused`` the names of the others;
    ``width`` counts all."""

    def __init__(
        self,
        kind: Kind,
        names: Sequence[str],
        places: Mapping[str, list[int]],
        lines: EntryLines | TranscriptLines,
        warnings: Sequence[str] = (),
    ) -> None:
        self.kind = kind
        self.places = places
        self.named = {
            ours: ", ".join(names[place].strip() for place in found)
            for ours, found in sorted(places.items(), key=lambda item: item[1])
        }
        used = {place for found in places.values() for place in found}
        self.unused = [
            name.strip() for i, name in enumerate(names) if i not in used and name.strip()
        ]
        self.width = len(names)
        self.warnings = tuple(warnings)
        self._lines = lines

    @classmethod
    def guess(
        cls,
        names: Sequence[str],
        mapping: Mapping[str, str],
        file: str,
        sample: Sequence[Sequence[str]] = (),
    ) -> Self:
        """By the names of the columns, and where two have one meaning by the texts in ``sample``,
        lines of the table. ``mapping`` says what is known already: our names, and the file's or
        numbers from 1.

        Raises UnreadableFileError, naming the columns found, when neither entries nor a transcript
        can be made of them, or ``mapping`` names something that does not exist;
        AmbiguousColumnsError when several columns have the answer.
        """
        taken = _taken(names, mapping, file)
        entries = ENTRIES.assigned(names, _only(taken, ENTRIES.ours))
        transcript = TRANSCRIPT.assigned(names, _only(taken, TRANSCRIPT.ours))
        if _is_transcript(entries, transcript, taken):
            first = {ours: found[:1] for ours, found in transcript.items()}
            lines = TranscriptLines({ours: place for ours, [place] in first.items()})
            return cls("transcript", names, first, lines)
        texts = [ours for ours in entries if ours.partition("_")[0] in BY_LANGUAGE]
        alone = texts == ["answer"] and len(names[entries["answer"][0]].strip()) == 1
        if texts and (not alone or "answer" in taken):  # A is an answer beside Q
            return cls._of_entries(names, entries, taken, file, sample)
        raise UnreadableFileError(_nothing_found(names, transcript, file))

    @classmethod
    def _of_entries(
        cls,
        names: Sequence[str],
        entries: dict[str, list[int]],
        taken: Mapping[str, int],
        file: str,
        sample: Sequence[Sequence[str]],
    ) -> Self:
        parts = [DoubledColumns(names, sample, entries)]
        parts[0].tell_languages(taken)
        if parts[0].undecided and (blocks := blocks_beside(names, entries)):
            parts = [DoubledColumns(names, sample, block) for block in blocks]
            for part in parts:
                part.tell_languages({})
        places: dict[str, list[int]] = {}
        for part in parts:
            part.settle_answers(file)
            for ours, found in part.places.items():
                known = places.setdefault(ours, [])
                known += [place for place in found if place not in known]
        warnings = [warning for part in parts for warning in part.warnings]
        if len(parts) > 1:
            warnings.append(f"{len(parts)} tables stand beside each other; all are read")
        columns = [EntryColumns(part.places, part.told_apart) for part in parts]
        return cls("entries", names, places, EntryLines(columns, len(names)), warnings)

    @property
    def linked(self) -> bool:
        """Whether messages belong to conversations by what they answer. Then ``link`` should see
        every line before the first is read; without it, replies ahead of their question are cut
        off."""
        return isinstance(self._lines, TranscriptLines) and self._lines.linked

    def link(self, cells: Sequence[str]) -> None:
        """Notes what a line answers, which may come later in the file than the line itself."""
        if isinstance(self._lines, TranscriptLines):
            self._lines.link(cells)

    def read(
        self, cells: Sequence[str], file: str, line: int
    ) -> Iterator[Row | Message | Rejected]:
        """What a line says; missing cells count as empty. Nothing comes of a system's message."""
        return self._lines.read(cells, file, line)


def _is_transcript(
    entries: Mapping[str, list[int]],
    transcript: Mapping[str, list[int]],
    taken: Mapping[str, int],
) -> bool:
    if ("question" in taken or "answer" in taken) and "conversation" not in taken:
        return False  # ``mapping`` says that the lines are questions and answers
    exchanges = "question" in transcript and "answer" in transcript
    if exchanges and "conversation" in transcript:
        return True
    spoken = "text" in transcript and ("role" in transcript or "inbound" in transcript)
    placed = "conversation" in transcript or ("message" in transcript and "reply" in transcript)
    both = "question" in entries and "answer" in entries
    return spoken and placed and (not both or transcript["text"] == entries["answer"])


def _taken(names: Sequence[str], mapping: Mapping[str, str], file: str) -> dict[str, int]:
    known = list(dict.fromkeys([*ENTRIES.ours, *TRANSCRIPT.ours]))
    taken = {}
    for ours, theirs in mapping.items():
        if ours not in known:
            raise UnreadableFileError(
                f"'{_short(ours)}' is no column that Relay knows; it knows {', '.join(known)}"
            )
        place = _place(theirs, names)
        if place is None:
            raise UnreadableFileError(
                f"{file} has no column '{_short(theirs)}'; it has {_listed(names)}"
            )
        taken[ours] = place
    return taken


def _place(wanted: str, names: Sequence[str]) -> int | None:
    plain = [name.strip().lower() for name in names]
    if wanted.strip().lower() in plain:
        return plain.index(wanted.strip().lower())
    alike = [parsed(name) for name in names]
    if parsed(wanted).words and parsed(wanted) in alike:
        return alike.index(parsed(wanted))
    if wanted.strip().isdecimal() and len(wanted) < 6 and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    return None


def _only(taken: Mapping[str, int], ours: Iterator[str]) -> dict[str, int]:
    return {name: taken[name] for name in ours if name in taken}


def _nothing_found(names: Sequence[str], transcript: Mapping[str, list[int]], file: str) -> str:
    missing = "no column 'question' or 'answer' (或 '问题'、'答案')"
    if "text" in transcript and ("role" in transcript or "inbound" in transcript):
        missing = (
            "messages, but no column 'conversation' (或 '会话') that says which belong together"
        )
    return (
        f"{file} has {missing}; it has {_listed(names)}. "
        "Say which they are, for instance with --map question=NAME,answer=NAME"
    )


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(f"'{_short(name)}'" for name in names[:_SHOWN])
    return listed + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"
