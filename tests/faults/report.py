"""Writes the last figures of the full fault tests into docs/reliability.md.

``python -m tests.faults.report``; with ``--forget`` it only drops the figures of the last time, so
that a test that fails now does not go on showing them.
"""

import json
import os
import platform
import re
import sys
from pathlib import Path

from tests.faults.figures import FIGURES
from tests.quality.sections import put_section
from tests.stack.processes import ROOT

PAGE = ROOT / "docs" / "reliability.md"

# In the order of the page: the name that a test states its figure under, and its module.
TESTS = {
    "crash": "test_crash",
    "cut connections": "test_cut_connections",
    "stories": "test_story",
    "stale state": "test_stale_state",
    "takeover": "test_two_voices",
    "claims": "test_two_voices",
    "rasa failures": "test_rasa_failures",
    "load": "test_load",
    "huge frame": "test_floods",
    "coming and going": "test_floods",
    "unread": "test_floods",
    "full disk": "test_floods",
    "hostile packets": "test_fuzz",
}


def main():
    figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    if sys.argv[1:] == ["--forget"]:
        if figures.pop("full", None):
            FIGURES.write_text(json.dumps(figures, indent=2, ensure_ascii=False), "utf-8")
        return
    full = figures.get("full", {})
    put_section(PAGE, "faults", section(full))
    print(f"{len(full)} of {len(TESTS)} figures: {PAGE.relative_to(ROOT)}")  # noqa: T201


def section(figures):
    """The table of figures, and the machine that they are of."""
    days = sorted({entry["at"][:10] for entry in figures.values()})
    when = " to ".join(dict.fromkeys([days[0], days[-1]])) if days else "never"
    rows = [
        f"| {name} | `{module}` | {_figure(figures.get(name))} |" for name, module in TESTS.items()
    ]
    return "\n".join(
        [
            f"Made by `make test-faults` or by one of its tests alone at full size, the last of them"
            f" {when}, on {machine()}.",
            "",
            "| test | in `tests/faults/` | figure |",
            "|---|---|---|",
            *rows,
        ]
    )


def _figure(entry):
    return entry["figure"].replace("|", "\\|") if entry else "none: it has not passed"


def machine():
    """Processor, cores, memory and versions, in words."""
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return (
        f"{len(os.sched_getaffinity(0))} cores ({model[1] if model else platform.machine()}),"
        f" {memory:.0f} GB of memory, Linux {platform.release().split('-')[0]},"
        f" Python {platform.python_version()}; generator and desk share these cores"
    )


if __name__ == "__main__":
    main()
