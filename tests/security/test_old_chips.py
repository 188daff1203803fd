"""Chips that an earlier Relay stored with a customer's number show it to nobody."""

import json

from tests.fakes.base import stored

PHONE, ORDER = "13812345678", "RL2611200001"


def test_old_chips_show_no_number_and_still_lead_to_their_answer(world):
    old = stored(f"key {ORDER}", 0.4, question=f"王小明 {PHONE} 怎么换？", answer="联系我们。")
    world.base.knows("怎么换？", old, stored(confidence=0.3), band="clarify")
    visitor, agent = world.visitor(), world.agent()
    world.say(visitor, "怎么换？")
    asked = visitor.bot_lines()[-1]
    assert visitor.choose(asked, asked["choices"][0]["id"])["ok"]
    world.answer_turns()

    assert visitor.lines()[-1] == "联系我们。"
    visitor.ask_for_person()
    conversation = visitor.messages()[-1]["conversation_id"]
    opened = agent.request("conversation_open", {"conversation_id": conversation, "last_seq": 0})
    shown = json.dumps([visitor.messages(), opened], ensure_ascii=False)
    assert "[电话]" in shown
    assert PHONE not in shown
    assert ORDER not in shown
