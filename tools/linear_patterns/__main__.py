"""``python -m tools.linear_patterns``: fails if hostile text makes a regular expression slow."""

from __future__ import annotations

import sys

from tools.linear_patterns.finding import hidden, patterns, sources
from tools.linear_patterns.timing import slow_attack


def main() -> int:
    found = faults()
    for fault in found:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if found else 0


def faults() -> list[str]:
    """One line for each pattern that is slow, and for each that cannot be found."""
    among = sources()
    unknown = [
        f"{place}: make the pattern a constant of the module"
        for source in among
        for place in hidden(source)
    ]
    slow = [
        f"{found.place}: takes more than linear time on {attack}"
        for found in patterns(among)
        if (attack := slow_attack(found.pattern, at_start=found.at_start)) is not None
    ]
    return unknown + slow


if __name__ == "__main__":
    sys.exit(main())
