"""Evaluates one version of a shop's entries, and writes the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.calibration.samples import samples
from knowledge_base.content.entries import Content
from knowledge_base.content.results import Evidence
from knowledge_base.errors import KnowledgeBaseError, UnwritableFileError, reason_of
from knowledge_base.evaluation.charts import render_learnt, render_png
from knowledge_base.evaluation.cross_validation import FEWEST, Evaluation, evaluate
from knowledge_base.evaluation.forecast import Questions, forecasts, in_words
from knowledge_base.evaluation.learnt import Learnt, learnt
from knowledge_base.evaluation.page import render_page
from knowledge_base.index.adaptation import ADAPT_FROM, aim_of
from knowledge_base.index.assembly import synonyms_of
from knowledge_base.private_files import new_file, new_text_file
from knowledge_base.progress import Progress
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.fitting import fit_searcher
from knowledge_base.search.phrasings import encode
from knowledge_base.settings import KnowledgeBaseSettings


@dataclass(frozen=True)
class Report:
    """How the confidence does, for each language, and what becomes of the shop's questions, in
    sentences. ``learnt`` is what outcomes say of it, where there are enough."""

    evaluations: list[Evaluation]
    sentences: list[str]
    learnt: Learnt | None = None


def evaluate_content(
    content: Content,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    asked: Sequence[Evidence] = (),
    outcomes: Sequence[Outcome] = (),
    progress: Progress = lambda *_: None,
) -> Report:
    """Fits a searcher to the content, in memory, as an import does, and judges its own questions.

    ``asked`` are the last questions of visitors; without enough of them the sentences go by the
    content's own phrasings, and ``outcomes`` of some of them move nothing.

    Raises KnowledgeBaseError where there are too few to judge by, and EncoderError.
    """
    synonyms = synonyms_of(content.shop_id, settings)
    fitted = fit_searcher(
        encode(content, encoder, synonyms),
        encoder,
        out_of_scope_lines(),
        wording_weight=settings.wording_weight,
        synonyms=synonyms,
        progress=progress,
    )
    drawn = samples(content, fitted, lambda done, total: progress("asking", done, total))
    start = shipped_model("learnt" if fitted.system else "nearest")
    aim = aim_of(settings)
    calibration = fit(drawn, aim, start)
    found = evaluate(drawn, calibration, aim, start)
    if not found:
        raise KnowledgeBaseError(
            f"shop '{content.shop_id}' has too few questions to evaluate: at least {FEWEST} in one "
            "language must belong to entries that have another one"
        )
    if len(asked) >= ADAPT_FROM:
        questions = Questions.of_visitors(asked, outcomes)
        known = learnt(calibration, asked, aim, outcomes)
    else:
        questions = Questions.of_samples(drawn, calibration.shares)
        known = None
    sentences = in_words(forecasts(calibration, questions, aim), questions)
    return Report(found, list(sentences), known)


def write_evaluation(content: Content, report: Report, folder: Path) -> list[Path]:
    """A picture for each language, one for outcomes, and a page with all of them, in ``folder``.

    Raises UnwritableFileError.
    """
    found = report.evaluations
    drawn = [(item, render_png(item)) for item in found]
    page = folder / f"{content.shop_id}.html"
    pngs = {folder / f"{content.shop_id}-{item.language}.png": png for item, png in drawn}
    known = None if report.learnt is None else (report.learnt, render_learnt(report.learnt))
    if known is not None:
        pngs[folder / f"{content.shop_id}-outcomes.png"] = known[1]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(f"{folder} cannot be made: {reason_of(error)}") from error
    for path, png in pngs.items():
        with new_file(path) as picture:
            picture.write(png)
    with new_text_file(page) as file:
        file.write(render_page(content.shop_id, content.version, report.sentences, drawn, known))
    return [*pngs, page]
