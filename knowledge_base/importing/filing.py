"""What the files of an import speak for, and what they no longer have. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge_base.content.entries import Entry
from knowledge_base.content.filings import (
    EVERY_TEXT,
    Filed,
    Filing,
    Text,
    texts_of,
    unit_of,
    without,
    written,
)
from knowledge_base.content.language_tags import LANGUAGE_TAGS, takes_the_place
from knowledge_base.importing.report import Source, Vanished
from knowledge_base.importing.row_buffer import NamedTexts
from knowledge_base.importing.rows import Row


class Scope:
    """The files and sheets that an import speaks for.

    ``sheets_only``: of the workbooks only the sheets that were read. ``replaces`` are files that
    the files of the import take the place of. ``unclear`` are labels of files or sheets of which
    rows could not be read, so that nobody knows what is gone from them, and of past chats.
    ``versions`` are names of the shop's own: rows that were exported from one are edits of what is
    stored, and their texts stay filed where they are.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        sheets_only: bool = False,
        replaces: Collection[str] = (),
        unclear: Collection[str] = (),
        versions: Collection[str] = (),
    ) -> None:
        self._sources = {source.file: source for source in sources}
        self._sheets_only = sheets_only
        self._replaces = frozenset(replaces)
        self._versions = frozenset(versions)
        self._titles = {
            label: (source.file, title)
            for source in sources
            for label, title in source.sheets.items()
        }
        self._unclear = {self.unit(label) for label in unclear}
        self._unclear_files = {file for file, sheet in self._unclear if not sheet}

    def unit(self, label: str) -> tuple[str, str]:
        """The file and the sheet that rows with this label come from."""
        if label in self._titles:
            return self._titles[label]
        return (label, "") if label in self._sources else unit_of(label)

    def covers(self, filing: Filing) -> bool:
        """Whether the import would have this text if it were still where it is filed."""
        if filing.file in self._replaces:
            return not self._unclear
        source = self._sources.get(filing.file)
        if source is None or filing.file in self._unclear_files:
            return False
        if (filing.file, filing.sheet) in self._unclear or filing.sheet in source.other_sheets:
            return False
        return not self._sheets_only or filing.sheet in source.sheets.values()

    def is_foreign(self, row: Row, filings: Iterable[Filing]) -> bool:
        """Whether a row comes from a file that has none of these texts, nor replaces one that has."""
        if row.version in self._versions:
            return False
        file = self.unit(row.file)[0]
        return all(filing.file != file and filing.file not in self._replaces for filing in filings)

    def refiled(self, old: Iterable[Filing], rows: Iterable[Row]) -> frozenset[Filing]:
        """What an entry is filed under now that ``rows`` are part of it.

        A text that comes from a sheet is not filed any more under a sheet that its workbook does
        not have (it was renamed), and not under a file that is replaced.
        """
        old = frozenset(old)
        filed = {filing.text for filing in old if filing.file not in self._replaces}
        new = {
            Filing(*self.unit(row.file), text)
            for row in rows
            for text in EVERY_TEXT
            if text.language == (row.language or "zh")
            and getattr(row, text.part)
            and not (row.version in self._versions and text in filed)
        }
        kept = {filing for filing in old if not any(self._moved(filing, to) for to in new)}
        return frozenset(kept | new)

    def _moved(self, old: Filing, new: Filing) -> bool:
        if old.text != new.text:
            return False
        if old.file in self._replaces and old.file != new.file:
            return True
        source = self._sources.get(new.file)
        if old.file != new.file or source is None or not source.sheets:
            return False
        return old.sheet not in (*source.sheets.values(), *source.other_sheets)


@dataclass(frozen=True)
class Gone:
    """What is gone from the sources of an entry: ``filings``, and with them the ``texts`` that
    are filed nowhere else. ``rest`` is the entry without these, None when it is no entry any more.
    """

    filed: Filed
    filings: frozenset[Filing]
    texts: frozenset[Text]

    @property
    def rest(self) -> Entry | None:
        entry = without(self.filed.entry, self.texts)
        return entry if entry.questions and entry.answers else None

    @property
    def vanished(self) -> Vanished:
        """For the report."""
        file = min(self.filings).file
        languages = tuple(
            name for name in LANGUAGE_TAGS if any(name == t.language for t in self.texts)
        )
        return Vanished(file, self.filed.entry.key, languages if self.rest else ())


def named_filings(named: Iterable[NamedTexts], scope: Scope) -> dict[str, frozenset[Filing]]:
    """Everything that the rows of an import name, by the key of the entry."""
    found: dict[str, set[Filing]] = {}
    for item in named:
        found.setdefault(item.entry, set()).update(
            Filing(*scope.unit(item.file), text)
            for text in EVERY_TEXT
            if item.left_out
            or (text.language == (item.language or "zh") and getattr(item, text.part))
        )
    # Most entries are alike, and there may be many.
    alike: dict[frozenset[Filing], frozenset[Filing]] = {}
    return {
        key: alike.setdefault(filings, filings)
        for key, filings in ((key, frozenset(filings)) for key, filings in found.items())
    }


def gone_from(
    stored: Iterable[Filed], named: Mapping[str, frozenset[Filing]], scope: Scope
) -> dict[str, Gone]:
    """What the import would have if it were still there, by the key of the entry."""
    found = {}
    for filed in stored:
        here = named.get(filed.entry.key, frozenset())
        filings = frozenset(
            filing
            for filing in filed.filings
            if scope.covers(filing) and not _is_named(filing, here, filed.entry)
        )
        if filings:
            kept = {filing.text for filing in filed.filings - filings}
            kept |= {filing.text for filing in here}
            texts = {filing.text for filing in filings if filing.text not in kept}
            found[filed.entry.key] = Gone(filed, filings, frozenset(texts & texts_of(filed.entry)))
    return found


def _is_named(filing: Filing, here: Collection[Filing], entry: Entry) -> bool:
    """Whether a file still has a text: also under a tag that takes the place of the stored one."""
    if filing in here:
        return True
    language, part = filing.text
    text = written(entry, filing.text)
    return any(
        (named.file, named.sheet, named.text.part) == (filing.file, filing.sheet, part)
        and takes_the_place(named.text.language, language, text)
        for named in here
    )


class Renamed(NamedTuple):
    """The name that a file may have had, how many of that file's entries it has, and how many
    there were."""

    older: str
    shared: int
    total: int


def renamed_files(
    stored: Sequence[Filed], named: Mapping[str, frozenset[Filing]], files: Collection[str]
) -> dict[str, Renamed]:
    """New files that have at least half of the entries of a file that is not among ``files``."""
    held = Counter(file for filed in stored for file in _files(filed.filings))
    shared: dict[str, Counter[str]] = {file: Counter() for file in files if file not in held}
    for filed in stored:
        others = _files(filed.filings).difference(files)
        for file in _files(named.get(filed.entry.key, ())).intersection(shared):
            shared[file].update(others)
    found = {}
    for file, counts in shared.items():
        for other, count in counts.most_common(1):
            if 2 * count >= held[other]:
                found[file] = Renamed(other, count, held[other])
    return found


def notes_on(
    source: Source,
    unnamed: Collection[str],
    counted: Collection[str],
    renamed: Mapping[str, Renamed],
) -> Iterator[str]:
    """What the report says about a file as a whole. Labels of files and sheets are ``unnamed`` if
    they have rows of unknown entries, and ``counted`` if they have running numbers."""
    for label in sorted(label for label in unnamed if unit_of(label)[0] == source.file):
        yield f"{label} has rows that could not be read: nothing counts as gone from it"
    for label in sorted(label for label in counted if unit_of(label)[0] == source.file):
        yield f"the numbers in {label} count its rows; entries are named after their questions"
    if found := renamed.get(source.file):
        yield (
            f"{found.shared:,} of the {found.total:,} entries of {found.older} are in it too: if it "
            f"is the same file under a new name, import it with --replaces {found.older}"
        )


def _files(filings: Iterable[Filing]) -> set[str]:
    return {filing.file for filing in filings}
