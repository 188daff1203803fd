"""Names of entries that are none: running numbers, and keys made from questions that were reworded.

A number that counts rows names another entry in each file, and another one when a row is inserted.
Such rows get the key that they would have without a number. And a row whose question a stored entry
of the same file has belongs to that entry, whatever key it would get.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from knowledge_base.content.filings import Filed
from knowledge_base.importing.filing import Scope
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.row_buffer import NamedEntry, RowBuffer
from knowledge_base.language.text import normalise
from knowledge_base.storage.staging import Staging

_NUMBER = re.compile(r"(?:no|nr|q|第)?[\W_]*(\d{1,7})(?:\.0+)?[\W_]*[条條题題号號]?", re.IGNORECASE)

_NUMBERED_SHARE = 0.9
"""Of the names in a file: a line with a sum or a note may be among them."""

_WHOLE_SHARE = 0.5
"""Of the numbers that have a question and an answer in the file. Where most lack one, the rest is
in another file, and the number is the name that both have in common."""

_GAPS = 2
"""The highest number is at most this many times their count: rows were deleted in between."""


def row_number(name: str) -> int | None:
    """The number in "3", "3.", "No. 3", "#３", "Q3", "第3条"; None for another name."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", name).strip())
    return int(match[1]) if match else None


def count_rows(entries: Sequence[NamedEntry]) -> bool:
    """Whether the names of a file's entries are numbers that count up from 1, with gaps."""
    numbered = [entry for entry in entries if row_number(entry.name) is not None]
    numbers = {row_number(entry.name) or 0 for entry in numbered}
    if not numbers or len(numbered) < _NUMBERED_SHARE * len(entries):
        return False
    whole = sum(entry.question and entry.answer for entry in numbered)
    from_one = min(numbers) <= _GAPS and max(numbers) <= _GAPS * (len(numbers) + 1)
    return from_one and whole >= _WHOLE_SHARE * len(numbered)


def name_rows(buffer: RowBuffer, staging: Staging, scope: Scope, *, numbers: bool) -> list[str]:
    """Gives the rows that have no name of their own the key of their entry.

    ``numbers``: whether running numbers are looked for. A number stays the name of the stored entry
    that has it, if they share a question. Returns the labels of files and sheets with numbers.
    """
    counted = [file for file, entries in buffer.named_entries() if numbers and count_rows(entries)]
    for file in counted:
        questions = buffer.questions(file)
        stored = staging.stored(list(questions))
        keys = {
            name: key_of(texts[0])
            for name, texts in questions.items()
            if row_number(name) is not None and not _share(stored.get(name), texts)
        }
        buffer.rename(file, keys)
    if staging.parent_version:
        _follow(buffer, staging, scope)
    return counted


def _follow(buffer: RowBuffer, staging: Staging, scope: Scope) -> None:
    """Gives rows whose made key is new the key of the entry that has their question and that their
    file has the answer of, unless other rows name that entry already."""
    made: dict[str, dict[str, list[str]]] = {}
    for file, entries in buffer.entries_with_made_keys():
        new = staging.unknown(entries)
        if new:
            questions = buffer.questions(file)
            made[file] = {key: questions[key] for key in new if key in questions}
    files = {scope.unit(label)[0] for label in made}
    owners: dict[tuple[str, str], str] = {}
    for filed in staging.all_stored() if made else ():
        for file in files & {f.file for f in filed.filings if f.text.part == "answer"}:
            owners.update({(file, text): filed.entry.key for text in _normalised(filed)})
    for label, groups in made.items():
        file = scope.unit(label)[0]
        found = {
            key: next((owners[file, t] for q in texts if (file, t := normalise(q)) in owners), "")
            for key, texts in groups.items()
        }
        owned = {key: owner for key, owner in found.items() if owner}
        taken = buffer.present(owned.values())
        buffer.rename(label, {key: owner for key, owner in owned.items() if owner not in taken})


def _share(filed: Filed | None, questions: Iterable[str]) -> bool:
    known = _normalised(filed) if filed else set()
    return any(normalise(question) in known for question in questions)


def _normalised(filed: Filed) -> set[str]:
    return {normalise(text) for texts in filed.entry.questions.values() for text in texts}
