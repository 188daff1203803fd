"""Reviews pending candidates in a terminal, one after the other."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Literal

import click
from rich.console import Console
from rich.text import Text

from knowledge_base.content.candidates import (
    CandidateStore,
    StoredCandidate,
    UnknownCandidateError,
    Verdict,
)
from knowledge_base.content.results import Match
from knowledge_base.errors import IndexMissingError
from knowledge_base.reviewing.decisions import decision_with
from knowledge_base.reviewing.display import CHOICES, show
from knowledge_base.reviewing.editing import Draft, Edit, Prompt, draft_of, edited

NEAREST = 3
"""StoredCandidate entries that are shown beside a candidate."""

Nearest = Callable[[str], Sequence[Match]]

_Step = Literal["accept", "merge", "reject", "skip"]


@dataclass(frozen=True)
class ReviewCounts:
    """The decisions of one session; ``left`` are still pending, skipped ones included."""

    accepted: int
    merged: int
    rejected: int
    left: int


def review(
    store: CandidateStore,
    shop_id: str,
    nearest: Nearest,
    console: Console,
    prompt: Prompt,
    *,
    entries: Container[str],
    edit: Edit = click.edit,
    by: str = "",
) -> ReviewCounts:
    """Shows pending candidates and stores each decision at once, so that stopping loses none.

    ``nearest`` returns the stored entries most like a question, ``prompt`` one typed line;
    ``entries`` are the keys to merge into. The end of the input, like Ctrl-C, quits.
    Raises StoreError.
    """
    session = _ReviewSession(store, shop_id, nearest, console, prompt, entries, edit, by)
    if not session.queue:
        console.print("Nothing waits for review. Candidates come from past chats and imports.")
        return session.counts()
    try:
        while session.position < len(session.queue) and session.next():
            pass
    except (KeyboardInterrupt, EOFError, click.Abort):
        console.print()
    done = session.counts()
    console.print(
        f"{done.accepted:,} accepted, {done.merged:,} merged, {done.rejected:,} rejected; "
        f"{done.left:,} still waiting"
    )
    return done


class _ReviewSession:
    def __init__(
        self,
        store: CandidateStore,
        shop_id: str,
        nearest: Nearest,
        console: Console,
        prompt: Prompt,
        entries: Container[str],
        edit: Edit,
        by: str,
    ) -> None:
        self.queue: list[StoredCandidate] = store.pending(shop_id)
        self.position = 0
        self._store = store
        self._shop_id = shop_id
        self._nearest = nearest
        self._console = console
        self._prompt = prompt
        self._entries = entries
        self._edit = edit
        self._by = by
        self._steps: list[_Step] = []

    def counts(self) -> ReviewCounts:
        """The decisions so far, without those that were undone."""
        accepted, merged, rejected = (
            self._steps.count(step) for step in ("accept", "merge", "reject")
        )
        left = len(self.queue) - accepted - merged - rejected
        return ReviewCounts(accepted, merged, rejected, left)

    def next(self) -> bool:
        """Handles the candidate at ``position``; False when the person quits."""
        stored = self.queue[self.position]
        draft = draft_of(stored.candidate)
        matches = self._matches(draft)
        self._show(stored, draft, matches)
        while True:
            choice = self._prompt("> ").strip().lower()[:1]
            if choice == "q":
                return False
            if choice == "u":
                self._undo()
                return True
            if choice == "s":
                self._advance("skip")
                return True
            if choice == "e":
                draft = edited(draft, self._edit, self._prompt)
                matches = self._matches(draft)
                self._show(stored, draft, matches)
            elif choice == "a":
                # A new answer of an entry needs no question: the entry has some.
                if draft.answer and (draft.questions or stored.candidate.entry):
                    return self._decide(stored, draft, "accept", stored.candidate.entry)
                self._warn("an entry needs a question and an answer: [e]dit it first")
            elif choice == "r":
                return self._decide(stored, draft, "reject", "")
            elif choice == "m":
                entry = self._entry_to_merge_into(matches)
                if entry:
                    return self._decide(stored, draft, "merge", entry)
            else:
                self._warn(f"type one of the letters: {CHOICES}")

    def _show(self, stored: StoredCandidate, draft: Draft, matches: Sequence[Match]) -> None:
        number, total = self.position + 1, len(self.queue)
        show(self._console, stored, draft, matches, number=number, total=total)

    def _matches(self, draft: Draft) -> Sequence[Match]:
        if not draft.questions:
            return []
        try:
            return self._nearest(draft.questions[0])[:NEAREST]
        except IndexMissingError:
            return []  # the first chats of a shop come before its first import

    def _entry_to_merge_into(self, matches: Sequence[Match]) -> str:
        shown = f"1–{len(matches)} or its key" if matches else "its key"
        typed = self._prompt(f"into which entry ({shown}; empty: none): ").strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(matches):
            return matches[int(typed) - 1].entry
        if typed and typed not in self._entries:
            self._warn(f"there is no entry '{typed}'")
            return ""
        return typed

    def _decide(self, stored: StoredCandidate, draft: Draft, verdict: Verdict, entry: str) -> bool:
        decision = decision_with(
            stored,
            verdict,
            entry=entry,
            questions=draft.questions,
            answer=draft.answer,
            category=draft.category,
            by=self._by,
        )
        try:
            self._store.decide(self._shop_id, decision)
        except UnknownCandidateError as error:
            # Somebody else decided first.
            self._warn(str(error))
            self._advance("skip")
            return True
        self._advance(verdict)
        return True

    def _advance(self, step: _Step) -> None:
        self._steps.append(step)
        self.position += 1

    def _undo(self) -> None:
        if not self._steps:
            self._warn("there is nothing to undo")
            return
        self.position -= 1
        if self._steps[-1] != "skip":
            try:
                self._store.reopen(self._shop_id, self.queue[self.position].id)
            except UnknownCandidateError as error:
                self._warn(str(error))
                self.position += 1
                return
        self._steps.pop()

    def _warn(self, text: str) -> None:
        self._console.print(Text(text, style="yellow"))
