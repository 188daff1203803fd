"""Where the shop's own intent and Rasa's act compete."""

from agent_desk.rasa.turn import Utterance
from agent_desk.turns.decision import Answer, HandOff, LookUp, Say
from agent_desk.turns.question import Standing
from knowledge_base import SearchResult
from tests.fakes.base import stored
from tests.fakes.evidence import LOOK_UP, decided, hand_off_act, routine, turn, weigh

OWN = stored("intent:showroom", 0.97, "Come by on Monday.")
PERSON = stored("intent:showroom", 0.97, "", person=True)
FORM = {"active_form": "order_form"}
SAID = (Utterance("greet"),)


def found(match):
    return SearchResult([match], "answer")


class TestOwnIntent:
    def test_is_answered(self):
        assert weigh(routine(), found(OWN)) == Answer(OWN, keeps_dialogue=False)

    def test_leads_to_a_person(self):
        decision = weigh(routine(), found(PERSON))

        assert decision == HandOff("own_intent")

    def test_leads_to_a_person_from_a_chip(self):
        assert decided(entry=PERSON.entry, chosen=PERSON) == HandOff("own_intent")

    def test_goes_before_what_rasa_is_less_sure_of(self):
        complaint = turn("complaint", 0.9, hand_off_act("complaint"))
        form = turn("track_order", 0.95, texts=SAID, state=FORM)

        for rasa in (complaint, form):
            assert weigh(rasa, found(OWN)) == Answer(OWN, keeps_dialogue=False)

    def test_gives_way_to_what_rasa_is_surer_of(self):
        complaint = turn("complaint", 0.98, hand_off_act("complaint"))

        assert weigh(complaint, found(OWN)) == HandOff("complaint")

    def test_never_keeps_anybody_from_a_person(self):
        asked = turn("request_human", 0.6, hand_off_act("asked"))

        assert weigh(asked, found(OWN)) == HandOff("asked")

    def test_gives_way_to_a_look_up_and_to_an_open_form(self):
        form = turn("inform", 0.6, texts=SAID, state=FORM)

        assert weigh(turn("inform", 0.6, LOOK_UP), found(OWN)) == LookUp(LOOK_UP)
        standing = Standing(form_open=True)
        assert weigh(form, found(OWN), standing, text="Monday") == Say(SAID, "form")
