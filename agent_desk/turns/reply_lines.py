"""A final decision in the lines that the visitor reads; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from agent_desk.domain.language import base_language
from agent_desk.domain.lines import Choice, Line, Source
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order
from agent_desk.orders.own_orders import ORDERS_OFFERED, choice_label
from agent_desk.orders.wording import also_named, links_of, worded
from agent_desk.rasa.turn import Utterance
from agent_desk.texts.catalogue import Texts
from agent_desk.texts.other_languages import SPEAKS_CHINESE_AND_ENGLISH
from agent_desk.turns.decision import (
    WRONG_ANSWER,
    Answer,
    AskNumbersAgain,
    Clarify,
    FinalDecision,
    HandOff,
    Nothing,
    OfferOrders,
    OfferOthers,
    Say,
    SaySpoken,
    Show,
    Wait,
)
from agent_desk.wording.wording import Wording
from knowledge_base import Match
from knowledge_base.content.buttons import Button


def lines_of(decision: FinalDecision, wording: Wording) -> list[Line]:
    """The bubbles that say ``decision``; none when the handoff itself speaks."""
    texts = wording.texts
    person = Choice(id="person", kind="person", label=wording.say(texts.talk_to_person))
    match decision:
        case Answer(match=match, texts=after):
            return [_stored_answer(match, wording), *_said(after, wording)]
        case Clarify(matches=matches, texts=before):
            choices = [Choice(id=m.entry, kind="question", label=m.question) for m in matches]
            asking = texts.perhaps_you_mean if decision.unlikely else texts.did_you_mean
            asked = Line(wording.say(asking), choices=(*choices, person))
            # The question with its chips stays last: chips belong to the newest line.
            return [*_said(before, wording), asked]
        case OfferOthers(matches=matches):
            chips = [Choice(id=m.entry, kind="question", label=m.question) for m in matches]
            return [Line(wording.say(_offering_others(decision, texts)), choices=(*chips, person))]
        case Nothing(texts=after):
            excuse = Line(wording.say(texts.nothing_found))
            return _with_chip([excuse, *_said(after, wording)], person)
        case AskNumbersAgain(texts=said):
            return _with_chip(_said(said, wording), person)
        case Say(texts=said, offers_person=True):
            return _with_chip(_said(said, wording), person)
        case Say(texts=said):
            return _said(said, wording)
        case SaySpoken(language=language):
            return [Line(SPEAKS_CHINESE_AND_ENGLISH[language], choices=(person,))]
        case Show(found=found, topic=topic, others=others):
            return [_shown(found, topic, wording), *_also_named(others, wording)]
        case OfferOrders(orders=orders):
            return [_offered(orders, wording)]
        case Wait():
            return [Line(wording.say(texts.one_moment))]
        case HandOff():
            return [Line(wording.say(_calling(decision, texts)))]
        case _:
            assert_never(decision)


def _shown(found: Found, topic: str, wording: Wording) -> Line:
    links = links_of(found, topic=topic, wording=wording)
    return Line(
        worded(found, topic=topic, wording=wording),
        choices=tuple(_link(number, *link) for number, link in enumerate(links)),
    )


def _offered(orders: tuple[Order, ...], wording: Wording) -> Line:
    """The question which order is meant, with the newest as chips."""
    chips = [
        Choice(id=order.order_number, kind="order", label=choice_label(order, wording))
        for order in orders[:ORDERS_OFFERED]
    ]
    other = Choice(
        id="other_order", kind="other_order", label=wording.say(wording.texts.other_order)
    )
    return Line(wording.say(wording.texts.which_order), choices=(*chips, other))


def _with_chip(lines: list[Line], chip: Choice) -> list[Line]:
    """Chips belong to the newest line."""
    return [*lines[:-1], *(replace(line, choices=(chip,)) for line in lines[-1:])]


def _also_named(numbers: tuple[str, ...], wording: Wording) -> list[Line]:
    chips = tuple(Choice(id=number, kind="order", label=number) for number in numbers)
    return [Line(also_named(numbers, wording), choices=chips)] if numbers else []


def _offering_others(decision: OfferOthers, texts: Texts) -> str:
    if decision.reason == WRONG_ANSWER:
        return texts.wrong_answer if decision.matches else texts.wrong_answer_alone
    return texts.same_again if decision.matches else texts.same_again_alone


def _calling(decision: HandOff, texts: Texts) -> str:
    if decision.locked:
        return texts.order_locked
    return texts.of_code("handed_off", decision.reason) or texts.handed_off


def _stored_answer(match: Match, wording: Wording) -> Line:
    translated = match.answer_language != base_language(wording.language)
    return Line(
        match.answer or wording.say(wording.texts.see_page),
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
        return _link(number, button.label, button.url)
    return Choice(id=button.entry, kind="question", label=button.label)


def _link(number: int, label: str, url: str) -> Choice:
    return Choice(id=f"link-{number}", kind="link", label=label, url=url)


def _said(texts: tuple[Utterance, ...], wording: Wording) -> list[Line]:
    return [Line(wording.utter(text)) for text in texts]
