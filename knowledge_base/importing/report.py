"""What an import found and did: a verdict on every row, and the numbers of the import."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.importing.rows import Row

Outcome = Literal["accepted", "updated", "unchanged", "merged", "needs_review", "rejected"]
OUTCOMES: tuple[Outcome, ...] = (
    "accepted",
    "updated",
    "unchanged",
    "merged",
    "needs_review",
    "rejected",
)

LISTED_COLUMNS = 20
"""Columns that a sentence names."""

LISTED = 2_000
"""Verdicts of one outcome that a report holds; it counts all of them."""

BINS = 20
"""Bars of the histogram of similarities, from 0 to 1."""


@dataclass(frozen=True)
class Reason:
    """Why a row got its verdict, or what a person should look at.

    ``code`` is the name under which docs/importing.md explains it; ``text`` is one sentence about
    this row. ``score`` is a cosine (0–1) where meaning was compared, ``other`` the entry or the
    ``file:line`` that the row was compared with. ``contacts`` are numbers and addresses that were
    taken for the shop's own.
    """

    code: str
    text: str
    score: float | None = None
    other: str = ""
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowVerdict:
    """What became of one row."""

    file: str
    line: int
    outcome: Outcome
    entry: str = ""
    reasons: tuple[Reason, ...] = ()
    row: Row | None = None


@dataclass(frozen=True)
class Source:
    """How a file was understood. ``encoding`` is empty for formats that have none of their own;
    ``margin`` says how much better it was than the next best (0–1), None where nothing was in
    doubt. ``columns`` gives our names and the file's, ``unused`` the names of the columns that were
    not read, by the label that rows have. ``sheets`` gives the titles of the sheets of a
    workbook that were read, by the label that rows have; ``other_sheets`` are not read."""

    file: str
    format: str
    encoding: str = ""
    margin: float | None = None
    columns: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    sheets: dict[str, str] = field(default_factory=dict)
    other_sheets: tuple[str, ...] = ()
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def unused_columns(self) -> list[str]:
        """One sentence for each file or sheet that has columns which were not read."""
        return [
            f"not used in {label}: {_listed(names)}"
            for label, names in self.unused.items()
            if names
        ]


@dataclass(frozen=True)
class Vanished:
    """An entry that is in use, and of which this file no longer has anything, or only the
    ``languages`` that it had are gone: the rest of the entry is still there."""

    file: str
    entry: str
    languages: tuple[LanguageTag, ...] = ()


@dataclass(frozen=True)
class Stage:
    """Time that a stage took, and how many items (rows, texts, entries) went through it."""

    seconds: float
    items: int


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that the new version answers differently from the old one."""

    question: str
    golden: bool
    expected: str
    old_entry: str
    old_band: str
    old_confidence: float
    new_entry: str
    new_band: str
    new_confidence: float

    @property
    def lost(self) -> bool:
        """A golden question that was answered rightly and no longer is."""
        was_right = self.old_band == "answer" and self.old_entry == self.expected
        is_right = self.new_band == "answer" and self.new_entry == self.expected
        return self.golden and was_right and not is_right


@dataclass(frozen=True)
class Regression:
    """What the regression check found."""

    golden: int
    asked: int
    changed: list[ChangedAnswer]
    allowed_share: float

    @property
    def lost(self) -> int:
        """Golden questions that lost their answer."""
        return sum(changed.lost for changed in self.changed)

    @property
    def passed(self) -> bool:
        """Whether few enough were lost."""
        return self.lost <= self.allowed_share * self.golden


@dataclass(frozen=True)
class ChatSummary:
    """The past chats of an import; ``dropped`` counts pairs that were left out, by reason."""

    conversations: int
    messages: int
    pairs: int
    candidates: int
    dropped: dict[str, int]


@dataclass
class Report:
    """All that is known of an import. ``version`` is None when nothing was published.

    ``vanished`` is gone from the files and filed nowhere else; it was taken out of the version if
    ``pruned``. ``row_total`` counts the rows of the files, ``text_total`` the questions and answers in
    them, each of which has an outcome. ``retired`` has the keys of entries that are taken out
    entirely. ``similarity`` counts, in BINS from 0 to 1, how near each new phrasing is to the nearest
    one of another entry. ``contacts`` counts the rows in which a number or address was taken for the
    shop's own. ``entries`` counts those of the new version by category and language,
    with the script that their texts show. ``intent_notes`` say in a sentence each what is doubtful
    about the shop's own intents.
    """

    shop_id: str
    sources: list[Source] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    verdicts: list[RowVerdict] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    contacts: Counter[str] = field(default_factory=Counter)
    similarity: list[int] = field(default_factory=lambda: [0] * BINS)
    entries: Counter[tuple[str, LanguageTag]] = field(default_factory=Counter)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)
    vanished: list[Vanished] = field(default_factory=list)
    intent_notes: list[str] = field(default_factory=list)
    pruned: bool = False
    candidates: int = 0
    chats: ChatSummary | None = None
    stages: dict[str, Stage] = field(default_factory=dict)
    regression: Regression | None = None
    before: str | None = None
    version: str | None = None
    dry_run: bool = False
    row_total: int = 0
    text_total: int = 0

    def add(self, verdict: RowVerdict) -> None:
        """Counts a verdict, and lists it while there is room."""
        self.outcomes[verdict.outcome] += 1
        self.reasons.update(reason.code for reason in verdict.reasons)
        self.contacts.update(text for reason in verdict.reasons for text in reason.contacts)
        if self.outcomes[verdict.outcome] <= LISTED:
            self.verdicts.append(verdict)


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - LISTED_COLUMNS:,} more" if len(names) > LISTED_COLUMNS else ""
    return ", ".join(f"'{name[:40]}'" for name in names[:LISTED_COLUMNS]) + more
