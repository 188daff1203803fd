import numpy as np
import pytest

from bench.understanding.answers import Asked, answers


def asked(*rows):
    """Rows of confidence, band, and what is right: the best entry, one of three, or none."""
    confidences, bands, right = zip(*rows, strict=True)
    return Asked(
        confidences=np.array(confidences),
        bands=list(bands),
        right=np.array([r == "best" for r in right]),
        among_three=np.array([r in ("best", "three") for r in right]),
        in_scope=np.array([r != "none" for r in right]),
    )


def test_compares_what_is_answered_with_what_could_be():
    rows = (
        [(0.9, "answer", "best")] * 3 + [(0.6, "clarify", "best")] * 3 + [(0.1, "hand_off", "none")]
    )

    found = answers(asked(*rows), 0.2, target=0.9)

    assert (found.answered, found.rightly, found.precision) == (3, 3, 1)
    assert (found.coverage, found.oracle, found.ratio) == (0.5, 1, 0.5)
    assert found.ratio_low <= 0.5 <= found.ratio_high


def test_has_no_ratio_where_the_ranking_reaches_nothing():
    found = answers(asked(*[(0.5, "hand_off", "three")] * 4), 0.2, target=0.9)

    assert found.ratio is None


def test_counts_what_is_served_and_what_is_asked_back_in_vain():
    found = answers(
        asked(
            (0.9, "answer", "best"),
            (0.8, "answer", "three"),
            (0.5, "clarify", "three"),
            (0.1, "hand_off", "three"),
            (0.4, "clarify", "none"),
            (0.1, "hand_off", "none"),
        ),
        0.2,
        target=0.9,
    )

    assert found.kept == pytest.approx(2 / 4)
    assert found.asked_out == pytest.approx(1 / 2)
    assert found.true_out == pytest.approx(2 / 6)
