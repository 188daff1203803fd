"""Measures the stages of an import, beside the encoder alone: ``make bench``.

    python -m bench.importing [ENTRIES]

Writes a section of docs/performance.md, or only prints it for a number other than 100,000. A first
import and an update of one entry in a hundred each have a process of their own, because memory is
measured per process. Then the encoder runs alone on the same texts.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import page
from bench.generating import entries
from bench.understanding.report import machine
from bench.understanding.sets import ROOT
from knowledge_base.private_files import keep_files_private

ENTRIES = 100_000
CHANGED_IN = 100
"""The update changes the answer of one of this many entries."""


def main(count: int) -> int:
    """Measures everything. Returns the exit code."""
    begun = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.jsonl", folder / "update.jsonl"
        _write(first, entries(count))
        changed = set(range(0, count, CHANGED_IN))
        reworded = (
            entry for n, entry in enumerate(entries(count, reworded=changed)) if n in changed
        )
        _write(second, reworded)
        found = {
            "import": _in_a_process("import", folder, first),
            "update": _in_a_process("import", folder, second),
            "rollback": _in_a_process("rollback", folder, first),
            "encoder": _in_a_process("encoder", folder, first),
        }
        size = first.stat().st_size
    section = _section(found, count, size, begun)
    print(section)
    if count == ENTRIES:
        page.write("importing", section)
    return 0


def measure(what: str, folder: Path, file: Path) -> dict[str, Any]:
    """One of the measurements, made in this process."""
    from knowledge_base import KnowledgeBase, KnowledgeBaseSettings

    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/kb.sqlite3", index_dir=folder / "index"
    )
    base = KnowledgeBase(settings)
    begun = time.perf_counter()
    measured = {"import": _import, "rollback": _roll_back, "encoder": _encode}[what](base, file)
    return {
        **measured,
        "seconds": time.perf_counter() - begun,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _import(base: Any, file: Path) -> dict[str, Any]:
    from knowledge_base.importing.run import import_files

    report = import_files([file], base, "bench")
    published = base.store.published("bench")
    return {
        "stages": {name: [stage.seconds, stage.items] for name, stage in report.stages.items()},
        "outcomes": dict(report.outcomes),
        "entries": [report.added, report.updated, report.unchanged],
        "published": report.version,
        "questions": published.questions,
    }


def _roll_back(base: Any, _: Path) -> dict[str, Any]:
    from knowledge_base.personal_data.rollback import roll_back

    return {"published": roll_back(base, "bench")}


def _encode(base: Any, _: Path) -> dict[str, Any]:
    from knowledge_base.language.synonyms import Synonyms
    from knowledge_base.search.query import comparison_forms

    texts = comparison_forms(base.store.content("bench"), Synonyms())
    base.encoder.encode_passages(texts[:100])
    begun = time.perf_counter()
    for start in range(0, len(texts), 2_048):
        base.encoder.encode_passages(texts[start : start + 2_048])
    return {"alone": time.perf_counter() - begun, "texts": len(texts)}


def _section(found: dict[str, dict[str, Any]], count: int, size: int, begun: datetime) -> str:
    first, update = found["import"], found["update"]
    alone = found["encoder"]
    lines = [
        "## Importing",
        "",
        f"Made by `python -m bench.importing{'' if count == ENTRIES else f' {count}'}`"
        + f" on {begun:%Y-%m-%d}, on {machine()}. {count:,} made-up entries with"
        f" {first['questions']:,} questions in two languages"
        f" ({size / 2**20:,.0f} MiB of JSON Lines) are imported into an empty knowledge base; the"
        f" update gives {update['entries'][1]:,} of them another answer.",
        "",
        "| | first import | update | |",
        "|---|--:|--:|---|",
        f"| total | {first['seconds']:.0f} s | {update['seconds']:.0f} s | with the start of the"
        " encoder |",
    ]
    for name in dict.fromkeys([*first["stages"], *update["stages"]]):
        cells = [_stage(found[run]["stages"].get(name)) for run in ("import", "update")]
        lines.append(f"| {name} | {cells[0]} | {cells[1]} | |")
    lines += [
        f"| largest memory of the process | {first['peak_mib']:,.0f} MiB |"
        f" {update['peak_mib']:,.0f} MiB | |",
        "",
        f"The encoder alone takes {alone['alone']:.1f} s for the same {alone['texts']:,} texts"
        f" ({alone['texts'] / alone['alone']:,.0f} a second); the whole first import takes"
        f" {first['seconds'] / alone['alone']:.0f} times as long. A rollback of the update took"
        f" {found['rollback']['seconds']:.1f} s.",
    ]
    return "\n".join(lines)


def _stage(found: list[float] | None) -> str:
    if found is None:
        return ""
    seconds, items = found
    rate = f" ({items / seconds:,.0f}/s)" if items and seconds > 0.05 else ""
    return f"{seconds:.1f} s{rate}"


def _write(path: Path, rows: Any) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _in_a_process(what: str, folder: Path, file: Path) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "bench.importing", what, str(folder), str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measured: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    keep_files_private()
    if sys.argv[1:] and not sys.argv[1].isdecimal():
        print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else ENTRIES))
