"""Draws an evaluation: precision against coverage, and confidence against what came out."""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knowledge_base.evaluation.cross_validation import Evaluation
from knowledge_base.evaluation.curves import Bin, calibration_error
from knowledge_base.evaluation.learnt import Learnt

_BLUE, _RED, _GREY = "#1f6feb", "#b3261e", "#8a8a8a"
_LARGEST_DOT = 700
NAMES = {"zh": "Chinese", "en": "English"}


def render_png(found: Evaluation) -> bytes:
    """A PNG of both diagrams, side by side."""
    figure = Figure(figsize=(10.4, 4.9), dpi=110)
    left, right = figure.subplots(1, 2)
    figure.suptitle(f"{NAMES[found.language]}: {found.questions:,} questions in scope")
    _draw_curve(left, found)
    _draw_reliability(right, found.bins)
    right.axvline(found.answer_from, color=_RED, linewidth=1)
    right.set_title(f"Reliability (calibration error {found.error:.3f})")
    return _png(figure)


def render_learnt(found: Learnt) -> bytes:
    """A PNG of the reliability on questions with an outcome, before and after, side by side."""
    figure = Figure(figsize=(10.4, 4.9), dpi=110)
    for axes, name, bins in zip(
        figure.subplots(1, 2), ("Before", "After"), (found.before, found.after), strict=True
    ):
        _draw_reliability(axes, bins)
        axes.set_title(f"{name} (calibration error {calibration_error(bins):.3f})")
    return _png(figure)


def _png(figure: Figure) -> bytes:
    figure.tight_layout()
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _draw_curve(axes: Axes, found: Evaluation) -> None:
    axes.plot(found.curve.coverage, found.curve.precision, color=_BLUE, linewidth=1.8)
    axes.axhline(found.aim, color=_GREY, linewidth=1, linestyle="--")
    axes.annotate(f"aim {found.aim:.2f}", (0.01, found.aim), (0, 4), textcoords="offset points")
    axes.plot([found.answered_rightly], [found.precision], "o", color=_RED)
    label = f"threshold {found.answer_from:.2f}"
    axes.annotate(
        label,
        (found.answered_rightly, found.precision),
        (-8, -14),
        textcoords="offset points",
        ha="right",
        color=_RED,
    )
    lowest = min(float(found.curve.precision.min()), found.aim, found.precision)
    axes.set(
        title="Precision and coverage",
        xlabel="coverage: in-scope questions answered rightly",
        ylabel="precision: answers that are right",
        xlim=(0, 1),
        ylim=(max(0.0, lowest - 0.08), 1.01),
    )
    axes.grid(color="#e6e6e6", linewidth=0.6)


def _draw_reliability(axes: Axes, bins: Sequence[Bin]) -> None:
    axes.plot([0, 1], [0, 1], color=_GREY, linewidth=1, linestyle="--")
    said = [item.confidence for item in bins]
    came = [item.right for item in bins]
    sizes = [max(12.0, _LARGEST_DOT * item.share) for item in bins]
    axes.plot(said, came, color=_BLUE, linewidth=1)
    axes.scatter(said, came, s=sizes, color=_BLUE, alpha=0.55, linewidths=0)
    axes.set(
        xlabel="confidence",
        ylabel="share that is right",
        xlim=(0, 1.02),
        ylim=(-0.02, 1.03),
    )
    axes.grid(color="#e6e6e6", linewidth=0.6)
