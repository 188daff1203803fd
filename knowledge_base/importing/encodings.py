"""What is known of a file's encoding, and of the other encodings that it could be in."""

from dataclasses import dataclass

THIN_MARGIN = 0.15
"""A margin below this is worth a warning."""


@dataclass(frozen=True)
class Reading:
    """The text in one encoding: how likely somebody wrote it (0–1), and some of it."""

    name: str
    score: float
    sample: str


@dataclass(frozen=True)
class Encoding:
    """``margin`` is how much better it was than the next best (0–1), None without a doubt.

    ``readings`` has all that were compared, the likeliest first. ``lost`` counts places that do
    not fit; they are read as U+FFFD. ``nul_line`` is the first line with a NUL in it.
    """

    name: str
    margin: float | None = None
    readings: tuple[Reading, ...] = ()
    lost: int = 0
    nul_line: int | None = None

    @property
    def warnings(self) -> list[str]:
        """What the person who sent the file should know."""
        found = []
        if self.margin is not None and self.margin < THIN_MARGIN and len(self.readings) > 1:
            best, other = self.readings[:2]
            found.append(
                f"the encoding is {best.name} by a thin margin: '{best.sample}'; "
                f"in {other.name} it would be '{other.sample}'"
            )
        if self.lost:
            found.append(
                f"{self.lost:,} places are not valid {self.name}; rows with them are left out"
            )
        if self.nul_line:
            found.append(f"from line {self.nul_line} on there are NUL characters; they are dropped")
        return found
