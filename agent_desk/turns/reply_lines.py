"""What the bot decided, in lines that the visitor reads; pure."""

from __future__ import annotations

from agent_desk.domain.language import base_language
from agent_desk.domain.lines import Choice, Line, Source
from agent_desk.domain.vocabulary import Language
from agent_desk.texts import desk_texts, in_script
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    Decision,
    HandOff,
    Nothing,
    Perform,
    Say,
)
from knowledge_base import Match


def lines_of(decision: Decision, language: Language, *, words: str | None = None) -> list[Line]:
    """The bubbles that say ``decision``; ``words`` take the place of a handoff's usual ones."""
    texts = desk_texts(language)
    person = Choice(id="person", kind="person", label=in_script(texts.talk_to_person, language))
    match decision:
        case Answer(match=match, texts=after):
            return [_stored_answer(match, language), *_said(after, language)]
        case Clarify(matches=matches, texts=after):
            choices = [
                Choice(id=m.entry, kind="question", label=in_script(m.question, language))
                for m in matches
            ]
            asked = Line(in_script(texts.did_you_mean, language), choices=(*choices, person))
            # The question with its chips stays last: chips belong to the newest line.
            return [*_said(after, language), asked]
        case Nothing(texts=after):
            offer = Line(in_script(texts.nothing_found, language), choices=(person,))
            return [*_said(after, language), offer]
        case Say(texts=said):
            return _said(said, language)
        case HandOff(reason=reason):
            said_by_default = texts.handed_off.get(reason, texts.handed_off_default)
            return [Line(in_script(words or said_by_default, language))]
        case Perform():
            raise AssertionError("what is performed is worded from its outcome")


def _stored_answer(match: Match, language: Language) -> Line:
    translated = match.answer_language != base_language(language)
    return Line(
        in_script(match.answer, language),
        source=Source(
            entry=match.entry,
            question=in_script(match.question, language),
            language=match.answer_language,
            translated=translated,
        ),
    )


def _said(texts: tuple[str, ...], language: Language) -> list[Line]:
    return [Line(in_script(text, language)) for text in texts]
