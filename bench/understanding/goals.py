"""What search should reach on the halves that are quoted."""

from __future__ import annotations

TOP, AUROC, COVERAGE_90, COVERAGE_95, PAIRS = (
    "first is right",
    "in or out of scope (AUROC)",
    "coverage at 90% precision",
    "coverage at 95% precision",
    "pairs (AUC)",
)

GOALS: dict[tuple[str, str], float] = {
    ("banking77_oos", TOP): 0.91,
    ("banking77_oos", AUROC): 0.93,
    ("banking77_oos", COVERAGE_90): 0.45,
    ("clinc150", TOP): 0.92,
    ("clinc150", AUROC): 0.965,
    ("clinc150", COVERAGE_95): 0.85,
    ("dstc11_insurance", TOP): 0.92,
    ("smp2017_domains", TOP): 0.84,
    ("smp2017_domains", AUROC): 0.92,
    ("smp2017_domains", COVERAGE_90): 0.70,
    ("massive_zh_test", TOP): 0.70,
    ("massive_zh_test", COVERAGE_90): 0.40,
    ("xsid_zh", TOP): 0.90,
    ("xquad_zh2en", TOP): 0.92,
    ("lcqmc_dev", TOP): 0.77,
    ("lcqmc_dev", PAIRS): 0.84,
    ("bq_dev", PAIRS): 0.78,
    ("atec_test", PAIRS): 0.74,
    ("bustm_test_public", PAIRS): 0.75,
}

LEAST_PRECISION = 0.87
"""Lowest precision on any set with questions out of scope, at a target of 90%."""
MEAN_PRECISION = (0.88, 0.95)
"""Range of the average precision over these sets."""
