"""How long the stages of an import take: reported while they run, and kept for the report."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from knowledge_base.importing.report import Stage
from knowledge_base.progress import Progress, silent


@dataclass
class StageTimer:
    """Adds up seconds and items by stage; ``progress`` is called while a stage is under way."""

    progress: Progress = silent
    seconds: dict[str, float] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)

    def add(self, stage: str, seconds: float, items: int = 0) -> None:
        """Adds time that was measured elsewhere."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.items[stage] = self.items.get(stage, 0) + items

    @contextmanager
    def stage(self, name: str, items: int = 0) -> Iterator[None]:
        """Times a block."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - start, items)

    def stages(self) -> dict[str, Stage]:
        """In the order in which they began."""
        return {name: Stage(self.seconds[name], self.items[name]) for name in self.seconds}
