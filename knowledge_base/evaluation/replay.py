"""What would have happened: a shop's old questions, asked of an index that exists only for that."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge_base.calibration.features import evidence
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.content.entries import (
    Content,
    content_digest,
    entry_digest,
)
from knowledge_base.content.results import Language, SearchResult
from knowledge_base.importing.cleaning import Cleaned, clean
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.merging import entries_of
from knowledge_base.importing.reading.formats import ReadOptions, open_file
from knowledge_base.importing.reading.text_files import read_text
from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.index.adaptation import aim_of
from knowledge_base.index.assembly import index_content
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.progress import Progress
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.ranking import Ranking
from knowledge_base.settings import KnowledgeBaseSettings

SHOWN = 10
"""The most matches that are written for a question."""

LONGEST = 2_000
"""The last characters of a question, which are searched for, as on the desk."""

_NO_ANSWER = "-"


class ReplayedQuestion(BaseModel):
    """A line of the questions file."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str


@dataclass(frozen=True)
class Replay:
    """A result for each question, in their order. ``out_of_scope_share`` is the estimate that
    these questions lead to, ``answer_from`` the confidence from which on answers were given."""

    results: list[SearchResult]
    out_of_scope_share: float
    answer_from: float

    def count(self, band: str) -> int:
        """How many questions ended in that band."""
        return sum(result.band == band for result in self.results)


def replay(
    index: ShopIndex,
    questions: Sequence[str],
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    progress: Progress = lambda *_: None,
) -> Replay:
    """Searches for every question.

    The share of questions out of scope and the threshold are those that these questions lead to, as
    if the shop had been asked them for some time.
    """
    return decided(index, ranked(index, questions, encoder, progress), settings)


def ranked(
    index: ShopIndex,
    questions: Sequence[str],
    encoder: Encoder,
    progress: Progress = lambda *_: None,
) -> list[Ranking | None]:
    """The ranking for each question; None where there is nothing in it to search for."""
    rankings = []
    for done, text in enumerate(questions, start=1):
        rankings.append(index.rank(text[-LONGEST:], encoder))
        if done % 100 == 0 or done == len(questions):
            progress("asking", done, len(questions))
    return rankings


def decided(
    index: ShopIndex,
    rankings: Sequence[Ranking | None],
    settings: KnowledgeBaseSettings,
    outcomes: Sequence[Outcome] = (),
) -> Replay:
    """What these rankings lead to, where the outcomes of earlier questions are known."""
    asked = [evidence(ranking) for ranking in rankings if ranking is not None and ranking.entries]
    calibration = index.calibration.adapted(asked, aim_of(settings), outcomes)
    results = [
        SearchResult([], "hand_off")
        if ranking is None
        else index.result(ranking, calibration, _language(ranking), SHOWN)
        for ranking in rankings
    ]
    return Replay(results, 1 - calibration.shares[0], calibration.answer_from)


def temporary_index(
    path: Path,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    progress: Progress = lambda *_: None,
) -> tuple[ShopIndex, list[Rejected]]:
    """The index that an import of this JSON Lines file would publish, in memory, and the rows that
    could not be used. An entry need not have an answer, since none is given.

    Raises UnreadableFileError and EncoderError.
    """
    rows, rejected = list[Cleaned](), list[Rejected]()
    for found in open_file(path, ReadOptions(format="jsonl")).rows:
        item = clean(replace(found, answer=_NO_ANSWER)) if isinstance(found, Row) else found
        if isinstance(item, Cleaned):
            rows.append(item)
        elif isinstance(item, Rejected):
            rejected.append(item)
    entries, left_out = entries_of(rows, today=datetime.now(UTC).date())
    rejected += left_out
    if not entries:
        why = f": line {rejected[0].line}: {rejected[0].reason}" if rejected else ""
        raise UnreadableFileError(f"{path} has no row that can be used{why}")
    content = Content("replay", content_digest(map(entry_digest, entries)), tuple(entries))
    index = index_content(content, settings, encoder, progress)
    return index, sorted(rejected, key=lambda item: item.line)


def read_questions(path: Path) -> list[ReplayedQuestion]:
    """Every ``{"id", "text"}`` of a JSON Lines file.

    Raises UnreadableFileError, naming the line: a question left out would change the result.
    """
    asked = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            asked.append(ReplayedQuestion.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the line"
            raise UnreadableFileError(f"{path}, line {number}: {where}: {first['msg']}") from error
    return asked


def lines(asked: Iterable[ReplayedQuestion], results: Iterable[SearchResult]) -> Iterator[str]:
    """One JSON object for each question."""
    for question, result in zip(asked, results, strict=True):
        row: dict[str, Any] = {
            "id": question.id,
            "decision": result.band,
            "matches": [
                {
                    "entry": match.entry,
                    "confidence": round(match.confidence, 4),
                    "similarity": round(match.similarity, 4),
                    "question": match.nearest,
                }
                for match in result.matches
            ],
        }
        yield json.dumps(row, ensure_ascii=False)


def _language(ranking: Ranking) -> Language:
    return "zh" if ranking.query.chinese else "en"
