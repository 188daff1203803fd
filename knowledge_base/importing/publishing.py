"""From rows in the scratch to a published version. All or nothing, and nothing seen before."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge_base.content.candidates import Candidate
from knowledge_base.content.entries import Content
from knowledge_base.errors import ImportingError
from knowledge_base.importing.clock import Clock
from knowledge_base.importing.doctor import Finding, examine
from knowledge_base.importing.errors import NothingToImportError, RegressionError
from knowledge_base.importing.gate import Answering, compare
from knowledge_base.importing.past_chats.chats import candidates_in
from knowledge_base.importing.report import Regression, Report
from knowledge_base.importing.reporting.rejects import RejectsFile
from knowledge_base.importing.scratch import Scratch
from knowledge_base.importing.settling import Settled, retire_vanished, settle
from knowledge_base.importing.waiting import candidates_of
from knowledge_base.index.shop_index import ShopIndex, calibration_for
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.progress import stage
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.vector_index import VectorIndex
from knowledge_base.storage.candidates import Candidates
from knowledge_base.storage.golden import GoldenQuestions
from knowledge_base.storage.staging import Staging

Confirm = Callable[[Report], bool]
"""Asks a person, who is shown the report, whether the version may be published."""


@dataclass(frozen=True)
class Wishes:
    """How an import is to be done.

    ``prune`` retires what vanished from the files; ``accept_changes`` publishes whatever the
    regression gate finds; ``approved`` says that a person decided on the rows. ``rejects`` is
    where rows go that were left out. ``reason`` goes into the list of versions.
    """

    dry_run: bool = False
    prune: bool = False
    accept_changes: bool = False
    approved: bool = False
    rejects: Path | None = None
    reason: str = "import"


class Publishing:
    """One run. ``confirm`` is asked before the pointer moves."""

    def __init__(
        self,
        base: KnowledgeBase,
        scratch: Scratch,
        report: Report,
        clock: Clock,
        wishes: Wishes,
        confirm: Confirm,
    ) -> None:
        self._base = base
        self._scratch = scratch
        self._report = report
        self._clock = clock
        self._wishes = wishes
        self._confirm = confirm

    def run(self) -> Report:
        """The finished report. Raises ImportingError, StoreError, EncoderError."""
        report = self._report
        candidates, report.chats = candidates_in(self._scratch, self._base.encoder, self._clock)
        with self._base.store.staging(report.shop_id) as staging:
            serving = self._base.store.published(report.shop_id)
            report.before = serving.name if serving else None
            with self._clock.stage("store", self._scratch.row_count):
                settled = self._settle(staging)
            index = self._index(staging, settled)
            candidates += candidates_of(settled.waiting)
            report.candidates = len(candidates)
            self._finish(settled)
            if not (settled.changed or settled.unchanged or settled.retired or candidates):
                raise NothingToImportError(report)
            if index is not None and self._may_publish():
                self._publish(staging, index)
        if not self._wishes.dry_run:
            self._keep(candidates)
        return report

    def _settle(self, staging: Staging) -> Settled:
        today = datetime.now(UTC).date()
        settled = settle(
            self._scratch,
            staging,
            today=today,
            approved=self._wishes.approved,
            progress=stage(self._clock.progress, "staging"),
        )
        if self._wishes.prune:
            files = [source.file for source in self._report.sources]
            settled.retired = retire_vanished(self._scratch, staging, files)
        return settled

    def _index(self, staging: Staging, settled: Settled) -> ShopIndex | None:
        """What would serve the new version; None when nothing changed."""
        if not (settled.changed or settled.retired):
            return None
        folder, clock, shop_id = self._base.folder, self._clock, staging.shop_id
        old = None
        if staging.base:
            with clock.stage("loading"):
                before = self._base.store.content(shop_id, staging.base)
                if before is None:
                    raise ImportingError(f"the published version of shop '{shop_id}' is gone")
                old = folder.load_or_build(before)
        content, encoded, meaning = self._examined(staging, settled, old)
        if old is not None and content.digest == old.content.digest:
            return None
        if not content.entries:
            raise ImportingError(f"nothing would be left in the base of shop '{shop_id}'")
        with clock.stage("index", len(content.phrasings)):
            index = folder.make(encoded, like=old, meaning=meaning, progress=clock.progress)
        self._report.entries = Counter(
            (entry.category, language) for entry in content.entries for language in entry.questions
        )
        if old is not None:
            with clock.stage("gate"):
                self._report.regression = self._compared(old, index)
        return index

    def _examined(
        self, staging: Staging, settled: Settled, old: ShopIndex | None
    ) -> tuple[Content, Encoded, VectorIndex | None]:
        """The staged content, less what contradicts an entry that is there, its vectors, and an
        index of these if there is one already."""
        folder, clock = self._base.folder, self._clock
        with clock.stage("store"):
            content = staging.content()
        with clock.stage("encoding", len(content.phrasings)):
            encoded = folder.encode(content, like=old, progress=clock.progress)
        with clock.stage("duplicates", len(content.phrasings)):
            examined = examine(encoded, settled.changed, clock.progress)
        self._report.similarity = examined.histogram
        held = self._held(examined.contradictions, settled)
        for found in examined.findings:
            if found.entry not in held:
                self._scratch.remark(found.entry, found.question, found.reason)
        if not held:
            return content, encoded, examined.index
        staging.restore(sorted(held))
        settled.added -= held
        content = staging.content()
        return content, encoded.narrowed(content), None

    def _held(self, contradictions: list[Finding], settled: Settled) -> set[str]:
        """New entries that answer a question otherwise than another entry; of two new ones the
        one that came later. What a person approved is not held."""
        held = set[str]()
        if self._wishes.approved:
            return held
        came = self._scratch.order()
        for found in sorted(contradictions, key=lambda found: -came.get(found.entry, -1)):
            if found.entry in settled.added and found.reason.other not in held:
                held.add(found.entry)
                rows = self._scratch.hold(found.entry, found.reason)
                waiting = settled.waiting.setdefault(found.entry, [])
                waiting += [(row, found.reason) for row in rows]
        return held

    def _compared(self, old: ShopIndex, new: ShopIndex) -> Regression:
        base, shop_id = self._base, self._report.shop_id
        asked = base.folder.asked(shop_id)
        before, after = (
            Answering(index, calibration_for(index, asked.all(), base.settings), base.encoder)
            for index in (old, new)
        )
        return compare(
            before,
            after,
            golden=GoldenQuestions(base.store.database).all(shop_id),
            asked=asked.texts(),
            allowed_share=base.settings.golden_loss_allowed,
        )

    def _finish(self, settled: Settled) -> None:
        report = self._report
        report.added, report.updated = len(settled.added), len(settled.updated)
        report.unchanged, report.retired = settled.unchanged, settled.retired
        report.row_total = self._scratch.row_count
        with ExitStack() as stack:
            rejects = self._wishes.rejects and stack.enter_context(
                RejectsFile(self._wishes.rejects)
            )
            for verdict in self._scratch.verdicts():
                report.add(verdict)
                if rejects:
                    rejects.add(verdict)
        report.stages = self._clock.stages()

    def _may_publish(self) -> bool:
        found = self._report.regression
        if found is not None and not found.passed and not self._wishes.accept_changes:
            raise RegressionError(self._report)
        return not self._wishes.dry_run and self._confirm(self._report)

    def _publish(self, staging: Staging, index: ShopIndex) -> None:
        folder = self._base.folder
        with self._clock.stage("store"):
            try:
                folder.write(index)
            except OSError as error:
                raise ImportingError(f"the index cannot be written: {error.strerror}") from error
            self._report.version = staging.publish(index.content, self._wishes.reason)
        self._report.stages = self._clock.stages()
        kept = self._base.store.versions(self._report.shop_id)[: self._base.settings.kept_versions]
        folder.remove_old(self._report.shop_id, {version.digest for version in kept})

    def _keep(self, candidates: list[Candidate]) -> None:
        store = Candidates(self._base.store.database)
        self._report.candidates = store.add(self._report.shop_id, candidates)
