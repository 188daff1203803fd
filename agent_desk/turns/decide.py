"""What the bot does with a turn: one pure function, ``decide``, holds all of the policy.

It weighs what Rasa understood, what the knowledge base found and how the
conversation stands. A person is never out of reach: what cannot be decided is
handed over.
"""

from __future__ import annotations

from agent_desk.domain.dialogue_memory import DialogueMemory
from agent_desk.rasa.turn import RasaTurn, Utterance
from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.choosing import chosen_entry, meant_order
from agent_desk.turns.decision import (
    NO_QUESTION,
    UNLIKELY,
    Answer,
    Clarify,
    Complete,
    Consult,
    Decision,
    FetchEntry,
    FinalDecision,
    Nothing,
    OfferOthers,
    Say,
    SaySpoken,
    SearchOnceMore,
    Wait,
)
from agent_desk.turns.evidence import Evidence, Unavailable
from agent_desk.turns.follow_ups import is_same_question, leads_on
from agent_desk.turns.in_hand import rejects_all
from agent_desk.turns.looking_up import (
    LOOK_UPS,
    asks_for_own_order,
    looked_up,
    named_order,
    of_what_is_in_hand,
    own_order,
)
from agent_desk.turns.person_requests import agrees, asks_for_person
from agent_desk.turns.question import Question, Standing
from agent_desk.turns.weighing import UNAVAILABLE, call_person, give, sure_match
from agent_desk.turns.wishes import asks, asks_how, asks_to_look_up, names_order, wants_something
from bot.wishes import wants, withdraws
from knowledge_base import Match, SearchResult
from knowledge_base.content.own_intents import is_own_intent

LONG_FOR_A_COURTESY = 8
"""Characters from which a courtesy with a word of asking is likely to be a question."""


def decide(evidence: Evidence, policy: PolicySettings) -> Decision:
    """The next step of the turn: a request for more evidence, or the final decision.

    The answer to a request goes into ``evidence``, and ``decide`` is asked again.
    Each request is made once at most, so that a final decision always follows.
    """
    question = evidence.question
    if question.standing.tries_used_up:
        return call_person(UNAVAILABLE, question.standing)
    entry = question.entry or chosen_entry(question)
    if entry is not None and evidence.chosen is None:
        return FetchEntry(entry)
    if isinstance(evidence.chosen, Match):
        return give(Answer(evidence.chosen, reason="choice_selected"), question.standing)
    if question.other_order:
        return Say((Utterance("ask_order_number"),), reason="form")
    number = meant_order(question)
    if number is not None:
        return named_order(number, evidence)
    # The label of an entry that was retired since it was offered is a question like any other.
    if evidence.rasa is None or evidence.search is None:
        return Consult()
    if isinstance(evidence.rasa, Unavailable):
        return _without_rasa(evidence.rasa, evidence.found, question)
    language = evidence.other_language
    if language is not None and not _is_understood(evidence.rasa):
        if question.memory.other_language == language:
            return call_person("other_language", question.standing)
        return SaySpoken(language)
    if evidence.rasa.act("offer_others") or _refuses_choices(evidence.rasa, question):
        return _others(evidence)
    completion = evidence.completion
    if completion is not None and evidence.completed is None and _is_asked(evidence.rasa, evidence):
        return Complete(completion)
    return _not_twice(_with_rasa(evidence.rasa, evidence, policy), evidence)


def _not_twice(decision: Decision, evidence: Evidence) -> Decision:
    """``decision``, unless it is the answer that was just given, to another question.

    Who asks the same again in the same words gets the same answer.
    """
    memory, found = evidence.question.memory, evidence.found
    if (
        not isinstance(decision, Answer)
        or decision.match.entry != memory.answered
        or decision.texts
        or found is None
        or evidence.is_completed
        or is_same_question(evidence.text, memory.question)
    ):
        return decision
    return OfferOthers(_unseen(found, memory), reason="same_again")


def _unseen(found: SearchResult, memory: DialogueMemory) -> tuple[Match, ...]:
    return tuple(one for one in found.matches if one.entry not in memory.shown)[:3]


def _is_understood(turn: RasaTurn) -> bool:
    """Whether a line in another language has a number to look up. Its words mean nothing to Rasa."""
    return bool(turn.entities) or turn.act(*LOOK_UPS) is not None


def _is_asked(turn: RasaTurn, evidence: Evidence) -> bool:
    """Whether the answer may come from the knowledge base: Rasa leaves it the line, or begins a
    form on few words that name no order."""
    if evidence.question.standing.form_open:
        return False
    text = evidence.text
    begins = turn.form_open and (leads_on(text) or not names_order(text))
    return begins or (turn.act("search_knowledge_base") is not None and not turn.form_open)


def _refuses_choices(turn: RasaTurn, question: Question) -> bool:
    """Whether the visitor means none of the questions between which they were to choose, or says
    of the answer alone that it is not theirs."""
    memory, text = question.memory, question.simplified
    if question.standing.form_open or withdraws(text):
        return False
    if memory.answered is not None and rejects_all(text):
        return True
    return bool(memory.offered) and (turn.intent == "deny" or rejects_all(text))


def _others(evidence: Evidence) -> Decision:
    """Others than were shown for the question before, and a person the second time."""
    memory, standing = evidence.question.memory, evidence.question.standing
    if memory.wrong:
        return call_person("wrong_answer", standing)
    if not memory.question:
        return OfferOthers()
    if evidence.once_more is None:
        return SearchOnceMore()
    found = evidence.once_more
    return OfferOthers(_unseen(found, memory) if isinstance(found, SearchResult) else ())


def _without_rasa(
    rasa: Unavailable, found: SearchResult | None, question: Question
) -> FinalDecision:
    """In this order: a person if asked for, a sure answer, patience while Rasa restarts, a person.

    Inside a form no stored answer is given: the visitor's words may be the form's value.
    """
    standing = question.standing
    accepted = standing.person_offered and agrees(question.text)
    if accepted or asks_for_person(question.text):
        return call_person("asked", standing)
    sure = sure_match(found)
    if sure is not None and not standing.form_open:
        return give(Answer(sure), standing)
    return Wait() if rasa.restarting else call_person(UNAVAILABLE, standing)


def _with_rasa(turn: RasaTurn, evidence: Evidence, policy: PolicySettings) -> Decision:
    standing, found = evidence.question.standing, evidence.found
    understood = turn.confidence >= policy.intent_confidence
    if standing.person_offered and understood and turn.intent == "affirm":
        return call_person("asked", standing)

    own_intent = _surer_own_intent(turn, found, standing)
    if own_intent is not None:
        return give(Answer(own_intent, keeps_dialogue=False), standing)

    call = turn.act("hand_off")
    if call is not None:
        doubtful = not understood and not standing.form_open and sure_match(found) is not None
        if not doubtful:
            return call_person(str(call.arguments.get("reason", "asked")), standing)

    look_up = turn.act(*LOOK_UPS)
    if look_up is not None:
        return looked_up(look_up, evidence)

    of_it = of_what_is_in_hand(turn, evidence)
    if of_it is not None:
        return looked_up(of_it, evidence)

    if asks_for_own_order(turn, evidence.question, policy):
        own = own_order(evidence)
        if own is not None:
            return own
    if turn.act("search_knowledge_base") is None and turn.texts:
        return _in_dialogue(turn, evidence, policy)
    return _from_knowledge(turn, evidence, policy)


def _in_dialogue(turn: RasaTurn, evidence: Evidence, policy: PolicySettings) -> FinalDecision:
    """What Rasa says, unless the stored answers know better."""
    standing, found = evidence.question.standing, evidence.found
    leaning = sure_match(found) if evidence.is_completed else None
    if leaning is not None:
        return give(Answer(leaning, keeps_dialogue=False), standing)
    plain = _plainly_answered(turn, evidence, policy)
    if plain is not None:
        return plain
    begun = standing.form_open or turn.confidence >= policy.dialogue_confidence
    surer = None if begun else _surer(turn, found, standing)
    if surer is not None:
        return surer
    if found is not None and turn.form_open and asks_how(evidence.text):
        # How it is done, and not that it be done: the answer is complete without a number.
        return _about_how(turn, found, standing)
    return Say(turn.texts, reason="form" if turn.form_open else "small_talk")


def _plainly_answered(
    turn: RasaTurn, evidence: Evidence, policy: PolicySettings
) -> FinalDecision | None:
    """The stored answer to a question that Rasa takes for a courtesy or for the wish for a look-up.

    The knowledge base has to be as sure as Rasa must be to begin a dialogue. A form that was open
    before asks its question again.
    """
    standing, text, found = evidence.question.standing, evidence.text, evidence.found
    sure = sure_match(found)
    if not turn.form_open:
        is_question = asks(text) and not standing.form_open
        if is_question and sure is not None:
            return give(Answer(sure, keeps_dialogue=False), standing)
        is_long = len(text) >= LONG_FOR_A_COURTESY
        if is_question and is_long and found is not None and found.band == "clarify":
            return Clarify(tuple(found.matches[:3]), keeps_dialogue=False)
        return None
    looks_up = bool(turn.entities) or asks_to_look_up(text)
    if sure is None or looks_up or sure.confidence < policy.dialogue_confidence:
        return None
    if not standing.form_open:
        return give(Answer(sure, keeps_dialogue=False), standing)
    asks_again = bool(turn.texts) and turn.texts[0].name.startswith("ask_")
    aside = wants(text) and asks_again
    return give(Answer(sure, texts=turn.texts), standing) if aside else None


def _about_how(turn: RasaTurn, found: SearchResult, standing: Standing) -> FinalDecision:
    """The stored answer, or choices. A form that was open before asks its question again."""
    texts = turn.texts if standing.form_open else ()
    sure = sure_match(found)
    if sure is not None:
        return give(Answer(sure, texts=texts, keeps_dialogue=standing.form_open), standing)
    if found.band == "clarify" and not standing.form_open:
        return Clarify(tuple(found.matches[:3]), keeps_dialogue=False)
    return Say(turn.texts, reason="form")


def _surer_own_intent(
    turn: RasaTurn, found: SearchResult | None, standing: Standing
) -> Match | None:
    """The shop's own intent, where the knowledge base is surer of it than Rasa of its act.

    A look-up, an open form and the wish for a person stay Rasa's (docs/adr/0037).
    """
    sure = sure_match(found)
    if sure is None or not is_own_intent(sure.entry) or sure.confidence <= turn.confidence:
        return None
    call = turn.act("hand_off")
    asked = call is not None and call.arguments.get("reason", "asked") == "asked"
    if asked or standing.form_open or turn.act(*LOOK_UPS) is not None:
        return None
    return sure


def _surer(turn: RasaTurn, found: SearchResult | None, standing: Standing) -> FinalDecision | None:
    """What the knowledge base has, where it is surer of its best entry than Rasa of the intent.

    Rasa begins a form on little: it asks for an order number when somebody asks how orders work.
    Small talk gives way to a sure answer only, since many stored questions resemble a greeting.
    """
    if found is None or not found.matches or found.matches[0].confidence <= turn.confidence:
        return None
    sure = sure_match(found)
    if sure is not None:
        return give(Answer(sure, keeps_dialogue=False), standing)
    if turn.form_open and found.band == "clarify":
        return Clarify(tuple(found.matches[:3]), keeps_dialogue=False)
    return None


def _from_knowledge(turn: RasaTurn, evidence: Evidence, policy: PolicySettings) -> FinalDecision:
    standing, found = evidence.question.standing, evidence.found
    if found is None:
        return call_person("knowledge_base_unavailable", standing)
    out_of_scope = (
        turn.confidence
        if turn.intent == "out_of_scope" and turn.confidence >= policy.out_of_scope_confidence
        else 0.0
    )
    sure, search = sure_match(found), turn.act("search_knowledge_base")
    if search is not None and "or_say" in search.arguments:
        if sure is not None and sure.confidence > turn.confidence:
            return give(Answer(sure, texts=turn.texts), standing)
        text = Utterance(str(search.arguments["or_say"]))
        return Say((text, *turn.texts), reason="small_talk", offers_person=not turn.texts)
    if sure is not None and sure.confidence >= out_of_scope:
        return give(Answer(sure, texts=turn.texts), standing)
    likely = found.matches and (
        wants_something(evidence.text) or found.matches[0].confidence >= UNLIKELY
    )
    if found.band != "hand_off" and likely and not out_of_scope:
        return Clarify(tuple(found.matches[:3]), texts=turn.texts)
    if search is not None and "otherwise" in search.arguments:
        return call_person(str(search.arguments["otherwise"]), standing)
    if not wants_something(evidence.text):
        return Nothing(NO_QUESTION, texts=turn.texts)
    if standing.nothing_found >= 1:
        return call_person("nothing_found_twice", standing)
    return Nothing("out_of_scope" if out_of_scope else "nothing_found", texts=turn.texts)
