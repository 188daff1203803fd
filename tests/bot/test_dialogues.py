from pathlib import Path

import pytest
import yaml

from tests.bot.conftest import NUMBERS

DIALOGUES = yaml.safe_load((Path(__file__).parent / "dialogues.yml").read_text(encoding="utf-8"))

TURN = {"says", "trigger", "forgets", "does", "form", "asks", "about"}


def messages_of(turn, dialogue, texts, about):
    """What the turn must produce: acts unchanged, names of texts as their text.

    ``about`` is the number that the dialogue is about.
    """
    language, verified = dialogue.get("language", "zh"), dialogue.get("verified", False)
    example = numbers_of(dialogue)["example"]
    hint = f"（例如 {example}）" if language == "zh" else f" (such as {example})"
    return [
        {"text": texts(item, language, verified).format(number=about, order_number_hint=hint)}
        if isinstance(item, str)
        else item
        for item in turn["does"]
    ]


def numbers_of(dialogue):
    if "order_numbers" not in dialogue:
        return NUMBERS
    pattern, example = dialogue["order_numbers"]
    return {"forms": [pattern], "example": example}


def number_in(state):
    return state["slots"].get("order_number") or state["slots"].get("tracking_number")


class TestDialogues:
    def test_have_only_known_keys(self):
        turns = [turn for dialogue in DIALOGUES for turn in dialogue["turns"]]
        assert all(turn.keys() <= TURN for turn in turns)
        assert all(("says" in turn) != ("trigger" in turn) for turn in turns)

    @pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
    def test_take_the_written_course(self, dialogue, bot, texts):
        state = None
        for turn in dialogue["turns"]:
            if "forgets" in turn:  # as the desk edits the state
                for name in turn["forgets"]:
                    state["slots"].pop(name, None)
            answer = bot.turn(
                turn.get("says"),
                trigger=turn.get("trigger"),
                language=dialogue.get("language", "zh"),
                verified=dialogue.get("verified", False),
                state=state,
                order_numbers=numbers_of(dialogue),
                turned_off=dialogue.get("turned_off"),
            )
            state = answer["state"]
            said = turn.get("says") or turn["trigger"]
            about = turn.get("about", number_in(state))
            assert answer["messages"] == messages_of(turn, dialogue, texts, about), said
            assert number_in(state) == about, said
            if turn.get("about"):
                assert about in answer["messages"][-1]["text"], said
            assert state["active_form"] == turn.get("form"), said
            assert state["requested_slot"] == turn.get("asks"), said
