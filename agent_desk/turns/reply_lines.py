"""A final decision in the lines that the visitor reads; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from agent_desk.domain.language import base_language
from agent_desk.domain.lines import Choice, Line, Source
from agent_desk.domain.vocabulary import Language
from agent_desk.orders.model import Order
from agent_desk.orders.own_orders import ORDERS_OFFERED, choice_label
from agent_desk.orders.wording import also_named, worded
from agent_desk.rasa.turn import Utterance
from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    FinalDecision,
    HandOff,
    Nothing,
    OfferOrders,
    Say,
    Show,
    Wait,
)
from agent_desk.wording.desk import DeskTexts, desk_texts, in_script
from agent_desk.wording.own_orders import own_order_texts
from agent_desk.wording.wording import Wording
from knowledge_base import Match
from knowledge_base.content.buttons import Button


def lines_of(decision: FinalDecision, wording: Wording) -> list[Line]:
    """The bubbles that say ``decision``; none when the handoff itself speaks."""
    language = wording.language
    texts = desk_texts(language)
    person = Choice(id="person", kind="person", label=in_script(texts.talk_to_person, language))
    match decision:
        case Answer(match=match, texts=after):
            return [_stored_answer(match, language), *_said(after, wording)]
        case Clarify(matches=matches, texts=before):
            choices = [Choice(id=m.entry, kind="question", label=m.question) for m in matches]
            asked = Line(in_script(texts.did_you_mean, language), choices=(*choices, person))
            # The question with its chips stays last: chips belong to the newest line.
            return [*_said(before, wording), asked]
        case Nothing(texts=after):
            excuse = Line(in_script(texts.nothing_found, language))
            return _with_chip([excuse, *_said(after, wording)], person)
        case AskNumbersAgain(texts=said):
            return _with_chip(_said(said, wording), person)
        case Say(texts=said):
            return _said(said, wording)
        case Show(found=found, topic=topic, others=others):
            shown = Line(worded(found, topic=topic, language=language))
            return [shown, *_also_named(others, language)]
        case OfferOrders(orders=orders):
            return [_offered(orders, language)]
        case Wait():
            return [Line(in_script(texts.one_moment, language))]
        case HandOff(absence=None):
            return [Line(in_script(_calling(decision, texts), language))]
        case HandOff():
            return []
        case _:
            assert_never(decision)


def _offered(orders: tuple[Order, ...], language: Language) -> Line:
    """The question which order is meant, with the newest as chips."""
    texts = own_order_texts(language)
    chips = [
        Choice(id=order.order_number, kind="order", label=choice_label(order, language))
        for order in orders[:ORDERS_OFFERED]
    ]
    other = Choice(id="other_order", kind="other_order", label=texts.other_order)
    return Line(texts.which_order, choices=(*chips, other))


def _with_chip(lines: list[Line], chip: Choice) -> list[Line]:
    """Chips belong to the newest line."""
    return [*lines[:-1], *(replace(line, choices=(chip,)) for line in lines[-1:])]


def _also_named(numbers: tuple[str, ...], language: Language) -> list[Line]:
    chips = tuple(Choice(id=number, kind="order", label=number) for number in numbers)
    return [Line(also_named(numbers, language), choices=chips)] if numbers else []


def _calling(decision: HandOff, texts: DeskTexts) -> str:
    if decision.locked:
        return texts.order_locked
    return texts.handed_off.get(decision.reason, texts.handed_off_default)


def _stored_answer(match: Match, language: Language) -> Line:
    translated = match.answer_language != base_language(language)
    return Line(
        match.answer or in_script(desk_texts(language).see_page, language),
        choices=tuple(_choice(button, number) for number, button in enumerate(match.buttons)),
        source=Source(
            entry=match.entry,
            question=match.question,
            language=match.answer_language,
            translated=translated,
        ),
    )


def _choice(button: Button, number: int) -> Choice:
    if button.url:
        return Choice(id=f"link-{number}", kind="link", label=button.label, url=button.url)
    return Choice(id=button.entry, kind="question", label=button.label)


def _said(texts: tuple[Utterance, ...], wording: Wording) -> list[Line]:
    return [Line(wording.utter(text)) for text in texts]
