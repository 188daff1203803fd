"""Each fault test states its figure: a line on the terminal, and an entry for the report."""

import json
from datetime import UTC, datetime

from tests.faults.scale import SCALE
from tests.stack.processes import ROOT

FIGURES = ROOT / "var" / "test-results" / "faults.json"


def state(test, figure):
    """``figure`` is one line of words and numbers; the newest of each test and size is kept."""
    known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    known.setdefault(SCALE.name, {})[test] = {"figure": figure, "at": at}
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(known, indent=2, ensure_ascii=False), "utf-8")
    print(f"\n{test} ({SCALE.name}): {figure}")  # noqa: T201 - it is meant to be read


def milliseconds(seconds):
    return f"{1000 * seconds:.0f} ms"


def percentile(values, share):
    """The value that ``share`` (0–1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
