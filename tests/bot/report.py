"""Writes docs/quality.md and its picture from what ``rasa test`` found.

``python -m tests.bot.report RESULTS [DOCS]``: RESULTS holds ``nlu/`` and ``core/``, the
folders that ``rasa test nlu`` and ``rasa test core`` wrote. Needs matplotlib and
scikit-learn, so it runs in the desk's environment.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from bot.number_forms import parse_form
from bot.numbers import find_numbers
from tests.bot.confusion import draw
from tests.bot.examples import Example, read_examples, spelling

ROOT = Path(__file__).parents[2]
FORMS = [parse_form("RL{10}")]
_SECTION = re.compile(r"<!-- ([\w-]+):begin -->.*?<!-- \1:end -->", re.DOTALL)


class StaleResultsError(Exception):
    """The results were made from other examples than those in the checkout."""


@dataclass(frozen=True)
class Judged:
    """A held-out example and the intent that the model gave it."""

    example: Example
    predicted: str
    seen: bool  # is in the training examples too, apart from case and punctuation


def main(results: Path, docs: Path) -> None:
    judged = judge(results / "nlu")
    stories = json.loads((results / "core" / "story_report.json").read_text())
    labels = sorted({one.example.intent for one in judged})
    matrix = confusion_matrix(*_pairs(judged), labels=labels)
    (docs / "images").mkdir(parents=True, exist_ok=True)
    draw(matrix, labels, docs / "images" / "confusion.png")
    path = docs / "quality.md"
    former = path.read_text(encoding="utf-8") if path.exists() else ""
    written = page(judged, stories["conversation_accuracy"], datetime.now(UTC))
    path.write_text(with_sections_of(written, former), encoding="utf-8")


def with_sections_of(page: str, former: str) -> str:
    """The page, followed by the sections of the former page that other tasks wrote.

    Those are between markers (tests/quality/sections.py).
    """
    kept = [found[0] for found in _SECTION.finditer(former)]
    return "\n\n".join([page.rstrip(), *kept]) + "\n"


def judge(results: Path) -> list[Judged]:
    """Every held-out example with its prediction. Raises StaleResultsError."""
    errors = json.loads((results / "intent_errors.json").read_text(encoding="utf-8"))
    report = json.loads((results / "intent_report.json").read_text(encoding="utf-8"))
    wrong = {
        (error["text"], error["intent"]): error["intent_prediction"]["name"] for error in errors
    }
    seen = {spelling(example.text) for example in read_examples(ROOT / "bot/data/nlu")}
    judged = [
        Judged(
            example,
            wrong.pop((example.text, example.intent), example.intent),
            spelling(example.text) in seen,
        )
        for example in read_examples(ROOT / "bot/tests/nlu")
    ]
    if wrong or len(judged) != report["weighted avg"]["support"]:
        raise StaleResultsError("bot/tests/nlu has changed since `rasa test nlu` ran")
    return judged


def page(judged: Sequence[Judged], stories: dict[str, int], now: datetime) -> str:
    training = sum(1 for _ in read_examples(ROOT / "bot/data/nlu"))
    seen = sum(one.seen for one in judged)
    lines = [
        "# How well the bot understands",
        "",
        f"Made by `make bot-report` on {now:%Y-%m-%d} from the model that was trained then:"
        f" {training:,} training examples, {len(judged):,} held-out examples"
        f" (`bot/tests/nlu/`) and {stories['total']} held-out stories (`bot/tests/stories/`)."
        " The held-out lines were written separately from the training data and without sight of"
        " it. One part was not fully separate: `spellings.yml` (Traditional Chinese, typing errors,"
        " two languages in one message: eight lines for each intent), `inform` and"
        " `product_question` among the held-out lines have the same source as the training lines"
        " that were added later in `offhand.yml`, `plain_english.yml` and `near_the_shop.yml`.",
        "",
        "## Dialogues",
        "",
        f"`rasa test core` predicts {stories['correct']} of {stories['total']} held-out stories"
        " completely. `make test-bot` runs the dialogues of `tests/bot/dialogues.yml` through a"
        " real Rasa.",
        "",
        "## Intents",
        "",
        f"{seen} of the held-out lines are also in the training data, apart from case and"
        " punctuation: short, common phrases (*hello*, 转人工). Customers use them too, so the first"
        " half of the table counts them; the second half leaves them out.",
        "",
        "| | examples | macro F1 | weighted F1 | not in training | macro F1 | weighted F1 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, language in (("all", None), ("Chinese", "zh"), ("English", "en")):
        part = [one for one in judged if language in (None, one.example.language)]
        unseen = [one for one in part if not one.seen]
        figures = [f"{len(p):,} | {_f1(p, 'macro')} | {_f1(p, 'weighted')}" for p in (part, unseen)]
        lines.append(f"| {name} | {' | '.join(figures)} |")
    lines += ["", *_by_intent(judged), ""]
    lines += [
        "Rows are the true intents (*meant*), columns the predicted ones (*understood*); the diagonal"
        " is right.",
        "",
        "![Confusion matrix of the intents](images/confusion.png)",
        "",
        "The intent alone decides little: the desk weighs it against the result and the confidence"
        " of the knowledge base.",
        "",
        *_numbers([one.example for one in judged]),
    ]
    return "\n".join(lines) + "\n"


def _by_intent(judged: Sequence[Judged]) -> list[str]:
    labels = sorted({one.example.intent for one in judged})
    meant, understood = _pairs(judged)
    matrix = confusion_matrix(meant, understood, labels=labels)
    scores = zip(
        *precision_recall_fscore_support(meant, understood, labels=labels, zero_division=0),
        strict=True,
    )
    rows = [
        "| intent | precision | recall | F1 | F1 zh | F1 en | examples | most often confused with |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for index, (label, (precision, recall, f1, support)) in enumerate(
        zip(labels, scores, strict=True)
    ):
        others = matrix[index].copy()
        others[index] = 0
        worst = int(others.argmax())
        taken = f"{labels[worst]} ({others[worst]})" if others[worst] else ""
        languages = [_f1_of(judged, label, language) for language in ("zh", "en")]
        rows.append(
            f"| {label} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {' | '.join(languages)}"
            f" | {support} | {taken} |"
        )
    return rows


def _numbers(examples: Sequence[Example]) -> list[str]:
    """How well the numbers that are marked in the examples are found, to the character."""
    lines = [
        "## Numbers",
        "",
        "`bot/numbers.py` finds numbers by their form. A result is right if the kind and every"
        " character are right.",
        "",
        "| entity | held out | precision | recall | F1 |",
        "|---|--:|--:|--:|--:|",
    ]
    for entity in ("order_number", "tracking_number"):
        wanted = found = right = 0
        for example in examples:
            marked = [text for kind, text in example.marked if kind == entity]
            numbers = [n for n in find_numbers(example.text, FORMS) if n.entity == entity]
            spelled = [example.text[n.start : n.end] for n in numbers]
            wanted, found = wanted + len(marked), found + len(spelled)
            right += sum(min(marked.count(text), spelled.count(text)) for text in set(marked))
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        f1 = 2 * right / max(found + wanted, 1)
        lines.append(f"| {entity} | {wanted} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return lines


def _f1(judged: Sequence[Judged], average: str) -> str:
    return f"{f1_score(*_pairs(judged), average=average, zero_division=0):.3f}"


def _f1_of(judged: Sequence[Judged], label: str, language: str) -> str:
    pairs = _pairs([one for one in judged if one.example.language == language])
    return f"{f1_score(*pairs, labels=[label], average='macro', zero_division=0):.2f}"


def _pairs(judged: Sequence[Judged]) -> tuple[list[str], list[str]]:
    return [one.example.intent for one in judged], [one.predicted for one in judged]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs")
