"""From rows in the buffer to a published version: all or nothing, and invisible before."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

from knowledge_base.content.candidates import Candidate
from knowledge_base.content.entries import Content, Entry
from knowledge_base.content.own_intents import is_own_intent
from knowledge_base.errors import ImportingError
from knowledge_base.importing.checking.agreement import CONFLICTS, entries_agree
from knowledge_base.importing.errors import NothingToImportError, RegressionError
from knowledge_base.importing.filing import (
    Gone,
    Renamed,
    Scope,
    gone_from,
    named_filings,
    notes_on,
    renamed_files,
)
from knowledge_base.importing.learning import (
    concerns_intent,
    stage_intents,
    told,
    without_target,
)
from knowledge_base.importing.naming import name_rows
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.past_chats.candidates import candidates_in
from knowledge_base.importing.regression_check import ServedVersion, compare_versions
from knowledge_base.importing.report import Regression, Report
from knowledge_base.importing.reporting.rejects import rejects_file
from knowledge_base.importing.review_candidates import candidates_of
from knowledge_base.importing.row_buffer import RowBuffer
from knowledge_base.importing.similarity_check import Finding, compare_entries
from knowledge_base.importing.stage_timer import StageTimer
from knowledge_base.importing.staging import MayReplace, StagedChanges, merge_rows
from knowledge_base.index.adaptation import calibration_for
from knowledge_base.index.shop_index import ShopIndex
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.progress import stage
from knowledge_base.search.phrasings import Encoded
from knowledge_base.search.vector_index import VectorIndex
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.golden import GoldenQuestions
from knowledge_base.storage.staging import Staging

Confirm = Callable[[Report], bool]
"""Shows a person the report and asks whether the version may be published."""


def _is_new(doubt: Finding, known: Mapping[str, Entry]) -> bool:
    """Whether an entry did not contradict the other one before this import."""
    entry, other = known.get(doubt.entry), known.get(doubt.reason.other)
    if entry is None or other is None:
        return True
    asked = any(doubt.question in texts for texts in entry.questions.values())
    return not (asked and entries_agree(entry.answers, other.answers) in CONFLICTS)


class Publishing:
    """One import, from its rows to the end. ``confirm`` is called before the pointer moves."""

    def __init__(
        self,
        knowledge_base: KnowledgeBase,
        buffer: RowBuffer,
        report: Report,
        timer: StageTimer,
        options: ImportOptions,
        confirm: Confirm,
        may_replace: MayReplace = lambda _: False,
    ) -> None:
        self._knowledge_base = knowledge_base
        self._indexes = knowledge_base.index_store
        self._buffer = buffer
        self._report = report
        self._timer = timer
        self._options = options
        self._confirm = confirm
        self._may_replace = may_replace

    def run(self) -> Report:
        """The finished report. Raises ImportingError, UnwritableFileError, StoreError, EncoderError."""
        report, timer, buffer = self._report, self._timer, self._buffer
        store = self._knowledge_base.store
        candidates, report.chats = candidates_in(buffer, self._knowledge_base.encoder, timer)
        with store.staging(report.shop_id) as staging:
            published = store.published(report.shop_id)
            report.before = published.name if published else None
            with timer.stage("store", buffer.text_count):
                changes = self._stage(staging)
            index = self._index(staging, changes)
            candidates += candidates_of(changes.for_review)
            report.candidates = len(candidates)
            self._complete_report(changes)
            if not (changes.changed or changes.unchanged or changes.retired or candidates):
                raise NothingToImportError(report)
            if index is not None and self._may_publish():
                self._publish(staging, index)
            elif index is None and not self._options.dry_run:
                staging.keep_filings()
        if not self._options.dry_run:
            self._store_candidates(candidates)
        return report

    def _stage(self, staging: Staging) -> StagedChanges:
        report, options = self._report, self._options
        unnamed = self._buffer.files_with_unnamed_rows()
        scope = Scope(
            report.sources,
            sheets_only=options.sheets_only,
            replaces=options.replaces,
            unclear=unnamed | self._buffer.files_with_messages(),
            versions=[v.name for v in self._knowledge_base.store.versions(report.shop_id)],
        )
        counted: list[str] = []
        if not options.approved:
            counted = name_rows(self._buffer, staging, scope, numbers=options.numbers_name_rows)
        gone: dict[str, Gone] = {}
        renamed: dict[str, Renamed] = {}
        if report.sources and staging.parent_version:
            every = staging.all_stored()
            stored = [filed for filed in every if not is_own_intent(filed.entry.key)]
            named = named_filings(self._buffer.named_texts(), scope)
            gone = gone_from(stored, named, scope)
            if not options.replaces:
                files = [s.file for s in report.sources if "version" not in s.columns]
                renamed = renamed_files(stored, named, files)
        report.sources = [
            replace(
                source,
                warnings=(*source.warnings, *notes_on(source, unnamed, counted, renamed)),
            )
            for source in report.sources
        ]
        report.pruned = options.prune
        changes = merge_rows(
            self._buffer,
            staging,
            scope,
            today=datetime.now(UTC).date(),
            gone=gone if options.prune else {},
            own=self._knowledge_base.settings.contacts_of(report.shop_id),
            approved=options.approved,
            may_replace=self._may_replace,
            progress=stage(self._timer.progress, "staging"),
        )
        if options.intents is not None:
            stage_intents(options.intents, staging, changes)
        report.vanished = [
            lost.vanished
            for key, lost in sorted(gone.items())
            if lost.texts and key not in changes.left_out
        ]
        return changes

    def _index(self, staging: Staging, changes: StagedChanges) -> ShopIndex | None:
        """The index of the new version; None when nothing changed."""
        if not (changes.changed or changes.retired):
            return None
        timer, shop_id = self._timer, staging.shop_id
        old = self._old_index(staging)
        content, encoded, meaning = self._checked_content(staging, changes, old)
        if old is not None and content.digest == old.content.digest:
            return None
        if not content.entries:
            raise ImportingError(f"shop '{shop_id}' would have no entries left")
        with timer.stage("index", len(content.phrasings)):
            index = self._indexes.assemble(
                encoded, previous=old, meaning=meaning, progress=timer.progress
            )
        self._report.entries = Counter(
            (entry.category, tag) for entry in content.entries for tag in entry.written_tags
        )
        if old is not None:
            with timer.stage("regression"):
                self._report.regression = self._regression(old, index)
        return index

    def _old_index(self, staging: Staging) -> ShopIndex | None:
        """The index of the version that is published now; None before the first import."""
        if not staging.parent_version:
            return None
        shop_id = staging.shop_id
        with self._timer.stage("loading"):
            content = self._knowledge_base.store.content(shop_id, staging.parent_version)
            if content is None:
                raise ImportingError(f"the published version of shop '{shop_id}' is gone")
            return self._indexes.load_or_rebuild(content)

    def _checked_content(
        self, staging: Staging, changes: StagedChanges, old: ShopIndex | None
    ) -> tuple[Content, Encoded, VectorIndex | None]:
        """The staged content, without what contradicts a stored entry; its vectors; and an index of
        these, where there is one already."""
        timer = self._timer
        with timer.stage("store"):
            content = staging.content()
        with timer.stage("encoding", len(content.phrasings)):
            encoded = self._indexes.encode(content, previous=old, progress=timer.progress)
        with timer.stage("duplicates", len(content.phrasings)):
            comparison = compare_entries(
                encoded, changes.changed, timer.progress, may_replace=self._rewording(changes)
            )
        self._report.similarity = comparison.histogram
        known = old.content.by_key if old else {}
        doubts = [
            doubt
            for doubt in comparison.doubts
            if _is_new(doubt, known) and not concerns_intent(doubt)
        ]
        held_back = self._hold_back(doubts, changes)
        for found in comparison.findings:
            if concerns_intent(found):
                self._report.intent_notes.append(told(found))
            elif found.entry not in held_back:
                self._buffer.add_reason(found.entry, found.question, found.reason)
        self._report.intent_notes += without_target(content)
        if not held_back:
            return content, encoded, comparison.index
        staging.unstage(sorted(held_back))
        changes.added -= held_back
        changes.updated -= held_back
        content = staging.content()
        return content, encoded.narrowed(content), None

    def _rewording(self, changes: StagedChanges) -> Callable[[str, str], bool]:
        """Whether a new entry may be an entry in other words that is gone from the same file."""
        gone = {item.entry: item.file for item in self._report.vanished if not item.languages}

        def may_replace(new: str, old: str) -> bool:
            return old in gone and new in changes.added and changes.files[new] == gone[old]

        return may_replace

    def _hold_back(self, doubts: list[Finding], changes: StagedChanges) -> set[str]:
        """Sends entries to review that contradict another one (of two new ones the later), or that
        look like another one in other words: they are offered as its new text.

        Returns their keys. What a person approved is not held back.
        """
        held_back = set[str]()
        if self._options.approved:
            return held_back
        first = self._buffer.first_positions()
        doubts.sort(key=lambda doubt: doubt.reason.code != "reworded")
        for found in sorted(doubts, key=lambda doubt: -first.get(doubt.entry, -1)):
            key, other = found.entry, found.reason.other
            if key not in held_back and other not in held_back:
                held_back.add(key)
                between = [d.reason for d in doubts if (d.entry, d.reason.other) == (key, other)]
                reasons = tuple({reason.code: reason for reason in between}.values())
                rows = self._buffer.hold_back(key, reasons)
                meant_for = other if found.reason.code == "reworded" else key
                for_review = changes.for_review.setdefault(meant_for, [])
                for_review += [(row, found.reason) for row in rows]
        return held_back

    def _regression(self, old: ShopIndex, new: ShopIndex) -> Regression:
        knowledge_base, shop_id = self._knowledge_base, self._report.shop_id
        settings, encoder = knowledge_base.settings, knowledge_base.encoder
        log = self._indexes.question_log(shop_id)
        before, after = (
            ServedVersion(index, calibration_for(index, log.all(), settings), encoder)
            for index in (old, new)
        )
        return compare_versions(
            before,
            after,
            golden=GoldenQuestions(knowledge_base.store.database).all(shop_id),
            asked=log.texts(),
            allowed_share=settings.golden_loss_allowed,
        )

    def _complete_report(self, changes: StagedChanges) -> None:
        report = self._report
        report.added, report.updated = len(changes.added), len(changes.updated)
        report.unchanged, report.retired = changes.unchanged, changes.retired
        report.row_total, report.text_total = self._buffer.row_count, self._buffer.text_count
        with ExitStack() as stack:
            rejects = self._options.rejects and stack.enter_context(
                rejects_file(self._options.rejects)
            )
            for verdict in self._buffer.verdicts():
                report.add(verdict)
                if rejects:
                    rejects(verdict)
        report.stages = self._timer.stages()

    def _may_publish(self) -> bool:
        found = self._report.regression
        if found is not None and not found.passed and not self._options.accept_changes:
            raise RegressionError(self._report)
        return not self._options.dry_run and self._confirm(self._report)

    def _publish(self, staging: Staging, index: ShopIndex) -> None:
        store, report = self._knowledge_base.store, self._report
        with self._timer.stage("store"):
            self._indexes.write(index)
            report.version = staging.publish(index.content, self._options.reason)
        report.stages = self._timer.stages()
        kept = store.versions(report.shop_id)[: self._knowledge_base.settings.kept_versions]
        self._indexes.remove_old(report.shop_id, {version.digest for version in kept})

    def _store_candidates(self, candidates: list[Candidate]) -> None:
        store = SqlCandidateStore(self._knowledge_base.store.database)
        self._report.candidates = store.add(self._report.shop_id, candidates)
