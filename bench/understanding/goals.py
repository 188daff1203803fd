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

POOLED_PRECISION = (0.88, 0.94)
"""Range of the share of all answers that is right, at a target of 90%."""
LEAST_UPPER = 0.87
"""No set's interval may lie below."""
COVERAGE_OF_ORACLE = {0: 0.85, 25: 0.9, 100: 0.95}
"""Own coverage over what the ranking could cover, on average, by the number of known outcomes."""
LEAST_COVERAGE = 0.5
"""The same on every set, without outcomes."""
CUT_COVERAGE = {0: 0.6, 25: 0.8}
"""The same with one to four phrasings an entry."""
KEPT = 0.95
"""Of the questions with the right entry among three, the share answered rightly or asked back."""
MOST_ASKED_OUT = 0.4
"""Of the questions out of scope, the share that is asked back."""
