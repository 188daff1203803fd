"""What outcomes would teach the demo shop: ``python -m bench.understanding.demo_outcomes``.

Its development questions are drawn in two halves, again and again: visitors ask the one, and the other
is judged with what was learnt from them.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.understanding.visitors import (
    Question,
    Served,
    outcomes_at_random,
    outcomes_of_visitors,
    precision,
    served,
)
from knowledge_base.calibration.confidence import Aim, Calibration
from knowledge_base.evaluation.replay import ranked, temporary_index
from knowledge_base.index.adaptation import aim_of
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.search.encoder import Encoder, configured_encoder
from knowledge_base.settings import KnowledgeBaseSettings
from tests.quality.questions import demo_entries, read_set

DRAWS = 16
COUNTS = (0, 25, 100)


@dataclass(frozen=True)
class Taught:
    """How the judged halves were served, without outcomes and with them."""

    plain: list[Served]
    taught: list[Served]


def teach(
    calibration: Calibration,
    asked: Sequence[Question],
    aim: Aim,
    count: int,
    *,
    draws: int = DRAWS,
    at_random: bool = False,
) -> Taught:
    """With ``count`` outcomes of the other half: of visitors, or, ``at_random``, of questions that
    somebody answered for certain."""
    source = outcomes_at_random if at_random else outcomes_of_visitors
    questions = [question.evidence for question in asked]
    without = calibration.adapted(questions, aim)
    found = Taught([], [])
    for draw in range(draws):
        mixed = random.Random(draw).sample(asked, len(asked))
        earlier, later = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
        known = source(served(without, earlier), count, draw)
        found.plain.extend(served(without, later))
        found.taught.extend(served(calibration.adapted(questions, aim, known), later))
    return found


def development_questions(index: ShopIndex, encoder: Encoder) -> list[Question]:
    """The demo shop's development questions, asked of its index."""
    asked = read_set("dev")
    rankings = ranked(index, [question.text for question in asked], encoder)
    found = []
    for question, ranking in zip(asked, rankings, strict=True):
        if ranking is not None and ranking.entries:
            result = index.result(ranking, index.calibration, "zh", 3)
            right = tuple(match.entry in question.right for match in result.matches)
            assert result.evidence is not None
            found.append(Question(result.evidence, right))
    return found


def main() -> int:
    settings = KnowledgeBaseSettings(answer_precision=0.9)
    encoder = configured_encoder(settings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.jsonl"
        lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in demo_entries())
        path.write_text("".join(lines), encoding="utf-8")
        index, _ = temporary_index(path, settings, encoder)
    asked = development_questions(index, encoder)
    answerable = sum(question.answerable for question in read_set("dev")) / len(read_set("dev"))
    print("outcomes | drawn | answers right | of the answerable answered rightly")
    for at_random in (False, True):
        for count in COUNTS:
            found = teach(
                index.calibration, asked, aim_of(settings), count, at_random=at_random
            ).taught
            rightly = sum(one.band == "answer" and one.right[0] for one in found)
            coverage = rightly / (answerable * len(found))
            drawn = "at random" if at_random else "by visitors"
            print(f"{count} | {drawn} | {precision(found):.1%} | {coverage:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
