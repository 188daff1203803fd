"""Assembles a shop's index, in memory: encodes, fits the searcher, fits the calibration."""

from dataclasses import replace

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.fitting import fit, shipped_model
from knowledge_base.calibration.out_of_scope import out_of_scope_lines
from knowledge_base.calibration.samples import samples
from knowledge_base.content.entries import Content
from knowledge_base.index.adaptation import aim_of
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.progress import Progress, silent, stage
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.fitting import FittedSearcher, fit_searcher
from knowledge_base.search.phrasings import Encoded, encode
from knowledge_base.search.vector_index import VectorIndex
from knowledge_base.settings import KnowledgeBaseSettings

REFIT_SHARE = 0.05
"""Share of the phrasings that may change before the confidence is fitted again, where there are
too many of them for a classifier."""

LIVE_SHARE = 0.5
"""Share of the phrasings that may change while the fit of the version before serves, until the new
one is made. Above it the old numbers say too little about the new entries."""


def index_content(
    content: Content,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    progress: Progress = silent,
) -> ShopIndex:
    """The index of ``content``, with nothing reused. Raises EncoderError."""
    synonyms = synonyms_of(content.shop_id, settings)
    encoded = encode(content, encoder, synonyms, progress=stage(progress, "encoding"))
    return assemble_index(encoded, settings, encoder, progress=progress)


def assemble_index(
    encoded: Encoded,
    settings: KnowledgeBaseSettings,
    encoder: Encoder,
    *,
    previous: ShopIndex | None = None,
    meaning: VectorIndex | None = None,
    progress: Progress = silent,
) -> ShopIndex:
    """The index of what was encoded.

    ``previous`` is the index that ``encoded.previous_rows`` counts in: after a small change its fit
    is kept, and ``ShopIndex.refit_due`` says so. ``meaning`` is an index of
    the vectors, where there is one already. Raises EncoderError.
    """
    content = encoded.content
    synonyms = synonyms_of(content.shop_id, settings)
    changed = _changed_since_fit(encoded, previous)
    live = changed <= LIVE_SHARE * len(encoded.texts)
    fitted = fit_searcher(
        encoded,
        encoder,
        out_of_scope_lines(),
        wording_weight=settings.wording_weight,
        synonyms=synonyms,
        previous=None if previous is None else previous.searcher,
        updates=previous.content if previous is not None and live else None,
        meaning=meaning,
        progress=progress,
    )
    calibration = _reused_calibration(fitted, previous, changed)
    if calibration is None:
        drawn = samples(content, fitted, stage(progress, "calibrating"))
        start = shipped_model("learnt" if fitted.system else "nearest")
        calibration = fit(drawn, aim_of(settings), start)
    return ShopIndex(content, fitted.searcher, calibration, synonyms, encoded.texts)


def synonyms_of(shop_id: str, settings: KnowledgeBaseSettings) -> Synonyms:
    """The shop's own synonyms."""
    return Synonyms.of(settings.synonyms.get(shop_id, ()))


def _changed_since_fit(encoded: Encoded, previous: ShopIndex | None) -> int:
    """Phrasings that were added or removed since ``previous`` was fitted; all without one."""
    if previous is None:
        return len(encoded.texts)
    kept = int((encoded.previous_rows >= 0).sum())
    changed = len(encoded.texts) - kept + len(previous.content.phrasings) - kept
    return changed + previous.calibration.changed_since


def _reused_calibration(
    fitted: FittedSearcher, previous: ShopIndex | None, changed: int
) -> Calibration | None:
    """The calibration of ``previous``; None where a new one has to be fitted.

    Where the classifier was updated, it serves until the refit. Without a classifier a fit takes
    longer than all the rest, and the old one is kept where a new one would hardly differ.
    """
    if previous is None or fitted.system is not None:
        return None
    learnt = fitted.searcher.classifier is not None
    if learnt != (previous.searcher.classifier is not None):
        return None
    if not learnt and changed > REFIT_SHARE * len(fitted.texts):
        return None
    # Another answer or another owner may change no phrasing; the refit is due all the same.
    return replace(previous.calibration, changed_since=max(changed, 1 if learnt else 0))
