from pathlib import Path

import pytest
import yaml

from agent_desk.texts.catalogue import BotTexts, specs
from tests.bot.conftest import NUMBERS

DIALOGUES = yaml.safe_load((Path(__file__).parent / "dialogues.yml").read_text(encoding="utf-8"))

TURN = {"says", "trigger", "forgets", "does", "form", "asks", "about"}


def messages_of(turn, about):
    """What the turn must produce: acts unchanged, texts by their name.

    ``about`` is the number that the dialogue is about, which some texts name.
    """
    return [utterance(item, about) if isinstance(item, str) else item for item in turn["does"]]


def utterance(name, about):
    names_number = "number" in specs(BotTexts)[name].known
    return {"say": name} | ({"number": about} if names_number else {})


def number_in(state):
    return state["slots"].get("order_number") or state["slots"].get("tracking_number")


class TestDialogues:
    def test_have_only_known_keys(self):
        turns = [turn for dialogue in DIALOGUES for turn in dialogue["turns"]]
        assert all(turn.keys() <= TURN for turn in turns)
        assert all(("says" in turn) != ("trigger" in turn) for turn in turns)

    @pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
    def test_take_the_written_course(self, dialogue, bot):
        state = None
        for turn in dialogue["turns"]:
            if "forgets" in turn:  # as the desk edits the state
                for name in turn["forgets"]:
                    state["slots"].pop(name, None)
            answer = bot.turn(
                turn.get("says"),
                trigger=turn.get("trigger"),
                verified=dialogue.get("verified", False),
                in_hand=dialogue.get("in_hand", False),
                state=state,
                order_numbers=dialogue.get("order_numbers", NUMBERS),
                turned_off=dialogue.get("turned_off"),
                order_proof=dialogue.get("order_proof"),
            )
            state = answer["state"]
            said = turn.get("says") or turn["trigger"]
            about = turn.get("about", number_in(state))
            assert answer["messages"] == messages_of(turn, about), said
            assert number_in(state) == about, said
            last = answer["messages"][-1]
            if turn.get("about") and last.get("act") not in ("hand_off", "search_knowledge_base"):
                assert about in last.values(), said
            assert state["active_form"] == turn.get("form"), said
            assert state["requested_slot"] == turn.get("asks"), said
