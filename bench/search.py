"""Measures search in knowledge bases of several sizes, beside other methods: ``make bench``.

    python -m bench.search [ENTRIES …]

Writes a section of docs/performance.md. The knowledge bases are made up (bench/generating.py), with
three phrasings per entry; the questions use other words. Each size has a process of its own, in
which all methods run on one thread. The section is only printed for sizes other than those below,
or if hnswlib is missing, which is no part of Relay: ``pip install hnswlib==0.8.0``.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bench import page
from bench.generating import entries, held_out
from bench.understanding.report import machine
from bench.understanding.sets import ROOT
from knowledge_base.private_files import keep_files_private

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 1_000
NEAREST = 10
CHANGED_IN = 100
"""One of this many phrasings is new in the next version."""

VECTORS, RANKING, IDLE = "Relay, by meaning", "Relay, whole ranking", "no search"
NUMPY, HNSWLIB, SENTENCE = "numpy, all cosines", "hnswlib", "semantic_search"
_EFFORTS = (50, 100, 200, 400, 800)
_RECALL = 0.99
_TICK = 0.0005
_TICKING_SECONDS = 8.0
_BLOCKED = 2.0
"""Milliseconds for which a search may block the desk's event loop."""

Search = Callable[[Any], Any]


@dataclass
class Gaps:
    """How late another thread woke: the 99.9th percentile in milliseconds, and how often in 10,000
    times it was later than _BLOCKED."""

    late: float
    blocked: float


@dataclass
class Figures:
    """Figures of one method: milliseconds per question, bytes per entry, gaps meanwhile."""

    name: str
    median: float
    slow: float
    memory: float
    gaps: Gaps
    recall: float | None = None


def main(sizes: tuple[int, ...]) -> int:
    """Measures all sizes. Returns the exit code."""
    begun = datetime.now(UTC)
    partial = page.lacks("hnswlib", "hnswlib==0.8.0")
    section = _section({size: _in_a_process(size) for size in sizes}, begun)
    print(section)
    if sizes == SIZES and not partial:
        page.write("search", section)
    return 0


@dataclass
class Base:
    """A knowledge base, questions, and the sorted cosines of their true nearest phrasings."""

    searcher: Any
    vectors: Any
    questions: list[Any]
    highest: Any
    files: dict[str, int]
    seconds: dict[str, float]


def measure(size: int) -> dict[str, Any]:
    """All figures of one size, in this process."""
    from threadpoolctl import threadpool_limits

    base = _base(size)
    index, vectors = base.searcher.meaning, base.vectors
    with threadpool_limits(1):
        rows = [
            _figures(
                base,
                VECTORS,
                lambda vector: index.nearest(vector, NEAREST),
                base.files["vectors.faiss"],
            ),
            _whole(base),
            _figures(base, NUMPY, lambda vector: _nearest(vectors @ vector), vectors.nbytes),
            _figures(base, SENTENCE, _semantic_search(vectors), vectors.nbytes),
        ]
        if importlib.util.find_spec("hnswlib"):
            for search, memory, effort in _hnswlib(base):
                row = _figures(base, f"{HNSWLIB}, ef {effort}", search, memory)
                if row.recall is not None and row.recall >= _RECALL:
                    break
            rows.append(row)
    return {
        "rows": [asdict(row) for row in rows],
        "idle": asdict(_gaps(lambda turn: time.sleep(0.01))),
        "phrasings": len(vectors),
        **base.seconds,
    }


def _base(size: int) -> Base:
    from knowledge_base.calibration.out_of_scope import out_of_scope_lines
    from knowledge_base.content.entries import (
        Content,
        Entry,
    )
    from knowledge_base.language.synonyms import Synonyms
    from knowledge_base.search.encoder import configured_encoder
    from knowledge_base.search.fitting import fit_searcher
    from knowledge_base.search.lexical_index import LexicalIndex
    from knowledge_base.search.phrasings import encode
    from knowledge_base.search.query import prepare
    from knowledge_base.search.searcher import Searcher
    from knowledge_base.search.vector_index import VectorIndex
    from knowledge_base.settings import KnowledgeBaseSettings

    settings, synonyms, seconds = KnowledgeBaseSettings(), Synonyms(), {}
    encoder, weight = configured_encoder(settings), settings.wording_weight
    content = Content("bench", "1-bench", tuple(_entries(size, Entry)))
    encoded = encode(content, encoder, synonyms)
    texts, vectors, lines = encoded.texts, encoded.vectors, out_of_scope_lines()
    prepared = [prepare(held.question, encoder, synonyms) for held in held_out(QUESTIONS, of=size)]
    questions = [question for question in prepared if question is not None]
    seconds["made"], built = _timed(
        lambda: fit_searcher(encoded, encoder, lines, wording_weight=weight, synonyms=synonyms)
    )
    known, rows = LexicalIndex.from_texts(texts, built.lines), np.arange(len(texts))
    rows[::CHANGED_IN] = -1
    seconds["remade"], _ = _timed(
        lambda: (
            VectorIndex.from_vectors(vectors),
            LexicalIndex.from_texts(texts, built.lines, previous=known, previous_rows=rows),
        )
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built.searcher.save(folder)
        seconds["loaded"], searcher = _timed(
            lambda: Searcher.load(folder, content, wording_weight=weight)
        )
        files = {path.name: path.stat().st_size for path in folder.iterdir()}
    highest = [np.sort(_highest(vectors @ question.vector)) for question in questions]
    return Base(searcher, vectors, questions, np.array(highest), files, seconds)


def _figures(base: Base, name: str, search: Search, memory: float) -> Figures:
    asked = [question.vector for question in base.questions]
    figures, found = _measured(base, name, search, asked, memory)
    near = [
        base.vectors[numbers] @ vector >= highest[0] - 1e-5
        for numbers, vector, highest in zip(found, asked, base.highest, strict=True)
    ]
    figures.recall = float(np.mean(near))
    return figures


def _whole(base: Base) -> Figures:
    memory = sum(base.files.values())
    return _measured(base, RANKING, base.searcher.rank, base.questions, memory)[0]


def _measured(
    base: Base, name: str, search: Search, asked: list[Any], memory: float
) -> tuple[Figures, list[Any]]:
    found, seconds = [], []
    for question in asked:
        begun = time.perf_counter()
        found.append(search(question))
        seconds.append(time.perf_counter() - begun)
    median, slow = (float(np.quantile(seconds, share)) * 1000 for share in (0.5, 0.99))
    gaps = _gaps(lambda turn: search(asked[turn % len(asked)]))
    return Figures(name, median, slow, memory / _size(base), gaps), found


def _size(base: Base) -> int:
    return int(base.searcher.owners[-1]) + 1


def _entries(size: int, entry: Any) -> Iterator[Any]:
    for found in entries(size):
        questions = {language: tuple(texts) for language, texts in found["questions"].items()}
        yield entry(found["entry"], found["category"], "", questions, found["answers"])


def _semantic_search(vectors: Any) -> Search:
    import torch
    from sentence_transformers.util import semantic_search

    corpus = torch.from_numpy(vectors)

    def search(vector: Any) -> list[int]:
        hits = semantic_search(torch.from_numpy(vector), corpus, top_k=NEAREST)[0]
        return [int(hit["corpus_id"]) for hit in hits]

    return search


def _hnswlib(base: Base) -> Iterator[tuple[Search, float, int]]:
    """Searches of an index made with the parameters of hnswlib's README, with growing effort."""
    import hnswlib

    vectors = base.vectors
    index = hnswlib.Index(space="ip", dim=vectors.shape[1])
    index.init_index(max_elements=len(vectors), M=16, ef_construction=200, random_seed=0)
    base.seconds["hnswlib"], _ = _timed(lambda: index.add_items(vectors))
    index.set_num_threads(1)
    for effort in _EFFORTS:
        index.set_ef(effort)
        yield (
            lambda vector: index.knn_query(vector, k=NEAREST)[0][0],
            index.index_file_size(),
            effort,
        )


def _nearest(cosines: Any) -> Any:
    return np.argpartition(-cosines, NEAREST)[:NEAREST]


def _highest(cosines: Any) -> Any:
    return np.partition(cosines, -NEAREST)[-NEAREST:]


def _gaps(call: Callable[[int], Any]) -> Gaps:
    """How late a ticking thread wakes while another thread calls without a pause."""
    late = []
    with _calling(call):
        last = time.perf_counter()
        end = last + _TICKING_SECONDS
        while last < end:
            time.sleep(_TICK)
            now = time.perf_counter()
            late.append(now - last - _TICK)
            last = now
    milliseconds = np.array(late) * 1000
    return Gaps(
        float(np.quantile(milliseconds, 0.999)),
        float((milliseconds > _BLOCKED).mean() * 10_000),
    )


@contextmanager
def _calling(call: Callable[[int], Any]) -> Iterator[None]:
    stop = threading.Event()

    def work() -> None:
        turn = 0
        while not stop.is_set():
            call(turn)
            turn += 1

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def _section(found: dict[int, dict[str, Any]], begun: datetime) -> str:
    lines = [
        "## Searching",
        "",
        f"Made by `python -m bench.search` on {begun:%Y-%m-%d}, on {machine()}. One thread a"
        " question. The knowledge bases are made up (`bench/generating.py`), in two languages and"
        f" with three phrasings per entry; the {QUESTIONS:,} questions use other words. *Recall* is"
        f" the share of the {NEAREST} nearest phrasings found (an equally near one counts too)."
        " *Memory* is the size of the searched data per entry. Another thread wakes every half"
        f" millisecond during {_TICKING_SECONDS:g} seconds of searching: *late* is the 99.9th"
        f" percentile of its delay, *blocked* how often in 10,000 times the delay was above"
        f" {_BLOCKED:g} ms. The row *{IDLE}* shows the machine's own delays. The whole ranking"
        " combines words and meaning; encoding the question is not included.",
    ]
    for size, of in found.items():
        ours = of["rows"][0]
        lines += [
            "",
            f"### {size:,} entries, {of['phrasings']:,} phrasings",
            "",
            "| | median | to ours | 99th percentile | memory | to ours | recall@10 | late |"
            " blocked |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for row in of["rows"]:
            recall = "–" if row["recall"] is None else f"{row['recall']:.4f}"
            lines.append(
                f"| {row['name']} | {row['median']:.3f} ms | {row['median'] / ours['median']:.3g}"
                f" | {row['slow']:.3f} ms | {row['memory']:,.0f} B"
                f" | {row['memory'] / ours['memory']:.3g} | {recall} | {_late(row['gaps'])}"
            )
        lines += [f"| *{IDLE}* | | | | | | | {_late(of['idle'])}", "", _making(of)]
    return "\n".join(lines)


def _late(gaps: dict[str, float]) -> str:
    return f"{gaps['late']:.1f} ms | {gaps['blocked']:.0f} |"


def _making(of: dict[str, Any]) -> str:
    text = (
        f"The index is made from vectors and texts in {of['made']:.1f} s; the next version, with one phrasing in"
        f" {CHANGED_IN} new, in {of['remade']:.1f} s; loaded in {of['loaded']:.2f} s."
    )
    if "hnswlib" in of:
        text += f" hnswlib takes {of['hnswlib']:.1f} s for the vectors, on all cores."
    return text


def _in_a_process(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.search", "measure", str(size)]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    keep_files_private()
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
