"""Masks what is stored of a shop already, by the rules of an import, and publishes that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.content.candidates import Candidate, fingerprint
from knowledge_base.content.entries import Entry
from knowledge_base.content.filings import texts_of
from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag
from knowledge_base.content.own_intents import is_own_intent
from knowledge_base.errors import ImportingError
from knowledge_base.importing.checking.personal_data import waits
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.personal_data.scan import Scan
from knowledge_base.privacy.masking import mask
from knowledge_base.privacy.pseudonyms import Pseudonyms
from knowledge_base.progress import Progress, silent
from knowledge_base.storage.candidate_texts import CandidateText, rewrite_candidates
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.erasing import rewrite_reasons
from knowledge_base.storage.golden import GoldenQuestion, GoldenQuestions
from knowledge_base.storage.staging import Change, Staging
from knowledge_base.storage.store import Revision


@dataclass
class Masked:
    """How much was changed: entries, what was ``withdrawn`` and waits for a person now, and texts
    elsewhere.

    ``version`` is None when no entry had to change. ``golden_merged`` were removed, since an earlier
    golden question has the same text now; ``golden_orphaned`` stay, though their entry is not
    published.
    """

    version: str | None = None
    entries: int = 0
    withdrawn: int = 0
    candidates: int = 0
    golden: int = 0
    golden_merged: list[GoldenQuestion] = field(default_factory=list)
    golden_orphaned: list[GoldenQuestion] = field(default_factory=list)


@dataclass
class _Changes:
    put: list[Change] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    withdrawn: list[Candidate] = field(default_factory=list)


def mask_stored(knowledge_base: KnowledgeBase, shop_id: str, progress: Progress = silent) -> Masked:
    """Publishes the shop's entries without personal data, and masks candidates, golden questions,
    the log of questions and the list of versions.

    What an import would hold back is withdrawn and waits in the review. The older versions keep
    what they hold. Raises ImportingError when no entry would be left, and
    StoreError.
    """
    store, hide = knowledge_base.store, Pseudonyms(knowledge_base.store.pseudonym_secret)
    scan = Scan(knowledge_base, shop_id)
    done = Masked()
    with store.staging(shop_id) as staging:
        serving = [
            found
            for found in store.history(shop_id)
            if found.until is None and not is_own_intent(found.entry.key)
        ]
        changes = _changes(serving, scan, hide)
        # First, so that nothing is lost if this run is interrupted.
        done.withdrawn = SqlCandidateStore(store.database).add(shop_id, changes.withdrawn)
        if changes.put or changes.retired:
            done.version = _publish(knowledge_base, staging, changes, progress)
            done.entries = len({*changes.retired, *(change.entry.key for change in changes.put)})
    done.candidates = mask_candidates(knowledge_base, shop_id)
    _mask_golden(knowledge_base, shop_id, hide, done)
    knowledge_base.index_store.question_log(shop_id).rewrite(mask)
    reasons = {version.number: version.reason for version in store.versions(shop_id)}
    hidden = {number: hide(reason) for number, reason in reasons.items()}
    rewrite_reasons(
        store.database, shop_id, {n: new for n, new in hidden.items() if new != reasons[n]}
    )
    return done


def mask_candidates(knowledge_base: KnowledgeBase, shop_id: str) -> int:
    """Masks the texts of candidates and returns how many changed. Stays: an answer that waits for
    a person, and one that a person let pass."""
    store = knowledge_base.store
    scan, hide = Scan(knowledge_base, shop_id), Pseudonyms(store.pseudonym_secret)

    def masked(item: CandidateText) -> str:
        if item.kind == "name":
            return hide(item.text)
        if item.kind == "text":
            return mask(item.text)
        return mask(item.text) if item.done and scan.in_answer(item.text) else item.text

    return rewrite_candidates(store.database, shop_id, masked)


def _changes(serving: Sequence[Revision], scan: Scan, hide: Pseudonyms) -> _Changes:
    changes = _Changes()
    keys = {revision.entry.key for revision in serving}
    for revision in serving:
        old, file = revision.entry, hide(revision.file)
        clean = _masked(old, hide)
        new = replace(
            clean,
            questions=_kept_questions(old, clean),
            answers={name: text for name, text in old.answers.items() if not scan.in_answer(text)},
        )
        whole = bool(new.questions and new.answers)
        changes.withdrawn += _candidates(clean, new, file, revision.line)
        if not whole or new.key != old.key:
            changes.retired.append(old.key)
        taken = new.key != old.key and new.key in keys  # an import brought it in again, hidden
        filings = frozenset(
            replace(filing, file=hide(filing.file), sheet=hide(filing.sheet))
            for filing in revision.filings
            if filing.text in texts_of(new)
        )
        hidden = file != revision.file or filings != revision.filings
        if whole and not taken and (new != old or hidden):
            changes.put.append(Change(new, file, revision.line, filings))
    return changes


def _masked(entry: Entry, hide: Pseudonyms) -> Entry:
    return replace(
        entry,
        key=hide(entry.key),
        category=mask(entry.category),
        source=hide(entry.source),
        questions={name: tuple(map(mask, texts)) for name, texts in entry.questions.items()},
    )


def _kept_questions(old: Entry, clean: Entry) -> dict[LanguageTag, tuple[str, ...]]:
    kept = {
        name: tuple(
            dict.fromkeys(
                masked
                for question, masked in zip(questions, clean.questions[name], strict=True)
                if not waits(question)
            )
        )
        for name, questions in old.questions.items()
    }
    return {name: questions for name, questions in kept.items() if questions}


def _candidates(clean: Entry, new: Entry, file: str, line: int) -> Iterator[Candidate]:
    """What the entry loses, one candidate for each language; all of it where it is retired."""
    left = new if new.questions and new.answers else Entry(new.key)
    for language in LANGUAGE_TAGS:
        questions, answer = clean.questions.get(language, ()), clean.answers.get(language, "")
        lost = [text for text in questions if text not in left.questions.get(language, ())]
        if answer and language not in left.answers:
            lost = list(questions)
        elif not lost:
            continue
        questions = tuple(dict.fromkeys(lost))
        yield Candidate(
            fingerprint=fingerprint(questions, answer, clean.key),
            questions=questions,
            answer=answer,
            language=language,
            category=clean.category,
            file=file,
            line=line,
            reason="personal_data",
            detail="it was published before its personal data was found",
            entry=clean.key,
        )


def _publish(
    knowledge_base: KnowledgeBase, staging: Staging, changes: _Changes, progress: Progress
) -> str:
    staging.retire(changes.retired)
    staging.put(changes.put)
    content = staging.content()
    if not content.entries:
        raise ImportingError(
            f"shop '{staging.shop_id}' would have no entries left; import others first"
        )
    knowledge_base.index_store.rebuild(content, progress)
    return staging.publish(content, "personal data masked")


def _mask_golden(
    knowledge_base: KnowledgeBase, shop_id: str, hide: Pseudonyms, done: Masked
) -> None:
    golden = GoldenQuestions(knowledge_base.store.database)
    content = knowledge_base.store.content(shop_id)
    published = content.by_key if content else {}
    kept: dict[str, GoldenQuestion] = {}
    changed: dict[str, GoldenQuestion | None] = {}
    for old in golden.all(shop_id):
        new = GoldenQuestion(mask(old.question), hide(old.entry))
        if new.question in kept:
            changed[old.question] = None
            done.golden_merged.append(new)
            continue
        kept[new.question] = new
        if new != old:
            changed[old.question] = new
    golden.rewrite(shop_id, changed)
    done.golden = len(changed)
    done.golden_orphaned = [new for new in kept.values() if new.entry not in published]
