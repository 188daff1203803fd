"""An evaluation in words, and as one page that needs nothing else."""

from base64 import b64encode
from html import escape

from knowledge_base.content.results import Language
from knowledge_base.evaluation.charts import NAMES
from knowledge_base.evaluation.cross_validation import Evaluation
from knowledge_base.evaluation.learnt import Learnt

_HOW_TO_READ = (
    "Every question is one of the shop's own phrasings, asked of a search that has not seen it; the "
    "same asked of a search without its entry, so that any answer is wrong; or general text that no "
    "shop answers. They count as often as such questions are expected from visitors. Left: the "
    "further down a shop lets the threshold, the more is answered and the less of it is right. "
    "Right: of answers given with a confidence of 0.8, eight in ten should be right, so the dots "
    "should lie on the dashed line; a large dot stands for many questions."
)
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c1c1c}img{max-width:100%}h2{margin-top:2.5rem}small{color:#666}"
)


def summary(found: Evaluation) -> str:
    """Where the threshold stands and what it does."""
    rightly = found.answered_rightly / found.answered if found.answered else 0.0
    return (
        f"{NAMES[found.language]}: answers from a confidence of {found.answer_from:.2f}. "
        f"Of questions like the shop's own phrasings {found.answered:.0%} are answered, "
        f"{rightly:.0%} of these rightly; of questions that no entry answers, "
        f"{found.wrongly:.0%} get an answer. "
        f"Of all answers {found.precision:.0%} are right; at the aim of {found.aim:.0%}, "
        f"{found.curve.coverage_at(found.aim):.0%} could be answered rightly. "
        f"Calibration error: {found.error:.3f}."
    )


def render_page(
    shop: str,
    version: str,
    sentences: list[str],
    evaluations: list[tuple[Evaluation, bytes]],
    known: tuple[Learnt, bytes] | None = None,
) -> str:
    """The page: ``sentences`` first, then words and pictures for each language, and for the questions
    whose outcome is ``known``."""
    name = escape(shop)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{name}: how sure may the knowledge base be?</title><style>{_STYLE}</style></head><body>",
        f"<h1>How sure may the knowledge base of “{name}” be?</h1>",
        f"<p><small>Version {escape(version)}</small></p>",
        *(f"<p>{escape(sentence)}</p>" for sentence in sentences),
        f"<p>{_HOW_TO_READ}</p>",
    ]
    for found, drawn in evaluations:
        language: Language = found.language
        alt = f"Precision and coverage, and reliability, {NAMES[language]}"
        parts.append(_section(NAMES[language], summary(found), alt, drawn))
    if known is not None:
        outcomes, drawn = known
        alt = "Reliability before and after learning from outcomes"
        parts.append(_section("Outcomes", outcomes.sentence, alt, drawn))
    parts.append("</body></html>")
    return "\n".join(parts) + "\n"


def _section(title: str, words: str, alt: str, png: bytes) -> str:
    source = b64encode(png).decode("ascii")
    return (
        f"<h2>{title}</h2><p>{escape(words)}</p>"
        f'<img alt="{alt}" src="data:image/png;base64,{source}">'
    )
