"""Lines of a table that hold an entry, or one phrasing of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge_base.content.results import Language
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.rows import Rejected, Row, language_named

_BETWEEN_PHRASINGS = re.compile(r"[\n\r|；]+")
_PLAIN = frozenset({"entry", "category", "language", "question", "answer", "source", "version"})


class EntryLines:
    """Rows of lines. ``places`` says which columns hold what, out of ``width``."""

    def __init__(self, places: Mapping[str, list[int]], width: int) -> None:
        self._width = width
        self._plain = _PLAIN.issuperset(places)
        self._question, self._answer, self._entry, self._category, self._source, self._language = (
            places.get(ours, [width])[0]
            for ours in ("question", "answer", "entry", "category", "source", "language")
        )
        self._version = places.get("version", [width])[0]
        languages: tuple[Language | None, ...] = (None, "zh", "en")
        self._similar = [
            (place, language)
            for language in languages
            for place in places.get(f"similar_{language}" if language else "similar", [])
        ]
        self._by_language: list[tuple[Language, int, int]] = [
            (
                language,
                places.get(f"question_{language}", [width])[0],
                places.get(f"answer_{language}", [width])[0],
            )
            for language in ("zh", "en")
            if f"question_{language}" in places or f"answer_{language}" in places
        ]

    def read(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row | Rejected]:
        """One row, or several that share a key where the line has several phrasings or languages.

        A line with more cells than there are columns is left out: most likely its answer was cut
        at a delimiter.
        """
        width = self._width
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                yield self._too_wide(cells, file, line)
                return
            cells = [*cells[:width], *[""] * (width - len(cells))]
        cells = [*cells, ""]  # what has no column is read from here
        named = cells[self._language].strip()
        language = language_named(named) if named else None
        row = Row(
            file,
            line,
            cells[self._entry],
            cells[self._category],
            cells[self._source],
            language,
            cells[self._question],
            cells[self._answer],
            version=cells[self._version],
        )
        if named and language is None:
            reason = f"the language '{named[:20]}' is not known; use zh or en"
            yield Rejected(file, line, reason, row, "unknown_language")
        elif self._plain:
            yield row
        else:
            yield from self._several(row, cells)

    def _several(self, row: Row, cells: Sequence[str]) -> Iterator[Row]:
        found: list[tuple[Language | None, str, str]] = [
            (language, cells[question], cells[answer])
            for language, question, answer in self._by_language
        ]
        found.insert(0, (row.language, row.question, row.answer))
        for place, language in self._similar:
            for phrasing in _BETWEEN_PHRASINGS.split(cells[place]):
                found.append((language or row.language, phrasing, ""))
        found = [item for item in found if item[1].strip() or item[2].strip()]
        found = _with_question_first(found) or [(row.language, "", "")]
        entry = row.entry
        if not entry.strip() and len(found) > 1 and found[0][1].strip():
            entry = key_of(found[0][1])
        for language, question, answer in found:
            yield replace(row, entry=entry, language=language, question=question, answer=answer)

    def _too_wide(self, cells: Sequence[str], file: str, line: int) -> Rejected:
        understood = next(self.read(cells[: self._width], file, line))
        reason = (
            f"the line has {len(cells)} cells, the header {self._width}: "
            "a text that holds the delimiter has to stand in double quotes"
        )
        row = understood if isinstance(understood, Row) else understood.row
        return Rejected(file, line, reason, row)


def _with_question_first(
    found: list[tuple[Language | None, str, str]],
) -> list[tuple[Language | None, str, str]]:
    """An answer alone takes the first phrasing in its language, so that most rows are whole."""
    if found and not found[0][1].strip():
        answer = found[0]
        for i, (language, question, own_answer) in enumerate(found[1:], start=1):
            if question.strip() and not own_answer.strip() and language == answer[0]:
                return [(language, question, answer[2]), *found[1:i], *found[i + 1 :]]
        return sorted(found, key=lambda item: not item[1].strip())
    return found
