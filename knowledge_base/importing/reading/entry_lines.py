"""Lines of a table that hold an entry, several that stand beside each other, or one phrasing."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag, base_language
from knowledge_base.importing.checking.languages import written_in
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.reading.aliases import ENTRIES
from knowledge_base.importing.reading.names import WEAK
from knowledge_base.importing.rows import Rejected, Row, language_named

_BETWEEN_PHRASINGS = re.compile(r"[\n\r|；]+")
_PLAIN = frozenset({"entry", "category", "language", "question", "answer", "source", "version"})
_LANGUAGES: tuple[LanguageTag | None, ...] = (None, *LANGUAGE_TAGS)
_LONGEST_NAME = 30

Text = tuple[LanguageTag | None, str, str]
"""A language, a question and an answer in it; one of the two may be empty."""


class EntryColumns:
    """Which columns hold what of an entry. ``told_apart`` are names (``answer_en``) whose language
    was found out from the texts: a cell that is in the other one counts as what it is."""

    def __init__(self, places: Mapping[str, list[int]], told_apart: Collection[str] = ()) -> None:
        self.plain = _PLAIN.issuperset(places) and all(len(found) == 1 for found in places.values())
        self._question, self._answer, self._entry, self._category, self._source, self._language = (
            places.get(ours, [-1])[0]
            for ours in ("question", "answer", "entry", "category", "source", "language")
        )
        self._version = places.get("version", [-1])[0]
        self._texts = [
            (language, question, answer, bool(names & set(told_apart)))
            for language in _LANGUAGES
            for names in [{_named("question", language), _named("answer", language)}]
            for question, answer in zip_longest(
                places.get(_named("question", language), ()),
                places.get(_named("answer", language), ()),
                fillvalue=-1,
            )
        ]
        self._heads = [
            (ours, place)
            for _, question, answer, _ in self._texts
            for ours, place in (("question", question), ("answer", answer))
            if place >= 0
        ]
        self._similar = [
            (language, place)
            for language in _LANGUAGES
            for place in places.get(_named("similar", language), ())
        ]

    def row(self, cells: Sequence[str], file: str, line: int, language: LanguageTag | None) -> Row:
        """Its names, and the first question and answer in no column of a language. The last of
        ``cells`` is empty: what has no column is read from there."""
        return Row(
            file,
            line,
            cells[self._entry],
            cells[self._category],
            cells[self._source],
            language,
            cells[self._question],
            cells[self._answer],
            cells[self._version],
        )

    def language(self, cells: Sequence[str]) -> str:
        """What the line says of its language."""
        return cells[self._language].strip()

    def texts(self, cells: Sequence[str], default: LanguageTag | None) -> list[Text]:
        """All questions and answers of a line; what is in no column of a language is in the
        ``default``."""
        found: list[Text] = []
        for language, question, answer, told_apart in self._texts:
            text = (language or default, cells[question], cells[answer])
            found.append(_in_own_language(text) if told_apart else text)
        for language, place in self._similar:
            for phrasing in _BETWEEN_PHRASINGS.split(cells[place]):
                found.append((language or default, phrasing, ""))
        return [text for text in found if text[1].strip() or text[2].strip()]

    def names_columns(self, cells: Sequence[str]) -> bool:
        """Whether the line names its columns, as a header that is repeated further down does."""
        for ours, place in self._heads:
            if len(cells[place]) > _LONGEST_NAME or not _is_name_of(ours, cells[place]):
                return False
        return len(self._heads) > 1


class EntryLines:
    """Rows of lines, of one table or of several beside each other; ``width`` counts all columns."""

    def __init__(self, tables: Sequence[EntryColumns], width: int) -> None:
        self._tables = tables
        self._width = width

    def read(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row | Rejected]:
        """One row, or several where the line has several entries, phrasings or languages; those of
        an entry share a key. Nothing comes of a header that is repeated.

        A line with more cells than there are columns is left out: most likely its answer was cut
        at a delimiter.
        """
        width = self._width
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                yield self._too_wide(cells, file, line)
                return
            cells = [*cells[:width], *[""] * (width - len(cells))]
        cells = [*cells, ""]
        for number, table in enumerate(self._filled(cells)):
            for row in _rows(table, cells, file, line):
                yield replace(row, further=True) if number and isinstance(row, Row) else row

    def _filled(self, cells: Sequence[str]) -> Sequence[EntryColumns]:
        """The tables that have an entry in this line; the first one where none has."""
        if len(self._tables) > 1:
            found = [table for table in self._tables if table.texts(cells, None)]
            return found or self._tables[:1]
        return self._tables

    def _too_wide(self, cells: Sequence[str], file: str, line: int) -> Rejected:
        understood = next(self.read(cells[: self._width], file, line), None)
        reason = (
            f"the line has {len(cells)} cells, the header {self._width}: "
            "a text that holds the delimiter has to stand in double quotes"
        )
        row = understood.row if isinstance(understood, Rejected) else understood
        return Rejected(file, line, reason, row)


def _rows(
    columns: EntryColumns, cells: Sequence[str], file: str, line: int
) -> Iterator[Row | Rejected]:
    named = columns.language(cells)
    language = language_named(named) if named else None
    row = columns.row(cells, file, line, language)
    if named and language is None:
        reason = f"the language '{named[:20]}' is not known; use zh or en"
        yield Rejected(file, line, reason, row, "unknown_language")
    elif columns.names_columns(cells):
        return
    elif columns.plain:
        yield row
    else:
        yield from _several(row, columns.texts(cells, language))


def _several(row: Row, found: list[Text]) -> Iterator[Row]:
    found = _with_question_first(_with_languages(found)) or [(row.language, "", "")]
    entry = row.entry
    if not entry.strip() and len(found) > 1 and found[0][1].strip():
        entry = key_of(found[0][1])
    row = replace(row, entry=entry)
    for number, (language, question, answer) in enumerate(found):
        yield replace(row, language=language, question=question, answer=answer, further=number > 0)


def _with_languages(found: list[Text]) -> list[Text]:
    """A question in no language of its own ("PayPal?") is in the one of the answers, if that is
    one."""
    answered = {language for language, _, answer in found if answer.strip()}
    if len(answered) != 1 or None in answered:
        return found
    return [
        (language or (None if written_in(question) else next(iter(answered))), question, answer)
        for language, question, answer in found
    ]


def _with_question_first(found: list[Text]) -> list[Text]:
    """An answer alone takes the first phrasing in its language, so that most rows are whole."""
    if found and not found[0][1].strip():
        answer = found[0]
        for i, (language, question, own_answer) in enumerate(found[1:], start=1):
            if question.strip() and not own_answer.strip() and language == answer[0]:
                return [(language, question, answer[2]), *found[1:i], *found[i + 1 :]]
        return sorted(found, key=lambda item: not item[1].strip())
    return found


def _in_own_language(text: Text) -> Text:
    language, question, answer = text
    spoken = {written_in(question), written_in(answer)} - {None}
    expected = base_language(language) if language else None
    return text if spoken <= {expected} else (None, question, answer)


def _named(ours: str, language: LanguageTag | None) -> str:
    return f"{ours}_{language}" if language else ours


def _is_name_of(ours: str, text: str) -> bool:
    name = text.strip().lower()
    return name not in WEAK and ENTRIES.known.get(name, (0, ""))[1] == ours
