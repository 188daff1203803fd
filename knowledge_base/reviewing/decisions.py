"""Decisions as rows, which the ordinary import publishes. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge_base.content.candidates import Decision, StoredCandidate, Verdict
from knowledge_base.content.entries import Entry
from knowledge_base.content.language_tags import (
    LanguageTag,
    script_in,
    takes_the_place,
    with_script,
)
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.rows import Row
from knowledge_base.privacy.masking import mask


def decision_with(
    stored: StoredCandidate,
    verdict: Verdict,
    *,
    entry: str,
    questions: Sequence[str],
    answer: str,
    category: str,
    by: str,
) -> Decision:
    """A decision with the texts as a person left them. Personal data in questions and the category
    is masked; what stands in the answer is for that person to decide."""
    masked = tuple(dict.fromkeys(map(mask, questions)))
    return Decision(stored.id, verdict, entry, masked, answer, mask(category), by)


def rows_of(
    decided: Iterable[tuple[StoredCandidate, Decision]], entries: Mapping[str, Entry]
) -> Iterator[Row]:
    """Rows that carry decisions out: an accepted candidate makes an entry, a merged one phrasings.

    The rows that an import has for an entry in a language replace what was stored. So rows of an
    entry that is among ``entries``, the shop's stored ones, repeat its phrasings before the new
    ones. Merging keeps the stored answer. A rejected candidate makes no row.
    """
    repeated = set()
    for stored, decision in decided:
        candidate = stored.candidate
        questions = list(decision.questions)
        key = decision.entry or candidate.entry or (key_of(questions[0]) if questions else "")
        if decision.verdict == "reject" or not key:
            continue
        known = entries.get(key)
        accepted = decision.verdict == "accept"
        language = candidate.language
        if known and questions:
            if not accepted:
                language = _tag_in(known, language, questions[0])
            if (key, language) not in repeated:
                repeated.add((key, language))
                questions = [*_displaced(known, language), *questions]
        # A new answer may come without a question: the stored phrasings stay then.
        for number, question in enumerate(questions or ([""] if accepted else [])):
            yield Row(
                file=candidate.file,
                line=candidate.line,
                entry=key,
                category=decision.category if accepted else "",
                language=language,
                question=question,
                answer=decision.answer if accepted and number == 0 else "",
            )


def _tag_in(known: Entry, tag: LanguageTag, question: str) -> LanguageTag:
    """The tag for a phrasing of ``known``: that of its script, if the entry has one for each."""
    scripts = [other for other in known.questions if script_in(other)]
    if tag != "zh" or not scripts:
        return tag
    shown = with_script(tag, question)
    return scripts[0] if shown == "zh" else shown


def _displaced(known: Entry, tag: LanguageTag) -> list[str]:
    """The stored phrasings whose place new ones under ``tag`` would take."""
    return [
        text
        for old, texts in known.questions.items()
        if takes_the_place(tag, old, "\n".join(texts))
        for text in texts
    ]
