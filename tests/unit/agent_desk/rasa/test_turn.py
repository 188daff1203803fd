import pytest

from agent_desk.rasa.turn import Act, RasaTurn

FIRST, SECOND = Act("say_hours"), Act("look_up_order", {"order_number": "RL2611200001"})


def test_act_is_found_by_any_of_its_names():
    turn = RasaTurn("track_order", 0.9, acts=(FIRST, SECOND))

    assert turn.act("look_up_parcel", "look_up_order") is SECOND
    assert turn.act("hand_off") is None


@pytest.mark.parametrize(
    ("state", "is_open"),
    [({}, False), ({"active_form": None}, False), ({"active_form": "order_form"}, True)],
)
def test_form_is_open_while_rasa_waits_for_a_value(state, is_open):
    assert RasaTurn("inform", 0.9, state=state).form_open is is_open
